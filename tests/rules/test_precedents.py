"""Coded precedents: what they hold, and that every mistake is said with its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from vendorrisk.errors import RuleErrors
from vendorrisk.rulebook.precedents import load_precedents, load_settings
from vendorrisk.shipped import packaged


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(packaged("rules") / "precedents", tmp_path / "precedents")
    return tmp_path


def test_the_precedents_are_those_that_the_page_describes() -> None:
    found = load_precedents()
    usable = [one for one in found if one.usable]
    assert (len(found), len({one.event for one in found})) == (173, 93)
    assert (len(usable), len({one.event for one in usable})) == (136, 72)
    assert sum(one.exit for one in usable) == 77
    assert sum(one.neutrality_exit for one in usable) == 44
    assert sum(one.leaders_moved for one in usable) == 20
    assert len({one.event for one in usable if one.leaders_moved}) == 6
    assert sum(one.rivalry == 0 for one in usable) == 10
    assert all(one.relation == "existing" and one.outcome != "blocked" for one in usable)


def test_who_stayed_did_not_leave_whatever_the_reason_coded() -> None:
    odd = [one for one in load_precedents() if one.outcome == "stayed" and one.driver == "mixed"]
    assert odd and not any(one.neutrality_exit for one in odd)


def test_every_source_is_an_address() -> None:
    for one in load_precedents():
        assert all(address.startswith("http") for address in one.sources), one.id
        assert one.verified == "none" or one.sources, one.id


def spoil(root: Path, old: str, new: str) -> Path:
    path = root / "precedents" / "precedents.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("C003,", "C002,", 4, "stands twice"),
        ("closed,3,medium", "closed,4,medium", 2, "rivalry"),
        ("closed,3,medium", "closed,,medium", 2, "rivalry"),
        ("0.49,0,closed", "49,0,closed", 2, "stake"),
        (",left,2025-06-13", ",went,2025-06-13", 2, "outcome"),
        (",left,2025-06-13", ",left,June", 2, "outcome_date"),
        ("C001,", "C001,more,", 2, "fields"),
        ("id,event,vendor", "id,event,vender", 1, "unknown column 'vender'"),
    ],
)
def test_a_mistake_is_said_with_its_line(root, old, new, line, what) -> None:
    path = spoil(root, old, new)
    with pytest.raises(RuleErrors) as caught:
        load_precedents(root)
    assert any(p.where == f"{path}:{line}" and what in p.what for p in caught.value.problems)


def test_a_missing_file_and_bytes_that_are_no_text(root) -> None:
    path = root / "precedents" / "precedents.csv"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RuleErrors, match="cannot read"):
        load_precedents(root)
    path.unlink()
    with pytest.raises(RuleErrors, match="missing"):
        load_precedents(root)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("values: [0.1, 0.2", "values: [0.2, 0.1"),
        ("values: [0.1, 0.2", "values: [0.0, 0.2"),
        ("    unknown:", "    unheard:"),
        ("  value: 10000", "  value: 0"),
    ],
)
def test_settings_that_make_no_sense_are_refused(root, old, new) -> None:
    path = root / "precedents" / "settings.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RuleErrors):
        load_settings(root)
