"""Reads the phrases of tests/data/amounts.tsv with several readers: how right and how fast.

Usage: python benchmarks/amounts.py [--runs N] [--wrong]

price-parser and quantulum3 are read too where they are installed; neither is needed by vendorrisk.
price-parser is made for the price of one product, quantulum3 for quantities of any kind.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

HERE = Path(__file__).parent.parent
sys.path.insert(0, str(HERE / "tests"))
from amount_phrases import Figure, phrases, score  # noqa: E402

Read = Callable[[str], Iterator[Figure]]


def own(text: str) -> Iterator[Figure]:
    """Read with vendorrisk."""
    from vendorrisk.extract.amounts import amounts

    for a in amounts(text):
        yield Figure(a.start, a.end, a.kind, a.value, a.low, a.high, a.currency)


def by_price_parser(text: str) -> Iterator[Figure]:
    """Read with price-parser, which gives one price a text and no place."""
    from price_parser import Price

    signs = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "Rs": "INR", "A$": "AUD"}
    price = Price.fromstring(text)
    if price.amount is not None and price.currency is not None:
        value = float(price.amount)
        currency = signs.get(price.currency, price.currency)
        yield Figure(0, len(text), "sum", value, value, value, currency)


def by_quantulum(text: str) -> Iterator[Figure]:
    """Read with quantulum3; what is neither a currency nor a share is left out."""
    from quantulum3 import classifier, parser

    classifier.USE_CLF = False  # its stored classifier needs the scikit-learn it was made with
    for found in parser.parse(text):
        entity, unit = found.unit.entity.name, found.unit
        if entity not in {"currency", "dimensionless"} or unit.name == "dimensionless":
            continue
        money = entity == "currency"
        spread = found.uncertainty or 0.0
        value = None if spread else found.value
        yield Figure(
            *found.span,
            "sum" if money else "share",
            value,
            found.value - spread,
            found.value + spread,
            _CODES.get(unit.name, unit.name) if money else None,
        )


_CODES = {
    "dollar": "USD", "united states dollar": "USD", "euro": "EUR", "pound sterling": "GBP",
    "japanese yen": "JPY", "yen": "JPY", "indian rupee": "INR", "swiss franc": "CHF",
    "chinese yuan": "CNY", "south korean won": "KRW", "australian dollar": "AUD",
    "canadian dollar": "CAD", "hong kong dollar": "HKD", "new zealand dollar": "NZD",
    "singapore dollar": "SGD", "brazilian real": "BRL", "swedish krona": "SEK",
    "norwegian krone": "NOK", "danish krone": "DKK", "cent": "USD",
}  # fmt: skip


def main() -> None:
    """Print one line a reader."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--wrong", action="store_true", help="list what vendorrisk reads wrong")
    chosen = options.parse_args()
    logging.disable(logging.CRITICAL)
    table = phrases()
    news = [
        sentence
        for path in sorted((HERE / "seeds").rglob("*.md"))
        for sentence in re.split(r"(?<=[.!?])\s+|\n+", path.read_text(encoding="utf-8"))
        if sentence
    ]
    head = "".join(f"{name:>7s}" for name in ("value", "range", "span", "curr.", "kind", "false"))
    print(f"{'reader':14s}{head}   phrases/s MB/s of news")
    readers: dict[str, Read] = {
        "vendorrisk": own,
        "price-parser": by_price_parser,
        "quantulum3": by_quantulum,
    }
    for name, read in readers.items():
        try:
            next(read("$5"), None)
        except ImportError:
            print(f"{name:14s} not installed")
            continue
        safe = _quiet(read)
        found, wrong = score(table, safe)
        phrase_time = _best(safe, list(table), chosen.runs if name == "vendorrisk" else 1)
        news_time = _best(safe, news, chosen.runs if name == "vendorrisk" else 1)
        size = sum(len(sentence.encode()) for sentence in news)
        shares = (found.value, found.range, found.span, found.currency, found.kind)
        line = "".join(f"{share:7.2f}" for share in shares)
        speed = f"{len(table) / phrase_time:12,.0f} {size / news_time / 1e6:12.2f}"
        print(f"{name:14s}{line}{found.false:7d}{speed}")
        if chosen.wrong and name == "vendorrisk":
            print("\n".join(wrong))


def _quiet(read: Read) -> Read:
    """Return a reader that reads nothing where the library fails."""

    def safe(text: str) -> Iterator[Figure]:
        with contextlib.suppress(Exception):
            yield from read(text)

    return safe


def _best(read: Read, texts: list[str], runs: int) -> float:
    best = float("inf")
    for _ in range(runs):
        start = time.perf_counter()
        for text in texts:
            for _ in read(text):
                pass
        best = min(best, time.perf_counter() - start)
    return best


if __name__ == "__main__":
    main()
