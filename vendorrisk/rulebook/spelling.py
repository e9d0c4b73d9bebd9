"""One spelling for all the ways a name is written."""

from __future__ import annotations

import functools
import re
import unicodedata

_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
)
_NOTHING = re.compile(r"['\u2019\u02bc`.\u00ad\u200b-\u200f\ufeff]|(?<=\b\w)/(?=\w\b)")
_AND = re.compile(r"[&+]")
_SPACE = re.compile(r"[\W_]+")
LAST_LATIN = "\u024f"
_KEPT = 1 << 14  # spellings: a run asks for the same few thousand names, each many times


@functools.lru_cache(maxsize=_KEPT)
def fold(name: str) -> str:
    """Return a name in small letters with plain spaces and quotes: the closest of the keys.

    >>> fold(" Scale" + chr(0xA0) + "AI ")
    'scale ai'
    """
    return re.sub(r"[\s\u00a0]+", " ", name.replace("\u2019", "'")).strip().casefold()


@functools.lru_cache(maxsize=_KEPT)
def spell(name: str) -> str:
    """Return a name without accents, points, hyphens and a leading "The", "&" as "and".

    Marks are taken off Latin letters only: in other scripts they make another letter. A name of
    signs alone is only folded.

    >>> spell("The Société-Générale"), spell("S.p.A."), spell("Procter & Gamble")
    ('societe generale', 'spa', 'procter and gamble')
    """
    text = _unmarked(name.casefold()).translate(_LETTERS)
    text = _SPACE.sub(" ", _AND.sub(" and ", _NOTHING.sub("", text))).strip()
    return text.removeprefix("the ") or fold(name)


def _unmarked(text: str) -> str:
    if text.isascii():
        return text
    kept: list[str] = []
    for character in unicodedata.normalize("NFKD", text):
        if unicodedata.combining(character) and kept and kept[-1] <= LAST_LATIN:
            continue
        kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept))
