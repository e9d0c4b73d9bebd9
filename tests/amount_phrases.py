"""The table of phrases with money and shares, and how well a reader reads them."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).parent / "data" / "amounts.tsv"
MONEY_KINDS = {"sum", "price"}
Read = Callable[[str], Iterable["Figure"]]


class Figure(NamedTuple):
    """What stands in a text: the span, its kind, whole units or percent points, a currency."""

    start: int
    end: int
    kind: str
    value: float | None
    low: float | None
    high: float | None
    currency: str | None


class Score(NamedTuple):
    """Shares of the figures written that were read right, and how many were read that are none."""

    figures: int
    value: float
    range: float
    span: float
    currency: float
    kind: float
    false: int


def phrases() -> dict[str, list[Figure]]:
    """Return the phrases, each with its figures in order."""
    found: dict[str, list[Figure]] = {}
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            figures = found.setdefault(row["text"], [])
            if row["kind"] == "none":
                continue
            after = figures[-1].end if figures else 0
            start = row["text"].index(
                row["span"], after if row["span"] in row["text"][after:] else 0
            )
            figures.append(
                Figure(
                    start,
                    start + len(row["span"]),
                    row["kind"],
                    _number(row["value"]),
                    _number(row["low"]),
                    _number(row["high"]),
                    row["currency"] or None,
                )
            )
    return {text: sorted(figures) for text, figures in found.items()}


def _number(text: str) -> float | None:
    return float(text) if text else None


def same(one: float | None, other: float | None) -> bool:
    """Whether two figures are the same to six digits."""
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=1e-5, abs_tol=1e-9)


def score(table: dict[str, list[Figure]], read: Read) -> tuple[Score, list[str]]:
    """Return how well `read` reads a table, and a line for every figure it gets wrong.

    A figure read belongs to the first written one that it overlaps and whose currency kind (money
    or share) it has; what belongs to none is false.
    """
    right = dict.fromkeys(("value", "range", "span", "currency", "kind"), 0)
    total = false = 0
    wrong: list[str] = []
    for text, figures in table.items():
        left = list(read(text))
        for wanted in figures:
            total += 1
            got = next((f for f in left if _meet(f, wanted)), None)
            if got is None:
                wrong.append(f"{text!r}: {wanted} not found")
                continue
            left.remove(got)
            hits = {
                "value": same(got.value, wanted.value),
                "range": same(got.low, wanted.low) and same(got.high, wanted.high),
                "span": got[:2] == wanted[:2],
                "currency": got.currency == wanted.currency,
                "kind": got.kind == wanted.kind,
            }
            for name, hit in hits.items():
                right[name] += hit
            if not all(hits.values()):
                missed = ", ".join(name for name, hit in hits.items() if not hit)
                wrong.append(f"{text!r}: {missed}: {got}")
        false += len(left)
        wrong += [f"{text!r}: false {f}" for f in left]
    shares = {name: count / total for name, count in right.items()}
    return Score(figures=total, false=false, **shares), wrong


def _meet(one: Figure, other: Figure) -> bool:
    apart = one.end <= other.start or other.end <= one.start
    return not apart and (one.kind in MONEY_KINDS) == (other.kind in MONEY_KINDS)
