"""Finds names: the registry's by gazetteer, with guards, and unknown ones by their form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from vendorrisk.extract.lexicon import Lexicon
from vendorrisk.model.document import Document
from vendorrisk.model.entity import Entity, Guard
from vendorrisk.rulebook import Registry

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
        self.words = words
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
        listed = sorted(self._groups, key=lambda alias: (-len(alias), alias))
        self._group = re.compile(
            r"(?<!\w)(?:" + "|".join(map(re.escape, listed)) + r")(?!\w)", re.IGNORECASE
        )

    def find(self, text: str) -> list[Mention]:
        """Return the registry's names in a text, guards not yet applied to the open ones."""
        straight = _straight(text)
        hits: list[tuple[int, int, Entity, Guard | None]] = []
        for number, start, end in self._automaton.find_matches_as_indexes(straight):
            if _inside_word(straight, start, end):
                continue
            entity, guard = self._table[self._patterns[number]]
            hits.append((start, end, entity, guard))
        plain = {entity.id for _, _, entity, guard in hits if guard is None}
        return [
            Mention(start, end, _kind(entity), entity.name, 1.0)
            for start, end, entity, guard in hits
            if guard is None or _passes(straight, start, end, guard, entity.id in plain)
        ]

    def guarded(self, word: str) -> bool:
        """Whether a word is a name under guard: where the guard fails, it is no name at all."""
        found = self._table.get(word)
        return found is not None and found[1] is not None

    def groups(self, text: str, start: int, end: int) -> Iterable[Mention]:
        """Yield groups of clients without a name ("self-driving car companies")."""
        for match in self._group.finditer(text, start, end):
            name = self._groups[match.group().casefold()]
            yield Mention(match.start(), match.end(), "group", name, 0.9)


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


def _passes(text: str, start: int, end: int, guard: Guard, named: bool) -> bool:
    """Whether an alias that is also a common word names its entity here (see model Guard)."""
    follows = re.match(r"\s*([\w]+)", text[end : end + 40])
    if follows and follows.group(1) in guard.context and follows.group(1)[0].islower():
        return True
    before = re.findall(r"[\w-]+", text[max(0, start - 40) : start])
    if before and before[-1].casefold() in guard.not_after and not _clause_break(text, start):
        return False
    after = re.match(r"\s*([\w]+|-)", text[end : end + 40])
    if after and after.group(1).casefold() in guard.not_before:
        return False
    if named:
        return True
    first = max(text.rfind(mark, 0, start) for mark in (". ", "\n", "! ", "? ")) + 1
    ends = [at for mark in (". ", "\n", "! ", "? ") if (at := text.find(mark, end)) >= 0]
    around = text[first : min(ends, default=len(text))]
    around = around[: start - first] + " " + around[end - first :]
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", around) for word in guard.context)


def _clause_break(text: str, start: int) -> bool:
    return bool(re.search(r"[.!?,;:\n]\s*$", text[max(0, start - 3) : start]))


_TOKEN = re.compile(r"[^\W_][\w&'.-]*[\w]|[^\W_]|&")
_CONNECT = {"of", "&", "de", "du", "von", "van", "der", "la", "del", "di"}
_OF_HEADS = {"bank", "university", "department", "ministry", "house", "board", "institute",
             "commission", "bureau", "office", "church", "college", "museum", "society", "school",
             "council", "league", "association", "federation", "hospital"}  # fmt: skip
_OPENERS = frozenset(
    "the a an in on at by for from with after before as since while when if although though despite"
    " however but and or so this that these those it its he she they we you i his her their our my"
    " there here what who which why how where also additionally meanwhile moreover furthermore still"
    " yet then now today yesterday last next earlier later recently according reports following under"
    " over between among during through without within not no some many most several other another"
    " such both each all any more first second third one two three new early late once like unlike"
    " instead indeed notably similarly ultimately finally overall founded based led backed because"
    " until against given even only just about per via both neither either nor rather than upon amid"
    " to of is are was were has have had will would could should may might can do does did being"
    " currently previously separately shares investors analysts customers rivals sources experts"
    " critics regulators lawmakers employees officials researchers executives people former"
    " including alongside together perhaps maybe thus hence therefore nevertheless nonetheless"
    " further generally typically initially originally reportedly apparently clearly".split()
)


