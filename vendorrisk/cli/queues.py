"""The queue of a review as text, JSON, CSV and cells, and a filled-in sheet as decisions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vendorrisk.cli.claims import decided, parties
from vendorrisk.cli.passages import Places, around
from vendorrisk.cli.talk import count, one_line, wrapped
from vendorrisk.errors import Problems, SettingsError, VendorRiskError
from vendorrisk.model.review import written
from vendorrisk.model.summary import page_of, spread
from vendorrisk.report.cells import csv_text

if TYPE_CHECKING:
    from vendorrisk.dossier import Dossier
    from vendorrisk.interchange.review_sheet import Sheet, SheetRow
    from vendorrisk.model.claim import Claim
    from vendorrisk.model.review import ReviewEntry
    from vendorrisk.reviewing import Effect, Queue, Queued, State

_MARGIN = " " * 6
_ENDS = ("low", "point", "high")


def as_table(shown: Queue, dossier: Dossier, *, total: Queue) -> str:
    """Return a queue as text of at most 80 columns; `total` is it with all that are decided."""
    waiting = len(total.waiting().items)
    lines = [
        wrapped(
            one_line(
                f"Claims to review for {shown.buyer} as of {shown.as_of}:"
                f" {', '.join(shown.vendors)}"
            )
        ),
        f"{count(len(total.items), 'claim')} in the queue, {waiting:,} open;"
        " most hangs on the first",
    ]
    places = _Where(dossier)
    for number, item in enumerate(shown.items, 1):
        claim = item.claim
        lines += [
            "",
            wrapped(f"{number:>4}  {claim.kind}: {parties(claim)}", hanging=f"{_MARGIN}  "),
            f"{_MARGIN}{claim.id}  {item.status}",
            *(_told(text) for text in _facts(item, places)),
            _told(places.quote(claim)),
        ]
    if not shown.items:
        lines += ["", "nothing waits"]
    for entry in shown.gone:
        what = f"{entry.claim} ({entry.verdict} by {entry.by} on {entry.on.isoformat()})"
        lines += ["", wrapped(one_line(f"no document makes it any more: {what}: {entry.quote}"))]
    return page_of(lines)


def _told(text: str) -> str:
    return wrapped(one_line(text), indent=_MARGIN, hanging=_MARGIN)


def _facts(item: Queued, places: _Where) -> list[str]:
    """Return what hangs on a claim, what was decided on it, and where it is from."""
    claim = item.claim
    turned = "if it counted" if item.status == "rejected" else "without it"
    facts = [f"{turned}: {_effect(one)}" for one in item.effects]
    if not item.worked:
        facts.append("not worked out: too many claims")
    elif not facts:
        facts.append(f"{turned} nothing changes")
    if claim.review is not None:
        facts.append(decided(claim.review))
    if item.was is not None:
        facts.append(f"before its {' and '.join(item.changed)} changed: {_entry(item.was)}")
    facts += [f"one branch: {_entry(entry)}" for entry in item.disputed]
    facts.append(
        f"probability {claim.probability:g}; {claim.extractor}, {claim.rule};"
        f" {claim.doc}, {places.place(claim)}"
    )
    return facts


def _entry(entry: ReviewEntry) -> str:
    from vendorrisk.evidence.reviewed import mark

    return mark(entry).told()


def _effect(one: Effect) -> str:
    now, other = one.now, one.otherwise
    text = f"{one.vendor} {spread(now.risk)} {now.tier} -> {spread(other.risk)} {other.tier}"
    if now.action != other.action:
        text += f", {now.action} -> {other.action}"
    return text


def changed(item: Queued) -> str:
    """Return what a claim changes, vendor by vendor, in one line."""
    return "; ".join(_effect(one) for one in item.effects) or "nothing"


class _Where:
    """Where claims stand in their documents, each document looked through once."""

    def __init__(self, dossier: Dossier) -> None:
        self._documents = {document.id: document for document in dossier.documents}
        self._places: dict[str, Places] = {}

    def place(self, claim: Claim) -> str:
        """Return the line or the offset of a claim."""
        if claim.doc_id not in self._places:
            self._places[claim.doc_id] = Places(self._documents[claim.doc_id])
        return self._places[claim.doc_id].told(claim.start)

    def path(self, claim: Claim) -> str:
        """Return the path of a claim's document."""
        return self._documents[claim.doc_id].path

    def quote(self, claim: Claim) -> str:
        """Return the quote in its sentence."""
        return around(self._documents[claim.doc_id], claim)


def as_json(shown: Queue, dossier: Dossier) -> str:
    """Return a queue as JSON."""
    places = _Where(dossier)
    body = shown.model_dump(mode="json")
    for item, dumped in zip(shown.items, body["items"], strict=True):
        dumped["path"] = places.path(item.claim)
        dumped["place"] = places.place(item.claim)
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def as_csv(shown: Queue, dossier: Dossier) -> str:
    """Return a queue as CSV, one row a claim and vendor that it changes."""
    places = _Where(dossier)
    rows = [row for rank, item in enumerate(shown.items, 1) for row in _rows(rank, item, places)]
    return csv_text(tuple(COLUMNS), ([row.get(name) for name in COLUMNS] for row in rows))


