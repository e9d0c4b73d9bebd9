"""The page of every mechanism: its words are here, its parameters and example from the program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

import vendorrisk
from vendorrisk.decision.defaults import judgement_defaults
from vendorrisk.dossier import Dossier
from vendorrisk.model.assessment import Assessment, LedgerEntry, Mechanism
from vendorrisk.model.channel import Channel
from vendorrisk.model.interval import Interval
from vendorrisk.model.parameters import Parameters
from vendorrisk.rulebook import load_parameters, load_questions
from vendorrisk.shipped import packaged

VENDORS = ("Scale AI", "Labelbox", "Handshake")
DAY = "2025-06-20"


@dataclass(frozen=True)
class Told:
    """What a person has to say of one channel."""

    title: str
    asks: str
    formula: str
    inputs: str
    counts: str
    stands_aside: str
    parameters: tuple[str, ...]  # dotted names, or the beginning of several
    supposed: str = ""  # a sentence for the example, where the seeds hold none


FACTORS: dict[str, dict[Channel, Told]] = {
    "ownership": {
        "cash": Told(
            "Money",
            "Does a rival gain when the vendor gains, or when it serves the rival better?",
            "x = share of the capital × ρ",
            "Stakes, rounds and takeovers, with their figures; without one, the band for a"
            " participant or a leader of a round. A holder's parts in rivals, and rivals' parts in"
            " it, through chains and circles.",
            "Any stake of a party whose rivalry ρ with this buyer may be above 0, with votes or"
            " without.",
            "A holder without rivalry; a stake that was sold or has ended; one that all who speak"
            " of it deny. These are listed under “Found, and does not count”.",
            ("ownership.undisclosed_stake", "ownership.undisclosed_lead_stake",
             "ownership.unknown_rivalry", "ownership.fund_pass_through"),
        ),
        "votes": Told(
            "Votes",
            "How much of what the vendor decides can the rival decide?",
            "x = φ × ρ\nφ = 1 above half of the votes; below, the Shapley–Shubik power:"
            " w / (1 − w) for one block",
            "Votes where somebody tells them apart from the shares, else the shares; the blocks of"
            " others; who controls whom. The float is taken as dispersed.",
            "Votes of holders under one control are cast together, and each has its part of what"
            " the group decides. At the high end one undisclosed block acts with them.",
            "A stake that is said to carry no votes: that word is a claim of its own, and what is"
            " left of the belief in votes stays.",
            ("ownership.control_threshold", "ownership.control_inclusive",
             "ownership.undisclosed_block"),
        ),
        "rights": Told(
            "Rights",
            "Does the holder steer without votes: vetoes, consultation, information?",
            "x = severity of unnamed rights × ρ, times the belief q that there are any",
            "The stake, since its size sets the base rate of q: the full rate from a fifth on, in"
            " proportion below. Statements that the holder has no seat.",
            "Every stake of a rival, since rights are rarely told.",
            "A statement that there is no seat and no right lowers q, as far as its source is"
            " relied on.",
            ("ownership.rights.unknown", "evidence.base_rate.rights"),
        ),
        "talks": Told(
            "Talks",
            "Is a stake of a rival planned, negotiated or rumoured?",
            "x = severity of talks × ρ × (1 − part that the stake itself has replaced)",
            "Plans, bids, negotiations and rumours of a stake or a takeover.",
            "As long as the deal is not done.",
            "Once the stake is believed to `evidence.settled_at`, the talk of it is superseded: one"
            " deal counts once. Talk of more than is held, or that came up later, is a deal to"
            " come.",
            ("ownership.talks", "evidence.base_rate.talks", "evidence.settled_at"),
            "Meta plans to acquire Labelbox",
        ),
        "entry": Told(
            "Market entry",
            "Does the vendor itself sell what the buyer sells?",
            "x = 1",
            "Claims that vendor and buyer compete.",
            "Whenever a document says so.",
            "Never for another buyer.",
            (),
            "Handshake competes with Google",
        ),
    },
    "clients": {
        "capture": Told(
            "Capture",
            "How much of the vendor's revenue comes from the buyer's rivals?",
            "x = share of revenue × ρ × (1 − part that is said to have ended)",
            "Clients, their shares and ranks; without a share, the band for a client, or for one"
            " called the largest.",
            "Every client whose rivalry may be above 0.",
            "The buyer's own business; clients without rivalry; clients that have left.",
            ("clients.undisclosed_share", "clients.undisclosed_largest_share"),
        ),
        "loss": Told(
            "Loss of a client",
            "Does a client leave, so that the vendor leans on those who stay?",
            "x = share of revenue × part lost, by the stage of the exit",
            "Exits with their stage: considering, planned, reducing, paused, ended. Stages that"
            " differ are mixed by the weight of their sources.",
            "Every client, rival or not, the buyer included. It tells of the vendor's life more"
            " than of its neutrality, so its link is smaller.",
            "An exit that all who speak of it deny.",
            ("links.loss", "clients.stage_lost"),
        ),
        "cutoff": Told(
            "Cut-off",
            "Did the vendor, or its owner, stop serving somebody?",
            "x = 1 for this buyer, less for another",
            "Claims that the vendor stopped serving a client.",
            "For this buyer in full; for another as a sign that it can happen again.",
            "A cut-off that all who speak of it deny.",
            ("clients.cutoff",),
            "Labelbox stops serving Google",
        ),
        "fragility": Told(
            "Fragility",
            "Does the vendor's life hang on few clients?",
            "x = Herfindahl–Hirschman index: the sum of squared shares of revenue, between its"
            " bounds",
            "Shares of revenue; a group under common control is one client. Low end: the rest"
            " spread among very many; high end: the rest in blocks as large as the shares allow. A"
            " filing that names its clients caps those that it does not name.",
            "For every buyer alike, with a small link.",
            "Never left out. Where no share is known it counts as not known.",
            ("links.fragility", "clients.unknown_hhi", "clients.filed_share"),
        ),
    },
    "leadership": {
        "departure": Told(
            "Departure",
            "Did people who know this buyer's work go to a rival?",
            "x = (1 − Π (1 − σ · 2^(−age / half-life))) × access × ρ, over the people",
            "Moves of people with their role and day. All who went to one party are one event, and"
            " one more name never lowers it.",
            "Moves to a party with rivalry that somebody states, reported and rumoured ones as far"
            " as they are believed.",
            "Moves to parties without rivalry, and moves that are denied.",
            ("leadership.role", "leadership.access", "leadership.half_life_days",
             "evidence.base_rate.move"),
        ),
        "arrival": Told(
            "Arrival",
            "Did people come to the vendor from a rival?",
            "x = (1 − Π (1 − σ · 2^(−age / half-life))) × access × ρ, over the people",
            "As for departures, the other way.",
            "Moves from a party with rivalry. Who comes brings loyalty, who leaves takes knowledge;"
            " so access and link are half of a departure's.",
            "Moves from parties without rivalry, and moves that are denied.",
            ("links.arrival", "leadership.arrival_access"),
            "Ada Example moves from Meta to Labelbox",
        ),
        "interlock": Told(
            "Interlock",
            "Does somebody of a rival sit on the vendor's board, or watch it?",
            "x = severity of a seat, or of an observer, × ρ; without decay",
            "Seats, and for whom their holders work; where that follows from a move alone, the"
            " move is a claim q of its own.",
            "A seat that is held, by a named person or by a company.",
            "A seat that has ended, is denied, or whose holder has no tie to another company.",
            ("leadership.interlock", "leadership.observer"),
        ),
    },
}  # fmt: skip

UNCOVERED = {
    "owners": "1 − the shares that are told, each at its low end times its low belief",
    "client-book": "1 − the shares of revenue that are told, in the same way",
    "rights": "1, less at most a half by what is told of votes and seats",
    "priority": "1: no document covers it, only an answer",
    "departures": "1, less at most a half by a move that is told",
    "interlocks": "1, less at most a half by a person's seat that is told",
}


def mechanisms_page() -> str:
    """Return the page of every mechanism, with its parameters and an example."""
    told = {channel for group in FACTORS.values() for channel in group}
    if told != set(get_args(Channel)):
        raise ValueError(f"channels without words: {sorted(set(get_args(Channel)) ^ told)}")
    parameters = load_parameters()
    if {item.id for item in parameters.required} != set(UNCOVERED):
        raise ValueError("open questions of rules/model.yaml without words in UNCOVERED")
    return "\n".join(_page(parameters, _Seeds())).rstrip() + "\n"


class _Seeds:
    """Assessments of the seeds, worked out when an example needs them."""

    def __init__(self) -> None:
        self.dossier: Dossier = vendorrisk.gather(packaged("seeds"))
        self.plain = self._assessed("")

    def example(self, channel: str, supposed: str) -> tuple[Assessment, LedgerEntry, Mechanism]:
        """Return the line of most weight that runs through a channel."""
        found = [
            (line.contribution, one.vendor, one, line, mechanism)
            for one in (self._assessed(supposed) if supposed else self.plain)
            for line in one.ledger
            for mechanism in line.event.mechanisms
            if mechanism.channel == channel
        ]
        *_, one, line, mechanism = max(found, key=lambda row: row[:2])
        return one, line, mechanism

    def _assessed(self, supposed: str) -> tuple[Assessment, ...]:
        assume = (supposed,) if supposed else ()
        names = [name for name in VENDORS if name in supposed] or VENDORS
        return vendorrisk.compare(
            self.dossier, buyer="google", vendors=names, as_of=DAY, assume=assume
        ).assessments


def _page(parameters: Parameters, seeds: _Seeds) -> Iterator[str]:
    yield from (
        "# Mechanisms",
        "",
        "Made from the model and the seeds by `make docs`. A mechanism is one way in which a tie"
        " bends a vendor: a link λ, a severity x, and, where it hangs on more than the tie, a claim"
        " q of its own. Each line of the ledger is one tie with its mechanisms,",
        "",
        "    y = p · (1 − Π (1 − λ · x · q))",
        "",
        "with p the belief in the tie; how lines make the risk: [method](method.md#4-the-risk)."
        " ρ is the [rivalry](glossary.md#rivalry) of the party at the other end with this buyer, 0"
        " to 1: **without rivalry most mechanisms are 0**, whoever the party is.",
        "",
        f"Examples are the largest line of its kind on {', '.join(VENDORS[:-1])} or {VENDORS[-1]}"
        f" for Google as of {DAY}. Where the seeds hold none, the example rests on an assumption"
        " and says so.",
        "",
        "| factor | mechanism | asks | link λ |",
        "|---|---|---|---:|",
    )
    for factor, group in FACTORS.items():
        for channel, told in group.items():
            link = f"{parameters.link(channel):g}"
            yield f"| {factor} | [{channel}](#{channel}) | {told.asks} | {link} |"
    yield "| all three | [open questions](#open-questions) | What has nobody said? | by item |"
    defaults = {one.name: one for one in judgement_defaults(parameters)}
    for group in FACTORS.values():
        for channel, told in group.items():
            names = [n for n in defaults if any(_under(n, p) for p in told.parameters)]
            yield from ("", f"## {channel}", "", f"**{told.title}.** {told.asks}", "")
            yield from (*(f"    {line}" for line in told.formula.splitlines()), "")
            yield from (f"- Read from: {told.inputs}", f"- Counts: {told.counts}")
            yield f"- Does not count: {told.stands_aside}"
            if names:
                yield from ("", "| parameter | value | reason |", "|---|---|---|")
                rows = (defaults[name] for name in names)
                yield from (f"| `{r.name}` | {r.value} | {r.reason} |" for r in rows)
            yield from ("", *_example(seeds, channel, told.supposed))
    yield from _open(parameters, seeds)


def _under(name: str, prefix: str) -> bool:
    return name == prefix or name.startswith(f"{prefix}.")


def _example(seeds: _Seeds, channel: str, supposed: str) -> Iterator[str]:
    one, line, mechanism = seeds.example(channel, supposed)
    where = f"assuming “{supposed}”, which no document says" if supposed else "from the seeds"
    yield f"Example, {where}: *{line.event.what}* ({one.vendor})."
    yield ""
    yield f"- x = {_span(mechanism.severity)}: {_escaped(mechanism.how)}"
    claim = mechanism.claim
    q = "1" if claim is None else f"{_span(claim)} ({claim.what})"
    yield f"- λ = {mechanism.link:g}, q = {q}"
    p = "1" if line.event.claim is None else _span(line.event.claim)
    yield (
        f"- p = {p}; with all mechanisms of the line y = {_span(line.intensity)}, its part of the"
        f" risk {line.contribution:.3f}"
    )


def _open(parameters: Parameters, seeds: _Seeds) -> Iterator[str]:
    asked = {question.id: question.question for question in load_questions()}
    yield from (
        "",
        "## Open questions",
        "",
        "What must be known before a vendor can be cleared, and nobody has said. Each is a claim on"
        " which nobody speaks: 0 at the low end, its base rate at the point, 1 at the high end.",
        "",
        "    x = severity × part that no document covers × ρ of a hidden rival",
        "",
        "- Read from: what is known of the same matter, which covers a part of it. A hidden rival"
        " has ρ = 1, unless the buyer has neither rivals nor markets.",
        "- Counts: always, until it is covered or answered. A vendor's own word on priority and"
        " rights counts a quarter.",
        "- Does not count: an item that the checklist has settled, as far as the answer is"
        " believed.",
        "",
        "| item | what | base rate | severity | λ | part not covered | questions | reason |",
        "|---|---|---:|---:|---:|---|---|---|",
    )
    for item in parameters.required:
        link = parameters.link(item.link)
        ids = ", ".join(item.questions)
        yield (
            f"| `{item.id}` | {item.what} | {item.base_rate:g} | {item.severity:g} | {link:g} |"
            f" {UNCOVERED[item.id]} | {ids} | {item.reason} |"
        )
    yield ""
    yield from _example(seeds, parameters.required[0].channel, "")
    yield from ("", "The questions in full:", "")
    names = dict.fromkeys(name for item in parameters.required for name in item.questions)
    yield from (f"- {name}: {asked[name]}" for name in names)


def _span(value: Interval) -> str:
    if value.low == value.high:
        return f"{value.point:.4g}"
    return f"{value.point:.4g} [{value.low:.4g} to {value.high:.4g}]"


def _escaped(text: str) -> str:
    return text.replace("[", "\\[").replace("]", "\\]").replace("|", "\\|")
