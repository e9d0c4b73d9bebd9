"""What is wrong with a value that somebody wrote, in words that name it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_LIMITS = {
    "less_than": ("lt", "is not below"),
    "less_than_equal": ("le", "is more than"),
    "greater_than": ("gt", "is not above"),
    "greater_than_equal": ("ge", "is less than"),
}
_FORMS = {
    "model_type": "a mapping, 'key: value'",
    "model_attributes_type": "a mapping, 'key: value'",
    "dict_type": "a mapping, 'key: value'",
    "list_type": "a list",
    "tuple_type": "a list",
    "set_type": "a list",
    "frozen_set_type": "a list",
    "string_type": "a text",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "float_type": "a number",
    "float_parsing": "a number",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "finite_number": "a number",
}
_CHOICE = re.compile(r"\^\((?P<words>[\w|-]+)\)\$")
LONGEST = 60  # characters of a value that are shown


def problem(error: Mapping[str, Any]) -> str:
    """Return one problem of pydantic's in plain words: where in the data, and what is wrong.

    >>> problem({"type": "missing", "loc": ("name",), "msg": "", "input": {}})
    "'name' is missing"
    >>> problem({"type": "float_parsing", "loc": ("percent",), "msg": "", "input": "twelve"})
    "percent: 'twelve' is not a number"
    """
    kind, loc = str(error["type"]), [str(part) for part in error["loc"]]
    name, shown, context = ".".join(loc), written(error.get("input")), error.get("ctx") or {}
    if kind == "missing":
        return f"'{name}' is missing"
    if kind == "extra_forbidden":
        return (
            f"unknown key '{loc[-1]}'"
            if len(loc) == 1
            else f"unknown key '{loc[-1]}' in {'.'.join(loc[:-1])}"
        )
    before = f"{name}: " if name else ""
    words = str(error["msg"]).removeprefix("Value error, ")
    choice = _CHOICE.fullmatch(str(context.get("pattern", "")))
    if kind in _LIMITS:
        bound, than = _LIMITS[kind]
        words = f"{shown} {than} {context.get(bound):g}"
    elif kind in _FORMS:
        words = f"{shown} is not {_FORMS[kind]}"
    elif kind == "literal_error":
        words = f"{shown} is not one of {context.get('expected')}"
    elif kind == "too_short" and context.get("actual_length") == 0:
        words = "holds nothing"
    elif choice:
        words = f"{shown} is not one of {', '.join(choice['words'].split('|'))}"
    return before + words


def written(value: object) -> str:
    """Return a value as a message shows it."""
    if value is None:
        return "nothing"
    text = f"'{value}'" if isinstance(value, str) else str(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
