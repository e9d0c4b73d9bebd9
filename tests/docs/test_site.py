"""The site builds strictly and offline, and a reader's browser fetches nothing from elsewhere."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml
from worked_pages import DOCS

ROOT = DOCS.parent
FETCHED = {"img": "src", "script": "src", "iframe": "src", "source": "src", "video": "src"}
RELATIONS = {"stylesheet", "icon", "preload", "prefetch", "preconnect", "dns-prefetch", "manifest"}
MOST = 6_000_000  # bytes of the whole site, pictures included


def navigation(entries: list[object]) -> list[str]:
    """Return the pages of a navigation, in order."""
    found: list[str] = []
    for entry in entries:
        values = entry.values() if isinstance(entry, dict) else [entry]
        for value in values:
            found += navigation(value) if isinstance(value, list) else [value]
    return found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if find_spec("zensical") is None:
        pytest.skip("the site is not built here: pip install 'vendorrisk[docs]' brings zensical")
    place = tmp_path_factory.mktemp("site")
    shutil.copytree(DOCS, place / "docs")
    shutil.copy(ROOT / "mkdocs.yml", place)
    done = build(place)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No issues found" in done.stdout + done.stderr
    return place / "site"


def build(place: Path) -> subprocess.CompletedProcess[str]:
    """Build with a proxy that leads nowhere: what would be fetched cannot be."""
    nowhere = "http://127.0.0.1:9"
    return subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--strict"],
        cwd=place,
        env={
            **os.environ,
            "PYTHONPATH": str(DOCS),
            "http_proxy": nowhere,
            "https_proxy": nowhere,
            "NO_COLOR": "1",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


class Fetching(HTMLParser):
    """Collects what a browser fetches by itself: not links that a reader follows."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in FETCHED and given.get(FETCHED[tag]):
            self.found.append(given[FETCHED[tag]] or "")
        if tag == "link" and RELATIONS & set((given.get("rel") or "").split()):
            self.found.append(given.get("href") or "")


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 35
    for page in pages:
        parser = Fetching()
        text = page.read_text(encoding="utf-8")
        assert not re.search(r'class="(?:mermaid|pyodide|glightbox)', text), (
            page
        )  # fetched by script
        parser.feed(text)
        assert parser.found
        for address in parser.found:
            elsewhere = r"[a-z][a-z0-9+.-]*:|//" + ("" if page.name == "404.html" else "|/")
            assert not re.match(elsewhere, address), f"{page}: {address}"
            if page.name != "404.html":  # which is shown at any depth, so from the root
                assert (page.parent / address.split("?")[0]).resolve().is_file(), address
    for sheet in site.rglob("*.css"):
        addresses = re.findall(r"url\(\s*['\"]?(\w+:)?(//)?", sheet.read_text(encoding="utf-8"))
        assert not [one for one in addresses if one[0] not in {"", "data:"} or one[1]], sheet
        assert "@import" not in sheet.read_text(encoding="utf-8")


def test_every_page_of_the_navigation_is_built_and_light(site: Path) -> None:
    for page in navigation(
        yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    ):
        assert (site / page).with_suffix(".html").is_file(), page
    assert sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) < MOST
    assert not list(site.rglob("*.py"))


def test_a_bar_in_a_cell_is_shown_as_a_bar(site: Path) -> None:
    text = (site / "cli.html").read_text(encoding="utf-8")
    assert "<code>--buyer NAME|FILE</code>" in text


def test_a_broken_link_stops_the_build(site: Path, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# A\n\n[b](b.md)\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: A\nnav: [index.md]\n", encoding="utf-8")
    done = build(tmp_path)
    assert done.returncode != 0
    assert "page does not exist" in done.stdout + done.stderr


def test_every_page_is_in_the_navigation_and_every_entry_is_there() -> None:
    nav = navigation(yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"])
    assert len(nav) == len(set(nav))
    assert set(nav) == {str(page.relative_to(DOCS)) for page in DOCS.rglob("*.md")}
