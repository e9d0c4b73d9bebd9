"""The classifier at work: weighs what rules claim, and claims what they have no words for."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import Field

from vendorrisk.extract.classifier import Classifier, Weighed, sigmoid
from vendorrisk.extract.discourse import Discourse
from vendorrisk.extract.elements import alternatives_of
from vendorrisk.extract.merging import MUTUAL, Found
from vendorrisk.extract.modality import supposed
from vendorrisk.extract.proposals import Candidate, candidates, seen_features, sight_of
from vendorrisk.extract.readings import Reading
from vendorrisk.extract.rules import Attached, Compiled, Rule, load_lists, load_rules
from vendorrisk.extract.segments import word_classes
from vendorrisk.extract.slots import role_name
from vendorrisk.model.base import Noun
from vendorrisk.model.claim import Claim, Stage
from vendorrisk.rulebook import load_file, rules_root

EXTRACTOR = "classifier/1"
TRUST = 0.6  # a rule's share of the log-odds: least log loss on folds held out (docs/method.md)
LEAST = 0.02  # a rule's claim of which the classifier thinks less is dropped
ANYHOW = 0.75  # a further kind of the same mentions is claimed from here on
# no owner on a doubt; who is whose rival is known of most parties, so a text must be plain; and
# on news not trained on few proposals of the last three were right
SUREST = {
    "acquisition": 0.5,
    "investment": 0.5,
    "ownership": 0.5,
    "rival": 0.8,
    "independence_statement": 0.9,
    "alternative_demand": 0.9,
    "leaves": 0.8,
}
AROUND = 60  # characters behind the mentions in which a post is looked for
MOVES = frozenset({"leaves", "joins", "appointed", "promoted", "stays_on_board"})
Base = Callable[[Compiled, re.Match[str], Reading], dict[str, Any]]


class Wording(Noun):
    """What a proposed claim of a kind takes along; as in `rules.Rule`."""

    attach: tuple[Attached, ...] = ()
    stage: Stage | None = None
    stages: dict[Stage, tuple[str, ...]] = Field(default_factory=dict)


class Wordings(Noun):
    """The file ``rules/classifier/kinds.yaml``: kinds by form."""

    pair: dict[str, Wording]
    post: dict[str, Wording]
    single: dict[str, Wording]


@functools.lru_cache(maxsize=8)
def load_wordings(root: Path | None = None) -> dict[tuple[str, str], Compiled]:
    """Load what proposed claims take along, by form and kind.

    Raises
    ------
    RuleErrors
        For unknown keys or word lists, with ``path:line``.
    """
    file = load_file((root or rules_root()) / "classifier" / "kinds.yaml", Wordings)
    lists = load_lists(root)
    out = {}
    for form in ("pair", "post", "single"):
        for kind, wording in getattr(file, form).items():
            move = kind if kind in MOVES else None
            rule = Rule(
                id=f"weighed-{kind.replace('_', '-')}",
                kind="leadership_move" if move else kind,
                why="proposed by the classifier",
                patterns=(),
                probability=1.0,
                move=move,
                stage=wording.stage,
                attach=wording.attach,
                tests=(),
            )
            stages = tuple(
                (stage, re.compile(rf"(?<!\S)(?:{alternatives_of(words, lists)})(?!\S)"))
                for stage, words in wording.stages.items()
            )
            out[form, kind] = Compiled(rule, (), stages)
    return out


class Weigher:
    """Weighs the sentences of documents.

    Parameters
    ----------
    classifier : Classifier
        Weights.
    root : Path or None
        Folder of rules; None: those that ship with the package.
    """

    def __init__(self, classifier: Classifier, root: Path | None = None) -> None:
        self.classifier = classifier
        self._wordings = load_wordings(root)
        self._classes = word_classes(root)
        self._leaning = frozenset(c.rule.id for c in load_rules(root) if c.rule.implicit)

    @property
    def rules(self) -> dict[str, Rule]:
        """Return what stands as the rule of proposed claims, by id."""
        return {one.rule.id: one.rule for one in self._wordings.values()}

    def weighs(self, claim: Claim) -> bool:
        """Whether a rule's claim is weighed: not where its rule leans on the rest of the text."""
        return claim.rule not in self._leaning

    def cut(self, form: str, kind: str) -> float:
        """Return the probability in 0..1 from which a kind is claimed where no rule claims it."""
        return max(self.classifier.model.cuts.get(form, 1.0), SUREST.get(kind, 0.0))

    def weigh(
        self, found: Found, lines: Iterable[Reading], discourse: Discourse, base: Base
    ) -> Found:
        """Return the claims of rules with the classifier's probability, and those it adds.

        A rule that takes a participant from the rest of the text is left alone: the sentence
        does not show what it leans on.

        Parameters
        ----------
        found : list of (int, Claim)
            Claims of rules, with the numbers of their sentences.
        lines : iterable of Reading
            The sentences.
        discourse : Discourse
            Their document.
        base : callable
            Gives the values that a match brings along: ``base(compiled, match, reading)``.
        """
        by_line: dict[int, list[Claim]] = {}
        for number, claim in found:
            by_line.setdefault(number, []).append(claim)
        out: Found = []
        for reading in lines:
            claims = by_line.pop(reading.number, [])
            kept = self._sentence(reading, claims, discourse, base)
            out += [(reading.number, claim) for claim in kept]
        for number, claims in by_line.items():
            out += [(number, claim) for claim in claims]
        return out

    def _sentence(
        self, reading: Reading, claims: list[Claim], discourse: Discourse, base: Base
    ) -> list[Claim]:
        text = discourse.document.text
        proposed: list[Claim] = []
        judged: dict[int, float] = {}
        sight = sight_of(reading, self._classes)
        for candidate in candidates(reading, discourse, sight):
            seen = seen_features(candidate, sight, text, claims)
            weighed = self.classifier.weigh(candidate.form, seen)
            known: set[str] = set()
            for number, claim in enumerate(claims):
                kind = kind_of(candidate, claim)
                if kind is not None:
                    known.add(kind)
                if kind in weighed.kinds and self.weighs(claim):
                    chance = chance_of(candidate, claim, kind, weighed)
                    judged[number] = max(judged.get(number, 0.0), chance)
            for kind in self._worth(candidate, weighed, known):
                proposed += self._proposed(candidate, kind, weighed, reading, base, discourse)
        kept = [
            claim if number not in judged else _disposed(claim, judged[number])
            for number, claim in enumerate(claims)
        ]
        claimed = [claim for claim in kept if claim is not None]
        return claimed + _consistent(_moves(proposed), claimed)

    def _worth(self, candidate: Candidate, weighed: Weighed, known: set[str]) -> list[str]:
        """Return the kinds worth claiming: the likeliest, and others that are likely anyhow.

        What is claimed has a probability, names and direction included, that reaches the cut.
        """
        sure = min(candidate.first.sure, candidate.second.sure)
        ranked = sorted(
            (
                (chance, kind)
                for kind, chance in weighed.kinds.items()
                if sure * chance * _certain(weighed.leads.get(kind, 1.0))
                >= self.cut(candidate.form, kind)
                and (candidate.form, kind) in self._wordings
                and kind not in known
            ),
            reverse=True,
        )
        first = 0 if known else 1
        return [
            kind for place, (chance, kind) in enumerate(ranked) if place < first or chance >= ANYHOW
        ]

    def _proposed(
        self,
        candidate: Candidate,
        kind: str,
        weighed: Weighed,
        reading: Reading,
        base: Base,
        discourse: Discourse,
    ) -> Iterator[Claim]:
        match = _match(candidate, reading)
        if match is None or supposed(reading.text, match.start()):
            return
        values = base(self._wordings[candidate.form, kind], match, reading)
        if candidate.form == "post":
            values["role"] = _role(match, reading, discourse)
        lead = weighed.leads.get(kind, 1.0)
        chance = weighed.kinds[kind] * _certain(lead)
        yield Claim(
            **{**values, "extractor": EXTRACTOR},
            **_ends(candidate, kind, lead >= 0.5),
            probability=round(chance * min(candidate.first.sure, candidate.second.sure), 4),
        )


