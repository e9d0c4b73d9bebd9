"""Factors, mechanisms and terms in words, for `explain` and for the page of mechanisms in the docs.

The formulas are those of docs/method.md; figures are not repeated here, they are parameters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from vendorrisk.model.assessment import Factor
    from vendorrisk.model.channel import Channel

METHOD = "docs/method.md"


class Told(NamedTuple):
    """A factor or a term in words.

    ``parameters`` are the beginnings of the names of the judgement defaults that it takes,
    ``feeds`` what it is made from: kinds of claims, or other topics.
    """

    what: str
    formula: str
    feeds: tuple[str, ...]
    parameters: tuple[str, ...]
    where: str


class Mechanism(NamedTuple):
    """A mechanism in words: what it asks, and what is read, counts and does not count.

    ``feeds`` and ``parameters`` are those of `Told`; its own link and remedies come to them.
    """

    title: str
    asks: str
    formula: str
    read_from: str
    counts: str
    stands_aside: str
    feeds: tuple[str, ...]
    parameters: tuple[str, ...]
    factor: Factor


_STAKE = ("investment", "ownership", "acquisition")
_SECTION = f"{METHOD}#3-mechanisms"

MECHANISMS: dict[Channel, Mechanism] = {
    "cash": Mechanism(
        "Money",
        "Does a rival gain when the vendor gains, or when it serves the rival better?",
        "x = share of the capital × ρ",
        "Stakes, rounds and takeovers, with their figures; without one, the band for a"
        " participant or a leader of a round. A holder's parts in rivals, and rivals' parts in"
        " it, through chains and circles.",
        "Any stake of a party whose rivalry ρ with this buyer may be above 0, with votes or"
        " without.",
        "A holder without rivalry; a stake that was sold or has ended; one that all who speak of"
        " it deny. These are listed under “Found, and does not count”.",
        _STAKE,
        (
            "ownership.undisclosed_stake",
            "ownership.undisclosed_lead_stake",
            "ownership.unknown_rivalry",
            "ownership.fund_pass_through",
        ),
        "ownership",
    ),
    "votes": Mechanism(
        "Votes",
        "How much of what the vendor decides can the rival decide?",
        "x = φ × ρ\nφ = 1 above half of the votes; below, the Shapley–Shubik power: w / (1 − w)"
        " for one block",
        "Votes where somebody tells them apart from the shares, else the shares; the blocks of"
        " others; who controls whom. The float is taken as dispersed.",
        "Votes of holders under one control are cast together, and each has its part of what the"
        " group decides. At the high end one undisclosed block acts with them.",
        "A stake that is said to carry no votes: that word is a claim of its own, and what is"
        " left of the belief in votes stays.",
        _STAKE,
        (
            "ownership.control_threshold",
            "ownership.control_inclusive",
            "ownership.undisclosed_block",
        ),
        "ownership",
    ),
    "rights": Mechanism(
        "Rights",
        "Does the holder steer without votes: vetoes, consultation, information?",
        "x = severity of unnamed rights × ρ, times the belief q that there are any",
        "The stake, since its size sets the base rate of q: the full rate from a fifth on, in"
        " proportion below. Statements that the holder has no seat.",
        "Every stake of a rival, since rights are rarely told.",
        "A statement that there is no seat and no right lowers q, as far as its source is relied"
        " on.",
        (*_STAKE, "directorship"),
        ("ownership.rights.unknown", "evidence.base_rate.rights"),
        "ownership",
    ),
    "talks": Mechanism(
        "Talks",
        "Is a stake of a rival planned, negotiated or rumoured?",
        "x = severity of talks × ρ × (1 − part that the stake itself has replaced)",
        "Plans, bids, negotiations and rumours of a stake or a takeover.",
        "As long as the deal is not done.",
        "Once the stake is believed to `evidence.settled_at`, the talk of it is superseded: one"
        " deal counts once. Talk of more than is held, or that came up later, is a deal to come.",
        _STAKE,
        ("ownership.talks", "evidence.base_rate.talks", "evidence.settled_at"),
        "ownership",
    ),
    "entry": Mechanism(
        "Market entry",
        "Does the vendor itself sell what the buyer sells?",
        "x = 1",
        "Claims that vendor and buyer compete.",
        "Whenever a document says so.",
        "Never for another buyer.",
        ("rival",),
        ("evidence.half_life_days.rival",),
        "ownership",
    ),
    "capture": Mechanism(
        "Capture",
        "How much of the vendor's revenue comes from the buyer's rivals?",
        "x = share of revenue × ρ × (1 − part that is said to have ended)",
        "Clients, their shares and ranks; without a share, the band for a client, or for one"
        " called the largest.",
        "Every client whose rivalry may be above 0.",
        "The buyer's own business; clients without rivalry; clients that have left.",
        ("client", "revenue"),
        (
            "clients.undisclosed_share",
            "clients.undisclosed_largest_share",
            "clients.filed_share",
            "evidence.half_life_days.client",
        ),
        "clients",
    ),
    "loss": Mechanism(
        "Loss of a client",
        "Does a client leave, so that the vendor leans on those who stay?",
        "x = share of revenue × part lost, by the stage of the exit",
        "Exits with their stage: considering, planned, reducing, paused, ended. Stages that"
        " differ are mixed by the weight of their sources.",
        "Every client, rival or not, the buyer included. It tells of the vendor's life more than"
        " of its neutrality, so its link is smaller.",
        "An exit that all who speak of it deny.",
        ("client_loss", "client"),
        ("clients.stage_lost", "clients.undisclosed_share", "clients.undisclosed_largest_share"),
        "clients",
    ),
    "cutoff": Mechanism(
        "Cut-off",
        "Did the vendor, or its owner, stop serving somebody?",
        "x = 1 for this buyer, less for another",
        "Claims that the vendor stopped serving a client.",
        "For this buyer in full; for another as a sign that it can happen again.",
        "A cut-off that all who speak of it deny.",
        ("vendor_cutoff",),
        ("clients.cutoff",),
        "clients",
    ),
    "fragility": Mechanism(
        "Fragility",
        "Does the vendor's life hang on few clients?",
        "x = Herfindahl–Hirschman index: the sum of squared shares of revenue, between its bounds",
        "Shares of revenue; a group under common control is one client. Low end: the rest spread"
        " among very many; high end: the rest in blocks as large as the shares allow. A filing"
        " that names its clients caps those that it does not name.",
        "For every buyer alike, with a small link.",
        "Never left out. Where no share is known it counts as not known.",
        ("client", "client_loss", "revenue"),
        (
            "clients.unknown_hhi",
            "clients.filed_share",
            "clients.undisclosed_share",
            "clients.undisclosed_largest_share",
        ),
        "clients",
    ),
    "departure": Mechanism(
        "Departure",
        "Did people who know this buyer's work go to a rival?",
        "x = (1 − Π (1 − σ · 2^(−age / half-life))) × access × ρ, over the people",
        "Moves of people with their role and day. All who went to one party are one event, and"
        " one more name never lowers it.",
        "Moves to a party with rivalry that somebody states, reported and rumoured ones as far"
        " as they are believed.",
        "Moves to parties without rivalry, and moves that are denied.",
        ("leadership_move",),
        (
            "leadership.role",
            "leadership.access",
            "leadership.half_life_days",
            "evidence.base_rate.move",
        ),
        "leadership",
    ),
    "arrival": Mechanism(
        "Arrival",
        "Did people come to the vendor from a rival?",
        "x = (1 − Π (1 − σ · 2^(−age / half-life))) × access × ρ, over the people",
        "As for departures, the other way.",
        "Moves from a party with rivalry. Who comes brings loyalty, who leaves takes knowledge;"
        " so access and link are half of a departure's.",
        "Moves from parties without rivalry, and moves that are denied.",
        ("leadership_move",),
        ("leadership.arrival_access", "leadership.role", "leadership.half_life_days"),
        "leadership",
    ),
    "interlock": Mechanism(
        "Interlock",
        "Does somebody of a rival sit on the vendor's board, or watch it?",
        "x = severity of a seat, or of an observer, × ρ; without decay",
        "Seats, and for whom their holders work; where that follows from a move alone, the move"
        " is a claim q of its own.",
        "A seat that is held, by a named person or by a company.",
        "A seat that has ended, is denied, or whose holder has no tie to another company.",
        ("directorship", "leadership_move"),
        ("leadership.interlock", "leadership.observer", "evidence.half_life_days.seat"),
        "leadership",
    ),
}

EVENT = "y = p · (1 − Π (1 − λ · x · q))"
_FACTOR = f"R of the factor alone = 1 − Π (1 − y) over its events; {EVENT}"

FACTORS: dict[Factor, Told] = {
    "ownership": Told(
        "Who owns the vendor, steers it, or is about to: money, votes, rights, talks, entry.",
        _FACTOR,
        tuple(name for name, one in MECHANISMS.items() if one.factor == "ownership"),
        ("ownership.unknown_rivalry", "required.owners", "required.rights"),
        _SECTION,
    ),
    "clients": Told(
        "Who pays the vendor, who leaves it, and whom it cuts off.",
        _FACTOR,
        tuple(name for name, one in MECHANISMS.items() if one.factor == "clients"),
        ("required.client-book", "required.priority"),
        _SECTION,
    ),
    "leadership": Told(
        "Who went to a rival, who came from one, and who sits on both boards.",
        _FACTOR,
        tuple(name for name, one in MECHANISMS.items() if one.factor == "leadership"),
        ("required.departures", "required.interlocks"),
        _SECTION,
    ),
}

TERMS: dict[str, Told] = {
    "risk": Told(
        "How far the vendor is bent away from this buyer: an index in 0..1, higher is riskier.",
        "R = 1 − (1 − λ0) · Π (1 − y) over all events, at the low ends, the points, the high"
        " ends; y = p · (1 − Π (1 − λ · x · q)) over the mechanisms of an event",
        ("ownership", "clients", "leadership"),
        ("leak", "links"),
        f"{METHOD}#4-the-risk",
    ),
    "tier": Told(
        "HIGH, LOW or UNDETERMINED: what the whole interval says, not its point.",
        "HIGH when even the low end reaches the threshold, LOW when even the high end stays below",
        ("risk",),
        ("tier_threshold",),
        f"{METHOD}#4-the-risk",
    ),
    "coverage": Told(
        "Of what must be known before a vendor can be cleared, the part that somebody has told.",
        "1 − mean of the uncovered parts of the required items",
        ("owners", "rights", "client-book", "priority", "departures", "interlocks"),
        ("coverage_floor", "required"),
        _SECTION,
    ),
    "rivalry": Told(
        "ρ: how much of a rival of this buyer a party is.",
        "as declared in the buyer's profile; else the share of the buyer's markets in which it"
        " sells; for owners of rivals the sum of integrated shares × rivalry; unknown_rivalry for"
        " a company of which nothing is known",
        ("rival", *_STAKE),
        ("ownership.unknown_rivalry", "ownership.fund_pass_through"),
        f"{METHOD}#1-a-relation-not-a-property",
    ),
    "strength": Told(
        "How far one document speaks for one claim.",
        "s = min(cap, reliability of the source × modality of the wording); weight w = −ln(1 − s),"
        " halved every half-life for states",
        ("risk",),
        (
            "evidence.strength_cap",
            "evidence.modality",
            "evidence.unknown_source",
            "evidence.half_life_days",
        ),
        f"{METHOD}#2-evidence",
    ),
    "belief": Told(
        "What all documents together make of a claim: believed, possible, and the point between.",
        "q+ = exp(−Σ w+), q− = exp(−Σ w−); b = (1 − q+) q−, pl = 1 − q+ (1 − q−),"
        " p = b + base rate · (pl − b); of one origin only the strongest counts",
        ("strength",),
        ("evidence.base_rate", "evidence.family_discount", "evidence.settled_at"),
        f"{METHOD}#2-evidence",
    ),
}
