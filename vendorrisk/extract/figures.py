"""The figures of a claim: those in its slots, else the nearest ones that its rule attaches."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from vendorrisk.extract.amounts import Amount
from vendorrisk.extract.dollars import dollars, written
from vendorrisk.extract.names import Mention
from vendorrisk.extract.readings import Reading
from vendorrisk.extract.roles import suits
from vendorrisk.extract.rules import Attached, Rule
from vendorrisk.model.document import Document

NEAR = 12  # tokens around a match in which a figure without a slot is looked for
_SLOTS: tuple[tuple[str, str, Attached], ...] = (
    ("amount", "money", "amount"),
    ("percent", "share", "percent"),
    ("share", "share", "share_of_revenue"),
)
_ELSEWHERE = {";", "but", "while"}
_ONCE = {"leadership_move", "investment", "acquisition", "client_loss", "vendor_cutoff"}
_LASTING = {"directorship", "ownership", "client", "position"}
STAKES = {"investment", "ownership", "acquisition"}
BESIDE = 12  # characters of the token line in which another holder is named with one
_TOGETHER = re.compile(r"(?<!\S)[OGP]\d+ (?:, )?(?:and|with) (?:\S+ )?[OGP]\d+(?!\S)")
_CONTROL = re.compile(
    r" (?P<which>majority|minority|wholly)"
    r"(?:[ -](?:\S+ )?(?:stake|share|shareholder|stakeholder|owner"
    r"|interest|holding|position|investment|acquisition|buyout|owned|investor)|(?= of ))"
)
_THIS_YEAR = re.compile(r" (this|last|next) year ")
_NO_VOTE = re.compile(
    r" (?:non-voting|nonvoting|without votes|no voting|without voting|non voting) "
)


def figures(
    rule: Rule,
    match: re.Match[str],
    reading: Reading,
    document: Document,
    root: Path | None = None,
) -> dict[str, Any]:
    """Return the values of a claim by field.

    Parameters
    ----------
    rule : Rule
        What matched.
    match : re.Match
        In ``reading.text``.
    reading : Reading
        The sentence.
    document : Document
        Its document; the day it was published dates what has no date of its own.
    root : Path or None
        Folder of rules, for the exchange rates.
    """
    groups = match.groupdict()
    out = _when(rule, match, reading)
    for slot, kind, field in _SLOTS:
        token = groups.get(slot)
        at = int(token[1:]) if token else None
        if at is not None and not suits(rule.kind, field, reading, at):
            at = None
        if at is None and (token or field in rule.attach):
            at = _nearest(kind, field, rule, match, reading)
        if at is None:
            continue
        if field == "amount":
            out |= dollars(reading, at, document, out.get("date"), root)
            continue
        shares = written(reading, at)
        if shares and field == "percent":
            out |= _share(shares[0])
        elif shares:
            out[field] = _part(shares[0])
    if rule.kind in STAKES:
        out = _of_each(_votes_apart(out, match, reading), match, reading)
        if _NO_VOTE.search(reading.text):
            out["voting"] = False
        elif " voting stake " in reading.text:
            out["voting"] = True
        if not {"percent", "percent_low", "percent_high", "votes"} & out.keys():
            out |= _control(match)
    return out


_OF_VOTES = re.compile(
    r" (?P<share>S\d+) of (?:the |its |all )?(?:(?:company|group|firm|O\d+) 's )?(?:total )?"
    r"(?:votes|voting (?:rights?|power|control))(?= )"
)
_OF_SHARES = re.compile(
    r" (?P<share>S\d+) (?:of (?:the |its |all )?)?(?:(?:company|group|firm) 's )?(?:total )?"
    r"(?:share capital|shares|equity|capital|stock|economic (?:interest|rights)|stake)(?= )"
)
_PARTY = re.compile(r"[OGP]\d+")
_JOINTLY = re.compile(r" (?:jointly|combined|collectively|together|between them) ")


def _votes_apart(out: dict[str, Any], match: re.Match[str], reading: Reading) -> dict[str, Any]:
    """Return the figures of a stake with the share of the votes, where the text tells it, as such.

    "10% of the shares and 51% of the votes" has both; "60% of the voting rights" says nothing of
    the shares. Votes that another holder has are left alone.
    """
    slot, told = match.groupdict().get("percent"), list(_OF_VOTES.finditer(reading.text))
    if len(told) != 1 or slot is None:
        return out
    votes = written(reading, int(told[0]["share"][1:]))
    if not votes or votes[0].value is None or votes[0].value > 100:
        return out
    if slot == told[0]["share"]:
        out = {name: value for name, value in out.items() if not name.startswith("percent")}
        owned = [f for f in _OF_SHARES.finditer(reading.text) if f["share"] != slot]
        if len(owned) == 1 and not _apart(match, owned[0]):
            shares = written(reading, int(owned[0]["share"][1:]))
            out |= _share(shares[0]) if shares else {}
    elif _apart(match, told[0]):
        return out
    return {**out, "votes": votes[0].value, "voting": True}


def _of_each(out: dict[str, Any], match: re.Match[str], reading: Reading) -> dict[str, Any]:
    """Return the figures of a stake; what several hold together is the most that one can hold."""
    holders = _PARTY.findall(match.groupdict().get("subject") or "")
    if len(holders) < 2 or _JOINTLY.search(reading.text) is None:
        return out
    kept = {name: value for name, value in out.items() if not name.startswith("percent")}
    high = out.get("percent_high")
    if high is None and out.get("percent_low") is None:
        high = out.get("percent")
    return kept if high is None else {**kept, "percent_high": high}


def _apart(match: re.Match[str], other: re.Match[str]) -> bool:
    """Whether somebody else, or another clause, stands between a stake's share and another one."""
    low, high = sorted((match.start("percent"), other.start()))
    between = set(match.string[low:high].split())
    parties = {token for token in between if _PARTY.fullmatch(token)}
    return bool(parties - {match.groupdict().get("object")} or between & {";", "while"})


