"""Answers as facts, and agreed clauses as mitigations, ready to stand in a file of their own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from vendorrisk.errors import ReviewError
from vendorrisk.interchange.returned import ANSWERED
from vendorrisk.interchange.taken import Returned, Taken, TakenClause
from vendorrisk.model.base import content_id
from vendorrisk.model.checklist import SPOKEN
from vendorrisk.model.claim import ANSWER
from vendorrisk.model.mitigation import MitigationFile
from vendorrisk.model.summary import one_line

HEAD = "# Made by 'vendorrisk checklist import' from filled-in checklists: {what}\n"
_FACTS = HEAD.format(what="one more input to every command.")
_MEASURES = HEAD.format(what="give it as --mitigations.")
_OWN = "clause-"  # how the id of a mitigation of ours begins
Fields = dict[str, Any]


class Heard(NamedTuple):
    """What a filled-in checklist comes to: facts, mitigations, and what was left out and why.

    ``apart`` counts answers that do not enter the score; they are kept as context.
    """

    facts: tuple[Fields, ...]
    mitigations: tuple[Fields, ...]
    dropped: tuple[str, ...]  # ids of mitigations that are agreed no more
    notes: tuple[str, ...]
    apart: int


def heard(found: Returned, book: str) -> Heard:
    """Return what answers and clauses come to.

    Parameters
    ----------
    found : Returned
        A checked checklist.
    book : str
        Hash of its file, kept with every answer.

    Returns
    -------
    Heard
        An answer denies every claim that its row settles when it clears the concern, and supports
        those that its row names when it affirms it; the vendor's word is in its own interest in the
        one case and against it in the other. A clause weakens its channels only when it is agreed,
        with evidence and a day on which it ends.
    """
    facts = [_fact(row, found, book) for row in found.rows if row.review.answer is not None]
    measures: list[Fields] = []
    dropped: list[str] = []
    notes = list(found.notes)
    for clause in found.clauses:
        if clause.review.agreed is None:
            continue
        lacking = _lacking(clause)
        if lacking is not None:
            notes.append(f"{clause.place}: {clause.cells['key']} counts nothing: {lacking}")
            dropped += [_name(clause, channel) for channel in _channels(clause)]
        else:
            measures += [_measure(clause, channel) for channel in _channels(clause)]
    apart = sum(fact["kind"] != ANSWER for fact in facts)
    return Heard(tuple(facts), tuple(measures), tuple(dropped), tuple(notes), apart)


def _fact(row: Taken, found: Returned, book: str) -> Fields:
    cells, review = row.cells, row.review
    spoken = review.proof is None or review.proof in SPOKEN
    proof = review.proof or "Statement"
    present = _present(str(review.answer), cells["yes_means"])
    about = [] if present is None else _listed(cells["supports" if present else "settles"])
    kind = ANSWER if about else "context"
    by = one_line(review.answered_by or "") or cells["vendor"]
    body: Fields = {"kind": kind, "subject": cells["vendor"], "question": cells["question_id"]}
    if about:
        interest = "none" if not spoken else "against" if present else "self"
        body |= {"buyer": found.buyer, "about": about, "interest": interest}
        body |= {"grade": proof.casefold().replace(" ", "_")}
    no = present is False if about else review.answer == "No"
    worded = "denied" if no else "reported" if review.answer == "Partial" else "confirmed"
    body |= {"modality": worded, "chain": [by]}
    if review.response_date is not None:
        body |= {"known_from": review.response_date.isoformat()}
    body |= {"by": by, "proof": proof, "says": _says(row, by, proof)}
    name = content_id("ans", body)
    return {
        "id": f"{cells['question_id'].lower()}-{name}",
        **body,
        "row": row.row_hash,
        "book": book,
    }


def _present(answer: str, yes_means: str) -> bool | None:
    """Return whether an answer says that the concern is there; None: it says neither."""
    if answer not in ANSWERED:
        return None
    if answer == "Partial":
        return True  # in part: it is there
    return (answer == "Yes") == (yes_means == "concern")


def _says(row: Taken, by: str, proof: str) -> str:
    """Return an answer as a sentence: who said what, when, on which statement."""
    cells, review = row.cells, row.review
    who = by if by == cells["vendor"] else f"{by}, for {cells['vendor']},"
    when = f"On {review.response_date.isoformat()} " if review.response_date else ""
    parts = [
        f"{when}{who} answered {review.answer} to {cells['question_id']}: {cells['statement']}",
        f"Behind it: {proof.casefold()}.",
    ]
    if review.vendor_response:
        parts.append(f"In their words: “{review.vendor_response}”")
    if review.answer_detail:
        parts.append(f"Reviewer's note: {review.answer_detail}")
    return one_line(" ".join(parts))


def _lacking(clause: TakenClause) -> str | None:
    """Return why a clause weakens nothing; None: it does."""
    review = clause.review
    if review.agreed == "No":
        return "it is not agreed"
    if not _channels(clause):
        return "it weakens no channel of the score by itself"
    lacks = [
        name
        for name, value in (
            ("evidence", one_line(review.evidence or "").strip()),
            ("day on which it ends", review.ends_on),
        )
        if not value
    ]
    return f"no {' and no '.join(lacks)}" if lacks else None


def _channels(clause: TakenClause) -> list[str]:
    return _listed(clause.cells["channels"])


def _listed(text: str) -> list[str]:
    return [part for part in text.split("; ") if part]


def _name(clause: TakenClause, channel: str) -> str:
    vendor = re.sub(r"[\W_]+", "-", clause.cells["vendor"].casefold()).strip("-")
    return f"{_OWN}{clause.cells['key'].lower()}-{vendor}-{channel}"


def _measure(clause: TakenClause, channel: str) -> Fields:
    cells, review = clause.cells, clause.review
    spoken = review.proof is None or review.proof in SPOKEN
    at = f", {one_line(review.place)}" if review.place else ""
    reworded = ", reworded" if review.agreed == "Reworded" else ""
    made: Fields = {
        "id": _name(clause, channel),
        "vendor": cells["vendor"],
        "channel": channel,
        "what": f"clause {cells['key']}, {cells['title']}{reworded}{at}",
        "effect": float(cells["effect"]),
        "evidence": one_line(review.evidence or ""),
        "grade": (review.proof or "Statement").casefold().replace(" ", "_"),
        "interest": "self" if spoken else "none",
    }
    if review.in_force_from is not None:
        made["since"] = review.in_force_from.isoformat()
    return {**made, "until": str(review.ends_on)}


class Merged(NamedTuple):
    """The text of a file after an import, and how many entries are new to it."""

    text: str
    new: int


def facts_text(before: str | None, facts: Sequence[Fields], path: Path) -> Merged:
    """Return a fact file with new answers behind those it holds; known ones are left as they are.

    Parameters
    ----------
    before : str or None
        Text of the file, None where there is none.
    facts : sequence of dict
        From `heard`.
    path : Path
        For errors.

    Raises
    ------
    ReviewError
        For a file that is no fact file, or to which nothing can be appended.
    """
    old: list[Any] = []
    if before is not None:
        old = _list(before, "facts", path)
    known = {str(one.get("id")) for one in old if isinstance(one, dict)}
    new = [fact for fact in {f["id"]: f for f in facts}.values() if fact["id"] not in known]
    if before is not None and not new:
        return Merged(before, 0)
    if before is None:
        before = f"{_FACTS}title: Answers to the checklist\nfacts: []\n"
    text = before.rstrip()
    if new:
        text = text.removesuffix(" []") + "\n" + "".join(_entry(fact) for fact in new)
    text = text.rstrip("\n") + "\n"
    try:
        whole = _list(text, "facts", path) == [*old, *new]
    except ReviewError:
        whole = False
    if not whole:
        what = "cannot append to this file: it does not end with the list 'facts', set in by two"
        raise ReviewError(what, where=str(path), how="write to a file of its own")
    return Merged(text, len(new))


def mitigations_text(
    before: str | None, measures: Sequence[Fields], dropped: Iterable[str], path: Path
) -> Merged:
    """Return a file of mitigations in which the clauses of an import stand as they are now.

    A clause has one entry a channel: what was agreed anew takes the place of what was before, and
    what counts no more is taken out. Mitigations of the buyer's own stay.

    Raises
    ------
    ReviewError
        For a file that is none, or holds remarks that would be lost.
    """
    old: list[Any] = []
    if before is not None:
        old = _list(before, "mitigations", path)
        remarks = [line for line in before.splitlines() if line.lstrip().startswith("#")]
        if any(line + "\n" != _MEASURES for line in remarks):
            what = "the file holds remarks of yours, which would be lost"
            raise ReviewError(what, where=str(path), how="write to a file of its own")
    gone = set(dropped)
    kept = {str(one.get("id")): one for one in old if isinstance(one, dict)}
    entries = {name: one for name, one in kept.items() if name not in gone}
    new = sum(entries.get(one["id"]) != one for one in measures)
    entries |= {one["id"]: one for one in measures}
    if before is not None and entries == kept:
        return Merged(before, 0)
    body = "".join(_entry(one) for one in entries.values())
    text = f"{_MEASURES}mitigations:" + (f"\n{body}" if body else " []\n")
    MitigationFile.model_validate({"mitigations": _list(text, "mitigations", path)})
    return Merged(text, new)


def _list(text: str, key: str, path: Path) -> list[Any]:
    try:
        data = yaml.load(text, Loader=_Plain)  # noqa: S506  # a safe loader, see there
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path}:{mark.line + 1}" if mark else str(path)
        raise ReviewError("not YAML", where=where, how="write to a file of its own") from None
    found = data.get(key) if isinstance(data, dict) else None
    if not isinstance(found, list):
        what = f"no file of {key}: a mapping with a list '{key}' is expected"
        raise ReviewError(what, where=str(path), how="write to a file of its own")
    return found


class _Plain(yaml.SafeLoader):
    """The safe loader, with days left as they are written."""


_Plain.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if tag != "tag:yaml.org,2002:timestamp"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _entry(fields: Fields) -> str:
    """Return an entry of a list as YAML; ``says`` stands as it is, on a line of its own."""
    lines = []
    for key, value in fields.items():
        if key == "says":
            lines.append(f"says: |-\n      {value}")
        else:
            lines.append(f"{key}: {_scalar(key, value)}")
    return "  - " + "\n    ".join(lines) + "\n"


_DAYS = frozenset({"known_from", "since", "until"})


def _scalar(key: str, value: Any) -> str:
    return str(value) if key in _DAYS else json.dumps(value, ensure_ascii=False)
