"""Which names are worth comparing: an index, so that no name meets every other one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from vendorrisk.entities.names import Name

MOST = 60  # names under one key; a key of more tells nothing
PREFIXES = 4  # words of a longer name that a short form may take
ALIKE = 80.0  # rapidfuzz ratio 0..100 from which letters are worth a comparison
CHUNK = 250_000  # pairs that are scored at once
SLIPS = 4  # words of a name, from the first, in which a slip is looked for
Pair = tuple[int, int]
_Key = tuple[tuple[str, ...], int, bool, str]  # the other words, letters of one, head, its half


class Blocks:
    """Names by what alike names share: all but half a word, a rare word, a beginning, initials.

    All but half a word: one slip in a word leaves its other half and the other words as they are
    (the pigeonhole of PassJoin, Li, Deng, Wang and Feng, VLDB 2011). A key that more than `MOST`
    names share is not followed, so the cost is linear in the number of names.

    Parameters
    ----------
    names : sequence of Name
        The names that are looked up; a pair gives their positions.
    """

    def __init__(self, names: Sequence[Name]) -> None:
        self.names = names
        self._halves: dict[_Key, list[int]] = defaultdict(list)
        self._tokens: dict[str, list[int]] = defaultdict(list)
        self._exact: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._begins: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._initials: dict[str, list[int]] = defaultdict(list)
        for number, name in enumerate(names):
            self._add(number, name)

    def _add(self, number: int, name: Name) -> None:
        words = name.words
        for rest, word in _apart(name):
            middle = len(word) // 2
            _put(self._halves[rest, len(word), True, word[:middle]], number)
            _put(self._halves[rest, len(word), False, word[middle:]], number)
        _put(self._exact[words], number)
        for word in set(words):
            _put(self._tokens[word], number)
        for count in range(1, min(len(words), PREFIXES + 1)):
            _put(self._begins[words[:count]], number)
        if 2 <= len(words) <= 8:
            _put(self._initials["".join(word[0] for word in words)], number)

    def longer(self, name: Name) -> list[int]:
        """Return the names that begin with all words of `name` and go on."""
        return _few(self._begins.get(name.words))

    def shorter(self, name: Name) -> list[int]:
        """Return the names that are the beginning of `name`."""
        found: list[int] = []
        for count in range(1, min(len(name.words), PREFIXES + 1)):
            found += _few(self._exact.get(name.words[:count]))
        return found

    def pairs(self, queries: Sequence[Name]) -> Iterator[Pair]:
        """Yield the pairs worth comparing: position in `queries`, position in the index.

        A short form comes with its longer names and initials with what they may abbreviate; of
        names that share letters or words, those whose letters are alike.
        """
        waiting: list[Pair] = []
        for number, query in enumerate(queries):
            near = {*self.longer(query), *self.shorter(query)}
            if len(query.words) == 1:
                near.update(_few(self._initials.get(query.joined)))
            for other in sorted(near):
                yield number, other
            waiting += [(number, other) for other in sorted(self._sharing(query) - near)]
            if len(waiting) >= CHUNK:
                yield from self._alike(queries, waiting)
                waiting = []
        yield from self._alike(queries, waiting)

    def _sharing(self, query: Name) -> set[int]:
        found: set[int] = set()
        for word in query.words:
            found.update(_few(self._tokens.get(word)))
        for rest, word in _apart(query):
            for length in range(len(word) - 1, len(word) + 2):
                middle = length // 2
                head, tail = word[:middle], word[len(word) - (length - middle) :]
                found.update(_few(self._halves.get((rest, length, True, head))))
                found.update(_few(self._halves.get((rest, length, False, tail))))
        return found

    def _alike(self, queries: Sequence[Name], pairs: list[Pair]) -> Iterable[Pair]:
        if not pairs:
            return []
        from rapidfuzz import fuzz, process

        scores = process.cpdist(
            [queries[one].joined for one, _ in pairs],
            [self.names[other].joined for _, other in pairs],
            scorer=fuzz.ratio,
            score_cutoff=ALIKE,
        )
        turned = (
            sorted(queries[one].words) == sorted(self.names[other].words) for one, other in pairs
        )
        return [
            pair for pair, score, same in zip(pairs, scores, turned, strict=True) if score or same
        ]


def _apart(name: Name) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the ways to set one word apart from the others, and all letters as one word."""
    words = name.words
    for place in range(min(len(words), SLIPS)):
        yield (*words[:place], "", *words[place + 1 :]), words[place]
    if len(words) > 1:
        yield ("",), name.joined


def _put(numbers: list[int], number: int) -> None:
    if len(numbers) <= MOST:
        numbers.append(number)


def _few(numbers: list[int] | None) -> list[int]:
    return numbers if numbers is not None and len(numbers) <= MOST else []
