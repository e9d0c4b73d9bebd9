"""Puts a text wherever a noun holds free text: names, quotes, titles, ids, whatever is a string."""

from __future__ import annotations

import dataclasses
import types
import zlib
from collections.abc import Collection, Mapping
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

N = TypeVar("N")
IDS = frozenset(  # fields that name something told elsewhere: the same there and here
    [
        "id",
        "doc_id",
        "key",
        "claims",
        "lines",
        "line",
        "vendor",
        "vendors",
        "safer",
        "riskier",
        "clause",
        "clauses",
        "check",
        "checks",
        "rule",
        "waivers",
        "clause_suggestion",
        "question_id",
        "questions",
        "row_hash",
        "subject",
        "object",
        "person",
        "name",
        "stands_for",
    ]
)


class Texts:
    """Strings to put in place of others: which one, a string and the name of its field decide."""

    def __init__(self, *texts: str) -> None:
        self.texts = texts

    def instead(self, name: str, value: str) -> str:
        """Return the text that takes the place of a value of a field."""
        told = value if name in IDS else f"{name}:{value}"
        return self.texts[zlib.crc32(told.encode("utf-8")) % len(self.texts)]


def spoilt(noun: N, texts: Texts, keep: Collection[str] = ()) -> N:
    """Return a noun with hostile texts in place of every string but words of a list.

    Ids are strings too: a saved result may come from a stranger. Fields named in `keep` stay.
    """
    if isinstance(noun, BaseModel):
        told: Mapping[str, Any] = {
            name: field.annotation for name, field in type(noun).model_fields.items()
        }
    else:
        told = _hints(noun)
    changed = {
        name: _spoilt(getattr(noun, name), one, name, texts, keep)
        for name, one in told.items()
        if name not in keep and hasattr(noun, name)
    }
    if isinstance(noun, BaseModel):
        return noun.model_copy(update=changed)
    if dataclasses.is_dataclass(noun) and not isinstance(noun, type):
        return dataclasses.replace(noun, **changed)
    return noun._replace(**changed)  # type: ignore[attr-defined, no-any-return]


def _spoilt(value: Any, told: Any, name: str, texts: Texts, keep: Collection[str]) -> Any:
    if isinstance(value, str):
        return texts.instead(name, value) if _is_free(told) else value
    if isinstance(value, BaseModel) or dataclasses.is_dataclass(value) or hasattr(value, "_fields"):
        return spoilt(value, texts, keep)
    if isinstance(value, list | tuple):
        return type(value)(_spoilt(one, _part(told), name, texts, keep) for one in value)
    if isinstance(value, dict):
        return {
            _spoilt(key, _part(told, 0), name, texts, keep): _spoilt(
                one, _part(told, -1), name, texts, keep
            )
            for key, one in value.items()
        }
    return value


def _hints(noun: object) -> Mapping[str, Any]:
    """Return what a tuple or a dataclass says of its fields; of names that it only checks, Any."""
    try:
        return get_type_hints(type(noun))
    except NameError:
        return dict.fromkeys(type(noun).__annotations__, Any)


def _part(told: Any, place: int = 0) -> Any:
    """Return what a tuple or a mapping is said to hold."""
    if get_origin(told) in (Union, types.UnionType):
        told = next((one for one in get_args(told) if get_args(one)), Any)
    parts = [one for one in get_args(told) if one is not Ellipsis]
    return parts[place] if parts else Any


def _is_free(told: Any) -> bool:
    """Whether a string is free text, not one of a list of words."""
    if get_origin(told) in (Union, types.UnionType):
        return any(_is_free(one) for one in get_args(told))
    return told is str or told is Any
