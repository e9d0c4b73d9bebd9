"""The figures of a claim: those in its slots, else the nearest ones that its rule attaches."""

from __future__ import annotations

import re
from typing import Any

from vendorrisk.extract.amounts import Amount, money, percent
from vendorrisk.extract.readings import Reading
from vendorrisk.extract.rules import Attached, Rule

NEAR = 12  # tokens around a match in which a figure without a slot is looked for
_SLOTS: tuple[tuple[str, str, Attached], ...] = (
    ("amount", "money", "amount"),
    ("percent", "share", "percent"),
    ("share", "share", "share_of_revenue"),
)
_ELSEWHERE = {";", "but", "while", "valuing", "valued", "valuation"}
_THIS_YEAR = re.compile(r" (this|last|next) year ")
_NO_VOTE = re.compile(
    r" (?:non-voting|nonvoting|without votes|no voting|without voting|non voting) "
)


def figures(rule: Rule, match: re.Match[str], reading: Reading, text: str) -> dict[str, Any]:
    """Return the values of a claim by field.

    Parameters
    ----------
    rule : Rule
        What matched.
    match : re.Match
        In ``reading.text``.
    reading : Reading
        The sentence.
    text : str
        Text of the document.
    """
    groups = match.groupdict()
    out: dict[str, Any] = {}
    for slot, kind, field in _SLOTS:
        token = groups.get(slot)
        number = int(token[1:]) if token else None
        if number is None and field in rule.attach:
            number = _nearest(kind, match, reading)
        if number is None:
            continue
        mention = reading.line.mentions[number]
        written = text[mention.start : mention.end]
        if slot == "amount":
            out |= _money(money(written)[0], written)
        elif slot == "percent":
            out |= _share(percent(written + " of")[0])
        else:
            share = percent(written + " of")[0].value
            out[field] = None if share is None or share > 100 else share / 100
    out |= _when(rule, match, reading)
    if rule.kind in {"investment", "ownership", "acquisition"} and _NO_VOTE.search(reading.text):
        out["voting"] = False
    return out


def _when(rule: Rule, match: re.Match[str], reading: Reading) -> dict[str, Any]:
    out: dict[str, Any] = {}
    slot = match.groupdict().get("date")
    dated = [m for m in reading.line.mentions if m.kind == "date"]
    if slot:
        out["date"] = reading.line.mentions[int(slot[1:])].name
    elif len(dated) == 1 and not rule.presupposed:
        out["date"] = dated[0].name
    year = _THIS_YEAR.search(reading.text)
    if year and rule.kind in {"client", "revenue"}:
        out["period"] = f"{year.group(1)} year"
    return out


def _nearest(kind: str, match: re.Match[str], reading: Reading) -> int | None:
    """Return the mention of a kind in the match, else the nearest a few tokens away.

    One behind the match is taken to be nearer than one as far before it.
    """
    first = reading.token_at(match.start() + 1)
    last = reading.token_at(max(match.start(), match.end() - 1))
    best: tuple[int, int] | None = None
    for at in range(max(0, first - NEAR), min(len(reading.tokens), last + NEAR + 1)):
        token = reading.tokens[at]
        if token.mention < 0 or reading.line.mentions[token.mention].kind != kind:
            continue
        distance = 0 if first <= at <= last else at - last if at > last else (first - at) * 2
        if distance <= NEAR and (best is None or distance < best[0]):
            between = reading.tokens[last + 1 : at] if at > last else []
            if not any(t.text in _ELSEWHERE for t in between):
                best = (distance, token.mention)
    return best[1] if best else None


def _money(amount: Amount, written: str) -> dict[str, Any]:
    out: dict[str, Any] = {"currency": amount.currency, "as_written": written}
    if amount.currency == "USD":
        exact = amount.qualifier == "exact"
        out["amount_usd"] = amount.value
        out["amount_low"] = None if exact else amount.low
        out["amount_high"] = None if exact else amount.high
    return out


def _share(share: Amount) -> dict[str, Any]:
    if any(v is not None and v > 100 for v in (share.value, share.low, share.high)):
        return {}
    exact = share.qualifier == "exact"
    return {
        "percent": share.value,
        "percent_low": None if exact else share.low,
        "percent_high": None if exact else share.high,
    }
