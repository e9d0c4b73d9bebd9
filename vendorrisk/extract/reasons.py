"""Why a claim was made: the pattern, whom its words stand for, and how its probability arose."""

from __future__ import annotations

import re
from typing import Literal

from vendorrisk.extract.accounts import Weighing, by_hand, weighing
from vendorrisk.extract.facts import EXTRACTOR
from vendorrisk.extract.names import Mention
from vendorrisk.extract.pointing import Pointed, named, pronoun, unwritten
from vendorrisk.extract.proposals import PRONOUNS, Candidate, candidates, seen_features, sight_of
from vendorrisk.extract.prose import Extractor, Firing, Trace
from vendorrisk.extract.readings import Reading
from vendorrisk.extract.rules import place_of
from vendorrisk.extract.slots import participants
from vendorrisk.extract.weighing import TRUST, both, chance_of, kind_of, log_odds
from vendorrisk.model.base import Noun, Share
from vendorrisk.model.claim import Claim
from vendorrisk.rulebook import rules_root

_CLOSE = 1e-4  # probabilities of claims are rounded to four digits
_WORDS = re.compile(r"(?<!\S)[A-Z](\d+)(?!\S)")
Slot = Literal["subject", "object", "person"]
SLOTS: tuple[Slot, ...] = ("subject", "object", "person")


class Matched(Noun):
    """The rule that made a claim; ``text`` is the stretch of the sentence that it matched.

    ``probability`` in 0..1 is what the rule gives; ``where`` is ``path:line`` of the pattern.
    ``others`` are rules that claim the same of the sentence.
    """

    rule: str
    why: str
    pattern: str
    where: str
    probability: Share
    text: str
    others: tuple[str, ...]


class Reasons(Noun):
    """Why a claim was made.

    ``matched`` is None where no rule made it: the classifier proposed it, or a fact file states
    it. ``steps`` tell in order how ``probability`` arose. ``agrees``: worked by hand from what is
    told, it is the claim's own.
    """

    matched: Matched | None
    mentions: tuple[Pointed, ...]
    weighings: tuple[Weighing, ...]
    steps: tuple[str, ...]
    notes: tuple[str, ...]
    probability: Share
    agrees: bool


def why(extractor: Extractor, trace: Trace, claim: Claim) -> Reasons:
    """Return why a claim was made.

    Parameters
    ----------
    extractor : Extractor
        What made it.
    trace : Trace
        What its reading left, of `Extractor.read`.
    claim : Claim
        One of the claims of that reading, names as the text has them.
    """
    source = _source(trace, claim)
    if source is None:
        return _proposed(extractor, trace, claim)
    number, original, firing = source
    reading = next(one for one in trace.readings if one.number == number)
    mentions = _mentions(extractor, trace, firing, original)
    steps, expected = _by_rule(firing, mentions)
    weigher = extractor.weigher
    leans = weigher is not None and not weigher.weighs(original)
    found = [] if leans else [one for _, one in _weighings(extractor, trace, reading, original)]
    if leans:
        steps.append(
            "the classifier sees the sentence alone, and this leans on the text: not asked"
        )
    if found:
        best = max(found, key=lambda one: one.probability)
        expected = both(original.probability, best.probability)
        steps += [_weighed(best), _mixed(original.probability, best.probability, expected)]
        found = [best]
    return Reasons(
        matched=_matched(extractor, trace, firing, original, number),
        mentions=mentions,
        weighings=tuple(found),
        steps=tuple(steps),
        notes=_notes(original, claim),
        probability=claim.probability,
        agrees=_agree(found, expected, claim),
    )


def stated(claim: Claim) -> Reasons:
    """Return why a claim of a fact file or a plug-in was made: somebody states it."""
    who = "the fact file" if claim.extractor == EXTRACTOR else "the plug-in"
    return Reasons(
        matched=None,
        mentions=(),
        weighings=(),
        steps=(f"{who} states it: {claim.probability:g}",),
        notes=(claim.note,) if claim.note else (),
        probability=claim.probability,
        agrees=True,
    )


