"""Who is credited: the origin first, then who relays it, and nobody where nobody is named."""

from __future__ import annotations

import pytest

from vendorrisk.extract import extractor
from vendorrisk.extract.checks import text_document
from vendorrisk.model.claim import Claim

LOSS = "Google plans to end its contract with Scale AI"


def found(text: str, kind: str = "client_loss") -> list[Claim]:
    """Return the claims of a kind in a text."""
    return [c for c in extractor().claims(text_document(text)) if c.kind == kind]


CHAINS = [
    (f"{LOSS}.", ()),
    (f"{LOSS}, according to Reuters.", ("Reuters",)),
    (f"According to Reuters, {LOSS}.", ("Reuters",)),
    (f"Reuters reported that {LOSS}.", ("Reuters",)),
    (f"{LOSS}, Reuters first reported.", ("Reuters",)),
    (f"{LOSS}, according to a Reuters report cited by TechCrunch.", ("Reuters", "TechCrunch")),
    (f"{LOSS}, reports Reuters via TechCrunch.", ("Reuters", "TechCrunch")),
    (f"{LOSS}, Reuters and Bloomberg reported.", ("Reuters", "Bloomberg")),
    (f"People familiar with the matter said {LOSS}.", ("unnamed sources",)),
    (f"Media reports suggest that {LOSS}.", ("unnamed reports",)),
    (f"A spokesperson for Google said that {LOSS}.", ("Google spokesperson",)),
    (f"Google’s CFO told TechCrunch that {LOSS}.", ("Google CFO", "TechCrunch")),
    (f"{LOSS}, TechCrunch reported, citing Bloomberg.", ("Bloomberg", "TechCrunch")),
    (f"{LOSS}, documents seen by the Financial Times show.", ("Financial Times",)),
    (
        f"{LOSS}, Bloomberg and the Wall Street Journal said.",
        ("Bloomberg", "The Wall Street Journal"),
    ),
    (f"Reuters: {LOSS}", ("Reuters",)),
    (f"{LOSS} - Bloomberg", ("Bloomberg",)),
    (f"{LOSS} - sources", ("unnamed sources",)),
    (f"{LOSS}, local media reported.", ("unnamed reports",)),
    (f"{LOSS}, said Google chief executive Mary Jones.", ("Google chief executive",)),
    (f"Mary Jones, chief executive of Google, said {LOSS}.", ("Google chief executive",)),
    (
        f"In an interview with CNBC, a Google spokesman said {LOSS}.",
        ("Google spokesperson", "CNBC"),
    ),
    # an outlet or a speaker that is not the source
    (f"{LOSS}; Reuters declined to comment.", ()),
    (f"LONDON (Reuters) - {LOSS}.", ()),
    ("Reuters is a client of Labelbox.", None),
]


@pytest.mark.parametrize(("text", "chain"), CHAINS)
def test_the_origin_comes_first(text: str, chain: tuple[str, ...] | None) -> None:
    claims = found(text)
    if chain is None:
        assert claims == []
    else:
        assert claims and claims[0].attributed_to == chain


@pytest.mark.parametrize(
    ("between", "credit"),
    [
        ("", ()),  # a sentence that credits nobody is the document's own
        ("The paper also reported that ", ("Reuters",)),
        ("The agency added that ", ("Reuters",)),
        ("However, ", ("Reuters",)),
        ("Yet, ", ()),
    ],
)
def test_credit_goes_on_only_where_a_sentence_says_so(between: str, credit: tuple[str]) -> None:
    assert found(f"Reuters reported talks. {between}{LOSS}.")[0].attributed_to == credit
    assert found(f"Reuters reported talks.\n\n{between}{LOSS}.")[0].attributed_to == ()


def test_nobody_unnamed_speaks_for_the_rest_of_a_paragraph() -> None:
    text = f"Two people familiar with the matter said talks began. {LOSS}."
    assert found(text)[0].attributed_to == ()


def test_a_speaker_after_although_does_not_speak_for_what_stands_before() -> None:
    text = f"{LOSS}, although a spokesperson for Scale AI said that business goes on."
    assert found(text)[0].attributed_to == ()


def test_a_vendors_word_in_its_own_interest_is_marked() -> None:
    text = "A spokesperson for Scale AI said that it will protect customer data."
    (claim,) = found(text, "independence_statement")
    assert (claim.subject, claim.interest) == ("Scale AI", "self")
    assert claim.attributed_to == ("Scale AI spokesperson",)


def test_a_figure_credited_inside_a_sentence_keeps_its_own_source() -> None:
    text = (
        "TechCrunch notes that SoftBank's investment in Labelbox - more than $2 billion as"
        " reported by Bloomberg - worries clients."
    )
    chains = {c.attributed_to for c in found(text, "investment")}
    assert any(chain[:1] == ("Bloomberg",) for chain in chains)


def test_a_quote_of_he_or_she_is_of_who_spoke_before() -> None:
    text = 'Mary Jones, head of Nexora, sees a change. "We are neutral and will stay so," she said.'
    claims = extractor(engine="rules").claims(text_document(text))
    assert [(c.kind, c.subject) for c in claims if c.kind != "position"] == [
        ("independence_statement", "Nexora")
    ]


def test_whoever_spoke_before_does_not_speak_for_the_next_speaker() -> None:
    text = f"Reuters reported talks. A spokesperson for Scale AI said that {LOSS}."
    assert found(text)[0].attributed_to == ("Scale AI spokesperson",)


def test_its_behind_and_is_of_the_company_before_it() -> None:
    text = "Labelbox sells tools that both Boeing and its competitor Nexora use."
    claims = extractor(engine="rules").claims(text_document(text))
    assert {frozenset((c.subject, c.object)) for c in claims if c.kind == "rival"} == {
        frozenset(("Boeing", "Nexora"))
    }


def test_a_speaker_is_not_carried_on_by_however() -> None:
    text = f"A spokesperson for Scale AI said that work goes on. However, {LOSS}."
    assert found(text)[0].attributed_to == ()
