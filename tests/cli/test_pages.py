"""HTML pages as files: the style in the page or beside it, and a word when one gets large."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from vendorrisk.report import html

CASE = ("compare", "seeds/facts", "--buyer", "google", "--vendor", "Handshake", "--as-of",
        "2025-06-20")  # fmt: skip


def test_the_style_stands_in_the_page(cli: Callable[..., Any], tmp_path: Path) -> None:
    assert cli(*CASE, "-o", tmp_path / "a.html", "-q").code == 0
    assert [one.name for one in tmp_path.iterdir()] == ["a.html"]
    assert b"<style>" in (tmp_path / "a.html").read_bytes()


def test_split_assets_stand_beside_the_page_once_a_folder(
    cli: Callable[..., Any], tmp_path: Path
) -> None:
    outputs = ("-o", tmp_path / "a.html", "-o", tmp_path / "b.html", "-o", f"{tmp_path}/c/")
    done = cli(*CASE, *outputs, "--assets", "split")
    assert done.code == 0
    assert done.err.count("report.css") == 2
    for page in (tmp_path / "a.html", tmp_path / "b.html", tmp_path / "c" / "report.html"):
        text = page.read_text(encoding="utf-8")
        assert '<link rel="stylesheet" href="report.css">' in text
        assert "style-src 'self'" in text
        assert "<style" not in text and "style=" not in text
        assert (page.parent / "report.css").read_bytes() == html.stylesheet()
    again = cli(*CASE, *outputs, "--assets", "split", "-q")
    assert again.code == 0


def test_a_file_of_somebody_else_is_not_replaced(cli: Callable[..., Any], tmp_path: Path) -> None:
    style = tmp_path / "report.css"
    style.write_text("body { color: red }", encoding="utf-8")
    done = cli(*CASE, "-o", tmp_path / "a.html", "--assets", "split")
    assert done.code == 2
    assert "report.css" in done.err
    assert style.read_text(encoding="utf-8") == "body { color: red }"
    assert not (tmp_path / "a.html").exists()


def test_a_page_on_stdout_has_no_place_beside_it(cli: Callable[..., Any]) -> None:
    done = cli(*CASE, "-f", "html", "--assets", "split")
    assert done.code == 2
    assert "-o report.html" in done.err
    assert done.out == ""


def test_a_large_page_is_written_and_told(
    cli: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert html.LARGE == 2_000_000
    monkeypatch.setattr(html, "LARGE", 50_000)
    done = cli(*CASE, "-o", tmp_path / "a.html", "-o", tmp_path / "a.md", "-q")
    assert done.code == 0
    assert done.err.count("warning:") == 1
    assert "a.html" in done.err and "fewer vendors" in " ".join(done.err.split())
    assert (tmp_path / "a.html").exists()
