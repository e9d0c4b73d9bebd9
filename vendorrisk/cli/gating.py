"""``gate``: a policy held against vendors, for a build to pass or stop."""

from __future__ import annotations

import os
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from vendorrisk.cli import complete, options
from vendorrisk.cli.asking import Asked, Ending, on_a_case
from vendorrisk.cli.cases import answer, parse_day
from vendorrisk.cli.ending import check_inputs_are_kept, unreviewed
from vendorrisk.cli.exits import GATE, INCOMPLETE
from vendorrisk.cli.outputs import Target, by_suffix, deliver, targets
from vendorrisk.cli.saved import check_files_are_kept, saved_result
from vendorrisk.cli.talk import Talk
from vendorrisk.errors import SettingsError

if TYPE_CHECKING:
    from vendorrisk.model.assessment import Assessment, Comparison
    from vendorrisk.model.gate import Gate, WaiverUse
    from vendorrisk.model.policy import Policy, WaiverFile
    from vendorrisk.rulebook import Sourced


class GateFormat(StrEnum):
    """Formats of the answer of a gate."""

    table = "table"
    md = "md"
    csv = "csv"
    json = "json"
    junit = "junit"
    sarif = "sarif"
    github = "github"


_SUFFIX = by_suffix(
    {
        ".sarif": "sarif",
        ".xml": "junit",
        ".json": "json",
        ".csv": "csv",
        ".md": "md",
        ".txt": "table",
    }
)
_FOLDER = ("gate.sarif", "gate.xml", "gate.json", "gate.md")
_POLICY = "default"
_SUMMARY = "GITHUB_STEP_SUMMARY"
MAX_SUMMARY = 1_000_000  # bytes of a summary that GitHub takes
MOST_WAIVERS = 10  # told on stderr; every output lists all of them

_From = Annotated[
    Path | None,
    typer.Option(
        "--from",
        metavar="FILE",
        show_default=False,
        help="Hold the policy against a saved result (.json) instead of INPUTS; - is standard"
        " input. --vendor then picks vendors of it.",
    ),
]
_Policy = Annotated[
    str | None,
    typer.Option(
        "--policy",
        autocompletion=complete.policies,
        metavar="NAME|FILE",
        show_default=False,
        help="What you accept: a known policy, or a file (.yaml, .toml). Default: 'default'.",
    ),
]
_Waivers = Annotated[
    Path | None,
    typer.Option(
        "--waivers",
        metavar="FILE",
        show_default=False,
        help="What you accept for a while all the same (.yaml, .toml): each with justification,"
        " approver and expiry.",
    ),
]
_On = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar="YYYY-MM-DD",
        show_default=False,
        help="The day, in UTC, on which waivers and ages are read. Default: that of the result.",
    ),
]
_Format = Annotated[
    GateFormat | None,
    typer.Option("--format", "-f", show_default=False, help="Format on stdout. Default: table."),
]


class _Case(NamedTuple):
    """The comparison, and the vendors of it that are gated."""

    comparison: Comparison
    gated: frozenset[str]

    @property
    def assessments(self) -> list[Assessment]:
        """Return those of the vendors that are gated."""
        return [one for one in self.comparison.assessments if one.vendor in self.gated]


@on_a_case(inputs=options.InputsOrFrom, needed=False)
def gate(
    asked: Asked,
    ending: Ending,
    talk: Talk,
    *,
    result: _From = None,
    policy: _Policy = None,
    waivers: _Waivers = None,
    on: _On = None,
    output: options.Outputs = None,
    format: _Format = None,
) -> None:
    """Hold a policy against vendors: exit 1 when one breaks it.

    A check fails when even the low end of what was measured breaks it, passes when even the high
    end keeps it, and is undetermined in between: exit 0, or 3 with --strict.

    Example: vendorrisk gate seeds --buyer google --vendor "Scale AI" --policy rival-stake
    """
    from vendorrisk.decision.gate import gate as hold
    from vendorrisk.report.gating import render_gate
    from vendorrisk.rulebook import load_policy, load_waivers

    wanted = targets(
        output or (),
        format and format.value,
        default="table",
        format_of=_format_of,
        folder=_FOLDER,
    )
    day = parse_day(on, "--on")
    asked_policy = load_policy(policy or _POLICY, asked.rules)
    given = load_waivers(waivers) if waivers else None
    check_files_are_kept(wanted, [result, policy, waivers])
    case = _saved(result, asked) if result is not None else _read(asked, talk, wanted)
    found = hold(
        case.comparison,
        asked_policy,
        waivers=given,
        on=day,
        vendors=case.gated,
        fail_on=ending.fail_on.value,
        rules=asked.rules,
    )
    if result is not None and not asked.vendors and len(case.gated) > 1:
        talk.note(f"all {len(case.gated)} vendors of the result are gated; --vendor picks some")
    if policy is None:
        talk.note(f"taken as said: --policy {_POLICY}, which ships with the rules")
    written = deliver((target, render_gate(found, target.format)) for target in wanted)
    if any(target.format == "github" for target in wanted):
        _append_summary(found, talk)
    _tell_day(found, asked_policy, given, talk, chosen=day is not None)
    for path in written:
        talk.wrote(path)
    _end(found, case, talk, ending)


