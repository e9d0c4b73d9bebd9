"""Rows of tables read by the names of their columns."""

from __future__ import annotations

import pytest

from vendorrisk.extract import extractor
from vendorrisk.extract.checks import text_document
from vendorrisk.extract.discourse import Discourse
from vendorrisk.extract.readings import readings
from vendorrisk.extract.tables import with_headed

LEAD = "Nexora Systems makes pumps. Nexora Systems sells them."


def headed(*rows: str) -> list[str]:
    engine = extractor(engine="rules")
    document = text_document("\n\n".join((LEAD, *rows)))
    lines = readings(Discourse(document, engine.gazetteer, engine.words))
    return [line.text.strip() for line in with_headed(lines) if line.is_headed]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (["| Client | Share |", "| Walmart | 9% |"], ["| client : O0 | share : S1 |"]),
        (["Client | Share", "Walmart | 9%"], ["client : O0 | share : S1"]),
        (["| Client | |", "| Walmart | 9% |"], []),  # one name names no table
        (["| Walmart | 9% |", "| Boeing | 8% |"], []),
        (["| Client | Share |", "Some words.", "| Walmart | 9% |"], []),
        (
            ["| Client | Share |", "| Walmart | 9% | more |"],
            ["| client : O0 | share : S1 | more |"],
        ),
        (["| Client | Share |", "| Walmart |"], ["| client : O0 | share :"]),
    ],
)
def test_the_first_row_names_the_columns(rows: list[str], found: list[str]) -> None:
    assert headed(*rows) == found


def test_every_sentence_is_there_once_and_in_order() -> None:
    engine = extractor(engine="rules")
    text = f"{LEAD}\n\n| Client | Share |\n\n| Walmart | 9% |\n\nIt rained."
    discourse = Discourse(text_document(text), engine.gazetteer, engine.words)
    lines = list(readings(discourse))
    assert [line for line in with_headed(lines) if not line.is_headed] == lines


def test_a_cell_is_quoted_where_it_stands() -> None:
    text = f"{LEAD}\n\n| Client | Share of revenue |\n\n| Walmart | 9% |"
    (claim,) = [c for c in extractor(engine="rules").claims(text_document(text)) if c.object]
    assert (claim.kind, claim.subject, claim.share_of_revenue) == ("client", "Walmart", 0.09)
    assert text[claim.start : claim.end] == claim.quote == "| Walmart | 9% |"


def test_a_client_of_many_rows_is_not_what_the_text_is_about() -> None:
    rows = "\n\n".join(f"| Walmart | {year} |" for year in range(2015, 2025))
    text = f"{LEAD}\n\n| Client | Year |\n\n{rows}"
    claims = extractor(engine="rules").claims(text_document(text))
    assert {(c.subject, c.object) for c in claims} == {("Walmart", "Nexora Systems")}


def test_a_table_of_nobodys_clients_claims_nothing() -> None:
    text = "| Client | Share of revenue |\n\n| Walmart | 9% |\n\n| Boeing | 9% |"
    assert extractor(engine="rules").claims(text_document(text)) == ()


def test_other_rules_do_not_read_the_names_of_columns() -> None:
    """A header such as "acquired" must not make a purchase of the row."""
    text = f"{LEAD}\n\n| Buyer acquired | Seller |\n\n| Walmart | Boeing |"
    kinds = {c.kind for c in extractor(engine="rules").claims(text_document(text))}
    assert "acquisition" not in kinds
