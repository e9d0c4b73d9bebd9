"""Finds what stands before a company's name and tells nothing that a pattern needs."""

from __future__ import annotations

import re

_LAND = re.compile(  # "Mo.-based", "NC-headquartered", "N.J.-based", "Switzerland-based"
    r"(?<=, )(?:[A-Z][\w.]{0,14} ){0,2}[A-Z][\w.]{0,14}"
    r"(?:-(?:based|headquartered)| based(?! (?:on|in|upon|at)\b))\b"
)
_TOWN = re.compile(r"(?:St\. |Ft\. )?[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,3}, \Z")
_FAR = 48  # characters before a land in which its town stands
_NO_TOWN = re.compile(r"(?:The|In|On|At|As|By|From|With|And|But|When|While|After|Since|For) ")


_SPELT_OUT = re.compile(  # "CRO (contract research organization) X"
    r"(?<=[A-Z]) \((?:an? )?[a-z][a-z-]+(?: [a-z-]+){1,5}\) \Z"
)


def inset(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where something stands before a name that is no part of what is told of it.

    A town with its state or land that the company is based in, or brackets that spell out an
    abbreviation.

    Parameters
    ----------
    text : str
        Text of the document.
    start, end : int
        A stretch of it in which no company is named, before a name.

    Examples
    --------
    >>> text = "bought Salem, Ore.-based bank "
    >>> text[slice(*inset(text, 0, len(text)))]
    'Salem, Ore.-based '
    """
    stretch = text[start:end]
    if ") " in stretch:
        spelt = _SPELT_OUT.search(text, start, end)
        if spelt is not None:
            return spelt.start(), spelt.end() - 1
    if "based" not in stretch and "headquartered" not in stretch:
        return None
    for land in _LAND.finditer(text, start, end):
        town = _TOWN.search(text, max(start, land.start() - _FAR), land.start())
        if town is None:
            continue
        first = town.start()
        opener = _NO_TOWN.match(text, first)
        if opener is not None:  # "In Salem, Ore.-based"
            first = opener.end()
        behind = land.end()
        return first, behind + text.startswith(" ", behind)
    return None
