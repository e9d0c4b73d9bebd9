"""What every noun shares: frozen, strict, hashable by content."""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Share = Annotated[float, Field(ge=0, le=1)]
Letter = Literal["A", "B", "C", "D", "E", "F"]  # Admiralty: how far a source is relied on


class Noun(BaseModel):
    """Base of every data class of the project: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def to_json(self, indent: int | None = 2) -> str:
        """Return the object as JSON text; the same object always gives the same text."""
        return self.model_dump_json(indent=indent)


_CANONICAL = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
)


def content_id(prefix: str, *parts: Any) -> str:
    """Return a short id made from content alone.

    Parameters
    ----------
    prefix : str
        Two or three letters that tell what the id names.
    *parts : Any
        JSON-able values; their canonical JSON is hashed with SHA-256.

    Returns
    -------
    str
        ``prefix-`` and 16 hexadecimal digits (64 bits).

    Examples
    --------
    >>> content_id("x", "a", 1) == content_id("x", "a", 1)
    True
    >>> content_id("x", "a", 1) == content_id("x", "a1")
    False
    """
    text = _CANONICAL.encode(parts)
    return f"{prefix}-{hashlib.sha256(text.encode('utf-8')).hexdigest()[:16]}"
