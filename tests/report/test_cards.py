"""Evidence cards: which quotes stand in full, who stands behind them, who has reviewed them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from vendorrisk.model.assessment import Comparison
from vendorrisk.model.review import ClaimReview
from vendorrisk.report import render
from vendorrisk.report.cards import CARDS, cards
from vendorrisk.report.compose import page
from vendorrisk.report.corroboration import corroboration, origins_behind
from vendorrisk.report.view import Line, Quote


def of_lines(result: Comparison, sizes: Sequence[int]) -> list[Line]:
    """Return lines with as many quotes as asked for, numbered as a page numbers them."""
    pattern = next(v.lines[0] for v in page(result).vendors if v.lines[0].quotes)
    numbers = iter(range(1, sum(sizes) + 1))
    quotes = [
        tuple(replace(pattern.quotes[0], number=next(numbers), first=True) for _ in range(size))
        for size in sizes
    ]
    return [replace(pattern, quotes=found) for found in quotes]


@given(sizes=st.lists(st.integers(0, 8), max_size=40))
def test_every_line_has_its_first_quote_before_any_has_its_second(
    result: Comparison, sizes: list[int]
) -> None:
    lines = of_lines(result, sizes)
    chosen, left_out = cards(lines, (), ())
    numbers = [quote.number for quote in chosen]
    assert numbers == sorted(set(numbers))
    assert len(numbers) + left_out == sum(sizes)
    assert len(numbers) == min(CARDS, sum(sizes))
    shown = [sum(q.number in numbers for q in line.quotes) for line in lines]
    if left_out:
        floor = min(n for n, size in zip(shown, sizes, strict=True) if n < size)
        assert all(n <= floor + 1 for n in shown)


def test_the_quotes_of_the_seeds_stand_in_full_once(result: Comparison) -> None:
    shown = page(result)
    numbers = [q.number for v in shown.vendors for q in v.cards]
    assert len(numbers) == len(set(numbers))
    for v in shown.vendors:
        assert len(v.cards) <= CARDS
        assert all(line.quotes[0].number in shown.placed for line in v.lines if line.quotes)
        missing = {q.number for line in v.lines for q in line.quotes} - shown.placed
        assert len(missing) <= v.cards_left_out
    text = render(result, "html").decode("utf-8")
    for number in shown.placed:
        assert text.count(f'id="q{number}"') == 1


def test_corroboration_counts_the_families_of_the_belief(result: Comparison) -> None:
    origins = origins_behind(result.assessments)
    first = result.assessments[0]
    belief = next(
        line.event.claim for line in first.ledger if line.event.claim and line.event.claim.families
    )
    for family in belief.families:
        same = sum(one.polarity == family.polarity for one in belief.families)
        for claim in family.claims:
            assert origins[claim][0] >= same
    stake = next(line for line in first.ledger if line.id == "stake:meta")
    assert stake.event.claim is not None
    assert len(stake.event.claim.families) == 2
    cards_of = {q.text: q for v in page(result).vendors for q in v.cards}
    quote = cards_of["Meta took part in the Series F round of Scale AI on 21 May 2024."]
    assert quote.corroboration == "2 independent origins"
    assert corroboration([], origins) == ""


def states(comparison: Comparison) -> set[str]:
    return {q.state for v in page(comparison).vendors for q in v.cards}


def test_a_card_says_who_has_reviewed_it(made: Callable[..., Comparison]) -> None:
    comparison = made()
    assert states(comparison) == {"pending"}
    assert b"not reviewed" in render(comparison, "html")
    (one,) = comparison.assessments
    line = one.ledger[0]
    review = ClaimReview(verdict="accept", by="Ada", on=dt.date(2025, 6, 21), entry="rev-1")
    claims = tuple(claim.model_copy(update={"review": review}) for claim in line.claims)
    ledger = (line.model_copy(update={"claims": claims}), *one.ledger[1:])
    reviewed = comparison.model_copy(
        update={"assessments": (one.model_copy(update={"ledger": ledger}),)}
    )
    assert states(reviewed) == {"accepted"}
    assert b"accepted by Ada on 2025-06-21" in render(reviewed, "html")


def test_quotes_without_a_card_are_counted_and_not_linked(made: Callable[..., Comparison]) -> None:
    comparison = made()
    (one,) = comparison.assessments
    line = one.ledger[0]
    many = tuple(
        claim.model_copy(update={"id": f"clm-{n:016x}", "start": n, "end": n + 36})
        for n in range(100, 160)
        for claim in line.claims
    )
    ledger = tuple(
        line.model_copy(update={"id": f"stake:{n}", "claims": many[8 * n : 8 * n + 8]})
        for n in range(7)
    )
    crowded = comparison.model_copy(
        update={"assessments": (one.model_copy(update={"ledger": ledger}),)}
    )
    (v,) = page(crowded).vendors
    assert len(v.cards) == CARDS
    assert v.cards_left_out == len({q.number for x in v.lines for q in x.quotes}) - CARDS
    hidden: set[int] = {q.number for x in v.lines for q in x.quotes} - page(crowded).placed
    assert hidden
    text = render(crowded, "html").decode("utf-8")
    for number in hidden:
        assert f'href="#q{number}"' not in text
    assert f"{v.cards_left_out} further quotes in the JSON report" in text
    assert re.search(r"and \d more in the JSON report", text)


def test_a_quote_knows_the_day_of_its_document(result: Comparison) -> None:
    days = {d.name: d.published for d in result.documents}
    quotes: list[Quote] = [q for v in page(result).vendors for q in v.cards]
    for quote in quotes:
        day = days[quote.document]
        assert quote.published == (day.isoformat() if day else "")
