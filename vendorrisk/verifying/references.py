"""Whether a result agrees with itself: ids, counts, hashes, who is named where."""

from __future__ import annotations

import hashlib

from vendorrisk.evidence.assumed import DOCUMENT, READ_AS
from vendorrisk.model.assessment import Assessment, ClaimRef, Comparison, Interval
from vendorrisk.model.verification import Verified
from vendorrisk.verifying.places import parts
from vendorrisk.verifying.tally import Tally, unchecked


def receipt_agrees(result: Comparison) -> Verified:
    """Check the receipt against what the result holds: day, documents, their hash."""
    own = result.receipt
    if own is None:
        how = "make it again with this version"
        return unchecked("receipt", "receipt", "the result carries none", how)
    check = Tally("receipt", "the receipt agrees with the result")
    check.equal("receipt.as_of", result.as_of, own.as_of)
    check.equal("receipt.documents", len(result.documents), own.documents)
    check.equal("receipt.documents_sha256", over(result), own.documents_sha256)
    check.put(
        0 <= own.skipped <= len(result.skipped),
        "receipt.skipped",
        f"at most the {len(result.skipped)} that are listed",
        own.skipped,
    )
    days = [d.published for d in result.documents if d.published is not None]
    if days and own.last_known is not None:
        check.put(
            max(days) <= own.last_known,
            "receipt.last_known",
            f"no earlier than {max(days)}",
            own.last_known,
        )
    for name in ("rules", "model", "questions", "buyer", "judgements"):
        value = getattr(own, f"{name}_sha256")
        good = value is None if name == "judgements" else False
        check.put(good or _is_hash(str(value)), f"receipt.{name}_sha256", "a SHA-256", value)
    return check.done()


def over(result: Comparison) -> str:
    """Return the hash over the documents that a result lists, as the receipt has it."""
    hashes = sorted(document.sha256 for document in result.documents)
    return hashlib.sha256("\n".join(hashes).encode("utf-8")).hexdigest()


def _is_hash(text: str) -> bool:
    return len(text) == 64 and set(text) <= set("0123456789abcdef")


def documents_listed(result: Comparison) -> Verified:
    """Check the list of documents: ids made of hashes, none twice, in order."""
    check = Tally("receipt", "documents: ids, hashes, order")
    seen: dict[str, str] = {}
    for number, document in enumerate(result.documents):
        at = f"documents[{number}]"
        check.put(_is_hash(document.sha256), f"{at}.sha256", "a SHA-256", document.sha256)
        check.equal(f"{at}.id", f"doc-{document.sha256[:16]}", document.id)
        check.put(
            document.id not in seen, f"{at}.id", f"not that of {seen.get(document.id)}", document.id
        )
        check.put(document.claims >= 0, f"{at}.claims", "0 or more", document.claims)
        seen.setdefault(document.id, at)
    names = [(d.name, d.id) for d in result.documents]
    check.put(names == sorted(names), "documents", "sorted by name and id", "another order")
    return check.done()


def claims_agree(result: Comparison) -> Verified:
    """Check that a claim says the same wherever it is quoted, from a document that is listed."""
    check = Tally("references", "quotes: a claim has one wording and one place in one document")
    listed = {document.id: document for document in result.documents}
    assumed = {text.split(READ_AS)[0] for text in result.assumptions}
    first: dict[str, tuple[str, ClaimRef]] = {}
    for at, claim in parts(result, ClaimRef):
        known = listed.get(claim.doc_id)
        if known is None and claim.doc == DOCUMENT:
            told = f"one of the {len(assumed)} assumptions"
            check.put(claim.quote in assumed, f"{at}.quote", told, claim.quote)
        else:
            check.put(known is not None, f"{at}.doc_id", "a document of the list", claim.doc_id)
        if known is not None:
            check.equal(f"{at}.doc", known.name, claim.doc)
        check.put(
            claim.start >= 0 and claim.end - claim.start == len(claim.quote),
            f"{at}.start",
            f"end - start is the length of the quote, {len(claim.quote)}",
            f"{claim.start} to {claim.end}",
        )
        place, other = first.setdefault(claim.id, (at, claim))
        for name in ClaimRef.model_fields:
            if getattr(claim, name) != getattr(other, name):
                how = f"as in {place}"
                check.equal(f"{at}.{name}", getattr(other, name), getattr(claim, name), how)
    return check.done()


def lines_agree(result: Comparison) -> Verified:
    """Check that every part of an assessment names the same buyer, day, lines and claims."""
    check = Tally("references", "lines, events and questions agree")
    vendors = [a.vendor for a in result.assessments]
    check.put(len(set(vendors)) == len(vendors), "assessments", "every vendor once", vendors)
    order = sorted(result.assessments, key=lambda a: (-a.risk.point, -a.risk.high, a.vendor))
    check.equal("assessments", [a.vendor for a in order], vendors, "riskiest first")
    for number, assessment in enumerate(result.assessments):
        _assessment(check, f"assessments[{number}]", assessment, result)
    return check.done()


def _assessment(check: Tally, at: str, own: Assessment, result: Comparison) -> None:
    check.equal(f"{at}.buyer", result.buyer, own.buyer)
    check.equal(f"{at}.as_of", result.as_of, own.as_of)
    check.equal(f"{at}.assumptions", result.assumptions, own.assumptions)
    ids = [line.id for line in own.ledger]
    check.put(len(set(ids)) == len(ids), f"{at}.ledger", "every line once", ids)
    order = sorted(own.ledger, key=lambda line: (-line.contribution, line.id))
    check.equal(f"{at}.ledger", [line.id for line in order], ids, "largest contribution first")
    for number, line in enumerate(own.ledger):
        for name in ("id", "what", "factor", "claims"):
            place = f"{at}.ledger[{number}].{name}"
            check.put(
                getattr(line.event, name) == getattr(line, name),
                place,
                f"as in its event: {getattr(line.event, name)}",
                getattr(line, name),
            )
    asked = {line.id: line for line in own.ledger if not line.event.known}
    told = [question.id for question in own.open_questions]
    check.equal(f"{at}.open_questions", sorted(asked), sorted(told), "the lines that are not known")
    for number, question in enumerate(own.open_questions):
        if question.id not in asked:
            continue
        event = asked[question.id].event
        for name in ("what", "factor", "questions"):
            place = f"{at}.open_questions[{number}].{name}"
            check.equal(place, getattr(event, name), getattr(question, name))
    figures: dict[str, Interval] = {f"risk_{one.factor}": one.risk for one in own.factors}
    figures["risk"] = own.risk
    figures["coverage"] = Interval(low=own.coverage, point=own.coverage, high=own.coverage)
    for number, value in enumerate(own.values):
        if value.name in figures:
            figure = figures[value.name]
            check.put(
                (value.low, value.high) == (figure.low, figure.high),
                f"{at}.values[{number}]",
                f"{figure.low} to {figure.high}",
                f"{value.low} to {value.high}",
                f"{value.name} is a figure of the assessment",
            )
