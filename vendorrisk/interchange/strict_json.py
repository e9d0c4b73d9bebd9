"""Strict JSON of unknown origin: bounded, no key twice, no NaN, no endless number."""

from __future__ import annotations

import json
import math
import re
from typing import Any

MAX_DEPTH = 60  # of what this version writes: 12
MAX_DIGITS = 20  # of a whole number
_BRACKETS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*+"?|[\[\]{}]', re.DOTALL)  # linear in the text
_LONGEST = 200  # characters of what is told


class StrictJsonError(ValueError):
    """Text that is no strict JSON; ``lineno`` where the place is known, else None."""

    def __init__(self, what: str, lineno: int | None = None) -> None:
        super().__init__(what if len(what) <= _LONGEST else what[:_LONGEST] + "…")
        self.lineno = lineno


def loads(text: str) -> Any:
    """Return the data of strict JSON.

    Raises
    ------
    StrictJsonError
        For text that is empty, no JSON, nested deeper than 60 levels, or that holds a key twice,
        NaN, an infinite number or a whole number of more than 20 digits.
    """
    if not text.strip():
        raise StrictJsonError("empty file")
    try:
        if _depth(text) > MAX_DEPTH:
            raise StrictJsonError(_DEEP)
        return json.loads(
            text,
            object_pairs_hook=_once,
            parse_constant=_no_number,
            parse_float=_finite,
            parse_int=_whole,
        )
    except json.JSONDecodeError as error:
        raise StrictJsonError(f"no JSON: {error.msg}", error.lineno) from None
    except RecursionError:
        raise StrictJsonError(_DEEP) from None


_DEEP = f"nested deeper than {MAX_DEPTH} levels"


def _depth(text: str) -> int:
    """Return how many brackets stand open at most, text in quotes left out."""
    most = depth = 0
    for found in _BRACKETS.finditer(text):
        if found[0] in "[{":
            depth += 1
            most = max(most, depth)
            if most > MAX_DEPTH:
                break
        elif found[0] in "]}":
            depth -= 1
    return most


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise StrictJsonError(f"the key '{name[:60]}' stands twice")
            seen.add(name)
    return found


def _finite(text: str) -> float:
    value = float(text)
    if math.isinf(value):
        raise StrictJsonError(f"{text[:20]} is larger than any number")
    return value


def _whole(text: str) -> int:
    if len(text) > MAX_DIGITS:
        raise StrictJsonError(f"a whole number of {len(text):,} digits")
    return int(text)


def _no_number(text: str) -> Any:
    raise StrictJsonError(f"{text} is no number of JSON")
