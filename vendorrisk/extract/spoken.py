"""Whom "we" in a filing and terms such as "the Company" stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vendorrisk.extract.definitions import OF_A_DEAL, Definitions
from vendorrisk.extract.names import Mention

SELF = 0.95  # how sure a term is that the text itself explains
_MARKS = re.compile(r"[\"\u201c\u201d]")
_SAID = re.compile(r"\b(?:said|says|added|adds|commented|comments|stated|explained|noted|wrote)\b")
_FAR = 120  # characters from the verb of speaking within which the speaker's company stands
LONGEST = 5_000
_WE = re.compile(r"\b(?:[Ww]e|[Oo]ur)\b|[\"\u201c\u201d]")


def in_quotes(text: str, start: int, at: int) -> bool:
    """Whether a place of the sentence that begins at `start` stands in quotation marks."""
    open_ = False
    for match in _MARKS.finditer(text, start, at):
        open_ = _opens(match.group(), open_)
    return open_


def _opens(mark: str, open_: bool) -> bool:
    """Whether what follows a quotation mark is quoted."""
    return mark == "\u201c" or (mark == '"' and not open_)


def speaker_of(text: str, start: int, end: int, mentions: Sequence[Mention]) -> str | None:
    """Return the company that speaks in the quotes of a sentence, None where that is not plain.

    A sentence of more than `LONGEST` characters is left alone.

    Parameters
    ----------
    text : str
        Text of the document.
    start, end : int
        Where the sentence stands.
    mentions : sequence of Mention
        Its names, in order.
    """
    if end - start > LONGEST:
        return None
    for said in _SAID.finditer(text, start, end):
        if in_quotes(text, start, said.start()):
            continue
        near = [
            m
            for m in mentions
            if m.kind == "org"
            and m.name
            and not in_quotes(text, start, m.start)
            and (
                said.end() <= m.start <= said.end() + _FAR
                or said.start() - _FAR <= m.end <= said.start()
            )
        ]
        names = {m.name for m in near}
        if len(names) == 1:
            return names.pop()
    return None


def spoken_of(text: str, start: int, end: int, defined: Definitions) -> Iterator[Mention]:
    """Yield the terms with a capital that a text explains, and "we" and "our" of a filing.

    Parameters
    ----------
    text : str
        Text of the document.
    start, end : int
        Where the sentence stands.
    defined : Definitions
        What the text explains.
    """
    for term, name in defined.terms.items():
        at = text.find(term, start, end)
        while at >= 0:
            behind = at + len(term)
            begin = at - 4 if text[at - 4 : at].casefold() == "the " else at
            quoted = text[at - 1 : at] in {'"', "\u201c", "\u2018", "'"}
            whole = not (text[at - 1 : at].isalnum() or text[behind : behind + 1].isalnum())
            if whole and not quoted and (begin < at or term.casefold() in OF_A_DEAL):
                yield Mention(max(begin, start), behind, "org", name, SELF)
            at = text.find(term, behind, end)
    if defined.speaker is None:
        return
    quoted = False
    for match in _WE.finditer(text, start, end):
        if _MARKS.fullmatch(match.group()):
            quoted = _opens(match.group(), quoted)
        elif not quoted:
            yield Mention(match.start(), match.end(), "org", defined.speaker, 0.8)
