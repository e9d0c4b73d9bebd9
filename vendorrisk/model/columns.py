"""How wide text stands on a terminal: wide, combining and joined characters count as shown."""

from __future__ import annotations

import re
import textwrap


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


def filled(text: str, width: int, first: str = "", others: str = "") -> list[str]:
    """Return a paragraph as lines of at most `width` columns; words are never broken.

    >>> filled("日本 電産 x", 6, "- ", "  ")
    ['- 日本', '  電産', '  x']
    """
    if text.isascii() and first.isascii():
        return textwrap.wrap(
            text,
            width=width,
            initial_indent=first,
            subsequent_indent=others,
            break_long_words=False,
            break_on_hyphens=False,
        )
    lines: list[str] = []
    line, empty = first, True
    for before, word in re.findall(r"(\s*)(\S+)", text):
        gap = "" if empty else " " * len(before)  # what lines up with a column stays so
        if not empty and columns(line) + len(gap) + columns(word) > width:
            lines.append(line)
            line, gap = others, ""
        line, empty = line + gap + word, False
    return lines if empty else [*lines, line]
