"""Every command of the tutorial and the guides is run, and prints what the page shows."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from worked_pages import DOCS, Command, Terminal, matches, steps

GUIDES = sorted(page for page in (DOCS / "howto").glob("*.md") if page.stem != "index")
PAGES = [DOCS / "tutorial.md", *GUIDES]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_shows_what_its_commands_print(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    terminal = Terminal()
    ran = 0
    for step in steps(page):
        printed = terminal.do(step)
        if isinstance(step, Command):
            ran += 1
            if not matches(step.shown, printed):
                diff = difflib.unified_diff(
                    step.shown.splitlines(), printed.splitlines(), "shown", "printed", lineterm=""
                )
                pytest.fail(f"{page.name}:{step.line} $ {step.words}\n" + "\n".join(diff))
    assert ran, "a page without a command"


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        ("a\nb", "a\nb\n", True),
        ("a\nb", "a\nc\n", False),
        ("a\n…\nd", "a\nb\nc\nd\n", True),
        ("a\n…\nd", "a\nd\n", True),
        ("a\n…\nd", "a\nb\n", False),
        ("…\nd", "b\nc\nd\n", True),
        ("took … s", "took 1.25 s\n", True),
        ("took … s", "took 1.25 h\n", False),
        ("a", "a\nb\n", False),
        ("", "", True),
        ("", "a\n", False),
        ("a.c", "abc\n", False),
    ],
)
def test_an_ellipsis_stands_for_what_is_left_out_and_nothing_else(
    shown: str, printed: str, same: bool
) -> None:
    assert matches(shown, printed) is same


def test_a_page_is_read_in_the_order_of_its_blocks(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        '```yaml title="a/one.yaml"\nx: 1\n```\n\n'
        '```yaml title="a/one.yaml (added)"\ny: 2\n```\n\n'
        "```console\n$ vendorrisk \\\n    --version\nvendorrisk …\n"
        "$ cat a/one.yaml\nx: 1\ny: 2\n```\n"
        "```yaml\nnot: a file\n```\n",
        encoding="utf-8",
    )
    found = list(steps(page))
    assert [type(step).__name__ for step in found] == ["Written", "Written", "Command", "Command"]
    assert found[2] == Command(10, "vendorrisk --version", "vendorrisk …")
    assert found[3] == Command(13, "cat a/one.yaml", "x: 1\ny: 2")
