"""Sentences that an assumption may be: ``rules/assumptions.yaml``."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator

from vendorrisk.model.base import Noun
from vendorrisk.model.claim import Kind
from vendorrisk.rulebook.files import load_file, rules_root

_NAME = r"(?P<{}>\S(?:.{{0,78}}?\S)?)"
_NUMBER = r"(?P<{}>\d{{1,3}}(?:\.\d{{1,6}})?)"
SLOTS = {
    **dict.fromkeys(("subject", "object", "person", "role"), _NAME),
    **dict.fromkeys(("percent", "votes", "share"), _NUMBER),
}


class Form(Noun):
    """One kind of sentence with its opposite; ``says`` and ``denies`` are wordings with slots."""

    id: str
    kind: Kind
    topic: Literal["talks"] | None = None
    modality: Literal["confirmed", "planned"] = "confirmed"
    values: dict[str, str | bool] = {}
    says: tuple[str, ...] = Field(min_length=1)
    denies: tuple[str, ...] = ()
    reason: str

    @field_validator("says", "denies")
    @classmethod
    def _only_known_slots(cls, wordings: tuple[str, ...]) -> tuple[str, ...]:
        for wording in wordings:
            slots = re.findall(r"{(.*?)}", wording)
            unknown = [slot for slot in slots if slot not in SLOTS]
            if unknown:
                known = ", ".join(SLOTS)
                raise ValueError(f"'{{{unknown[0]}}}' is no slot: one of {known}")
            if len(slots) != len(set(slots)):
                raise ValueError(f"a slot stands twice in '{wording}'")
        return wordings


class FormFile(Noun):
    """``rules/assumptions.yaml``."""

    forms: tuple[Form, ...] = Field(min_length=1)


@functools.lru_cache(maxsize=8)
def load_forms(root: Path | None = None) -> tuple[Form, ...]:
    """Load the forms of assumptions, in the order of the file.

    Parameters
    ----------
    root : Path or None
        Folder of rules; None: those that ship with the package.

    Raises
    ------
    RuleErrors
        Every problem of the file, each with ``path:line``.
    """
    return load_file((root or rules_root()) / "assumptions.yaml", FormFile).forms


@functools.lru_cache(maxsize=8)
def load_wordings(root: Path | None = None) -> tuple[tuple[Form, str, bool], ...]:
    """Return every wording with its form and whether it denies, the most words of its own first.

    So "has not moved from" is read before "moved from", whatever the order of the file.
    """
    found = [
        (form, wording, denied)
        for form in load_forms(root)
        for denied, wordings in ((False, form.says), (True, form.denies))
        for wording in wordings
    ]
    return tuple(sorted(found, key=lambda one: -len(re.sub(r"{\w+}", "", one[1]))))


@functools.lru_cache(maxsize=512)
def expression(wording: str) -> re.Pattern[str]:
    """Return the expression of a wording, for a whole sentence on one line without its stop.

    >>> expression("{subject} owns {percent}% of it").fullmatch("A owns 5 per cent of it").groups()
    ('A', '5')
    """
    parts = re.split(r"{(\w+)}", wording)
    text = "".join(
        SLOTS[part].format(part) if number % 2 else re.escape(part).replace(r"\ ", " ")
        for number, part in enumerate(parts)
    )
    return re.compile(text.replace("%", r"\s?(?:%|percent|per\ cent)"), re.IGNORECASE)
