"""How a text words a claim, by the cue that governs it; half of the rows are near misses."""

from __future__ import annotations

import pytest

from vendorrisk.extract import extractor
from vendorrisk.extract.checks import text_document
from vendorrisk.model.claim import Claim


def first(text: str, kind: str) -> Claim:
    """Return the first claim of a kind in a text."""
    return next(c for c in extractor().claims(text_document(text)) if c.kind == kind)


BUYS = [
    ("Rumours that Google had acquired Labelbox proved false.", "denied"),
    ("Google acquired Labelbox.", "confirmed"),
    ("Google has reportedly acquired Labelbox.", "reported"),
    ("Google acquired Labelbox, according to Reuters.", "reported"),
    ("Reuters reported that Google acquired Labelbox.", "reported"),
    ("People familiar with the matter said Google acquired Labelbox.", "rumoured"),
    ("People familiar with the matter told Reuters Google acquired Labelbox.", "reported"),
    ("Two employees said Google acquired Labelbox.", "rumoured"),
    ("Google said that it had acquired Labelbox.", "confirmed"),
    ("Google acquired Labelbox, according to a filing.", "confirmed"),
    ("Google has reportedly agreed to acquire Labelbox.", "rumoured"),
    ("Google agreed a takeover of Labelbox.", "planned"),
    ("Google agreed on Tuesday to acquire Labelbox.", "planned"),
    ("It is understood that Google acquired Labelbox.", "reported"),
    ("Google plans to acquire Labelbox.", "planned"),
    ("Google agreed to acquire Labelbox.", "planned"),
    ("Google will acquire Labelbox.", "planned"),
    ("Google is in talks to acquire Labelbox.", "planned"),
    ("Google may acquire Labelbox.", "rumoured"),
    ("Google to buy Labelbox", "planned"),
    ("Google is to acquire Labelbox.", "planned"),
    ("Google is in talks to acquire Labelbox, people familiar with them said.", "rumoured"),
    ("Google agreed to acquire Labelbox, people familiar with it said.", "planned"),
    ("Google is said to be close to buying Labelbox.", "rumoured"),
    ("Google could acquire Labelbox, according to Reuters.", "rumoured"),
    ("Google is rumoured to have acquired Labelbox.", "rumoured"),
    ("Google denied that it acquired Labelbox.", "denied"),
    ("Google has not acquired Labelbox.", "denied"),
    ("Google didn’t acquire Labelbox.", "denied"),
    ("Google never acquired Labelbox.", "denied"),
    # the cue belongs to another clause, or says less than it seems to
    ("Microsoft may leave, but Google acquired Labelbox.", "confirmed"),
    ("While Microsoft denied talks, Google acquired Labelbox.", "confirmed"),
    ("Google acquired Labelbox; Microsoft will follow.", "confirmed"),
    ("Google acquired Labelbox and may hire Mary Jones.", "confirmed"),
    ("Google not only acquired Labelbox.", "confirmed"),
    ("Google acquired Labelbox in May 2024.", "confirmed"),
    ("Google, which will list its shares, acquired Labelbox.", "confirmed"),
    ("Google did not say why it acquired Labelbox.", "confirmed"),
    ("Not everybody liked it when Google acquired Labelbox.", "confirmed"),
    ("Google, not Microsoft, acquired Labelbox.", "confirmed"),
    ("It would be the largest deal since Google acquired Labelbox.", "confirmed"),
    ("Google completed its deal to acquire Labelbox.", "confirmed"),
    ("In May, months after cutting jobs due to weak sales, Google acquired Labelbox.", "confirmed"),
    ("Google acquired Labelbox, the filing said, according to the filing.", "confirmed"),
    ("Google is likely to acquire Labelbox.", "rumoured"),
    ("Google will acquire Labelbox, said two sources.", "rumoured"),
]


@pytest.mark.parametrize(("text", "modality"), BUYS)
def test_a_purchase(text: str, modality: str) -> None:
    assert first(text, "acquisition").modality == modality


LEAVES = [
    ("Google ended its partnership with Scale AI.", "ended", "confirmed"),
    ("Google has ended its partnership with Scale AI, Reuters reported.", "ended", "reported"),
    ("Google plans to end its partnership with Scale AI.", "planned", "planned"),
    ("Google plans to end its partnership with Scale AI, Reuters reported.", "planned", "reported"),
    ("Google is reportedly planning to end its partnership with Scale AI.", "planned", "reported"),
    ("Google is reconsidering its partnership with Scale AI.", "considering", "reported"),
    ("Google may end its partnership with Scale AI.", "considering", "rumoured"),
    ("Google paused its partnership with Scale AI.", "paused", "confirmed"),
    ("Google is scaling back its work with Scale AI.", "reducing", "confirmed"),
    ("Google denied that it will end its partnership with Scale AI.", "planned", "denied"),
]


@pytest.mark.parametrize(("text", "stage", "modality"), LEAVES)
def test_a_client_that_leaves_keeps_stage_and_modality_apart(
    text: str, stage: str, modality: str
) -> None:
    claim = first(text, "client_loss")
    assert (claim.stage, claim.modality) == (stage, modality)


PRESUPPOSED = [
    ("Google may leave after Meta’s 49% stake in Scale AI.", "confirmed"),
    ("Clients could flee Meta’s $14.3 billion investment in Scale AI.", "confirmed"),
    ("Clients fear Meta’s rumoured 49% stake in Scale AI.", "rumoured"),
    ("Clients fear Meta’s planned 49% stake in Scale AI.", "planned"),
]


