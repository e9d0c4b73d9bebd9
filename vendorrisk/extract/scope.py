"""Tells where a match crosses into another clause, or takes a bystander for a party."""

from __future__ import annotations

import re

_BESIDE = re.compile(r" alongside (?:(?!with )[a-z]+ ){0,3}\Z")
_CONJUNCT = re.compile(  # "Valtek, as well as suspending": the doing is of somebody else
    r"(?: ,)? (?:as well as|in addition to|rather than|instead of|along with|not to mention)"
    r" [a-z]+ing "
)
_UNITS = re.compile(r" , (?:divisions|units|subsidiaries|brands|parts|affiliates|arms) of ")
_ONE = re.compile(r"(?:\S+ )*[OGP]\d+")
_BY_A_PERSON = re.compile(r"(?: ,)? (?:he|she) ")
_HAD = re.compile(
    r" 's (?:(?!who|that|which)[a-z-]+ ){1,5}and (?!management |board |shareholders )"
)
_POSSESSED = re.compile(r"\(\?P<subject>\(\?>")  # the slot is possessive, of `fillers.filler`
_DOING = re.compile(r" (?:to|will|would|can|could|may) [a-z-]+ \Z")
_PASSIVE = re.compile(
    r" (?:is|are|was|were|be|been|being|got|gets|get) (?:[a-z]+ ){1,4}by (?:[a-z]+ ){0,2}\Z"
)
_ACTIVE = re.compile(
    r" O\d+ (?:(?:has|have|had|also|recently|then|later) ){0,2}"
    r"(?:bought|sold|won|lost|chose|left|took over|[a-z]{3,}ed) (?:(?!with |by |to )[a-z]+ ){0,2}\Z"
)
_TWO = re.compile(r"O\d+ (?:and|while|but) O\d+\Z")
_VERB = re.compile(
    r" (?:(?:has|have|had|will|would|is|was|could|may|might|can|did|also|then|later|quickly) ){0,2}"
    r"(?:(?:has|have|had|will|would|is|was|could|may|might|can|did) (?!to |in |at |by |with )[a-z]+"
    r"|(?:cut|said|says|sold|bought|took|left|lost|made|won|gave|paid|put|shut|kept|[a-z]{3,}ed)"
    r" (?:it|them|its|their|him|her|the|a|an|out|off|[OGPM]\d+)) "
)


def is_bystander(match: re.Match[str], key: str) -> bool:
    """Whether what a slot holds is no party of what the match tells.

    Parameters
    ----------
    match : re.Match
        Of an expression.
    key : str
        The slot's group.
    """
    start, end = match.span(key)
    if _BESIDE.search(match.string, match.start(), start) and "alongside" not in match.re.pattern:
        return True  # "was appointed alongside X"
    if end >= match.end():
        return False
    if _CONJUNCT.match(match.string, end):
        return True
    listed = match.string[match.start() : start].rstrip().endswith((" such as", " including"))
    if not listed and _UNITS.match(match.string, end) and _ONE.fullmatch(match[key]):
        return True  # "Valtek, divisions of": others of a list are
    if not key.startswith("subject") or _POSSESSED.search(match.re.pattern):
        return False
    return _HAD.match(match.string, end) is not None and (
        _DOING.search(match.string, max(0, start - 40), start) is not None
    )  # "to adopt Valtek's tools and drop its contract with"


def is_cut_off(match: re.Match[str], key: str) -> bool:
    """Whether a person's doing follows a company: "before he joined Nexora, he worked for"."""
    end = match.end(key) if match.groupdict().get(key) else match.end()
    return end < match.end() and _BY_A_PERSON.match(match.string, end) is not None


def begins_clause(match: re.Match[str], key: str) -> bool:
    """Whether the last of two companies does something of its own.

    "Nexora was bought by Valtek and Boeing cut it off": Boeing bought nothing.
    """
    end = match.end(key)
    two = _TWO.search(match.string, max(match.start(key), end - 24), end)
    if two is None or _VERB.match(match.string, end) is None:
        return False
    start = match.start(key)
    return (
        _PASSIVE.search(match.string, match.start(), start) is not None
        or _ACTIVE.search(match.string, max(0, match.start() - 1), start) is not None
    )
