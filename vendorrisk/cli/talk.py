"""What is said on stderr: notes, warnings and errors; stdout carries data only."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from vendorrisk.cli.screen import clear, coloured, is_coloured, screen, width
from vendorrisk.model.columns import filled, fitted
from vendorrisk.model.summary import thinned, unspoken

if TYPE_CHECKING:
    from vendorrisk.errors import VendorRiskError
    from vendorrisk.model.document import Skipped

WIDTH = 80
MOST_SKIPPED = 10


class Talk:
    """Speaks to the person at the terminal.

    Parameters
    ----------
    quiet : bool or int
        Leave out notes. Warnings, skipped inputs and errors are always said; with 2, errors alone.
    verbose : bool
        Say details too.
    """

    def __init__(self, *, quiet: bool | int = False, verbose: bool = False) -> None:
        self.quiet = bool(quiet)
        self.mute = int(quiet) > 1
        self.verbose = verbose and not quiet
        screen().quiet = self.quiet

    def note(self, text: str) -> None:
        """Say something that helps, unless quiet."""
        if not self.quiet:
            say(text)

    def wrote(self, path: object) -> None:
        """Name a file that was written, on a line of its own, unless quiet."""
        if not self.quiet:
            _put(f"wrote {printable(str(path))}", "note")

    def detail(self, text: str) -> None:
        """Say something that only a verbose run says."""
        if self.verbose:
            say(text, level="detail")

    def warn(self, text: str) -> None:
        """Say something that must not be missed."""
        if not self.mute:
            say(f"warning: {text}", level="warning")

    def skipped(self, inputs: Sequence[Skipped]) -> None:
        """List the inputs that were left out, each with its reason.

        Ten of them, then a count; all of them when verbose.
        """
        if not inputs or self.mute:
            return
        say(f"skipped {count(len(inputs), 'input')}:", level="warning")
        self.listed(
            [f"{one.path}: {one.what}{f' ({one.how})' if one.how else ''}" for one in inputs]
        )

    def listed(self, lines: Sequence[str]) -> None:
        """List things, a line each: ten of them, then a count; all of them when verbose."""
        if self.mute:
            return
        most = len(lines) if self.verbose else MOST_SKIPPED
        for line in lines[:most]:
            shown = f"  {printable(line)}"  # a line each
            _put(unspoken(shown), "warning", line)
        if len(lines) > most:
            say(f"and {len(lines) - most} more; -v lists them", indent="  ", level="warning")


def say(text: str, *, indent: str = "", level: str = "note") -> None:
    """Print one message on stderr, wrapped to the width of a page; words are never broken."""
    _put(wrapped(text, indent=indent, width=_wide()), level, text)


def _wide() -> int:
    return width(sys.stderr, WIDTH)


def _put(shown: str, level: str, text: str | None = None) -> None:
    """Write what is said; as JSON a message is one line, whole."""
    clear()
    if screen().json_log:
        told = (shown if text is None else text).removeprefix(f"{level}: ")
        shown = _line({"level": level, "message": printable(told)})
    elif is_coloured(sys.stderr):
        shown = coloured(shown)
    sys.stderr.write(f"{shown}\n")
    sys.stderr.flush()


def say_error(error: VendorRiskError, code: str | None = None) -> None:
    """Print an error: what, where and how to mend it, each on its own line.

    `code` is the kind that JSON names, None: that of its class. As JSON an error is one line,
    ``{"error": {"code", "message", "where", "hint"}}``, with ``problems`` of the same keys where
    there are several.
    """
    clear()
    if screen().json_errors:
        body = _body(error) if code is None else {**_body(error), "code": code}
        sys.stderr.write(_line({"error": body}) + "\n")
        sys.stderr.flush()
        return
    lines = []
    for line in error.lines():
        if line.startswith("  at  "):  # a path stays in one piece, to be clicked or copied
            lines.append(unspoken(f"  at  {printable(line[6:])}"))
        elif line.startswith("  "):
            lines.append(wrapped(line[2:], indent="  ", hanging="      ", width=_wide()))
        else:
            said = wrapped(f"error: {line}", hanging="  ", width=_wide())
            lines.append(coloured(said) if is_coloured(sys.stderr) else said)
    sys.stderr.write("\n".join(lines) + "\n")
    sys.stderr.flush()


def _line(body: object) -> str:
    """Return one line of JSON; where stderr is no UTF-8, every letter beyond ASCII is an escape.

    Left to the stream they would become escapes that JSON does not know.
    """
    encoding = (getattr(sys.stderr, "encoding", None) or "").lower().replace("-", "")
    return json.dumps(body, ensure_ascii=encoding != "utf8")


def _body(error: VendorRiskError) -> dict[str, object]:
    body: dict[str, object] = {
        "code": error.code,
        "message": printable(error.what),
        "where": None if error.where is None else printable(error.where),
        "hint": None if error.how is None else printable(error.how),
    }
    problems = getattr(error, "problems", ())
    if len(problems) > 1:
        body["problems"] = [_body(one) for one in problems]
    return body


def wrapped(text: str, *, indent: str = "", hanging: str | None = None, width: int = WIDTH) -> str:
    """Return one paragraph wrapped to the width of a page, further lines indented by `hanging`.

    No line of it is one that a build server takes for a command.

    >>> wrapped("a b", indent="  ")
    '  a b'
    """
    others = indent + "  " if hanging is None else hanging
    return "\n".join(map(unspoken, filled(printable(text), width, indent, others)))


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
    """Return text of a document on one line, safe to print, cut to `limit` columns.

    >>> one_line("a  b" + chr(10) + "c", 4)
    'a b…'
    """
    line = printable(" ".join(text.split()))
    return line if limit is None else fitted(line, limit)


def count(number: int, noun: str, nouns: str | None = None) -> str:
    """Return a number with its noun.

    >>> count(1, "document"), count(1200, "document"), count(2, "company", "companies")
    ('1 document', '1,200 documents', '2 companies')
    """
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"
