"""``review``: decide on claims, in a log that only grows and lives in version control."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vendorrisk.cli import decisions, options
from vendorrisk.cli.asking import Asked, on_a_case
from vendorrisk.cli.cases import answer, collect
from vendorrisk.cli.claims import chosen, told
from vendorrisk.cli.ending import check_inputs_are_kept
from vendorrisk.cli.outputs import by_suffix, deliver, show, targets
from vendorrisk.cli.talk import Talk, count, one_line
from vendorrisk.errors import Problems, SettingsError

if TYPE_CHECKING:
    from vendorrisk.dossier import Dossier
    from vendorrisk.model.claim import Claim
    from vendorrisk.model.review import ReviewEntry
    from vendorrisk.reviewing import Queue

app = typer.Typer(
    help="Decide on claims: which to look at first, accept, reject, edit, undo.",
    rich_markup_mode=None,
)


class QueueFormat(StrEnum):
    """Formats of the queue on stdout."""

    table = "table"
    json = "json"
    csv = "csv"


_FORMAT_OF = by_suffix({".xlsx": "xlsx", ".json": "json", ".csv": "csv", ".txt": "table"})
_FOLDER = ("queue.xlsx", "queue.csv", "queue.json")
_Format = Annotated[
    QueueFormat | None,
    typer.Option("--format", "-f", show_default=False, help="Format on stdout. Default: table."),
]
_Open = Annotated[
    bool, typer.Option("--open", help="Only claims that wait: open, re-opened or disputed.")
]
_NOT_ASKED = ("buyer", "vendor", "against", "as_of", "mitigations", "assume")


@app.callback()
def review() -> None:
    """Decide on claims: which to look at first, accept, reject, edit, undo."""


@app.command("list")
@on_a_case("mitigations", "assume")
def queue(
    asked: Asked,
    talk: Talk,
    *,
    only_open: _Open = False,
    output: options.Outputs = None,
    format: _Format = None,
) -> None:
    """List the claims that count, those on which most hangs first.

    With each: how it stands, its quote, and what the vendors would be without it. As .xlsx it is a
    sheet to fill in, for 'review import'.

    Example: vendorrisk review list seeds --reviews reviews.jsonl -o queue.xlsx
    """
    from vendorrisk.cli.queues import as_cells, as_csv, as_json, as_table
    from vendorrisk.report.review_book import review_workbook
    from vendorrisk.reviewing import queue as make

    wanted = targets(
        output or (), format and format.value, default="table", format_of=_FORMAT_OF, folder=_FOLDER
    )
    if asked.reviews is not None and not asked.reviews.exists():
        talk.note(f"no log {asked.reviews} yet: nothing has been reviewed")
        asked = asked._replace(reviews=None)
    found = answer(asked, talk)
    check_inputs_are_kept(wanted, found.dossier)
    talk.detail("working out what hangs on each claim")
    made = make(found.dossier, found.comparison, found.buyer, asked.rules)
    shown = made.waiting() if only_open else made

    def write(format: str) -> bytes:
        if format == "xlsx":
            return review_workbook(as_cells(shown, found.dossier), found.comparison.as_of)
        if format == "table":
            return as_table(shown, found.dossier, total=made).encode("utf-8")
        return (as_json if format == "json" else as_csv)(shown, found.dossier).encode("utf-8")

    for path in deliver((target, write(target.format)) for target in wanted):
        talk.wrote(path)
    _tell(made, talk)


def _tell(made: Queue, talk: Talk) -> None:
    waiting = len(made.waiting().items)
    talk.note(f"{count(len(made.items), 'claim')} in the queue, {waiting:,} of them open")


@app.command()
@on_a_case(*_NOT_ASKED, inputs=None)
def accept(
    claim: decisions.Claims,
    asked: Asked,
    talk: Talk,
    *,
    by: decisions.By = None,
    on: decisions.On = None,
    note: decisions.Note = None,
) -> None:
    """Say that claims are what their texts say.

    Example: vendorrisk review accept clm-e75852 clm-da03c5 seeds --reviews reviews.jsonl --by Ada
    --on 2026-01-31
    """
    _decide(claim, asked, talk, verdict="accept", by=by, on=on, note=note)


@app.command()
@on_a_case(*_NOT_ASKED, inputs=None)
def reject(
    claim: decisions.Claims,
    asked: Asked,
    talk: Talk,
    *,
    reason: decisions.Reason = None,
    by: decisions.By = None,
    on: decisions.On = None,
    note: decisions.Note = None,
) -> None:
    """Take claims out of the evidence, with the reason.

    Example: vendorrisk review reject clm-e75852 seeds --reason wrong-direction --reviews
    reviews.jsonl --by Ada --on 2026-01-31
    """
    _decide(
        claim,
        asked,
        talk,
        verdict="reject",
        reason=decisions.needed(reason),
        by=by,
        on=on,
        note=note,
    )


@app.command()
@on_a_case(*_NOT_ASKED, inputs=None)
def edit(
    claim: decisions.Claim,
    asked: Asked,
    talk: Talk,
    *,
    values: decisions.Set = None,
    reason: decisions.Reason = None,
    by: decisions.By = None,
    on: decisions.On = None,
    note: decisions.Note = None,
) -> None:
    """Correct what a claim says; what the machine had read is kept beside it.

    An edit starts from the machine's reading and replaces an earlier edit whole.

    Example: vendorrisk review edit clm-1e8360 seeds --set percent=49 --reason wrong-amount
    --reviews reviews.jsonl --by Ada --on 2026-01-31
    """
    typed = decisions.typed(values or ())
    _decide(
        claim,
        asked,
        talk,
        typed,
        verdict="edit",
        reason=decisions.needed(reason),
        by=by,
        on=on,
        note=note,
    )


@app.command()
@on_a_case(*_NOT_ASKED, inputs=None)
def undo(
    claim: decisions.Claims,
    asked: Asked,
    talk: Talk,
    *,
    by: decisions.By = None,
    on: decisions.On = None,
    note: decisions.Note = None,
) -> None:
    """Take back the last entry on claims, an undo included.

    Example: vendorrisk review undo clm-e75852 seeds --reviews reviews.jsonl --by Ada
    --on 2026-01-31
    """
    _decide(claim, asked, talk, verdict="undo", by=by, on=on, note=note)


@app.command("import")
@on_a_case(*_NOT_ASKED)
def import_(
    file: decisions.Sheet,
    asked: Asked,
    talk: Talk,
    *,
    by: decisions.By = None,
    on: decisions.On = None,
) -> None:
    """Take the verdicts of a queue that was filled in, all of them or none.

    A row without a verdict is left alone, and so is one that says what already stands.

    Example: vendorrisk review import queue.xlsx seeds --reviews reviews.jsonl --by Ada
    --on 2026-01-31
    """
    from vendorrisk.cli.queues import drafts_of
    from vendorrisk.interchange.review_sheet import read_sheet
    from vendorrisk.interchange.reviews import record

    log, who = decisions.log_of(asked, "import"), decisions.who(by, on, None)
    sheet = read_sheet(file)
    dossier = collect(
        asked.inputs, asked.rules, talk, asked.judgements, asked.engine, extractors=asked.extractors
    )
    decisions.check_apart(log, asked.inputs)
    drafts = drafts_of(sheet, dossier, log, asked.rules, who)
    written = record(log, drafts, whoever=True)
    _say(written, {claim.id: claim for claim in dossier.claims}, talk, log)
    rows = f"{count(sheet.number, 'row')}, {len(sheet.rows):,} with a verdict"
    talk.note(f"{rows}, {len(written):,} new in {log}")


def _decide(
    words: Sequence[str],
    asked: Asked,
    talk: Talk,
    typed: dict[str, str] | None = None,
    *,
    verdict: str,
    reason: str | None = None,
    by: str | None,
    on: str | None,
    note: str | None,
) -> None:
    """Find the claims, check the decision, and write it to the log: for all of them or none."""
    from vendorrisk.evidence.reviewed import changes_of, draft
    from vendorrisk.interchange.reviews import record

    log, who = decisions.log_of(asked, verdict), decisions.who(by, on, note)
    names, inputs = decisions.parted(words, verdict)
    decisions.check_apart(log, inputs)
    dossier = collect(
        inputs, asked.rules, talk, asked.judgements, asked.engine, extractors=asked.extractors
    )
    claims = {one.id: one for one in _found(names, dossier, inputs)}
    changes: dict[str, Any] = {}
    if typed is not None:
        claim = next(iter(claims.values()))
        changes = changes_of(claim, typed, dossier.resolver(asked.rules))
        if not changes:
            raise SettingsError(
                "this changes nothing: the machine has read these values",
                where=claim.id,
                how="accept the claim instead",
            )
    drafts = [
        draft(claim, verdict=verdict, reason=reason, changes=changes, **who)
        for claim in claims.values()
    ]
    _say(record(log, drafts), claims, talk, log)


def _found(names: Sequence[str], dossier: Dossier, inputs: Sequence[str]) -> list[Claim]:
    found, problems = [], []
    for name in names:
        try:
            found.append(chosen(name, dossier, inputs))
        except SettingsError as error:
            problems.append(error)
    if len(problems) == 1:
        raise problems[0]
    if problems:
        raise Problems(problems)
    return found


_DONE = {"accept": "accepted", "reject": "rejected", "edit": "edited", "undo": "undone"}


def _say(written: Sequence[ReviewEntry], claims: dict[str, Claim], talk: Talk, log: Path) -> None:
    """Print one line for each entry that now stands in the log, and is safe on disk."""
    from vendorrisk.model.review import told_changes

    lines = []
    for entry in written:
        parts = [told(claims[entry.claim]), *told_changes(entry.machine, entry.changes)]
        said = one_line("; ".join(parts))
        lines.append(f"{_DONE[entry.verdict]:<8}  {entry.claim}  {said}\n")
    show("".join(lines).encode("utf-8"))
    if not written:
        talk.note(f"nothing new: {log} already says so")
