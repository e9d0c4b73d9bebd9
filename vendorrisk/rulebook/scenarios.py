"""Files of scenarios, each scenario with the places it is written at."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from vendorrisk.errors import RuleError, RuleErrors
from vendorrisk.model.scenario import Scenario, ScenarioFile
from vendorrisk.rulebook.files import place, read, validate


class Placed(NamedTuple):
    """A scenario, with ``path:line`` of itself, of what it assumes and of what it leaves out."""

    scenario: Scenario
    where: str
    assume: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


def load_scenarios(path: Path) -> tuple[Placed, ...]:
    """Load a file of scenarios, in its order.

    Raises
    ------
    RuleErrors
        Every problem of the file, each with ``path:line``; also for an id that stands twice.
    """
    data, lines = read(path)
    file = validate(data, lines, path, ScenarioFile)
    found = []
    seen: dict[str, str] = {}
    problems = []
    for number, one in enumerate(file.scenarios):
        at = ("scenarios", number)
        where = place(path, lines, (*at, "id"))
        if one.id in seen:
            problems.append(
                RuleError(
                    f"scenario '{one.id}' stands twice", where=where, how=f"first: {seen[one.id]}"
                )
            )
        seen.setdefault(one.id, where)
        assume, without = (
            tuple(place(path, lines, (*at, key, i)) for i in range(count))
            for key, count in (("assume", len(one.assume)), ("without", len(one.without)))
        )
        found.append(Placed(one, where, assume, without))
    if problems:
        raise RuleErrors(problems)
    return tuple(found)
