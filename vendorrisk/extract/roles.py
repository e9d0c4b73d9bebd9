"""What a figure is of, told by the words around it: a price, a valuation, revenue, growth."""

from __future__ import annotations

import re
from typing import Literal

from vendorrisk.extract.readings import Reading
from vendorrisk.extract.rules import Attached
from vendorrisk.model.claim import Kind

Role = Literal["valuation", "revenue", "other", "growth", "stake", ""]
_ROLES: tuple[Role, ...] = ("valuation", "revenue", "other", "growth", "stake")
LOOK = 70  # characters of the token line on either side that tell
_EARNED = (
    r"(?:revenues?|sales|turnover|income|profits?|earnings|ebitda|ebit|arr|bookings|losses|loss)"
)
_ELSE = (
    r"(?:debts?|fines?|penalt(?:y|ies)|damages|salary|bonus|assets|savings|costs?|charges?|dividends?"
    r"|buybacks?|loans?|liabilities|taxes|grants?|settlements?)"
)
_OF = r"(?:of|at|to|worth|reached|hit|was|were|is|totall?ed|totall?ing|exceeding|above)"
_NO_DEAL = "".join(  # "in a deal valued at $3bn": a price
    f"(?<!{noun} )"
    for noun in ("deal", "transaction", "takeover", "merger", "acquisition", "buyout", "purchase")
)
_MONEY_BEFORE = re.compile(
    rf" (?:(?P<valuation>valuations? (?:{_OF}|near|around|nearing) (?:\S+ )?"
    rf"|{_NO_DEAL}valu(?:es|ed|ing) (?:\S+ ){{0,5}}at (?:\S+ )?"
    r"|(?:market|enterprise|equity) (?:value|capitali[sz]ation) (?:\S+ ){0,2}"
    r"|market cap (?:\S+ ){0,2})"
    rf"|(?P<revenue>{_EARNED} {_OF} (?:\S+ )?)"
    rf"|(?P<other>{_ELSE} {_OF} ))\Z"
)
_SUCH = (
    r"(?:annual|annuali[sz]ed|yearly|quarterly|recurring|total|net|operating|its|their|last|year"
    r"|year's|202\d|D\d+)"
)
_MONEY_BEHIND = re.compile(
    r" (?:(?P<valuation>(?:(?:pre-money|post-money|private|total) )?valuations?|market cap)"
    rf"|(?P<revenue>(?:(?:in|of) )?(?:{_SUCH} ){{0,3}}{_EARNED})"
    rf"|(?P<other>(?:in|of) (?:\S+ )?{_ELSE})) "
)
_GREW = (
    r"(?:rose|rise|rising|risen|grew|grow|grown|growing|fell|fall|fallen|falling"
    r"|(?<!make )(?<!makes )(?<!made )(?<!making )up|down|increased|dropped"
    r"|jumped|climbed|gained|declined|soared|surged|plunged|slid|lost|tumbled|slumped|shrank)"
)
_CUT = (
    r"(?:cut|cuts|cutting|reduced?|reduces|reducing|slash(?:ed|es)?|trim(?:med|s)?|lower(?:ed|s)?"
    r"|raised?)"
)
_SHARE_BEFORE = re.compile(
    rf" (?:(?P<growth>{_GREW} (?:by |about |some )?"
    r"|(?:premium|discount|growth|increase|decrease|decline|margin|rate|interest|yield|return|coupon)"
    r" of (?:\S+ )?"
    rf"|{_CUT} (?:\S+ ){{0,3}}(?:orders?|business|spending|purchases|volumes?|work|budget)"
    r" (?:\S+ ){0,6}by (?:\S+ )?))\Z"
)
_SHARE_BEHIND = re.compile(
    rf" (?:(?P<revenue>of (?:\S+ ){{0,4}}?{_EARNED}\b|of (?:\S+ ){{0,3}}?business\b)"
    r"|(?P<other>of (?:\S+ ){0,3}?(?:workforce|employees|staff|jobs|customers|users|clients|market"
    r"|traffic|spending|workers|people|respondents|time|orders|cost|costs|price)\b"
    r"|(?:tax|tariff|fee|coupon|interest rate|margin|chance|probability)\b)"
    r"|(?P<growth>(?:\S+ )?(?:growth|increase|rise|decline|drop|jump|premium|discount|higher|lower"
    r"|more|less|fall|gain|return|year-on-year|year-over-year|cut|reduction)\b)"
    r"|(?P<stake>(?:\S+ ){0,3}?(?:stake|stakes|shareholding|interest|holding|ownership|equity"
    r"|shares|owned)\b))"
)
_NOT_OF: dict[Attached, frozenset[Role]] = {
    "amount": frozenset({"valuation", "revenue", "other"}),
    "percent": frozenset({"revenue", "other", "growth"}),
    "share_of_revenue": frozenset({"stake", "other", "growth"}),
}
_DEALS: frozenset[Kind] = frozenset({"investment", "ownership", "acquisition", "client"})


def role(field: Attached, reading: Reading, mention: int) -> Role:
    """Return what a figure is of; "" when the words around do not tell.

    Parameters
    ----------
    field : str
        "amount" for money; else a share.
    reading : Reading
        The sentence.
    mention : int
        Number of the figure among the mentions of the sentence.
    """
    at = next(n for n, token in enumerate(reading.tokens) if token.mention == mention)
    start = reading.starts[at]
    end = start + 1 + len(reading.tokens[at].text)
    money = field == "amount"
    before = _MONEY_BEFORE if money else _SHARE_BEFORE
    behind = _MONEY_BEHIND if money else _SHARE_BEHIND
    found = before.search(reading.text, max(0, start - LOOK), start + 1)
    found = found or behind.match(reading.text, end, end + LOOK)
    if found is None:
        return ""
    return next(name for name in _ROLES if found.groupdict().get(name))


def suits(kind: Kind, field: Attached, reading: Reading, mention: int) -> bool:
    """Whether a figure can be the value of a deal: the words around give it to nothing else."""
    return kind not in _DEALS or role(field, reading, mention) not in _NOT_OF[field]
