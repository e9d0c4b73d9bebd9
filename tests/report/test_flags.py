"""Red flags in every report: what is shown, in which order, and how strange text is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from vendorrisk.model.assessment import Comparison
from vendorrisk.report import render
from vendorrisk.report.flags import flags, in_one_line


def test_the_section_counts_every_outcome(google: Comparison) -> None:
    for assessment in google.assessments:
        found = flags(assessment)
        assert found is not None
        rows = [*found.flagged, *found.unknown, *found.quiet]
        assert len(rows) == len(assessment.findings)
        counts = [int(part.split()[0]) for part in found.summary.split(", ")]
        assert counts[:2] == [len(found.flagged), len(found.unknown)]
        assert sum(counts[2:]) == len(found.quiet)
        assert all(row.remedy for row in (*found.flagged, *found.unknown))
        assert not any(row.remedy for row in found.quiet)


def test_without_rules_there_is_no_section(made: Callable[..., Comparison]) -> None:
    comparison = made()
    (one,) = comparison.assessments
    bare = one.model_copy(update={"findings": ()})
    assert flags(bare) is None
    plain = comparison.model_copy(update={"assessments": (bare,)})
    for name in ("html", "md", "table"):
        assert b"ed flags" in render(comparison, name)
        assert b"ed flags" not in render(plain, name)


def test_one_line_names_the_gravest(google: Comparison) -> None:
    found = flags(google.assessments[0])
    assert found is not None
    line = in_one_line(found, 2)
    first, second = found.flagged[:2]
    assert f"flagged: {first.rule} ({first.severity}), {second.rule} ({second.severity})" in line
    assert line.endswith(f" and {len(found.flagged) - 2} more")
    short = in_one_line(found, len(found.flagged))
    assert "more" not in short


HOSTILE = "<script>alert(1)</script> | [x](javascript:y) \u202e =cmd()"


@pytest.mark.parametrize("name", ["html", "md", "table"])
def test_text_of_an_overlay_is_shown_as_text(made: Callable[..., Comparison], name: str) -> None:
    shown = render(made(HOSTILE), name).decode("utf-8")
    assert "\u202e" not in shown
    if name != "table":
        assert "<script>" not in shown
        assert "&lt;script&gt;alert" in shown
    if name == "md":
        rows = [line for line in shown.splitlines() if "`rule-0`" in line]
        (row,) = rows
        assert row.replace("\\|", "").count("|") == 5
        assert "](javascript" not in row.replace("\\]", "")


def test_a_long_reason_is_cut_on_the_page_and_whole_in_json(
    made: Callable[..., Comparison],
) -> None:
    long = "reason " * 200
    comparison = made(long)
    found = flags(comparison.assessments[0])
    assert found is not None
    assert all(len(text) <= 320 for row in found.flagged for text in row.why)
    assert long.strip() in render(comparison, "json").decode("utf-8")
