"""The text of a page as it shows, whatever the page is made of."""

from __future__ import annotations

import re
from html.parser import HTMLParser


def visible_text(source: str) -> str:
    """Return the text that a page shows, a line a block; scripts and styles show none."""

    class Text(HTMLParser):
        """Collects visible text; a block tag ends a line."""

        def __init__(self) -> None:
            super().__init__(convert_charrefs=True)
            self.parts: list[str] = []
            self.hidden = 0

        def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
            self.hidden += tag in {"script", "style", "noscript", "template"}
            if tag in {"p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "title"}:
                self.parts.append("\n")

        def handle_endtag(self, tag: str) -> None:
            self.hidden = max(0, self.hidden - (tag in {"script", "style", "noscript", "template"}))

        def handle_data(self, data: str) -> None:
            if not self.hidden:
                self.parts.append(data)

    parser = Text()
    parser.feed(source)
    return re.sub(r"[ \t]+", " ", "".join(parser.parts)).strip()
