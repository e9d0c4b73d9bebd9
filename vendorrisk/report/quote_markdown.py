"""Quotes as Markdown: each with its source where it is first quoted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vendorrisk.report.markup import escaped
from vendorrisk.report.view import Quote


def quotes(quotes: Sequence[Quote]) -> Iterator[str]:
    """Yield quotes as items of a list, each with its source where it is first quoted."""
    for q in quotes:
        decided = f"; {escaped(q.review)}" if q.review else ""
        cut = " …" if q.cut else ""
        yield f"- quote {q.number}: “{escaped(q.text)}”{cut} ({_source(q)}{decided})"


def _source(q: Quote) -> str:
    if not q.first:
        return f"{escaped(q.modality)}, source above"
    credited = (
        f", credited to {escaped(q.credited)}" if q.credited != q.origin and q.credited else ""
    )
    interest = f", {q.interest}" if q.interest else ""
    address = f", <{q.href}>" if q.href else f", {escaped(q.address)}" if q.address else ""
    return (
        f"{escaped(q.modality)}, {escaped(q.date)}, origin {escaped(q.origin)}{credited}{interest};"
        f" {escaped(q.document)}, {q.place}{address}"
    )
