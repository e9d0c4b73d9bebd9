"""What a story leaves in every retelling: quotes, figures, names, words, claims."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Container, Iterable, Sequence
from typing import NamedTuple

from vendorrisk.evidence.outlets import MOST, parts
from vendorrisk.extract import money, percent
from vendorrisk.model.document import Document

GRAM = 4  # words of a quote that must be the same
_COMMON = """
about above according after again against also although among another april around asked august
because been before being below between billion both briefed business came cannot citing come
comment companies company confirm confirmed could deal december declined did does doing done
down during each earlier early either else email emails even ever every familiar february firm
first for friday from further going group have having here hers himself however immediately
independently industry into itself january july june just know known last late later least less
like long made make making many march market matter might million monday month months more most
much must named near need never news newspaper next nothing november october once only other
others over part people person plan plans possible recent recently reply report reported
reportedly reporter reports representative request requests respond responded said same saturday
say says september several share should since some soon source sources spokesperson startup
statement still such sunday take taken tell than that their them then there these they this
those though through thursday today told tuesday under until upon using verify very want wants
wednesday week well went were what when where whether which while whom whose will with within
without work would wrote year years yesterday your
"""
_WORDS = frozenset(_COMMON.split())  # of English news in general: they tell nothing of a story
_TOKEN = re.compile(r"[^\W\d_][\w’'-]*", re.UNICODE)
_GENITIVE = ("’s", "'s")
_QUOTE = re.compile(r"“([^”]{12,600})”|\"([^\"]{12,600})\"")
_NUMBER = re.compile(
    r"(?<![\w.,$€£¥])(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?:[\s-](thousand|million|billion))?(?![\w%])"
)
_SIZE = {"": 1.0, "thousand": 1e3, "million": 1e6, "billion": 1e9}


class Traces(NamedTuple):
    """What can be found again in another text; figures and quotes by how they are written."""

    quotes: dict[str, str]  # four words of a quote -> the quote
    figures: dict[str, str]  # figure in a fixed form -> as written
    terms: frozenset[str]  # names, stems of words, claims
    all: frozenset[str]  # figures and terms


def traces(
    document: Document, claims: Iterable[str] = (), outlets: Container[str] = frozenset()
) -> Traces:
    """Return what a document leaves in its retellings.

    Parameters
    ----------
    document : Document
        Its first 20,000 characters of content count.
    claims : iterable of str
        Keys of its claims.
    outlets : container of str
        Words of the names of outlets: who reports is no part of the story.
    """
    title, body = parts(document)
    told = _told(". ".join([title, *body])[:MOST])
    terms = {f"claim {key}" for key in claims}
    terms |= {term for word, term in told.terms if word not in outlets}
    figures = dict(told.figures)
    return Traces(dict(told.quotes), figures, frozenset(terms), frozenset({*terms, *figures}))


class _Told(NamedTuple):
    """What a text leaves by itself, whoever reads it: terms each with the word they are of."""

    quotes: tuple[tuple[str, str], ...]
    figures: tuple[tuple[str, str], ...]
    terms: frozenset[tuple[str, str]]


@functools.lru_cache(maxsize=512)  # a day walked, or a claim left out, asks for the same texts
def _told(text: str) -> _Told:
    quotes: dict[str, str] = {}
    for match in _QUOTE.finditer(text):
        quote = match[1] or match[2]
        words = re.findall(r"\w+", quote.casefold().replace("’", "'").replace("'", ""))
        for at in range(len(words) - GRAM + 1):
            gram = words[at : at + GRAM]
            if sum(len(word) >= 4 and word not in _WORDS for word in gram) >= 2:
                quotes.setdefault(" ".join(gram), quote)
    terms: set[tuple[str, str]] = set()
    for sentence in re.split(r"(?<=[.!?:])\s+", text):
        for number, match in enumerate(_TOKEN.finditer(sentence)):
            word = (
                match.group().removesuffix("s")
                if match.group()[-2:] in _GENITIVE
                else match.group()
            )
            word = word.rstrip("’'")
            folded = word.casefold()
            if folded in _WORDS:
                continue
            if word[0].isupper() and number:
                terms.add((folded, f"name {folded}"))
            elif len(folded) >= 4:
                terms.add((folded, _stem(folded)))
    return _Told(tuple(quotes.items()), tuple(_figures(text).items()), frozenset(terms))


def _stem(word: str) -> str:
    """Return a word without its commonest endings.

    >>> _stem("buying"), _stem("suppliers"), _stem("planned")
    ('buy', 'supplier', 'plann')
    """
    for ending in ("ing", "ed", "es", "ly", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


def _figures(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    taken: list[tuple[int, int]] = []
    for amount in (*money(text), *percent(text)):
        taken.append((amount.start, amount.end))
        unit = amount.currency or "%"
        for value in {amount.value, *((amount.low, amount.high) if amount.value is None else ())}:
            if value:
                found.setdefault(f"{unit} {value:.4g}", text[amount.start : amount.end])
    taken.sort()
    at = 0
    for match in _NUMBER.finditer(text):
        while at < len(taken) and taken[at][1] <= match.start():
            at += 1
        if at < len(taken) and taken[at][0] < match.end():
            continue
        value = float(match[1].replace(",", "")) * _SIZE[match[2] or ""]
        year = 1900 <= value <= 2100 and not match[2]
        if not year and (value > 31 or value != int(value)):
            found.setdefault(f"n {value:.4g}", match.group())
    return found


def other_figures(one: Traces, other: Traces) -> bool:
    """Return whether both give several figures and not one is the same."""
    least = min(len(one.figures), len(other.figures))
    return least >= 3 and not one.figures.keys() & other.figures.keys()


class Weights:
    """How much a shared trace tells: what many stories have tells little.

    Parameters
    ----------
    listed : sequence of Traces
        One of every text; copies of a text must not count again.

    Notes
    -----
    Weight ``ln(1 + (n + 50) / df)``: fifty unseen documents stand for the world outside the set,
    so that a word that all of five articles share is not taken for common.
    """

    PRIOR = 50

    def __init__(self, listed: Sequence[Traces]) -> None:
        self._seen: dict[str, int] = {}
        for one in listed:
            for trace in one.all:
                self._seen[trace] = self._seen.get(trace, 0) + 1
        whole = len(listed) + self.PRIOR
        self._weights = {
            trace: _TIMES.get(trace.partition(" ")[0], 2.0 if " " in trace else 1.0)
            * math.log1p(whole / count)
            for trace, count in self._seen.items()
        }

    def count(self, trace: str) -> int:
        """Return in how many texts a trace stands."""
        return self._seen.get(trace, 0)

    def weight(self, trace: str) -> float:
        """Return what a trace of one of the texts tells, above 0."""
        return self._weights[trace]

    def total(self, traces: Iterable[str]) -> float:
        """Return what traces tell together; their order does not matter."""
        return math.fsum(map(self._weights.__getitem__, traces))


_TIMES = {"name": 1.5, "claim": 2.0}  # a figure counts twice too, a word once
