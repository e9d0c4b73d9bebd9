"""Scenarios side by side in every format: 80 columns, marked, and only text."""

from __future__ import annotations

import csv
import io
import json

import pytest

from vendorrisk.errors import SettingsError
from vendorrisk.model.interval import Interval
from vendorrisk.model.robustness import Robustness, Settled, TierChange, Wrong
from vendorrisk.model.scenario import (
    Action,
    Moved,
    Outcome,
    Shift,
    Standing,
    VendorOutcome,
    WhatIf,
)
from vendorrisk.report.whatif import render_what_if, what_would_change

HALF = Interval(low=0.25, point=0.5, high=0.75)
KEEP = Action(low="accept", point="accept", high="replace")
HOSTILE = '=cmd|"<b>x</b>" | [a](http://e.org) \u202eMeta & Co ' + "long " * 40


def made(text: str = "Meta owns 60% of Scale AI", lines: int = 1) -> WhatIf:
    fact = Settled(line="e", key="k", what=text, answer="no", by="vendor", clauses=("CLN",))
    firm = Robustness(
        families=(),
        rests_on=(),
        changes=(TierChange(facts=(fact,), risk=HALF, tier="LOW", others=0),),
        searched=3,
        stress=(),
        if_wrong=(
            Wrong(origins=(text, "B"), lines=("e",), claims=(), risk=HALF, tier="LOW", others=2),
        ),
    )
    base = Standing(
        vendor=text, risk=HALF, tier="UNDETERMINED", coverage=0.5, action=KEEP, robustness=firm
    )
    moved = tuple(
        Moved(line=f"stake:{i}", what=text, before=HALF, after=None) for i in range(lines)
    )
    after = VendorOutcome(
        vendor=text,
        risk=HALF,
        tier="HIGH",
        coverage=0.5,
        action=KEEP,
        change=Shift(low=-0.125, point=0.0, high=0.001),
        moved=moved,
    )
    outcome = Outcome(id=text[:40], what=text, why=text, assumptions=(text,), vendors=(after,))
    return WhatIf(
        model_version="1.0",
        engine="rules",
        buyer=text,
        as_of="2025-06-20",  # type: ignore[arg-type]
        threshold=0.5,
        base=(base,),
        outcomes=(outcome,),
        disclaimer="A risk signal. Higher is riskier.",
    )


@pytest.mark.parametrize("text", ["Meta owns 60% of Scale AI", HOSTILE])
@pytest.mark.parametrize("lines", [0, 1, 9])
def test_the_table_fits_80_columns(text: str, lines: int) -> None:
    shown = render_what_if(made(text, lines), "table").decode()
    assert max(map(len, shown.splitlines())) <= 80
    assert "no true result" in shown
    assert "\u202e" not in shown
    assert ("no line moved" in shown) is (lines == 0)
    assert ("and 4 further lines moved" in shown) is (lines == 9)


@pytest.mark.parametrize("format", ["table", "md", "csv", "json"])
def test_every_format_marks_what_is_assumed(format: str) -> None:
    shown = render_what_if(made(), format).decode()
    assert "Meta owns 60% of Scale AI" in shown
    assert "no true result" in shown.casefold() or "WHAT IF" in shown or format == "json"
    if format == "json":
        assert json.loads(shown)["outcomes"][0]["assumptions"] == ["Meta owns 60% of Scale AI"]


def test_text_of_strangers_is_only_text() -> None:
    page = render_what_if(made(HOSTILE), "md").decode()
    assert "<b>" not in page
    assert "[a](http" not in page
    assert "\u202e" not in page
    rows = list(csv.reader(io.StringIO(render_what_if(made(HOSTILE), "csv").decode())))
    assert all(not cell.startswith(("=", "\u202e")) for row in rows for cell in row)


def test_rows_hold_numbers_as_numbers() -> None:
    base, after = csv.DictReader(io.StringIO(render_what_if(made(), "csv").decode()))
    assert (base["scenario"], base["what_if"], base["change_low"]) == ("as is", "", "0.0")
    assert after["what_if"].startswith("WHAT IF ")
    assert float(after["change_low"]) == -0.125
    assert after["moved"] == "stake:0: 0.50 [0.25-0.75] to not there"


def test_what_would_change_it_is_told_in_sentences() -> None:
    told = what_would_change(made("X").base[0], 0.5)
    assert told == (
        "One fact, settled so, would make it LOW, 0.500 [0.250–0.750]: “X”: no (by the vendor:"
        " clauses CLN).",
        "No source speaks to any line, so none can be left out.",
        "Were X and B wrong together, it would be LOW, 0.500 [0.250–0.750]; 2 other sets of that"
        " size would too.",
    )


def test_an_unknown_format_is_told() -> None:
    with pytest.raises(SettingsError, match="'markdown' is no format of scenarios"):
        render_what_if(made(), "markdown")
