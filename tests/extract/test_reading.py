"""What a whole text adds to its sentences: lists, directions, cut-offs, spend, and its bounds."""

from __future__ import annotations

import pytest

from vendorrisk.extract import extract, extractor, prose
from vendorrisk.extract.checks import text_document
from vendorrisk.extract.sentences import LONGEST, sentences


def stated(text: str, kind: str) -> list[tuple[str | None, str | None]]:
    """Return subject and object of the claims of a kind."""
    return [(c.subject, c.object) for c in extract(text_document(text))[0] if c.kind == kind]


def ruled(text: str, kind: str) -> list[tuple[str | None, str | None]]:
    """Return subject and object of the claims of a kind that the rules alone make."""
    claims = extractor(engine="rules").claims(text_document(text))
    return [(c.subject, c.object) for c in claims if c.kind == kind]


LISTS = [
    ("Valtek Group acquired Nexora, Orbex and Google.", ["Nexora", "Orbex", "Google"]),
    ("Valtek Group acquired Nexora and Orbex.", ["Nexora", "Orbex"]),
    ("Valtek Group acquired Nexora, a maker of pumps, Orbex and Brightwater Labs.",
     ["Nexora", "Orbex", "Brightwater Labs"]),
    ("Valtek Group acquired Nexora, Orbex, Google.", ["Nexora", "Orbex", "Google"]),
    ("Valtek Group acquired Nexora, Orbex and others.", ["Nexora", "Orbex"]),
    ("Valtek Group acquired Nexora Systems (NSX), Orbex and Google.",
     ["Nexora Systems", "Orbex", "Google"]),
    # commas that make no list
    ("After Valtek Group acquired Nexora, Google left.", ["Nexora"]),
    ("Valtek Group acquired Nexora, and Google left.", ["Nexora"]),
    ("Valtek Group acquired Nexora, said Google.", ["Nexora"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "objects"), LISTS, ids=[r[0] for r in LISTS])
def test_commas_make_a_list_only_where_it_ends_as_one(text: str, objects: list[str]) -> None:
    found = stated(text, "acquisition")
    assert sorted(o for _, o in found if o) == sorted(objects)
    assert {s for s, _ in found} == {"Valtek Group"}


def test_who_depends_on_whom_is_not_turned_round() -> None:
    text = "Nexora relies on Walmart for about half of its revenue."
    assert stated(text, "client") == [("Walmart", "Nexora")]
    (claim,) = extract(text_document(text))[0]
    assert claim.share_of_revenue == 0.5


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Walmart makes up around 12 percent of Nexora's global sales.", 0.12),
        ("Walmart made up 12% of Nexora's revenue.", 0.12),
        ("Nexora's largest client, Walmart, cut its orders for pumps by 12 percent.", None),
    ],
)
def test_only_what_is_made_up_of_revenue_is_a_share_of_it(text: str, share: float | None) -> None:
    (claim,) = [c for c in extract(text_document(text))[0] if c.kind == "client"]
    assert (claim.subject, claim.object) == ("Walmart", "Nexora")
    assert claim.share_of_revenue == share


def test_the_end_of_a_tie_is_a_cutoff_where_the_other_side_is_the_client() -> None:
    alone = "Nexora is ending its contract with Walmart."
    assert stated(alone, "client_loss") == [("Nexora", "Walmart")]
    told = f"{alone} For years Nexora has supplied Walmart with tills."
    assert stated(told, "client_loss") == []
    assert stated(told, "vendor_cutoff") == [("Nexora", "Walmart")]


def test_a_clients_planned_investment_is_spend() -> None:
    text = "Walmart is a client of Nexora. Walmart plans to invest $20 million in Nexora."
    assert stated(text, "investment") == []
    assert ("Walmart", "Nexora") in stated(text, "client")


GOVERNED = [
    "Shares in Nexora Systems acquired Valtek Group.",
    "The founders of Nexora Systems acquired Valtek Group.",
    "People from Google, Microsoft and Nexora Systems acquired Valtek Group.",
]


@pytest.mark.parametrize("text", GOVERNED)
def test_what_a_preposition_governs_is_no_subject(text: str) -> None:
    assert stated(text, "acquisition") == []


