"""The two results of a change: what each was made from, found again by hash."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

from vendorrisk.decision.receipts import buyer_hash
from vendorrisk.documents import read
from vendorrisk.dossier import Dossier, Reviews, Sources, gather
from vendorrisk.errors import SettingsError, VendorRiskError
from vendorrisk.history.logs import log_of, whole_log
from vendorrisk.history.worlds import Ingredients
from vendorrisk.model.assessment import Assessment, Comparison
from vendorrisk.model.buyer import Buyer
from vendorrisk.model.claim import Engine
from vendorrisk.model.document import Corpus, Document
from vendorrisk.model.receipt import Receipt
from vendorrisk.rulebook import load_buyer, rules_hash
from vendorrisk.shipped import packaged
from vendorrisk.version import __version__

MOST_MISSING = 10  # named in an error
T = TypeVar("T")


@dataclass(frozen=True)
class Side:
    """One of the two results.

    ``printed`` is what its file says; None: it is worked out now. ``borrowed`` tells what the other
    version of the package shipped and is not here, so that it counts as part of that version.
    """

    name: str
    made_from: Ingredients
    version: str
    printed: Comparison | None = None
    borrowed: tuple[str, ...] = ()

    def assessment(self, vendor: str) -> Assessment | None:
        """Return what the file says of a vendor."""
        if self.printed is None:
            return None
        return next((one for one in self.printed.assessments if one.vendor == vendor), None)


class Own(NamedTuple):
    """What may be another on either side: profile, folder of rules, log of reviews."""

    buyer: str | Buyer | None = None
    rules: Path | None = None
    reviews: Path | Reviews | None = None


@dataclass(frozen=True)
class Chosen:
    """What was given for one side; what is missing is looked for.

    What was given for a file must be what its receipt names. What was given for the other side
    (``other``), and what ships with the package, is tried where nothing was given.
    """

    result: Comparison | dt.date
    name: str
    own: Own
    other: Own
    judgements: Path | None
    engine: Engine | None
    home: Path | None = None  # the folder of the file
    option: str = ""  # how an error names the options of the side: "old-" or ""


def side_of(chosen: Chosen, sources: Sources | Dossier | None, extra: Sequence[Path]) -> Side:
    """Return one side with everything that it was made from.

    Parameters
    ----------
    chosen : Chosen
        What was given for it.
    sources : as in `gather`, or None
        Documents; of a file those that its receipt names are picked by hash.
    extra : sequence of Path
        More places to look in.

    Raises
    ------
    SettingsError
        For documents, rules or a profile that are not those of the file, each with how to give
        them.
    """
    if isinstance(chosen.result, Comparison):
        return _from_file(chosen, chosen.result, sources, extra)
    own = chosen.own
    if sources is None or own.buyer is None:
        missing = "INPUTS" if sources is None else "--buyer"
        raise SettingsError(
            f"{missing} missing: {chosen.name} is a day", how="name documents, buyer and vendors"
        )
    dossier = gather(sources, rules=own.rules, judgements=chosen.judgements, engine=chosen.engine)
    made_from = Ingredients(
        corpus=Corpus(documents=dossier.documents, skipped=dossier.skipped),
        day=chosen.result,
        buyer=_profile(own.buyer, own.rules),
        rules=own.rules,
        judgements=chosen.judgements,
        engine=dossier.engine,
        reviews=whole_log(own.reviews) if isinstance(own.reviews, Path) else own.reviews,
        dossier=dossier,
    )
    return Side(chosen.name, made_from, __version__)


def _from_file(
    chosen: Chosen,
    result: Comparison,
    sources: Sources | Dossier | None,
    extra: Sequence[Path],
) -> Side:
    receipt = result.receipt
    if receipt is None:
        raise SettingsError(
            "the result carries no receipt, so that nobody can tell what it was made from",
            where=chosen.name,
            how="make it again with this version",
        )
    if result.assumptions:
        raise SettingsError(
            "the result was made under assumptions: it says nothing on what changed",
            where=chosen.name,
            how="make it again without them",
        )
    looked = [one for one in receipt.plugins if one.kind == "extractor"]
    if looked:
        raise SettingsError(
            f"claims of a plug-in are in it, which are not split by cause: {looked[0]}",
            where=chosen.name,
            how="make it again without --extractor",
        )
    borrowed: list[str] = []
    rules = _rules(chosen, receipt, borrowed)
    buyer = _buyer(chosen, result, receipt, rules, borrowed)
    corpus = _documents(chosen, result, sources, extra)
    made_from = Ingredients(
        corpus=corpus,
        day=result.as_of,
        buyer=buyer,
        rules=rules,
        judgements=chosen.judgements,
        engine=result.engine,
        reviews=_reviews(chosen, receipt),
    )
    return Side(chosen.name, made_from, receipt.version, result, tuple(borrowed))


def _rules(chosen: Chosen, receipt: Receipt, borrowed: list[str]) -> Path | None:
    """Return the folder of rules that a result was made with."""
    given = chosen.own.rules
    tried = [chosen.other.rules, None] if given is None else [given]
    found = _first(tried, lambda one: rules_hash(one) == receipt.rules_sha256)
    if found is not None:
        return found[0]
    if given is None and receipt.version != __version__:
        borrowed.append(f"the rules of version {receipt.version}")
        return None
    raise SettingsError(
        f"these are not the rules of the result (SHA-256 {receipt.rules_sha256[:16]}…)",
        where=chosen.name,
        how=f"give the folder that it was made with: --{chosen.option}rules DIR",
    )


def _reviews(chosen: Chosen, receipt: Receipt) -> Reviews | None:
    """Return the log of reviews that a result was made with, as it was then."""
    if receipt.reviews_sha256 is None:
        return None
    log = chosen.own.reviews or chosen.other.reviews
    if log is not None:
        found = log_of(receipt, Path(log.path) if isinstance(log, Reviews) else log)
        if found is not None:
            return found
    what = "this log of reviews does not begin as that of the result"
    raise SettingsError(
        what if log is not None else "the result was made with a log of reviews",
        where=chosen.name,
        how=f"give that log, as it was or with more behind it: --{chosen.option}reviews FILE",
    )


def _buyer(
    chosen: Chosen,
    result: Comparison,
    receipt: Receipt,
    rules: Path | None,
    borrowed: list[str],
) -> Buyer:
    """Return the profile that a result was made for."""
    given = chosen.own.buyer
    tried: list[Buyer] = []
    for one in [chosen.other.buyer, result.buyer] if given is None else [given]:
        try:
            tried += [_profile(one, rules)] if one is not None else []
        except SettingsError:
            if given is not None:
                raise
    found = _first(tried, lambda buyer: buyer_hash(buyer) == receipt.buyer_sha256)
    if found is not None:
        return found[0]
    if given is None and receipt.version != __version__ and tried:
        borrowed.append(f"the profile of {result.buyer} of version {receipt.version}")
        return tried[-1]
    raise SettingsError(
        f"this is not the profile of {result.buyer} that the result was made for",
        where=chosen.name,
        how=f"give that profile: --{chosen.option}buyer FILE",
    )


def _profile(buyer: str | Buyer, rules: Path | None) -> Buyer:
    return buyer if isinstance(buyer, Buyer) else load_buyer(buyer, rules)


def _first(candidates: Iterable[T], fits: Callable[[T], bool]) -> tuple[T] | None:
    for one in candidates:
        if fits(one):
            return (one,)
    return None


def _documents(
    chosen: Chosen, result: Comparison, sources: Sources | Dossier | None, extra: Sequence[Path]
) -> Corpus:
    """Return the documents of a result, found by their hashes."""
    wanted = {one.sha256: one for one in result.documents}
    found: dict[str, Document] = {}
    for place in _places(chosen, result, sources, extra):
        if len(found) == len(wanted):
            break
        found.update(
            {d.sha256: d for d in _read(place) if d.sha256 in wanted and d.sha256 not in found}
        )
    missing = [one for key, one in wanted.items() if key not in found]
    if missing:
        listed = ", ".join(f"{one.name} ({one.sha256[:16]}…)" for one in missing[:MOST_MISSING])
        more = f" and {len(missing) - MOST_MISSING} more" if len(missing) > MOST_MISSING else ""
        raise SettingsError(
            f"{len(missing)} of {len(wanted)} documents are not found: {listed}{more}",
            where=chosen.name,
            how="give the places where they lie: INPUTS, or --documents DIR; a file that was"
            " changed since is another document",
        )
    ordered = sorted(found.values(), key=lambda document: (document.name, document.id))
    return Corpus(documents=tuple(ordered))


def _places(
    chosen: Chosen, result: Comparison, sources: Sources | Dossier | None, extra: Sequence[Path]
) -> Iterable[Sources | Dossier]:
    """Yield where documents may lie: what was given, what the receipt names, the seeds.

    Of what a file names only places below the present folder, or below its own, are looked at.
    """
    if sources is not None:
        yield sources
    yield from extra
    homes = [Path.cwd()] + ([chosen.home.resolve()] if chosen.home is not None else [])
    for name in result.receipt.searched if result.receipt else ():
        for home in homes:
            place = (home / name).resolve()
            if place.exists() and any(place.is_relative_to(one) for one in homes):
                yield place
    yield packaged("seeds")


def _read(place: Sources | Dossier) -> Iterable[Document]:
    if isinstance(place, Dossier | Corpus):
        return place.documents
    try:
        return read(place).documents
    except VendorRiskError:
        return ()
