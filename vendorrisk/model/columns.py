"""How wide text stands on a terminal: wide, combining and joined characters count as shown."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator


def columns(text: str) -> int:
    """Return how many columns text of one line takes.

    >>> columns("Scale AI"), columns("日本電産"), columns("e" + chr(0x301))
    (8, 8, 1)
    """
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return int(cell_len(text))


def padded(text: str, width: int) -> str:
    """Return text with blanks behind it up to a width in columns; longer text stays whole.

    >>> padded("日本", 6) + "|"
    '日本  |'
    """
    return text + " " * (width - columns(text))


def fitted(text: str, width: int) -> str:
    """Return text of at most `width` columns, with an ellipsis when something is left out.

    >>> fitted("Alexandr Wang moved", 11), fitted("日本電産株式会社", 7)
    ('Alexandr W…', '日本電…')
    """
    if columns(text) <= width:
        return text
    if text.isascii():
        return text[: width - 1].rstrip() + "…"
    from rich.cells import set_cell_size

    return str(set_cell_size(text, width - 1)).rstrip() + "…"


def filled(
    text: str, width: int, first: str = "", others: str = "", *, broken: bool = False
) -> list[str]:
    """Return a paragraph as lines of at most `width` columns.

    A word that is longer than a line stays whole, unless such words are to be `broken`.

    >>> filled("日本 電産 x", 6, "- ", "  "), filled("ρ:   a", 9)
    (['- 日本', '  電産', '  x'], ['ρ:   a'])
    >>> filled("日本電産", 5, broken=True)
    ['日本', '電産']
    """
    if text.isascii() and first.isascii():
        return textwrap.wrap(
            text,
            width=width,
            initial_indent=first,
            subsequent_indent=others,
            break_long_words=broken,
            break_on_hyphens=False,
        )
    lines: list[str] = []
    line, empty = first, True
    words: list[tuple[str, str]] = re.findall(r"(\s*)(\S+)", text)
    if broken:
        room = max(1, width - max(columns(first), columns(others)))
        words = [one for gap, word in words for one in _pieces(gap, word, room)]
    for gap, word in words:
        if not empty and columns(line + gap + word) > width:
            lines.append(line)
            line = others + word
        else:
            line += gap + word
        empty = False
    return lines if empty else [*lines, line]


def _pieces(gap: str, word: str, room: int) -> Iterator[tuple[str, str]]:
    """Yield a word with the blanks before it, in pieces that fit a line."""
    piece = ""
    for character in word:
        if piece and columns(piece + character) > room:
            yield gap, piece
            gap, piece = "", ""
        piece += character
    yield gap, piece
