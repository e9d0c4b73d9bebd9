"""Claims of running text: rules match tokenised sentences, slots become participants and values."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from itertools import combinations, product
from pathlib import Path
from typing import Any, NamedTuple

from vendorrisk.extract.attribution import Credit
from vendorrisk.extract.denials import own_denials
from vendorrisk.extract.direction import Sided, acquirers, called, directed
from vendorrisk.extract.discourse import MAX_SENTENCES, Discourse
from vendorrisk.extract.figures import figures, respective
from vendorrisk.extract.gapping import apart, paired
from vendorrisk.extract.index import Entry, Index
from vendorrisk.extract.lexicon import load_lexicon
from vendorrisk.extract.merging import Found, about, cutoffs, merged, spend_is_no_stake
from vendorrisk.extract.modality import GONE, Cues, Stated, supposed
from vendorrisk.extract.names import Gazetteer, Mention
from vendorrisk.extract.parties import Parties, leans
from vendorrisk.extract.posts import POSTS, other_post, posts_told, seats, unless_told
from vendorrisk.extract.proposals import Candidate, candidates, seen_features, sight_of
from vendorrisk.extract.readings import Reading, readings
from vendorrisk.extract.rules import Compiled, Rule, load_cues, load_lists, load_rules
from vendorrisk.extract.segments import word_classes
from vendorrisk.extract.slots import role, stage
from vendorrisk.extract.tables import with_headed
from vendorrisk.extract.weighing import Weigher
from vendorrisk.model.claim import Claim, Interest, Modality
from vendorrisk.model.document import Document, Skipped
from vendorrisk.rulebook import Registry

EXTRACTOR = "rules/1"
MAX_CLAIMS = 20_000  # of a document
MAX_AMONG = 8  # companies of one list that are taken two by two
QUOTE_WORDS = 50  # of a longer sentence only the part around the match is quoted
_TURN = re.compile(r" (?:although|though|but|while|whereas|even though) ")


class Firing(NamedTuple):
    """A pattern of a rule that matched a sentence, and the claim that it gave."""

    compiled: Compiled
    pattern: str  # as written
    match: re.Match[str]
    reading: Reading
    claim: Claim


class Trace:
    """What a reading of one document leaves for whoever asks why.

    Attributes
    ----------
    discourse : Discourse
        The document read through.
    firings : list of Firing
        Every match that gave a claim, also of claims that others replaced.
    claims : list of (int, Claim)
        What the rules claim, with sentence numbers, before anything is weighed.
    readings : list of Reading
        The sentences that were read.
    """

    discourse: Discourse
    readings: list[Reading]

    def __init__(self) -> None:
        self.firings: list[Firing] = []
        self.claims: Found = []


class Extractor:
    """Reads documents by the rules; built once a registry and folder of rules.

    Parameters
    ----------
    registry : Registry
        Companies, people and outlets.
    root : Path or None
        Folder of rules; None: those that ship with the package.
    weigher : Weigher or None
        The classifier; None: rules alone.
    """

    def __init__(
        self, registry: Registry, root: Path | None = None, *, weigher: Weigher | None = None
    ) -> None:
        self.root = root
        self.words = load_lexicon(root)
        self.gazetteer = Gazetteer(registry, self.words)
        self.rules = load_rules(root)
        self.cues = Cues(load_cues(root))
        self.classes = word_classes(root)
        self.weigher = weigher
        self._index = Index(self.rules)
        rules = [one.rule for one in self.rules]
        self._sided = Sided(
            either=frozenset(rule.id for rule in rules if rule.either),
            called=frozenset(rule.id for rule in rules if rule.called),
        )
        lists = load_lists(root)
        self._sides = lists.get("serving", ()), lists.get("served", ())

    def claims(self, document: Document, *, only: Compiled | None = None) -> tuple[Claim, ...]:
        """Return the claims of a document in the order of its text; of one rule with `only`."""
        return self.read(document, only=only)[0]

    def read(
        self,
        document: Document,
        *,
        only: Compiled | None = None,
        given: tuple[Mention, ...] = (),
        trace: Trace | None = None,
        weighed: bool = True,
    ) -> tuple[tuple[Claim, ...], tuple[Skipped, ...]]:
        """Return the claims of a document and, where it is too long, what was not read of it.

        Parameters
        ----------
        document : Document
            Text.
        only : Compiled or None
            The one rule to use; None: all of them.
        given : tuple of Mention
            Mentions that the caller knows of, in order; no other is found where they stand.
        weighed : bool
            False: what rules claim, also where there is a weigher.
        trace : Trace or None
            Filled with what led to the claims.
        """
        discourse = Discourse(document, self.gazetteer, self.words, given)
        index = Index((only,)) if only is not None else self._index
        reader = _Reader(discourse, self.cues, index, self.root, trace)
        found = reader.read()
        topic = about(found)
        if topic is not None:
            discourse.focus = topic
        found += unless_told(reader.read_leaning(found), found)
        sides = (called(discourse, words) for words in self._sides)
        found = acquirers(directed(found, self._sided, *sides))
        if only is None:
            found += seats(found)
        if trace is not None:
            trace.discourse, trace.readings = discourse, reader.read_lines
            trace.claims = merged(found)
        if self.weigher is not None and weighed and only is None:
            found = self.weigher.weigh(merged(found), reader.read_lines, discourse, reader.base)
        found = own_denials(merged(cutoffs(spend_is_no_stake(merged(found)))), reader.lines)
        found.sort(key=_place)
        return tuple(claim.identified() for _, claim in found), reader.skipped()

    def candidates(self, document: Document) -> Iterator[tuple[Candidate, frozenset[str]]]:
        """Yield what may be claimed of a document's mentions, with features, in order."""
        discourse = Discourse(document, self.gazetteer, self.words)
        reader = _Reader(discourse, self.cues, self._index, self.root)
        claims: dict[int, list[Claim]] = {}
        for number, claim in merged(reader.read()):
            claims.setdefault(number, []).append(claim)
        for reading in reader.lines:
            said = claims.get(reading.number, [])
            sight = sight_of(reading, self.classes)
            for one in candidates(reading, discourse, sight):
                yield one, frozenset(seen_features(one, sight, document.text, said))