def _format_of(path: Path) -> str:
    return "sarif" if path.name.casefold().endswith(".sarif.json") else _SUFFIX(path)


def _read(asked: Asked, talk: Talk, wanted: Sequence[Target]) -> _Case:
    if not asked.inputs:
        raise SettingsError(
            "INPUTS missing",
            where="vendorrisk gate",
            how="give files, folders, globs or -, or a saved result with --from FILE",
        )
    found = answer(asked, talk)
    check_inputs_are_kept(wanted, found.dossier)
    return _Case(found.comparison, found.gated)


def _saved(path: Path, asked: Asked) -> _Case:
    """Return the comparison of a saved result, and those of its vendors that are gated."""
    comparison = saved_result(path, asked)
    if not asked.vendors:
        return _Case(comparison, frozenset(a.vendor for a in comparison.assessments))
    return _Case(comparison, frozenset(_chosen(asked, comparison)))


def _chosen(asked: Asked, comparison: Comparison) -> list[str]:
    from vendorrisk.decision.waiving import same_name
    from vendorrisk.entities import Resolver
    from vendorrisk.errors import did_you_mean
    from vendorrisk.rulebook import load_registry

    resolver = Resolver(load_registry(asked.rules), root=asked.rules)
    known = [a.vendor for a in comparison.assessments]
    found = []
    for typed in asked.vendors:
        name = next((one for one in known if same_name(typed, one, resolver)), None)
        if name is None:
            how = did_you_mean(typed, known) or f"one of: {', '.join(known)}"
            what = f"the result holds no vendor '{typed}'"
            raise SettingsError(what, where=f"--vendor {typed}", how=how)
        found.append(name)
    return found


def _append_summary(found: Gate, talk: Talk) -> None:
    """Append the answer as Markdown to the summary of a GitHub step, where there is one."""
    from vendorrisk.report.gating import render_gate

    place = os.environ.get(_SUMMARY)
    if not place:
        return
    text = render_gate(found, "md")
    if len(text) > MAX_SUMMARY:
        talk.warn("the answer is too long for the summary of a step; write it with -o gate.md")
        return
    try:
        with Path(place).open("ab") as file:
            file.write(text)
    except OSError as error:
        talk.warn(f"cannot append to ${_SUMMARY}: {error.strerror or error}")


def _tell_day(
    found: Gate,
    policy: Sourced[Policy],
    waivers: Sourced[WaiverFile] | None,
    talk: Talk,
    *,
    chosen: bool,
) -> None:
    read = [name for name, is_read in _by_day(policy, waivers) if is_read]
    if read and not chosen:
        talk.note(
            f"{' and '.join(read)} are read on {found.on}, the day of the result; --on picks"
            " another"
        )


def _by_day(
    policy: Sourced[Policy], waivers: Sourced[WaiverFile] | None
) -> tuple[tuple[str, bool], ...]:
    return ("waivers", waivers is not None), ("ages", policy.what.max_age_days is not None)


def _end(found: Gate, case: _Case, talk: Talk, ending: Ending) -> None:
    """Say what the gate found, and leave with the exit code; a failure wins over all else."""
    from vendorrisk.report.gate_text import summary

    for one, text in zip(found.vendors, summary(found), strict=True):
        (talk.note if one.verdict == "pass" else talk.warn)(text)
    _tell_waivers([u for u in found.waivers if u.state != "applied"], talk)
    if found.verdict == "undetermined":
        talk.warn(
            "undetermined is not passed: the evidence does not decide the policy"
            + ("" if ending.strict else "; --strict makes it exit 3")
        )
    gaps = found.incomplete if ending.strict else ()
    for gap in gaps:
        talk.warn(f"--strict: {gap}")
    waiting = unreviewed(case.assessments, talk) if ending.require_reviewed else []
    if ending.exit_zero:
        return
    if found.verdict == "fail":
        raise typer.Exit(GATE)
    if waiting or (ending.strict and (gaps or found.verdict == "undetermined")):
        raise typer.Exit(INCOMPLETE)


def _tell_waivers(uses: Sequence[WaiverUse], talk: Talk) -> None:
    for use in uses[:MOST_WAIVERS]:
        state = "an orphan" if use.state == "orphan" else use.state.replace("_", " ")
        talk.warn(f"waiver {use.waiver.id} ({use.path}:{use.line}) is {state}: {use.why}")
    if len(uses) > MOST_WAIVERS:
        talk.warn(f"and {len(uses) - MOST_WAIVERS} more waivers")
