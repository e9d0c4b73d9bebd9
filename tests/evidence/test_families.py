"""Articles of one origin are one family, and each member says why."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import random
from pathlib import Path
from typing import Any

import pytest
import yaml
from worlds import claim, document, evidence, registry

import vendorrisk
from vendorrisk.documents.blocks import blocks
from vendorrisk.entities import Resolver
from vendorrisk.evidence.families import families
from vendorrisk.evidence.keys import name_the_unnamed
from vendorrisk.extract import extract
from vendorrisk.model.claim import Claim
from vendorrisk.model.document import Document
from vendorrisk.model.lineage import ArticleFamily
from vendorrisk.rulebook import load_parameters, load_registry

CASES = Path(__file__).parents[1] / "data" / "families.yaml"
CASES_SHA256 = "ad0f14908c8c2df97c6c4e61e53471a7a3f0bac1781cec45cd123675ae5b7eb1"
RESOLVER = Resolver(load_registry())
LIMITS = load_parameters().review


def article(case: dict[str, Any], cases: dict[str, dict[str, Any]]) -> Document:
    """Return the document of one case, with the text it copies and the edits made to it."""
    source = cases[case.get("copy_of", case["id"])]
    text = source["text"]
    for old, new in case.get("edits", ()):
        assert old in text, (case["id"], old)
        text = text.replace(old, new)
    text = "\n\n".join(p for p in (case.get("before"), text, case.get("after")) if p)
    title = case.get("title", source.get("title"))
    sha = hashlib.sha256(f"{case['id']}|{text}".encode()).hexdigest()
    return Document(
        id=f"doc-{sha[:16]}",
        sha256=sha,
        name=case["id"],
        path=f"{case['id']}.txt",
        media="txt",
        text=text,
        blocks=blocks(text, titled=True),
        title=title,
        publisher=case["publisher"],
        published=case["published"],
    )


@functools.cache
def listed() -> tuple[tuple[dict[str, Any], Document], ...]:
    cases = {c["id"]: c for c in yaml.safe_load(CASES.read_text(encoding="utf-8"))["articles"]}
    return tuple((case, article(case, cases)) for case in cases.values())


@functools.cache
def claims_of(name: str) -> tuple[Claim, ...]:
    (doc,) = [doc for case, doc in listed() if case["id"] == name]
    return RESOLVER.resolve(extract(doc)[0])


def grouped(docs: list[Document], *, claims: bool = True) -> tuple[ArticleFamily, ...]:
    known = tuple(c for doc in docs for c in claims_of(doc.name)) if claims else ()
    return families(docs, known, name_the_unnamed(known), RESOLVER, LIMITS)


def pairwise(parts: set[str], **how: Any) -> tuple[float, float]:
    """Return precision and recall over pairs of articles of these parts of the set."""
    cases = [(case, doc) for case, doc in listed() if case["part"] in parts]
    found = grouped([doc for _, doc in cases], **how)
    place = {member.name: family.id for family in found for member in family.members}
    scored = [case for case, _ in cases if case["origin"] is not None]
    both = said = true = 0
    for i, one in enumerate(scored):
        for other in scored[:i]:
            same, joined = one["origin"] == other["origin"], place[one["id"]] == place[other["id"]]
            both, said, true = both + (same and joined), said + joined, true + same
    return both / said, both / true


def test_the_articles_are_those_the_floors_were_measured_on() -> None:
    assert hashlib.sha256(CASES.read_bytes()).hexdigest() == CASES_SHA256


@pytest.mark.parametrize("parts", [{"tune"}, {"held"}, {"fresh"}, {"last"}, set("all")], ids=min)
@pytest.mark.parametrize("claims", [True, False])
def test_articles_of_one_origin_are_found(parts: set[str], claims: bool) -> None:
    named = {"tune", "held", "fresh", "last"} if parts == set("all") else parts
    precision, recall = pairwise(named, claims=claims)
    assert 2 * precision * recall / (precision + recall) >= 0.95
    assert precision >= 0.95  # two witnesses taken for one lower a risk


@pytest.mark.parametrize("lost", ["publisher", "published", "title"])
def test_it_holds_without_what_is_often_missing(lost: str) -> None:
    bare = [(case, doc.model_copy(update={lost: None})) for case, doc in listed() if case["origin"]]
    found = grouped([doc for _, doc in bare])
    place = {member.name: family.id for family in found for member in family.members}
    origins = {case["id"]: case["origin"] for case, _ in bare}
    pairs = [(a, b) for a in origins for b in origins if a < b]
    same = [pair for pair in pairs if origins[pair[0]] == origins[pair[1]]]
    joined = [pair for pair in pairs if place[pair[0]] == place[pair[1]]]
    both = len(set(same) & set(joined))
    assert 2 * both / (len(same) + len(joined)) >= 0.9


def test_a_round_up_joins_one_story_and_never_makes_two_into_one() -> None:
    for name, others in {"t7": ("t1a", "t3a"), "h8": ("h1a", "h1d")}.items():
        docs = [doc for case, doc in listed() if case["id"] in {name, *others}]
        alone = [f for f in grouped(docs) if any(m.name in others for m in f.members)]
        assert len(alone) == 2


def test_every_article_is_in_one_family_and_says_why() -> None:
    found = grouped([doc for _, doc in listed()])
    names = [member.name for family in found for member in family.members]
    assert sorted(names) == sorted(case["id"] for case, _ in listed())
    for family in found:
        root, *others = family.members
        assert root.how == "root" and root.follows is None and root.source is None and root.why
        inside = {member.document for member in family.members}
        for member in others:
            assert member.why and member.source in inside and member.how != "root"


@pytest.mark.parametrize(
    ("name", "how", "follows", "words"),
    [
        ("t1b", "copy", "t1a", "near-duplicate text"),
        ("t1c", "relay", "t1a", "credits Bloomberg"),
        ("t1d", "retelling", "t1a", "shares a rare quote: “They want the pipeline"),
        ("t1d", "retelling", "t1a", "shares rare figures: around 30%, $2.4 billion"),
        ("t2d", "relay", "t2a", "rests on a statement"),
        ("t5c", "relay", "t5a", "credits The Register"),
        ("h3c", "retelling", "h3a", "shows no source of its own"),
        ("h5b", "relay", "h5a", "makes the same rare claims: move"),
    ],
)
def test_the_reason_is_the_one_a_reader_would_give(
    name: str, how: str, follows: str, words: str
) -> None:
    found = grouped([doc for _, doc in listed()])
    (member,) = [m for f in found for m in f.members if m.name == name]
    assert (member.how, member.follows) == (how, follows)
    assert any(words in why for why in member.why), member.why


def test_order_does_not_matter() -> None:
    docs = [doc for _, doc in listed()]
    reference = grouped(docs)
    for seed in range(2):
        random.Random(seed).shuffle(docs)
        assert grouped(docs) == reference


def test_copies_change_nothing_for_the_others() -> None:
    docs = [doc for case, doc in listed() if case["part"] == "tune"]
    before = {m.name: f.origin for f in grouped(docs) for m in f.members}
    more = []
    for number in range(30):
        text = f"{docs[0].text} {number}"
        more.append(document(f"copy{number}", text, publisher=f"Site {number}"))
    known = tuple(c for doc in docs for c in claims_of(doc.name))
    found = families([*docs, *more], known, name_the_unnamed(known), RESOLVER, LIMITS)
    after = {m.name: f.origin for f in found for m in f.members if not m.name.startswith("copy")}
    assert after == before
    (family,) = [f for f in found if any(m.name == "copy0" for m in f.members)]
    assert {f"copy{number}" for number in range(30)} < {m.name for m in family.members}


def small(*docs: Document) -> list[set[str]]:
    found = families(docs, (), {}, Resolver(registry()), LIMITS)
    return sorted(({m.name for m in f.members} for f in found), key=min)


STORY = (
    "Rocket will leave the label maker Acme in spring, four people told Reuters. It spends $41.5"
    " million a year there and has met Blank and two other makers."
)
RETOLD = "Acme loses Rocket, which paid the label maker $41.5 million a year and has met Blank."


def test_a_link_to_the_source_ties_a_retelling() -> None:
    report = document("report", STORY, publisher="Reuters", url="https://www.reuters.com/a/?x=1")
    linked = document("linked", f"{RETOLD} Read https://www.reuters.com/a?x=1#top.")
    found = families([report, linked], (), {}, Resolver(registry()), LIMITS)
    assert [len(f.members) for f in found] == [2]
    assert "links to https://www.reuters.com/a/?x=1" in found[0].members[1].why


def test_who_has_sources_of_their_own_stays_apart() -> None:
    report = document("report", STORY, publisher="Reuters")
    own = RETOLD + " A memo seen by the Gazette says so."
    assert small(report, document("own", own, publisher="Gazette")) == [{"own"}, {"report"}]
    assert small(report, document("relay", own, publisher="Relay Wire")) == [{"relay"}, {"report"}]
    assert small(report, document("silent", RETOLD)) == [{"report", "silent"}]


def test_a_source_is_no_later_than_what_follows_it() -> None:
    report = document("report", STORY, publisher="Reuters", published=dt.date(2025, 6, 9))

    def told(day: int) -> Document:
        return document("told", RETOLD, published=dt.date(2025, 6, day))

    assert small(report, told(9)) == small(report, told(8)) == [{"report", "told"}]
    assert small(report, told(7)) == [{"report"}, {"told"}]


def test_a_form_filled_with_other_figures_is_no_copy() -> None:
    form = (
        "{} reported sales of {} million dollars, up {}% from the year before. Its stores number"
        " {}. These lines were made by a machine from a filing and may hold mistakes; read the"
        " filing before you act on any of them. Nobody gives advice here."
    )
    one = document("one", form.format("Rocket", "41.5", 12, 517))
    other = document("other", form.format("Blank", "33.2", 9, 412))
    same = document("same", form.format("Rocket", "41.5", 12, 517) + " Again.")
    assert small(one, other, same) == [{"one", "same"}, {"other"}]


def test_facts_are_no_articles() -> None:
    facts = document("facts", STORY).model_copy(update={"media": "facts"})
    assert small(facts) == []


def test_the_seed_articles_are_one_family() -> None:
    (family,) = vendorrisk.families("seeds/articles")
    assert family.origin == "Reuters"
    assert len(family.members) == 5


def test_a_newsroom_that_relays_another_is_no_second_witness() -> None:
    report = document("report", STORY, publisher="Reuters")
    relay = document("relay", f"Reuters reported it on Monday. {RETOLD}", publisher="Gazette")
    own = document("own", RETOLD, publisher="Gazette")

    def origins(*docs: Document) -> list[str]:
        told = [claim("client_loss", "Rocket", "Acme Labels", d, stage="planned") for d in docs]
        found = evidence(told, docs)
        return [found.lineage[c.id].origin for c in told]

    assert origins(report, relay) == ["Reuters", "Reuters"]
    assert origins(relay) == ["Reuters"]  # also where the report itself is not at hand
    assert origins(report, own) == ["Reuters", "Gazette"]


def test_the_lineage_of_a_claim_tells_what_ties_its_article() -> None:
    report = document("report", STORY, publisher="Reuters")
    silent = document("silent", RETOLD)
    told = [
        claim("client_loss", "Rocket", "Acme Labels", d, stage="planned") for d in (report, silent)
    ]
    found = evidence(told, [report, silent])
    assert found.lineage[told[0].id].reasons == ("reporting of its own",)
    first, *others = found.lineage[told[1].id].reasons
    assert first == "credits nobody; joined to the credited origin of the same claim"
    assert "its article follows report: shares rare figures: $41.5 million" in others


def test_two_newsrooms_that_print_one_statement_are_one_witness() -> None:
    text = "Acme said on Monday that Rocket will leave in spring; it pays $41.5 million a year."
    other = "Rocket goes. In a statement, Acme put its spending at $41.5 million a year."
    docs = [document("one", text, publisher="Reuters"), document("two", other, publisher="Gazette")]
    told = [claim("client_loss", "Rocket", "Acme Labels", doc, stage="planned") for doc in docs]
    found = evidence(told, docs)
    assert {found.lineage[c.id].origin for c in told} == {"Gazette"}  # the first, then by name


@pytest.mark.parametrize("publisher", [None, "Forged Times", "Relay Wire"])
@pytest.mark.parametrize("day", [1, 9])
def test_nobody_unknown_can_make_two_newsrooms_one(publisher: str | None, day: int) -> None:
    one = STORY.replace("told Reuters", "say") + " “We saw this coming for years,” one said."
    other = (
        "The label maker Acme is to do without Rocket. “Nobody here believed the other promises,”"
        " a manager says. Blank has been asked to step in, and the budget is $41.5 million."
    )
    docs = [
        document("one", one, publisher="Reuters", published=dt.date(2025, 6, 5)),
        document("two", other, publisher="Gazette", published=dt.date(2025, 6, 5)),
    ]
    forged = document(
        "forged",
        f"{one}\n{other} They told us so.",
        publisher=publisher,
        published=dt.date(2025, 6, day),
    )
    told = [claim("client_loss", "Rocket", "Acme Labels", doc, stage="planned") for doc in docs]
    more = [*told, claim("client_loss", "Rocket", "Acme Labels", forged, stage="planned")]
    before, after = evidence(told, docs), evidence(more, [*docs, forged])
    assert [after.lineage[c.id].origin for c in told] == ["Reuters", "Gazette"]
    (key,) = before.by_key
    was, now = before.belief(key, ""), after.belief(key, "")
    assert (now.low, now.point, now.high) == (was.low, was.point, was.high)
