"""One document read through: its sentences with their mentions, pronouns and nominals resolved."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from vendorrisk.extract.amounts import Amount, amounts_by_part
from vendorrisk.extract.lexicon import Lexicon, small, straight
from vendorrisk.extract.mentions import KNOWN, Apart, find_mentions
from vendorrisk.extract.names import Gazetteer, Mention
from vendorrisk.extract.sentences import Sentence, sentences
from vendorrisk.model.document import Document

MAX_SENTENCES = 30_000  # of a document; what stands behind them is not read
CLEARLY = 1.15  # an antecedent must be this many times as salient as the next one
FADE = 0.6  # salience left after each sentence
REACH = 6  # sentences back in which an antecedent may stand
CANDIDATES = 30  # antecedents that are weighed
_OPENING = re.compile(
    r"\W{0,9}(?:however,?\s+|but\s+|and\s+|meanwhile,?\s+)?(?:after|following|with|despite|as|since"
    r"|while|when|according to|although|though|if|before|in|under|by|for)\b",
    re.IGNORECASE,
)
_PREPOSITIONS = frozenset(
    {"of", "to", "for", "with", "from", "by", "in", "on", "at", "against", "after", "following"}
    | {"between", "and", "than", "like", "as", "into", "over", "about"}
)
_DETERMINERS = frozenset({"the", "its", "a"})
_GENERIC = {"company", "firm", "group", "business", "corporation", "enterprise"}
_JOINED = re.compile(r"\s*(?:,|,?\s*(?:and|or|&|as well as))\s+(?:the\s+)?")
_POSSESSOR = re.compile(r"['\u2019]s\s+")


class Line(NamedTuple):
    """A sentence with its mentions in order; they do not overlap.

    ``amounts`` are its sums and shares; their spans are of the sentence.
    """

    sentence: Sentence
    mentions: tuple[Mention, ...]
    amounts: list[Amount]


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
    given : tuple of Mention
        Mentions that the caller knows of, in order.

    Attributes
    ----------
    plain : str
        The text in small letters with straight marks, of `lexicon.straight`.
    lines : list of Line
        Sentences in order.
    """

    def __init__(
        self,
        document: Document,
        gazetteer: Gazetteer,
        words: Lexicon,
        given: tuple[Mention, ...] = (),
    ) -> None:
        self.document = document
        self.words = words
        self._lower = small(document.text)
        self.plain = straight(self._lower)
        self._entities = gazetteer.registry.entities
        self._by_name = gazetteer.by_name
        parts = list(islice(sentences(document, given), MAX_SENTENCES))
        figures = list(amounts_by_part(document.text, parts))
        found = find_mentions(document.text, parts, figures, gazetteer, words, given)
        known = Counter(m.name for ms in found for m in ms if m.kind == "org" and m.sure >= KNOWN)
        self._topic = most(known)
        self._learned: dict[str, set[str]] = {}
        self._unlearned: list[tuple[Sentence, list[Mention]]] = []
        self._weights: dict[int, Counter[str]] = {}
        self.lines: list[Line] = []
        for sentence, names, amounts in zip(parts, found, figures, strict=True):
            self._unlearned.append((sentence, names))
            kept = self._with_nominals(sentence, names)
            self.lines.append(Line(sentence, tuple(kept), amounts))

    @cached_property
    def focus(self) -> str | None:
        """Return the company that the document names most often."""
        return most(
            Counter(m.name for line in self.lines for m in line.mentions if m.kind == "org")
        )

    def _learn(self) -> None:
        """Note what companies are called so far: "X, a data-labelling firm", "the startup X"."""
        text = self.document.text
        for sentence, mentions in self._unlearned:
            for mention in mentions:
                if mention.kind != "org":
                    continue
                after = self.words.appositive.match(text, mention.end, sentence.end)
                ahead = self.words.head_before(
                    text[max(sentence.start, mention.start - 40) : mention.start]
                )
                for head in (after and after.group(2).casefold(), ahead):
                    if head:
                        self._learned.setdefault(mention.name, set()).add(head)
        self._unlearned.clear()

    def _with_nominals(self, sentence: Sentence, names: list[Mention]) -> list[Mention]:
        """Return the mentions with those added that point back: "the company"."""
        text = self.document.text
        apart = Apart()
        apart.mentions = list(names)
        earlier: dict[str, float] | None = None
        for match in self.words.nominal.finditer(self._lower, sentence.start, sentence.end):
            if not apart.free(match.start(), match.end()) or _names_follow(names, match.end()):
                continue
            opens = not text[sentence.start : match.start()].strip("\"'“‘( ")
            ahead = names[: bisect_left(names, (match.start(),))]
            subject = None if opens else self._subject(sentence, ahead)
            if subject is not None and self._is_possessive(subject):
                subject = None  # "Scale AI's spokesperson ... the company": not about itself
            if earlier is None:
                earlier = self._earlier()
            modifiers, head = match.group(1).strip(), match.group(2)
            name = self._antecedent(modifiers, head, ahead, subject, earlier)
            if name is not None:
                apart.add(Mention(match.start(), match.end(), "org", name, 0.8))
        return apart.mentions

    def _earlier(self) -> dict[str, float]:
        """Return how salient the companies of the last few sentences are."""
        weights: dict[str, float] = {}
        last = len(self.lines) - 1
        for back, number in enumerate(range(last, max(-1, last - REACH), -1), 1):
            for name, weight in self._salience(number).items():
                weights[name] = weights.get(name, 0.0) + weight * FADE**back
        top = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))
        return dict(top[:CANDIDATES])

    def _antecedent(
        self,
        modifiers: str,
        head: str,
        ahead: list[Mention],
        subject: Mention | None,
        earlier: dict[str, float],
    ) -> str | None:
        """Return the company a nominal points back to, or None when two fit about as well.

        What a clause is about is not called "the company" again further on in it.
        """
        self._learn()
        phrase = f"{modifiers} {head}".strip()
        weights = dict(earlier)
        for mention in ahead[-CANDIDATES:]:
            if mention.kind == "org" and mention.name:
                weights[mention.name] = weights.get(mention.name, 0.0) + 0.8
        if self._topic in weights:
            weights[self._topic] *= 1.5
        if subject is not None and len(weights) > 1:
            weights.pop(subject.name, None)
        scored = [
            (weight * self._fits(name, phrase, head, modified=bool(modifiers)), name)
            for name, weight in weights.items()
        ]
        ranked = sorted((pair for pair in scored if pair[0] > 0), reverse=True)
        if not ranked or (len(ranked) > 1 and ranked[0][0] < CLEARLY * ranked[1][0]):
            return None
        return ranked[0][1]

    def _fits(self, name: str, phrase: str, head: str, *, modified: bool) -> float:
        entity = self._by_name.get(name)
        descriptors = {d.casefold() for d in entity.descriptors} if entity is not None else set()
        heads = {d.split()[-1] for d in descriptors} | self._learned.get(name, set())
        if phrase in descriptors:
            return 3.0 if head not in _GENERIC else 1.5
        if head in heads:
            return 1.0 if modified else 2.0
        if head in _GENERIC and entity is None:
            return 0.7 if modified else 1.0
        return 0.0

    def _salience(self, number: int) -> Counter[str]:
        """Return how salient a sentence makes the companies that it names."""
        if number not in self._weights:
            sentence, mentions, _ = self.lines[number]
            subjects = self._together(mentions, self._subject(sentence, mentions))
            weights = self._weights[number] = Counter()
            for mention in mentions:
                if mention.kind == "org":
                    weights[mention.name] += 2 if mention in subjects else 1
        return self._weights[number]

    def _together(self, mentions: Sequence[Mention], first: Mention | None) -> list[Mention]:
        """Return a mention with those that are joined to it by "and": none of them stands out."""
        if first is None:
            return []
        found = [first]
        for mention in mentions[mentions.index(first) + 1 :]:
            if not _JOINED.fullmatch(self.document.text, found[-1].end, mention.start):
                break
            found.append(mention)
        return found

    def _subject(self, sentence: Sentence, mentions: Sequence[Mention]) -> Mention | None:
        """Return the company that the main clause is about, by position."""
        text = self.document.text
        orgs = []
        for number, mention in enumerate(mentions):
            if mention.kind != "org":
                continue
            before = text[max(sentence.start, mention.start - 40) : mention.start]
            if not _governed(before, first=number == 0):
                orgs.append(mention)
        followed = zip(orgs, [*orgs[1:], None], strict=False)
        orgs = [m for m, after in followed if not _owns(text, m, after)]
        if not orgs:
            return None
        if _OPENING.match(text, sentence.start, sentence.end):
            for mention in reversed(orgs):
                if text[sentence.start : mention.start].rstrip("“\"' ").endswith(","):
                    return mention
        return orgs[0]

    def _is_possessive(self, mention: Mention) -> bool:
        return self.document.text[mention.end : mention.end + 2] in {"'s", "\u2019s"}

    def descriptors(self, name: str) -> frozenset[str]:
        """Return what the registry calls a company, in lower case."""
        entity = self._by_name.get(name)
        return frozenset(entity.descriptors) if entity is not None else frozenset()

    def is_parent(self, owner: str, owned: str) -> bool:
        """Whether the registry has `owner` as a parent of `owned`."""
        entity = self._by_name.get(owned)
        while entity is not None and entity.parent is not None:
            entity = self._entities[entity.parent]
            if entity.name == owner:
                return True
        return False

    def pronoun(self, number: int, word: str, at: int, *, governed: bool = False) -> Mention | None:
        """Return what a pronoun points to, or None where the text does not make it plain.

        Parameters
        ----------
        number : int
            Its sentence.
        word : str
            "it", "its", "they", "he" ... in lower case.
        at : int
            Its offset in the document.
        governed : bool
            It is the object of a verb, so it does not point to that verb's subject.
        """
        line = self.lines[number]
        kind = "person" if word in {"he", "she", "his", "her"} else "org"
        before = [m for m in line.mentions if m.kind == kind and m.end <= at and m.name]
        if governed and before:
            others = {m.name: m for m in before if m.name != before[-1].name}
            alone = next(iter(others.values())) if len(others) == 1 else None
            return alone._replace(sure=0.65) if alone is not None else None
        if before:
            return self._within(line.sentence, word, before, kind)
        for back in (1, 2):
            if number - back < 0:
                return None
            previous = self.lines[number - back]
            if previous.sentence.block != line.sentence.block and back > 1:
                return None
            near = [m for m in previous.mentions if m.kind == kind and m.name]
            if near:
                return self._alone(previous, near, kind)
        return None

    def _alone(self, line: Line, near: list[Mention], kind: str) -> Mention | None:
        """Return the one mention of an earlier sentence that a pronoun can point back to."""
        if kind == "person":
            chosen = near[-1] if len({m.name for m in near}) == 1 else None
        else:
            chosen = self._subject(line.sentence, near)
            if len({m.name for m in self._together(near, chosen)}) > 1:
                return None
        return chosen._replace(sure=0.65) if chosen is not None else None

    def _within(
        self, sentence: Sentence, word: str, before: list[Mention], kind: str
    ) -> Mention | None:
        """Return what a pronoun points to among the mentions before it in its own sentence."""
        if kind == "person":
            return before[-1]._replace(sure=0.75)
        owners = [m for m in before if self._is_possessive(m)]
        others = [m for m in before if m not in owners]
        if word == "its" and owners and self._subject(sentence, others) is None:
            return owners[-1]._replace(sure=0.75)  # no other subject: the nearest possessor
        subject = self._subject(sentence, others or before)
        return subject._replace(sure=0.75) if subject is not None else None


def _governed(before: str, *, first: bool) -> bool:
    """Whether a name behind these words is governed by a preposition, or by a verb before it."""
    if before[-1:] != " ":
        return False
    words = before.casefold().split()[-3:]
    if words and words[-1] in _DETERMINERS:
        words.pop()
    if not words:
        return False
    if words[-1] in _PREPOSITIONS:
        return True
    return not first and (words[-1].endswith(("ed", "ing")) or words[-2:-1] == ["to"])


def _owns(text: str, one: Mention, after: Mention | None) -> bool:
    """Whether `one` stands as possessor right before `after`: "Alphabet's Google"."""
    return after is not None and bool(_POSSESSOR.fullmatch(text, one.end, after.start))


def _names_follow(names: list[Mention], end: int) -> bool:
    """Whether a company's name follows at once: "the startup Anthropic"."""
    at = bisect_left(names, (end,))
    return at < len(names) and names[at].kind == "org" and names[at].start - end <= 1


def most(counts: Counter[str]) -> str | None:
    """Return what is counted most often, or None when two are level."""
    top = counts.most_common(2)
    clear = len(top) == 1 or (len(top) > 1 and top[0][1] > top[1][1])
    return top[0][0] if clear else None
