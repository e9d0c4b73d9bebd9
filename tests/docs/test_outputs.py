"""The page of outputs names every format, the page of installing every extra of users."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from vendorrisk.report import FORMATS, format_of

ROOT = Path(__file__).parents[2]


def test_every_format_of_a_report_stands_in_the_table() -> None:
    page = (ROOT / "docs" / "outputs.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \w[\w ]* `(\.\w+)` \|.*\| (.*) \| .*\|$", page, re.MULTILINE)
    told = {
        format_of(f"x{suffix}")
        for suffix, commands in rows
        if re.search("`report`|every", commands)
    }
    assert told == {name for name in FORMATS if "." not in name}


def test_every_extra_that_a_user_may_want_stands_in_the_table() -> None:
    page = (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (everything,) = project["optional-dependencies"]["all"]
    named = set(everything.partition("[")[2].rstrip("]").split(","))
    table = page.partition("## Extras")[2].partition("##")[0]
    told = re.findall(r"^\| `?(\w+)`? \|", table, re.MULTILINE)
    assert sorted(told) == sorted(["extra", "none", "all", *named])
