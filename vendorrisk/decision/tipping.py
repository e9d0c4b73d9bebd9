"""The smallest set of facts that changes the tier, by looking at every set."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Literal, NamedTuple

from vendorrisk.model.assessment import Event, Interval
from vendorrisk.model.belief import Belief
from vendorrisk.model.robustness import Settled, TierChange
from vendorrisk.scoring.ledger import rounded, tier
from vendorrisk.scoring.rebuilding import beliefs_of, rebuilt, settled
from vendorrisk.scoring.sharing import components, intensities, shared
from vendorrisk.scoring.tree import score

SEARCHED = 3  # facts in a set; more are no answer that a reader could check
WIDEST = 60  # options that are combined: all that matter, since the largest come first
IN_EVENT = 12  # claims of one event that are combined with one another
IN_GROUP = 4  # shared claims of a group up to which its claims are combined with one another
TRIED = 16  # sets that reach the threshold up to rounding and are scored in full
_SLACK = 1e-9


class Option(NamedTuple):
    """Claims settled alike, and how far that moves the log of being neutral.

    ``group`` is the place of the events that hold them; groups share no claim, so that the gains of
    options of several groups add.
    """

    gain: float
    group: int
    keys: tuple[str, ...]


def tipping(
    events: Sequence[Event], risk: Interval, leak: float, threshold: float
) -> tuple[TierChange, ...]:
    """Return, for each way that the tier can go, the smallest set of facts that takes it there.

    Risk is nondecreasing in every claim, so a set is settled all "no" or all "yes". Of the sets of
    the smallest size, at most three facts, the one that moves the risk most is returned; of equal
    ones the first by line and key.

    Parameters
    ----------
    events : sequence of Event
        Of one pair.
    risk : Interval
        Rounded, as in the assessment.
    leak, threshold : float
        As in the parameters.
    """
    now = tier(risk, threshold)[0]
    ways: list[tuple[Literal["yes", "no"], Literal["low", "high"]]] = []
    if now != "LOW":
        ways.append(("no", "low" if now == "HIGH" else "high"))
    if now != "HIGH":
        ways.append(("yes", "high" if now == "LOW" else "low"))
    found = []
    for answer, end in ways:
        needed = abs(_log(1.0 - getattr(risk, end)) - _log(1.0 - threshold))
        change = _smallest(events, answer, end, needed, (leak, threshold, now))
        if change is not None:
            found.append(change)
    return tuple(found)


def _smallest(
    events: Sequence[Event],
    answer: Literal["yes", "no"],
    end: Literal["low", "high"],
    needed: float,
    rest: tuple[float, float, str],
) -> TierChange | None:
    groups = components(sorted(events, key=lambda event: event.id))
    options = _options(groups, answer, end)
    leak, threshold, now = rest
    for size in range(1, SEARCHED + 1):
        if sum(_largest(options)[:size]) < needed - _SLACK:
            continue
        sets = [s for s in _sets(options, size) if math.fsum(o.gain for o in s) >= needed - _SLACK]
        sets.sort(
            key=lambda s: (
                -round(math.fsum(o.gain for o in s), 12),
                sorted((o.group, o.keys) for o in s),
            )
        )
        for tried in sets[:TRIED]:
            keys = {key for option in tried for key in option.keys}
            after = rounded(score([_settle(events, keys, answer == "yes")], leak)[0].risk)
            name = tier(after, threshold)[0]
            if name != now:
                facts = _facts(groups, tried, answer)
                return TierChange(facts=facts, risk=after, tier=name, others=len(sets) - 1)
    return None


def _log(safe: float) -> float:
    return math.log(max(1e-15, safe))


def _largest(options: Sequence[Option]) -> list[float]:
    """Return the most that one more fact can give, largest first: a bound for any set."""
    return sorted((o.gain for o in options for _ in o.keys), reverse=True)


def _options(
    groups: Sequence[Sequence[Event]], answer: Literal["yes", "no"], end: Literal["low", "high"]
) -> list[Option]:
    found: list[Option] = []
    for place, group in enumerate(groups):
        held = {belief.key for event in group for belief in beliefs_of(event)}
        before = _neutral(group, end)
        most = 1 if len(shared(group)) > IN_GROUP else SEARCHED
        for size in range(1, most + 1):
            keys = sorted(held) if size == 1 else sorted(held)[:IN_EVENT]
            for chosen in combinations(keys, size):
                after = _neutral(_settle(group, set(chosen), answer == "yes"), end)
                gain = abs(_log(after) - _log(before))
                if gain > 1e-12:
                    found.append(Option(gain, place, chosen))
    found.sort(key=lambda o: (-round(o.gain, 12), o.group, o.keys))
    return found[:WIDEST]


def _neutral(group: Sequence[Event], end: str) -> float:
    """Return the chance, at one end, that no event of a group bends the vendor."""
    if len(group) == 1 and not shared(group):
        return _unharmed(group[0], end)
    weights, y = intensities(group)
    place = ("low", "point", "high").index(end)
    return float((weights[:, place] * (1.0 - y[:, :, place]).prod(axis=1)).sum())


def _unharmed(event: Event, end: str) -> float:
    """Return 1 - y of an event at one end."""
    root = 1.0 if event.claim is None else float(getattr(event.claim, end))
    off = 1.0
    for mechanism in event.mechanisms:
        q = 1.0 if mechanism.claim is None else float(getattr(mechanism.claim, end))
        off *= 1.0 - mechanism.link * float(getattr(mechanism.severity, end)) * q
    return 1.0 - root * (1.0 - off)


def _sets(options: Sequence[Option], size: int) -> Iterator[tuple[Option, ...]]:
    """Yield every set of `size` facts, each once: one option a group."""
    for parts in range(1, size + 1):
        for chosen in combinations(options, parts):
            if sum(len(o.keys) for o in chosen) == size and len({o.group for o in chosen}) == parts:
                yield chosen


def _settle(events: Sequence[Event], keys: set[str], true: bool) -> list[Event]:
    def change(belief: Belief) -> Belief:
        return settled(belief, true) if belief.key in keys else belief

    return rebuilt(events, change)


def _facts(
    groups: Sequence[Sequence[Event]], chosen: Sequence[Option], answer: Literal["yes", "no"]
) -> tuple[Settled, ...]:
    found: dict[str, Settled] = {}
    for option in chosen:
        for event in groups[option.group]:
            for b in beliefs_of(event):
                if b.key in option.keys and b.key not in found:
                    found[b.key] = Settled(line=event.id, key=b.key, what=b.what, answer=answer)
    return tuple(found.values())
