"""What an answer would be worth: expected value of perfect information on every claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from vendorrisk.kernels.pairs import explained_pairs
from vendorrisk.model.assessment import Event
from vendorrisk.model.belief import Belief
from vendorrisk.model.buyer import Appetite
from vendorrisk.scoring.ledger import DIGITS

EVEN = 0.5


def values_of_information(
    events: Sequence[Event], leak: float, appetite: Appetite
) -> tuple[float, ...]:
    """Return what it is worth to know for sure what each event rests on.

    Parameters
    ----------
    events : sequence of Event
        Of one vendor and buyer.
    leak : float
        In [0, 1).
    appetite : Appetite
        What the buyer can do, and what it costs.

    Returns
    -------
    tuple of float
        One an event, in the points of the appetite, to six digits: the largest value of its root
        claim and its private claims. 0: no answer changes which action is cheapest. What is
        certain is worth nothing to know.

    Notes
    -----
    ``EVPPI_j = V(R) - [p_j V(R | j) + (1 - p_j) V(R | not j)]`` with ``V(R) = min_a c_a + g_a R``
    at the points (model section 7). Where nobody has spoken the base rate is judgement: the claim
    is also taken as even, the rest as it is, and the larger value counts.
    """
    worlds = [list(events), *_evened(events)]
    roots, claims = _values(worlds, leak, appetite)
    size = len(events)
    found = []
    for i, event in enumerate(events):
        places = [w * size + i for w in range(len(worlds))]
        own = [w for w in range(1, len(worlds)) if worlds[w][i] is not event]
        values = [roots[i], *claims[i]]
        for w in own:  # only the claim that was evened is read there
            was, now = event, worlds[w][i]
            if was.claim is not now.claim:
                values.append(roots[places[w]])
            values += [
                value
                for value, old, new in zip(
                    claims[places[w]], was.mechanisms, now.mechanisms, strict=True
                )
                if old is not new
            ]
        found.append(round(max(values), DIGITS) + 0.0)
    return tuple(found)


def _evened(events: Sequence[Event]) -> Iterator[list[Event]]:
    """Yield the events once for every vacuous claim, with that claim even."""
    for i, event in enumerate(events):
        if _vacuous(event.claim):
            yield [
                *events[:i],
                event.model_copy(update={"claim": _even(event.claim)}),
                *events[i + 1 :],
            ]
        for k, m in enumerate(event.mechanisms):
            if _vacuous(m.claim):
                even = m.model_copy(update={"claim": _even(m.claim)})
                inner = (*event.mechanisms[:k], even, *event.mechanisms[k + 1 :])
                changed = event.model_copy(update={"mechanisms": inner})
                yield [*events[:i], changed, *events[i + 1 :]]


def _vacuous(belief: Belief | None) -> bool:
    return belief is not None and belief.low <= 0.0 and belief.high >= 1.0


def _even(belief: Belief | None) -> Belief | None:
    return None if belief is None else belief.model_copy(update={"point": EVEN})


def _values(
    worlds: Sequence[Sequence[Event]], leak: float, appetite: Appetite
) -> tuple[list[float], list[list[float]]]:
    """Return the value of the root claim of every event, and of each of its private claims."""
    flat = [event for events in worlds for event in events]
    mechanisms = [m for event in flat for m in event.mechanisms]
    inner = _offsets([len(event.mechanisms) for event in flat])
    root_value, claim_value = np.zeros(len(flat)), np.zeros(len(mechanisms))
    none = np.zeros(0)
    actions = (appetite.accept, appetite.mitigate, appetite.replace)
    explained_pairs(
        _offsets([len(events) for events in worlds]),
        inner,
        _points([1.0 if e.claim is None else e.claim.point for e in flat]),
        np.array([m.link for m in mechanisms], dtype=np.float64),
        _points([m.severity.point for m in mechanisms]),
        _points([1.0 if m.claim is None else m.claim.point for m in mechanisms]),
        float(leak),
        none,  # no nodes: Shapley values are not asked for
        none,
        np.array([(a.fixed, a.per_risk) for a in actions], dtype=np.float64),
        0,
        len(worlds),
        np.zeros((len(flat), 3)),
        np.zeros((len(worlds), 3)),
        np.zeros(len(flat)),
        root_value,
        claim_value,
    )
    parts = [[float(v) for v in claim_value[inner[e] : inner[e + 1]]] for e in range(len(flat))]
    return [float(v) for v in root_value], parts


def _offsets(lengths: Sequence[int]) -> np.ndarray:
    out = np.zeros(len(lengths) + 1, dtype=np.int64)
    np.cumsum(np.array(lengths, dtype=np.int64), out=out[1:])
    return out


def _points(values: Sequence[float]) -> np.ndarray:
    return np.repeat(np.array(values, dtype=np.float64).reshape(-1, 1), 3, axis=1)
