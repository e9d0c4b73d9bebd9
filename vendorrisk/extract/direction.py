"""Who serves whom, where the words that end a tie do not tell: what the text calls the two."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence

from vendorrisk.extract.discourse import Discourse
from vendorrisk.extract.merging import Found

REACH = 60  # characters around a name in which it may be said what the company is


def directed(found: Found, either: frozenset[str], serves: Callable[[str], bool]) -> Found:
    """Read the end of a tie as a cut-off where only the one that ends it is called a vendor.

    "The courier Valtek ends its contract with Nexora" says that a vendor leaves, though "ends its
    contract" is said of clients too.

    Parameters
    ----------
    found : list of (int, Claim)
        Claims with sentence numbers.
    either : frozenset of str
        Rules whose words are said of clients and vendors alike.
    serves : callable
        Whether a company is called a vendor of something.
    """
    clients = {(c.subject, c.object) for _, c in found if c.kind == "client"}
    out: Found = []
    for number, claim in found:
        left, other = claim.subject, claim.object
        unsure = claim.kind == "client_loss" and claim.rule in either
        if (
            unsure
            and left is not None
            and other is not None
            and (left, other) not in clients
            and serves(left)
            and not serves(other)
        ):
            claim = claim.model_copy(update={"kind": "vendor_cutoff"})  # noqa: PLW2901
        out.append((number, claim))
    return out


def called(discourse: Discourse, words: Sequence[str]) -> Callable[[str], bool]:
    """Return a function that tells whether a text, or the registry, calls a company such a thing.

    Parameters
    ----------
    discourse : Discourse
        The document read through.
    words : sequence of str
        What it may be called, in lower case: "courier".
    """
    before, behind = _around(tuple(words))
    known: dict[str, bool] = {}

    def of_text(name: str) -> bool:
        plain = discourse.plain
        for line in discourse.lines:
            for mention in line.mentions:
                if mention.kind == "org" and mention.name == name:
                    start = max(line.sentence.start, mention.start - REACH)
                    if before.search(plain, start, mention.start):
                        return True
                    if behind.match(plain, mention.end, mention.end + REACH):
                        return True
        return False

    def tell(name: str) -> bool:
        if name not in known:
            listed = discourse.descriptors(name)
            known[name] = not listed.isdisjoint(words) or of_text(name)
        return known[name]

    return tell


@functools.lru_cache(maxsize=8)
def _around(words: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return expressions for what stands before and behind the name of what is called so."""
    noun = "|".join(re.escape(word) for word in words)
    aside = r"(?: \([^)]{1,12}\))?, (?:an?|the|one of)\b[^,;.]{0,40}"
    return (
        re.compile(rf"\b(?:{noun})(?: [a-z]+)? (?:giant |group )?\Z"),
        re.compile(rf"{aside}\b(?:{noun})s?\b"),
    )
