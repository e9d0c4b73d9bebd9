"""Finds names: the registry's by gazetteer, with guards, and unknown ones by their form."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from vendorrisk.extract.lexicon import Lexicon, small
from vendorrisk.model.entity import Entity, Guard
from vendorrisk.rulebook import Registry

AROUND = 600  # characters to each side in which the sentence of a guarded name is looked for
_COMPOUND = re.compile(r"-(?!owned|backed|led|controlled|based|made|run)[a-z]")  # "Google-like"
_WORD = re.compile(r"\w+")
_WORD_AHEAD = re.compile(r"\s*(\w+|-)")
_WORD_BEHIND = re.compile(r"([\w-]+)\W*$")
_ENDS = (". ", "\n", "! ", "? ")
MentionKind = Literal["org", "person", "outlet", "group", "money", "share", "date"]


class Mention(NamedTuple):
    """``text[start:end]`` names something; ``name`` is canonical where the registry knows it.

    ``sure`` in 0..1: 1 for a name of the registry, less for a guess from form or context.
    """

    start: int
    end: int
    kind: MentionKind
    name: str
    sure: float


class Gazetteer:
    """All names of the registry in one automaton; built once a registry."""

    def __init__(self, registry: Registry, words: Lexicon) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        self.registry = registry
        self._words = words
        self.by_name = {entity.name: entity for entity in registry.entities.values()}
        self._table: dict[str, tuple[Entity, Guard | None]] = {}
        for publisher in registry.publishers.values():
            for name in (publisher.name, *publisher.aliases):
                self._table.setdefault(_straight(name), (publisher, None))
        for entity in registry.entities.values():
            guarded = entity.common_words
            for name in (entity.name, *entity.aliases, *entity.products):
                if name not in guarded:
                    self._table[_straight(name)] = (entity, None)
            for name, guard in guarded.items():
                self._table[_straight(name)] = (entity, guard)
        self._patterns = sorted(self._table)
        self._automaton = AhoCorasick(self._patterns, matchkind=MatchKind.LeftmostLongest)
        self._groups = {
            alias: name for name, aliases in words.client_groups.items() for alias in aliases
        }
        self._aliases = sorted(self._groups)
        self._group = AhoCorasick(self._aliases, matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> list[Mention]:
        """Return the registry's names in a text, guards not yet applied to the open ones."""
        straight = _straight(text)
        hits: list[tuple[int, int, Entity, Guard | None]] = []
        for number, start, end in self._automaton.find_matches_as_indexes(straight):
            if _inside_word(straight, start, end) or _COMPOUND.match(straight, end):
                continue
            entity, guard = self._table[self._patterns[number]]
            hits.append((start, end, entity, guard))
        named = {entity.id for _, _, entity, guard in hits if guard is None}
        doubtful = [hit for hit in hits if hit[3] is not None and hit[2].id not in named]
        for start, end, entity, guard in doubtful:  # one clear use tells how a text uses a word
            if guard is not None and self._passes(straight, (start, end), guard, named=False):
                named.add(entity.id)
        return [
            Mention(start, end, _kind(entity), entity.name, 1.0)
            for start, end, entity, guard in hits
            if guard is None
            or (entity.id in named and self._passes(straight, (start, end), guard, named=True))
        ]

    def _passes(self, text: str, span: tuple[int, int], guard: Guard, *, named: bool) -> bool:
        """Whether an alias that is also a common word names its entity here (see model Guard).

        At the start of a sentence the capital tells nothing: unless the document names the entity
        outright, a possessive or a verb of a company's doings must follow.
        """
        start, end = span
        ahead = _WORD_AHEAD.match(text, end, end + 40)
        after = ahead.group(1) if ahead else ""
        if after in guard.context and after[0].islower():
            return True
        behind = _WORD_BEHIND.search(text[max(0, start - 40) : start])
        before = behind.group(1).casefold() if behind else ""
        if before in guard.not_after and not _clause_break(text, start):
            return False
        if after.casefold() in guard.not_before:
            return False
        if named:
            return True
        low, high = max(0, start - AROUND), min(len(text), end + AROUND)
        starts = [at + len(mark) for mark in _ENDS if (at := text.rfind(mark, low, start)) >= 0]
        first = max(starts, default=low)
        last = min([at for mark in _ENDS if (at := text.find(mark, end, high)) >= 0], default=high)
        opens = not text[first:start].strip("\"'“‘( ")
        if opens and after.islower() and not self._words.finite.match(text, end, end + 40):
            return False
        around = set(_WORD.findall(text[first:start])) | set(_WORD.findall(text[end:last]))
        return any(
            word in around if word.isalnum() else word in text[first:last] for word in guard.context
        )

    def guarded(self, word: str) -> bool:
        """Whether a word is a name under guard: where the guard fails, it is no name at all."""
        found = self._table.get(word)
        return found is not None and found[1] is not None

    def groups(self, text: str) -> list[Mention]:
        """Return groups of clients without a name ("self-driving car companies"), in order."""
        lower = small(text)
        return [
            Mention(start, end, "group", self._groups[self._aliases[number]], 0.9)
            for number, start, end in self._group.find_matches_as_indexes(lower)
            if not _inside_word(lower, start, end)
        ]


def _kind(entity: Entity) -> MentionKind:
    if entity.kind == "person":
        return "person"
    return "outlet" if entity.kind == "publisher" else "org"


def _straight(text: str) -> str:
    return text.replace("\u2019", "'").replace("\u00a0", " ")


def _inside_word(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return before.isalnum() or before in "_@" or after.isalnum() or after == "_"


def _clause_break(text: str, start: int) -> bool:
    return bool(re.search(r"[.!?,;:\n]\s*$", text[max(0, start - 3) : start]))
