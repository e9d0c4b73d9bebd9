"""Answers to the checklist as evidence: who answered what, and how far it goes for one belief."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Mapping, Sequence

from vendorrisk.evidence.fusion import weakened
from vendorrisk.model.belief import Family, Strength
from vendorrisk.model.claim import ANSWER, Claim

Weigh = Callable[[Claim], Strength]


def counted(
    claims: Iterable[Claim], known: Mapping[str, dt.date | None]
) -> dict[str, tuple[Claim, ...]]:
    """Return the answers that count, by the key of every belief that they speak to.

    Of one speaker's answers to one question those count that say what its latest says: an answer
    that was changed counts no more, one that was repeated is not lost.

    Parameters
    ----------
    claims : iterable of Claim
        Known on the day; those that are no answers are passed over.
    known : mapping
        First day on which each claim can have been known, by claim id.
    """
    said: dict[tuple[str, ...], list[Claim]] = {}
    for claim in claims:
        if claim.kind == ANSWER:
            whose = (claim.buyer or "", speaker(claim), claim.question or "")
            said.setdefault(whose, []).append(claim)
    found: dict[str, list[Claim]] = {}
    for answers in said.values():
        days = [(known[c.id] or dt.date.min, c.doc_id, c.start) for c in answers]
        latest = answers[days.index(max(days))]
        for claim in answers:
            if _same(claim, latest):
                for key in claim.about:
                    found.setdefault(key, []).append(claim)
    return {key: tuple(sorted(found[key], key=lambda c: c.id)) for key in sorted(found)}


def given_to(answers: Mapping[str, tuple[Claim, ...]], buyer: str) -> dict[str, tuple[Claim, ...]]:
    """Return the answers that were given to a buyer, by key.

    "A competitor of ours" is another company for another buyer.
    """
    own = {key: tuple(c for c in about if c.buyer == buyer) for key, about in answers.items()}
    return {key: about for key, about in own.items() if about}


def _same(one: Claim, other: Claim) -> bool:
    return (one.modality == "denied") == (other.modality == "denied")


def speaker(claim: Claim) -> str:
    """Return who answers: a party of the claim is one speaker, whoever speaks for it."""
    own = claim.interest != "none" or not claim.attributed_to
    return f"{claim.subject}|{'' if own else claim.attributed_to[0]}"


def origin_of(claim: Claim) -> str:
    """Return the origin of an answer: a party's word is one, whatever it is asked.

    What stands behind an answer besides that word (a document that was seen, an audit) is another.
    """
    if claim.interest != "none":
        return f"statement of {claim.subject}"
    return f"answer of {claim.subject} ({(claim.grade or 'no proof').replace('_', ' ')})"


def answered(answers: Sequence[Claim], weigh: Weigh, asked: int | None = None) -> list[Family]:
    """Return the families that answers make for one belief, by origin and sign.

    Parameters
    ----------
    answers : sequence of Claim
        About the belief, those that count.
    weigh : callable
        Strength of an answer.
    asked : int or None
        Of an open question: how many questions ask about it, each about a part. A "no" to one of
        them has that part of its weight, so that only all together clear the whole; a "yes" to any
        is one to the whole. None: a belief that every answer speaks to in full.
    """
    groups: dict[tuple[str, int], dict[str, list[tuple[Strength, Claim]]]] = {}
    for claim in answers:
        sign = -1 if claim.modality == "denied" else 1
        by_question = groups.setdefault((origin_of(claim), sign), {})
        by_question.setdefault(claim.question or "", []).append((weigh(claim), claim))
    families = []
    for (origin, sign), by_question in sorted(groups.items()):
        members = sorted(
            (m for part in by_question.values() for m in part),
            key=lambda m: (-m[0].point, -m[0].low, m[1].id),
        )
        tops = [_top([s for s, _ in by_question[name]]) for name in sorted(by_question)]
        split = asked is not None and asked > 1 and sign < 0
        strength = _together(tops, 1.0 / asked) if split and asked is not None else _top(tops)
        part = f", each for one of {asked} parts" if split else ""
        why = f"{', '.join(sorted(by_question))}{part}"
        families.append(
            Family(
                origin=origin,
                polarity=sign,
                strength=strength,
                claims=tuple(c.id for _, c in members),
                documents=tuple(sorted({f"{c.doc}#{c.rule}" for _, c in members})),
                why=(f"answers to {why}",),
            )
        )
    return families


def merged(families: Sequence[Family], more: Sequence[Family]) -> list[Family]:
    """Return families with others put in: of one origin and sign only the strongest counts."""
    found = {(f.origin, f.polarity): f for f in families}
    for new in more:
        old = found.get((new.origin, new.polarity))
        found[new.origin, new.polarity] = new if old is None else _joined(old, new)
    return list(found.values())


def _joined(old: Family, new: Family) -> Family:
    first, last = (old, new) if old.strength.point >= new.strength.point else (new, old)
    return Family(
        origin=old.origin,
        polarity=old.polarity,
        strength=_top([old.strength, new.strength]),
        claims=tuple(dict.fromkeys((*first.claims, *last.claims))),
        documents=tuple(sorted({*old.documents, *new.documents})),
        why=tuple(dict.fromkeys((*old.why, *new.why))),
    )


def _top(strengths: Sequence[Strength]) -> Strength:
    return Strength(
        low=max(s.low for s in strengths),
        point=max(s.point for s in strengths),
        high=max(s.high for s in strengths),
    )


def _together(strengths: Sequence[Strength], part: float) -> Strength:
    """Return the strength of answers of which each has a part of its weight."""

    def end(values: Iterable[float]) -> float:
        return 1.0 - math.prod(1.0 - weakened(value, part) for value in values)

    return Strength(
        low=end(s.low for s in strengths),
        point=end(s.point for s in strengths),
        high=end(s.high for s in strengths),
    )
