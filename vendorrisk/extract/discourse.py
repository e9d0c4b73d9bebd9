"""One document read through: its sentences with their mentions, pronouns and nominals resolved."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from vendorrisk.extract.amounts import Amount, amounts_by_part
from vendorrisk.extract.antecedents import FAR, Noun, best, most, weighed
from vendorrisk.extract.clauses import (
    BUYS,
    BUYS_IT,
    HEADS,
    SAID,
    beside_a_name,
    is_governed,
    subject_of,
    together,
    who_of,
)
from vendorrisk.extract.definitions import definitions
from vendorrisk.extract.descriptions import Descriptions
from vendorrisk.extract.lexicon import Lexicon, small, straight
from vendorrisk.extract.mentions import GUESSED, Apart, find_mentions
from vendorrisk.extract.names import Gazetteer, Mention
from vendorrisk.extract.noise import quiet
from vendorrisk.extract.openings import OPENS_WITH, first_named
from vendorrisk.extract.sentences import Sentence, sentences
from vendorrisk.extract.spoken import LONGEST, in_quotes, speaker_of, spoken_of
from vendorrisk.model.document import Document

MAX_SENTENCES = 30_000  # of a document; what stands behind them is not read
MAX_CHAIN = 30  # sentences in a row that open with a pronoun for the same company
FADE = 0.6  # salience left after each sentence
REACH = 6  # sentences back in which an antecedent may stand
CANDIDATES = 30  # antecedents that are weighed
TOPIC = 1.5  # what the text is about is this many times as likely
POSSESSOR = 0.6  # one that only owns what is spoken of is this many times as likely
AGAIN = 1.5  # a company that was called so before is this many times as likely
_BEHIND = re.compile(  # whose name stands here is not who the next sentence is about
    r"\b(?:succe\w+|replac\w+|follow\w+|predecessor|successor to|told|by|with|from|said|says|under)"
    r"\s+(?:\w+\s+){0,3}\Z"
)
_PEOPLE = frozenset({"he", "she", "his", "her"})


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
    document : Document
        What is read, without the noise of markets; every place is the same as in ``written``.
    written : str
        The text as it stands, for quotes.
    plain : str
        The text in small letters with straight marks, of `lexicon.straight`.
    lines : list of Line
        Sentences in order.
    registered : Gazetteer
        Names of the registry.
    """

    def __init__(
        self,
        document: Document,
        gazetteer: Gazetteer,
        words: Lexicon,
        given: tuple[Mention, ...] = (),
    ) -> None:
        self.written = document.text
        clean = quiet(document.text)
        if clean != document.text:
            document = document.model_copy(update={"text": clean})
        self.document = document
        self.words = words
        self._lower = small(document.text)
        self.plain = straight(self._lower)
        self.registered = gazetteer
        parts = list(islice(sentences(document, given), MAX_SENTENCES))
        figures = list(amounts_by_part(document.text, parts))
        found = find_mentions(document.text, parts, figures, gazetteer, words, given)
        self._defined = definitions(document.text, [(s.start, s.end) for s in parts], found)
        found = [self._by_full_name(mentions) for mentions in found]
        self._topic = self._most_named(parts, found)
        self._first = first_named(document.text, parts, found, words)
        self._described = Descriptions(gazetteer.by_name, words)
        self._called: dict[str, str] = {}  # who was last called by a phrase
        self._unlearned: list[tuple[Sentence, list[Mention]]] = []
        self._weights: dict[int, Counter[str]] = {}
        self.lines: list[Line] = []
        for sentence, names, amounts in zip(parts, found, figures, strict=True):
            self._unlearned.append((sentence, names))
            kept = self._with_nominals(sentence, names)
            self.lines.append(Line(sentence, tuple(kept), amounts))

    @cached_property
    def focus(self) -> str | None:
        """Return the company that the document names most often, rows of tables aside."""
        told = [line for line in self.lines if line.sentence.kind != "table_row"]
        return most(Counter(m.name for line in told for m in line.mentions if m.kind == "org"))

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
        text = self.document.text
        for sentence, mentions in zip(parts, found, strict=True):
            orgs = [m for m in mentions if m.kind == "org"]
            if orgs:
                first = subject_of(text, sentence.start, sentence.end, orgs, self.words)
                if first == orgs[0] and len(together(text, orgs, first)) == 1:
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
        text = self.document.text
        apart = Apart()
        apart.mentions = list(names)
        for mention in spoken_of(text, sentence.start, sentence.end, self._defined):
            apart.add(mention)
        earlier: dict[str, float] | None = None
        for noun in self._nouns(sentence):
            start, end = noun.start, noun.end
            if not apart.free(start, end) or beside_a_name(text, names, start, end, self.words):
                continue
            if earlier is None:
                earlier = self._earlier()
            name = self._antecedent(sentence, noun, apart.mentions, earlier)
            if name is None:
                continue
            self._called[noun.phrase] = name
            if noun.place.tail:  # "..., the Danish brewer said"
                self._described.note(name, noun.phrase.split())
            else:
                apart.add(Mention(start, end, "org", name, 0.8))
        return apart.mentions

    def _nouns(self, sentence: Sentence) -> list[Noun]:
        """Return the nouns of a sentence that may point back, and boards that act, in order."""
        text, start, end = self.document.text, sentence.start, sentence.end
        found = [
            Noun.at(match.span(), match.group(1).strip(), match.group(2), text, (start, end))
            for match in self.words.nominal.finditer(self._lower, start, end)
        ]
        boards = [
            Noun.at(match.span(), "", "company", text, (start, end))
            for match in self.words.board.finditer(self._lower, start, end)
        ]
        kept = [noun for noun in found if not noun.is_nobody]
        return sorted([*kept, *boards], key=lambda noun: noun.start) if boards else kept

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
        self, sentence: Sentence, noun: Noun, names: list[Mention], earlier: dict[str, float]
    ) -> str | None:
        """Return the company a noun points back to, or None when two fit about as well."""
        defined = self._defined.terms.get(noun.head.capitalize())
        if defined is not None and not noun.modifiers:
            return defined
        self._learn()
        text = self.document.text
        ahead = [m for m in names if m.end <= noun.start and m.kind == "org" and m.name]
        subject = subject_of(text, sentence.start, noun.start, ahead, self.words)
        about = self._clause_subject(sentence, noun, ahead, subject)
        if noun.owner and not about and subject is not None:
            about = subject.name
        weights = dict(earlier)
        if self._topic in weights:
            weights[self._topic] *= TOPIC
        here = [(m.name, POSSESSOR if self._is_possessive(m) else 1.0) for m in ahead[-CANDIDATES:]]
        leads = subject.name if subject and not self._is_possessive(subject) else ""
        since = max(subject.end, noun.start - FAR) if subject is not None else noun.start
        bought = noun.place.valued and BUYS.search(text, since, noun.start) is not None
        weights = weighed(noun, here, weights, leads, about, bought=bought)
        for mention in names:
            if noun.end <= mention.start < noun.clause_end and not noun.place.tail:
                weights.pop(mention.name, None)  # what the clause names behind it is another one
        if ahead and BUYS_IT.fullmatch(text, max(ahead[-1].end, noun.start - FAR), noun.start):
            weights.pop(ahead[-1].name, None)
        if not weights and not ahead and (first := self._ahead(len(self.lines))) is not None:
            weights = {first.name: 1.0}  # named only further on
        again = self._called.get(noun.phrase)
        if again in weights:
            weights[again] *= AGAIN
        fits = {name: self._described.fits(name, noun.phrase, noun.head) for name in weights}
        return best(weights, fits, subject.name if subject and noun.place.tail else None)

    def _clause_subject(
        self, sentence: Sentence, noun: Noun, ahead: list[Mention], subject: Mention | None
    ) -> str:
        """Return what the clause is about in which a noun stands, "" where that is not told."""
        text = self.document.text
        start = noun.place.start
        opening = OPENS_WITH.match(text, start, noun.start)
        if opening is not None:
            word = opening.group(1).casefold()
            found = self._back(len(self.lines), sentence, word, ahead, opening.start(1))
            return found.name if found is not None else ""
        within = [m for m in ahead if m.start >= start]
        own = subject_of(text, start, noun.start, within, self.words) if within else None
        if not within:
            own = who_of(text, [m for m in ahead if m.end <= start], start)
        chosen = own or (subject if start == sentence.start else None)
        if chosen is None or self._is_possessive(chosen):
            return ""  # "Scale AI's spokesperson ... the company": not about itself
        return chosen.name

    def _salience(self, number: int) -> Counter[str]:
        """Return how salient a sentence makes the companies that it names."""
        if number not in self._weights:
            sentence, mentions, _ = self.lines[number]
            subjects = together(self.document.text, mentions, self._subject(sentence, mentions))
            weights = self._weights[number] = Counter()
            opening = OPENS_WITH.match(self.document.text, sentence.start, sentence.end)
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

    def pronoun(self, number: int, word: str, at: int, *, governed: bool = False) -> Mention | None:
        """Return what a pronoun points to, or None where the text does not make it plain.

        Parameters
        ----------
        number : int
            Its sentence.
        word : str
            "it", "its", "they", "he", "we" ... in lower case; "we" only in quotation marks.
        at : int
            Its offset in the document.
        governed : bool
            It is the object of a verb, so it does not point to that verb's subject.
        """
        line = self.lines[number]
        if word in {"we", "our"}:
            first, last = line.sentence.start, line.sentence.end
            quoted = last - first <= LONGEST and in_quotes(self.document.text, first, at)
            who = speaker_of(self.document.text, first, last, line.mentions) if quoted else None
            return Mention(at, at, "org", who, 0.8) if who is not None else None
        kind = "person" if word in _PEOPLE else "org"
        before = [m for m in line.mentions if m.kind == kind and m.end <= at and m.name]
        if governed and before:
            others = {m.name: m for m in before if m.name != before[-1].name}
            alone = next(iter(others.values())) if len(others) == 1 else None
            return alone._replace(sure=0.65) if alone is not None else None
        return self._back(number, line.sentence, word, before, at)

    def _back(  # noqa: PLR0911
        self,
        number: int,
        sentence: Sentence,
        word: str,
        before: list[Mention],
        at: int,
        chain: int = 0,
    ) -> Mention | None:
        """Return what a pronoun of sentence `number` points to, with the mentions before it."""
        kind = "person" if word in _PEOPLE else "org"
        text = self.document.text
        opening = OPENS_WITH.match(text, sentence.start, sentence.end) if kind == "org" else None
        if opening is None or opening.start(1) > at:
            found = self._within(sentence, word, before, at) if before else None
            if found is not None or (before and kind == "person"):
                return found
        elif opening.start(1) < at:
            after = [m for m in before if m.start > opening.end()]
            own = [m for m in after if HEADS.search(text, max(0, m.start - 24), m.start)]
            if own and word == "its":  # "it grew after Valtek closed on its purchase"
                return own[-1]._replace(sure=0.65)
            before = [m for m in before if m.end <= opening.start(1)]
        for back in (1, 2):
            if number - back < 0:
                told = self._first is not None and self._first[0] < len(self.lines)
                return self._ahead(number) if kind == "org" and told else None
            previous = self.lines[number - back]
            if previous.sentence.block != sentence.block and back > 1:
                return None
            near = [m for m in previous.mentions if m.kind == kind and m.name]
            if kind == "org":
                opens = OPENS_WITH.match(
                    self.document.text, previous.sentence.start, previous.sentence.end
                )
                if opens is not None:  # "It ... . It ...": the same
                    if chain == MAX_CHAIN:
                        return None
                    it, at = opens.group(1).casefold(), opens.start(1)
                    near = [m for m in near if m.end <= at]
                    return self._back(number - back, previous.sentence, it, near, at, chain + 1)
            if near:
                return self._alone(previous, near, kind)
        return None

    def _ahead(self, number: int) -> Mention | None:
        """Return what a text is about that names it only behind sentence `number`."""
        late = self._first is not None and self._first[0] > number
        return self._first[1]._replace(sure=0.6) if self._first and late else None

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
            if chosen is None and len({m.name for m in near}) == 1:
                before = text[line.sentence.start : near[0].start]
                chosen = None if is_governed(before, self.words, first=True) else near[0]
            if len({m.name for m in together(text, near, chosen)}) > 1:
                return None
        return chosen._replace(sure=0.65) if chosen is not None else None

    def _within(
        self, sentence: Sentence, word: str, before: list[Mention], at: int
    ) -> Mention | None:
        """Return what a pronoun points to among the mentions before it in its own sentence."""
        if word in _PEOPLE:
            return before[-1]._replace(sure=0.75)
        text = self.document.text
        if SAID.fullmatch(text, before[-1].end, at) and not text.startswith("'", before[-1].end):
            return before[-1]._replace(sure=0.75)  # "its client Nexora said it would"
        if word == "its" and text[before[-1].end : at].strip(", ") == "and":
            return before[-1]._replace(sure=0.75)  # "Nexora and its competitor Valtek"
        owners = [m for m in before if self._is_possessive(m)]
        others = [m for m in before if m not in owners]
        if word == "its" and owners and self._subject(sentence, others) is None:
            return owners[-1]._replace(sure=0.75)  # no other subject: the nearest possessor
        subject = self._subject(sentence, others or before)
        return subject._replace(sure=0.75) if subject is not None else None
