"""Rows of numbers as pairs: every column a mechanism, what is missing a claim nobody spoke on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from vendorrisk.errors import ModelError
from vendorrisk.model.parameters import Parameters
from vendorrisk.scoring.packed import Packed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

TOPICS: dict[str, str] = {  # channel -> the required item that asks about it
    "cash": "owners",
    "votes": "owners",
    "talks": "owners",
    "rights": "rights",
    "entry": "rights",
    "capture": "client-book",
    "fragility": "client-book",
    "loss": "priority",
    "cutoff": "priority",
    "departure": "departures",
    "arrival": "departures",
    "interlock": "interlocks",
}


BLOCK = 20_000  # rows in memory at once
NO_ACTIONS = np.zeros((1, 2))  # losses where nothing is decided


class Column(NamedTuple):
    """One mechanism of a row: its link, and the claim that stands where the value is missing."""

    name: str
    link: float  # lambda in [0, 0.99]
    base_rate: float  # that there is anything, in [0, 1]
    severity: float  # of what there may be, in [0, 1]


def channels(parameters: Parameters) -> tuple[str, ...]:
    """Return the names of all channels: the mechanisms, then the required items."""
    return (*TOPICS, *(item.channel for item in parameters.required))


def columns(
    names: Sequence[str], parameters: Parameters, links: float | Mapping[str, float] | None = None
) -> tuple[Column, ...]:
    """Return the columns of these names.

    Parameters
    ----------
    names : sequence of str
        Channels of the model, or any other names.
    parameters : Parameters
        The link of a channel, and the base rate of the required item that asks about it, are
        those of the model; other names have the default link and base rate.
    links : float, mapping or None
        Links in [0, 0.99] to use instead: one for all, or some by name.

    Raises
    ------
    ModelError
        For a link outside [0, 0.99], or one of no column.
    """
    items = {item.id: item for item in parameters.required}
    of_channel = {item.channel: item for item in parameters.required}
    default = parameters.evidence.base_rate["default"].value
    given = links if isinstance(links, Mapping) else {}
    strange = sorted(set(given) - set(names))
    if strange:
        raise ModelError(
            f"a link of '{strange[0]}', which is no column", how=f"columns: {', '.join(names)}"
        )
    out = []
    for name in names:
        base, severity, link = default, 1.0, parameters.link(name)
        if name in of_channel:
            item = of_channel[name]
            base, severity, link = item.base_rate, item.severity, parameters.link(item.link)
        elif TOPICS.get(name) in items:
            base = items[TOPICS[name]].base_rate
        if isinstance(links, int | float):
            link = float(links)
        link = float(given.get(name, link))
        if not 0.0 <= link <= 0.99:
            raise ModelError(f"the link of '{name}' is {link:g}, outside [0, 0.99]")
        out.append(Column(name, link, base, severity))
    return tuple(out)


def grouped(names: Sequence[str]) -> dict[str, tuple[int, int, int]]:
    """Return, by mechanism, the places of its low, point and high among the names of columns.

    ``votes_low``, ``votes`` and ``votes_high`` are one mechanism; where an end has no column of
    its own the place is that of the point.

    >>> grouped(["votes", "votes_high", "cash"])
    {'votes': (0, 0, 1), 'cash': (2, 2, 2)}
    """
    place = {name: i for i, name in enumerate(names)}
    ends = {n + e for n in place for e in ("_low", "_high") if n + e in place}
    return {
        name: (place.get(f"{name}_low", i), i, place.get(f"{name}_high", i))
        for name, i in place.items()
        if name not in ends
    }


def ends_of(values: Floats, places: Sequence[tuple[int, int, int]]) -> Floats:
    """Return (n_rows, n_mechanisms, 3) low, point, high; NaN where unknown."""
    return np.stack([values[:, [place[end] for place in places]] for end in range(3)], axis=2)


def pack_rows(ends: Floats, made: Sequence[Column]) -> Packed:
    """Return rows as pairs with one event a column.

    Parameters
    ----------
    ends : (n_rows, n_columns, 3) float64
        Severity times rivalry in [0, 1] with low <= point <= high. A cell that is all NaN is a
        vacuous claim: nothing at the low end, its base rate at the point, all at the high end. An
        end alone that is NaN is as far as it can be; a point alone lies between by the base rate.
    made : sequence of Column
        One a column.
    """
    rows, width = ends.shape[:2]
    base = np.array([c.base_rate for c in made])[None, :]
    most = np.array([c.severity for c in made])[None, :]
    low, point, high = (np.array(ends[:, :, end]) for end in range(3))
    vacuous = np.isnan(low) & np.isnan(point) & np.isnan(high)
    high = np.where(np.isnan(high), np.fmax(np.fmax(point, low), most), high)
    low = np.where(np.isnan(low), 0.0, low)
    point = np.where(np.isnan(point), low + base * (high - low), point)
    severity = np.stack([np.where(vacuous, high, end) for end in (low, point, high)], axis=2)
    belief = [np.where(vacuous, end, 1.0) for end in (0.0 * base, base, 1.0 + 0.0 * base)]
    count = rows * width
    return Packed(
        events=np.arange(rows + 1, dtype=np.int64) * width,
        mechanisms=np.arange(count + 1, dtype=np.int64),
        root=np.ascontiguousarray(np.stack(belief, axis=2)).reshape(count, 3),
        link=np.tile(np.array([c.link for c in made], dtype=np.float64), rows),
        severity=np.ascontiguousarray(severity).reshape(count, 3),
        claim=np.ones((count, 3)),
    )


def first_outside(ends: Floats) -> tuple[int, int] | None:
    """Return row and column of the first cell outside [0, 1] or with low > point > high."""
    low, point, high = (ends[:, :, end] for end in range(3))
    wrong = ((ends < 0.0) | (ends > 1.0)).any(axis=2)
    wrong |= (low > point) | (point > high) | (low > high)
    if not wrong.any():
        return None
    row, column = np.argwhere(wrong)[0]
    return int(row), int(column)
