"""Who copied whom: one origin, one family."""

from __future__ import annotations

import datetime as dt

import pytest
from worlds import claim, document, evidence, registry

from vendorrisk.evidence.beliefs import Evidence
from vendorrisk.evidence.keys import Key
from vendorrisk.evidence.lineage import UNCREDITED
from vendorrisk.model.claim import Claim
from vendorrisk.model.document import Document

KEY = Key("client", "Rocket", "Acme Labels")


def told(doc: Document, *credits: str, **values: object) -> Claim:
    """Return the one claim of these tests, as a document tells it."""
    return claim("client", "Rocket", "Acme Labels", doc, attributed_to=credits, **values)


def origins(claims: list[Claim], documents: list[Document]) -> list[str]:
    found = evidence(claims, documents)
    return [found.origin(found.by_id[c.id]) for c in claims]


def families(found: Evidence) -> list[tuple[str, int, tuple[str, ...]]]:
    return [(f.origin, f.polarity, f.documents) for f in found.belief(KEY, "").families]


SAME = "Rocket buys labels from Acme, and it pays for them every month, said the very same text."


@pytest.mark.parametrize(
    ("credits", "expected"),
    [
        (("Reuters",), "Reuters"),
        (("reuters",), "Reuters"),
        (("Bell",), "The Bell"),  # an alias
        (("Reuters", "Relay Wire"), "Reuters"),
        (("Acme spokesperson",), "statement of Acme Labels"),
        (("Acme's CEO",), "statement of Acme Labels"),
        (("The Unknown Paper",), "The Unknown Paper"),
        # near misses: nobody is credited
        (("people familiar with the matter",), UNCREDITED),
        (("sources",), UNCREDITED),
        (("media reports",), UNCREDITED),
        (("unnamed insiders", "Reuters"), "Reuters"),
        ((), UNCREDITED),
    ],
)
def test_the_credited_origin(credits: tuple[str, ...], expected: str) -> None:
    doc = document("blog")
    assert origins([told(doc, *credits)], [doc]) == [expected]


def test_the_document_credits_for_its_claims() -> None:
    doc = document("blog", reporting_chain=("Reuters", "Relay Wire"))
    assert origins([told(doc)], [doc]) == ["Reuters"]
    assert origins([told(doc, "people familiar")], [doc]) == ["Reuters"]
    assert origins([told(doc, "The Bell")], [doc]) == ["The Bell"]  # the claim's own credit first


def test_an_outlet_with_reporting_of_its_own_is_an_origin() -> None:
    own = document("own", publisher="Reuters")
    relay = document("relay", publisher="Relay Wire")
    assert origins([told(own), told(relay)], [own, relay]) == ["Reuters", "Reuters"]
    assert origins([told(relay)], [relay]) == [UNCREDITED]


def test_who_credits_nobody_joins_the_credited_origin() -> None:
    crediting, silent = document("a"), document("b", publisher="Relay Wire")
    docs = [crediting, silent]
    assert origins([told(crediting, "Reuters"), told(silent)], docs) == ["Reuters", "Reuters"]
    # one that reports comes before one that does not
    other = document("c")
    listed = [told(crediting, "A Blog"), told(other, "The Bell"), told(silent)]
    assert origins(listed, [*docs, other]) == ["A Blog", "The Bell", "The Bell"]


def test_it_joins_only_for_the_same_claim() -> None:
    one, other = document("a"), document("b")
    about_another = claim("client", "Blank", "Acme Labels", one, attributed_to=("Reuters",))
    assert origins([about_another, told(other)], [one, other]) == ["Reuters", UNCREDITED]


def test_a_relay_leads_to_what_it_relays() -> None:
    a, b = document("a"), document("b")
    listed = [told(a, "Reuters", "Gazette"), told(b, "Gazette")]
    assert origins(listed, [a, b]) == ["Reuters", "Reuters"]


def test_a_relay_of_a_relay_leads_to_the_end() -> None:
    a, b, c = document("a"), document("b"), document("c")
    listed = [told(a, "Reuters", "Gazette"), told(b, "Gazette", "The Bell"), told(c, "The Bell")]
    assert origins(listed, [a, b, c]) == ["Reuters"] * 3