def _certain(lead: float) -> float:
    """Return the probability of the likelier of two directions."""
    return max(lead, 1 - lead)


def _role(match: re.Match[str], reading: Reading, discourse: Discourse) -> str | None:
    """Return the post that is named between a person and a company, or next behind them."""
    low, high = match.start(), match.end()
    found = discourse.words.role.search(reading.text, low, high) or discourse.words.role.search(
        reading.text, high, high + AROUND
    )
    if found is None:
        return None
    return role_name(found.group().strip())


def _consistent(proposed: list[Claim], claimed: list[Claim]) -> list[Claim]:
    """Return what is proposed of a sentence without what a likelier claim of it rules out.

    A company stands on one side of a kind: who invests beside others is not invested in. Of the
    kinds that are said of one company, a sentence says them of the likeliest.
    """
    sides: dict[tuple[str, str | None], str] = {}
    for claim in claimed:
        if claim.subject and claim.object:
            sides[claim.kind, claim.subject], sides[claim.kind, claim.object] = "subject", "object"
    alone = {c.kind for c in claimed if c.object is None and c.person is None}
    kept: set[int] = set()
    for number, claim in sorted(enumerate(proposed), key=lambda one: (-one[1].probability, one[0])):
        if claim.person is None and claim.object is None:
            if claim.kind in alone and claim.probability < ANYHOW:
                continue
            alone.add(claim.kind)
        elif claim.person is None and claim.kind not in MUTUAL:
            subject, target = (claim.kind, claim.subject), (claim.kind, claim.object)
            if sides.get(subject) == "object" or sides.get(target) == "subject":
                continue
            sides[subject], sides[target] = "subject", "object"
        kept.add(number)
    return [claim for number, claim in enumerate(proposed) if number in kept]