def _place(found: tuple[int, Claim]) -> tuple[Any, ...]:
    number, claim = found
    parties = (str(claim.subject), str(claim.object), str(claim.person))
    return number, claim.start, claim.kind, claim.rule, *parties


class _Reader:
    """One document being read."""

    def __init__(
        self,
        discourse: Discourse,
        cues: Cues,
        index: Index,
        root: Path | None,
        trace: Trace | None = None,
    ) -> None:
        self.discourse = discourse
        self.trace = trace
        self.root = root
        self.cues = cues
        self.index = index
        self.lines = list(readings(discourse))
        self._last = len(self.lines)
        self._leaning: list[tuple[Entry, Reading]] = []
        self._parties = Parties(discourse, self.lines)

    def read(self) -> Found:
        """Return what rules claim that need nothing from outside the sentence, with its number."""
        found: Found = []
        for reading in with_headed(self.lines):
            for entry in self.index.candidates(reading.texts):
                if not _reads(entry.compiled.rule, reading):
                    continue
                if leans(entry.compiled.rule):
                    self._leaning.append((entry, reading))
                else:
                    found += self._matched(entry, reading)
            if len(found) > MAX_CLAIMS:
                self._last = reading.number + 1
                break
        return found

    def read_leaning(self, before: Found) -> Found:
        """Return what rules claim that lean on what the text is about, after what `read` found."""
        found: Found = []
        self._parties.posts = posts_told(before)
        for entry, reading in self._leaning:
            if len(found) > MAX_CLAIMS:
                self._last = reading.number
                break
            found += self._matched(entry, reading)
        return found

    def _matched(self, entry: Entry, reading: Reading) -> Iterator[tuple[int, Claim]]:
        for match in entry.expression.find(reading.text):
            for claim in self._claims(entry.compiled, match, reading):
                if self.trace is not None:
                    pattern = entry.expression.pattern
                    self.trace.firings.append(
                        Firing(entry.compiled, pattern, match, reading, claim)
                    )
                yield reading.number, claim

    @property
    def read_lines(self) -> list[Reading]:
        """Return the sentences that were read."""
        return self.lines[: self._last]

    def skipped(self) -> tuple[Skipped, ...]:
        """Return what was not read because there is too much of it."""
        document = self.discourse.document
        if self._last < len(self.lines):
            what = f"more than {MAX_CLAIMS:,} claims; the rest of the text was not read"
        elif len(self.lines) == MAX_SENTENCES:
            what = f"more than {MAX_SENTENCES:,} sentences; the rest of the text was not read"
        else:
            return ()
        return (Skipped(path=document.path, what=what, how="split it"),)

    def _claims(
        self, compiled: Compiled, match: re.Match[str], reading: Reading
    ) -> Iterator[Claim]:
        rule = compiled.rule
        if rule.modality is None and supposed(reading.text, match.start(), match.end()):
            return
        slots = self._parties.of(compiled, match, reading)
        if slots is None:
            return
        parties = {one.name for found in slots.values() for one in found}
        base = self.base(compiled, match, reading, parties)
        each = respective(rule, match, reading, len(slots["subject"]))
        shares = {one.name: share for one, share in zip(slots["subject"], each, strict=False)}
        absent: list[Mention | None] = [None]
        pairs: Iterable[tuple[Mention | None, Mention | None]]
        if rule.among:
            pairs = combinations(slots["subject"][:MAX_AMONG], 2)
        else:
            each_with_each = product(slots["subject"] or absent, slots["object"] or absent)
            pairs = paired(slots, reading) or each_with_each
        for (subject, target), person in product(pairs, slots["person"] or absent):
            names = (subject and subject.name, target and target.name)
            same = names[0] is not None and names[0] == names[1]
            if same and (rule.kind != "leadership_move" or rule.move == "joins"):
                continue
            known = [m.sure for m in (subject, target, person) if m is not None]
            own: dict[str, Any] = {}
            if names[0] in shares:
                own["share_of_revenue"] = shares[names[0]]
            if rule.kind in POSTS and other_post(match, slots["person"], person):
                own["role"] = None
            yield Claim(
                **{**base, **own, **apart(rule, (subject, target), match, reading)},
                subject=names[0],
                object=names[1],
                person=person.name if person else None,
                interest=_interest(rule, reading.credit, names[0]),
                probability=round(rule.probability * min(known, default=0.5), 4),
            )

    def _modality(self, rule: Rule, stated: Stated) -> Modality:
        """Return how a text words a claim; what a rule takes for a plan may be denied."""
        if rule.modality == "planned" and self.cues.denies(stated):
            return "denied"
        return rule.modality or self.cues.modality(stated)

    def base(
        self,
        compiled: Compiled,
        match: re.Match[str],
        reading: Reading,
        parties: Container[str] = (),
    ) -> dict[str, Any]:
        """Return the values that all claims of a match share.

        What one of the `parties` says of itself is no report.
        """
        rule = compiled.rule
        document = self.discourse.document
        values = figures(rule, match, reading, document, self.root)
        chain, credited = _chain(reading, match, bool(values))
        step = stage(compiled, match)
        stated = Stated(
            rule.kind,
            reading.text,
            reading.words,
            match.start(),
            match.end(),
            presupposed=rule.presupposed,
            credited=credited
            and reading.credit.speaker not in parties
            and rule.interest == "none"
            and (not rule.presupposed or reading.credit.opens),
            considering=step == "considering" and reading.line.sentence.kind != "table_row",
        )
        start, end = _span(reading, match, document.text)
        modality = self._modality(rule, stated)
        if modality == "denied" and rule.kind == "ownership" and GONE.search(match.group()):
            published = document.published and document.published.isoformat()
            values["valid_to"] = values.get("date") or published
        return {
            "doc": document.name,
            "doc_id": document.id,
            "kind": rule.kind,
            "move": rule.move,
            "role": role(match) or rule.role,
            "rank": rule.rank,
            "parent": rule.parent,
            "observer": rule.observer,
            "stage": step,
            "modality": modality,
            "attributed_to": chain,
            "quote": self.discourse.written[start:end],
            "start": start,
            "end": end,
            "extractor": EXTRACTOR,
            "rule": rule.id,
            "note": rule.note,
            "voting": rule.voting,
            **values,
        }


