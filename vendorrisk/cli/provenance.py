"""Where a claim stands: document, hash, sentence, origin, and what it speaks to."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from vendorrisk.cli.claims import decided, values
from vendorrisk.cli.passages import around
from vendorrisk.cli.talk import one_line, wrapped
from vendorrisk.model.claim import ANSWER
from vendorrisk.model.summary import page_of

if TYPE_CHECKING:
    from vendorrisk.dossier import Dossier
    from vendorrisk.model.claim import Claim
    from vendorrisk.model.document import Document

LABEL = 14


def provenance(
    claim: Claim, dossier: Dossier, day: dt.date | None, rules: Path | None
) -> tuple[str, bool]:
    """Return a claim with all that leads back to it, and whether its quote stands in its place."""
    document = next(d for d in dossier.documents if d.id == claim.doc_id)
    found = document.text[claim.start : claim.end] == claim.quote
    lines = [claim.id]
    add = lines.append
    add(_field("kind", claim.kind))
    add(_field("who", f"{claim.subject or 'not said'} -> {claim.object or 'not said'}"))
    if claim.person or claim.role:
        add(_field("person", f"{claim.person or 'not named'}, {claim.role or 'role not said'}"))
    add(_field("values", ", ".join(values(claim)) or "none given"))
    add(_field("wording", claim.modality))
    add(_field("credited to", " via ".join(claim.attributed_to) or "nobody"))
    if claim.interest != "none":
        spoken = "the vendor itself" if claim.interest == "self" else "against its own interest"
        add(_field("spoken by", spoken))
    add(_field("probability", f"{claim.probability:g} that a careful reader would sign it"))
    add(_field("found by", f"{claim.rule} ({claim.extractor})"))
    add(_field("why", f"vendorrisk claims --why {claim.id} tells how it was found and weighed"))
    if claim.note:
        add(_field("note", claim.note))
    lines += ["", *_document(claim, document)]
    add(
        _field(
            "quote",
            f"text[{claim.start}:{claim.end}], {'found in its place' if found else 'NOT THERE'}",
        )
    )
    lines += ["", wrapped(around(document, claim), indent="  ", hanging="  ")]
    lines += ["", *_evidence(claim, dossier, day, rules)]
    return page_of(lines), found


def _field(name: str, value: object) -> str:
    return wrapped(f"{name + ':':<{LABEL}}{one_line(str(value))}", hanging=" " * LABEL)


def _document(claim: Claim, document: Document) -> list[str]:
    lines = [
        _field("document", f"{document.name} ({document.path})"),
        _field("sha256", document.sha256),
        _field("publisher", document.publisher or "not said"),
        _field("published", document.published or "not said"),
    ]
    if claim.source:
        lines.append(f"{'read at:':<{LABEL}}{one_line(claim.source)}")  # an address stays whole
        lines.append(_field("grade", claim.grade or "none"))
    return lines


def _evidence(claim: Claim, dossier: Dossier, day: dt.date | None, rules: Path | None) -> list[str]:
    from vendorrisk.evidence.beliefs import Evidence
    from vendorrisk.evidence.keys import name_the_unnamed
    from vendorrisk.rulebook import load_parameters

    if claim.review is not None and claim.review.verdict == "reject":
        return [_field("counts", f"no: {decided(claim.review)}")]
    parameters = load_parameters(rules)
    documents = {document.id: document for document in dossier.documents}
    resolver = dossier.resolver(rules)
    as_of = day or dt.date.max
    evidence = Evidence(dossier.claims, documents, resolver, parameters, as_of)
    key = name_the_unnamed(dossier.claims).get(claim.id)
    known = evidence.known[claim.id]
    lines = [_field("known from", known or "no date: counts on every day")]
    if claim.kind == ANSWER:
        counts = any(claim in about for about in evidence.answers.values())
        lines.append(_field("answers", f"{claim.question}, for {claim.buyer}"))
        lines += [_field("speaks to", key) for key in claim.about]
        lines.append(_field("counts", "yes" if counts else f"no: as of {as_of} another does"))
        return lines
    if key is None:
        return [*lines, _field("speaks to", "nothing that is scored: it names too little")]
    same = [c for c in evidence.by_key.get(key, []) if c.id != claim.id]
    lines.append(_field("speaks to", f"{key} ({len(same)} other claims do)"))
    if known is not None and known > as_of:
        return [*lines, _field("counts", f"no: as of {as_of} it was not yet known")]
    lines.append(_field("family", f"{evidence.origin(claim)}: {evidence.lineage[claim.id].why}"))
    strength = evidence.strength(claim, key.topic)
    shown = f"{strength.point:.3f} [{strength.low:.3f} to {strength.high:.3f}]"
    lines.append(_field("strength", f"{shown} = reliability x wording, after decay, as of {as_of}"))
    if claim not in evidence.by_key.get(key, []):
        lines.append(_field("counts", f"no: as of {as_of} it had ended or not begun"))
    return lines
