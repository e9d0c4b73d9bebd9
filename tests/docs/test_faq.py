"""The page of questions quotes errors as the program words them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from worked_pages import DOCS, Terminal

PAGE = (DOCS / "faq.md").read_text(encoding="utf-8")
QUOTED = re.findall(r"^\| `([^`]+)`", PAGE.split("## What the errors mean")[1], flags=re.MULTILINE)
ASKED = "--buyer google --vendor Labelbox"
ARTICLE = "---\npublished: {}\n---\nMeta took a 49% stake in Labelbox.\n"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the program says to a reader who makes every mistake."""
    place = tmp_path_factory.mktemp("faq")
    (place / "one.md").write_text(ARTICLE.format("2025-06-12"), encoding="utf-8")
    (place / "two.md").write_text(ARTICLE.format("2025-06-13"), encoding="utf-8")
    (place / "soon.md").write_text(ARTICLE.format("soon"), encoding="utf-8")
    for name in ("Post", "Courier"):
        text = ARTICLE.format(f"2025-06-12\npublisher: Nobody's {name}")
        (place / f"{name}.md").write_text(text, encoding="utf-8")
    late = place / "late"
    late.mkdir()
    (late / "late.md").write_text(ARTICLE.format("2052-06-12"), encoding="utf-8")
    (place / "slip.yaml").write_text(
        "id: slip\nexposure: {level: high, what: Volumes, routes and prices.}\n", encoding="utf-8"
    )
    terminal = Terminal()
    terminal.run(f"vendorrisk report {place}/one.md {ASKED} -o {place}/report.md -q")
    terminal.run(f"vendorrisk checklist {place}/one.md {ASKED} -o {place}/checklist.csv -q")
    sheet = place / "checklist.csv"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("?", "!"), encoding="utf-8")
    lines = (
        f"score {place}",
        f"score {place} --buyer google --vendor Lablebux",
        f"score {place} --buyer gogle --vendor Labelbox",
        f"score {place} --buyer {place}/slip.yaml --vendor Labelbox",
        f"score {place}/soon.md {ASKED}",
        f"score {place} {late} {ASKED}",
        f"score {place}/Post.md {place}/Courier.md --buyer google --vendor Handshake",
        f"checklist import {sheet} -o {place}/answers.yaml",
        f"explain clm-000000 {place}/one.md",
    )
    said = "\n".join(terminal.run(f"vendorrisk {line}") for line in lines)
    return re.sub(r"\n +(?!at  |fix )", " ", said)  # where lines break hangs on the folder's name


@pytest.mark.parametrize("text", [one for one in QUOTED if not one.startswith(("no such", "exit"))])
def test_an_error_of_the_page_is_one_of_the_program(text: str, told: str) -> None:
    pattern = r".*".join(re.escape(part) for part in text.split("…"))
    assert re.search(pattern.replace(re.escape("2052-06-12"), r"\d{4}-\d\d-\d\d"), told), text


def test_the_page_quotes_errors() -> None:
    assert len(QUOTED) >= 12


def test_python_takes_seeds_for_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import vendorrisk
    from vendorrisk.shipped import packaged

    monkeypatch.chdir(tmp_path)
    with pytest.raises(vendorrisk.VendorRiskError, match="no such file or folder: 'seeds'"):
        vendorrisk.read("seeds")
    assert vendorrisk.read(packaged("seeds")).documents