def _source(trace: Trace, claim: Claim) -> tuple[int, Claim, Firing] | None:
    """Return the sentence, claim and match of a rule that a claim comes from."""
    for number, one in trace.claims:
        if _key(one) == _key(claim):
            for firing in trace.firings:
                if firing.reading.number == number and firing.claim == one:
                    return number, one, firing
    return None


def _key(claim: Claim) -> tuple[object, ...]:
    return claim.rule, claim.start, claim.end, claim.subject, claim.object, claim.person, claim.role


def _matched(
    extractor: Extractor, trace: Trace, firing: Firing, claim: Claim, number: int
) -> Matched:
    rule = firing.compiled.rule
    path = (extractor.root or rules_root()) / "extract" / f"{rule.id}.yaml"
    parties = (claim.kind, claim.subject, claim.object, claim.person)
    others = {
        f.claim.rule
        for f in trace.firings
        if f.reading.number == number
        and (f.claim.kind, f.claim.subject, f.claim.object, f.claim.person) == parties
    }
    return Matched(
        rule=rule.id,
        why=rule.why,
        pattern=firing.pattern,
        where=place_of(path, firing.pattern),
        probability=rule.probability,
        text=_stretch(firing, trace.discourse.written),
        others=tuple(sorted(others - {rule.id})),
    )


def _stretch(firing: Firing, text: str) -> str:
    """Return the words of a document that a pattern matched."""
    start = firing.match.start() + 1
    end = firing.match.start() + len(firing.match.group().rstrip())
    reading = firing.reading
    first, last = (reading.tokens[reading.token_at(at)] for at in (start, max(start, end - 1)))
    return text[first.start : last.end]


def _mentions(
    extractor: Extractor, trace: Trace, firing: Firing, claim: Claim
) -> tuple[Pointed, ...]:
    found = []
    for slot in SLOTS:
        name = getattr(claim, slot)
        if name is None:
            continue
        mentions = participants(firing.match, slot, firing.reading, trace.discourse) or []
        mention = next((one for one in mentions if one.name == name), None)
        if mention is None:
            topic = firing.compiled.rule.implicit == slot
            found.append(unwritten(slot, name, "topic" if topic else "speaker"))
        elif mention in firing.reading.line.mentions:
            found.append(named(slot, mention, trace.discourse, extractor.gazetteer))
        else:
            found.append(_pointing(slot, mention, firing, trace))
    return tuple(found)


def _pointing(slot: Slot, mention: Mention, firing: Firing, trace: Trace) -> Pointed:
    """Return what the pronoun in a slot points to."""
    groups = firing.match.groupdict()
    key = next(
        one for one in (slot, f"{slot}2") if groups.get(one) and not _WORDS.search(groups[one])
    )
    token = firing.reading.tokens[firing.reading.token_at(firing.match.end(key) - 1)]
    word = trace.discourse.document.text[token.start : token.end]
    return pronoun(slot, word, token.start, mention, trace.discourse)


def _by_rule(firing: Firing, mentions: tuple[Pointed, ...]) -> tuple[list[str], float]:
    rule = firing.compiled.rule
    least = min(mentions, key=lambda one: one.sure, default=None)
    steps = [f"the rule {rule.id} gives {rule.probability:g}"]
    sure = 0.5 if least is None else least.sure
    given = round(rule.probability * sure, 4)
    if least is None:
        steps.append(f"x 0.5, since it names nobody = {given:g}")
    elif sure < 1:
        steps.append(
            f"x {sure:g}, how sure it is that '{least.written or least.how}' is {least.name}"
            f" = {given:g}"
        )
    return steps, given


def _weighings(
    extractor: Extractor, trace: Trace, reading: Reading, claim: Claim
) -> list[tuple[Candidate, Weighing]]:
    """Return what the classifier thinks of every candidate of a sentence that a claim is of."""
    if extractor.weigher is None:
        return []
    classifier = extractor.weigher.classifier
    said = [one for number, one in trace.claims if number == reading.number]
    sight = sight_of(reading, extractor.classes)
    found = []
    for candidate in candidates(reading, trace.discourse, sight):
        kind = kind_of(candidate, claim)
        if kind is None:
            continue
        features = seen_features(candidate, sight, trace.discourse.document.text, said)
        weighed = classifier.weigh(candidate.form, features)
        if kind in weighed.kinds:
            chance = chance_of(candidate, claim, kind, weighed)
            one = weighing(classifier, candidate, kind, features, weighed, chance)
            found.append((candidate, one))
    return found


