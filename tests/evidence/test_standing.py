"""What a document shows of where it has its story from."""

from __future__ import annotations

import pytest
from worlds import document, registry

from vendorrisk.entities import Resolver
from vendorrisk.evidence.outlets import Outlets
from vendorrisk.evidence.standing import standing
from vendorrisk.evidence.traces import other_figures, traces

RESOLVER = Resolver(registry())


def shown(text: str, publisher: str | None = "Relay Wire", **values: object) -> tuple:
    doc = document("d", text, publisher=publisher, **values)
    return standing(doc, Outlets(RESOLVER, [doc]))[:2]


@pytest.mark.parametrize(
    ("text", "credits"),
    [
        ("Rocket leaves Acme, Reuters reported on Monday.", ("Reuters",)),
        ("Rocket leaves Acme, Reuters first reported.", ("Reuters",)),
        ("Rocket leaves Acme, according to Reuters.", ("Reuters",)),
        ("Rocket leaves Acme, according to a report by the Gazette.", ("Gazette",)),
        ("Rocket leaves Acme, per The Bell.", ("The Bell",)),
        ("Rocket leaves Acme, a Reuters report says.", ("Reuters",)),
        ("Rocket leaves Acme, people told Reuters.", ("Reuters",)),
        ("Rocket leaves Acme, a memo obtained by the Gazette shows.", ("Gazette",)),
        ("Rocket leaves Acme, says a Reuters report cited by The Bell.", ("Reuters", "The Bell")),
        ("HARBOR CITY (Reuters) - Rocket leaves Acme.", ("Reuters",)),
        ("Rocket leaves Acme. It was a matter of time. - Reuters", ("Reuters",)),
        ("Rocket leaves Acme; see https://www.reuters.com/x for more.", ("Reuters",)),
        # a credit outweighs one in passing
        ("The Bell reported it. Reuters earlier reported another thing.", ("The Bell",)),
        # near misses: nobody is credited
        ("Rocket leaves Acme. Reuters is its neighbour.", ()),
        ("Rocket leaves Acme, media reports say.", ()),
        ("The Gazette of laws has it. A bell rang.", ()),
        ("Rocket told the reuters of this world nothing.", ()),
        ("Somebody reported revenue of $3 million.", ()),
    ],
)
def test_who_is_credited(text: str, credits: tuple[str, ...]) -> None:
    kind, outlets = shown(text)
    assert outlets == credits
    assert kind == ("credits" if credits else "silent")


@pytest.mark.parametrize(
    ("publisher", "text", "kind"),
    [
        ("Reuters", "Rocket leaves Acme, four people told Reuters.", "own"),
        ("Reuters", "Rocket leaves Acme, four people familiar with the plan said.", "own"),
        ("Gazette", "Rocket leaves Acme. Reuters earlier reported talks. A memo seen by the Gazette"
         " names the day.", "own"),
        ("Harbor Ledger", "Six raters told the Harbor Ledger that work had dried up.", "own"),
        ("Harbor Ledger", "A rater showed this newspaper the message.", "own"),
        ("Some Blog", "I found it by chance. I wrote to them. My mail came back.", "own"),
        ("Reuters", "Rocket leaves Acme.", "reputed"),
        # relays, also by those who report
        ("Reuters", "Rocket leaves Acme, the Gazette reported, citing people close to it.",
         "credits"),
        ("The Bell", "Rocket leaves Acme, Reuters reported. Acme's spokesman told The Bell that"
         " it regrets this.", "credits"),
        ("Relay Wire", "Rocket leaves Acme, four people familiar with the plan said.", "silent"),
        # statements
        ("Reuters", "Acme said on Monday it has hired a new chief.", "statement"),
        ("Reuters", "In a blog post, the founder denied it.", "statement"),
        ("Gazette", "The raters sued Acme in a court in Ohio.", "statement"),
        ("Relay Wire", "OAKLAND--(BUSINESS WIRE)--Acme raises money. Reuters reported talks.",
         "statement"),
        ("Acme Labels", "Rocket leaves.", "party"),  # a company of the registry
        ("Labelry", "Labelry today announced that it raised money.", "party"),
        ("Labelry", "Thanks to our customers, Labelry has grown.", "party"),
        ("PR Newswire", "Somebody raises money.", "party"),
        # near misses
        ("Some Blog", "\"I found it,\" I was told. \"I wrote. My mail came back,\" she said.",
         "silent"),
        ("Some Blog", "They told us nothing: media reports say so.", "own"),
        ("Some Blog", "Rocket leaves Acme, insiders say.", "silent"),
    ],
)  # fmt: skip
def test_how_a_document_stands(publisher: str, text: str, kind: str) -> None:
    assert shown(text, publisher)[0] == kind


def test_a_chain_that_somebody_wrote_down_comes_first() -> None:
    found = shown("Four people told us.", reporting_chain=("Reuters", "The Bell"))
    assert found == ("credits", ("Reuters", "The Bell"))


def test_a_dateline_names_the_outlet_of_a_text_without_publisher() -> None:
    text = "OSLO (Reuters) - Rocket leaves Acme, four people told Reuters."
    assert shown(text, None) == ("own", ())
    assert shown(text, "Relay Wire") == ("credits", ("Reuters",))


def test_a_credit_that_only_a_claim_has_counts_where_the_text_shows_none() -> None:
    doc = document("d", "Rocket leaves Acme.", publisher="Some Blog")
    outlets = Outlets(RESOLVER, [doc])
    assert standing(doc, outlets, [("Reuters",)])[:2] == ("credits", ("Reuters",))
    assert standing(doc, outlets, [("Nobody Known",)])[:2] == ("silent", ())


def test_traces_are_quotes_figures_and_words() -> None:
    text = (
        "Rocket pays “a price that nobody else would pay” of $2.4 billion for 30% of Acme, 412"
        ' managers said in 2024 on May 7. "No comment at all," it said.'
    )
    found = traces(document("d", text), ["stake|Rocket|Acme|"], {"acme"})
    assert set(found.quotes) == {"a price that nobody", "price that nobody else"}
    assert set(found.figures) == {"USD 2.4e+09", "% 30", "n 412"}
    assert "claim stake|Rocket|Acme|" in found.terms
    assert not {"name acme", "said", "2024"} & found.terms


def test_figures_that_are_all_others_speak_against_a_common_origin() -> None:
    def of(text: str) -> object:
        return traces(document("d", text))

    one = of("It made $5 million, 12% and 412 units.")
    assert other_figures(one, of("It made $6 million, 13% and 517 units."))
    assert not other_figures(one, of("It made $6 million, 13% and 412 units."))
    assert not other_figures(one, of("It made $6 million and 13%."))  # too few to tell
