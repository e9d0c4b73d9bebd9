"""What `explain` says of factors, mechanisms and terms: formula, what feeds it, where it is told.

The formulas are those of docs/method.md; figures are not repeated here, they are parameters.
"""

from __future__ import annotations

from typing import NamedTuple

METHOD = "docs/method.md"


class Told(NamedTuple):
    """A mechanism, a factor or a term in words.

    ``parameters`` are the beginnings of the names of the judgement defaults that it takes,
    ``feeds`` what it is made from: kinds of claims, or other topics.
    """

    what: str
    formula: str
    feeds: tuple[str, ...]
    parameters: tuple[str, ...]
    where: str
    factor: str | None = None


_STAKE = ("investment", "ownership", "acquisition")
_SECTION = f"{METHOD}#3-mechanisms"

CHANNELS: dict[str, Told] = {
    "cash": Told(
        "A rival that owns part of the vendor gains by what the vendor earns.",
        "x = integrated share of the cash flow * rho, over all chains of owners and circles",
        _STAKE,
        ("ownership.undisclosed_stake", "ownership.undisclosed_lead_stake", "ownership.fund"),
        _SECTION,
        "ownership",
    ),
    "votes": Told(
        "A rival with votes has a say in what the vendor does.",
        "x = power of the holder's votes among all blocks that vote * rho (Shapley-Shubik, the"
        " float dispersed; w / (1 - w) for one block); 1 with control, 0 for a stake without votes",
        _STAKE,
        ("ownership.control", "ownership.undisclosed_block"),
        _SECTION,
        "ownership",
    ),
    "rights": Told(
        "Vetoes, consultation and information rights steer without votes.",
        "x = rights.unknown * rho, behind a claim of its own that there are any rights",
        (*_STAKE, "directorship"),
        ("ownership.rights", "evidence.base_rate.rights"),
        _SECTION,
        "ownership",
    ),
    "talks": Told(
        "A deal that is planned, negotiated or rumoured bends conduct before it is done.",
        "x = talks * rho, until the deal is done: one deal counts once",
        _STAKE,
        ("ownership.talks", "evidence.base_rate.talks", "evidence.settled_at"),
        _SECTION,
        "ownership",
    ),
    "entry": Told(
        "A vendor that sells in the buyer's own market is a rival itself.",
        "x = 1 where the vendor competes with the buyer",
        ("rival",),
        ("evidence.half_life_days.rival",),
        _SECTION,
        "ownership",
    ),
    "capture": Told(
        "A vendor serves first whoever pays a large part of its revenue.",
        "x = share of revenue that a rival pays * rho",
        ("client", "revenue"),
        ("clients.undisclosed", "clients.filed_share", "evidence.half_life_days.client"),
        _SECTION,
        "clients",
    ),
    "fragility": Told(
        "A vendor that lives by few clients may not outlive the loss of one.",
        "x = Herfindahl-Hirschman index of the client book between its bounds; clients under common"
        " control are one",
        ("client", "client_loss", "revenue"),
        ("clients.unknown_hhi", "clients.filed_share", "clients.undisclosed"),
        _SECTION,
        "clients",
    ),
    "loss": Told(
        "A vendor that loses a client leans on those who stay.",
        "x = share of revenue * part that is lost, by the stage of the exit",
        ("client_loss", "client"),
        ("clients.stage_lost", "clients.undisclosed"),
        _SECTION,
        "clients",
    ),
    "cutoff": Told(
        "A vendor that has stopped serving somebody can do it again.",
        "x = 1 when it stopped serving this buyer, less for another",
        ("vendor_cutoff",),
        ("clients.cutoff",),
        _SECTION,
        "clients",
    ),
    "departure": Told(
        "Who leaves the vendor for a rival takes knowledge of the buyer's work along.",
        "x = (1 - prod(1 - sigma) over the people) * access * rho * 2^(-age / half-life)",
        ("leadership_move",),
        ("leadership.role", "leadership.access", "leadership.half_life_days"),
        _SECTION,
        "leadership",
    ),
    "arrival": Told(
        "Who comes to the vendor from a rival brings loyalty along.",
        "x = (1 - prod(1 - sigma) over the people) * access * rho * 2^(-age / half-life)",
        ("leadership_move",),
        ("leadership.role", "leadership.arrival_access", "leadership.half_life_days"),
        _SECTION,
        "leadership",
    ),
    "interlock": Told(
        "A director or observer who also serves a rival sees the vendor's board papers.",
        "x = interlock (a seat) or observer * rho; no decay while the seat is held",
        ("directorship", "leadership_move"),
        ("leadership.interlock", "leadership.observer", "evidence.half_life_days.seat"),
        _SECTION,
        "leadership",
    ),
}

_FACTOR = "R of the factor alone = 1 - prod(1 - y) over its events; y = p * (1 - prod(1 - l*x*q))"

FACTORS: dict[str, Told] = {
    "ownership": Told(
        "Who owns the vendor, steers it, or is about to: money, votes, rights, talks, entry.",
        _FACTOR,
        tuple(name for name, one in CHANNELS.items() if one.factor == "ownership"),
        ("ownership.unknown_rivalry", "required.owners", "required.rights"),
        _SECTION,
    ),
    "clients": Told(
        "Who pays the vendor, who leaves it, and whom it cuts off.",
        _FACTOR,
        tuple(name for name, one in CHANNELS.items() if one.factor == "clients"),
        ("required.client-book", "required.priority"),
        _SECTION,
    ),
    "leadership": Told(
        "Who went to a rival, who came from one, and who sits on both boards.",
        _FACTOR,
        tuple(name for name, one in CHANNELS.items() if one.factor == "leadership"),
        ("required.departures", "required.interlocks"),
        _SECTION,
    ),
}

TERMS: dict[str, Told] = {
    "risk": Told(
        "How far the vendor is bent away from this buyer: an index in 0..1, higher is riskier.",
        "R = 1 - (1 - leak) * prod(1 - y) over all events, at the low ends, the points, the high"
        " ends; y = p * (1 - prod(1 - l*x*q)) over the mechanisms of an event",
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
        "How much of what must be known before a vendor can be cleared somebody has said.",
        "1 - mean of the uncovered parts of the required items",
        ("owners", "rights", "client-book", "priority", "departures", "interlocks"),
        ("coverage_floor", "required"),
        _SECTION,
    ),
    "rivalry": Told(
        "rho: how much of a rival of this buyer a party is.",
        "as declared in the buyer's profile; else the share of the buyer's markets in which it"
        " sells; for owners of rivals the sum of integrated shares * rivalry; unknown_rivalry for"
        " a company of which nothing is known",
        ("rival", *_STAKE),
        ("ownership.unknown_rivalry", "ownership.fund_pass_through"),
        f"{METHOD}#1-a-relation-not-a-property",
    ),
    "strength": Told(
        "How far one document speaks for one claim.",
        "s = min(cap, reliability of the source * modality of the wording); weight w = -ln(1 - s),"
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
        "q+ = exp(-sum w+), q- = exp(-sum w-); b = (1 - q+) q-, pl = 1 - q+ (1 - q-),"
        " p = b + base rate * (pl - b); of one origin only the strongest counts",
        ("strength",),
        ("evidence.base_rate", "evidence.family_discount", "evidence.settled_at"),
        f"{METHOD}#2-evidence",
    ),
}
