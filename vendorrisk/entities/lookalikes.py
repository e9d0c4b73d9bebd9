"""Names written with letters of another alphabet that look like those of ours."""

from __future__ import annotations

import unicodedata

_ALPHABETS = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"})
# Cyrillic and Greek letters by the Latin one that they look like.
_LIKE = {
    ord(other): letter
    for letter, others in {
        "a": "\u0430\u03b1", "c": "\u0441", "d": "\u0501", "e": "\u0435", "h": "\u04bb",
        "i": "\u0456\u03b9", "j": "\u0458", "k": "\u043a", "m": "\u043c", "o": "\u043e\u03bf\u0585",
        "p": "\u0440\u03c1", "q": "\u051b", "s": "\u0455", "t": "\u0442", "u": "\u03c5",
        "v": "\u03bd", "w": "\u051d", "x": "\u0445", "y": "\u0443", "A": "\u0410\u0391",
        "B": "\u0412\u0392", "C": "\u0421", "E": "\u0415\u0395", "H": "\u041d\u0397",
        "I": "\u0406\u0399", "J": "\u0408", "K": "\u041a\u039a", "M": "\u041c\u039c",
        "N": "\u039d", "O": "\u041e\u039f", "P": "\u0420\u03a1", "S": "\u0405", "T": "\u0422\u03a4",
        "X": "\u0425\u03a7", "Y": "\u03a5", "Z": "\u0396",
    }.items()
    for other in others
}  # fmt: skip


def plain_letters(name: str) -> str:
    """Return a name with Latin letters where others look like them.

    >>> plain_letters(chr(0x41C) + "eta")
    'Meta'
    """
    return name.translate(_LIKE)


def mixes_alphabets(name: str) -> bool:
    """Return whether a word of a name has letters of several alphabets.

    >>> mixes_alphabets(chr(0x41C) + "eta"), mixes_alphabets("Nestlé " + chr(0x41C))
    (True, False)
    """
    return any(len(_alphabets(word)) > 1 for word in name.split())


def _alphabets(word: str) -> set[str]:
    if word.isascii():
        return set()
    found = {unicodedata.name(c, "").partition(" ")[0] for c in word if c.isalpha()}
    return found & _ALPHABETS
