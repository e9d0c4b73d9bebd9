"""Walks a result: every part of it with its place, and what differs between two of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel

T = TypeVar("T", bound=BaseModel)
CLOSE = 1e-9  # two runs on other machines may differ in the last digits of a double


def parts(value: object, kind: type[T], place: str = "") -> Iterator[tuple[str, T]]:
    """Yield every noun of a kind inside a result, with its place, in the order of the file."""
    if isinstance(value, kind):
        yield place, value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from parts(getattr(value, name), kind, f"{place}.{name}" if place else name)
    elif isinstance(value, tuple):
        for number, one in enumerate(value):
            yield from parts(one, kind, f"{place}[{number}]")
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from parts(one, kind, f"{place}[{name!r}]")


def leaves(data: object, place: str = "") -> Iterator[tuple[str, object]]:
    """Yield every value of JSON data that holds no other, with its place."""
    if isinstance(data, dict) and data:
        for name, one in data.items():
            yield from leaves(one, f"{place}.{name}" if place else str(name))
    elif isinstance(data, list) and data:
        for number, one in enumerate(data):
            yield from leaves(one, f"{place}[{number}]")
    else:
        yield place, data


def differences(
    expected: Any, found: Any, place: str = "", skipped: frozenset[str] = frozenset()
) -> Iterator[tuple[str, object, object]]:
    """Yield (place, expected, found) wherever two pieces of JSON data differ.

    Numbers differ when they are more than 1e-9 apart, of their size where that is above 1. Places
    in `skipped` are left out. Of lists that are not equally long what they share is compared
    first, then the lengths are told.
    """
    if place in skipped:
        return
    if isinstance(expected, dict) and isinstance(found, dict):
        for name in dict.fromkeys((*expected, *found)):
            at = f"{place}.{name}" if place else str(name)
            if name in expected and name in found:
                yield from differences(expected[name], found[name], at, skipped)
            elif at not in skipped:
                yield at, expected.get(name, MISSING), found.get(name, MISSING)
    elif isinstance(expected, list) and isinstance(found, list):
        for number, (one, other) in enumerate(zip(expected, found, strict=False)):
            yield from differences(one, other, f"{place}[{number}]", skipped)
        if len(expected) != len(found):
            yield place, f"{len(expected)} entries", f"{len(found)} entries"
    elif not same(expected, found):
        yield place, expected, found


MISSING = "nothing"


def same(one: object, other: object) -> bool:
    """Whether two values of JSON are the same, numbers that are not whole to within 1e-9."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int) and isinstance(other, int):
        return one == other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= CLOSE * max(1.0, abs(one), abs(other))
    return type(one) is type(other) and one == other
