"""What a text says it calls its parties: 'Acme Holdings Inc. ("Acme" or the "Company")'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from vendorrisk.extract.names import Mention

FAR = 160  # characters between a name and the brackets that say what it is called
_BRACKETS = re.compile(r"\((?P<inside>[^()]{1,160})\)")
_TERM = re.compile(r"[\"\u201c\u2018'](?P<term>[\w&.,'\u2019 /-]{1,40}?),?[\"\u201d\u2019'](?!\w)")
OF_A_DEAL = frozenset({"parent", "buyer", "seller", "purchaser", "target", "acquirer"})
_ROLES = OF_A_DEAL | {
    *("company", "registrant", "issuer", "corporation", "group", "bank", "trust", "fund", "firm"),
    *("partnership", "investor", "borrower", "lender", "vendor", "supplier", "customer"),
    *("licensor", "licensee", "distributor"),
}
_FIRST_PERSON = frozenset({"we", "our", "us"})
_ENDS = re.compile(r"[.;:!?]\s+(?=[A-Z])")
_FORMS = re.compile(
    r"\s*(?:,?\s*(?:inc|corp|ltd|llc|plc|co|lp|n\.v|s\.a|ag|se)\b\.?)*[\s,.]*", re.IGNORECASE
)
_APPOSED = re.compile(r"(?: (?:Inc|Corp|Ltd|Co|LLC|PLC))?\.?,(?: [^,]*,)? an? ")
_FILER = ("company", "registrant", "issuer", "corporation")


class Definitions(NamedTuple):
    """What the parties of a text are called in it.

    Attributes
    ----------
    terms : dict of str to str
        Name of the party by a term with a capital: "Company", "Registrant", "Buyer".
    aliases : dict of str to str
        Name of the party by another name of it.
    speaker : str or None
        Who "we" is outside of quotes.
    """

    terms: dict[str, str]
    aliases: dict[str, str]
    speaker: str | None


NOTHING = Definitions({}, {}, None)


def definitions(
    text: str, sentences: Iterable[tuple[int, int]], found: Sequence[Sequence[Mention]]
) -> Definitions:
    """Return what the parties are called by brackets behind their names.

    Parameters
    ----------
    text : str
        Text of the document.
    sentences : iterable of (int, int)
        Where its sentences stand.
    found : sequence of sequence of Mention
        The names of each.
    """
    terms: dict[str, str] = {}
    aliases: dict[str, str] = {}
    speaker: str | None = None
    for (start, end), mentions in zip(sentences, found, strict=True):
        if text.find("(", start, end) < 0:
            continue
        for match in _BRACKETS.finditer(text, start, end):
            inside = match["inside"]
            quoted = [term["term"].strip() for term in _TERM.finditer(inside)]
            for term in quoted:
                plain = term.casefold().removeprefix("the ")
                role = plain in _FIRST_PERSON or plain in _ROLES
                name = _party(text, match.start(), mentions, role=role)
                if name is None:
                    continue
                if plain in _FIRST_PERSON:
                    speaker = speaker or name
                elif role:
                    terms.setdefault(term.removeprefix("the ").removeprefix("The "), name)
                elif term[:1].isupper() and plain != name.casefold():
                    aliases.setdefault(term, name)
    if speaker is None:
        speaker = next((n for t, n in terms.items() if t.casefold() in _FILER), None)
    if not terms and not aliases and speaker is None:
        return NOTHING
    return Definitions(terms, aliases, speaker)


def _party(text: str, at: int, mentions: Sequence[Mention], *, role: bool) -> str | None:
    """Return the company that brackets at a place are about, None where none is.

    A name stands right before it. A role may belong to an earlier company that commas hold apart
    from what describes it: 'Acme Corp., a unit of Valtek (the "Buyer")'.
    """
    ahead = [m for m in mentions if m.kind == "org" and m.name and at - FAR <= m.end <= at]
    if not ahead:
        return None
    for one in reversed(ahead) if role else ():
        between = text[one.end : at]
        if _ENDS.search(between):
            break
        if _APPOSED.match(between):
            return one.name
    return ahead[-1].name if _FORMS.fullmatch(text, ahead[-1].end, at) else None