@pytest.mark.parametrize(
    "text",
    [
        "Google leaves. " * 20_000,
        "Google and Meta while " * 20_000,
        "Scale " * 20_000,
        "(" * 50_000 + ")" * 50_000,
        "\"'“‘" * 30_000,
        "$1 " * 50_000,
        "Google, " * 20_000,
        "a" * 500_000,
        "May 2025 " * 20_000,
        "U.S. A. B. " * 20_000,
        "\u00a0" * 100_000 + "\u0130stanbul " * 1000,
    ],
    ids=["stops", "no stop", "name", "brackets", "quotes", "money", "commas", "word", "dates",
         "initials", "odd"],
)  # fmt: skip
def test_hostile_text_is_read_to_an_end(text: str) -> None:
    document = text_document(text)
    claims, _ = extract(document)
    assert all(text[c.start : c.end] == c.quote for c in claims)
    assert all(s.end - s.start <= LONGEST for s in sentences(document))


def test_more_claims_than_a_text_can_mean_are_cut_and_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(prose, "MAX_CLAIMS", 50)
    claims, skipped = extract(text_document("Google acquired Labelbox. " * 500))
    assert 50 < len(claims) <= 60
    assert "more than 50 claims; the rest of the text was not read" in skipped[0].what


@pytest.mark.parametrize(
    ("text", "kind", "subjects"),
    [
        (
            "Nexora, which links shops to Google and Microsoft, is now worth $3 billion.",
            "valuation",
            {"Nexora"},
        ),
        (
            "Nexora has raised $10 million from Google, Microsoft and private funds.",
            "investment",
            {"Google", "Microsoft"},
        ),
    ],
)
def test_what_a_preposition_governs_is_a_list_and_no_subject(
    text: str, kind: str, subjects: set[str]
) -> None:
    claims, _ = extract(text_document(text))
    assert {claim.subject for claim in claims if claim.kind == kind} == subjects


def test_what_belongs_to_the_last_of_a_list_belongs_to_no_other() -> None:
    claims, _ = extract(
        text_document("Google and Valtek Group's pump arm Nexora agreed on prices.")
    )
    assert {c.subject for c in claims if c.kind == "ownership"} == {"Valtek Group"}