_RUN = re.compile(r"S\d+(?: (?:,|and|, and) S\d+)+(?= )")


def respective(
    rule: Rule, match: re.Match[str], reading: Reading, count: int
) -> list[float | None]:
    """Return one share of revenue each, of "A, B and C made up 30%, 20% and 10%", else nothing.

    Parameters
    ----------
    rule : Rule
        What matched.
    match : re.Match
        In ``reading.text``.
    reading : Reading
        The sentence.
    count : int
        How many companies are listed.
    """
    slot = match.groupdict().get("share")
    if rule.kind != "client" or slot is None or count < 2:
        return []
    for run in _RUN.finditer(reading.text):
        tokens = [token for token in run.group().split() if token.startswith("S")]
        if slot in tokens and len(tokens) == count:
            shares = [written(reading, int(token[1:])) for token in tokens]
            return [_part(one[0]) if one else None for one in shares]
    return []


def _control(match: re.Match[str]) -> dict[str, Any]:
    """Return the bound that "majority" and "minority" set on the stake of a single holder."""
    found = _CONTROL.search(match.group())
    if found is None:
        return {}
    if match.groupdict().get("subject"):
        start, end = match.span("subject")
        if _TOGETHER.search(match.string, max(0, start - BESIDE), end + BESIDE):
            return {}  # what two hold together, neither need hold
    if found["which"] == "wholly":
        return {"percent": 100.0}
    return {"percent_low": 50.0} if found["which"] == "majority" else {"percent_high": 50.0}


def _when(rule: Rule, match: re.Match[str], reading: Reading) -> dict[str, Any]:
    out: dict[str, Any] = {}
    slot = match.groupdict().get("date")
    dated = [m for m in reading.line.mentions if m.kind == "date"]
    if slot:
        out["date"] = reading.line.mentions[int(slot[1:])].name
    elif len(dated) == 1 and not rule.presupposed:
        word = _word_before(dated[0], reading)
        if rule.kind in _ONCE and word == "since":
            return out
        if rule.kind in _LASTING and word in {"until", "till"}:
            return {"valid_to": dated[0].name}
        out["date"] = dated[0].name
    year = _THIS_YEAR.search(reading.text)
    if year and rule.kind in {"client", "revenue"}:
        out["period"] = f"{year.group(1)} year"
    return out


def _word_before(date: Mention, reading: Reading) -> str | None:
    """Return the word in front of a date: "since" and "until" tell when something else was."""
    mentions = reading.line.mentions
    for at, token in enumerate(reading.tokens[1:]):
        if token.mention >= 0 and mentions[token.mention] is date:
            return reading.tokens[at].text
    return None


def _nearest(
    kind: str, field: Attached, rule: Rule, match: re.Match[str], reading: Reading
) -> int | None:
    """Return the mention of a kind in the match, else the nearest a few tokens away.

    One behind the match is taken to be nearer than one as far before it. Figures that the words
    around them give to something else (a valuation, revenue, growth) are left out.
    """
    first = reading.token_at(match.start() + 1)
    last = reading.token_at(max(match.start(), match.end() - 1))
    best: tuple[int, int] | None = None
    for at in range(max(0, first - NEAR), min(len(reading.tokens), last + NEAR + 1)):
        token = reading.tokens[at]
        if token.mention < 0 or reading.line.mentions[token.mention].kind != kind:
            continue
        distance = 0 if first <= at <= last else at - last if at > last else (first - at) * 2
        if distance > NEAR or (best is not None and distance >= best[0]):
            continue
        between = reading.tokens[last + 1 : at] if at > last else reading.tokens[at + 1 : first]
        if any(t.text in _ELSEWHERE for t in between):
            continue
        if suits(rule.kind, field, reading, token.mention):
            best = (distance, token.mention)
    return best[1] if best else None


def _part(share: Amount) -> float | None:
    """Return a share of revenue in 0..1, None where it is told as no single figure."""
    value = share.value
    return None if value is None or value > 100 else round(value / 100, 6)


def _share(share: Amount) -> dict[str, Any]:
    if any(v is not None and v > 100 for v in (share.value, share.low, share.high)):
        return {}
    exact = share.qualifier == "exact"
    return {
        "percent": share.value,
        "percent_low": None if exact else share.low,
        "percent_high": None if exact else share.high,
    }
