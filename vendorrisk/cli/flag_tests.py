"""What ``rules check`` tells of the tests inside red-flag rules."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict

from vendorrisk.cli.flags import loaded
from vendorrisk.cli.talk import count
from vendorrisk.errors import RuleError, RuleErrors
from vendorrisk.model.summary import cut


class Checked(TypedDict):
    """What the tests inside one red-flag rule cover."""

    rule: str
    family: str
    origin: str
    tests: int
    hold: int
    expects: list[str]
    bounds: int
    untested: list[str]


def checked(
    root: Path, overlays: Sequence[Path], known: Sequence[RuleError]
) -> tuple[list[Checked], list[RuleError]]:
    """Run the tests inside every red-flag rule.

    Parameters
    ----------
    root : Path
        Folder of rules.
    overlays : sequence of Path
        Folders of further red-flag rules.
    known : sequence of RuleError
        Problems that are told already.

    Returns
    -------
    tuple
        A row a rule, and every problem: files that cannot be read, tests that do not hold, and
        outcomes and bounds that no test covers.
    """
    from vendorrisk.decision.flags import tried, untested

    try:
        found = loaded(root, overlays)
    except RuleErrors as error:
        told = {(p.what, p.where) for p in known}
        return [], [p for p in error.problems if (p.what, p.where) not in told]
    rows: list[Checked] = []
    problems: list[RuleError] = []
    for one in found:
        runs, missing = tried(one.rule), untested(one.rule)
        rows.append(
            Checked(
                rule=one.rule.id,
                family=one.rule.family,
                origin=one.origin,
                tests=len(runs),
                hold=sum(run.holds for run in runs),
                expects=sorted({run.test.expect for run in runs}),
                bounds=sum(bound.asks for _, bound in one.rule.bounds()),
                untested=list(missing),
            )
        )
        failed = [
            f"test '{run.test.name}' expects {run.test.expect}, the rule says {run.outcome}"
            for run in runs
            if not run.holds
        ]
        where = f"{one.path}:1"
        problems += [RuleError(what, where=where, how="mend the rule or test") for what in failed]
        problems += [RuleError(what, where=where, how="add a test") for what in missing]
    return rows, problems


def told(rows: Sequence[Checked], problems: Sequence[RuleError]) -> str:
    """Return what was checked of the red-flag rules, in a few words."""
    if problems:
        return count(len(problems), "problem")
    tests, bounds = sum(row["tests"] for row in rows), sum(row["bounds"] for row in rows)
    return f"{count(len(rows), 'rule')}; {count(tests, 'test')} hold, {count(bounds, 'bound')}"


def tests_table(rows: Sequence[Checked]) -> list[str]:
    """Return what the tests of each red-flag rule cover, in at most 80 columns."""
    wide = min(30, max((len(row["rule"]) for row in rows), default=4))
    head = f"{'red-flag rule':<{wide}}  tests  flagged  clear  unknown  n/a  bounds  untested"
    lines = [head]
    for row in rows:
        marks = ["x" if word in row["expects"] else "-" for word in _EXPECTED]
        held, left = f"{row['hold']}/{row['tests']}", str(len(row["untested"]) or "")
        line = (
            f"{cut(row['rule'], wide):<{wide}}  {held:>5}  {marks[0]:>7}  {marks[1]:>5}"
            f"  {marks[2]:>7}  {marks[3]:>3}  {row['bounds']:>6}  {left:>8}"
        )
        lines.append(line.rstrip())
    return lines


_EXPECTED = ("flagged", "clear", "unknown", "not_applicable")