ROUNDS = [
    ("Labelbox raised $20 million. Nexora raised $9 million. Valtek Group led the round.",
     [("Valtek Group", "Nexora")]),
    ("Valtek Group led the round. Nexora has now raised $9 million; Labelbox supplies it.",
     [("Valtek Group", "Nexora")]),
    ("Nexora raised $9 million. Orbex Capital led the round, along with Valtek Group.",
     [("Orbex Capital", "Nexora"), ("Valtek Group", "Nexora")]),
    ("Labelbox raised $9 million, and Nexora raised $5 million too. Nexora grew. Nexora hired. "
     "Google left. Meta left. Valtek Group led the round.", [("Valtek Group", "Nexora")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), ROUNDS, ids=[r[0] for r in ROUNDS])
def test_a_round_is_of_the_company_that_raised_it_near_by_or_else_of_the_texts_own(
    text: str, wanted: list[tuple[str, str]]
) -> None:
    assert sorted(ruled(text, "investment"), key=str) == wanted


def test_a_holding_without_its_company_is_claimed_only_where_one_near_by_tells_it() -> None:
    told = "Shares in Nexora fell. Valtek Group bought 10%, with the remaining 15% sold to Google."
    assert set(ruled(told, "ownership")) == {("Valtek Group", "Nexora"), ("Google", "Nexora")}
    untold = told.replace("Shares in Nexora fell.", "Nexora sells pumps. Nexora grew.")
    assert ruled(untold, "ownership") == []


def test_a_unit_that_somebody_acts_through_is_no_subject_of_its_own() -> None:
    text = "Valtek Group, through its unit Orbex Labs, acquired 20% of Nexora."
    found = ruled(text, "ownership")
    assert ("Valtek Group", "Orbex Labs") in found
    assert ("Valtek Group", "Nexora") in found
    assert ("Orbex Labs", "Nexora") not in found


def test_two_with_an_appositive_each_are_a_list() -> None:
    text = "Valtek Group, a pump maker, and Orbex, a bank, agreed to buy a 30% stake in Nexora."
    assert set(ruled(text, "ownership")) == {("Valtek Group", "Nexora"), ("Orbex", "Nexora")}


def test_a_list_of_investors_ends_before_somebodys_founder() -> None:
    text = "Nexora raised $9 million from Valtek Group, Orbex and Google founder Mary Jones."
    assert {s for s, _ in ruled(text, "investment")} == {"Valtek Group", "Orbex"}
    assert ruled(text, "position") == [(None, "Google")]


def test_a_lettered_round_is_no_company() -> None:
    text = "Nexora banked a $9 million series C financing led by Valtek Group."
    assert ruled(text, "investment") == [("Valtek Group", "Nexora")]


def posts(text: str) -> list[tuple[str | None, str | None, str | None]]:
    """Return person, company and role of the standing posts in a text."""
    found = extract(text_document(text))[0]
    return [(c.person, c.object, c.role) for c in found if c.kind == "position"]


POSTS = [
    ("Mary Jones is the chief executive of Nexora.", [("Mary Jones", "Nexora", "chief executive")]),
    ("Mary Jones, Nexora's chief people officer, has worked at Nexora since 2010.",
     [("Mary Jones", "Nexora", "chief people officer")]),
    ("Nexora was founded by Mary Jones and John Carter.",
     [("John Carter", "Nexora", "founder"), ("Mary Jones", "Nexora", "founder")]),
    ("Mary Jones, co-founder of Nexora, spoke.", [("Mary Jones", "Nexora", "co-founder")]),
    # a move tells the post already, but not who founded the company
    ("Nexora's finance chief Mary Jones moved to Google.", []),
    ("Mary Jones, who founded Nexora, left Nexora in May.", [("Mary Jones", "Nexora", "founder")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), POSTS, ids=[r[0] for r in POSTS])
def test_a_standing_post_is_told_once(
    text: str, wanted: list[tuple[str | None, str | None, str | None]]
) -> None:
    assert sorted(posts(text), key=str) == wanted


def test_one_who_is_named_with_an_old_and_a_new_post_moves_once() -> None:
    text = "Nexora hired Google's founder Mary Jones as chief executive."
    found = [c for c in extract(text_document(text))[0] if c.kind == "leadership_move"]
    assert [(c.person, c.subject, c.object, c.role) for c in found] == [
        ("Mary Jones", "Google", "Nexora", "chief executive")
    ]


def test_a_company_s_word_against_itself_is_no_hearsay() -> None:
    text = "Nexora confirmed on Monday that hackers had copied its files."
    found = [c for c in extract(text_document(text))[0] if c.kind == "data_incident"]
    assert [(c.subject, c.modality, c.interest) for c in found] == [
        ("Nexora", "confirmed", "against")
    ]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Meta bought Valtek Inc. for $5 million.", {("Meta", "Valtek")}),
        (
            "Valtek Inc. is a client of Nexora Corp. and Google.",
            {("Valtek", "Nexora"), ("Valtek", "Google")},
        ),
        ("Google bought Valtek Inc. Nexora sued.", {("Google", "Valtek")}),
    ],
)
def test_the_full_stop_of_a_legal_form_ends_nothing(text: str, pairs: set[tuple[str, str]]) -> None:
    claims, _ = extract(text_document(text), engine="rules")
    assert {(c.subject, c.object) for c in claims} == pairs


@pytest.mark.parametrize(
    "brackets",
    [
        "(NYSE: VTG)",
        "(TSX, NYSE: VTG)",
        "(VTG.N)",
        "(ASX:VTG )",
        "(VTG-TSX, VTGX-OTC)",
        "(LSE - VTG)",
    ],
)
def test_a_listing_behind_a_name_is_not_read(brackets: str) -> None:
    text = f"Valtek Group {brackets} and Orbex Systems {brackets} bought Nexora Labs."
    pairs = [("Orbex Systems", "Nexora Labs"), ("Valtek Group", "Nexora Labs")]
    assert sorted(stated(text, "acquisition")) == pairs


