"""Finds names: the registry's by gazetteer, with guards, and unknown ones by their form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Literal, NamedTuple

from vendorrisk.extract.automaton import Automaton
from vendorrisk.extract.lexicon import Lexicon, small
from vendorrisk.model.entity import Entity, Guard
from vendorrisk.rulebook import Registry

AROUND = 600  # characters to each side in which the sentence of a guarded name is looked for
_COMPOUND = re.compile(r"-(?!owned|backed|led|controlled|based|made|run)[a-z]")  # "Google-like"
_WORD = re.compile(r"\w+")
_GOES_ON = re.compile(r" [A-Z][a-z]")
_WORD_AHEAD = re.compile(r"\s*(\w+|-)")
_WORD_BEHIND = re.compile(r"([\w-]+)\W*$")
_LEGAL = re.compile(r",? (?:Inc|Corp|Ltd|plc|PLC|LLC|Holdings|Group|SA|Company)\b")
_CAPITAL_AHEAD = re.compile(r"[ -][A-Z]|[-\w]|['\"”]? [a-z]+ (?:test|machine|pie|juice)\b")
_LINKED = re.compile(  # what stands before a company in running text
    r"[a-z]: $|\bsuch as $"
    r"|(?:[a-z,)] |^)(?:and|or|by|from|with|against|between|joins?|joined|joining|left|told|like"
    r"|than"
    r"|unlike|bought|acquired|sued|via|versus|rival|supplier|retailer|operator|include|including"
    r"|added"
    r"|hired|chose|beat|rejoined|paid|pays|tells|for|at|(?:stake|shares?|interest|holding|invested"
    r"|investment|investor) in"
    r"|(?:executive|officer|CEO|CFO|founder|chairman|chairwoman|customers?|clients?"
    r"|shareholders?|investors?|rivals?|competitors?|partner|supplier|vendor|contractor|subsidiary"
    r"|unit|arm|parent|owner|division|spin-?off) of) $|[A-Z][\w&-]*, $"
)
_DOES = re.compile(  # what only companies do and have, at the start of a sentence
    r", (?:an?|the) (?:[a-z][\w'-]* ){0,6}?(?:company|firm|start-?up|provider|partner|supplier"
    r"|vendor|maker|contractor|subsidiary|retailer|unit|arm|giant|lender|bank|developer|operator|agency)\b"
    r"|(?:, which)? ?"
    r"(?:(?:(?:has|had) (?:[a-z]+ly )?)?(?:said|agreed (?:to|in)|announced|acquired|bought|hired"
    r"|named (?!after)|appointed|signed|dropped its|sold its|invested \$|raised \$|partnered with"
    r"|declined to comment|unveiled|picked|chosen|selected|tapped|awarded|ousted|terminated)\b"
    r"|(?:says|buys|acquires|hires|appoints|plans to|agrees to|wants to buy)\b"
    r"|(?:is|was) (?:valued at|backed by|owned by|led by|buying|acquiring|in talks|selling its"
    r"|weighing|considering (?:a|an|selling|buying))\b|will (?:buy|acquire|pay|sell its)\b"
    r"|(?:['’]s )?(?:Chief Executive|chief executive|CEO|CFO|spokes(?:man|woman|person))\b"
    r"|['’]s (?:shareholders|investors|valuation|revenue|co-founder)\b"
    r"|and [A-Z]\w+ (?:(?:have|had) (?:agreed|signed)"
    r"|are (?:among|considering|in talks|planning|working)|agreed|announced|said|signed)\b)"
)
_END = re.compile(r"\. (?![a-z])|[!?] |\n")  # of a sentence: not in "Nexora Inc. said"
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


class _Known(NamedTuple):
    """What a name of the registry stands for."""

    name: str
    kind: MentionKind
    guard: Guard | None


class Gazetteer:
    """All names of the registry in one automaton; built once a registry.

    Of the names that stand at one place as whole words the longest counts.
    """

    def __init__(self, registry: Registry, words: Lexicon) -> None:
        self.registry = registry
        self._words = words
        self.by_name = {entity.name: entity for entity in registry.entities.values()}
        self._table: dict[str, _Known] = {}
        for publisher in registry.publishers.values():
            for name in (publisher.name, *publisher.aliases):
                self._table.setdefault(_straight(name), _Known(publisher.name, "outlet", None))
        for entity in registry.entities.values():
            guarded = entity.common_words
            kind = _kind(entity)
            for name in (entity.name, *entity.aliases, *entity.products):
                if name not in guarded:
                    self._table[_straight(name)] = _Known(entity.name, kind, None)
            for name, guard in guarded.items():
                self._table[_straight(name)] = _Known(entity.name, kind, guard)
        self._patterns = sorted(self._table)
        self._known = [self._table[pattern] for pattern in self._patterns]
        self._automaton = Automaton(self._patterns)
        self._groups = {
            alias: name for name, aliases in words.client_groups.items() for alias in aliases
        }
        self._aliases = sorted(self._groups)
        self._group = Automaton(self._aliases)

    def __contains__(self, name: str) -> bool:
        """Whether the registry knows a company or a person of this name."""
        return name in self.by_name

    def descriptors(self, name: str) -> frozenset[str]:
        """Return what the registry calls a company, in lower case."""
        entity = self.by_name.get(name)
        return frozenset(entity.descriptors) if entity is not None else frozenset()

    def is_product(self, written: str, name: str) -> bool:
        """Whether what a text writes for a company is the name of one of its products."""
        entity = self.by_name.get(name)
        return entity is not None and written in entity.products

    def is_parent(self, owner: str, owned: str) -> bool:
        """Whether the registry has `owner` as a parent of `owned`."""
        entity = self.by_name.get(owned)
        while entity is not None and entity.parent is not None:
            entity = self.registry.entities[entity.parent]
            if entity.name == owner:
                return True
        return False

    def find(self, text: str) -> list[Mention]:
        """Return the registry's names in a text, guards not yet applied to the open ones."""
        straight = _straight(text)
        found, guards = self._registered(straight)
        if not guards:
            return found
        named = {(m.kind, m.name) for m in found if m.start not in guards}
        doubtful = [m for m in found if m.start in guards and (m.kind, m.name) not in named]
        for m in doubtful:  # one clear use tells how a text uses a word
            if self._passes(straight, (m.start, m.end), guards[m.start], named=False):
                named.add((m.kind, m.name))
        return [
            m
            for m in found
            if m.start not in guards
            or (
                (m.kind, m.name) in named
                and self._passes(straight, (m.start, m.end), guards[m.start], named=True)
            )
        ]

    def _registered(self, text: str) -> tuple[list[Mention], dict[int, Guard]]:
        """Return the registry's names in a text, and by where they start the guards of some."""
        found = []
        guards = {}
        for start, end, (name, kind, guard) in self._whole(text):
            if text.startswith("-", end) and _COMPOUND.match(text, end):
                continue
            if kind == "org" and self._surname(text, start, end):
                continue
            if kind == "outlet" and text.startswith("the ", start) and _GOES_ON.match(text, end):
                continue  # "the Information Commissioner"
            found.append(Mention(start, end, kind, name, 1.0))
            if guard is not None:
                guards[start] = guard
        return found, guards

    def _surname(self, text: str, start: int, end: int) -> bool:
        """Whether a name stands behind a first name: "Harrison Ford"."""
        if start < 3 or text[start - 1] != " " or not text[start - 2].islower():
            return False
        first = text[text.rfind(" ", max(0, start - 20), start - 1) + 1 : start - 1]
        known = first[:1].isupper() and first.casefold() in self._words.first_names
        return known and text[start + 1 : end].islower()

    def _whole(self, text: str) -> Iterator[tuple[int, int, _Known]]:
        """Yield the names that stand in a text as whole words, in order."""
        last = 0
        for number, start, end in self._automaton.find(text):
            if start < last:
                continue
            if not _inside_word(text, start, end):
                last = end
                yield start, end, self._known[number]
                continue
            for first, behind in self._hidden(text, max(start, last), end):
                last = behind
                yield first, last, self._table[text[first:last]]

    def _hidden(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the whole names that begin in a stretch where a longer one is part of a word.

        In "Scale AIs" the longest name is "Scale AI", which is no whole word; "Scale" is.
        """
        for word in _WORD.finditer(text, start):
            first = word.start()
            if first >= end:
                break
            if first < start:
                continue
            for length in self._lengths.get(word.group(), ()):
                last = first + length
                if text[first:last] in self._table and not _inside_word(text, first, last):
                    yield first, last
                    start = last
                    break

    @cached_property
    def _lengths(self) -> dict[str, list[int]]:
        """Return how long the names are that begin with a word, the longest first."""
        lengths: dict[str, set[int]] = {}
        for name in self._patterns:
            word = _WORD.match(name)
            if word is not None:
                lengths.setdefault(word.group(), set()).add(len(name))
        return {word: sorted(found, reverse=True) for word, found in lengths.items()}

    def _passes(self, text: str, span: tuple[int, int], guard: Guard, *, named: bool) -> bool:  # noqa: PLR0911
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
        if after.casefold() in guard.not_before or after[:1].isdigit():
            return False
        if named or _LEGAL.match(text, end):
            return True
        low, high = max(0, start - AROUND), min(len(text), end + AROUND)
        ends = [match.span() for match in _END.finditer(text, low, high)]
        first = max((behind for _, behind in ends if behind <= start), default=low)
        last = min((at for at, _ in ends if at >= end), default=high)
        opens = not text[first:start].strip("\"'“‘( ")
        if opens and _DOES.match(text, end):
            return True
        if opens and after.islower() and not self._words.finite.match(text, end, end + 40):
            return False
        if not opens and self._in_a_sentence(text, start, end, text[first:last]):
            return True
        around = set(_WORD.findall(text[first:start])) | set(_WORD.findall(text[end:last]))
        return any(
            word in around if word.isalnum() else word in text[first:last] for word in guard.context
        )

    def _in_a_sentence(self, text: str, start: int, end: int, sentence: str) -> bool:
        """Whether a capital within running text tells a name that is part of no longer one."""
        if _CAPITAL_AHEAD.match(text, end):
            return False
        ahead = text[max(0, start - 30) : start]
        told = ahead[-2:-1].islower() and self._words.finite.match(text, end, end + 40)
        if not (told or _LINKED.search(ahead) or self._words.heads(_last_word(ahead))):
            return False
        words = _WORD.findall(sentence)
        capitals = sum(1 for word in words if word[0].isupper())
        listed = ahead.endswith(", ") and text.startswith((", ", " and "), end)
        return listed or 3 * capitals < 2 * len(words)

    def guarded(self, word: str) -> bool:
        """Whether a word is a name under guard: where the guard fails, it is no name at all."""
        found = self._table.get(word)
        return found is not None and found.guard is not None

    def groups(self, text: str) -> list[Mention]:
        """Return groups of clients without a name ("self-driving car companies"), in order."""
        lower = small(text)
        return [
            Mention(start, end, "group", self._groups[self._aliases[number]], 0.9)
            for number, start, end in self._group.find(lower)
            if not _inside_word(lower, start, end)
        ]


def _kind(entity: Entity) -> MentionKind:
    if entity.kind == "person":
        return "person"
    if entity.kind == "group" and entity.name.rpartition(" ")[2].islower():
        return "group"  # "AI labs", not one of which "the company" can be
    return "outlet" if entity.kind == "publisher" else "org"


def _straight(text: str) -> str:
    return text.replace("\u2019", "'").replace("\u00a0", " ")


def _inside_word(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return before.isalnum() or after.isalnum() or before in _JOINED or after == "_"


_JOINED = frozenset("_@")


def _clause_break(text: str, start: int) -> bool:
    return bool(re.search(r"[.!?,;:\n]\s*$", text[max(0, start - 3) : start]))


def _last_word(text: str) -> str:
    """Return the last word of a text that ends on a space, in small letters, else nothing."""
    return text.rpartition(" ")[0].rpartition(" ")[2].casefold() if text[-1:] == " " else ""
