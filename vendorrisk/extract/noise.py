"""Blanks what markets leave among the words of a text: prices, emptied listings, tickers."""

from __future__ import annotations

import re
from collections import Counter

_SIGN = r"[+\u2212\u2013-]\d{1,4}(?:\.\d{1,3})? ?%"
_TICKER = r"[A-Z\d][A-Z\d]{0,5}(?:[.:][A-Z]{1,4})?"
_NOISE = re.compile(  # each behind a word with a capital, which is the name
    rf"(?<=[\w.)\u2019'] )(?:\({_TICKER},? {_SIGN}\)|\( ?{_SIGN} ?\)|{_TICKER} {_SIGN}(?![\w-]))"
    r"|(?<=[\w.)\u2019'] )(?:\(\$[A-Z]{1,5}\)|\$[A-Z]{1,5}\b(?![\d.])|<[A-Z\d]{1,6}\.[A-Z]{1,2}>"
    r"|[A-Z\d]{1,6}\.(?:N|O|L|DE|PA|T|HK|SS|SZ|TO|AX|MI|AS|MC|SW|ST|HE|OL|CO|KS|NS|BO|TW)(?![\w.-]))"
    r"|(?<=\w)(?: ?[\u00ae\u2122\u2120])"
    r"|(?<=[\w.)\u2019'])(?: \( ?|\( )[A-Za-z]{2,10} ?: ?\)"
    r"|(?<=[\w.)\u2019'] )\[(?P<ticker>[A-Z]{1,6}(?:[.:][A-Z]{1,6})?)\]"
)
_TICKERS = re.compile(r"\b[A-Z]{1,6}(?:[.:][A-Z]{1,6})?\b")
_NAME_AHEAD = re.compile(r"(?:^|[\s(\"\u201c\u2018])[A-Z][\w&.\u2019'-]*\)? ?\Z")
_MARKS = ("%", "[", ":)", ": )", "$", ".", "\u00ae", "\u2122", "\u2120")
LONGEST = 40  # letters of the word before


def quiet(text: str) -> str:
    """Return a text of the same length with blanks for the noise of markets behind names.

    A name that it stands in is whole again: "Valtek ( OTC: ) Motor Co".

    Parameters
    ----------
    text : str
        Text of a document.

    Examples
    --------
    >>> " ".join(quiet("Valtek Motor Co. 1234.TO -1.50% is buying Nexora [NXR].").split())
    'Valtek Motor Co. is buying Nexora .'
    """
    if not any(mark in text for mark in _MARKS):
        return text
    kept: list[str] = []
    used: Counter[str] = Counter()
    last = 0
    for match in _NOISE.finditer(text):
        start, end = match.span()
        if _NAME_AHEAD.search(text, max(0, start - LONGEST), start) is None:
            continue
        if match["ticker"]:
            used = used or Counter(_TICKERS.findall(text))
            if used[match["ticker"]] > 1:
                continue  # a short name that the text goes on with
        kept += [text[last:start], " " * (end - start)]
        last = end
    return "".join([*kept, text[last:]]) if kept else text
