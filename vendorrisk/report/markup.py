"""Pieces of Markdown: text that is shown as it is, and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from vendorrisk.model.summary import one_line

_INLINE = re.compile(r"[\\`*_\[\]|~$]")
_START = re.compile(r"^([#+=>-]|\d+[.)](?=\s|$))")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;"}


def escaped(text: str) -> str:
    r"""Return text that Markdown shows as it is: no link, no code, no HTML, no table, no list.

    >>> escaped("[x](javascript:y) | <b>"), escaped("# not a title"), escaped("1. no list")
    ('\\[x\\](javascript:y) \\| &lt;b&gt;', '\\# not a title', '1\\. no list')
    """
    line = "".join(_ENTITIES.get(c, c) for c in one_line(text))
    line = _INLINE.sub(lambda found: "\\" + found[0], line)
    line = re.sub(r":(?=//)", "&#58;", line)
    line = re.sub(r"(?i)\b(www)\.", r"\1&#46;", line)
    return _START.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", line)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table, with a blank one after it; cells are escaped by the caller."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""