@pytest.mark.parametrize("size", [2, 3])
def test_relays_in_a_circle_are_one_origin(size: int) -> None:
    names = ["Reuters", "Gazette", "The Bell"][:size]
    docs = [document(name) for name in names]
    listed = [told(docs[i], name, names[i - 1]) for i, name in enumerate(names)]
    assert set(origins(listed, docs)) == {min(names)}


def test_a_relay_counts_only_where_its_source_is_credited_too() -> None:
    a, b = document("a"), document("b")
    elsewhere = claim("client", "Blank", "Acme Labels", a, attributed_to=("Reuters", "Gazette"))
    assert origins([elsewhere, told(b, "Gazette")], [a, b]) == ["Reuters", "Gazette"]


def test_the_same_text_is_the_same_origin() -> None:
    first = document("first", SAME)
    copy = document("copy", SAME + " Here.", publisher="Gazette")  # even of a reporting outlet
    assert origins([told(first, "Reuters"), told(copy)], [first, copy]) == ["Reuters", "Reuters"]


def test_one_report_in_two_papers_is_that_of_the_first() -> None:
    first = document("first", SAME, publisher="The Bell", published=dt.date(2025, 6, 1))
    copy = document("copy", SAME + " Here.", publisher="Gazette", published=dt.date(2025, 6, 2))
    assert origins([told(first), told(copy)], [first, copy]) == ["The Bell", "The Bell"]
    other = document("other", publisher="Gazette")
    assert origins([told(first), told(other)], [first, other]) == ["The Bell", "Gazette"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://x.org/a", "https://x.org/a", True),
        ("https://x.org/a", "https://x.org/a/", True),
        ("https://x.org/a", "https://x.org/a#top", True),
        ("https://x.org/a", "https://x.org/a?utm_source=mail&fbclid=1", True),
        ("https://x.org/?p=1", "https://x.org/?p=1&utm_medium=rss", True),
        # near misses: two articles
        ("https://x.org/?p=1", "https://x.org/?p=2", False),
        ("https://x.org/a", "https://x.org/b", False),
        ("https://x.org/a", "https://y.org/a", False),
        ("http://[broken", "http://[broken/2", False),
        (None, None, False),
    ],
)
def test_the_same_address_is_the_same_text(one: str | None, other: str | None, same: bool) -> None:
    a, b = document("a", url=one), document("b", url=other, publisher="Gazette")
    expected = "Reuters" if same else "Gazette"
    assert origins([told(a, "Reuters"), told(b)], [a, b])[1] == expected


@pytest.mark.parametrize(
    ("source", "grade", "expected"),
    [
        ("https://www.reuters.com/x", "press", "Reuters"),
        ("https://reuters.com/x", "press", "Reuters"),
        ("https://uk.reuters.com/x", "press", "Reuters"),
        ("https://www.thebell.net/x", "press", "The Bell"),
        ("https://paper.org/y", "primary", "paper.org"),
        # near misses
        ("https://reuters.com/x", "relay", UNCREDITED),
        ("https://paper.org/x", None, UNCREDITED),
        ("a filing", "primary", UNCREDITED),
        ("http://[broken", "press", UNCREDITED),
        ("https://notreuters.com/x", "press", UNCREDITED),
        ("https://www.paper.org/x", "press", UNCREDITED),  # not known for reporting of its own
    ],
)
def test_the_outlet_behind_an_address(source: str, grade: str | None, expected: str) -> None:
    doc = document("facts")
    assert origins([told(doc, source=source, grade=grade)], [doc]) == [expected]


def test_an_address_and_a_credit_of_one_outlet_are_one_family() -> None:
    a, b = document("a"), document("b")
    listed = [told(a, source="https://www.reuters.com/x", grade="press"), told(b, "Reuters")]
    found = evidence(listed, [a, b])
    assert [origin for origin, *_ in families(found)] == ["Reuters"]


