"""Cuts text into blocks: title, headings, paragraphs, list items, table rows, boilerplate."""

from __future__ import annotations

import re

from vendorrisk.model.document import Block, BlockKind

_SHARE = re.compile(
    r"^(facebook|whatsapp|linkedin|pinterest|twitter|x|reddit|telegram|email|e-mail|print|share"
    r"|copy link|tweet|flipboard|tumblr|messenger)$",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"^(about (the )?(company|author|us|publisher)|recent posts?"
    r"|related( (posts?|articles?|stories))?|table of contents|contents|sources?|references"
    r"|read more|more (from|stories).{0,40}|share this.{0,20}"
    r"|follow us.{0,20}|newsletter|comments?|leave a (reply|comment)|tags?|categories"
    r"|you may also like.{0,20}|advertisement|sponsored.{0,20})\s*:?$",
    re.IGNORECASE,
)
_LINE = re.compile(
    r"^(sources?\s*:.{0,200}|subscribe\b.{0,120}|sign up\b.{0,120}"
    r"|(copyright\s*(©|\(c\)|\d)|©).{0,120}|all rights reserved.{0,80}|accept (all )?cookies.{0,80}"
    r"|we use cookies.{0,200}|image( credit)?\s*:.{0,200}|photo( credit)?\s*:.{0,200}"
    r"|(image|photo) (credit|courtesy).{0,120}|share\s*:.{0,40})$",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"^[Bb][Yy] [A-Z][\w.’',-]*( (and|[A-Z\d|–-][\w.’',-]*)){0,9}$")
_OPEN_ENDED = re.compile(r"^(about|recent|related|more|comments?|leave|you may)", re.IGNORECASE)
_LIST = re.compile(r"^([-*•–]|\d{1,2}[.)])\s+")
_RULE = re.compile(r"^[\s|:+=_*-]+$")


def blocks(text: str, start: int = 0, *, titled: bool = False) -> tuple[Block, ...]:
    """Return the blocks of ``text[start:]`` in order; they cover every non-space character.

    Parameters
    ----------
    text : str
        Whole text of a document.
    start : int
        Where the content begins (behind front matter).
    titled : bool
        The title is known from elsewhere, so the first line need not be one.
    """
    out: list[Block] = []
    paragraphs = _lines(text, start)
    in_boilerplate = False
    title = ""
    for number, (first, last, gap) in enumerate(paragraphs):
        line = text[first:last]
        bare = line.strip("#*_ \t")
        kind = _kind(bare, line, is_first=number == 0 and not titled)
        if kind == "boilerplate" and _SECTION.match(bare):
            in_boilerplate = bool(_OPEN_ENDED.match(bare))
        elif kind in {"heading", "title"} and line.startswith("#"):
            in_boilerplate = False
        elif in_boilerplate:
            kind = "boilerplate"
        if title and re.fullmatch(re.escape(title) + r"\W*\d*", _fold(bare)):
            kind = "boilerplate"  # the title again, as a caption
        if kind == "title":
            title = _fold(bare)
        above = text[slice(*paragraphs[number - 1][:2])] if number else ""
        if number == 1 and not gap and kind == "paragraph" and _runs_on(above, line):
            out[-1] = out[-1].model_copy(update={"kind": "paragraph"})  # no title: a first line
        mergeable = kind == "paragraph" and out and out[-1].kind == "paragraph" and not gap
        if mergeable and (_wrapped(above, line) or _runs_on(above, line)):
            out[-1] = Block(start=out[-1].start, end=last, kind="paragraph")
        else:
            out.append(Block(start=first, end=last, kind=kind))
    return tuple(out)


def _lines(text: str, start: int) -> list[tuple[int, int, bool]]:
    """Return (start, end, blank line before) of every non-blank line, trimmed."""
    found: list[tuple[int, int, bool]] = []
    gap = True
    for match in re.finditer(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+", text[start:]):
        line = match.group()
        stripped = line.strip()
        if not stripped:
            gap = True
            continue
        first = start + match.start() + len(line) - len(line.lstrip())
        between = text[found[-1][1] if found else start : first]
        gap = gap or len(re.findall(r"\r\n|\n|\r", between)) > 1
        found.append((first, first + len(stripped), gap))
        gap = False
    return found


def _kind(bare: str, line: str, *, is_first: bool) -> BlockKind:  # noqa: PLR0911  # a kind a line
    if not bare or _SHARE.match(bare) or _SECTION.match(bare) or _LINE.match(bare):
        return "boilerplate"
    if _RULE.match(line) or (_BYLINE.match(bare) and not _ends_sentence(bare)):
        return "boilerplate"
    if line.count("|") >= 1 and not _ends_sentence(bare.rstrip("|")):
        return "table_row"
    if re.match(r"#{1,6}\s", line):
        return "title" if is_first else "heading"
    if _LIST.match(line):
        return "list_item"
    words = bare.split()
    short = len(words) <= 18 and not _ends_sentence(bare)
    if is_first and (short or (len(words) <= 14 and bare.endswith(("!", "?")))):
        return "title"
    if short and len(words) >= 2 and _title_case(words):
        return "heading"
    return "paragraph"


def _ends_sentence(text: str) -> bool:
    return text.rstrip("\"'”’)* ").endswith((".", "!", "?", "…", ";"))


def _title_case(words: list[str]) -> bool:
    long = [word for word in words if len(word) > 3 and word[0].isalpha()]
    return words[0][0].isupper() and sum(w[0].isupper() for w in long) >= 0.6 * len(long)


_UNFINISHED = re.compile(
    r"(?:[,\-–—]|\b(?:a|an|the|in|of|to|with|for|and|or|by|its|their|at|on|that|from|as|is|was|has))$",
    re.IGNORECASE,
)


def _runs_on(above: str, line: str) -> bool:
    """Whether a sentence goes on from one line to the next, whatever the width."""
    if _ends_sentence(above):
        return False
    return line[:1].islower() or line[:1].isdigit() or bool(_UNFINISHED.search(above))


def _wrapped(above: str, line: str) -> bool:
    """Whether a line goes on with the line above it: hard-wrapped text of even width."""
    width = len(above)
    return 50 <= width <= 120 and len(line) <= 120 and not (_ends_sentence(above) and width < 60)


def _fold(text: str) -> str:
    return re.sub(r"[^\w\s]+", "", text).casefold().strip()
