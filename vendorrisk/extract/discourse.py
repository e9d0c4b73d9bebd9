"""One document read through: its sentences with their mentions, pronouns and nominals resolved."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from vendorrisk.extract.amounts import Amount, amounts_by_part
from vendorrisk.extract.clauses import Clause, clause_at, clause_end, subject_of, together
from vendorrisk.extract.definitions import definitions
from vendorrisk.extract.descriptions import Descriptions
from vendorrisk.extract.lexicon import Lexicon, small, straight
from vendorrisk.extract.mentions import GUESSED, Apart, find_mentions
from vendorrisk.extract.names import Gazetteer, Mention
from vendorrisk.extract.quotes import in_quotes, speaker_of
from vendorrisk.extract.sentences import Sentence, sentences
from vendorrisk.model.document import Document

MAX_SENTENCES = 30_000  # of a document; what stands behind them is not read
CLEARLY = 1.15  # an antecedent must be this many times as salient as the next one
FADE = 0.6  # salience left after each sentence
REACH = 6  # sentences back in which an antecedent may stand
CANDIDATES = 30  # antecedents that are weighed
TOLD = 0.5  # how well a company fits a noun at least that the text or its name tells of it
SELF = 0.95  # how sure a term is that the text itself explains
_BARE = frozenset({"parent", "buyer", "seller", "purchaser", "target", "acquirer"})
_WE = re.compile(r"\b(?:[Ww]e|[Oo]ur)\b")
_BEHIND = re.compile(  # whose name stands here is not who the next sentence is about
    r"\b(?:succe\w+|replac\w+|follow\w+|predecessor|successor to|told|by|with|from|said|says|under)"
    r"\s+(?:\w+\s+){0,3}\Z"
)
_PEOPLE = frozenset({"he", "she", "his", "her"})
_OPENS_WITH = re.compile(
    r"\W{0,3}(?:(?:however|meanwhile|separately|instead|but|and|also|later|now|today|then)\b,?\s+"
    r"|(?:in|on|at|last|earlier|since|by|two|three|a)\s[^,]{1,40},\s+)?(it|its|they|their)\b",
    re.IGNORECASE,
)


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
        self._defined = definitions(document.text, [(s.start, s.end) for s in parts], found)
        found = [self._by_full_name(mentions) for mentions in found]
        self._topic = self._most_named(parts, found)
        self._described = Descriptions(self._by_name, words)
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

    def _by_full_name(self, mentions: list[Mention]) -> list[Mention]:
        """Return the mentions, those under a name that the text explains by the full one."""
        aliases = self._defined.aliases
        if not aliases:
            return mentions
        return [
            m._replace(name=aliases[m.name]) if m.kind == "org" and m.name in aliases else m
            for m in mentions
        ]

    def _most_named(self, parts: list[Sentence], found: list[list[Mention]]) -> str | None:
        """Return what the text is about: named most often, and what it begins with counts."""
        counts = Counter(
            m.name for ms in found for m in ms if m.kind == "org" and m.sure >= GUESSED
        )
        for sentence, mentions in zip(parts, found, strict=True):
            first = subject_of(
                self.document.text, sentence.start, sentence.end, mentions, self.words
            )
            if first is not None:
                counts[first.name] += 1
                break
        return most(counts)

    def _learn(self) -> None:
        """Note what companies are called so far: "X, a data-labelling firm", "the startup X"."""
        for sentence, mentions in self._unlearned:
            self._described.learn(self.document.text, sentence.start, sentence.end, mentions)
        self._unlearned.clear()

    def _with_nominals(self, sentence: Sentence, names: list[Mention]) -> list[Mention]:
        """Return the mentions with those added that point back: "the company"."""
        apart = Apart()
        apart.mentions = list(names)
        for mention in self._terms(sentence, names):
            apart.add(mention)
        earlier: dict[str, float] | None = None
        for match in self.words.nominal.finditer(self._lower, sentence.start, sentence.end):
            start, end = match.span()
            if not apart.free(start, end) or self._names_follow(names, end):
                continue
            if earlier is None:
                earlier = self._earlier()
            modifiers, head = match.group(1).strip(), match.group(2)
            name = self._antecedent(
                sentence, modifiers, head, (start, end), apart.mentions, earlier
            )
            if name is not None:
                apart.add(Mention(start, end, "org", name, 0.8))
        return apart.mentions

    def _terms(self, sentence: Sentence, names: list[Mention]) -> Iterator[Mention]:
        """Yield the terms with a capital that the text explains: "the Company", "Buyer", "we"."""
        text = self.document.text
        for term, name in self._defined.terms.items():
            at = text.find(term, sentence.start, sentence.end)
            while at >= 0:
                end = at + len(term)
                start = at - 4 if text[at - 4 : at].casefold() == "the " else at
                inside = text[at - 1 : at] in {'"', "\u201c", "\u2018", "'"}
                whole = not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum())
                if whole and not inside and (start < at or term.casefold() in _BARE):
                    yield Mention(max(start, sentence.start), end, "org", name, SELF)
                at = text.find(term, end, sentence.end)
        yield from self._first_person(sentence, names)

    def _first_person(self, sentence: Sentence, names: list[Mention]) -> Iterator[Mention]:
        """Yield "we" and "our" where it is plain who speaks."""
        text = self.document.text
        speaker: str | None = None
        looked = False
        for match in _WE.finditer(text, sentence.start, sentence.end):
            quoted = in_quotes(text, sentence.start, match.start())
            if quoted and not looked:
                looked = True
                speaker = speaker_of(text, sentence.start, sentence.end, names)
            name = speaker if quoted else self._defined.speaker
            if name is not None:
                yield Mention(match.start(), match.end(), "org", name, 0.8)

    def _names_follow(self, names: list[Mention], end: int) -> bool:
        """Whether a company's name follows at once: "the startup Nexora", "the vendor, Nexora,"."""
        at = bisect_left(names, (end,))
        if at == len(names) or names[at].kind != "org":
            return False
        return names[at].start - end <= 1 or (
            self.document.text[end : names[at].start] == ", "
            and self.document.text[names[at].end : names[at].end + 1] in {",", ".", ";"}
        )

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
        sentence: Sentence,
        modifiers: str,
        head: str,
        span: tuple[int, int],
        names: list[Mention],
        earlier: dict[str, float],
    ) -> str | None:
        """Return the company a nominal points back to, or None when two fit about as well.

        What a clause is about is not called "the company" again further on in it, and what the
        clause names behind it is another one.
        """
        self._learn()
        text = self.document.text
        start, end = span
        defined = self._defined.terms.get(head.capitalize())
        if defined is not None and not modifiers:
            return defined
        place = clause_at(text, sentence.start, start, end)
        ahead = [m for m in names if m.end <= start and m.kind == "org" and m.name]
        weights = dict(earlier)
        for mention in ahead[-CANDIDATES:]:
            weights[mention.name] = weights.get(mention.name, 0.0) + 0.8
        if self._topic in earlier:
            weights[self._topic] *= 1.5
        subject = subject_of(text, sentence.start, start, ahead, self.words)
        owner = text[end : end + 2] in {"'s", "\u2019s"}
        if place.tail or place.told or (place.heads and text[start - 2] == ";"):
            if subject is not None and subject.name in weights:
                weights[subject.name] += 1.0
        elif not place.opens and not place.heads and len(weights) > 1:
            about = self._clause_subject(sentence, place, start, ahead, subject)
            if not owner:
                weights.pop(about, None)
            elif about in weights and not text.endswith("as ", sentence.start, start):
                weights[about] *= 0.5  # "Nexora cut the company's credit"
        for mention in names:
            if end <= mention.start < clause_end(text, end, sentence.end) and not place.tail:
                weights.pop(mention.name, None)
        phrase = f"{modifiers} {head}".strip()
        scored = [
            (weight * self._described.fits(name, phrase, head), name)
            for name, weight in weights.items()
        ]
        ranked = sorted((pair for pair in scored if pair[0] > 0), reverse=True)
        if not ranked:
            return None
        best = ranked[0][1]
        if len(ranked) > 1 and ranked[0][0] < CLEARLY * ranked[1][0]:
            return None
        known = self._described.fits(best, phrase, head) >= TOLD
        alone = len(ranked) == 1 or (place.tail and subject is not None and best == subject.name)
        return best if known or alone else None

    def _clause_subject(
        self,
        sentence: Sentence,
        place: Clause,
        at: int,
        ahead: list[Mention],
        subject: Mention | None,
    ) -> str:
        """Return what the clause is about in which a nominal stands, "" where that is not told."""
        text = self.document.text
        opening = _OPENS_WITH.match(text, place.start, at)
        if opening is not None:
            found = self._back(
                len(self.lines), sentence, opening.group(1).casefold(), ahead, opening.start(1)
            )
            return found.name if found is not None else ""
        within = [m for m in ahead if m.start >= place.start]
        own = subject_of(text, place.start, at, within, self.words) if within else None
        chosen = own or subject
        if chosen is None or self._is_possessive(chosen):
            return ""  # "Scale AI's spokesperson ... the company": not about itself
        return chosen.name

    def _salience(self, number: int) -> Counter[str]:
        """Return how salient a sentence makes the companies that it names."""
        if number not in self._weights:
            sentence, mentions, _ = self.lines[number]
            subjects = together(self.document.text, mentions, self._subject(sentence, mentions))
            weights = self._weights[number] = Counter()
            opening = _OPENS_WITH.match(self.document.text, sentence.start, sentence.end)
            if opening is not None:
                found = self.pronoun(number, opening.group(1).casefold(), opening.start(1))
                if found is not None:
                    weights[found.name] += 2
                    subjects = []
            for mention in mentions:
                if mention.kind == "org":
                    weights[mention.name] += 2 if mention in subjects else 1
        return self._weights[number]

    def _subject(self, sentence: Sentence, mentions: Sequence[Mention]) -> Mention | None:
        """Return the company that the main clause is about, by position."""
        text = self.document.text
        return subject_of(text, sentence.start, sentence.end, mentions, self.words)

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
        kind = "person" if word in _PEOPLE else "org"
        before = [m for m in line.mentions if m.kind == kind and m.end <= at and m.name]
        if governed and before:
            others = {m.name: m for m in before if m.name != before[-1].name}
            alone = next(iter(others.values())) if len(others) == 1 else None
            return alone._replace(sure=0.65) if alone is not None else None
        return self._back(number, line.sentence, word, before, at)

    def _back(
        self, number: int, sentence: Sentence, word: str, before: list[Mention], at: int
    ) -> Mention | None:
        """Return what a pronoun of sentence `number` points to, with the mentions before it."""
        kind = "person" if word in _PEOPLE else "org"
        opening = None
        if kind == "org":
            opening = _OPENS_WITH.match(self.document.text, sentence.start, sentence.end)
        if opening is None or opening.start(1) > at:
            if before:
                return self._within(sentence, word, before, kind)
        elif opening.start(1) < at:
            before = [m for m in before if m.end <= opening.start(1)]
        for back in (1, 2):
            if number - back < 0:
                return None
            previous = self.lines[number - back]
            if previous.sentence.block != sentence.block and back > 1:
                return None
            near = [m for m in previous.mentions if m.kind == kind and m.name]
            if kind == "org":
                opens = _OPENS_WITH.match(
                    self.document.text, previous.sentence.start, previous.sentence.end
                )
                if opens is not None:  # "It ... . It ...": the same
                    return self.pronoun(number - back, opens.group(1).casefold(), opens.start(1))
            if near:
                return self._alone(previous, near, kind)
        return None

    def _alone(self, line: Line, near: list[Mention], kind: str) -> Mention | None:
        """Return the one mention of an earlier sentence that a pronoun can point back to."""
        text = self.document.text
        if kind == "person":
            leading = {
                m.name: m for m in near if not _BEHIND.search(text, line.sentence.start, m.start)
            } or {m.name: m for m in near}
            chosen = next(iter(leading.values())) if len(leading) == 1 else None
        else:
            chosen = self._subject(line.sentence, near)
            if len({m.name for m in together(text, near, chosen)}) > 1:
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


def most(counts: Counter[str]) -> str | None:
    """Return what is counted most often, or None when two are level."""
    top = counts.most_common(2)
    clear = len(top) == 1 or (len(top) > 1 and top[0][1] > top[1][1])
    return top[0][0] if clear else None
