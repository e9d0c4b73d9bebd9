"""The page as plain data for paper: every text visible and bounded, every list bounded.

What is left out is counted in a field of its own (``lines_more``), so that the paper says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from vendorrisk.model.summary import cut, one_line, supposed
from vendorrisk.report.appendix import LIMITS, MOST_QUOTES, evidence, hashes, source
from vendorrisk.report.figures import plural
from vendorrisk.report.view import Page, Quote, VendorView

SECTIONS = 25  # vendors with a section of their own; of the others the verdict stands
FIRST = 3  # reasons and questions of a vendor on page one
CHANGES = 2  # that would move its tier, on page one
SHORT = 150  # characters of one of them
LONGEST = 420  # characters of a text, unless its field says otherwise
_PLAIN = 0x058F  # Latin, Greek, Cyrillic, Armenian: what comes below Hebrew
BREAK = "\u200b"  # nothing to see: a line may break here
_DIGEST = re.compile("[0-9a-f]{64}")
_UNBROKEN = 36  # characters of a word that no line breaks
_PIECE = 18  # characters of a longer one, between places where a line may break
_LONGEST = {
    "name": 90,
    "buyer": 90,
    "title": 160,
    "publisher": 90,
    "document": 120,
    "documents": 240,
    "origin": 120,
    "what": 320,
    "party": 90,
    "how": 700,
    "disclaimer": 1000,
    "statement": 600,
}
_MOST = {
    "vendors": 100,
    "lines": 60,
    "reliefs": 12,
    "ties": 20,
    "moments": 40,
    "open_questions": 30,
    "disputes": 20,
    "sides": 12,
    "flagged": 40,
    "unknown": 40,
    "quiet": 60,
    "rows": 40,
    "book": 30,
    "later_lines": 20,
    "statements": 20,
    "families": 12,
    "channels": 12,
    "beliefs": 20,
    "unquoted": 20,
    "why": 6,
    "documents": 80,
    "defaults": 200,
    "skipped": 40,
    "rejected": 40,
    "robust": 45,
    "orders": 45,
    "assumptions": 20,
}
_PAPERS = {"a4": "a4", "letter": "us-letter"}
_ON_SCREEN = ("placed", "command")  # what a page on a screen needs to link and to copy
_HIDDEN_COUNTS = {"documents": "documents_left_out", "rejected": "rejected_left_out"}


def printout(page: Page, paper: str, fonts: Iterable[str] = ()) -> dict[str, Any]:
    """Return a page as data for the templates of a paged document.

    Parameters
    ----------
    page : Page
        From `vendorrisk.report.compose.page`.
    paper : {"a4", "letter"}
        Its size.
    fonts : iterable of str
        Families that are looked through for a character after those that are built in.
    """
    told = {name: value for name, value in asdict(page).items() if name not in _ON_SCREEN}
    data: dict[str, Any] = _plain(told, "")
    groups = evidence(page)
    shown = {quote.number for group in groups for quote in group.quotes}
    digests = hashes(page)
    for field, left_out in _HIDDEN_COUNTS.items():
        data[f"{field}_more"] += getattr(page, left_out)
    for number, (made, view) in enumerate(zip(data["vendors"], page.vendors, strict=False)):
        _vendor(made, view, shown, section=number < SECTIONS)
    what_if = "WHAT IF: " if page.assumptions else ""
    read = plural(len(page.documents) + page.documents_left_out, "document")
    return data | {
        "heading": _text(
            f"{what_if}{page.title} for {page.buyer}: vendor neutrality, {page.as_of}", 200
        ),
        "running": _text(
            f"Vendor neutrality risk · {cut(page.title, 70)} for {cut(page.buyer, 40)}", 160
        ),
        "supposed-short": _text(supposed(page.assumptions, 60).removeprefix("WHAT IF "), 160),
        "day": [int(part) for part in page.as_of.split("-")],
        "read": read,
        "paper": _PAPERS[paper],
        "fonts": list(fonts),
        "most_quotes": MOST_QUOTES,
        "evidence": [
            {
                "title": _text(group.vendor, 90) or "No name",
                "quotes": [_quote(quote, digests) for quote in group.quotes],
                "left_out": group.left_out,
            }
            for group in groups[:SECTIONS]
        ],
        "rejected": [_quote(q, digests) for q in page.rejected[: _MOST["rejected"]]],
        "limits": list(LIMITS),
        "made": _text(
            f"vendorrisk, model {page.model}, engine {page.engine}, schema {page.schema}.", 200
        ),
    }


def _vendor(made: dict[str, Any], view: VendorView, shown: set[int], *, section: bool) -> None:
    """Add to a vendor's data what its pages need beside it."""
    made["name"] = made["name"] or "No name"
    made["section"] = section
    made["parts"] = f"Of the point {view.total}, " + ", ".join(
        f"{f.name} carries {f.contribution}" for f in view.factors
    )
    made["parts"] += "."
    made["counted"] = plural(len(view.lines), "line")
    made["first"] = {
        "reasons": [
            {"part": line["contribution"], "what": _known(line)}
            for line in made["lines"]
            if line["contribution"] != "0"
        ][:FIRST],
        "changes": _first_changes(made),
        "questions": [
            {"what": q["what"], "codes": q["questions"], "effect": q["effect"]}
            for q in made["open_questions"][:FIRST]
        ],
    }
    for factor in made["factors"]:
        factor["title"] = factor["name"].capitalize()
    for change in made["changes"]:
        change["what"] = change["what"][:1].upper() + change["what"][1:]
    for loss in made["losses"]:
        loss["cells"] = [{"text": text, "best": best} for text, best in loss["cells"]]
    _cite(made["lines"], view.lines, shown)
    for group, tied in zip(made["reliefs"], view.reliefs, strict=False):
        _cite(group["ties"], tied.ties, shown)
    for dispute, said in zip(made["disputes"], view.disputes, strict=False):
        dispute["question"] = dispute["question"] or "No question"
        _cite(dispute["sides"], said.sides, shown)
    for quote in made["statements"]:
        quote["cite"] = {"number": quote["number"], "shown": quote["number"] in shown}
    if made["book_reason"]:
        made["book_reason"] = f"{made['book_reason'][:1].upper()}{made['book_reason'][1:]}"


