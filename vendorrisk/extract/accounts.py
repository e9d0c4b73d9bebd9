"""What the classifier thinks of a claim, told so that its probability can be redone by hand."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import NamedTuple

from vendorrisk.extract.classifier import (
    DIRECTED,
    MARKED,
    MERGER,
    SHARES,
    Classifier,
    Weighed,
    sigmoid,
)
from vendorrisk.extract.proposals import Candidate, Form
from vendorrisk.model.base import Noun

STRONGEST = 12  # features shown each way
DIGITS = 4


class Feature(NamedTuple):
    """What the presence of a feature adds, in log-odds."""

    feature: str
    weight: float


class Account(Noun):
    """One head: ``log_odds = base + features + rest``, ``chance = 1 / (1 + exp(-log_odds))``.

    ``base`` is ``scale * intercept + offset``. Features are those that speak most strongly for
    and against, the strongest first; ``rest`` is the sum of ``more`` others. ``chance`` in 0..1.
    """

    head: str
    intercept: float
    scale: float
    offset: float
    base: float
    features: tuple[Feature, ...]
    rest: float
    more: int
    log_odds: float
    chance: float


class Opinion(Noun):
    """What one table of weights thinks, and how much it counts.

    ``heads`` are those of the kind; their chances together, by ``total`` where the kinds of the
    table exclude each other, are ``chance``. ``lead`` is the head that tells whether the first
    mention is the subject; None where the kind has no direction.
    """

    table: str
    share: float
    heads: tuple[Account, ...]
    total: float | None
    chance: float
    lead: Account | None


class Weighing(Noun):
    """A candidate as the classifier weighs it: the means of its opinions by their shares.

    ``lead`` in 0..1 is that the first is the subject; ``probability`` is that of the kind and the
    direction claimed.
    """

    form: Form
    kind: str
    first: str
    second: str
    opinions: tuple[Opinion, ...]
    chance: float
    lead: float | None
    probability: float


def weighing(
    classifier: Classifier,
    candidate: Candidate,
    kind: str,
    features: Collection[str],
    weighed: Weighed,
    probability: float,
) -> Weighing:
    """Return how the classifier comes to a probability.

    Parameters
    ----------
    classifier : Classifier
        Weights.
    candidate : Candidate
        What is weighed.
    kind : str
        One of the kinds that it is weighed for.
    features : collection of str
        Of the candidate.
    weighed : Weighed
        What the classifier gave.
    probability : float
        In 0..1, of the kind and the direction claimed.
    """
    opinions = tuple(
        _opinion(classifier, table, share, kind, features)
        for table, share in SHARES.get(candidate.form, {candidate.form: 1.0}).items()
        if kind in classifier.kinds(table)
    )
    return Weighing(
        form=candidate.form,
        kind=kind,
        first=candidate.first.name,
        second=candidate.second.name,
        opinions=opinions,
        chance=weighed.kinds[kind],
        lead=weighed.leads.get(kind),
        probability=probability,
    )


def by_hand(weighing: Weighing) -> tuple[float, float | None]:
    """Return the chance of a kind, and that the first is its subject, worked from the opinions.

    Each is the mean by share, in 0..1, of the opinions that have it.
    """
    kinds = [(one.share, one.chance) for one in weighing.opinions]
    leads = [(one.share, one.lead.chance) for one in weighing.opinions if one.lead is not None]
    return _mean(kinds), _mean(leads) if leads else None


def _mean(parts: list[tuple[float, float]]) -> float:
    shares = math.fsum(share for share, _ in parts)
    return math.fsum(share * chance for share, chance in parts) / shares


def _opinion(
    classifier: Classifier, table: str, share: float, kind: str, features: Collection[str]
) -> Opinion:
    heads = classifier.model.heads[table]
    names = [kind, MERGER] if table == MARKED and kind == "acquisition" else [kind]
    accounts = tuple(account(classifier, table, one, features) for one in names if one in heads)
    chance = math.fsum(one.chance for one in accounts)
    total = None
    if table == MARKED:  # a marked pair has one kind
        kinds = classifier.kinds(table)
        total = math.fsum(account(classifier, table, one, features).chance for one in sorted(kinds))
        chance /= total
    directed = f"{DIRECTED}{kind}"
    lead = account(classifier, table, directed, features) if directed in heads else None
    return Opinion(table=table, share=share, heads=accounts, total=total, chance=chance, lead=lead)


def account(classifier: Classifier, table: str, name: str, features: Collection[str]) -> Account:
    """Return how one head comes to its chance, its strongest features each way.

    Parameters
    ----------
    classifier : Classifier
        Weights.
    table : str
        "marked" or a form.
    name : str
        Head of that table: a kind, or "subject of" a kind.
    features : collection of str
        Of a candidate.
    """
    head = classifier.model.heads[table][name]
    weights = classifier.model.weights[table]
    score = math.fsum(weights[one].get(name, 0.0) for one in features if one in weights)
    log_odds = head.scale * (head.intercept + score) + head.offset
    parts = classifier.parts(table, name, features)
    ways = ([p for p in parts if p.weight > 0], [p for p in parts if p.weight < 0])
    shown = sorted((p for way in ways for p in way[:STRONGEST]), key=parts.index)
    base = round(head.scale * head.intercept + head.offset, DIGITS)
    told = math.fsum([base, *(part.weight for part in shown)])
    return Account(
        head=name,
        intercept=head.intercept,
        scale=head.scale,
        offset=head.offset,
        base=base,
        features=tuple(Feature(*part) for part in shown),
        rest=round(log_odds - told, DIGITS),
        more=len(parts) - len(shown),
        log_odds=round(log_odds, DIGITS),
        chance=sigmoid(log_odds),
    )
