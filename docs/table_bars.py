r"""A Markdown extension for the site: a bar in the code of a table cell is shown as a bar.

Pages are written for readers on a code host too, where ``\|`` is how such a bar is written;
Python's Markdown keeps the backslash.
"""

from __future__ import annotations

import re

from markdown import Extension, Markdown
from markdown.postprocessors import Postprocessor

CELL = re.compile(r"<td[ >].*?</td>", re.DOTALL)
CODE = re.compile(r"<code>[^<]*</code>")


class _Bars(Postprocessor):
    def run(self, text: str) -> str:
        """Return the page with plain bars."""

        def cell(found: re.Match[str]) -> str:
            return CODE.sub(lambda code: code[0].replace("\\|", "|"), found[0])

        return CELL.sub(cell, text)


class BarsExtension(Extension):
    """Registers the step behind all others."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register it."""
        md.postprocessors.register(_Bars(md), "table_bars", 0)


def makeExtension(**settings: object) -> BarsExtension:
    """Return the extension, as Markdown looks for it."""
    return BarsExtension(**settings)
