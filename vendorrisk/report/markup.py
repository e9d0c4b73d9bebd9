"""Pieces of Markdown: text that is shown as it is, and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from vendorrisk.model.summary import one_line, unspoken

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
    line = re.sub(r"^:(?=:)", "&#58;", line)  # no command of a build server
    line = re.sub(r"(?i)\b(www)\.", r"\1&#46;", line)
    return _START.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", line)


def code(text: str) -> str:
    """Return text as a span of code that ends where it ends, in a table too.

    >>> code("clm-1"), code("a`b|c")
    ('`clm-1`', "`a'b¦c`")
    """
    shown = one_line(text).replace("`", "'").replace("|", "¦") or "-"
    return f"`{unspoken(shown)}`"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table, with a blank one after it; cells are escaped by the caller."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""