@pytest.mark.parametrize(("text", "modality"), PRESUPPOSED)
def test_what_a_sentence_takes_for_granted_is_out_of_reach_of_its_hedges(
    text: str, modality: str
) -> None:
    found = extractor().claims(text_document(text))
    assert [c.modality for c in found if c.subject == "Meta"][:1] == [modality]


def test_a_headline_and_its_text_keep_their_own_strength() -> None:
    text = "Google to End Deal with Scale AI\n\nGoogle is reconsidering its deal with Scale AI."
    found = [c for c in extractor().claims(text_document(text)) if c.kind == "client_loss"]
    assert [c.stage for c in found] == ["planned", "considering"]


def test_declining_to_comment_is_neither_denial_nor_claim() -> None:
    assert extractor().claims(text_document("Google declined to comment on Labelbox.")) == ()
    text = "Google did not respond but acquired Labelbox."
    assert first(text, "acquisition").modality == "confirmed"


@pytest.mark.parametrize(
    "text",
    [
        "Has Google acquired Labelbox?",
        "If Google acquired Labelbox, buyers would look elsewhere.",
        "Buyers would look elsewhere if Google acquired Labelbox.",
        "Unless Google acquires Labelbox, nothing will change.",
        "Had Google acquired Labelbox, buyers would have looked elsewhere.",
        "Should Google acquire Labelbox, buyers would look elsewhere.",
        "Google declined to say whether it acquired Labelbox.",
    ],
)
def test_what_is_only_supposed_is_no_claim(text):
    assert extractor().claims(text_document(text)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "If nothing else, the year was busy: Google acquired Labelbox.",
        "Google acquired Labelbox, as if money did not matter.",
        "Why has Google acquired Labelbox?",
    ],
)
def test_what_stands_outside_the_if_is_claimed(text):
    assert [c.kind for c in extractor().claims(text_document(text))] == ["acquisition"]


RIVALS = [
    ("Google plans to buy rival Labelbox.", "confirmed"),
    ("Google dropped its bid for rival Labelbox.", "confirmed"),
    ("Google is not in talks to buy its rival Labelbox.", "confirmed"),
    ("Labelbox is a rival of Google.", "confirmed"),
]


@pytest.mark.parametrize(("text", "modality"), RIVALS)
def test_a_rivalry_stands_whatever_becomes_of_the_deal(text: str, modality: str) -> None:
    assert first(text, "rival").modality == modality


def test_a_signed_contract_is_no_plan() -> None:
    assert first("Labelbox won a deal to supply Google.", "client").modality == "confirmed"
    assert first("Labelbox will supply Google with data.", "client").modality == "planned"


def test_a_post_taken_at_once_is_no_plan() -> None:
    text = "Mary Jones will join Labelbox as chief executive"
    assert first(f"{text}, effective immediately.", "leadership_move").modality == "confirmed"
    assert first(f"{text} in May.", "leadership_move").modality == "planned"


def test_what_an_aside_says_of_a_source_is_not_credited_to_it() -> None:
    text = "It cost $9 million, according to Nexora, a joint venture between Google and Labelbox."
    assert first(text, "partnership").modality == "confirmed"


def test_a_plan_that_somebody_denies_is_denied() -> None:
    text = "Nexora denied a report that it had approached Valtek Group about a takeover."
    assert first(text, "acquisition").modality == "denied"
    text = "Valtek Group rejected a takeover approach from Nexora."
    assert first(text, "acquisition").modality == "planned"


def test_a_relative_clause_is_not_planned_with_its_sentence() -> None:
    text = "Google will move its masts to Nexora, which is 60% owned by Valtek Group."
    assert first(text, "ownership").modality == "confirmed"


def test_what_is_said_behind_who_does_not_hedge_the_main_verb() -> None:
    text = "Nina Castell, who will remain on Scale AI's board, joins Meta as chief AI officer."
    assert first(text, "leadership_move").modality == "confirmed"
    text = "Nina Castell, who joined in 2019, will leave Scale AI for Meta."
    assert first(text, "leadership_move").modality == "planned"


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Valtek Group sold its entire stake in Nexora on 12 June 2025.", "2025-06-12"),
        ("Valtek Group sold its stake in Nexora.", None),
        ("Valtek Group does not own shares in Nexora.", None),
    ],
)
def test_a_stake_that_was_sold_ends_on_its_day(text: str, end: str | None) -> None:
    found = first(text, "ownership")
    assert (found.modality, found.valid_to) == ("denied", end)


def test_what_a_text_says_of_an_owner_behind_which_is_not_hedged_by_the_promise_before() -> None:
    text = (
        "Nexora promised that it would stay free under Valtek Group, which paid $9 million for"
        " 75% of Nexora."
    )
    assert first(text, "ownership").modality == "confirmed"


@pytest.mark.parametrize(
    ("text", "date", "end"),
    [
        ("Mary Jones sat on Labelbox's board until 2023.", None, "2023"),
        ("Mary Jones joined Labelbox's board in 2023.", "2023", None),
    ],
)
def test_until_tells_the_end_of_what_lasts(text: str, date: str | None, end: str | None) -> None:
    found = first(text, "directorship")
    assert (found.date, found.valid_to) == (date, end)


def test_what_an_owner_sold_in_an_aside_is_not_what_it_owns() -> None:
    text = "Valtek Group, which sold Labelbox to Google, still owns 10% of Nexora Systems."
    assert first(text, "ownership").modality == "confirmed"
    assert first(text, "acquisition").modality == "confirmed"
    sold = "Valtek Group, which sold its 10% stake in Nexora Systems to Google, was quick."
    held = [
        c.modality
        for c in extractor().claims(text_document(sold))
        if c.kind == "ownership" and c.subject == "Valtek Group"
    ]
    assert "confirmed" not in held
