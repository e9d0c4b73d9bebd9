"""Yearly exchange rates to the US dollar: facts with their source, from ``rules/rates``."""

from __future__ import annotations

import csv
import functools
from pathlib import Path
from typing import NamedTuple

from pydantic import Field

from vendorrisk.errors import RuleError, RuleErrors
from vendorrisk.model.base import Noun
from vendorrisk.rulebook import load_file, rules_root

COLUMNS = ["currency", "year", "units", "per", "source"]
DIGITS = 6  # of a rate: what is printed is what is used


class RateSource(Noun):
    """Who published a rate, where, and what the figure is."""

    name: str
    url: str
    what: str


class RateSources(Noun):
    """``rules/rates/sources.yaml``: the publishers by key, and how far a year may lie away."""

    nearest: int = Field(ge=0)
    sources: dict[str, RateSource]


class Rate(NamedTuple):
    """What one unit of a currency cost on average in one year."""

    currency: str
    year: int
    usd: float  # US dollars for one unit, six digits
    source: str

    @property
    def period(self) -> str:
        """Return the period in words: "2023 average"."""
        return f"{self.year} average"


class Rates:
    """Yearly average rates to the US dollar.

    Parameters
    ----------
    table : dict
        Rate by currency (ISO 4217) and year.
    nearest : int
        How many years the nearest documented year may lie away.
    """

    def __init__(self, table: dict[tuple[str, int], Rate], nearest: int) -> None:
        self._table = table
        self._nearest = nearest
        self.currencies = tuple(sorted({currency for currency, _ in table}))

    def __len__(self) -> int:
        return len(self._table)

    def rate(self, currency: str, year: int) -> Rate | None:
        """Return the rate of a year, else of the nearest documented one, the earlier first."""
        for away in range(self._nearest + 1):
            for one in (year - away, year + away):
                found = self._table.get((currency, one))
                if found is not None:
                    return found
        return None


@functools.lru_cache(maxsize=4)
def load_rates(root: Path | None = None) -> Rates:
    """Load the yearly rates.

    Parameters
    ----------
    root : Path or None
        Folder of rules; None, or one without ``rates``: those that ship with the package.

    Raises
    ------
    RuleErrors
        For unknown columns, years, figures, currencies and sources, with ``path:line``.
    """
    folder = (root or rules_root()) / "rates"
    if not folder.is_dir():
        folder = rules_root() / "rates"
    file = load_file(folder / "sources.yaml", RateSources)
    path = folder / "yearly.csv"
    written = _written(path)
    problems: list[RuleError] = []
    table: dict[tuple[str, int], Rate] = {}
    dollars = {
        year: units for (currency, year), (units, *_) in written.items() if currency == "USD"
    }
    for (currency, year), (units, per, source, line) in written.items():
        if source not in file.sources:
            known = ", ".join(file.sources)
            problems.append(
                RuleError(
                    f"unknown source '{source}'", where=f"{path}:{line}", how=f"one of {known}"
                )
            )
            continue
        if currency == "USD":
            currency, usd = per, units  # noqa: PLW2901  # dollars for one euro: the euro's rate
        elif per == "USD":
            usd = 1 / units
        elif per == "EUR" and year in dollars:
            usd = dollars[year] / units
        else:
            problems.append(
                RuleError(
                    f"no dollar rate for one {per} in {year}",
                    where=f"{path}:{line}",
                    how="quote the units for one USD, or for one EUR of a year with a USD row",
                )
            )
            continue
        name = file.sources[source].name
        table[currency, year] = Rate(currency, year, float(f"{usd:.{DIGITS}g}"), name)
    if problems:
        raise RuleErrors(problems)
    return Rates(table, file.nearest)


_Row = tuple[float, str, str, int]  # units, per, source, line


def _written(path: Path) -> dict[tuple[str, int], _Row]:
    rows: dict[tuple[str, int], _Row] = {}
    problems: list[RuleError] = []
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames != COLUMNS:
            raise RuleErrors(
                [RuleError("wrong columns", where=f"{path}:1", how=f"write {','.join(COLUMNS)}")]
            )
        for row in reader:
            key, units = _read(row)
            where = f"{path}:{reader.line_num}"
            if key is None or units is None:
                how = "a code of three capitals, a year and a positive number"
                problems.append(RuleError("not a rate", where=where, how=how))
            elif key in rows:
                problems.append(RuleError(f"{key[0]} {key[1]} stands twice", where=where))
            else:
                rows[key] = (units, row["per"], row["source"], reader.line_num)
    if problems:
        raise RuleErrors(problems)
    return rows


def _read(row: dict[str, str]) -> tuple[tuple[str, int] | None, float | None]:
    try:
        currency, year, units = row["currency"], int(row["year"]), float(row["units"])
    except (TypeError, ValueError):
        return None, None
    sound = len(currency) == 3 and currency.isupper() and 1900 <= year < 2200
    return ((currency, year) if sound else None), (units if 0 < units < 1e9 else None)
