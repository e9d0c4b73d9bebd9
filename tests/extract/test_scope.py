"""Who stands in another clause, or beside a party, is none; each beside a near miss."""

from __future__ import annotations

import pytest

from vendorrisk.extract import extractor
from vendorrisk.extract.checks import text_document


def ruled(text: str, kind: str) -> set[tuple[str | None, str | None]]:
    claims = extractor(engine="rules").claims(text_document(text))
    return {(c.subject, c.object) for c in claims if c.kind == kind}


@pytest.mark.parametrize(
    ("text", "buyers"),
    [
        ("Nexora got bought by Valtek and Boeing cut them off.", {"Valtek"}),
        ("Nexora was acquired by Valtek and Boeing has left it.", {"Valtek"}),
        ("Nexora was bought by Valtek and Boeing last year.", {"Valtek", "Boeing"}),
        ("Nexora was bought by Valtek and Boeing, which cut jobs.", {"Valtek", "Boeing"}),
    ],
)
def test_a_second_clause_has_no_second_buyer(text: str, buyers: set[str]) -> None:
    assert ruled(text, "acquisition") == {(one, "Nexora") for one in buyers}


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        (
            "It means limits on companies such as Valtek, Nexora, Labelbox, as well as suspending"
            " the purchase of Boeing airplanes.",
            set(),
        ),
        (
            "Valtek and Nexora are suspending the purchase of Boeing airplanes.",
            {("Valtek", "Boeing"), ("Nexora", "Boeing")},
        ),
        (
            "Walmart plans to adopt Valtek's tools and drop its contract with Boeing.",
            {("Walmart", "Boeing")},
        ),
    ],
)
def test_who_is_listed_before_another_doing_does_not_do_it(
    text: str, lost: set[tuple[str, str]]
) -> None:
    assert ruled(text, "client_loss") == lost


@pytest.mark.parametrize(
    ("text", "clients"),
    [
        ("Valtek said it had been appointed alongside Nexora to manage the supply.", set()),
        ("Valtek said it had appointed Nexora to manage the supply.", {("Valtek", "Nexora")}),
        ("Before joining Nexora, he worked for Valtek for 21 years.", set()),
        ("Nexora has worked for Valtek for 21 years.", {("Valtek", "Nexora")}),
    ],
)
def test_a_bystander_is_no_party(text: str, clients: set[tuple[str, str]]) -> None:
    assert ruled(text, "client") == clients


@pytest.mark.parametrize(
    ("text", "owned"),
    [
        ("It works for Boeing, Nexora Mills, divisions of Walmart, and Labelbox.", set()),
        ("It works for Nexora Mills, a division of Walmart.", {("Walmart", "Nexora Mills")}),
    ],
)
def test_units_in_the_plural_are_no_single_company(text: str, owned: set[tuple[str, str]]) -> None:
    assert ruled(text, "ownership") == owned
