"""The receipt as every output shows it: what was searched, as of when, with which rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vendorrisk.model.receipt import Receipt
from vendorrisk.report.figures import plural
from vendorrisk.report.markup import code, escaped, table

MOST_INPUTS = 20  # inputs that are named; the JSON has all
CHECK = "vendorrisk verify report.json --documents DIR"


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """A receipt: facts in words, hashes by the name of what they are over, its statement."""

    facts: tuple[tuple[str, str], ...]
    hashes: tuple[tuple[str, str], ...]
    statement: str
    check: str = CHECK


def receipt_view(receipt: Receipt | None) -> ReceiptView | None:
    """Return the section on the receipt of a result; None: it has none."""
    if receipt is None:
        return None
    named = ", ".join(receipt.searched[:MOST_INPUTS]) or "handed over in memory"
    if len(receipt.searched) > MOST_INPUTS:
        named += f" and {len(receipt.searched) - MOST_INPUTS:,} more"
    left_out = f"{receipt.skipped:,} skipped" if receipt.skipped else "none skipped"
    last = receipt.last_known
    reach = "no date in them" if last is None else f"what they say reaches to {last}"
    reviews = plural(receipt.reviews or 0, "review")
    return ReceiptView(
        facts=(
            ("Searched", f"{named}: {plural(receipt.documents, 'document')}, {left_out}"),
            ("As of", f"{receipt.as_of}; {reach}"),
            ("Made with", f"vendorrisk {receipt.version}"),
            *([("Plug-ins", "; ".join(map(str, receipt.plugins)))] if receipt.plugins else []),
        ),
        hashes=(
            ("documents", receipt.documents_sha256),
            ("rules", receipt.rules_sha256),
            ("model.yaml", receipt.model_sha256),
            ("questions.yaml", receipt.questions_sha256),
            ("buyer", receipt.buyer_sha256),
            *([("judgements", receipt.judgements_sha256)] if receipt.judgements_sha256 else []),
            *(("overlay", value) for value in receipt.overlays_sha256),
            *([(reviews, receipt.reviews_sha256)] if receipt.reviews_sha256 else []),
        ),
        statement=receipt.statement,
    )


def receipt_markdown(found: ReceiptView | None) -> Iterator[str]:
    """Yield the section as Markdown; nothing for a result without a receipt."""
    if found is None:
        return
    yield "## Receipt"
    yield ""
    yield f"**{escaped(found.statement)}**"
    yield ""
    yield from (f"- {name}: {escaped(value)}" for name, value in found.facts)
    yield f"- Check it: {code(found.check)}"
    yield ""
    yield from table(
        ["SHA-256 of", ""], ([escaped(name), code(value)] for name, value in found.hashes)
    )
