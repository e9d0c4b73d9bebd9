"""Names: common words under guard, unknown companies by their form, people, groups, outlets."""

from __future__ import annotations

import pytest
from mentioned import named

from vendorrisk.extract import extractor
from vendorrisk.extract.checks import text_document
from vendorrisk.extract.discourse import Discourse
from vendorrisk.extract.lexicon import load_lexicon
from vendorrisk.extract.names import Gazetteer
from vendorrisk.model.entity import Entity
from vendorrisk.rulebook import load_registry

GUARDED = [
    ("Scale provides data to AI labs such as Google DeepMind and Meta.", "Scale AI"),
    ("Scale AI grew. Later Scale hired more annotators.", "Scale AI"),
    ("Google ends its deal with Scale’s data business.", "Scale AI"),
    ("Meta hired two researchers from OpenAI.", "Meta"),
    ("A stake bought by Meta worries rivals.", "Meta"),
    ("Handshake launched an AI labelling business.", "Handshake"),
    ("The annotation firms Turing and Mercor gained clients.", "Turing"),
    ("Labelling demand went to Surge, said annotators at the AI startup.", "Surge AI"),
    (
        "Invisible Technologies trains models. Invisible won a data contract.",
        "Invisible Technologies",
    ),
]


@pytest.mark.parametrize(
    ("text", "name"), GUARDED, ids=[r[1] + "-" + str(i) for i, r in enumerate(GUARDED)]
)
def test_a_common_word_names_a_company_where_the_text_says_so(text: str, name: str) -> None:
    assert name in named(text, "org")


COMMON = [
    "Models are trained at scale by Google.",
    "At Scale, we mean thousands of servers, said Google.",
    "Scale matters in AI.",
    "The Scale of the deal surprised Google.",
    "A meta-analysis by Google covers ten trials.",
    "Meta-analysis of AI labs: OpenAI leads.",
    "The meta description of a page matters to Google.",
    "Google saw a surge in demand for AI data.",
    "Surge pricing hit Uber.",
    "It was a handshake deal between Google and OpenAI.",
    "Handshake deals are common, said Google.",
    "The model passed the Turing test, said Google.",
    "Alan Turing inspired OpenAI.",
    "A Turing machine can run it, said Google.",
    "Invisible hands move the market, said Google.",
    "An invisible watermark marks AI images by Google.",
    "Sama is a Quechua word, said Google.",
    "The amazon rainforest burned; Google mapped it.",
    "The Amazon river floods every year.",
    "An Apple pie was baked by Google.",
]
COMMON_NAMES = {
    "Scale AI", "Meta", "Surge AI", "Handshake", "Turing", "Invisible Technologies", "Sama",
    "Amazon", "Apple",
}  # fmt: skip


@pytest.mark.parametrize("text", COMMON)
def test_a_common_word_is_no_company(text: str) -> None:
    assert not COMMON_NAMES & set(named(text, "org"))


UNKNOWN = [
    ("The supplier Nexora Systems raised money.", ["Nexora Systems"]),
    (
        "Valtek Group Ltd. sold Nexora to Brightwater Capital.",
        ["Valtek Group", "Nexora", "Brightwater Capital"],
    ),
    ("Procter & Gamble and Bank of America left.", ["Procter & Gamble", "Bank of America"]),
    ("Nexora said it would grow.", ["Nexora"]),
]


@pytest.mark.parametrize(("text", "names"), UNKNOWN, ids=[r[1][0] for r in UNKNOWN])
def test_unknown_companies_are_found_by_their_form(text: str, names: list[str]) -> None:
    assert named(text, "org") == names


@pytest.mark.parametrize(
    "text",
    [
        "However, things changed.",
        "On Monday the market fell.",
        "In San Francisco and London, rents rose.",
        "The CEO and the CFO left.",
        "An AI-focused IPO came in June.",
        "Artificial Intelligence is a market.",
        "But It Is A Title And Nothing Else Here",
    ],
)
def test_openers_places_and_posts_are_no_companies(text: str) -> None:
    assert named(text, "org") == []


PEOPLE = [
    ("Mary Jones resigned as chief executive of Labelbox.", "Mary Jones"),
    ("The chief executive Zorb Quuxley left Labelbox.", "Zorb Quuxley"),
    ("Zorb Quuxley, chief executive of Labelbox, left.", "Zorb Quuxley"),
    ("Alexandr Wang leads Scale AI. Wang will join Meta.", "Alexandr Wang"),
]


@pytest.mark.parametrize(
    ("text", "name"), PEOPLE, ids=[r[1] + str(i) for i, r in enumerate(PEOPLE)]
)
def test_people_are_found_by_first_name_or_post(text: str, name: str) -> None:
    assert set(named(text, "person")) == {name}


def test_aliases_products_and_curly_apostrophes_lead_to_the_company() -> None:
    assert named("ChatGPT and Gemini compete.", "org") == ["OpenAI", "Google"]
    assert named("Alphabet’s Google Cloud", "org")[0] == "Alphabet"


def test_groups_of_clients_and_outlets_have_their_own_kind() -> None:
    text = "Self-driving car companies left, Reuters reported."
    assert named(text, "group") == ["self-driving car companies"]
    assert named(text, "outlet") == ["Reuters"]
    assert named(text, "org") == []


