"""What a document says of itself, and how text and metadata become a document."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any, ClassVar, NamedTuple

import yaml

from vendorrisk.documents import limits
from vendorrisk.documents.blocks import blocks
from vendorrisk.errors import DocumentError, did_you_mean
from vendorrisk.model.document import Document, Media, Skipped

FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?\r?\n)---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_CHAIN = re.compile(r"^\s*sources?\s*:\s*(.+?)\s*$", re.IGNORECASE)
FRONT_KEYS = {"title", "publisher", "published", "not_before", "url", "reporting_chain"}
_Safe: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YAML(_Safe):  # type: ignore[misc]
    """Reads plain data; a date stays as it is written, so that a wrong one spoils only its line."""

    yaml_implicit_resolvers: ClassVar = {
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in _Safe.yaml_implicit_resolvers.items()
    }


TOO_DEEP = f"YAML aliases, or nested more than {limits.MAX_DEPTH} deep"
Found = Iterator[Document | Skipped]


class Input(NamedTuple):
    """Bytes with the path they came from."""

    path: str
    data: bytes
    name: str


def front_matter(text: str, path: str) -> dict[str, Any]:
    """Return the metadata at the head of a text file, checked."""
    if len(text) > limits.MAX_FRONT:
        what = f"front matter longer than {limits.MAX_FRONT:,} characters"
        raise DocumentError(what, where=f"{path}:1", how="close it with a line '---'")
    try:
        line = too_deep(text)
        if line is not None:
            raise DocumentError(TOO_DEEP, where=f"{path}:{line + 1}", how="write it out flat")
        data = YAML(text).get_single_data()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = (mark.line if mark else 0) + 2
        raise DocumentError("front matter is not YAML", where=f"{path}:{line}") from None
    except ValueError as error:  # the 30th of February, a number of 5,000 digits
        what = f"front matter holds an impossible value: {error}"[:200]
        raise DocumentError(what, where=f"{path}:1", how="mend it or put it in quotes") from None
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise DocumentError(
            "front matter is not a mapping", where=f"{path}:1", how="write 'key: value' lines"
        )
    lines = {line.partition(":")[0]: n for n, line in enumerate(text.split("\n"), 2)}
    return checked_meta({str(k): v for k, v in data.items()}, path, FRONT_KEYS, lines)


def too_deep(text: str) -> int | None:
    """Return the line of the first YAML alias, or of what is nested too deep; None without any."""
    depth = 0
    for event in yaml.parse(text, Loader=YAML):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or depth > limits.MAX_DEPTH:
            return event.start_mark.line + 1 if event.start_mark else 1
    return None


def checked_meta(
    data: dict[str, Any], path: str, allowed: set[str], lines: dict[str, int] | None = None
) -> dict[str, Any]:
    """Return metadata with dates as dates and the chain as a tuple; `lines` are those of the keys.

    Raises
    ------
    DocumentError
        For unknown keys, for dates that are none, and for lists where a text belongs.
    """
    where = {key: f"{path}:{n}" for key, n in (lines or {}).items()}
    unknown = sorted(set(data) - allowed)
    if unknown:
        raise DocumentError(
            f"unknown front matter key '{unknown[0]}'",
            where=where.get(unknown[0], path),
            how=did_you_mean(unknown[0], allowed) or f"one of {', '.join(sorted(allowed))}",
        )
    out = {key: value for key, value in data.items() if value is not None}
    for key in ("published", "not_before"):
        if key in out:
            out[key] = _date(out[key], where.get(key, path), key)
    for key in ("title", "publisher", "url"):
        if key in out:
            out[key] = _plain(out[key], where.get(key, path), key, 1000)
    if "reporting_chain" in out:
        chain = out["reporting_chain"]
        names = chain if isinstance(chain, list) else [chain]
        place = where.get("reporting_chain", path)
        out["reporting_chain"] = tuple(_plain(n, place, "reporting_chain", 200) for n in names)
    return out


def _plain(value: object, path: str, key: str, longest: int) -> str:
    if isinstance(value, dict | list | set | tuple):
        raise DocumentError(f"'{key}' is not a text", where=path, how=f"write '{key}: some text'")
    return sound(str(value))[:longest]


def sound(text: str) -> str:
    """Return text without lone surrogates, which no encoding can write."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _date(value: object, path: str, key: str) -> dt.date:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value)[:10])
    except ValueError:
        raise DocumentError(
            f"'{value}' is no date for '{key}'", where=path, how="write YYYY-MM-DD"
        ) from None


def build(
    one: Input,
    media: Media,
    text: str,
    meta: dict[str, Any],
    *,
    start: int = 0,
    facts: tuple[dict[str, Any], ...] = (),
) -> Document:
    """Return a document: text cut into blocks from `start`, named by the hash of its bytes."""
    sha256, name = limits.digest(one.data)
    parts = () if media == "facts" else blocks(text, start, titled=media in {"html", "eml"})
    if media != "facts" and not any(b.kind != "boilerplate" for b in parts):
        raise DocumentError("no readable text", where=one.path, how="check what the file holds")
    values = dict(meta)
    if not values.get("reporting_chain"):
        for block in parts:
            match = _CHAIN.match(text[block.start : block.end])
            if match and block.kind == "boilerplate":
                names = re.split(r"\s*(?:,|;| and )\s*", match.group(1))
                values["reporting_chain"] = tuple(n.strip(". ") for n in names if n.strip(". "))
    if "title" not in values:
        first = next((b for b in parts if b.kind == "title"), None)
        if first is not None:
            values["title"] = text[first.start : first.end].lstrip("# ").strip()[:1000]
    return Document(
        id=name,
        sha256=sha256,
        name=one.name,
        path=one.path,
        media=media,
        text=text,
        blocks=parts,
        facts=facts,
        **values,
    )
