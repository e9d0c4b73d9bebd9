"""How a command ends: what was written, the gate, and the exit code."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from vendorrisk.cli.exits import GATE, INCOMPLETE
from vendorrisk.cli.options import FailOn
from vendorrisk.cli.saved import check_files_are_kept
from vendorrisk.cli.talk import Talk, count

if TYPE_CHECKING:
    from vendorrisk.cli.asking import Ending
    from vendorrisk.cli.cases import Answer
    from vendorrisk.cli.outputs import Target
    from vendorrisk.dossier import Dossier
    from vendorrisk.model.assessment import Assessment, Comparison
    from vendorrisk.streaming import Stream

QUOTED = 60  # characters of a claim in a list
_FAILING = {
    FailOn.none: frozenset[str](),
    FailOn.high: frozenset({"HIGH"}),
    FailOn.undetermined: frozenset({"HIGH", "UNDETERMINED"}),
}


def check_inputs_are_kept(wanted: Sequence[Target], dossier: Dossier | Stream) -> None:
    """Check that no output replaces a document that was read.

    Raises
    ------
    SettingsError
        When one does.
    """
    if any(target.path is not None for target in wanted):
        read = [document.path for document in dossier.documents]
        check_files_are_kept(wanted, read, "a document that was read")


def end(
    found: Answer,
    rules: Path | None,
    talk: Talk,
    ending: Ending,
    written: Sequence[Path],
) -> None:
    """Say what was written and what the gate found, and leave with the exit code.

    A failed gate is the stronger message: it wins over incomplete evidence.
    """
    end_with(
        found.comparison,
        found.gated,
        rules,
        talk,
        ending,
        written,
        skipped=len(found.dossier.skipped),
    )


def end_with(
    comparison: Comparison,
    gated: Collection[str],
    rules: Path | None,
    talk: Talk,
    ending: Ending,
    written: Sequence[Path],
    *,
    skipped: int,
) -> None:
    """End as `end` does, with a comparison alone and how many inputs of it were left out."""
    if written:
        for assessment in comparison.assessments:
            talk.note(str(assessment))
    for path in written:
        talk.wrote(path)
    failed = [
        f"{one.vendor} is {one.tier} ({one.tier_reason})"
        for one in comparison.assessments
        if one.vendor in gated and one.tier in _FAILING[ending.fail_on]
    ]
    for reason in failed:
        talk.warn(f"gate --fail-on {ending.fail_on.value}: {reason}")
    gaps = incomplete(comparison, skipped, rules) if ending.strict else []
    for gap in gaps:
        talk.warn(f"--strict: {gap}")
    if ending.require_reviewed:
        gaps += unreviewed(comparison.assessments, talk)
    if ending.exit_zero:
        return
    if failed:
        raise typer.Exit(GATE)
    if gaps:
        raise typer.Exit(INCOMPLETE)


def unreviewed(assessments: Iterable[Assessment], talk: Talk) -> list[str]:
    """Say which claims count and were neither accepted nor edited; return their ids."""
    from vendorrisk.model.summary import cut
    from vendorrisk.reviewing import unreviewed as waiting

    found = waiting(assessments)
    if found:
        talk.warn(f"--require-reviewed: {count(len(found), 'claim')} not reviewed")
        talk.listed([f"{one.id} {one.kind}: {cut(one.quote, QUOTED)} ({one.doc})" for one in found])
    return [one.id for one in found]


def incomplete(comparison: Comparison, skipped: int, rules: Path | None) -> list[str]:
    """Return why an answer is incomplete: inputs left out, coverage below the floor."""
    from vendorrisk.rulebook import load_parameters

    floor = load_parameters(rules).coverage_floor.value
    gaps = _left_out(skipped)
    gaps += [
        f"coverage of {one.vendor} is {one.coverage:.2f}, below the floor {floor:g}"
        for one in comparison.assessments
        if one.coverage < floor
    ]
    return gaps


def unread(dossier: Dossier | Stream) -> list[str]:
    """Return one line when inputs were left out."""
    return _left_out(len(dossier.skipped))


def _left_out(skipped: int) -> list[str]:
    return [f"{count(skipped, 'input')} could not be read"] if skipped else []
