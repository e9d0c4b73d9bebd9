"""Reads TOML as `files.read` reads YAML: plain data, and the line of every key."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from vendorrisk.errors import RuleError, RuleErrors
from vendorrisk.rulebook.files import MAX_BYTES, Loc

_HEADER = re.compile(r"\s*(\[\[?)\s*(.+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
_MOST_PARTS = 64  # of a dotted key
_DEEP = re.compile(
    r"""(?:^|[\[{,])[ \t]*+(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+)"""
    rf"""{{{_MOST_PARTS}}}""",
    re.MULTILINE,
)
_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")


def read_toml(path: Path) -> tuple[dict[str, Any], dict[Loc, int]]:
    """Return the plain data of a TOML file and the line of every key that starts one.

    Keys of tables within a line have no line of their own; `files.place` gives that around them.

    Raises
    ------
    RuleErrors
        For a file that cannot be read, or is no TOML, with ``path:line``.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise RuleErrors([RuleError("file is larger than 4 MB", where=str(path))])
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise RuleErrors([RuleError("file is missing", where=str(path))]) from None
    except (OSError, UnicodeDecodeError) as error:
        raise RuleErrors([RuleError(f"cannot read: {error}", where=str(path))]) from None
    _check_depth(text, path)
    try:
        return tomllib.loads(text), key_lines(text)
    except tomllib.TOMLDecodeError as error:
        found = _PLACE.search(str(error))
        line = int(found[1]) if found and found[1] else text.count("\n") + 1 if found else 1
        what = f"not TOML: {_PLACE.sub('', str(error))}"
        how = 'close every quote and bracket of that line: key = ["A", "B"]'
        raise RuleErrors([RuleError(what, where=f"{path}:{line}", how=how)]) from None
    except RecursionError:
        raise RuleErrors([RuleError("nested too deeply", where=str(path))]) from None


def _check_depth(text: str, path: Path) -> None:
    """Refuse a key of very many parts: reading one takes time by the square of their number."""
    found = _DEEP.search(text)
    if found:
        where = f"{path}:{text.count(chr(10), 0, found.end()) + 1}"
        what = f"a key of more than {_MOST_PARTS} parts"
        raise RuleErrors([RuleError(what, where=where)])


def key_lines(text: str) -> dict[Loc, int]:
    r"""Return the line of every table and every key that starts a line, by place in the data.

    >>> key_lines("a = 1\n[[b]]\nc.d = 2\n")
    {('a',): 1, ('b', 0): 2, ('b', 0, 'c'): 3, ('b', 0, 'c', 'd'): 3}
    """
    lines: dict[Loc, int] = {}
    counts: dict[Loc, int] = {}
    table: Loc = ()
    quote = ""
    for number, line in enumerate(text.split("\n"), 1):
        inside = quote
        for mark in re.findall(r'"""|\'\'\'', line):
            quote = "" if quote == mark else quote or mark
        if inside:
            continue
        header = _HEADER.match(line)
        if header and "=" not in header[2]:
            table = _table(header[2], counts, listed=header[1] == "[[")
            lines.setdefault(table, number)
            continue
        key = _KEY.match(line)
        if key:
            parts = _parts(key[1])
            for depth in range(1, len(parts) + 1):
                lines.setdefault((*table, *parts[:depth]), number)
    return lines


def _table(name: str, counts: dict[Loc, int], *, listed: bool) -> Loc:
    """Return the place of a table; of a list of tables the item that its header begins."""
    found: Loc = ()
    parts = _parts(name)
    for part in parts[:-1]:
        found = (*found, part)
        if found in counts:
            found = (*found, counts[found])
    found = (*found, parts[-1]) if parts else found
    if not listed:
        return found
    counts[found] = counts.get(found, -1) + 1
    return (*found, counts[found])


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(name))
