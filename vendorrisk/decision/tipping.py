"""The smallest set of facts that changes the tier, by looking at every set."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Literal, NamedTuple

from vendorrisk.decision.remedies import remedied
from vendorrisk.model.assessment import Event, Interval
from vendorrisk.model.belief import Belief
from vendorrisk.model.parameters import Remedy
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
SLACK = 1e-9


class Option(NamedTuple):
    """Claims settled alike, and how far that moves the log of being neutral.

    ``group`` is the place of the events that hold them; groups share no claim, so that the gains of
    options of several groups add.
    """

    gain: float
    group: int
    keys: tuple[str, ...]


def tipping(
    events: Sequence[Event],
    risk: Interval,
    leak: float,
    threshold: float,
    remedies: Mapping[str, Remedy] | None = None,
) -> tuple[TierChange, ...]:
    """Return, for each way that the tier can go, the smallest set of facts that takes it there.

    Risk is nondecreasing in every claim, so a set is settled all "no" or all "yes". Of the sets of
    the smallest size, at most three facts, the one with the most actionable facts is returned; of
    equal ones the one that moves the risk most, then the first by line and key.

    Parameters
    ----------
    events : sequence of Event
        Of one pair.
    risk : Interval
        Rounded, as in the assessment.
    leak, threshold : float
        As in the parameters.
    remedies : mapping of str to Remedy, or None
        Who can change what, by channel; None: nobody can change anything.
    """
    now = tier(risk, threshold)[0]
    ways: list[tuple[Literal["yes", "no"], Literal["low", "high"]]] = []
    if now != "LOW":
        ways.append(("no", "low" if now == "HIGH" else "high"))
    if now != "HIGH":
        ways.append(("yes", "high" if now == "LOW" else "low"))
    found = []
    for answer, end in ways:
        needed = abs(log_safe(1.0 - getattr(risk, end)) - log_safe(1.0 - threshold))
        change = _smallest(events, answer, end, needed, (leak, threshold, now), remedies or {})
        if change is not None:
            found.append(change)
    return tuple(found)


def _smallest(
    events: Sequence[Event],
    answer: Literal["yes", "no"],
    end: Literal["low", "high"],
    needed: float,
    rest: tuple[float, float, str],
    remedies: Mapping[str, Remedy],
) -> TierChange | None:
    groups = components(sorted(events, key=lambda event: event.id))
    options = _options(groups, answer, end)
    leak, threshold, now = rest
    for size in range(1, SEARCHED + 1):
        if sum(_largest(options)[:size]) < needed - SLACK:
            continue
        sets = [s for s in _sets(options, size) if math.fsum(o.gain for o in s) >= needed - SLACK]
        sets.sort(
            key=lambda s: (
                -round(math.fsum(o.gain for o in s), 12),
                sorted((o.group, o.keys) for o in s),
            )
        )
        in_hand = {
            option: sum(fact.actionable for fact in _facts(groups, [option], answer, remedies))
            for option in {option for chosen in sets for option in chosen}
        }
        first = sorted(sets, key=lambda s: -sum(in_hand[o] for o in s))[:TRIED]
        for tried in (*first, *sets[:TRIED]):
            keys = {key for option in tried for key in option.keys}
            after = rounded(score([_settle(events, keys, answer == "yes")], leak)[0].risk)
            name = tier(after, threshold)[0]
            if name != now:
                facts = _facts(groups, tried, answer, remedies)
                return TierChange(facts=facts, risk=after, tier=name, others=len(sets) - 1)
    return None


def log_safe(safe: float) -> float:
    """Return the log of a chance of being neutral, which is never quite 0."""
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
        before = neutral(group, end)
        most = 1 if len(shared(group)) > IN_GROUP else SEARCHED
        for size in range(1, most + 1):
            keys = sorted(held) if size == 1 else sorted(held)[:IN_EVENT]
            for chosen in combinations(keys, size):
                after = neutral(_settle(group, set(chosen), answer == "yes"), end)
                gain = abs(log_safe(after) - log_safe(before))
                if gain > 1e-12:
                    found.append(Option(gain, place, chosen))
    found.sort(key=lambda o: (-round(o.gain, 12), o.group, o.keys))
    return found[:WIDEST]


def neutral(group: Sequence[Event], end: str) -> float:
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
    groups: Sequence[Sequence[Event]],
    chosen: Sequence[Option],
    answer: Literal["yes", "no"],
    remedies: Mapping[str, Remedy],
) -> tuple[Settled, ...]:
    found: dict[str, Settled] = {}
    for option in chosen:
        group = groups[option.group]
        for event in group:
            for b in beliefs_of(event):
                if b.key in option.keys and b.key not in found:
                    fact = Settled(line=event.id, key=b.key, what=b.what, answer=answer)
                    found[b.key] = remedied(fact, group, remedies)
    return tuple(found.values())