def test_other_brackets_behind_a_name_are_read() -> None:
    text = "Nexora Systems is owned by Valtek Group (20%) and Orbex Labs (10%)."
    assert sorted(stated(text, "ownership")) == [
        ("Orbex Labs", "Nexora Systems"),
        ("Valtek Group", "Nexora Systems"),
    ]


WHOM = [
    ("Harlow Pumps bought Nexora Labs in a deal that valued the company at $2bn.", "Nexora Labs"),
    ("Harlow Pumps raised $9m in a round that valued the company at $2bn.", "Harlow Pumps"),
    ("Harlow Pumps was bought by Nexora Systems for a price valuing it at $2bn.", "Harlow Pumps"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), WHOM, ids=[row[0][:40] for row in WHOM])
def test_a_deal_values_whom_it_buys(text: str, name: str) -> None:
    assert stated(text, "valuation") == [(name, None)]


def test_who_values_it_is_not_it() -> None:
    text = "Harlow Pumps grew fast. Nexora Systems valued it at $2bn in May."
    assert ("Nexora Systems", None) not in stated(text, "valuation")


def test_what_the_last_of_a_list_owns_is_its_own() -> None:
    text = "Harlow Pumps and Nexora Systems, which owns Labelbox, said so."
    assert stated(text, "ownership") == [("Nexora Systems", "Labelbox")]


def test_the_network_x_ends_a_sentence() -> None:
    parts = list(sentences(text_document("Both halted their ads on X. Labelbox did not.")))
    assert len(parts) == 2
    assert len(list(sentences(text_document("The board named J. Smith on Monday.")))) == 1


TIES = [
    ("Nexora signed a Memorandum of Understanding (MoU) with Valtek Group.", {"Valtek Group"}),
    ("Nexora signed a pact with Valtek Group Co. Ltd. on Monday.", {"Valtek Group"}),
    ("Nexora signed a pact with Valtek Group Pte. Ltd. It owns ships.", {"Valtek Group"}),
    ("Nexora signed a pact with Valtek Group of Norway and Brightwater Labs.",
     {"Valtek Group", "Brightwater Labs"}),
    ("Nexora signed a pact with Valtek Group and mobile app Brightwater Labs.",
     {"Valtek Group", "Brightwater Labs"}),
    # what stands in the brackets is no shorthand
    ("Nexora signed a pact (with lawyers of Valtek Group).", set()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "partners"), TIES, ids=[r[0] for r in TIES])
def test_what_only_adds_to_a_name_or_noun_is_read_past(text: str, partners: set[str]) -> None:
    assert {target for _, target in ruled(text, "partnership")} == partners


def test_of_a_list_behind_a_singular_rival_only_the_first_is_one() -> None:
    one = "Walmart sued its rival Nexora, Valtek Group and Brightwater Labs on Monday."
    assert {frozenset(pair) for pair in ruled(one, "rival")} == {frozenset({"Walmart", "Nexora"})}
    assert len(ruled(one.replace("rival", "rivals"), "rival")) == 3


def test_a_person_may_own_and_stands_before_the_company_that_he_runs() -> None:
    text = "Labelbox chairman Peter Aldmoor, who owns 24 per cent of Nexora Systems, voted."
    assert ruled(text, "ownership") == [("Peter Aldmoor", "Nexora Systems")]


def test_a_possessor_owns_what_its_name_shows_to_be_a_company() -> None:
    assert ruled("They hired Valtek Group's Nexora Systems.", "ownership") == [
        ("Valtek Group", "Nexora Systems")
    ]
    assert ruled("They hired Valtek Group's Nexora.", "ownership") == []
    assert ruled("They hired Tolvane's Nexora Systems.", "ownership") == []  # may be a place


def test_a_possessive_stays_before_what_a_company_is_called() -> None:
    text = "Valtek Group will expand its hotel business Nexora Systems."
    assert ruled(text, "ownership") == [("Valtek Group", "Nexora Systems")]
    text = "Valtek Group will expand the hotel business Nexora Systems."
    assert ruled(text, "ownership") == []


def test_a_company_before_a_hyphen_stands_for_another() -> None:
    text = "The other half of Nexora Systems is owned by Labelbox-backed Valtek Group."
    assert ("Labelbox", "Nexora Systems") not in ruled(text, "ownership")