def test_a_name_inside_a_word_or_an_address_is_none() -> None:
    assert named("Write to press@google or to Googleplex-1 metadata_Meta.", "org") in (
        [],
        ["Googleplex-1"],
    )


def test_mentions_lie_in_the_text_and_stand_apart() -> None:
    engine = extractor()
    text = "Google’s $200 million deal with Scale AI, a 49% stake, and Reuters in June 2025."
    discourse = Discourse(text_document(text), engine.gazetteer, engine.words)
    last = 0
    for mention in discourse.lines[0].mentions:
        assert last <= mention.start < mention.end <= len(text)
        last = mention.end


def test_the_longest_whole_name_counts() -> None:
    registry = load_registry().model_copy(
        update={
            "publishers": {},
            "entities": {
                name: Entity(id=name, name=name)
                for name in ("Orvan", "Orvan Lab", "Lab Tools", "Lab", "Kestrel", "An Kestrel")
            },
        }
    )
    gazetteer = Gazetteer(registry, load_lexicon())

    def found(text: str) -> list[str]:
        mentions = gazetteer.find(text)
        assert all(m.name == text[m.start : m.end] for m in mentions)
        return [m.name for m in mentions]

    assert found("Orvan Lab grew.") == ["Orvan Lab"]
    assert found("Orvan Labels grew.") == ["Orvan"]  # not a part of a word, but the shorter one
    assert found("Orvans grew.") == []
    assert found("xOrvan Lab Tools") == ["Lab Tools"]  # hidden behind what begins inside a word
    assert found("Orvan Laboratory and Lab Tools") == ["Orvan", "Lab Tools"]
    assert found("Señor Kestrel, “Kestrel’s” Café Lab") == ["Kestrel", "Kestrel", "Lab"]


FORMS = [
    ("It bought from 4 Cousins on Monday.", ["4 Cousins"]),
    ("It bought 2 Boeing aircraft on Monday.", ["Boeing"]),
    ("They joined the Nexora Family of Companies in May.", ["Nexora"]),
    ("It works with Big Pharma Nexora and CRO Valtek.", ["Nexora", "Valtek"]),
    ("It is a customer of Walmart Canada and of Walmart in Canada.", ["Walmart Canada", "Walmart"]),
    ("It is a customer of Alibaba Cloud and of Alibaba Group.", ["Alibaba Cloud", "Alibaba"]),
    ("It will install a Nexora EHR and replace its Valtek ERP.", ["Nexora", "Valtek"]),
    ("It extends the Nexora K-12 contract.", ["Nexora"]),
    (
        "The Garnet Group grew. It works for Australian Garnet Stores.",
        ["Garnet Group", "Garnet Stores"],
    ),
    ("Air France grew. It works for Korean Air Lines.", ["Air France", "Korean Air Lines"]),
    ("It bought Tarn water networks company Nexora.", ["Nexora"]),
    ("It bought Tarn parent company Nexora.", ["Tarn", "Nexora"]),
    ("Tarn rival Nexora bought it.", ["Tarn", "Nexora"]),
    ("Danish rival Nexora bought it.", ["Nexora"]),
]


@pytest.mark.parametrize(("text", "found"), FORMS)
def test_a_name_is_neither_cut_nor_swollen(text: str, found: list[str]) -> None:
    assert named(text, "org") == found


NONE = [
    "It will buy the A.I. chip maker.",
    "It is a firm of Trenton, N.J.",
    "It bought a 70-MW battery from them.",
    "It bought the 41.5-MW Orrin wind project from them.",
    "It owns the Wexen Solar project.",
    "It will adopt an EHR and sell its OSS/BSS unit.",
    "It makes parts for the GTex-2B and the Reap 1A.",
    "It has a Mobile Virtual Network Operator (MVNO) deal.",
    "Data on its Garden Work Online Suite (GWOS) leaked.",
    "It opened a plant in West Tarn.",
]


@pytest.mark.parametrize("text", NONE)
def test_measures_models_wares_and_works_are_no_companies(text: str) -> None:
    assert named(text, "org") == []


def test_who_is_named_to_succeed_another_is_a_person() -> None:
    assert named("Boeing on Monday named Siena Tarn to succeed him.", "person") == ["Siena Tarn"]
    assert named("Boeing on Monday hired Nexora Tarn to succeed it.", "person") == []


def test_a_nickname_stands_within_a_name() -> None:
    assert named("Boeing named Robert “Rob” Tarn as its chief.", "person") == ["Robert “Rob” Tarn"]


def test_a_list_of_names_is_no_headline() -> None:
    text = (
        "And what about clients such as the Garnet Bank, Boeing, Qantor, Orbex, Wexen and Nexora?"
    )
    assert named(text, "org") == ["Garnet Bank", "Boeing", "Qantor", "Orbex", "Wexen", "Nexora"]


def test_whom_a_report_is_credited_to_is_an_outlet() -> None:
    text = "As reported last month by Tarn Courier, Boeing bought Nexora."
    assert named(text, "outlet") == ["Tarn Courier"]
    assert named("It was sold last month by Tarn Courier, a firm.", "outlet") == []
