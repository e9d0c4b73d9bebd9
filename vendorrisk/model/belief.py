"""What the evidence supports: families of one origin, fused to a belief."""

from __future__ import annotations

from vendorrisk.model.base import Noun


class Strength(Noun):
    """Strength of evidence in [0, 0.99]: low, point and high, from reliability x modality."""

    low: float
    point: float
    high: float


class Family(Noun):
    """Claims with one root origin; inside a family only the strongest counts.

    ``why`` says, per document, what ties it to the family.
    """

    origin: str
    polarity: int  # +1 speaks for the claim, -1 against
    strength: Strength  # after decay
    claims: tuple[str, ...]  # claim ids, strongest first
    documents: tuple[str, ...]  # document names
    why: tuple[str, ...]


class Figure(Noun):
    """A number with an interval, in the unit of its field (shares in 0..1), and its source."""

    low: float
    point: float
    high: float
    how: str
    claims: tuple[str, ...] = ()


class Belief(Noun):
    """The fused state of one claim about entities: ``low <= point <= high``, all in [0, 1].

    ``low`` is the belief b, ``high`` the plausibility pl, ``point`` = b + base_rate * (pl - b).
    A vacuous belief (nobody spoke) is (0, base_rate, 1).
    """

    key: str
    what: str
    low: float
    point: float
    high: float
    conflict: float
    base_rate: float
    families: tuple[Family, ...] = ()
