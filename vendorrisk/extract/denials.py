"""Who denies a claim in its own sentence: a party to it speaks for itself."""

from __future__ import annotations

import re
from collections.abc import Iterable

from vendorrisk.extract.attribution import ASIDE, PEOPLE, SPOKEN
from vendorrisk.extract.lexicon import alternatives
from vendorrisk.extract.merging import Found
from vendorrisk.extract.posts import POSTS
from vendorrisk.extract.readings import Reading
from vendorrisk.model.claim import Claim

_ADVERBS = r"(?: (?:has|have|had|also|again|later|since|[a-z]+ly)){0,3}"
_DENIES = r"(?:den(?:y|ies|ied)|dismiss(?:es|ed)?|reject(?:s|ed)?|disput(?:es|ed)|refut(?:es|ed))"
_SPEAKS = f"(?:{alternatives(SPOKEN)})"
_DENIER = re.compile(
    rf" (?P<a>O\d+)(?: 's?)?(?: {PEOPLE})?(?: P\d+)?{ASIDE}{_ADVERBS} {_DENIES}(?= )"
    rf"| {PEOPLE} (?:for|of|from|at) (?:the )?(?P<b>O\d+){ASIDE}{_ADVERBS} {_DENIES}(?= )"
    rf"| , (?P<c>O\d+)(?: 's?)?(?: {PEOPLE})?(?: P\d+)?{_ADVERBS} {_SPEAKS}(?= )"
    rf"| {_SPEAKS} (?P<d>O\d+)(?= )"
    r"| according to (?P<e>O\d+)(?= )"
)


def own_denials(found: Found, lines: Iterable[Reading]) -> Found:
    """Return the claims; one that a party to it denies is in its own interest, and credited to it.

    Parameters
    ----------
    found : list of (int, Claim)
        Claims with the numbers of their sentences.
    lines : iterable of Reading
        The sentences.
    """
    if not any(claim.modality == "denied" for _, claim in found):
        return found
    readings = {reading.number: reading for reading in lines}
    out: Found = []
    for number, claim in found:
        who = None
        if claim.modality == "denied" and claim.interest == "none" and number in readings:
            who = _denier(readings[number], claim)
        if who is None:
            out.append((number, claim))
            continue
        own = {"interest": "self", "attributed_to": claim.attributed_to or (who,)}
        out.append((number, claim.model_copy(update=own)))
    return out


def _denier(reading: Reading, claim: Claim) -> str | None:
    """Return the party to a claim that the sentence makes deny it, None when it is none of them.

    Of a move or a seat whose other end the text leaves open, whichever company speaks is taken
    for it.
    """
    parties = (claim.subject, claim.object)
    open_ended = claim.kind in POSTS and None in parties
    names = [
        reading.line.mentions[int(token[1:])].name
        for match in _DENIER.finditer(reading.text)
        for token in match.groups()
        if token
    ]
    speaker = reading.credit.speaker
    said = [*names, speaker] if speaker is not None else names
    return next((name for name in said if name in parties or open_ended), None)
