"""Made-up news articles for the benchmarks: the same seed always gives the same articles.

Of the sentences of an article about a fifth state something that a rule claims; the others are
what stands around it in news: markets, quotes, background, weather. There are 2,000 made-up
companies, some of them in the news far more often than others, and eight that the registry knows.
"""

from __future__ import annotations

import random
from pathlib import Path

KNOWN = ("Google", "Meta", "Microsoft", "Amazon", "OpenAI", "Anthropic", "Scale AI", "Labelbox")
OUTLETS = ("Reuters", "Bloomberg", "TechCrunch", "the Financial Times")
FIRST = ("Mary", "David", "Anna", "Thomas", "Julia", "Peter", "Laura", "Michael")
LAST = ("Keller", "Brandt", "Osborne", "Haddad", "Lindqvist", "Marchetti", "Novak", "Tanaka")
TRADES = ("Systems", "Logistics", "Robotics", "Energy", "Foods", "Software", "Holdings", "Labs")
PLACES = ("Berlin", "Chicago", "Singapore", "Toronto", "London", "Mumbai")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
STATED = (
    "{a} acquired {b} for ${n} million in {month} {year}, {outlet} reported.",
    "{a} has agreed to buy {b}, a maker of industrial sensors, for about ${n} million.",
    "{a} holds a {p}% stake in {b}.",
    "{a} invested ${n} million in {b}, which is based in {place}.",
    "{b} raised ${n} million in a round led by {a}.",
    "{a} plans to end its partnership with {b}, according to people familiar with the matter.",
    "{a} is one of the largest customers of {b}.",
    "{b} counts {a} and {c} among its clients.",
    "{person} left {a} to join {b} as chief financial officer.",
    "{a} named {person} chief executive on {weekday}.",
    "{a} competes with {b} and {c}.",
    "{a} and {b} announced a partnership on {weekday}.",
    "{b} is a subsidiary of {a}.",
    "{a} uses software from {b} in its warehouses.",
)
AROUND = (
    "Shares in the sector were little changed in early trading on {weekday}.",
    "Analysts had expected a quieter start to the year.",
    "The news comes at a time when buyers look more closely at whom they depend on.",
    "“It is too early to say what this means for prices,” said {person}, who follows the industry.",
    "Demand has been strong in Asia and weaker in parts of Europe, where energy costs are high.",
    "A spokesperson declined to comment.",
    "The plant in {place} employs around {n} people and has been in operation since {year}.",
    "Many of the firms that were founded in the last boom have since closed or changed plans.",
    "Regulators in several countries are looking into the matter, but no decision is near.",
    "Costs of freight rose again in {month}, while those of storage fell.",
    "The two sides had met in {place} in {month} to talk about delivery dates.",
    "For smaller suppliers the change may be hard to bear, as they have fewer ways to save.",
    "Work on the site began in {month} {year} and is to be finished within three years.",
    "Heavy rain kept ships from leaving the port of {place} for most of {weekday}.",
    "The company did not say how many people it would need.",
    "It was the third such announcement this month.",
    "Others in the market, among them several that are not listed, see it in much the same way.",
    "What counts in the end, the report says, is whether the machines work in cold weather.",
    "{a} opened an office in {place} last year and has hired in sales and support since.",
    "At the trade fair in {place}, {a} showed a new machine that sorts parcels by weight.",
    "Sales of {a} grew by {p}% in the three months to {month}, helped by a weak currency.",
    "“We have learned a lot from our customers,” {person} told a conference in {place}.",
    "Nobody was hurt in the fire, which broke out in a hall that was empty at the time.",
    "The index closed at its lowest level since {month} {year}.",
    "Experts say that it takes years to train people for the work, and that few want to do it.",
    "Prices for copper and other metals have doubled since {year}.",
    "{a} said on {weekday} that its new service would be ready in spring.",
    "The figures are not adjusted for inflation.",
)
ASIDES = (
    "although few in the trade had thought it likely a year ago",
    "which has been the pattern in most of the regions where orders are still growing",
    "as several suppliers in {place} had feared since the spring",
    "while stocks in the warehouses around {place} remain well above their level of {year}",
    "and nobody at the meeting in {month} seemed to doubt that more would follow",
    "even if the effects will be felt only once the present contracts have run out",
)
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "or")]
COMPANIES = 2_000
ASIDE = 0.75  # share of sentences with an aside: so they are as long as in the seeds
MONTHS = ("January", "March", "April", "June", "September", "November")


def company(number: int) -> str:
    """Return a made-up company by its number."""
    chance = random.Random(number)  # noqa: S311  # names, no secrets
    word = "".join(chance.choices(SYLLABLES, k=3)).capitalize()
    return f"{word} {chance.choice(TRADES)}" if chance.random() < 0.6 else word


def article(number: int, share: float = 0.2) -> str:
    """Return an article of some thirty sentences.

    Parameters
    ----------
    number : int
        Seed.
    share : float
        Share of the sentences that state something, 0..1.
    """
    chance = random.Random(number)  # noqa: S311  # articles, no secrets
    cast = [company(int(COMPANIES * chance.random() ** 2)) for _ in range(4)]
    cast = list(dict.fromkeys([*cast, *chance.sample(KNOWN, 2)]))
    lines = [f"{cast[0]} and its suppliers face a year of change", ""]
    for _ in range(8):
        lines += [" ".join(sentence(chance, cast, share) for _ in range(chance.randint(2, 5))), ""]
    return "\n".join(lines)


def sentence(chance: random.Random, cast: list[str], share: float) -> str:
    """Return one sentence about a cast of companies."""
    a, b, c = chance.sample(cast, 3)
    text = chance.choice(STATED if chance.random() < share else AROUND)
    if chance.random() < ASIDE and text.endswith("."):
        text = f"{text[:-1]}, {chance.choice(ASIDES)}."
    return text.format(
        a=a,
        b=b,
        c=c,
        n=chance.choice((12, 40, 75, 150, 320, 900)),
        p=chance.randint(2, 60),
        year=chance.randint(2004, 2025),
        month=chance.choice(MONTHS),
        weekday=chance.choice(WEEKDAYS),
        place=chance.choice(PLACES),
        outlet=chance.choice(OUTLETS),
        person=f"{chance.choice(FIRST)} {chance.choice(LAST)}",
    )


def write(folder: Path, count: int) -> None:
    """Write articles as text files."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"article-{number:05d}.txt").write_text(article(number), encoding="utf-8")
