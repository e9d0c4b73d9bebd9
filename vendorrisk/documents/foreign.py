"""Files that a plug-in reads: what it gives is bounded, checked, and becomes documents here."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from vendorrisk.documents import limits
from vendorrisk.documents.characters import legible
from vendorrisk.documents.formats import READERS
from vendorrisk.documents.metadata import FRONT_KEYS, Found, Input, build, checked_meta, sound
from vendorrisk.errors import DocumentError, PluginError
from vendorrisk.model.document import Document, Skipped
from vendorrisk.model.plugin import Plugin
from vendorrisk.plugins import Installed, aside, chosen, failed, installed, load, plain

Reads = Callable[[Input], Found]
_OWN = frozenset(suffix.removeprefix(".") for suffix in READERS)


def foreign_reader(suffix: str) -> Reads | None:
    """Return the plug-in that reads files of a suffix (".msg"); None: there is none.

    Raises
    ------
    PluginError
        Where two readers claim it, one of ours among them or not.
    """
    one = chosen("reader", suffix.removeprefix("."), _OWN)
    return None if one is None else partial(_read, one)


def known_suffixes() -> list[str]:
    """Return every suffix that somebody reads, sorted."""
    return sorted({*READERS, *(f".{one.plugin.name}" for one in installed("reader") if one.sound)})


def _read(one: Installed, source: Input) -> Found:
    """Yield the documents that a plug-in finds in a file, and what of it cannot be taken."""
    try:
        reads = load(one)
        with aside():
            found = itertools.islice(reads(source.data, source.path), limits.MAX_ENTRIES + 1)
            given = [plain(row) for row in found]
    except PluginError as error:
        raise DocumentError(error.what, where=source.path, how=error.how) from None
    except (Exception, SystemExit) as error:  # noqa: BLE001  # whatever their code does with a file
        wrong = failed(one.plugin, error, "cannot read it")
        raise DocumentError(wrong.what, where=source.path, how=wrong.how) from None
    rows = given[: limits.MAX_ENTRIES]
    for number, row in enumerate(rows, 1):
        where = source.path if len(rows) == 1 else f"{source.path}#{number}"
        try:
            yield _document(one.plugin, source, row, where, number if len(rows) > 1 else None)
        except DocumentError as error:
            yield Skipped(
                path=error.where or where, what=f"{one.plugin}: {error.what}", how=error.how
            )
    if not rows:
        raise DocumentError(f"{one.plugin} finds no document in it", where=source.path)
    if len(given) > len(rows):
        what = f"{one.plugin} finds more than {len(rows):,} documents; the rest was left out"
        yield Skipped(path=source.path, what=what, how="split it")


def _document(
    plugin: Plugin, source: Input, row: object, where: str, number: int | None
) -> Document:
    if not isinstance(row, Mapping) or not isinstance(row.get("text"), str):
        raise DocumentError("a document of it has no 'text'", where=where)
    text: str = row["text"]
    if len(text) > limits.MAX_CHARACTERS:
        what = f"longer than {limits.MAX_CHARACTERS:,} characters"
        raise DocumentError(what, where=where, how="split it")
    rest = {str(key): value for key, value in row.items() if key != "text"}
    meta = checked_meta(rest, where, FRONT_KEYS)
    body = legible(sound(text)).replace("\x00", " ")
    inner = source if number is None else _part(source, where, number, row)
    made = build(inner, "plugin", body, meta)
    return made.model_copy(update={"read_by": plugin})


def _part(source: Input, where: str, number: int, row: Mapping[str, Any]) -> Input:
    """Return one of several documents of a file under a name and bytes of its own."""
    told = {str(key): str(value) for key, value in row.items()}
    content = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return Input(where, sound(content).encode("utf-8"), f"{source.name}-{number}")
