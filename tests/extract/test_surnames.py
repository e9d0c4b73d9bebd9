"""Surnames that stand alone, told by what is said of them; half are near misses."""

from __future__ import annotations

import pytest

from vendorrisk.extract.surnames import alone


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", " gave up his post at the bank."),
        ("", "'s decision in March to leave his job surprised many."),
        ("", " plans to resign as head of the unit."),
        ("", " has been Nexora chief executive since 2016."),
        ("", " previously spent five years at Nexora."),
        ("", " had been working under Mary Jones."),
        ("Until recently, ", " had served as a member of the Nexora board."),
        ("Last week the board ousted ", " and promoted Mary Jones."),
        ("She will take over for ", ", who is 63."),
        ("", " is joining a company that makes pumps."),
        ("", " also presided over four purchases."),
        ("", " graduated from a school of law in 1990."),
        ("Jonas Wexley, who is better known as ", ", will retire."),
    ],
)
def test_what_only_people_do_tells_a_surname(before: str, after: str) -> None:
    assert alone("Wexley", before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", " gave up its licence."),
        ("", "'s decision in March to close the plant surprised many."),
        ("", " plans to close the plant."),
        ("", " has been a client since 2016."),
        ("She will leave ", " two years after her appointment."),
        ("Last week the company bought ", " and promoted Mary Jones."),
        ("She will take over for ", " clients."),
        ("", " is joining a joint venture that makes pumps."),
        ("", " is known as a maker of pumps."),
    ],
)
def test_what_companies_do_as_well_tells_none(before: str, after: str) -> None:
    assert not alone("Wexley", before, after)


@pytest.mark.parametrize("word", ["WEX", "Wex-9", "We"])
def test_no_surname_is_so_written(word: str) -> None:
    assert not alone(word, "", " gave up his post.")
