"""What is assumed and no document says: it takes the place of what documents say on the same tie.

An assumption is an intervention, not one more witness: claims of documents on the tie are set
aside, and the assumed claim counts as certain as the model allows anything to be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from vendorrisk.evidence.keys import Key
from vendorrisk.model.claim import Claim

DOCUMENT = "assumption"  # name of the place that assumed claims stand in
READ_AS = " [read as: "  # stands between an assumption and what it was taken for


class Assumption(NamedTuple):
    """One assumption: its text, on one line, and the claims it makes.

    ``talks`` marks one that denies the talk of a stake and says nothing of a stake that is held.
    ``read_as`` says what it was taken for, where its text alone does not show that.
    """

    text: str
    claims: tuple[Claim, ...]
    talks: bool = False
    read_as: str = ""

    @property
    def label(self) -> str:
        """Return it as every output shows it."""
        return f"{self.text}{READ_AS}{self.read_as}]" if self.read_as else self.text

    @property
    def origin(self) -> str:
        """Return the origin of its claims: one of its own, shared with no document."""
        return f"{DOCUMENT}: {self.text}"


def placed(
    assumptions: Iterable[Assumption], keys: Mapping[str, Key]
) -> dict[Key, tuple[Assumption, list[Claim]]]:
    """Return, by key, the assumption that rules it and its claims; of two the last one rules.

    Parameters
    ----------
    assumptions : iterable of Assumption
        In the order in which they were made.
    keys : mapping of str to Key
        Keys by claim id.
    """
    found: dict[Key, tuple[Assumption, list[Claim]]] = {}
    for one in assumptions:
        own: dict[Key, list[Claim]] = {}
        for claim in one.claims:
            if claim.id in keys:
                key = keys[claim.id]
                own.setdefault(key._replace(topic="talks") if one.talks else key, []).append(claim)
        found.update({key: (one, claims) for key, claims in own.items()})
    return found


def ruling(key: Key, assumed: Mapping[Key, tuple[Assumption, list[Claim]]]) -> Assumption | None:
    """Return the assumption that takes the place of what documents say on a key; None: nothing."""
    return next((one for mine, (one, claims) in assumed.items() if _rules(mine, claims, key)), None)


def _rules(mine: Key, claims: list[Claim], key: Key) -> bool:
    if mine == key:
        return True
    if mine.topic != key.topic:
        done = (mine.topic, key.topic) == ("stake", "talks")  # the deal is done, or off
        stays = any(claim.modality != "denied" for claim in claims)
        stays = stays and (mine.topic, key.topic) == ("client", "loss")  # the business goes on
        return (done or stays) and (mine.a, mine.b) == (key.a, key.b)
    if mine.b != key.b:
        return False
    if mine.topic == "seat":  # one that names nobody is about every seat of the company
        home = not mine.a or mine.a == key.a or bool(mine.person and not key.a)
        return home and (not mine.person or mine.person == key.person)
    if mine.topic == "move":  # the same person, where one of the two leaves out the former company
        return mine.person == key.person and not (mine.a and key.a)
    return False
