"""Money as readers write it: in dollars, and in its own currency with the rate that was used."""

from __future__ import annotations

from vendorrisk.model.claim import Claim, Conversion

_SIGNS = {
    "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹", "KRW": "₩", "AUD": "A$",
    "CAD": "C$", "NZD": "NZ$", "SGD": "S$", "HKD": "HK$", "TWD": "NT$", "BRL": "R$",
}  # fmt: skip
_SIZES = ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"), (1e3, " thousand"))


def money(
    low: float | None, point: float | None, high: float | None, currency: str | None = "USD"
) -> str | None:
    """Return an amount as readers write it; None when there is none.

    >>> money(None, 14.3e9, None), money(1e10, None, None), money(5e6, None, 7e6)
    ('$14.3 billion', 'more than $10 billion', '$5 million to $7 million')
    >>> money(None, 140e6, None, "EUR"), money(None, 5e8, None, "SEK")
    ('€140 million', 'SEK 500 million')
    """

    def sum_of(value: float) -> str:
        sign = _SIGNS.get(currency or "", f"{currency} " if currency else "")
        size, name = next(((s, n) for s, n in _SIZES if value >= s), (1.0, ""))
        return f"{sign}{value / size:.4g}{name}"

    if low is not None and high is not None and low != high:
        if point is not None and low < point < high:
            return f"about {sum_of(point)}"
        return f"{sum_of(low)} to {sum_of(high)}"
    if low is not None and high is None and point in (None, low):
        return f"more than {sum_of(low)}"
    if high is not None and low is None and point in (None, high):
        return f"up to {sum_of(high)}"
    return None if point is None else sum_of(point)


def money_of(claim: Claim) -> str | None:
    """Return the money of a claim, with its rate when it is in another currency than the dollar.

    The dollars can be made again by hand: the own figure times the rate that is printed.
    """
    usd = money(claim.amount_low, claim.amount_usd, claim.amount_high)
    own = claim.conversion
    if own is None:
        return usd
    text = money(own.low, own.amount, own.high, claim.currency)
    return usd if text is None else f"{text} ({rate_of(own, usd)})"


def rate_of(own: Conversion, usd: str | None) -> str:
    """Return the dollars of a sum in another currency with their source, or why there are none."""
    if usd is None:
        return f"not converted: {own.reason or 'no reason given'}"
    if own.rate is None:
        return f"{usd}, by {own.source}"
    return f"{usd} at {own.rate:g}, {own.period}, {own.source}"
