"""One way of writing for characters that readers cannot tell apart, and none that they cannot see.

A soft hyphen inside a name, an accent that is a character of its own, a ligature out of a PDF: the
page shows the same word, and a search for the word misses it.
"""

from __future__ import annotations

import re
import unicodedata

BOM = "\ufeff"
UNSEEN = re.compile(  # soft hyphen, joiners, marks of direction, variation selectors, tags
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e007f\U000e0100-\U000e01ef]"
)
MARKS = 30  # accents on one letter that are kept; Unicode's stream-safe form has as many
_MARKED = re.compile(rf"[^\w\s\x00-\x7f]{{{MARKS + 1},}}")
_LIGATURES = {
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st",
    0xFB06: "st",
}  # fmt: skip


def legible(text: str) -> str:
    """Return text without unseen characters, accents on their letters, ligatures as letters.

    A byte order mark stays the first character.

    >>> legible("Ne" + chr(0xAD) + "xora") == "Nexora"
    True
    """
    if text.isascii():
        return text
    head = BOM if text.startswith(BOM) else ""
    plain = _MARKED.sub(_few, UNSEEN.sub("", text).translate(_LIGATURES))
    if not unicodedata.is_normalized("NFC", plain):
        plain = _MARKED.sub(_few, unicodedata.normalize("NFC", plain))
    return head + plain


def _few(match: re.Match[str]) -> str:
    """Return a run without the accents beyond what a letter can have: to sort them takes long."""
    kept: list[str] = []
    marks = 0
    for character in match.group():
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MARKS:
            kept.append(character)
    return "".join(kept)
