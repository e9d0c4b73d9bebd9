"""What this run may write to a terminal: colour, live lines, and errors as JSON.

Colour is put on finished text, on the way to the terminal: the words stand there all the same, and
what goes to a file or a pipe is the same without it.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TextIO

from vendorrisk.model.columns import columns, filled

NARROWEST = 40  # columns below which nothing is made narrower
_COLUMNS = re.compile(r" *(?:\S+(?: \S+)*? {2,})+(?=\S)")  # all but the last of a table's row
_INDENT = re.compile(r"^ *(?:[-*] )?")
_RESET = "\x1b[0m"
_STYLES = {
    "HIGH": "1;31",  # bold red
    "UNDETERMINED": "33",  # yellow
    "LOW": "32",  # green
    "FAILED": "1;31",
    "FAIL": "1;31",
    "WAIVED": "33",
    "error:": "1;31",
    "warning:": "33",
    "insufficient": "33",
}
_WORDS = re.compile(
    r"(?<![\w-])(?:HIGH|UNDETERMINED|LOW|FAILED|FAIL|WAIVED|insufficient)(?![\w-])"
    r"|^(?:error|warning):"
)
_JSON_FORMATS = {"json", "jsonl"}


@dataclass
class Screen:
    """How one run speaks.

    Attributes
    ----------
    colour : bool or None
        Whether to use colour; None: where the stream is a terminal that has it.
    json_errors : bool
        Errors as one line of JSON.
    json_log : bool
        Notes and warnings as lines of JSON too.
    quiet : bool
        No live lines.
    """

    colour: bool | None = None
    json_errors: bool = False
    json_log: bool = False
    quiet: bool = False
    clear: Callable[[], None] | None = None  # takes a live line away before something is said


_NOW = [Screen()]


def screen() -> Screen:
    """Return how this run speaks."""
    return _NOW[0]


def begin(words: Sequence[str]) -> Screen:
    """Begin a run: what can be read off its words holds before they are parsed.

    An error in the words themselves is told in the way that they ask for.
    """
    asked = {value for option in ("--format", "-f") for value in given(words, option)}
    log = given(words, "--log-format")[-1:]
    _NOW[0] = Screen(
        colour=False if "--no-color" in words else None,
        json_errors=bool(asked & _JSON_FORMATS) or log == ["json"],
        json_log=log == ["json"],
    )
    return _NOW[0]


def given(words: Sequence[str], option: str) -> list[str]:
    """Return the values that an option has on a command line, before it is parsed.

    >>> given(["-fjson", "--format", "md", "--", "--format=x"], "--format")
    ['md']
    """
    before = list(words[: words.index("--")] if "--" in words else words)
    found = []
    for word, after in zip(before, [*before[1:], ""], strict=False):
        if word == option:
            found.append(after)
        elif word.startswith(f"{option}="):
            found.append(word.partition("=")[2])
        elif len(option) == 2 and word.startswith(option):
            found.append(word[2:])
    return found


def is_live(stream: TextIO) -> bool:
    """Whether a stream is a terminal on which a line can be written anew."""
    return _is_terminal(stream) and os.environ.get("TERM") != "dumb"


def _is_terminal(stream: TextIO) -> bool:
    with contextlib.suppress(ValueError, AttributeError):  # closed, or none at all
        return stream.isatty()
    return False


def is_coloured(stream: TextIO, env: Mapping[str, str] | None = None) -> bool:
    """Whether to use colour on a stream.

    ``--no-color`` goes before ``NO_COLOR``, that before ``FORCE_COLOR``, that before
    ``TERM=dumb``; else a terminal has colour, and nothing else has. See https://no-color.org.
    """
    told = os.environ if env is None else env
    if screen().colour is not None:
        return bool(screen().colour)
    if told.get("NO_COLOR"):
        return False
    if told.get("FORCE_COLOR"):
        return True
    if told.get("TERM") == "dumb" or not _is_terminal(stream):
        return False
    return sys.platform != "win32" or bool({"WT_SESSION", "ANSICON", "TERM"} & set(told))


def width(stream: TextIO, most: int) -> int:
    """Return how many columns to write on a stream: those of a narrow terminal, else `most`."""
    if not is_live(stream):
        return most
    wide = shutil.get_terminal_size((most, 24)).columns
    return max(NARROWEST, min(most, wide))


def unbroken(text: str, wide: int) -> str:
    r"""Return text for a terminal so wide, with lines that are too long broken between words.

    >>> unbroken("- a long line", 8)
    '- a long\n  line'
    >>> unbroken("what:  a long line", 14)
    'what:  a long\n       line'
    """
    return "\n".join(line for long in text.split("\n") for line in _broken(long, wide))


def _broken(line: str, wide: int) -> list[str]:
    """Return a line in parts: the further ones hang below its last column that begins early."""
    if columns(line) <= wide:
        return [line]
    found = _COLUMNS.match(line[: wide + 1])
    head = found[0] if found else ""
    if not head or columns(head) > wide // 2:
        head = line[: len(line) - len(_INDENT.sub("", line, count=1))]
    room = wide - columns(head)
    if max(map(columns, line[len(head) :].split()), default=0) > room:
        return [line]  # a bar, an address: it says more in one piece
    return filled(line[len(head) :], wide, head, " " * columns(head))


def coloured(text: str) -> str:
    r"""Return text with colour on the words that carry a verdict; nothing else changes.

    >>> coloured("a  HIGH")
    'a  \x1b[1;31mHIGH\x1b[0m'
    >>> coloured("HIGHWAY, high, LOW-cost")
    'HIGHWAY, high, LOW-cost'
    """
    return _WORDS.sub(lambda found: f"\x1b[{_STYLES[found[0]]}m{found[0]}{_RESET}", text)


def clear() -> None:
    """Take a live line away, so that something can be said in its place."""
    live = screen().clear
    if live is not None:
        live()