def test_every_lineage_says_why() -> None:
    a, b, c = document("a"), document("b"), document("c", publisher="Gazette")
    listed = [told(a, "Reuters", "Relay Wire"), told(b), told(c)]
    found = evidence(listed, [a, b, c])
    whys = [found.lineage[one.id].why for one in listed]
    assert whys == [
        "credits Reuters via Relay Wire",
        "credits nobody; joined to the credited origin of the same claim",
        "reporting of its own",
    ]
    own, credited = found.belief(KEY, "").families
    assert credited.why == (f"a: {whys[0]}",)
    assert own.why == (f"b: {whys[1]}", f"c: {whys[2]}")  # the better evidenced of the two


def test_who_credits_nobody_joins_the_best_evidenced_newsroom() -> None:
    """Not the one that happens to be told most often: copies must not move anything."""
    a, b, c = document("a", publisher="Gazette"), document("b", publisher="Reuters"), document("c")
    listed = [told(a), told(b), told(c)]
    assert origins(listed, [a, b, c])[2] == "Reuters"
    weak = [told(a), told(b, modality="rumoured"), told(c)]
    assert origins(weak, [a, b, c])[2] == "Gazette"
    copies = [document(f"copy{i}", a.text + f" {i}.", publisher="Gazette") for i in range(30)]
    more = [*listed, *(told(copy) for copy in copies)]
    assert origins(more, [a, b, c, *copies])[2] == "Reuters"
    denial = [told(a), told(b), told(c, modality="denied")]
    assert origins(denial, [a, b, c])[2] == "Reuters"  # nobody else denies it
    other = [told(a, modality="denied"), told(b), told(c, modality="denied")]
    assert origins(other, [a, b, c])[2] == "Gazette"


def test_a_known_newsroom_comes_before_a_better_graded_address() -> None:
    a, b, c = document("a"), document("b", publisher="Gazette"), document("c")
    listed = [told(a, source="https://paper.org/x", grade="primary"), told(b), told(c)]
    assert origins(listed, [a, b, c]) == ["paper.org", "Gazette", "Gazette"]


def test_e2_thirty_copies_are_bit_identical() -> None:
    first = document("first", SAME, publisher="Relay Wire")
    claims, docs = [told(first, "Reuters")], [first]
    before = evidence(claims, docs).belief(KEY, "")
    for number in range(30):
        copy = document(f"copy{number}", f"{SAME} Copy number {number}.", publisher="Relay Wire")
        docs.append(copy)
        claims.append(told(copy, *(("Reuters",) if number % 2 else ())))
    after = evidence(claims, docs).belief(KEY, "")
    assert (before.low, before.point, before.high) == (after.low, after.point, after.high)
    assert len(after.families) == 1
    assert len(after.families[0].claims) == 31


def test_e1_document_order_and_names_do_not_matter() -> None:
    docs = [
        document("a", publisher="Reuters"),
        document("b", publisher="Gazette"),
        document("c", SAME),
        document("d", SAME + " Again."),
    ]
    claims = [
        told(docs[0]),
        told(docs[1], modality="rumoured"),
        told(docs[2], "The Bell"),
        told(docs[3], modality="denied"),
    ]
    reference = evidence(claims, docs)
    for turn in range(4):
        order = [*range(turn, 4), *range(turn)]
        turned = evidence([claims[i] for i in order[::-1]], [docs[i] for i in order])
        assert turned.belief(KEY, "") == reference.belief(KEY, "")
        assert list(turned.by_key) == list(reference.by_key)
        assert turned.lineage == reference.lineage


def test_unknown_publishers_are_no_witnesses_of_each_other() -> None:
    docs = [document(f"site{i}", publisher=f"Site {i}") for i in range(5)]
    found = evidence([told(d) for d in docs], docs)
    assert [origin for origin, *_ in families(found)] == [UNCREDITED]


def test_registry_order_does_not_matter() -> None:
    from worlds import COMPANIES, PUBLISHERS

    a, b = document("a"), document("b", publisher="Gazette")
    listed = [told(a, "Bell"), told(b)]
    turned = registry(COMPANIES[::-1], PUBLISHERS[::-1])
    one, other = evidence(listed, [a, b]), evidence(listed, [a, b], known=turned)
    assert one.belief(KEY, "") == other.belief(KEY, "")
