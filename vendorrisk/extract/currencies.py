"""Currencies as texts write them: signs and codes before a figure, names and codes behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable

# ISO 4217 codes that no English word is mistaken for when it is written in capitals.
CODES = (
    "USD", "EUR", "GBP", "JPY", "CHF", "CNY", "CNH", "RMB", "INR", "AUD", "CAD", "NZD", "SGD",
    "HKD", "TWD", "NTD", "KRW", "SEK", "NOK", "DKK", "ISK", "PLN", "CZK", "HUF", "RON", "BGN",
    "TRY", "ILS", "NIS", "AED", "SAR", "QAR", "KWD", "BHD", "OMR", "JOD", "EGP", "ZAR", "NGN",
    "KES", "GHS", "MAD", "BRL", "MXN", "ARS", "CLP", "COP", "PEN", "THB", "MYR", "IDR", "PHP",
    "VND", "PKR", "BDT", "LKR", "RUB", "UAH", "KZT", "HRK",
)  # fmt: skip
_OTHER_CODES = {"RMB": "CNY", "CNH": "CNY", "NTD": "TWD", "NIS": "ILS"}
CODE: dict[str | None, str] = {code: _OTHER_CODES.get(code, code) for code in CODES}

SIGNS = {
    "US$": "USD", "U.S.$": "USD", "US $": "USD", "U.S. $": "USD", "$US": "USD", "USD$": "USD",
    "A$": "AUD", "AU$": "AUD", "AUD$": "AUD", "Aus$": "AUD", "$A": "AUD", "C$": "CAD",
    "CA$": "CAD", "CAD$": "CAD", "Cdn$": "CAD", "CDN$": "CAD", "Can$": "CAD", "NZ$": "NZD",
    "$NZ": "NZD", "S$": "SGD", "SG$": "SGD", "HK$": "HKD", "NT$": "TWD", "R$": "BRL",
    "MX$": "MXN", "Mex$": "MXN", "$": "USD",
    "€": "EUR", "£": "GBP", "¥": "JPY", "￥": "JPY", "JP¥": "JPY", "CN¥": "CNY", "₹": "INR",
    "₩": "KRW", "₱": "PHP", "฿": "THB", "₪": "ILS", "₺": "TRY", "₽": "RUB", "₦": "NGN",
    "₫": "VND",
    "Rs": "INR", "Rs.": "INR", "Re": "INR", "RM": "MYR", "Rp": "IDR", "Rp.": "IDR", "Php": "PHP",
    "SFr": "CHF", "SFr.": "CHF", "Sfr": "CHF", "Fr.": "CHF", "SKr": "SEK", "NKr": "NOK",
    "DKr": "DKK", "Dh": "AED", "Dhs": "AED", "Dh.": "AED", "TL": "TRY", "zł": "PLN",
    **{code: _OTHER_CODES.get(code, code) for code in CODES},
}  # fmt: skip
# Prefixes that are too short or too common to stand for money without a magnitude behind.
SIGNS_OF_LARGE = {
    "R": "ZAR", "Euro": "EUR", "Euros": "EUR", "euro": "EUR", "euros": "EUR", "Yen": "JPY",
    "yen": "JPY", "Rupees": "INR", "rupees": "INR", "SR": "SAR", "Kč": "CZK",
}  # fmt: skip
# "MSEK 500", "TEUR 40": a code with its magnitude in front, as Nordic and German accounts write.
SCALED_CODES = {
    f"{letter}{code}": (size, CODE[code])
    for letter, size in (("M", 1e6), ("T", 1e3), ("K", 1e3), ("k", 1e3))
    for code in ("SEK", "EUR", "NOK", "DKK", "USD", "CHF", "GBP")
}

_DOLLARS = {
    "us": "USD", "u.s.": "USD", "american": "USD", "australian": "AUD", "canadian": "CAD",
    "singapore": "SGD", "singaporean": "SGD", "hong kong": "HKD", "new zealand": "NZD",
    "taiwan": "TWD", "new taiwan": "TWD", "taiwanese": "TWD",
}  # fmt: skip
_KRONA = {"swedish": "SEK", "norwegian": "NOK", "danish": "DKK", "icelandic": "ISK", "czech": "CZK"}
_CROWNS = (
    "crowns", "crown", "kronor", "kronas", "krona", "kroner", "krone", "krona", "koruna", "korunas",
)  # fmt: skip
# Names; None: several countries have a currency of that name and the text must say which.
UNITS: dict[str, str | None] = {
    "dollars": "USD", "dollar": "USD", "bucks": "USD",
    **{f"{who} {what}": code for who, code in _DOLLARS.items() for what in ("dollars", "dollar")},
    "euros": "EUR", "euro": "EUR", "pounds": "GBP", "pound": "GBP", "pounds sterling": "GBP",
    "british pounds": "GBP", "sterling": "GBP", "yen": "JPY", "japanese yen": "JPY",
    "yuan": "CNY", "chinese yuan": "CNY", "yuan renminbi": "CNY", "renminbi": "CNY",
    "rupees": "INR", "rupee": "INR", "indian rupees": "INR", "pakistani rupees": "PKR",
    "sri lankan rupees": "LKR", "won": "KRW", "south korean won": "KRW", "korean won": "KRW",
    "swiss francs": "CHF", "swiss franc": "CHF", "francs": "CHF", "kronor": "SEK",
    **{f"{who} {what}": code for who, code in _KRONA.items() for what in _CROWNS},
    "kroner": None, "krona": None, "crowns": None, "reais": "BRL", "brazilian reais": "BRL",
    "brazilian real": "BRL", "rand": "ZAR", "south african rand": "ZAR", "baht": "THB",
    "ringgit": "MYR", "rupiah": "IDR", "shekels": "ILS", "shekel": "ILS", "pesos": None,
    "mexican pesos": "MXN", "philippine pesos": "PHP", "argentine pesos": "ARS",
    "chilean pesos": "CLP", "colombian pesos": "COP", "zlotys": "PLN", "zloty": "PLN",
    "forints": "HUF", "forint": "HUF", "lira": "TRY", "liras": "TRY", "turkish lira": "TRY",
    "turkish liras": "TRY", "dirhams": "AED", "dirham": "AED", "riyals": None, "riyal": None,
    "saudi riyals": "SAR", "qatari riyals": "QAR", "rubles": "RUB", "roubles": "RUB",
    "russian rubles": "RUB", "dinars": None, "kuwaiti dinars": "KWD", "dong": "VND",
    "vietnamese dong": "VND", "naira": "NGN", "taka": "BDT", "lei": "RON", "hryvnia": "UAH",
}  # fmt: skip
CENTS = {"cents": "USD", "cent": "USD", "pence": "GBP"}  # hundredths
# Names that mean something else too: with them a figure needs a magnitude to be money.
UNSURE = {"won", "rand", "crowns", "lei", "dong", "taka", "sterling", "lira", "pound"}
# Where the point groups thousands: "1.500 Euro" is fifteen hundred.
POINT_GROUPS = {"EUR", "BRL", "DKK", "TRY", "IDR", "ARS", "CLP", "COP", "VND"}
SYMBOLS = "$€£¥￥₹₩₱฿₪₺₽₦₫"


def alternatives(words: Iterable[str]) -> str:
    """Return words as alternatives of an expression, longer ones first, spaces of any kind."""
    listed = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in listed)
