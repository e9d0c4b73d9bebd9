"""The money of a claim: what the text writes, and what it is in dollars."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from vendorrisk.extract.amounts import Amount
from vendorrisk.extract.rates import load_rates
from vendorrisk.extract.readings import Reading
from vendorrisk.model.claim import Conversion
from vendorrisk.model.document import Document

STATED = "the text"


def written(reading: Reading, mention: int) -> list[Amount]:
    """Return the figures of a mention, read in its sentence; spans are of the sentence.

    There are two when the text states one sum in two currencies, none when it reads as none.
    """
    sentence = reading.line.sentence
    span = reading.line.mentions[mention]
    start, end = span.start - sentence.start, span.end - sentence.start
    return [
        amount for amount in reading.line.amounts if start <= amount.start and amount.end <= end
    ]


def dollars(
    reading: Reading, mention: int, document: Document, date: str | None, root: Path | None
) -> dict[str, Any]:
    """Return the money of a claim by field.

    Money in another currency keeps its own figures. Its dollars are those that the text states
    beside it ("EUR 140m ($152m)"), else they come from the average rate of the year of the claim,
    or of the document when the claim has no date or a later one; without a year there are none.

    Parameters
    ----------
    reading : Reading
        The sentence.
    mention : int
        Number of the figure among the mentions of the sentence.
    document : Document
        Its document.
    date : str or None
        Of the claim: ISO day, month or year.
    root : Path or None
        Folder of rules, for the rates.
    """
    found = written(reading, mention)
    if not found:
        return {}
    span = reading.line.mentions[mention]
    own = found[0]
    out = {"currency": own.currency, "as_written": document.text[span.start : span.end]}
    if own.currency == "USD":
        return out | _usd(own)
    stated = next((amount for amount in found if amount.currency == "USD"), None)
    if stated is not None:
        return out | _usd(stated) | {"conversion": _conversion(own, source=STATED)}
    return out | _converted(own, date, document, root)


def _usd(amount: Amount, rate: float = 1.0) -> dict[str, Any]:
    exact = amount.qualifier == "exact"

    def times(value: float | None) -> float | None:
        return None if value is None else round(value * rate, 2)

    return {
        "amount_usd": times(amount.value),
        "amount_low": None if exact else times(amount.low),
        "amount_high": None if exact else times(amount.high),
    }


def _converted(
    own: Amount, date: str | None, document: Document, root: Path | None
) -> dict[str, Any]:
    if own.currency is None:
        return {"conversion": _conversion(own, reason="the text does not tell the currency")}
    years = [int(date[:4])] if date else []
    if document.published is not None:
        years.append(document.published.year)
    if not years:
        return {"conversion": _conversion(own, reason="no date of the claim or the document")}
    year = min(years)
    rate = load_rates(root).rate(own.currency, year)
    if rate is None:
        reason = f"no rate for {own.currency} in {year}"
        return {"conversion": _conversion(own, reason=reason)}
    conversion = _conversion(own, rate=rate.usd, period=rate.period, source=rate.source)
    return {**_usd(own, rate.usd), "conversion": conversion}


def _conversion(
    own: Amount,
    *,
    rate: float | None = None,
    period: str | None = None,
    source: str | None = None,
    reason: str | None = None,
) -> Conversion:
    exact = own.qualifier == "exact"
    return Conversion(
        amount=own.value,
        low=None if exact else own.low,
        high=None if exact else own.high,
        rate=rate,
        period=period,
        source=source,
        reason=reason,
    )
