"""Who serves whom, where the words that end a tie do not tell: what the text calls the two."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from vendorrisk.extract.discourse import Discourse
from vendorrisk.extract.merging import Found

_MERGES = re.compile(r"\b(?:merg|combin)", re.IGNORECASE)
REACH = 60  # characters around a name in which it may be said what the company is


class Sided(NamedTuple):
    """Rules of whose words the text around tells who serves whom.

    Attributes
    ----------
    either : frozenset of str
        Said of clients and vendors alike; as the rule has it, unless the text tells otherwise.
    called : frozenset of str
        Claimed only where the text tells.
    """

    either: frozenset[str]
    called: frozenset[str]


def directed(
    found: Found, sided: Sided, sells: Callable[[str], bool], buys: Callable[[str], bool]
) -> Found:
    """Turn ties and their ends round where the text calls the other one the vendor.

    "The courier Valtek ends its contract with Nexora" says that a vendor leaves, though "ends its
    contract" is said of clients too; "the airline Nexora signed a deal with Valtek" and "Nexora
    signed a deal with the airline Valtek" have one vendor each. Two of whom one serves the other
    by their deal, or buys it, are no partners by it.

    Parameters
    ----------
    found : list of (int, Claim)
        Claims with sentence numbers.
    sided : Sided
        Rules whose words leave it to the text.
    sells, buys : callable
        Whether a company is called a vendor of something; a buyer, such as an airline.
    """
    ends = {"client_loss", "vendor_cutoff"}
    dealt = {
        (number, frozenset((c.subject, c.object))) for number, c in found if c.kind == "acquisition"
    }
    clients = {
        (c.subject, c.object) for _, c in found if c.kind == "client" and c.rule not in sided.called
    }
    ended = {(number, frozenset((c.subject, c.object))) for number, c in found if c.kind in ends}
    out: Found = []
    for number, claim in found:
        one, other = claim.subject, claim.object
        open_ = claim.rule in sided.called
        if one is None or other is None or not (open_ or claim.rule in sided.either):
            out.append((number, claim))
        elif claim.kind == "client_loss":
            cut = (one, other) not in clients and sells(one) and not (buys(one) or sells(other))
            kind = "vendor_cutoff" if cut else claim.kind
            out.append((number, claim.model_copy(update={"kind": kind})))
        elif (number, frozenset((one, other))) not in ended:
            ahead = sells(one) - buys(one) - sells(other) + buys(other)
            if ahead > (0 if open_ else 1):
                turned = {"subject": other, "object": one}
                out.append((number, claim.model_copy(update=turned)))
            elif ahead < 0 or not open_:
                out.append((number, claim))
            if ahead:
                dealt.add((number, frozenset((one, other))))
    return [
        (number, claim)
        for number, claim in out
        if claim.kind != "partnership"
        or (number, frozenset((claim.subject, claim.object))) not in dealt
    ]


def acquirers(found: Found) -> Found:
    """Drop who acquires whom by the word "merger" where the text tells elsewhere that it is bought.

    "Nexora agreed a merger with Valtek. Valtek will pay $5 a share for Nexora."
    """
    told = {
        (claim.subject, claim.object)
        for _, claim in found
        if claim.kind == "acquisition" and _MERGES.search(claim.quote) is None
    }
    return [
        (number, claim)
        for number, claim in found
        if claim.kind != "acquisition"
        or (claim.object, claim.subject) not in told
        or _MERGES.search(claim.quote) is None
    ]


def called(discourse: Discourse, words: Sequence[str]) -> Callable[[str], bool]:
    """Return a function that tells whether a text, or the registry, calls a company such a thing.

    Parameters
    ----------
    discourse : Discourse
        The document read through.
    words : sequence of str
        What it may be called, in lower case: "courier".
    """
    before, behind, own = _around(tuple(words))
    known: dict[str, bool] = {}

    def of_text(name: str) -> bool:
        plain = discourse.plain
        for line in discourse.lines:
            for mention in line.mentions:
                if mention.kind == "org" and mention.name == name:
                    start = max(line.sentence.start, mention.start - REACH)
                    if own.search(plain, mention.start, mention.end):
                        return True  # "the airline"
                    if before.search(plain, start, mention.start):
                        return True
                    if behind.match(plain, mention.end, mention.end + REACH):
                        return True
        return False

    def tell(name: str) -> bool:
        if name not in known:
            listed = discourse.registered.descriptors(name)
            known[name] = (
                not listed.isdisjoint(words)
                or own.search(name.casefold()) is not None
                or of_text(name)
            )
        return known[name]

    return tell


@functools.lru_cache(maxsize=8)
def _around(words: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Return expressions for what is called so: before its name, behind it and in it."""
    noun = "|".join(re.escape(word) for word in words)
    head = r"(?:(?!\b(?:of|to|for|in|that|which|with|from)\b)[^,;.]){0,60}"
    aside = rf"\.?(?: \([^)]{{1,20}}\))?, (?:an?|the|one of|\w+'s)\b{head}"
    return (
        re.compile(rf"\b(?:{noun})(?: [a-z]+)? (?:giant |group |major )?\Z"),
        re.compile(rf"{aside}\b(?:{noun})s?\b"),
        re.compile(rf"(?<!\A)\b(?:{noun})s?\b"),
    )
