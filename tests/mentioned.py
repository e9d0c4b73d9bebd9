"""The names that are read in a text."""

from __future__ import annotations

from vendorrisk.extract import extractor
from vendorrisk.extract.checks import text_document
from vendorrisk.extract.discourse import Discourse
from vendorrisk.extract.names import Mention


def mentions(text: str) -> list[Mention]:
    """Return the mentions of a text, in order."""
    engine = extractor()
    lines = Discourse(text_document(text), engine.gazetteer, engine.words).lines
    return [m for line in lines for m in line.mentions]


def named(text: str, *kinds: str) -> list[str]:
    """Return the names found in a text, in order; of some kinds."""
    wanted = kinds or ("org", "person", "outlet", "group")
    return [m.name for m in mentions(text) if m.kind in wanted]
