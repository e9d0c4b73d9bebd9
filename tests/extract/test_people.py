"""People's names and companies' look alike: what stands around them tells; half are near misses."""

from __future__ import annotations

import pytest
from mentioned import mentions, named

from vendorrisk.extract.people import looks_personal


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kelda appointed Ottavia Brandt chief executive on Monday.", "Ottavia Brandt"),
        ("Kelda's new finance chief is Hye-jin Park.", "Hye-jin Park"),
        ("It is understood that R. J. Mistry is off to Stripe.", "R. J. Mistry"),
        ("Aukje van der Veen, who led sales at Kelda, has joined Nexora.", "Aukje van der Veen"),
        ("Kelda elevated Okon Adeyemi from controller to CFO.", "Okon Adeyemi"),
        ("Ysolde Marek resigned from Kelda on Friday.", "Ysolde Marek"),
        ("After ten years Ysolde Marek has joined Kelda as commercial director.", "Ysolde Marek"),
        ("Kelda confirmed Ysolde Marek's resignation.", "Ysolde Marek"),
        ("Ysolde Marek, previously treasurer at Kelda, starts in May.", "Ysolde Marek"),
        ("Google Chief Financial Officer Gregor Smit will retire.", "Gregor Smit"),
        ("Mr Bastiaan Okoro declined to comment for Kelda.", "Bastiaan Okoro"),
        ("Kelda named Jane Doe President of its Irish arm.", "Jane Doe"),
        ("In February Jane Doe resigned from Kelda.", "Jane Doe"),
        ("In May Jane Doe resigned from Kelda.", "Jane Doe"),
        ("Kelda Creative Director Jane Doe resigned.", "Jane Doe"),
        ("Marek joined Kelda in 1996 as a trainee.", "Marek"),
        ("Marek joins Kelda from Nexora, where she ran sales.", "Marek"),
        ("Kelda elevated Lynn Power to president.", "Lynn Power"),
        ("Ariel dela Rosa has joined Kelda as a buyer.", "Ariel dela Rosa"),
    ],
)
def test_a_person_is_known_by_what_stands_around(text, name):
    assert name in named(text, "person")


@pytest.mark.parametrize(
    "text",
    [
        "Kelda hired Nexora Robotics to sort its parcels.",
        "Brightwater Foods became a customer of Kelda in May.",
        "Brightwater Foods has joined the consortium, Kelda said.",
        "Brightwater Foods took over Kelda for $5 million.",
        "Kelda picked Ernst & Young as its auditor.",
        "Kelda bought 3 Rivers Provisions from its founder.",
        "Morgan Stanley left the syndicate that lent to Kelda.",
        "Kelda named Brightwater Foods as its supplier of the year.",
        "Kelda replaced Brightwater Foods with Nexora in March.",
        "Brightwater Foods remains on Kelda's list of suppliers.",
    ],
)
def test_a_company_is_no_person(text):
    assert named(text, "person") == []


def test_a_name_found_to_be_a_person_is_one_throughout():
    text = "Ysolde Marek resigned from Kelda. Kelda thanked Ysolde Marek and its board."
    assert set(named(text, "person")) == {"Ysolde Marek"}


@pytest.mark.parametrize(
    ("words", "personal"),
    [
        (("Ysolde", "Marek"), True),
        (("Aukje", "van", "der", "Veen"), True),
        (("R.", "Nambiar"), True),
        (("Ian", "McEwan"), True),
        (("Marek",), False),
        (("DataLoft", "Systems"), False),
        (("Ernst", "&", "Young"), False),
        (("SES", "Astra"), False),
        (("The", "Grocer"), False),
        (("A", "B", "C", "D", "E", "F"), False),
    ],
)
def test_the_form_of_a_name(words, personal):
    assert looks_personal(words) is personal


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("This follows the resignation of Tarvo Rennick as finance director.", {"Tarvo Rennick"}),
        ("This follows the appointment of Tarvo Rennick as auditor of Kelda.", set()),
        ("This follows the departure of Tarvo Rennick from the market.", set()),
        ("In May, Kelda brought on Dogarn, a longtime Nexora sourcing executive.", {"Dogarn"}),
        ("In May, Kelda brought on Dogarn, a longtime Nexora supplier.", set()),
        ("The board named M. Eguarn chairman of Kelda.", {"M. Eguarn"}),
        ("Orla Roe, CEO of Chapel Tarn Denham, and founder of Kelda, left.", {"Orla Roe"}),
        ("Kelda Co-Founder and CEO Orla Roe joined the Nexora Board of Directors.", {"Orla Roe"}),
    ],
)
def test_what_happens_to_people_tells_them(text, found):
    assert set(named(text, "person")) == found


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("The agency Rennick hired Orla Roe. Its founder Tarvo Rennick left.", True),
        ("Rennick hired Orla Roe. Its founder Tarvo Rennick left.", False),
        ("Orla Rennick runs Rennick Foods. Jane Roe joined Rennick in May.", True),
        ("Orla Rennick runs Rennick Foods. Jane Roe told Rennick so in May.", False),
        ("Kelda hired Orla Roe, the former boss of Rennick Scripts, as chief executive.", True),
    ],
)
def test_a_firm_may_be_called_like_a_person(text, firm):
    assert {n for n in named(text, "person") if "Rennick" in n} <= {"Tarvo Rennick", "Orla Rennick"}
    firms = {text[m.start : m.end] for m in mentions(text) if m.kind == "org"}
    assert bool(firms & {"Rennick", "Rennick Scripts"}) is firm
