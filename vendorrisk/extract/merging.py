"""What the claims of one document say together: doubles, shadows, and spend called investment."""

from __future__ import annotations

from collections import Counter
from typing import Any

from vendorrisk.extract.antecedents import most
from vendorrisk.model.claim import Claim, Kind

MUTUAL: frozenset[Kind] = frozenset({"rival", "partnership"})
Found = list[tuple[int, Claim]]  # number of the sentence, claim


def merged(found: Found) -> Found:
    """Keep one claim a sentence and set of participants: the one with most values."""
    best: dict[tuple[Any, ...], tuple[int, Claim]] = {}
    for number, claim in found:
        pair: Any = (claim.subject, claim.object)
        ends = frozenset(pair) if claim.kind in MUTUAL else pair
        post = claim.role if claim.kind == "position" else None
        key = (number, claim.kind, ends, claim.person, post)
        if key not in best or _richness(claim) > _richness(best[key][1]):
            best[key] = (number, claim)
    lines: dict[tuple[int, str], list[Claim]] = {}
    for number, claim in best.values():
        lines.setdefault((number, claim.kind), []).append(claim)
    kept = ((number, _one_way(_fullest(ones))) for (number, _), ones in lines.items())
    return _posts_told_once([(number, claim) for number, ones in kept for claim in ones])


def _posts_told_once(found: Found) -> Found:
    """Drop what a move or a seat of the same person in the same sentence tells already.

    Of "Nexora's finance chief moves to Labelbox" the standing post at Nexora, and of "Labelbox
    elected a Nexora partner to its board" a move from Nexora.
    """
    told = {
        (number, claim.person, end)
        for number, claim in found
        if claim.person and claim.kind in {"leadership_move", "directorship"}
        for end in (claim.subject, claim.object)
        if end
    }
    seats = {
        (number, claim.person, claim.subject, claim.object)
        for number, claim in found
        if claim.kind == "directorship" and claim.subject
    }

    gone = {
        (number, claim.person, claim.subject)
        for number, claim in found
        if claim.kind == "leadership_move" and claim.move == "leaves"
    }

    posts: dict[tuple[int, str | None, str | None], list[Claim]] = {}
    for number, claim in found:
        if claim.kind == "position":
            posts.setdefault((number, claim.person, claim.object), []).append(claim)

    def again(number: int, claim: Claim) -> bool:
        if claim.kind == "position":
            who = (number, claim.person, claim.object)
            founder = "founder" in (claim.role or "")
            return (who in told and not founder) or any(
                _same_post(claim, other) for other in posts.get(who, ())
            )
        if claim.kind == "directorship":
            return claim.subject is None and (number, claim.person, claim.object) in gone
        ends = (number, claim.person, claim.subject, claim.object)
        return claim.kind == "leadership_move" and ends in seats

    return [(number, claim) for number, claim in found if not again(number, claim)]


def _same_post(claim: Claim, other: Claim) -> bool:
    """Whether another post of the same person says as much: any but no post, "co-founder"."""
    mine, theirs = claim.role or "", other.role or ""
    if mine == theirs or not theirs:
        return False
    return mine in {"", "employee"} or mine in theirs


def _one_way(claims: list[Claim]) -> list[Claim]:
    """Of two claims that only differ in direction, keep the one that says more."""
    by_pair = {(c.subject, c.object, c.person): c for c in claims}

    def beaten(claim: Claim) -> bool:
        other = by_pair.get((claim.object, claim.subject, claim.person))
        return other is not None and _weight(other) > _weight(claim)

    return [claim for claim in claims if not beaten(claim)]


def _weight(claim: Claim) -> tuple[bool, int, float, str]:
    return claim.share_of_revenue is not None, *_richness(claim)


def _richness(claim: Claim) -> tuple[int, float, str]:
    values = (
        claim.amount_usd,
        claim.amount_low,
        claim.percent,
        claim.percent_low,
        claim.votes,
        claim.rank,
        claim.person,
        claim.role,
        claim.stage,
        claim.share_of_revenue,
    )
    return sum(v is not None for v in values), claim.probability, claim.rule


def _fullest(claims: list[Claim]) -> list[Claim]:
    """Drop claims that a fuller claim of the same sentence and kind already states."""
    gaps = [claim for claim in claims if None in _parties(claim)]
    if not gaps:
        return claims
    return [c for c in claims if not any(_shadows(other, c) for other in claims)]


def _parties(claim: Claim) -> tuple[str | None, str | None, str | None]:
    return claim.subject, claim.object, claim.person


def _shadows(fuller: Claim, claim: Claim) -> bool:
    if _parties(fuller).count(None) >= _parties(claim).count(None):
        return False
    move = claim.kind == "leadership_move"
    whole = (claim.subject, claim.object) == (fuller.subject, fuller.object)
    if move and claim.person is None and claim.role != fuller.role:
        return whole and claim.role != "staff"  # the old post of one named with the new one
    return (
        (move or claim.subject in (None, fuller.subject))
        and claim.object in (None, fuller.object)
        and claim.person in (None, fuller.person)
    )


def about(found: Found) -> str | None:
    """Return the company that the explicit claims of a text are most often about."""
    counts = Counter(
        name
        for _, claim in found
        if (name := claim.subject if claim.kind == "valuation" else claim.object)
        and not claim.parent
        and claim.kind in {"client", "client_loss", "ownership", "investment", "valuation"}
    )
    return most(counts)


def cutoffs(found: Found) -> Found:
    """Read the end of a tie as a cut-off where the text says that the other side is the client.

    "FedEx ends its contract with Amazon": it takes the rest of the text to tell that FedEx serves
    Amazon.
    """
    clients = {(c.subject, c.object) for _, c in found if c.kind == "client" and c.subject}
    clients |= {(c.object, c.subject) for _, c in found if c.kind == "vendor_cutoff" and c.object}
    out = []
    for number, claim in found:
        pair = (claim.subject, claim.object)
        ended = claim.kind == "client_loss" and pair not in clients and pair[::-1] in clients
        if ended and claim.stage != "considering":
            out.append((number, claim.model_copy(update={"kind": "vendor_cutoff"})))
        else:
            out.append((number, claim))
    return out


def spend_is_no_stake(found: Found) -> Found:
    """Read a client's planned "investment" in its vendor as spend.

    A party whom the same text calls a client of the company, or a client that leaves it, and that
    only plans to put money in, buys services: it is no investor. The verb is kept in the note.
    """
    clients = {
        (c.subject, c.object) for _, c in found if c.kind in {"client", "client_loss"} and c.subject
    }
    out = []
    for number, claim in found:
        pair = (claim.subject, claim.object)
        if claim.kind == "investment" and claim.modality == "planned" and pair in clients:
            note = "the text says 'invest'; a client's planned money is spend, not a stake"
            changed = {"kind": "client", "note": note, "percent": None, "rank": None}
            out.append((number, claim.model_copy(update=changed)))
        else:
            out.append((number, claim))
    return out
