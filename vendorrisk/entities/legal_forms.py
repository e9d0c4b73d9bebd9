"""Legal forms of many countries: taken off a name, and what they tell of its country."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from vendorrisk.rulebook import NameWords, spell

LONGEST = 6  # words of a legal form: "sociedad anonima de capital variable"
_WORD = re.compile(r"[^\s,]+")
_FRONT = re.compile(r"([A-Z]{2,4})\s+(?=\S)")
_EDGES = " ,;&-–"


class Bare(NamedTuple):
    """A name without its legal form; ``countries`` is empty where the form tells none."""

    name: str
    form: str
    countries: frozenset[str]


class LegalForms:
    """The forms that cleanco knows and those of ``names.yaml``, as the spelling of their words.

    Parameters
    ----------
    words : NameWords
        Further forms, and what is none.
    """

    def __init__(self, words: NameWords) -> None:
        from cleanco import termdata

        table: dict[str, set[str]] = {}
        for terms in termdata.terms_by_type.values():
            for term in terms:
                table.setdefault(spell(term), set())
        for country, terms in (*termdata.terms_by_country.items(), *words.forms.items()):
            for term in terms:
                table.setdefault(spell(term), set()).add(country)
        for word in words.not_forms:
            table.pop(word, None)
        self._table = {term: frozenset(countries) for term, countries in table.items()}
        self._also_words = words.also_words
        self._before = words.before
        self.split = functools.lru_cache(maxsize=100_000)(self._split)

    def _split(self, name: str) -> Bare:
        """Return a name without its legal forms, however many; the last word always stays.

        >>> from vendorrisk.rulebook import load_name_words
        >>> forms = LegalForms(load_name_words())
        >>> forms.split("Grupo Tecolote S.A. de C.V.").name, forms.split("Labelbox, Inc.").form
        ('Grupo Tecolote', 'inc')
        """
        taken: list[str] = []
        countries: list[frozenset[str]] = []
        rest = name
        while (cut := self._last(rest)) is not None:
            rest, term = cut
            taken.insert(0, term)
            countries.append(self._table[term])
        while (front := _FRONT.match(rest)) and spell(front[1]) in self._before:
            rest = rest[front.end() :]
            taken.insert(0, spell(front[1]))
        told = [one for one in countries if one]
        return Bare(rest, " ".join(taken), frozenset.intersection(*told) if told else frozenset())

    def _last(self, name: str) -> tuple[str, str] | None:
        """Return a name without the one form at its end, and the form."""
        spans = list(_WORD.finditer(name))[-LONGEST - 1 :]
        for match in spans[1:] if spans and spans[0].start() == 0 else spans:
            written = name[match.start() :]
            term = spell(written)
            rest = name[: match.start()].rstrip(_EDGES)
            if term in self._table and rest and self._is_form(written.strip(" .,()"), term):
                return rest, term
        return None

    def _is_form(self, written: str, term: str) -> bool:
        """Whether a form that is a word too is written as a form: "SpA", "S.p.A.", not "Spa"."""
        return "." in written or term not in self._also_words or written != written.capitalize()