def _proposed(extractor: Extractor, trace: Trace, claim: Claim) -> Reasons:
    """Return why the classifier made a claim of which no rule knows."""
    rules = extractor.weigher.rules if extractor.weigher is not None else {}
    if claim.rule not in rules:
        raise ValueError(f"no reading of this extractor makes the claim {claim.id}")
    rule = rules[claim.rule]
    original = claim.model_copy(update={"kind": rule.kind, "move": rule.move})
    found: list[tuple[Candidate, Weighing]] = []
    for reading in trace.readings:
        sentence = reading.line.sentence
        if sentence.start <= claim.start and claim.end <= sentence.end:
            found += _weighings(extractor, trace, reading, original)
    steps = ["no rule claims it; the classifier does"]
    chances = []
    for candidate, one in found:
        sure = min(candidate.first.sure, candidate.second.sure)
        chances.append(round(one.probability * sure, 4))
        steps.append(_weighed(one))
        if extractor.weigher is not None:
            cut = extractor.weigher.cut(one.form, one.kind)
            steps[-1] += f"; {one.kind} is claimed from {cut:g} on"
        if sure < 1:
            steps.append(f"x {sure:g}, how sure its names are = {chances[-1]:.4f}")
    if len(found) > 1:
        steps.append(f"the less sure of leaving and coming counts: {min(chances):.4f}")
    weighings = [one for _, one in found]
    return Reasons(
        matched=None,
        mentions=_of_candidates(extractor, trace, [one for one, _ in found], claim),
        weighings=tuple(weighings),
        steps=tuple(steps),
        notes=_notes(original, claim),
        probability=claim.probability,
        agrees=_agree(weighings, min(chances, default=0.0), claim),
    )


def _of_candidates(
    extractor: Extractor, trace: Trace, found: list[Candidate], claim: Claim
) -> tuple[Pointed, ...]:
    """Return whom the mentions of candidates stand for, by the slots of a claim."""
    text = trace.discourse.document.text
    out: dict[str, Pointed] = {}
    for candidate in found:
        for mention in (candidate.first, candidate.second):
            slot = next((one for one in SLOTS if getattr(claim, one) == mention.name), None)
            if slot is None or slot in out:
                continue
            written = text[mention.start : mention.end]
            if written.casefold() in PRONOUNS:
                out[slot] = pronoun(slot, written, mention.start, mention, trace.discourse)
            else:
                out[slot] = named(slot, mention, trace.discourse, extractor.gazetteer)
    return tuple(out[slot] for slot in SLOTS if slot in out)


def _weighed(one: Weighing) -> str:
    if one.lead is None or one.probability == one.chance:
        return f"the classifier gives {one.kind} {one.chance:.4f}"
    lead = one.probability / one.chance if one.chance else 0.0
    return (
        f"the classifier gives {one.kind} {one.chance:.4f} x {lead:.4f} for the direction"
        f" = {one.probability:.4f}"
    )


def _mixed(rule: float, chance: float, mixed: float) -> str:
    return (
        f"both count: log-odds {TRUST:g} x {log_odds(rule):.4f} + {1 - TRUST:g} x"
        f" {log_odds(chance):.4f}, as a probability {mixed:.4f}"
    )


def _agree(found: list[Weighing], expected: float, claim: Claim) -> bool:
    for one in found:
        chance, lead = by_hand(one)
        if abs(chance - one.chance) > _CLOSE or abs((lead or 0.0) - (one.lead or 0.0)) > _CLOSE:
            return False
    return abs(expected - claim.probability) <= _CLOSE


def _notes(original: Claim, claim: Claim) -> tuple[str, ...]:
    notes = []
    if original.kind != claim.kind:
        notes.append(f"read as {original.kind}; the rest of the text makes it {claim.kind}")
    if claim.note:
        notes.append(claim.note)
    return tuple(notes)