class Span(NamedTuple):
    """A run of capitalised words."""

    start: int
    end: int
    words: tuple[str, ...]
    opens: bool  # stands at the start of its sentence


_FINITE = re.compile(
    r"\s+(?:is|was|has|had|will|says?|said|plans|announced|acquired|acquires|bought|buys|owns|holds|competes|competed"
    r"|raised|hired|agreed|sold|sells|named|appointed|invested|invests|merged|operates|provides|supplies|makes|uses"
    r"|became|began|completed|launched|signed|ended|dropped|paid|reported|disclosed|suffered|partnered|led|leads|also|"
    r"subsequently|recently)\b|'s\b"
)


def capitalised(
    text: str, start: int, end: int, taken: list[Mention], titles: frozenset[str]
) -> list[Span]:
    """Return runs of capitalised words outside `taken`, openers of the sentence stripped."""
    tokens = [(m.start(), m.end(), _straight(m.group())) for m in _TOKEN.finditer(text, start, end)]
    covered = [(m.start, m.end) for m in taken]
    spans: list[Span] = []
    run: list[tuple[int, int, str]] = []

    def close() -> None:
        while run and (run[-1][2].casefold() in _CONNECT or run[-1][2] == "&"):
            run.pop()
        ahead = text[start : run[0][0]].rpartition("|")[2] if run else ""
        opens = bool(run) and ahead.strip("\"'“‘([— -*•–") == ""
        while run and run[0][2].casefold() in _OPENERS and (opens or run[0][2] == "The"):
            run.pop(0)
        while len(run) > 2 and run[0][2].casefold() in titles:
            run.pop(0)
        if run:
            words = tuple(word for *_, word in run)
            lone = opens and len(run) == 1 and not _FINITE.match(_straight(text), run[0][1])
            spans.append(Span(run[0][0], run[-1][1], words, lone))
        run.clear()

    last = start
    for first, stop, word in tokens:
        if any(a < stop and first < b for a, b in covered):
            close()
            last = stop
            continue
        bare = re.sub(r"('s|')$", "", word)
        gap = text[last:first]
        if run and gap.strip(" "):
            close()
        compound = re.fullmatch(r"[A-Z][\w.]*-[a-z]+", bare) is not None  # AI-focused
        capital = (bare[:1].isupper() and not compound) or (any(c.isupper() for c in bare[1:]) and not compound and len(bare) > 1)
        connects = run and bare.casefold() in _CONNECT
        if connects and bare != "&" and run[-1][2].casefold() not in _OF_HEADS:
            connects = bare.casefold() in {"de", "du", "von", "van", "der", "la", "del", "di"}
        if capital or connects:
            run.append((first, first + len(bare), bare))
            if bare != word:
                close()
        else:
            close()
        last = stop
    close()
    return spans


def classify(span: Span, words: Lexicon, before: str, after: str) -> MentionKind | None:
    """Return what a capitalised run names: a company, a person, or None when it names neither.

    `before` and `after` are the text around it in its sentence.
    """
    lower = [word.casefold() for word in span.words]
    whole = " ".join(lower)
    if lower[0] in _OPENERS or whole in words.places or all(word in words.not_names for word in lower):
        return None
    if len(lower) > 1 and lower[-1].strip(".") in words.company_endings:
        return "org"
    if len(lower) > 1 and lower[0] in words.first_names and len(lower) <= 4:
        return "person"
    if 1 < len(lower) <= 3 and (
        words.role_before.search(before[-60:]) or words.role_after.match(after[:60])
    ):
        return "person"
    if lower[0] in words.not_names and len(lower) == 1:
        return None
    return "org"
