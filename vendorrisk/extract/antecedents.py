"""Which company a noun such as "the chipmaker" points back to, weighed by where it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from vendorrisk.extract.clauses import Clause, clause_at, clause_end

CLEARLY = 1.15  # an antecedent must be this many times as salient as the next one
ALONE = 1.9  # and this many times, where nothing tells that the noun fits
HERE = 0.8  # salience of a company by its name before in the same sentence
NEARER = 2.2  # times that, where the noun is governed by a verb: "uses X and bought the firm"
TOLD = 0.5  # how well a company fits a noun at least that the text or its name tells of it
_NOBODY = re.compile(r"\b(?:no|any|every|each|all|another|many|some|most|several|two|three)\b")

FAR = 1_000  # characters before and behind a noun that tell its place in the sentence
_IS = (" is ", " was ", " were ", " been ", " became ")
_PART = re.compile(r"\b(?:unit|division|arm|operations|subsidiary|business|assets|segment)\b")


class Noun(NamedTuple):
    """A noun that points back, with what stands before it, in small letters.

    ``owner``: it is in the possessive. ``demonstrative``: behind "that". ``after_stop``: it stands
    behind a semicolon. ``of_a_part``: "the business" behind a unit that has no name.
    ``predicate``: behind "was", of what is named. ``named``: part of a name, "the Kingman Miner".
    ``clause_end`` is where its clause ends.
    """

    start: int
    end: int
    modifiers: str
    head: str
    place: Clause
    owner: bool
    demonstrative: bool
    after_stop: bool
    of_a_part: bool
    predicate: bool
    named: bool
    clause_end: int

    @classmethod
    def at(
        cls, span: tuple[int, int], modifiers: str, head: str, text: str, sentence: tuple[int, int]
    ) -> Noun:
        """Return the noun that stands at a span of a sentence of a text."""
        start, end = span
        first, last = max(sentence[0], start - FAR), min(sentence[1], end + FAR)
        return cls(
            start,
            end,
            modifiers,
            head,
            clause_at(text, first, start, end),
            owner=text[end : end + 2] in {"'s", "\u2019s"},
            demonstrative=text[start : start + 4].casefold() == "that",
            after_stop=text[first:start].rstrip().endswith(";"),
            of_a_part=head == "business" and _PART.search(text, first, start) is not None,
            predicate=text.endswith(_IS, first, start),
            named=bool(modifiers) and text[end - len(head)].isupper(),
            clause_end=clause_end(text, end, last),
        )

    @property
    def phrase(self) -> str:
        """Return the noun with what stands before it."""
        return f"{self.modifiers} {self.head}".strip()

    @property
    def is_nobody(self) -> bool:
        """Whether it points to none: "that no retailer", "X was the lead investor"."""
        if self.of_a_part or self.predicate or self.named:
            return True
        if not self.modifiers:
            return False
        return self.demonstrative or _NOBODY.search(self.modifiers) is not None


def weighed(
    noun: Noun,
    here: Sequence[tuple[str, float]],
    earlier: Mapping[str, float],
    subject: str,
    about: str,
    *,
    bought: bool = False,
) -> dict[str, float]:
    """Return how salient the companies are to which a noun may point.

    Parameters
    ----------
    noun : Noun
        The noun.
    here : sequence of (str, float)
        Companies named before it in its sentence, one for every mention, and how far it counts.
    earlier : mapping of str to float
        Companies of the sentences before, with their salience.
    subject : str
        What the sentence is about; "" for not told.
    about : str
        What the noun's own clause is about, which it is not called again further on in it.
    bought : bool
        The sentence is about who buys or funds another: a deal that values "the company" does not
        value the buyer.
    """
    place = noun.place
    governed = not (place.opens or place.heads or place.tail or place.valued or noun.owner)
    weights = dict(earlier)
    for name, share in here:
        weights[name] = weights.get(name, 0.0) + share * HERE * (NEARER if governed else 1.0)
    if place.valued and bought and len(weights) > 1:
        weights.pop(subject, None)
    elif place.tail or place.told or place.valued or noun.after_stop:
        if subject in weights:
            weights[subject] += 1.0
    elif not place.opens and not place.heads and len(weights) > 1:
        if not noun.owner or place.is_of:
            weights.pop(about, None)
        elif about in weights and not place.behind_as:
            weights[about] *= 0.5  # "Nexora cut the company's credit"
    return weights


def best(weights: Mapping[str, float], fits: Mapping[str, float], said: str | None) -> str | None:
    """Return the one company that is clearly meant, None for none.

    Parameters
    ----------
    weights, fits : mapping of str to float
        Salience, and how well the noun fits, by name.
    said : str or None
        Who says what stands before, where the noun stands for who says it.
    """
    ranked = sorted(
        (
            (weight * fits[name], name)
            for name, weight in weights.items()
            if weight * fits[name] > 0
        ),
        reverse=True,
    )
    if not ranked or (len(ranked) > 1 and ranked[0][0] < CLEARLY * ranked[1][0]):
        return None
    name = ranked[0][1]
    alone = len(ranked) == 1 or ranked[0][0] >= ALONE * ranked[1][0]
    return name if fits[name] >= TOLD or alone or name == said else None


def most(counts: Counter[str]) -> str | None:
    """Return what is counted most often, or None when two are level."""
    top = counts.most_common(2)
    clear = len(top) == 1 or (len(top) > 1 and top[0][1] > top[1][1])
    return top[0][0] if clear else None
