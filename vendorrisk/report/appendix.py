"""The end of a report on paper: the numbered quotes of each vendor, and the limits of a score."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vendorrisk.report.view import Page, Quote, VendorView

MOST_QUOTES = 50  # a vendor; the rest is in the JSON

LIMITS = (
    "The score is an index from 0 to 1, not a probability; higher is riskier. It rests on judgement"
    " defaults, each of them printed with its reason.",
    "It speaks of this vendor, for this buyer, on this day, and of nothing else.",
    "It is no better than the documents that were read, nor than the reading of them: read the"
    " quotes before you rely on a figure.",
    "What nobody has said widens the interval upwards; silence is never taken for comfort.",
    "It is a risk signal from public reports, not a finding of wrongdoing. The vendor’s reply"
    " belongs beside it.",
)


@dataclass(frozen=True, slots=True)
class VendorQuotes:
    """Quotes that are first cited for one vendor, in the order of their numbers."""

    vendor: str
    quotes: tuple[Quote, ...]
    left_out: int


def evidence(page: Page, most: int = MOST_QUOTES) -> tuple[VendorQuotes, ...]:
    """Return the quotes of each vendor, at most `most` of them; a quote stands once."""
    seen: set[int] = set()
    groups = []
    for vendor in page.vendors:
        found: dict[int, Quote] = {}
        for quote in _cited(vendor):
            if quote.number not in seen:
                found.setdefault(quote.number, quote)
        seen |= found.keys()
        ordered = [found[number] for number in sorted(found)]
        groups.append(VendorQuotes(vendor.name, tuple(ordered[:most]), max(0, len(ordered) - most)))
    return tuple(groups)


def _cited(vendor: VendorView) -> Iterator[Quote]:
    for line in vendor.lines:
        yield from line.quotes
    for group in vendor.reliefs:
        for tie in group.ties:
            yield from tie.quotes
    for dispute in vendor.disputes:
        for side in dispute.sides:
            yield from side.quotes
    yield from vendor.statements


def source(quote: Quote) -> str:
    """Return who said a quote, when and how, as one line."""
    credited = f"credited to {quote.credited}" if quote.credited != quote.origin else ""
    parts = (
        quote.modality,
        quote.date,
        f"origin {quote.origin}",
        credited if quote.credited else "",
        quote.interest,
    )
    return ", ".join(part for part in parts if part)


def hashes(page: Page) -> dict[str, str]:
    """Return the SHA-256 of each listed document by the anchor that its quotes name."""
    return {document.anchor: document.sha256 for document in page.documents}