def _moves(proposed: list[Claim]) -> list[Claim]:
    """Join what is proposed of one person's leaving and coming: from one company to another."""
    left = {c.person: c for c in proposed if c.move == "leaves"}
    came = {c.person: c for c in proposed if c.move in {"joins", "appointed"}}
    out = []
    for claim in proposed:
        start, end = left.get(claim.person), came.get(claim.person)
        if start is None or end is None or claim not in (start, end):
            out.append(claim)
        elif claim is end:
            out.append(
                end.model_copy(
                    update={
                        "subject": start.subject,
                        "move": "joins",
                        "probability": min(start.probability, end.probability),
                    }
                )
            )
    return out


def _match(candidate: Candidate, reading: Reading) -> re.Match[str] | None:
    """Return the stretch of a sentence from the first mention to the second, as a match."""
    first, second = (reading.tokens[place].text for place in candidate.places)
    start = reading.starts[candidate.places[0]]
    if candidate.form == "single":
        return re.compile(rf" {re.escape(first)}(?= )").match(reading.text, start)
    stretch = re.compile(rf" {re.escape(first)} .*?{re.escape(second)}(?= )")
    return stretch.match(reading.text, start)


def _ends(candidate: Candidate, kind: str, leads: bool) -> dict[str, str | None]:
    first, second = candidate.first, candidate.second
    if candidate.form == "single":
        return {"subject": first.name}
    if candidate.form == "post":
        person, company = (first, second) if first.kind == "person" else (second, first)
        side = "subject" if kind == "leaves" else "object"
        return {"person": person.name, side: company.name}
    ends = (first.name, second.name) if leads else (second.name, first.name)
    return {"subject": ends[0], "object": ends[1]}


def kind_of(candidate: Candidate, claim: Claim) -> str | None:
    """Return what a claim calls the relation of a candidate, None when it is not of it."""
    first, second = candidate.first.name, candidate.second.name
    if candidate.form == "single":
        alone = claim.object is None and claim.person is None
        return claim.kind if alone and claim.subject == first else None
    if candidate.form == "pair":
        same = claim.person is None and {claim.subject, claim.object} == {first, second}
        return claim.kind if same else None
    person, company = (first, second) if candidate.first.kind == "person" else (second, first)
    if claim.person != person:
        return None
    if claim.kind == "directorship":
        return claim.kind if claim.object == company else None
    if claim.object == company:
        return "joins" if claim.move == "leaves" else claim.move
    return "leaves" if claim.subject == company else None


def chance_of(candidate: Candidate, claim: Claim, kind: str, weighed: Weighed) -> float:
    """Return the classifier's probability in 0..1 of a claim: of its kind, and of its direction."""
    chance = weighed.kinds[kind]
    if candidate.form != "pair" or kind in MUTUAL or kind not in weighed.leads:
        return chance
    lead = weighed.leads[kind]
    return chance * (lead if claim.subject == candidate.first.name else 1 - lead)


def _disposed(claim: Claim, chance: float) -> Claim | None:
    """Return a rule's claim with both opinions in its probability, or None when it is dropped."""
    if chance < LEAST:
        return None
    return claim.model_copy(update={"probability": both(claim.probability, chance)})


def both(rule: float, chance: float) -> float:
    """Return a rule's and the classifier's probability as one: their log-odds' weighted mean."""
    return round(sigmoid(TRUST * log_odds(rule) + (1 - TRUST) * log_odds(chance)), 4)


def log_odds(chance: float) -> float:
    """Return ``ln(p / (1 - p))`` of a probability, bounded away from 0 and 1."""
    bounded = min(max(chance, 1e-6), 1 - 1e-6)
    return math.log(bounded / (1 - bounded))
