"""Evidence cards: which quotes of a vendor stand in full."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vendorrisk.report.view import Dispute, Line, Quote

CARDS = 50  # a vendor; the rest is in the JSON


def cards(
    lines: Iterable[Line], disputes: Iterable[Dispute], statements: Sequence[Quote]
) -> tuple[tuple[Quote, ...], int]:
    """Return the quotes of a vendor that stand in full, by number, and how many do not fit.

    Every line, every reading and every statement has its first quote before any has its second.
    """
    groups: list[Sequence[Quote]] = [line.quotes for line in lines]
    groups += [side.quotes for dispute in disputes for side in dispute.sides]
    groups.append(statements)
    found = {
        quote.number: (position, quote)
        for group in groups
        for position, quote in enumerate(group)
        if quote.first
    }
    by_turns = sorted(found.values(), key=lambda one: (one[0], one[1].number))
    chosen = sorted((quote for _, quote in by_turns[:CARDS]), key=lambda quote: quote.number)
    return tuple(chosen), len(found) - len(chosen)