COLUMNS = {  # of the CSV, and what they say
    "rank": "place in the queue, from 1",
    "claim": "id of the claim",
    "status": "open, accepted, rejected, edited, re-opened or disputed",
    "vendor": "vendor that the claim changes; empty: none",
    "change": "largest change of low, point and high, 0 to 1",
    "low": "risk of the vendor as it stands, 0 to 1, higher is riskier: what is sure",
    "point": "the point",
    "high": "what is possible",
    "tier": "HIGH, UNDETERMINED or LOW",
    "action": "cheapest action at the point",
    "loss": "its expected loss, in points where 100 is a year of the contract",
    "low_otherwise": "the same without the claim; of a rejected claim, with it",
    "point_otherwise": "the point",
    "high_otherwise": "the high end",
    "tier_otherwise": "the tier",
    "action_otherwise": "the action",
    "loss_otherwise": "the loss",
    "kind": "kind of claim",
    "what": "who does what to whom, with values",
    "quote": "what the document says",
    "probability": "that the text says so, 0 to 1",
    "extractor": "what found it",
    "rule": "the rule that it was found by",
    "document": "name of the document",
    "path": "as it was given",
    "place": "line of the file, or offset in its text",
    "review": "what a person decided on it",
    "changed": "what has changed since a decision, '; ' between them",
}


def _rows(rank: int, item: Queued, places: _Where) -> list[dict[str, Any]]:
    claim = item.claim
    own = {
        "rank": rank,
        "claim": claim.id,
        "status": item.status,
        "kind": claim.kind,
        "what": parties(claim),
        "quote": one_line(claim.quote),
        "probability": claim.probability,
        "extractor": claim.extractor,
        "rule": claim.rule,
        "document": one_line(claim.doc),
        "path": one_line(places.path(claim)),
        "place": places.place(claim),
        "review": decided(claim.review) if claim.review else "",
        "changed": " ".join(item.changed),
    }
    found = [
        {
            **own,
            "vendor": one.vendor,
            "change": one.change,
            **_state(one.now, ""),
            **_state(one.otherwise, "_otherwise"),
        }
        for one in item.effects
    ]
    return found or [own]


def _state(state: State, tail: str) -> dict[str, Any]:
    ends = {f"{end}{tail}": getattr(state.risk, end) for end in _ENDS}
    rest = {"tier": state.tier, "action": state.action, "loss": state.loss}
    return {**ends, **{f"{name}{tail}": value for name, value in rest.items()}}


def as_cells(shown: Queue, dossier: Dossier) -> list[dict[str, Any]]:
    """Return a queue as the cells of a sheet, by the titles of its columns."""
    from vendorrisk.evidence.reviewed import EDITABLE
    from vendorrisk.interchange.review_sheet import changes_text

    places = _Where(dossier)
    rows = []
    for item in shown.items:
        claim, review = item.claim, item.claim.review
        read = review.machine if review else {}
        fields = [(name, written(read.get(name, getattr(claim, name)))) for name in EDITABLE]
        said = [(n, written(value)) for n, value in review.changes.items()] if review else []
        rows.append(
            {
                "claim": claim.id,
                "status": item.status,
                "vendor": item.effects[0].vendor if item.effects else None,
                "what changes": changed(item),
                "change": item.effects[0].change if item.effects else None,
                "document": claim.doc,
                "place": places.place(claim),
                "kind": claim.kind,
                "what it says": parties(claim),
                "quote": claim.quote,
                "probability": claim.probability,
                "rule": claim.rule,
                "extractor": claim.extractor,
                "fields": changes_text([one for one in fields if one[1] not in ("", "false")]),
                "stands": review.entry if review else None,
                "verdict": review.verdict if review else None,
                "reason": review.reason if review else None,
                "note": review.note if review else None,
                "changes": changes_text(said) or None,
            }
        )
    return rows


def drafts_of(
    sheet: Sheet, dossier: Dossier, log: Path, rules: Path | None, who: dict[str, Any]
) -> list[ReviewEntry]:
    """Return the decisions of a filled-in sheet.

    Raises
    ------
    Problems
        For every cell and row that cannot stand, with sheet and row; also where a claim was decided
        otherwise after the sheet was made.
    """
    from vendorrisk.evidence.reviewed import changes_of, draft
    from vendorrisk.interchange.journal import Journal
    from vendorrisk.interchange.reviews import standing
    from vendorrisk.model.review import ReviewEntry

    claims = {claim.id: claim for claim in dossier.claims}
    stands = standing(Journal(log, ReviewEntry).read().entries)
    resolver = dossier.resolver(rules)
    problems: list[VendorRiskError] = list(sheet.problems)
    drafts = []
    for row in sheet.rows:
        claim = claims.get(row.claim)
        if claim is None:
            how = "its text or its extractor has changed, or INPUTS are others; make the sheet anew"
            problems.append(SettingsError(f"no claim '{row.claim}'", where=row.place, how=how))
            continue
        try:
            changes = changes_of(claim, row.changes, resolver) if row.changes else {}
        except Problems as error:
            problems += [_at(row, one) for one in error.problems]
            continue
        if row.changes and not changes:
            how = "accept the claim instead"
            problems.append(SettingsError("the changes change nothing", where=row.place, how=how))
            continue
        made = draft(
            claim,
            verdict=row.verdict,
            reason=row.reason,
            changes=changes,
            **{**who, "note": one_line(row.note) if row.note else None},
        )
        found = stands.get(row.claim)
        now = found.entry if found is not None else None
        if now is not None and now.id != row.stands and now.says() != made.says():
            what = f"decided otherwise since the sheet was made: {_entry(now)}"
            problems.append(SettingsError(what, where=row.place, how="make the sheet anew"))
            continue
        drafts.append(made)
    if problems:
        raise Problems(problems)
    return drafts


def _at(row: SheetRow, error: VendorRiskError) -> SettingsError:
    return SettingsError(error.what, where=row.place, how=error.how)
