"""The buyer: whose neutrality is at stake."""

from __future__ import annotations

from pydantic import Field

from vendorrisk.model.base import Noun, Share


class Rival(Noun):
    """A declared rival and how head-on the rivalry is (0..1)."""

    name: str
    rivalry: Share
    why: str


class Action(Noun):
    """Loss of one action: ``fixed + per_risk * R``, in points of the contract's yearly value."""

    fixed: float = Field(ge=0)
    per_risk: float = Field(ge=0)


class Appetite(Noun):
    """Losses of the three things a buyer can do."""

    accept: Action
    mitigate: Action
    replace: Action


class DataExposure(Noun):
    """What the vendor gets to see; it raises the loss, never the risk."""

    level: str = Field(pattern="^(none|low|medium|high)$")
    what: str


class Buyer(Noun):
    """A buyer profile, as in ``rules/buyers/*.yaml``.

    A party's rivalry with the buyer is the declared figure; else, when ``markets`` are given, the
    share of the buyer's markets in which the party is known to sell; else 0 for a party whose
    markets are known and different, and unknown (``None``) otherwise.
    """

    id: str
    name: str
    description: str
    group: tuple[str, ...] = ()  # names under common control with the buyer
    rivals: tuple[Rival, ...] = ()
    markets: dict[str, Share] = Field(default_factory=dict)  # part of the buyer's business in each
    exposure: DataExposure
    appetite: Appetite
