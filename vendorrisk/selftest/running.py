"""Runs every check and says, by group, how many held."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from itertools import islice
from random import Random
from types import ModuleType

from vendorrisk.model.base import Noun
from vendorrisk.progress import track
from vendorrisk.selftest import facts, risks
from vendorrisk.selftest.answers import load_answers, wrong
from vendorrisk.selftest.whole import copies, order

SEED = 20250620
WORLDS = 40  # seeded worlds an invariant is tried on
GROUPS = {
    "e": "evidence",
    "o": "ownership and control",
    "c": "clients",
    "r": "risk",
    "x": "explanation",
    "v": "value of information",
    "s": "same bits",
    "d": "missing answers",
}


class Result(Noun):
    """What came of one group: how many checks there were, and every one that failed, in words."""

    group: str
    checks: int
    failures: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """Return the group in one line."""
        held = self.checks - len(self.failures)
        return (
            f"{'ok    ' if not self.failures else 'FAILED'}  {self.group}: {held} of {self.checks}"
        )


def run(worlds: int = WORLDS) -> Iterator[Result]:
    """Yield the groups of invariants, then those of the answer key.

    Parameters
    ----------
    worlds : int
        Seeded worlds that each invariant is tried on, at least 1.
    """
    found = [*invariants(facts), *invariants(risks)]
    chosen = {one: [c for c in found if c.__name__.startswith(one)] for one in GROUPS}
    waiting = iter(track([c for checks in chosen.values() for c in checks], "checking"))
    for letter, name in GROUPS.items():
        count = len(chosen[letter])
        failures = [said for check in islice(waiting, count) if (said := broken(check, worlds))]
        yield Result(
            group=f"invariants of {name}, in {worlds} worlds each",
            checks=count,
            failures=tuple(failures),
        )
    seeds = (order, copies)
    failures = [str(check.__doc__) for check in seeds if not check()]
    yield Result(group="the seeds as a whole", checks=len(seeds), failures=tuple(failures))
    answers = load_answers()
    for topic in dict.fromkeys(answer.topic for answer in answers):
        mine = [answer for answer in answers if answer.topic == topic]
        published = sum(answer.kind == "published" for answer in mine)
        failures = [f"{a.id} ({a.kind}): {said}" for a in mine if (said := wrong(a))]
        yield Result(
            group=f"answers on {topic}, {published} published, {len(mine) - published} derived",
            checks=len(mine),
            failures=tuple(failures),
        )


def invariants(module: ModuleType) -> list[Callable[[Random], bool]]:
    """Return the checks of a module: its public functions of its own, in the order of the file."""
    return [
        one
        for name, one in vars(module).items()
        if inspect.isfunction(one) and one.__module__ == module.__name__ and name[0] != "_"
    ]


def broken(check: Callable[[Random], bool], worlds: int) -> str | None:
    """Return in which seeded world an invariant does not hold first, None where it always does."""
    for world in range(worlds):
        try:
            held = check(Random(SEED + world))  # noqa: S311  # fixed worlds, no secrets
        except Exception as error:  # noqa: BLE001  # whatever it is, the invariant does not hold
            return f"{_id(check)} in world {world}: {type(error).__name__}: {error}"
        if not held:
            return f"{_id(check)} in world {world}: {(check.__doc__ or '').splitlines()[0]}"
    return None


def _id(check: Callable[[Random], bool]) -> str:
    return check.__name__.split("_")[0].upper()
