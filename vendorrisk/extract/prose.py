"""Claims of running text: rules match tokenised sentences, slots become participants and values."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from vendorrisk.extract.amounts import Amount, money, percent
from vendorrisk.extract.attribution import Credit, credits
from vendorrisk.extract.discourse import Discourse, Line
from vendorrisk.extract.lexicon import load_lexicon
from vendorrisk.extract.modality import modality
from vendorrisk.extract.names import Gazetteer, Mention
from vendorrisk.extract.patterns import Compiled, Rule, Token, load_rules, tokenise
from vendorrisk.model.claim import Claim, Stage
from vendorrisk.model.document import Document
from vendorrisk.rulebook import Registry

EXTRACTOR = "rules/1"
QUOTE_WORDS = 50
NEAR = 12  # tokens around a match in which a figure without a slot is looked for


_POSSIBLE = re.compile(r" (?:may|might|could|potential|potentially|possible|possibly) ")


class Reading(NamedTuple):
    """A sentence ready for matching."""

    line: Line
    tokens: list[Token]
    text: str  # one space before every token and one at the end
    starts: list[int]  # where each token starts in `text`
    words: frozenset[str]  # its tokens; of mentions their letter
    credit: Credit


class Extractor:
    """Reads documents by the rules; built once a registry and folder of rules."""

    def __init__(self, registry: Registry, root: Path | None = None) -> None:
        self.words = load_lexicon(root)
        self.gazetteer = Gazetteer(registry, self.words)
        self.rules = load_rules(root)

    def claims(self, document: Document, *, only: Compiled | None = None) -> tuple[Claim, ...]:
        """Return the claims of a document in the order of its text; of one rule with `only`."""
        discourse = Discourse(document, self.gazetteer, self.words)
        readings = list(_readings(discourse))
        rules = (only,) if only is not None else self.rules
        plain = [compiled for compiled in rules if compiled.rule.implicit not in {"subject", "object"}]
        found = _read(plain, readings, discourse)
        discourse.focus = _about(found) or discourse.focus
        implicit = [compiled for compiled in rules if compiled.rule.implicit in {"subject", "object"}]
        found = _spend_is_no_stake(_merged(found + _read(implicit, readings, discourse)))
        found.sort(key=lambda pair: (pair[0], pair[1].start, pair[1].kind, pair[1].rule, str(pair[1].subject), str(pair[1].object), str(pair[1].person)))
        return tuple(claim.identified() for _, claim in found)


Found = list[tuple[int, Claim]]


def _read(rules: list[Compiled], readings: list[Reading], discourse: Discourse) -> Found:
    return [
        (number, claim)
        for number, reading in enumerate(readings)
        for compiled in rules
        for claim in _matches(compiled, reading, discourse, number)
    ]


def _merged(found: Found) -> Found:
    """Keep one claim a sentence and set of participants: the one with most values."""
    best: dict[tuple[Any, ...], tuple[int, Claim]] = {}
    for number, claim in found:
        key = (number, claim.kind, claim.subject, claim.object, claim.person)
        if key not in best or _richness(claim) > _richness(best[key][1]):
            best[key] = (number, claim)
    lines: dict[int, list[Claim]] = {}
    for number, claim in best.values():
        lines.setdefault(number, []).append(claim)
    return [(number, claim) for number, ones in lines.items() for claim in _without_shadows(ones)]


def _about(found: Found) -> str | None:
    """Return the company that the explicit claims of a text are most often about."""
    counts = Counter(
        claim.object
        for _, claim in found
        if claim.object and claim.kind in {"client", "client_loss", "ownership", "investment"}
    )
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    clear = len(ranked) == 1 or (len(ranked) > 1 and ranked[0][1] > ranked[1][1])
    return ranked[0][0] if clear else None


def _spend_is_no_stake(found: Found) -> Found:
    """Read a client's planned "investment" in its vendor as spend.

    A party whom the same text calls a client of the company, or a client that leaves it, and that
    only plans to put money in, buys services: it is no investor. The verb is kept in the note.
    """
    clients = {
        (c.subject, c.object) for _, c in found if c.kind in {"client", "client_loss"} and c.subject
    }
    out = []
    for number, claim in found:
        pair = (claim.subject, claim.object)
        if claim.kind == "investment" and claim.modality == "planned" and pair in clients:
            note = "the text says 'invest'; a client's planned money is spend, not a stake"
            changed = {"kind": "client", "note": note, "percent": None, "rank": None}
            claim = claim.model_copy(update=changed)
        out.append((number, claim))
    return out


def _readings(discourse: Discourse) -> Iterator[Reading]:
    before: Credit | None = None
    block = -1
    text = discourse.document.text
    for number, line in enumerate(discourse.lines):
        sentence = line.sentence
        tokens = tokenise(text, sentence.start, sentence.end, line.mentions, discourse.words)
        starts, parts, at = [], [], 0
        for token in tokens:
            starts.append(at)
            parts.append(" " + token.text)
            at += len(token.text) + 1
        joined = "".join(parts) + " "
        if sentence.block != block:
            before, block = None, sentence.block
        credit = credits(discourse, number, joined, before)
        before = credit
        words = frozenset(t.text if t.mention < 0 else t.text[0] for t in tokens)
        yield Reading(line, tokens, joined, starts, words, credit)


def _richness(claim: Claim) -> tuple[int, float, str]:
    values = (claim.amount_usd, claim.amount_low, claim.percent, claim.percent_low, claim.rank, claim.person, claim.role, claim.stage, claim.share_of_revenue)
    return sum(v is not None for v in values), claim.probability, claim.rule


def _without_shadows(claims: list[Claim]) -> list[Claim]:
    """Drop claims that a fuller claim of the same sentence and kind already states."""
    kept = []
    for claim in claims:
        fuller = any(
            other is not claim
            and other.kind == claim.kind
            and (claim.subject in (None, other.subject) or claim.kind == "leadership_move")
            and claim.object in (None, other.object)
            and (claim.person or "") in ("", other.person)
            and (claim.subject, claim.object, claim.person) != (other.subject, other.object, other.person)
            and (other.subject, other.object, other.person).count(None) < (claim.subject, claim.object, claim.person).count(None)
            and not (claim.kind == "leadership_move" and claim.person is None and claim.role != other.role)
            for other in claims
        )
        if not fuller:
            kept.append(claim)
    return kept


def _matches(compiled: Compiled, reading: Reading, discourse: Discourse, number: int) -> Iterator[Claim]:
    rule = compiled.rule
    kind = reading.line.sentence.kind
    if rule.blocks:
        if kind not in rule.blocks:
            return
    elif kind == "table_row":
        return
    for expression in compiled.expressions:
        for match in expression.find(reading.text, reading.words):
            yield from _claims(compiled, match, reading, discourse, number)


def _claims(
    compiled: Compiled, match: re.Match[str], reading: Reading, discourse: Discourse, number: int
) -> Iterator[Claim]:
    rule = compiled.rule
    slots: dict[str, list[Mention]] = {}
    for name in ("subject", "object", "person"):
        slots[name] = _fillers(match, name, reading, discourse, number)
        if name == "subject" and "parent" in match.groupdict():
            slots[name] = _known_parent(match, reading, discourse, number)
        if slots[name] == [] and (_has(match, name) or (name == "subject" and _has(match, "parent"))):
            return
    implicit = 1.0
    for name in ("subject", "object"):
        if not slots[name] and rule.implicit == name and discourse.focus is not None:
            slots[name] = [Mention(0, 0, "org", discourse.focus, 0.8)]
    if rule.implicit == "speaker" and not slots["subject"]:
        if reading.credit.speaker is None:
            return
        slots["subject"] = [Mention(0, 0, "org", reading.credit.speaker, 0.9)]
    values = _values(rule, match, reading, discourse)
    word = _role(match)
    stage = _stage(compiled, match)
    if rule.kind == "client_loss" and not rule.modality and _POSSIBLE.search(match.group()):
        stage = "considering"
    chain, credited = _chain(reading, match, values)
    base: dict[str, Any] = {
        "doc": discourse.document.name,
        "doc_id": discourse.document.id,
        "kind": rule.kind,
        "move": rule.move,
        "role": word,
        "rank": rule.rank,
        "parent": rule.parent,
        "observer": rule.observer,
        "stage": stage,
        "extractor": EXTRACTOR,
        "rule": rule.id,
        "note": rule.note,
        "voting": _voting(rule, reading.text),
        **values,
        **_quote(reading, match, discourse.document.text),
    }
    is_table = reading.line.sentence.kind == "table_row"
    words = rule.modality or modality(
        rule.kind,
        reading.text,
        match.start(),
        match.end(),
        presupposed=rule.presupposed,
        credited=credited and rule.interest != "self" and (not rule.presupposed or reading.credit.opens),
        considering=stage == "considering" and not is_table,
    )
    for subject in slots["subject"] or [None]:
        for target in slots["object"] or [None]:
            for person in slots["person"] or [None]:
                names = (subject and subject.name, target and target.name)
                if names[0] is not None and names[0] == names[1] and rule.kind != "leadership_move":
                    continue
                sure = min(m.sure for m in (subject, target, person) if m is not None) if (subject or target or person) else 0.5
                yield Claim(
                    **base,
                    subject=names[0],
                    object=names[1],
                    person=person.name if person else None,
                    modality=words,
                    attributed_to=chain,
                    interest=_interest(rule, reading.credit, names, chain),
                    probability=round(rule.probability * sure * implicit, 4),
                )


def _has(match: re.Match[str], name: str) -> bool:
    return any(match.groupdict().get(f"{name}{n}") for n in ("", "2"))


def _fillers(
    match: re.Match[str], name: str, reading: Reading, discourse: Discourse, number: int
) -> list[Mention]:
    """Return the mentions in a slot, lists spread out and pronouns resolved; [] when it abstains."""
    found: list[Mention] = []
    for suffix in ("", "2"):
        group = match.groupdict().get(f"{name}{suffix}")
        if not group:
            continue
        group = re.sub(r"[OG]\d+ 's (?=(?:[a-z0-9'-]+ )*[OG]\d)", "", group)
        tokens = re.findall(r"(?<!\S)[OGP](\d+)(?!\S)", group)
        if tokens:
            mentions = [reading.line.mentions[int(token)] for token in tokens]
            found += [m for m in mentions if m.name]
            continue
        word = group.split()[-1]
        at = reading.tokens[_token_at(reading, match.start(f"{name}{suffix}"))].start
        pointed = discourse.pronoun(number, word, at)
        if pointed is not None:
            found.append(pointed)
    return list({m.name: m for m in found}.values())


def _known_parent(
    match: re.Match[str], reading: Reading, discourse: Discourse, number: int
) -> list[Mention]:
    """Return the possessor when the registry says that it is the parent of what it possesses."""
    owned = _fillers(match, "object", reading, discourse, number)
    owners = _fillers(match, "parent", reading, discourse, number)
    if len(owned) == 1 and len(owners) == 1 and discourse.is_parent(owners[0].name, owned[0].name):
        return owners
    return []


def _token_at(reading: Reading, position: int) -> int:
    from bisect import bisect_right

    return max(0, bisect_right(reading.starts, position) - 1)


def _role(match: re.Match[str]) -> str | None:
    if match.groupdict().get("staff"):
        return "staff"
    group = match.groupdict().get("role") or match.groupdict().get("role2")
    if group is None:
        return None
    small = {"ceo", "cfo", "cto", "coo", "cio", "cmo", "cpo", "cro", "svp", "evp", "vp"}
    return " ".join(w.upper() if w in small else w for w in group.split())


def _stage(compiled: Compiled, match: re.Match[str]) -> Stage | None:
    text = match.group()
    for stage, expression in compiled.stages:
        if expression.search(text):
            return stage
    return compiled.rule.stage


def _values(
    rule: Rule, match: re.Match[str], reading: Reading, discourse: Discourse
) -> dict[str, Any]:
    """Return the figures of a claim: those in slots, else the nearest one that the rule attaches."""
    text = discourse.document.text
    out: dict[str, Any] = {}
    for slot, kind in (("amount", "money"), ("percent", "share"), ("share", "share")):
        wanted = {"amount": "amount", "percent": "percent", "share": "share_of_revenue"}[slot]
        token = match.groupdict().get(slot)
        number = int(token[1:]) if token else None
        if number is None and wanted in rule.attach:
            number = _nearest(kind, match, reading)
        if number is None:
            continue
        mention = reading.line.mentions[number]
        written = text[mention.start : mention.end]
        if slot == "amount":
            out |= _money(money(written)[0], written)
        elif slot == "percent":
            out |= _share(percent(written + " of")[0])
        else:
            share = percent(written + " of")[0].value
            out["share_of_revenue"] = None if share is None or share > 100 else share / 100
    date = match.groupdict().get("date")
    dated = [m for m in reading.line.mentions if m.kind == "date"]
    if date:
        out["date"] = reading.line.mentions[int(date[1:])].name
    elif len(dated) == 1 and not rule.presupposed:
        out["date"] = dated[0].name
    this_year = re.search(r" (this|last|next) year ", reading.text)
    if this_year and rule.kind in {"client", "revenue"}:
        out["period"] = f"{this_year.group(1)} year"
    return out


def _nearest(kind: str, match: re.Match[str], reading: Reading) -> int | None:
    """Return the mention of a kind inside the match, else the nearest within a few tokens after or before."""
    first = _token_at(reading, match.start() + 1)
    last = _token_at(reading, max(match.start(), match.end() - 1))
    best: tuple[int, int] | None = None
    for at, token in enumerate(reading.tokens):
        if token.mention < 0 or reading.line.mentions[token.mention].kind != kind:
            continue
        distance = 0 if first <= at <= last else at - last if at > last else (first - at) * 2
        if distance <= NEAR and (best is None or distance < best[0]):
            between = reading.tokens[last + 1 : at] if at > last else []
            if any(t.text in {";", "but", "while", "valuing", "valued", "valuation"} for t in between):
                continue
            best = (distance, token.mention)
    return best[1] if best else None


def _money(amount: Amount, written: str) -> dict[str, Any]:
    out: dict[str, Any] = {"currency": amount.currency, "as_written": written}
    if amount.currency == "USD":
        exact = amount.qualifier == "exact"
        out["amount_usd"] = amount.value
        out["amount_low"] = None if exact else amount.low
        out["amount_high"] = None if exact else amount.high
    return out


def _share(share: Amount) -> dict[str, Any]:
    if any(v is not None and v > 100 for v in (share.value, share.low, share.high)):
        return {}
    exact = share.qualifier == "exact"
    return {
        "percent": share.value,
        "percent_low": None if exact else share.low,
        "percent_high": None if exact else share.high,
    }


def _voting(rule: Rule, text: str) -> bool | None:
    if rule.kind not in {"investment", "ownership", "acquisition"}:
        return rule.voting
    if re.search(r" (?:non-voting|nonvoting|without votes|no voting|without voting) ", text):
        return False
    return rule.voting


_TURN = re.compile(r" (?:although|though|but|while|whereas|even though) ")


def _chain(
    reading: Reading, match: re.Match[str], values: dict[str, Any]
) -> tuple[tuple[str, ...], bool]:
    """Return who is credited for a match, and whether the sentence itself does so.

    A speaker who comes in after "although" or "but" does not speak for what stands before.
    """
    credit = reading.credit
    chain, own = credit.chain, credit.own and bool(credit.chain)
    if credit.speaker and credit.at >= match.end() and _TURN.search(reading.text[match.end() - 1 : credit.at + 1]):
        chain, own = credit.carried, False
    for position, outlets in reading.credit.inner:
        if values and 0 <= position - match.start() and position - match.end() <= 80:
            chain, own = tuple(dict.fromkeys([*outlets, *chain])), True
    return chain, own


def _interest(
    rule: Rule, credit: Credit, names: tuple[str | None, str | None], chain: tuple[str, ...]
) -> str:
    if rule.interest != "none":
        return rule.interest
    if credit.speaker is not None and credit.own and chain:
        if rule.kind == "independence_statement" and credit.speaker == names[0]:
            return "self"
    return "none"


def _quote(reading: Reading, match: re.Match[str], text: str) -> dict[str, Any]:
    """Return the sentence as the quote; of a long one the part around the match."""
    start, end = reading.line.sentence.start, reading.line.sentence.end
    if len(text[start:end].split()) > QUOTE_WORDS:
        first = reading.tokens[_token_at(reading, match.start() + 1)]
        last = reading.tokens[_token_at(reading, max(match.start() + 1, match.end() - 1))]
        start, end = first.start, last.end
    return {"quote": text[start:end], "start": start, "end": end}
