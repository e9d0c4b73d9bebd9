"""Pronouns and nominals: they resolve where the text makes it plain and abstain where not."""

from __future__ import annotations

import pytest

from vendorrisk.extract import extractor
from vendorrisk.extract.checks import text_document


def claims(text: str) -> list[tuple[str, str | None, str | None, str | None]]:
    """Return kind, subject, object and person of the claims of a text."""
    found = extractor().claims(text_document(text))
    return [(c.kind, c.subject, c.object, c.person) for c in found]


PLAIN = [
    (
        "Nexora grew. After a move, it was sold to Labelbox and then it was bought by Valtek.",
        ("acquisition", "Valtek", "Nexora", None),
    ),
    (
        "Nexora grew. It hired after Labelbox closed on its acquisition of Valtek Group.",
        ("acquisition", "Labelbox", "Valtek Group", None),
    ),
    (
        "Labelbox is young. In May, the company said it had bought Nexora Systems from Valtek.",
        ("acquisition", "Labelbox", "Nexora Systems", None),
    ),
    (
        "Shares of Nexora rose after a group led by Valtek Group agreed to buy the company.",
        ("acquisition", "Valtek Group", "Nexora", None),
    ),
    (
        "Scale AI labels data. Google plans to end its contract with the company.",
        ("client_loss", "Google", "Scale AI", None),
    ),
    (
        "Scale AI is worth a lot. Google plans to end its contract with the startup.",
        ("client_loss", "Google", "Scale AI", None),
    ),
    (
        "Meta bought shares. The social media giant holds a 49% stake in Scale AI.",
        ("ownership", "Meta", "Scale AI", None),
    ),
    (
        "OpenAI makes ChatGPT. Microsoft invested $10 billion in the ChatGPT maker.",
        ("investment", "Microsoft", "OpenAI", None),
    ),
    (
        "Nexora, a chipmaker, grew. Valtek Group acquired the chipmaker in May.",
        ("acquisition", "Valtek Group", "Nexora", None),
    ),
    (
        "Labelbox grew quickly. Its customers include Walmart.",
        ("client", "Walmart", "Labelbox", None),
    ),
    (
        "Labelbox grew quickly. It acquired Nexora Systems.",
        ("acquisition", "Labelbox", "Nexora Systems", None),
    ),
    (
        "Scale AI CEO Alexandr Wang founded it. Wang left Scale AI for Meta.",
        ("leadership_move", "Scale AI", "Meta", "Alexandr Wang"),
    ),
    (
        "Mary Jones ran Labelbox for years. She left Labelbox for Google.",
        ("leadership_move", "Labelbox", "Google", "Mary Jones"),
    ),
    (
        "Google has begun to end its partnership with Scale AI.",
        ("client_loss", "Google", "Scale AI", None),
    ),
    (
        "Alphabet's Google is to end its partnership with Scale AI.",
        ("client_loss", "Google", "Scale AI", None),
    ),
    (
        'Harlow Pumps, Inc. (the "Company") filed its report. We acquired Nexora Systems in March.',
        ("acquisition", "Harlow Pumps", "Nexora Systems", None),
    ),
    (
        'Harlow Pumps, Inc. (the "Registrant") makes pumps. The Registrant bought Nexora Systems.',
        ("acquisition", "Harlow Pumps", "Nexora Systems", None),
    ),
    (
        '"We have agreed to buy Nexora Systems," said Dana Okoro, chief executive of Harlow Pumps.',
        ("acquisition", "Harlow Pumps", "Nexora Systems", None),
    ),
    (
        "German group Harlow Pumps rejected a bid by Swiss group Kelda Systems. "
        "Valtek Group then acquired the Swiss company.",
        ("acquisition", "Valtek Group", "Kelda Systems", None),
    ),
    (
        "Shares in Harlow Pumps fell on Monday. It acquired Nexora Systems in May.",
        ("acquisition", "Harlow Pumps", "Nexora Systems", None),
    ),
]


@pytest.mark.parametrize(("text", "claim"), PLAIN, ids=[r[0][:40] for r in PLAIN])
def test_what_is_plain_resolves(
    text: str, claim: tuple[str, str | None, str | None, str | None]
) -> None:
    assert claim in claims(text)


OPEN = [
    "Google and Microsoft met. The company will acquire Nexora Systems.",
    "Labelbox and Scale AI are startups. Google acquired the startup.",
    "It acquired Nexora Systems.",
    "The company acquired Nexora Systems.",
    "Mary Jones and John Carter spoke. She left Labelbox for Google.",
    "They compete with each other.",
]


@pytest.mark.parametrize("text", OPEN)
def test_what_is_open_abstains(text: str) -> None:
    found = claims(text)
    resolved = [c for c in found if c[0] in {"acquisition", "client_loss", "rival"}]
    assert not [c for c in resolved if c[1] is not None and c[2] is not None]
    assert not [c for c in found if c[3] is not None and text.startswith("Mary Jones and")]


def test_a_resolved_claim_is_less_sure_than_a_named_one() -> None:
    named, pointed = (
        extractor().claims(text_document(text))[0].probability
        for text in (
            "Google acquired Nexora Systems.",
            "Google grew. It acquired Nexora Systems.",
        )
    )
    assert pointed < named


def test_nothing_is_its_own_counterpart() -> None:
    for text in ("Google acquired Google.", "Labelbox competes with Labelbox.", "Google’s Google"):
        assert claims(text) == []


def test_a_noun_with_a_capital_is_part_of_a_name() -> None:
    found = claims("Nexora hired. Labelbox bought the Kingman Miner from Valtek Group.")
    assert ("acquisition", "Labelbox", "Nexora", None) not in found
    assert ("acquisition", "Labelbox", "Valtek Group", None) not in found


@pytest.mark.parametrize(("between", "who"), [(1, "Valtek"), (20, "Valtek"), (5_000, None)])
def test_a_chain_of_pronouns_is_followed_so_far(between: int, who: str | None) -> None:
    text = "Valtek grew. " + "It grew again. " * between + "It bought Nexora."
    found = [c.subject for c in extractor().claims(text_document(text)) if c.kind == "acquisition"]
    assert found == [who] * (who is not None)
