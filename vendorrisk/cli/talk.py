"""What is said on stderr: notes, warnings and errors; stdout carries data only."""

from __future__ import annotations

import sys
import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from vendorrisk.model.summary import thinned, unspoken

if TYPE_CHECKING:
    from vendorrisk.model.document import Skipped

WIDTH = 80
MOST_SKIPPED = 10


class Talk:
    """Speaks to the person at the terminal.

    Parameters
    ----------
    quiet : bool
        Leave out notes. Warnings, skipped inputs and errors are always said.
    verbose : bool
        Say details too.
    """

    def __init__(self, *, quiet: bool = False, verbose: bool = False) -> None:
        self.quiet = quiet
        self.verbose = verbose and not quiet

    def note(self, text: str) -> None:
        """Say something that helps, unless quiet."""
        if not self.quiet:
            say(text)

    def wrote(self, path: object) -> None:
        """Name a file that was written, on a line of its own, unless quiet."""
        if not self.quiet:
            sys.stderr.write(f"wrote {printable(str(path))}\n")

    def detail(self, text: str) -> None:
        """Say something that only a verbose run says."""
        if self.verbose:
            say(text)

    def warn(self, text: str) -> None:
        """Say something that must not be missed."""
        say(f"warning: {text}")

    def skipped(self, inputs: Sequence[Skipped]) -> None:
        """List the inputs that were left out, each with its reason.

        Ten of them, then a count; all of them when verbose.
        """
        if not inputs:
            return
        say(f"skipped {count(len(inputs), 'input')}:")
        self.listed(
            [f"{one.path}: {one.what}{f' ({one.how})' if one.how else ''}" for one in inputs]
        )

    def listed(self, lines: Sequence[str]) -> None:
        """List things, a line each: ten of them, then a count; all of them when verbose."""
        most = len(lines) if self.verbose else MOST_SKIPPED
        for line in lines[:most]:
            shown = f"  {printable(line)}"  # a line each
            sys.stderr.write(f"{unspoken(shown)}\n")
        if len(lines) > most:
            say(f"and {len(lines) - most} more; -v lists them", indent="  ")


def say(text: str, *, indent: str = "") -> None:
    """Print one message on stderr, wrapped to the width of a page; words are never broken."""
    sys.stderr.write(wrapped(text, indent=indent) + "\n")
    sys.stderr.flush()


def say_error(lines: Iterable[str]) -> None:
    """Print errors: what, where and how to mend it, each on its own line."""
    for line in lines:
        if line.startswith("  at  "):  # a path stays in one piece, to be clicked or copied
            sys.stderr.write(f"{unspoken(f'  at  {printable(line[6:])}')}\n")
        elif line.startswith("  "):
            sys.stderr.write(wrapped(line[2:], indent="  ", hanging="      ") + "\n")
        else:
            sys.stderr.write(wrapped(f"error: {line}", hanging="  ") + "\n")
    sys.stderr.flush()


def wrapped(text: str, *, indent: str = "", hanging: str | None = None, width: int = WIDTH) -> str:
    """Return one paragraph wrapped to the width of a page, further lines indented by `hanging`.

    No line of it is one that a build server takes for a command.

    >>> wrapped("a b", indent="  ")
    '  a b'
    """
    lines = textwrap.wrap(
        printable(text),
        width=width,
        initial_indent=indent,
        subsequent_indent=indent + "  " if hanging is None else hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(map(unspoken, lines))


def printable(text: str) -> str:
    r"""Return text of one line that cannot steer a terminal: control characters are written out.

    >>> printable("a\x1b[2Jb\nc\u202ed")
    'a\\x1b[2Jb\\nc\\u202ed'
    """
    text = thinned(text)
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else _written_out(c) for c in text)


def _written_out(character: str) -> str:
    if unicodedata.category(character) == "Zs":
        return " "
    return character.encode("unicode_escape").decode("ascii")


def one_line(text: str, limit: int | None = None) -> str:
    """Return text of a document on one line, safe to print, cut to `limit` characters.

    >>> one_line("a  b" + chr(10) + "c", 4)
    'a b…'
    """
    line = printable(" ".join(text.split()))
    return line if limit is None or len(line) <= limit else line[: limit - 1].rstrip() + "…"


def count(number: int, noun: str, nouns: str | None = None) -> str:
    """Return a number with its noun.

    >>> count(1, "document"), count(1200, "document"), count(2, "company", "companies")
    ('1 document', '1,200 documents', '2 companies')
    """
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"
