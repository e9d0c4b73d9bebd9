"""Companies of a second clause that leaves its verb out: "an order from A and another from B"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from vendorrisk.extract.names import Mention
from vendorrisk.extract.numerals import BELOW_TEN
from vendorrisk.extract.readings import Reading
from vendorrisk.extract.rules import Rule

_LEADS = (  # what such a clause begins with
    rf"(?:M\d+|S\d+|\d[\d,]*|another|an?|the|{'|'.join(BELOW_TEN)}|ten|dozens"
    r"|several|some|further|separate|more|at least|about|around|up to|over|roughly)"
)
_PLAIN = (  # words within: no verb, no clause of its own, no other company
    r"(?: (?!(?:said|says|is|was|are|were|has|had|have|will|would|which|who|that|to|from|with|not"
    r"|but|while|after|before|by|for|in) |[OPGU]\d|[.;:()])\S+)"
)
KINDS = frozenset({"client", "client_loss", "vendor_cutoff", "partnership"})  # that go on so
_ENDS = {"subject", "object"}
_WITH = frozenset({"with", "from", "to", "in", "for", "at"})


def gapped(match: re.Match[str], reading: Reading) -> tuple[str, list[Mention]]:
    """Return the slot that goes on in clauses without a verb behind a match, and who fills it.

    Only the last slot can: "gives $2m to A, $1m to B and about $3m to C", "won an order from A and
    two more from B", "named A as its bank and B as its broker".

    Parameters
    ----------
    match : re.Match
        Of a rule's expression.
    reading : Reading
        The sentence.

    Returns
    -------
    (str, list of Mention)
        Name of the slot, and the companies; "" and none where the clause just ends.
    """
    text = match.string
    spans = {
        name: match.span(name)
        for name, filler in match.groupdict().items()
        if filler and name in _ENDS
    }
    if len(spans) < 2:
        return "", []
    name = max(spans, key=lambda one: spans[one][1])
    start, end = spans[name]
    before = text[:start].rstrip().rpartition(" ")[2]
    found = list(_behind(text, end, before))
    mentions = [reading.line.mentions[number] for number in found]
    return name, [m for m in mentions if m.kind == "org" and m.name]


def _behind(text: str, at: int, before: str) -> Iterator[int]:
    """Yield the numbers of the companies in clauses like the one that ends there."""
    if before in _WITH:
        expression = _governed(before)
        while (found := expression.match(text, at)) is not None:
            yield int(found[1])
            at = found.end()
    else:
        while (found := _AS.match(text, at)) is not None:
            yield int(found[1])
            at = found.end(1)


def _governed(word: str) -> re.Pattern[str]:
    aside = rf"{_PLAIN}{{0,5}}"
    return re.compile(
        rf"{aside}(?: ,(?: and)?| and| as well as)(?: {_LEADS}{_PLAIN}{{0,5}})? {word} O(\d+)(?= )"
        rf"(?! '| O\d)"
    )


_AS = re.compile(rf" as{_PLAIN}{{1,8}}? (?:, )?and O(\d+)(?= as )")


_FIGURES = (
    *("amount_usd", "amount_low", "amount_high", "currency", "as_written", "conversion"),
    *("percent", "percent_low", "percent_high", "share_of_revenue"),
)


def apart(
    rule: Rule, ends: Iterable[Mention | None], match: re.Match[str], reading: Reading
) -> dict[str, None]:
    """Return the figures of a match that are not those of companies in a clause behind it.

    Parameters
    ----------
    rule : Rule
        Whose match it is.
    ends : iterable of Mention or None
        Subject and object of a claim.
    match : re.Match
        Of a rule's expression.
    reading : Reading
        The sentence.
    """
    if rule.kind not in KINDS or rule.implicit is not None:
        return {}
    last = reading.tokens[reading.token_at(max(match.start(), match.end() - 1))].end
    end = reading.line.sentence.end
    behind = any(one is not None and last <= one.start < end for one in ends)
    return dict.fromkeys(_FIGURES) if behind else {}


def paired(
    slots: Mapping[str, Sequence[Mention]], reading: Reading
) -> list[tuple[Mention, Mention]] | None:
    """Return subjects and objects that belong together "respectively"; None: each with each.

    Parameters
    ----------
    slots : mapping of str to sequence of Mention
        Of a match.
    reading : Reading
        The sentence.
    """
    subjects, objects = slots["subject"], slots["object"]
    if len(subjects) < 2 or len(subjects) != len(objects) or "respectively" not in reading.words:
        return None
    return list(zip(subjects, objects, strict=True))
