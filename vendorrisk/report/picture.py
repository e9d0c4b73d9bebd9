"""What the drawings show: dated events on a strip, and the parties around a vendor."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from vendorrisk.decision.counterparts import counterparts
from vendorrisk.model.assessment import Assessment, LedgerEntry, Relief
from vendorrisk.model.period import first_day
from vendorrisk.report.figures import part, plural
from vendorrisk.report.view import Moment, Node, Tick

COLUMN = 12  # nodes on one side; the rest stands under one name
RIVAL = 0.5  # rivalry from which a party is drawn as a rival
_DAY = 10
_SIDES = {"ownership": "owners", "leadership": "people", "clients": "clients"}
_TIES = {
    "talks": "in talks for a stake",
    "entry": "sells in the same market",
    "client": "buys",
    "loss": "leaves or cuts back",
    "cutoff": "cut off",
    "departure": "took people",
    "arrival": "people came from here",
    "interlock": "seat on the board",
}
_RELIEF_SIDES = {
    "investment": "owners",
    "ownership": "owners",
    "acquisition": "owners",
    "client": "clients",
    "client_loss": "clients",
    "leadership_move": "people",
    "directorship": "people",
}
_REST = {"owners": "holder", "people": "person", "clients": "client"}


def moments(a: Assessment) -> tuple[tuple[Moment, ...], tuple[Tick, ...]]:
    """Return the timeline with places on a strip that ends on the day of the assessment."""
    days = [first_day(entry.date) for entry in a.timeline]
    known = [day for day in days if day is not None]
    start = min([*known, a.as_of])
    start = dt.date(start.year, 1, 1)
    length = max(1, (a.as_of - start).days)

    def place(day: dt.date) -> float:
        return min(1.0, max(0.0, (day - start).days / length))

    found = tuple(
        Moment(
            date=entry.date,
            what=entry.what,
            factor=entry.factor,
            at=None if day is None else place(day),
            exact=len(entry.date) >= _DAY,
        )
        for entry, day in zip(a.timeline, days, strict=True)
    )
    years = range(start.year, a.as_of.year + 1)
    step = max(1, -(-len(years) // 6))
    ticks = tuple(Tick(at=place(dt.date(y, 1, 1)), text=str(y)) for y in years[::step])
    return found, ticks if known else ()


def nodes(a: Assessment) -> tuple[Node, ...]:
    """Return the parties around the vendor: those that count first, the others in one node."""
    around = counterparts(a)
    found: list[Node] = []
    for side in ("owners", "people", "clients"):
        here = [one for one in around if _SIDES[one.factor] == side]
        here.sort(key=lambda one: (-one.contribution, one.party))
        found += [
            Node(
                name=one.party,
                tie=_tie(one.lines),
                side=side,
                rival=one.rivalry >= RIVAL,
                weight=one.weight,
                contribution=part(one.shown or one.contribution),
            )
            for one in here[:COLUMN]
        ]
        if len(here) > COLUMN:
            rest = len(here) - COLUMN
            found.append(Node(f"{rest} more", "in the ledger", side, False, 0.0, ""))
        quiet = sum(_side(relief) == side for relief in a.reliefs)
        if quiet:
            word = "people" if side == "people" and quiet > 1 else _REST[side]
            name = f"{quiet} {word}" if word == "people" else plural(quiet, word)
            found.append(Node(name, "does not count here", side, False, 0.0, ""))
    return tuple(found)


def _side(relief: Relief) -> str | None:
    return _RELIEF_SIDES.get(relief.claims[0].kind) if relief.claims else None


def _tie(group: Sequence[LedgerEntry]) -> str:
    words: dict[str, None] = {}
    for line in group:
        kind = line.event.id.partition(":")[0]
        if kind == "stake":
            size = re.search(r"holds (\d[\d.]*) ?%", line.what)
            words[f"holds {size[1]} %" if size else "holds a part"] = None
        else:
            words[_TIES.get(kind, line.factor)] = None
    return ", ".join(words)
