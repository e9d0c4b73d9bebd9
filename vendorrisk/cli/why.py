"""Why a claim was made, whom it counts with, and how its names were resolved."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from vendorrisk.cli.passages import Places, around
from vendorrisk.cli.talk import count, one_line, wrapped
from vendorrisk.model.summary import page_of

if TYPE_CHECKING:
    from vendorrisk.dossier import Dossier
    from vendorrisk.extract.accounts import Account, Opinion, Weighing
    from vendorrisk.extract.reasons import Reasons
    from vendorrisk.model.claim import Claim
    from vendorrisk.model.document import Document
    from vendorrisk.model.lineage import ArticleFamily
    from vendorrisk.model.naming import Naming

LABEL = 14
FIGURE = 62  # column in which the figures of a sum end


class Kin(NamedTuple):
    """What a claim counts with: what it speaks to, its origin, and all claims of that origin.

    ``counted`` has each claim of the same statement and origin with its document and reasons;
    ``articles`` is the family of the document, None for a file of facts.
    """

    key: str | None
    origin: str | None
    counted: tuple[tuple[str, str, tuple[str, ...]], ...]
    articles: ArticleFamily | None


class Why(NamedTuple):
    """A claim and all that led to it."""

    claim: Claim
    document: Document
    engine: str
    reasons: Reasons
    names: tuple[Naming, ...]
    kin: Kin


def why(claim: Claim, dossier: Dossier, rules: Path | None) -> Why:
    """Return what led to a claim of a dossier; its document is read again for it."""
    document = next(one for one in dossier.documents if one.id == claim.doc_id)
    original, reasons = _reasons(claim, document, dossier, rules)
    used = {original.subject, original.object, original.person}
    names = tuple(one for one in dossier.names if one.name in used)
    return Why(claim, document, dossier.engine, reasons, names, _kin(claim, dossier, rules))


def _reasons(
    claim: Claim, document: Document, dossier: Dossier, rules: Path | None
) -> tuple[Claim, Reasons]:
    """Return the claim with the names that its document has, and why it was made."""
    from vendorrisk.extract import extractor
    from vendorrisk.extract.foreign import FOREIGN
    from vendorrisk.extract.prose import Trace
    from vendorrisk.extract.reasons import stated
    from vendorrisk.extract.reasons import why as why_made

    if document.media == "facts" or claim.rule.startswith(FOREIGN):
        return claim, stated(claim)
    reader = extractor(rules, dossier.judgements, engine=dossier.engine)
    trace = Trace()
    made, _ = reader.read(document, trace=trace)
    resolved = dossier.resolver(rules).resolve(made)
    pairs = zip(made, resolved, strict=True)
    original = next(one for one, other in pairs if other.id == claim.id)
    return original, why_made(reader, trace, original)


def _kin(claim: Claim, dossier: Dossier, rules: Path | None) -> Kin:
    """Return the family of a claim: the one place that asks the lineage."""
    from vendorrisk.evidence.beliefs import Evidence
    from vendorrisk.evidence.keys import name_the_unnamed
    from vendorrisk.rulebook import load_parameters
    from vendorrisk.stories import families

    documents = {document.id: document for document in dossier.documents}
    day = dossier.last_known or dt.date.max
    evidence = Evidence(
        dossier.claims, documents, dossier.resolver(rules), load_parameters(rules), day
    )
    articles = next(
        (
            family
            for family in families(dossier, rules=rules)
            if any(member.document == claim.doc_id for member in family.members)
        ),
        None,
    )
    keys = name_the_unnamed(dossier.claims)
    key = keys.get(claim.id)
    if key is None or claim.id not in evidence.lineage:
        return Kin(None if key is None else str(key), None, (), articles)
    origin = evidence.lineage[claim.id].origin
    counted = tuple(
        (one.id, one.doc, evidence.lineage[one.id].reasons)
        for one in dossier.claims
        if keys.get(one.id) == key
        and one.id in evidence.lineage
        and evidence.lineage[one.id].origin == origin
    )
    return Kin(str(key), origin, counted, articles)


def as_json(told: Why) -> str:
    """Return all that led to a claim as JSON."""
    kin = told.kin
    body: dict[str, Any] = {
        "claim": told.claim.model_dump(mode="json"),
        "document": {
            "name": told.document.name,
            "path": told.document.path,
            "sha256": told.document.sha256,
            "line": Places(told.document).line(told.claim.start),
        },
        "engine": told.engine,
        **told.reasons.model_dump(mode="json"),
        "names": [one.model_dump(mode="json") for one in told.names],
        "family": {
            "speaks_to": kin.key,
            "origin": kin.origin,
            "claims": [
                {"id": name, "document": document, "why": list(reasons)}
                for name, document, reasons in kin.counted
            ],
            "articles": None if kin.articles is None else kin.articles.model_dump(mode="json"),
        },
    }
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def as_text(told: Why) -> str:
    """Return all that led to a claim as a page of text."""
    from vendorrisk.cli.claims import decided, parties

    claim, document = told.claim, told.document
    lines = [
        claim.id,
        _field("claim", f"{claim.kind}: {parties(claim)}"),
        _field("wording", claim.modality),
        *([_field("review", decided(claim.review))] if claim.review else []),
        _field("where", f"{document.path}, {Places(document).told(claim.start)}"),
        wrapped(around(document, claim), indent=" " * LABEL, hanging=" " * LABEL),
        "",
        *_found(told),
        "",
        *_names(told),
        "",
        *_arose(told.reasons),
    ]
    for weighing in told.reasons.weighings:
        lines += ["", *_weighed(weighing)]
    lines += ["", *_family(told)]
    return page_of(lines)


def _field(name: str, value: str, indent: str = "") -> str:
    label = f"{indent}{name + ':':<{LABEL - len(indent)}}"
    return wrapped(label + one_line(value), hanging=" " * LABEL)


def _found(told: Why) -> Iterator[str]:
    yield f"How it was found (engine {told.engine})"
    matched = told.reasons.matched
    if matched is None:
        yield wrapped(_by_no_rule(told), indent="  ")
    else:
        yield _field("rule", f"{matched.rule}: {matched.why}", "  ")
        yield _field("pattern", matched.pattern, "  ")
        yield f"  {'at:':<{LABEL - 2}}{one_line(matched.where)}"  # a path stays in one piece
        yield _field("matched", f"\u00ab{matched.text}\u00bb", "  ")
        if matched.others:
            yield _field("also", f"{', '.join(matched.others)}: the same claim", "  ")
    for note in told.reasons.notes:
        yield _field("note", note, "  ")


def _by_no_rule(told: Why) -> str:
    from vendorrisk.extract.foreign import FOREIGN

    claim = told.claim
    if claim.rule.startswith(FOREIGN):
        return f"no rule: the plug-in '{claim.rule.removeprefix(FOREIGN)}' of {claim.extractor}"
    if told.document.media == "facts":
        return "a file of facts states it"
    return f"no rule: the classifier proposes it ({claim.rule})"


def _names(told: Why) -> Iterator[str]:
    yield "Whom its words stand for"
    naming = {one.name: one for one in told.names}
    told_names = set()
    for one in told.reasons.mentions:
        where = "" if one.at is None else f" at {one.at}"
        written = f"'{one.written}'{where}" if one.written else "nothing written"
        told_names.add(one.name)
        yield _field(
            one.slot, f"{written} -> {one.name}: {one.how}, {one.why}; certainty {one.sure:g}", "  "
        )
        if one.name in naming:
            yield from _named(naming[one.name])
    for name in sorted(naming.keys() - told_names):
        yield from _named(naming[name])
    if not told.reasons.mentions and not naming:
        yield "  it names nobody"


def _named(one: Naming) -> Iterator[str]:
    text = f"in all documents, '{one.name}' -> {one.stands_for}: {one.how}, {one.why}"
    yield wrapped(one_line(text), indent=" " * LABEL, hanging="  ")


def _arose(reasons: Reasons) -> Iterator[str]:
    yield f"How its probability of {reasons.probability:g} arose"
    for step in reasons.steps:
        yield wrapped(one_line(step), indent="  ", hanging="    ")
    if not reasons.agrees:
        yield "  WORKED BY HAND IT IS ANOTHER"


def _weighed(one: Weighing) -> Iterator[str]:
    pair = one.first if one.first == one.second else f"{one.first} (X), {one.second} (Y)"
    yield wrapped(one_line(f"The classifier on {one.kind}, of {pair}; log-odds"), hanging="  ")
    for opinion in one.opinions:
        yield from _opinion(opinion, one)
    if len(one.opinions) > 1:
        yield from _mean(one)


def _mean(one: Weighing) -> Iterator[str]:
    kinds = [(opinion.share, opinion.chance) for opinion in one.opinions]
    yield wrapped(_sum(kinds, one.kind, one.chance), indent="  ", hanging="    ")
    leads = [(o.share, o.lead.chance) for o in one.opinions if o.lead is not None]
    if leads and one.lead is not None:
        yield wrapped(_sum(leads, f"{one.first} subject", one.lead), indent="  ", hanging="    ")


def _sum(parts: list[tuple[float, float]], what: str, result: float) -> str:
    shown = " + ".join(f"{share:g} x {chance:.4f}" for share, chance in parts)
    shares = sum(share for share, _ in parts)
    over = "" if abs(shares - 1) < 1e-9 else f", by {shares:g}"
    return one_line(f"{what}: {shown}{over} = {result:.4f}")


def _opinion(opinion: Opinion, one: Weighing) -> Iterator[str]:
    table = (
        "as marked pairs are" if opinion.table == "marked" else f"as a {opinion.table} of a text"
    )
    share = f", counts {opinion.share:g}" if len(one.opinions) > 1 else ""
    yield f"  weighed {table}{share}"
    for head in opinion.heads:
        yield from _account(head)
    if opinion.total is not None:
        heads = " + ".join(f"{head.chance:.4f}" for head in opinion.heads)
        yield wrapped(
            f"one kind a pair: {heads}, by {opinion.total:.4f} of all kinds = {opinion.chance:.4f}",
            indent="    ",
        )
    if opinion.lead is not None:
        yield from _account(opinion.lead)


def _account(head: Account) -> Iterator[str]:
    yield f"    {head.head.replace('subject of', 'X is the subject of')}"
    base = f"intercept {head.intercept:g} x {head.scale:g} + {head.offset:g}"
    yield _figure(base.replace("+ -", "- "), head.base)
    for feature, weight in head.features:
        yield _figure(feature, weight)
    if head.more:
        yield _figure(f"{count(head.more, 'more feature')}", head.rest)
    elif head.rest:
        yield _figure("rounding", head.rest)
    yield _figure("sum", head.log_odds) + f"  p {head.chance:.4f}"


def _figure(name: str, value: float) -> str:
    shown = one_line(name, FIGURE - 18)
    return f"      {shown:<{FIGURE - 17}}{value:>+10.4f}"


def _family(told: Why) -> Iterator[str]:
    kin = told.kin
    yield "Family: what counts as one witness with it"
    if kin.key is None:
        yield "  it speaks to nothing that is scored: it names too little"
    elif kin.origin is None:
        yield _field("speaks to", kin.key, "  ")
        yield "  it was not yet known on the last day of the documents"
    else:
        yield _field("speaks to", kin.key, "  ")
        yield _field("origin", kin.origin, "  ")
        for name, document, reasons in kin.counted:
            own = "this claim" if name == told.claim.id else name
            text = f"{own} in {document}: {reasons[0]}"  # of articles: below
            yield wrapped(one_line(text), indent="  ", hanging="    ")
    if kin.articles is not None and len(kin.articles.members) > 1:
        yield wrapped(
            one_line(f"Its article is of a family, origin {kin.articles.origin or 'not shown'}:")
        )
        for member in kin.articles.members:
            how = member.how if member.follows is None else f"{member.how} of {member.follows}"
            why_there = f": {'; '.join(member.why)}" if member.why else ""
            text = f"{member.name} ({how}){why_there}"
            yield wrapped(one_line(text), indent="  ", hanging="    ")