def _reads(rule: Rule, reading: Reading) -> bool:
    """Whether a rule reads blocks of this kind."""
    kind = reading.line.sentence.kind
    if rule.columns or reading.is_headed:
        return rule.columns and reading.is_headed
    return kind in rule.blocks if rule.blocks else kind != "table_row"


def _chain(
    reading: Reading, match: re.Match[str], has_values: bool
) -> tuple[tuple[str, ...], bool]:
    """Return who is credited for a match, and whether the sentence itself does so.

    A speaker who comes in after "although" or "but" does not speak for what stands before.
    """
    credit = reading.credit
    chain, own = credit.chain, credit.own and bool(credit.chain)
    between = reading.text[match.end() - 1 : credit.at + 1]
    if credit.speaker and credit.at >= match.end() and _TURN.search(between):
        chain, own = credit.carried, False
    for position, outlets in credit.inner:
        if has_values and match.start() <= position <= match.end() + 80:
            chain, own = tuple(dict.fromkeys([*outlets, *chain])), True
    return chain, own


def _interest(rule: Rule, credit: Credit, subject: str | None) -> Interest:
    speaks = credit.speaker is not None and credit.own and bool(credit.chain)
    if rule.interest != "none":
        return rule.interest
    own = rule.kind == "independence_statement" and speaks and credit.speaker == subject
    return "self" if own else "none"


def _span(reading: Reading, match: re.Match[str], text: str) -> tuple[int, int]:
    """Return the sentence as what is quoted; of a long one the part around the match."""
    start, end = reading.line.sentence.start, reading.line.sentence.end
    if len(text[start:end].split()) > QUOTE_WORDS:
        first = reading.tokens[reading.token_at(match.start() + 1)]
        last = reading.tokens[reading.token_at(max(match.start() + 1, match.end() - 1))]
        start, end = first.start, last.end
    return start, end
