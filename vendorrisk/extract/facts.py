"""Fact files: one claim a fact, quoted by its own sentence."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from typing import Any

from pydantic import ValidationError

from vendorrisk.errors import did_you_mean
from vendorrisk.model.claim import ANSWER, KINDS, Claim
from vendorrisk.model.document import Document, Skipped
from vendorrisk.model.problems import problem

_OWN = {"id", "says", "kind", "chain", "read_in", "confidence", "line", "start", "end"}
_OF_ANSWERS = {"by", "proof", "row", "book"}  # how an answer came in: for people, not for the score
_ASKED = ("question", "about", "buyer")
_MADE = {  # of a claim, and not for a person to write
    "doc",
    "doc_id",
    "quote",
    "probability",
    "attributed_to",
    "extractor",
    "rule",
    "conversion",
    "review",
}
KEYS = tuple(  # that a fact may have, those of answers included
    sorted((_OWN | _OF_ANSWERS | set(Claim.model_fields)) - _MADE - {"line", "start", "end"})
)
EXTRACTOR = "facts/1"
_STAKES = {"investment", "ownership", "acquisition"}


def claims_of_facts(
    document: Document, grades: Collection[str]
) -> tuple[tuple[Claim, ...], tuple[Skipped, ...]]:
    """Return one claim for every fact that has a claim kind, and the facts that could not be read.

    Facts of kind ``context`` carry no claim. The quote is the fact's sentence as it stands in the
    file; source, grade and dates come with the claim. A grade must be one of `grades`: a misspelt
    one must not pass for a source of which nothing is known.
    """
    claims: list[Claim] = []
    skipped: list[Skipped] = []
    for fact in document.facts:
        kind = fact.get("kind")
        if kind == "context":
            continue
        where = f"{document.path}:{fact.get('line', 1)}"
        if kind not in (*KINDS, ANSWER):
            known = (*KINDS, ANSWER, "context")
            how = did_you_mean(str(kind), known) or f"one of {', '.join(known)}"
            what = f"fact '{fact.get('id')}': unknown kind '{kind}'"
            skipped.append(Skipped(path=where, what=what, how=how))
            continue
        grade = fact.get("grade")
        if grade is not None and grade not in grades:
            how = did_you_mean(str(grade), grades) or f"one of {', '.join(sorted(grades))}"
            what = f"fact '{fact.get('id')}': unknown grade '{grade}'"
            skipped.append(Skipped(path=where, what=what, how=how))
            continue
        try:
            claims.append(_claim(document, fact))
        except (ValidationError, ValueError) as error:
            wrong, mend = _told(error)
            what = f"fact '{fact.get('id')}': {wrong}"
            skipped.append(Skipped(path=where, what=what, how=mend))
    return tuple(claims), tuple(skipped)


def _claim(document: Document, fact: dict[str, Any]) -> Claim:
    apart = _OWN | _OF_ANSWERS if fact["kind"] == ANSWER else _OWN
    values = {key: value for key, value in fact.items() if key not in apart}
    for key in ("date", "valid_to", "period"):
        if isinstance(values.get(key), dt.date | int):
            values[key] = str(values[key])
    check(str(fact["kind"]), values)
    start, end = int(fact["start"]), int(fact["end"])
    confidence = {"high": 0.95, "medium": 0.85, "low": 0.7}.get(fact.get("confidence", ""), 0.85)
    read_in = fact.get("read_in")
    note = "; ".join(part for part in (values.pop("note", None), _read_in(read_in)) if part)
    return Claim(
        doc=document.name,
        doc_id=document.id,
        kind=fact["kind"],
        quote=document.text[start:end],
        start=start,
        end=end,
        attributed_to=tuple(fact.get("chain") or ()),
        probability=confidence,
        extractor=EXTRACTOR,
        rule=str(fact["id"]),
        note=note or None,
        **{key: value for key, value in values.items() if key != "kind" and value is not None},
    ).identified()


def check(kind: str, values: dict[str, Any]) -> None:
    """Refuse what no fact can be: no day of any calendar, an end before its start, self-holding.

    Raises
    ------
    ValueError
        With what is wrong.
    """
    days = {key: _days(str(values[key]), key) for key in ("date", "valid_to") if values.get(key)}
    if len(days) == 2 and days["valid_to"][1] < days["date"][0]:
        raise ValueError(f"valid_to {values['valid_to']} is before date {values['date']}")
    if kind == ANSWER:
        lacking = [key for key in ("subject", *_ASKED, "known_from") if not values.get(key)]
        if lacking:
            raise ValueError(f"an answer needs {' and '.join(lacking)}")
        if values.get("modality") not in {"confirmed", "reported", "denied"}:
            raise ValueError("an answer is confirmed, reported (in part) or denied")
    elif any(values.get(key) for key in _ASKED):
        raise ValueError(f"only an answer has {', '.join(_ASKED)}")
    if kind in _STAKES:
        subject, target = values.get("subject"), values.get("object")
        if not subject or not target:
            raise ValueError("a holding needs a subject and an object")
        if subject == target:
            raise ValueError(f"'{subject}' cannot hold itself")


def _days(text: str, key: str) -> tuple[dt.date, dt.date]:
    """Return the first and last day of a written day, month, year or span of these."""
    found = re.fullmatch(
        r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:\s*(?:-|to|/)\s*(\d{4}))?", text.strip()
    )
    try:
        if found is None:
            raise ValueError
        year, month, day = int(found[1]), int(found[2] or 1), int(found[3] or 1)
        first = dt.date(year, month, day)
        last_year = int(found[4] or year)
        last = first if found[3] else dt.date(last_year, month if found[2] else 12, 28)
    except ValueError:
        raise ValueError(
            f"'{text}' is no day for '{key}': write YYYY, YYYY-MM or YYYY-MM-DD"
        ) from None
    return first, last


def _read_in(text: str | None) -> str | None:
    return f"read in: {text}" if text else None


def _told(error: Exception) -> tuple[str, str | None]:
    """Return all that is wrong with a fact, and how to mend it where that can be told."""
    if not isinstance(error, ValidationError):
        return str(error), None
    found = error.errors()
    known = _OWN | set(Claim.model_fields)
    hints: list[str] = []
    for one in found:
        key = str(one["loc"][-1]) if one["loc"] else ""
        if one["type"] == "extra_forbidden":
            hints.append(did_you_mean(key, known) or "the keys are in docs/facts.md")
        elif key in _HINTS:
            hints.append(_HINTS[key])
    return "; ".join(problem(one) for one in found), "; ".join(dict.fromkeys(hints)) or None


_HINTS = {
    "percent": "percent points without a sign: 12 for 12 %",
    "share_of_revenue": "a part of 1: 0.22 for 22 %",
    "amount_usd": "dollars in figures alone: 12000000",
}
