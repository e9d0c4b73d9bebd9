"""Claims that plug-ins find: bounded, checked against the text, and made into claims here.

A plug-in proposes; it cannot raise what a claim counts with beyond its own probability. Where a
source is graded, when it was known and what people decided is not for it to say.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from pydantic import ValidationError

from vendorrisk.errors import did_you_mean
from vendorrisk.extract.facts import check
from vendorrisk.model.claim import ENGINES, KINDS, Claim
from vendorrisk.model.document import Document, Skipped
from vendorrisk.model.plugin import Plugin
from vendorrisk.model.problems import problem
from vendorrisk.model.summary import one_line
from vendorrisk.plugins import aside, failed, load, named, plain

FOREIGN = "plugin:"  # so begins the rule of a claim that a plug-in found
MOST = 1_000  # claims of a document
LONGEST = 2_000  # characters of a quote
WIDEST = 300  # characters of a name or a word beside it
SHOWN = 10  # claims of a document that could not be taken, told one by one
KEYS = frozenset(
    {
        "kind", "subject", "object", "person", "role", "move", "amount_usd", "amount_low",
        "amount_high", "currency", "as_written", "percent", "percent_low", "percent_high",
        "share_of_revenue", "votes", "voting", "stage", "modality", "attributed_to", "date",
        "period", "quote", "start", "end", "probability", "rank", "parent", "observer", "valid_to",
        "interest", "note",
    }
)  # fmt: skip


class ForeignExtractor(NamedTuple):
    """An extractor of a plug-in, loaded."""

    plugin: Plugin
    call: Callable[..., Any]

    def read(self, document: Document) -> tuple[tuple[Claim, ...], tuple[Skipped, ...]]:
        """Return the claims it finds in a document, in its order, and what cannot be taken."""
        if document.media == "facts":
            return (), ()
        try:
            with aside():  # a copy: what they change in it is theirs alone
                found = itertools.islice(self.call(document.model_copy(deep=True)), MOST + 1)
                given = [plain(row) for row in found]
        except (Exception, SystemExit) as error:  # noqa: BLE001  # whatever their code does
            wrong = failed(self.plugin, error, "failed")
            return (), (Skipped(path=document.path, what=wrong.what, how=wrong.how),)
        claims: dict[str, Claim] = {}
        told: list[str] = []
        for number, row in enumerate(given[:MOST], 1):
            try:
                claim = _claim(self.plugin, document, row)
            except Exception as error:  # noqa: BLE001  # values are objects of theirs
                told.append(f"claim {number}: {_what(error)}")
            else:
                claims[claim.id] = claim
        more = len(told) - SHOWN
        told = [*told[:SHOWN], *([f"and {more} more claims that are none"] if more > 0 else [])]
        if len(given) > MOST:
            told.append(f"more than {MOST:,} claims; the rest was left out")
        skipped = tuple(Skipped(path=document.path, what=f"{self.plugin}: {one}") for one in told)
        return tuple(claims.values()), skipped


def foreign_extractors(names: str | Iterable[str]) -> tuple[ForeignExtractor, ...]:
    """Return the extractors that were named, loaded, each once, sorted by name.

    Raises
    ------
    SettingsError
        For a name that no plug-in has.
    PluginError
        For one that cannot be loaded, or that two have.
    """
    found = []
    for name in sorted({names} if isinstance(names, str) else set(names)):
        one = named("extractor", name, f"--extractor {name}", ENGINES)
        found.append(ForeignExtractor(one.plugin, load(one)))
    return tuple(found)


def _claim(plugin: Plugin, document: Document, row: object) -> Claim:
    if not isinstance(row, Mapping):
        raise TypeError("is no mapping")
    values = {str(key): value for key, value in row.items() if value is not None}
    unknown = sorted(set(values) - KEYS)
    if unknown:
        hint = did_you_mean(unknown[0], KEYS)
        raise ValueError(f"a plug-in cannot say '{unknown[0]}'" + (f" ({hint})" if hint else ""))
    if values.get("kind") not in KINDS:
        raise ValueError(f"'{values.get('kind')}' is no kind of claim")
    start, end = _place(values.pop("start", None)), _place(values.pop("end", None))
    if not 0 <= start < end <= len(document.text):
        raise ValueError(f"{start}:{end} leaves the text of {len(document.text):,} characters")
    if end - start > LONGEST:
        raise ValueError(f"a quote of more than {LONGEST:,} characters")
    quote = document.text[start:end]
    if values.pop("quote", quote) != quote:
        raise ValueError(f"its quote is not what stands at {start}:{end}")
    if not quote.strip():
        raise ValueError("an empty quote")
    values = {key: _clean(key, value) for key, value in values.items()}
    check(str(values["kind"]), values)
    return Claim(
        doc=document.name,
        doc_id=document.id,
        quote=quote,
        start=start,
        end=end,
        extractor=f"{plugin.distribution}/{plugin.version}",
        rule=f"{FOREIGN}{plugin.name}",
        **values,
    ).identified()


def _place(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("'start' and 'end' are places in the text")
    return value


def _clean(key: str, value: Any) -> Any:
    """Return a value with its texts as documents' texts are: legible, of bounded length."""
    if key == "attributed_to":
        if not isinstance(value, list | tuple) or len(value) > 10:
            raise ValueError("'attributed_to' is a list of at most ten names")
        if not all(isinstance(one, str) for one in value):
            raise ValueError("'attributed_to' is a list of names")
        return tuple(_clean("a name of 'attributed_to'", one) for one in value)
    if isinstance(value, str):
        if len(value) > WIDEST:
            raise ValueError(f"'{key}' is longer than {WIDEST} characters")
        return one_line(value.encode("utf-8", "replace").decode())
    return value


def _what(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return "; ".join(problem(one) for one in error.errors())[:400]
    if isinstance(error, ValueError | TypeError):
        return str(error)[:400]
    return f"cannot be read: {type(error).__name__}"
