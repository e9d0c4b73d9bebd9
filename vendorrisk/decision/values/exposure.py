"""Named values on the buyer's side: its rivals, and what the vendor gets to see of it."""

from __future__ import annotations

from vendorrisk.decision.values.registry import Bounds, Measured, value
from vendorrisk.decision.values.ties import recent, tie, yes_no
from vendorrisk.evidence.keys import Key
from vendorrisk.model.claim import Claim

LEVELS = ("none", "low", "medium", "high")


@value("count")
def buyer_rivals(m: Measured) -> Bounds:
    """How many rivals of the buyer are known: those it declares, and any that has a tie here.

    High: parties with a tie to the vendor that may be rivals, as nobody knows where they sell.
    """
    limit = m.case.parameters.flags.rival_from.value
    sure = {rival.name for rival in m.case.buyer.rivals if rival.rivalry >= limit}
    maybe = set(sure)
    for key in m.case.evidence.by_key:
        if m.case.vendor not in (key.a, key.b) or key.topic == "rival":
            continue
        for party in {key.a, key.b} - {m.case.vendor, ""}:
            rivalry = m.case.rivalries.of(party)
            sure |= {party} if rivalry.low >= limit else set()
            maybe |= {party} if rivalry.high >= limit else set()
    how = f"rivals: {', '.join(sorted(sure)) or 'none'}"
    open_ = sorted(maybe - sure)
    how += f"; may be rivals: {', '.join(open_)}" if open_ else ""
    return Bounds(len(sure), len(maybe), how)


@value("index")
def buyer_data_level(m: Measured) -> Bounds:
    """How telling what the vendor sees of the buyer is: 0 none, 1/3 low, 2/3 medium, 1 high.

    From ``exposure.level`` of the buyer's profile.
    """
    exposure = m.case.buyer.exposure
    level = LEVELS.index(exposure.level) / (len(LEVELS) - 1)
    return Bounds(level, level, f"exposure {exposure.level}: {exposure.what}")


@value("yes_no")
def data_incident(m: Measured) -> Bounds:
    """Whether data of clients got out at the vendor within ``flags.window_days``.

    Does not apply to a buyer that shows the vendor nothing. Silence rules nothing out.
    """
    if m.case.buyer.exposure.level == "none":
        return Bounds(None, None, "the buyer shows the vendor nothing", applies=False)
    said = [
        claim
        for claim in m.case.evidence.unkeyed
        if claim.kind == "data_incident" and claim.subject == m.case.vendor
    ]
    stated = [claim for claim in said if claim.modality != "denied"]
    ties = []
    if stated:
        belief = m.case.evidence.belief(
            Key("incident", m.case.vendor, ""),
            "",
            support=stated,
            extra=[claim for claim in said if claim.modality == "denied"],
        )
        how = f"an incident at {m.case.vendor}"
        one = tie(m, "incident", (belief.low, belief.high), how, said)
        kept = recent(m, one, stated)
        ties += [kept] if kept else []
    return yes_no(ties, "nobody has said that there was no other")


def _statements(m: Measured) -> list[Claim]:
    return [
        claim
        for claim in m.case.evidence.unkeyed
        if claim.kind == "independence_statement"
        and claim.subject == m.case.vendor
        and claim.modality != "denied"
    ]


@value("yes_no")
def neutrality_statement(m: Measured) -> Bounds:
    """Whether the vendor says that it is independent or guards its clients' data.

    A statement is evidence of the statement. Where no document holds one, it is open.
    """
    said = _statements(m)
    if not said:
        return Bounds(0.0, 1.0, "no document holds such a statement")
    documents = sorted({claim.doc for claim in said})
    how = f"said in {', '.join(documents)}"
    return Bounds(1.0, 1.0, how, [claim.id for claim in said])


@value("yes_no")
def own_word_only(m: Measured) -> Bounds:
    """Whether nothing but the vendor's own word stands for its independence.

    No: somebody without an interest in it says so too. Does not apply where nobody says it.
    """
    said = _statements(m)
    if not said:
        return Bounds(None, None, "nobody says that it is independent", applies=False)
    sources = m.case.evidence.sources
    others = [claim for claim in said if sources.interest(claim) != "self"]
    only = float(not others)
    how = (
        "its own word alone"
        if only
        else f"said by others too: {', '.join(sorted({c.doc for c in others}))}"
    )
    return Bounds(only, only, how, [claim.id for claim in said])