def _known(line: Mapping[str, Any]) -> str:
    return str(line["what"]) if line["known"] else f"Not known: {line['what']}"


def _first_changes(made: Mapping[str, Any]) -> list[str]:
    """Return what would move the tier, in few words: facts proved wrong, then facts to settle."""
    moved = [
        f"{change['what'][:1].upper()}{change['what'][1:]}: {change['tier']},"
        f" {change['risk']['text']}"
        for change in made["changes"]
        if change["moves"]
    ]
    settled = [_shortly(text) for text in made["firmness"]["facts"]] if made["firmness"] else []
    found = [*moved[:CHANGES], *settled][:CHANGES]
    return found or ["No single change that was looked at moves the tier."]


def _shortly(text: str) -> str:
    """Return a sentence on facts to settle; of a long one what they come to."""
    if len(text) <= SHORT:
        return text
    return f"{text.partition(': “')[0]}; see “How firmly it stands”"


def _cite(made: Iterable[dict[str, Any]], views: Iterable[Any], shown: set[int]) -> None:
    for one, view in zip(made, views, strict=False):
        one["cited"] = [{"number": q.number, "shown": q.number in shown} for q in view.quotes]
        one.pop("quotes", None)


def _quote(quote: Quote, digests: Mapping[str, str]) -> dict[str, Any]:
    return {
        "number": quote.number,
        "text": _text(quote.text, 500),
        "cut": quote.cut,
        "source": _text(source(quote), 400),
        "document": _text(quote.document, 120),
        "row": quote.anchor,
        "place": quote.place,
        "href": quote.href,
        "address": _text(quote.address, 80),
        "hash": _short(digests.get(quote.anchor, "")),
        "review": _text(quote.review, 300),
    }


def _short(digest: str) -> str:
    return f"{digest[:12]}…" if digest else "in the JSON report"


def _plain(value: Any, field: str) -> Any:
    """Return a value as JSON can hold it; texts and lists cut to what paper takes."""
    if isinstance(value, str):
        return _text(value, _LONGEST.get(field, LONGEST))
    if isinstance(value, Mapping):
        made: dict[str, Any] = {}
        for name, one in value.items():
            most = _MOST.get(name)
            if most is not None and isinstance(one, tuple):
                made[f"{name}_more"] = max(0, len(one) - most)
                made[name] = [_plain(item, name) for item in one[:most]]
            else:
                made[name] = _plain(one, name)
        return made
    if isinstance(value, (list, tuple)):
        return [_plain(one, field) for one in value]
    return value


def _text(text: str, longest: int) -> str:
    r"""Return one visible line, cut, in which even an endless word may break.

    >>> _text("a\x00 b", 20), _text("one two three", 8)
    ('a<U+0000> b', 'one two…')
    """
    line = one_line(text) if len(text) <= longest else cut(text, longest)
    if _DIGEST.fullmatch(line):
        return line  # is copied, so nothing may stand in it
    return re.sub(rf"\S{{{_UNBROKEN + 1},}}", _breakable, line)


def _breakable(word: re.Match[str]) -> str:
    """Return a word with places where it may break; only plain letters take them unharmed."""
    whole = word[0]
    if any(ord(c) > _PLAIN or unicodedata.combining(c) for c in whole):
        return whole
    return BREAK.join(whole[at : at + _PIECE] for at in range(0, len(whole), _PIECE))
