"""One document read through: the mentions of every sentence, with pronouns and nominals resolved."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from vendorrisk.extract.amounts import money, percent
from vendorrisk.extract.dates import dates
from vendorrisk.extract.lexicon import Lexicon
from vendorrisk.extract.names import Gazetteer, Mention, capitalised, classify
from vendorrisk.extract.sentences import Sentence, sentences
from vendorrisk.model.document import Document

CLEARLY = 1.15  # an antecedent must be this many times as salient as the next one
FADE = 0.6  # salience left after each sentence
REACH = 6  # sentences back in which an antecedent may stand
_OPENING = re.compile(
    r"^\W*(?:however,?\s+|but\s+|and\s+|meanwhile,?\s+)?(?:after|following|with|despite|as|since|while|when"
    r"|according to|although|though|if|before|in|under|by|for)\b",
    re.IGNORECASE,
)
_UNDER = re.compile(
    r"\b(?:of|to|for|with|from|by|in|on|at|against|after|following|between|and|than|like|as|into|over|about)\s+"
    r"(?:the\s+|its\s+|a\s+)?$",
    re.IGNORECASE,
)
_GENERIC = {"company", "firm", "group", "business", "corporation", "enterprise"}


class Line(NamedTuple):
    """A sentence with its mentions in order; they do not overlap."""

    sentence: Sentence
    mentions: tuple[Mention, ...]


class Seen(NamedTuple):
    """A company or person named earlier in the document."""

    line: int
    block: int
    name: str
    kind: str
    subject: bool


class Discourse:
    """A document's sentences, mentions and what each pronoun points to.

    Parameters
    ----------
    document : Document
        What to read.
    gazetteer : Gazetteer
        Names of the registry.
    words : Lexicon
        Word lists.
    """

    def __init__(self, document: Document, gazetteer: Gazetteer, words: Lexicon) -> None:
        self.document = document
        self.words = words
        self._entities = gazetteer.registry.entities
        self._by_name = {entity.name: entity for entity in self._entities.values()}
        text = document.text
        known = gazetteer.find(text)
        parts = list(sentences(document))
        bare = [self._names(sentence, known, gazetteer) for sentence in parts]
        bare = _joined(bare)
        confirmed = _confirmed(bare, parts, text)
        counts = Counter(m.name for found in bare for m in found if m.kind == "org" and m.sure >= 1.0)
        self._topic = min(counts, key=lambda name: (-counts[name], name), default="")
        self.learned: dict[str, set[str]] = {}
        self.seen: list[Seen] = []
        self.lines: list[Line] = []
        for number, (sentence, found) in enumerate(zip(parts, bare, strict=True)):
            kept = [m for m in found if m.sure >= 1.0 or (m.name, m.kind) in confirmed]
            self._learn(sentence, kept)
            kept += self._nominals(number, sentence, kept)
            kept.sort()
            self.lines.append(Line(sentence, tuple(kept)))
            self._remember(number, sentence, kept)
        self.focus: str | None = self._focus()

    def _names(self, sentence: Sentence, known: list[Mention], gazetteer: Gazetteer) -> list[Mention]:
        text = self.document.text
        own = self._values(sentence)
        own += [
            m
            for m in known
            if sentence.start <= m.start and m.end <= sentence.end and not _overlaps(m, own)
        ]
        own += [
            m
            for m in gazetteer.groups(text, sentence.start, sentence.end)
            if not _overlaps(m, own)
        ]
        for span in capitalised(text, sentence.start, sentence.end, own, self.words.titles):
            before, after = text[sentence.start : span.start], text[span.end : sentence.end]
            kind = classify(span, self.words, before, after)
            if kind is None or (len(span.words) == 1 and gazetteer.guarded(span.words[0])):
                continue
            sure = 0.5 if span.opens else 0.85 if kind == "org" else 0.9
            own.append(Mention(span.start, span.end, kind, text[span.start : span.end], sure))
        return sorted(own)

    def _values(self, sentence: Sentence) -> list[Mention]:
        start, end = sentence.start, sentence.end
        part = self.document.text[start:end]
        found = [Mention(start + a.start, start + a.end, "money", "", 1.0) for a in money(part)]
        found += [
            m
            for a in percent(part)
            if not _overlaps(m := Mention(start + a.start, start + a.end, "share", "", 1.0), found)
        ]
        found += [
            m
            for d in dates(part)
            if not _overlaps(m := Mention(start + d.start, start + d.end, "date", d.iso, 1.0), found)
        ]
        return found

    def _learn(self, sentence: Sentence, mentions: list[Mention]) -> None:
        """Note what a company is called: "X, a data-labelling firm", "the startup X"."""
        text = self.document.text
        for mention in mentions:
            if mention.kind != "org":
                continue
            after = self.words.appositive.match(text, mention.end, sentence.end)
            before = self.words.premodifier.search(text[sentence.start : mention.start])
            for match in (after, before):
                if match:
                    self.learned.setdefault(mention.name, set()).add(match.group(2).casefold())

    def _nominals(self, number: int, sentence: Sentence, mentions: list[Mention]) -> list[Mention]:
        text = self.document.text
        found = []
        for match in self.words.nominal.finditer(text, sentence.start, sentence.end):
            mention = Mention(match.start(), match.end(), "org", "", 0.8)
            if _overlaps(mention, mentions):
                continue
            if any(m.start - match.end() in (0, 1) and m.kind == "org" for m in mentions):
                continue  # "the startup Anthropic": the name itself follows
            opens = not text[sentence.start : match.start()].strip("\"'“‘( ")
            ahead = [m for m in mentions if m.end <= match.start()]
            subject = None if opens else self._subject(sentence, ahead)
            if subject is not None and self._is_possessive(subject):
                subject = None  # "Scale AI's spokesperson ... the company": not about itself
            name = self._antecedent(
                number, match.group(1).strip().casefold(), match.group(2).casefold(), mentions, match.start(), subject
            )
            if name is not None:
                found.append(mention._replace(name=name))
        return found

    def _antecedent(
        self, number: int, modifiers: str, head: str, here: list[Mention], at: int, subject: Mention | None
    ) -> str | None:
        """Return the company a nominal points back to, or None when two fit about as well.

        What a clause is about is not called "the company" again further on in it.
        """
        phrase = f"{modifiers} {head}".strip()
        weights: Counter[str] = Counter()
        for one in self.seen:
            if one.kind == "org" and number - one.line <= REACH:
                weights[one.name] += FADE ** (number - one.line) * (2.0 if one.subject else 1.0)
        for m in here:
            if m.kind == "org" and m.name and m.end <= at:
                weights[m.name] += 0.8
        if self._topic in weights:
            weights[self._topic] *= 1.5
        if subject is not None and len(weights) > 1:
            weights.pop(subject.name, None)
        scored = sorted(
            ((weight * self._fits(name, phrase, head, bool(modifiers)), name) for name, weight in weights.items()),
            reverse=True,
        )
        scored = [pair for pair in scored if pair[0] > 0]
        if not scored:
            return None
        if len(scored) > 1 and scored[0][0] < CLEARLY * scored[1][0]:
            return None
        return scored[0][1]

    def _fits(self, name: str, phrase: str, head: str, modified: bool) -> float:
        entity = self._by_name.get(name)
        descriptors = {d.casefold() for d in entity.descriptors} if entity is not None else set()
        heads = {d.split()[-1] for d in descriptors} | self.learned.get(name, set())
        if phrase in descriptors:
            return 3.0 if head not in _GENERIC else 1.5
        if head in heads:
            return 1.0 if modified else 2.0
        if head in _GENERIC and entity is None:
            return 0.7 if modified else 1.0
        return 0.0

    def _remember(self, number: int, sentence: Sentence, mentions: list[Mention]) -> None:
        subject = self._subject(sentence, mentions)
        for mention in mentions:
            if mention.kind in {"org", "person"}:
                is_subject = mention is subject or mention.kind == "person"
                self.seen.append(
                    Seen(number, sentence.block, mention.name, mention.kind, is_subject)
                )

    def _subject(self, sentence: Sentence, mentions: list[Mention]) -> Mention | None:
        """Return the company that the main clause is about, by position."""
        text = self.document.text
        orgs = [
            m
            for m in mentions
            if m.kind == "org" and not _UNDER.search(text[max(sentence.start, m.start - 20) : m.start])
        ]
        orgs = [m for m in orgs if not any(_possesses(text, m, other) for other in orgs)]
        if not orgs:
            return None
        if _OPENING.match(text[sentence.start : sentence.end]):
            for mention in reversed(orgs):
                if text[sentence.start : mention.start].rstrip("“\"' ").endswith(","):
                    return mention
        return orgs[0]

    def _focus(self) -> str | None:
        """Return the company the document names most often."""
        counts = Counter(s.name for s in self.seen if s.kind == "org")
        if not counts:
            return None
        top = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        return top[0][0] if len(top) == 1 or top[0][1] > top[1][1] else None

    def _is_possessive(self, mention: Mention) -> bool:
        return self.document.text[mention.end : mention.end + 2] in {"'s", "\u2019s"}

    def is_parent(self, owner: str, owned: str) -> bool:
        """Whether the registry has `owner` as a parent of `owned`."""
        entity = self._by_name.get(owned)
        while entity is not None and entity.parent is not None:
            entity = self._entities[entity.parent]
            if entity.name == owner:
                return True
        return False

    def pronoun(self, number: int, word: str, at: int) -> Mention | None:
        """Return what "it", "its", "he", "she" or "they" at offset `at` points to, or None."""
        line = self.lines[number]
        kind = "person" if word in {"he", "she", "his", "her"} else "org"
        before = [m for m in line.mentions if m.kind == kind and m.end <= at and m.name]
        if before:
            if kind == "person":
                return before[-1]._replace(sure=0.75)
            owners = [m for m in before if self._is_possessive(m)]
            others = [m for m in before if m not in owners]
            if word == "its" and owners and self._subject(line.sentence, others) is None:
                return owners[-1]._replace(sure=0.75)  # no other subject: the nearest possessor
            before = others or before
            subject = self._subject(line.sentence, before)
            return subject._replace(sure=0.75) if subject is not None else None
        for back in (1, 2):
            if number - back < 0:
                return None
            previous = self.lines[number - back]
            if previous.sentence.block != line.sentence.block and back > 1:
                return None
            near = [m for m in previous.mentions if m.kind == kind and m.name]
            if near:
                chosen = near[-1] if kind == "person" else self._subject(previous.sentence, near)
                names = {m.name for m in near}
                if kind == "person" and len(names) > 1:
                    return None
                return chosen._replace(sure=0.65) if chosen is not None else None
        return None


def _possesses(text: str, one: Mention, other: Mention) -> bool:
    """Whether `one` stands as possessor right before `other`: "Alphabet's Google"."""
    return re.fullmatch(r"['\u2019]s\s+", text[one.end : other.start]) is not None


def _overlaps(one: Mention, others: list[Mention]) -> bool:
    return any(one.start < m.end and m.start < one.end for m in others)


def _joined(found: list[list[Mention]]) -> list[list[Mention]]:
    """Join short forms to the one longer name they shorten: a surname, the first word of a company."""
    surnames: dict[str, set[str]] = {}
    firsts: dict[str, set[str]] = {}
    for mention in (m for mentions in found for m in mentions):
        words = mention.name.split()
        if len(words) > 1 and mention.kind == "person":
            surnames.setdefault(words[-1], set()).add(mention.name)
        elif len(words) > 1 and mention.kind == "org" and mention.sure < 1.0:
            firsts.setdefault(words[0], set()).add(mention.name)

    def join(mention: Mention) -> Mention:
        if mention.sure >= 1.0 or mention.kind not in {"org", "person"}:
            return mention
        for table, kind in ((surnames, "person"), (firsts, "org")):
            full = table.get(mention.name, set())
            if len(full) == 1:
                return mention._replace(kind=kind, name=next(iter(full)), sure=0.85)  # type: ignore[arg-type]
        return mention

    return [[join(m) for m in mentions] for mentions in found]


def _confirmed(
    found: list[list[Mention]], parts: list[Sentence], text: str
) -> set[tuple[str, str]]:
    """Return the unknown names that are credible: not only words that open a sentence or title."""
    good: set[tuple[str, str]] = set()
    for mentions, sentence in zip(found, parts, strict=True):
        title_case = sentence.kind in {"title", "heading"} or _title_cased(
            text[sentence.start : sentence.end]
        )
        for m in mentions:
            if m.sure < 1.0 and (m.kind == "group" or (m.sure >= 0.85 and not title_case)):
                good.add((m.name, m.kind))
    return good


def _title_cased(text: str) -> bool:
    words = [w for w in re.findall(r"[A-Za-z][\w'’-]*", text) if len(w) > 3]
    return len(words) > 5 and sum(w[0].isupper() for w in words) > 0.75 * len(words)
