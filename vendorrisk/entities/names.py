"""A name taken apart: its words, its legal form, its numbers, the acronym behind it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from vendorrisk.entities.legal_forms import LegalForms
from vendorrisk.extract.lexicon import load_lexicon
from vendorrisk.rulebook import load_name_words, spell

LONGEST = 200  # characters of a name that are looked at
_ROMAN = re.compile(r"(?=[ivx])(x{0,3})(ix|iv|v?i{0,3})")
_BRACKETS = re.compile(r"\s*\(([^()]{1,40})\)\s*$")
_SMALL = frozenset({"and", "of", "the", "for", "de", "del", "di", "du", "la", "le", "et", "y"})


class Name(NamedTuple):
    """A name as it is compared.

    ``words`` are spelt alike (no accents, points, article) and lack the legal form; ``numbers``
    are those among them that number or letter it: Fund II, Channel 4, Company A.
    """

    written: str
    bare: str
    words: tuple[str, ...]
    countries: frozenset[str]
    numbers: tuple[str, ...]

    @property
    def joined(self) -> str:
        """Return the words without spaces: Coca-Cola and CocaCola are one."""
        return "".join(self.words)


class Names:
    """Takes names apart by the word lists of a folder of rules.

    Parameters
    ----------
    root : Path or None
        Folder of rules; None: those that ship with the package.
    """

    def __init__(self, root: Path | None = None) -> None:
        self.words = load_name_words(root)
        lexicon = load_lexicon(root)
        self.forms = LegalForms(self.words)
        self.places = frozenset(map(spell, lexicon.places)) | self.words.regions
        self.first_names = lexicon.first_names
        self._known: dict[str, Name] = {}

    def bare(self, name: str) -> str:
        """Return a name without its legal form; what is nothing else stays."""
        return self.forms.split(name[:LONGEST]).name if len(name) <= LONGEST else name

    def parse(self, name: str) -> Name:
        """Return a name taken apart."""
        found = self._known.get(name)
        if found is None:
            found = self._known[name] = self._parse(name)
        return found

    def _parse(self, name: str) -> Name:
        text = name[:LONGEST]
        inside = _BRACKETS.search(text)
        if inside and abbreviates(inside[1], tuple(spell(text[: inside.start()]).split())):
            text = text[: inside.start()]
        bare = self.forms.split(text)
        words = tuple(spell(bare.name).split())
        return Name(name, bare.name, words, bare.countries, _numbers(words))

    def is_place(self, words: tuple[str, ...]) -> bool:
        """Whether words name a country, region or town, or its people."""
        return " ".join(words) in self.places or (
            len(words) == 1 and words[0] in self.words.peoples
        )


def _numbers(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words that number a name; a lone letter counts, except in front."""
    found = []
    for place, word in enumerate(words):
        digits = any(character.isdigit() for character in word)
        letter = place > 0 and len(word) == 1 and word.isascii()
        if digits or letter or (place > 0 and _ROMAN.fullmatch(word)):
            found.append(word)
    return tuple(found)


def abbreviates(short: str, words: tuple[str, ...]) -> bool:
    """Whether capitals abbreviate a name: the first letters of its words, or within a word too.

    >>> abbreviates("EAV", ("energy", "access", "ventures"))
    True
    >>> abbreviates("TDX", ("thornfield", "data", "exchange")), abbreviates("IBM", ("indiba", "me"))
    (True, False)
    """
    letters = spell(short).replace(" ", "")
    if not 2 <= len(letters) <= 8 or not short.strip().isupper() or len(words) < 2:
        return False
    heads = "".join(word[0] for word in words)
    main = "".join(word[0] for word in words if word not in _SMALL)
    if letters in {heads, main}:
        return True
    telling = [word for word in words if word not in _SMALL]
    return len(letters) >= 3 and len(telling) == len(letters) and _within(letters, telling)


def _within(letters: str, words: list[str]) -> bool:
    """Whether each word begins with its letter, or the last one has it near its beginning."""
    *before, last = zip(letters, words, strict=True)
    return all(word[0] == letter for letter, word in before) and last[0] in last[1][:3]
