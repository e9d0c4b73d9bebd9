"""Splits the change between two results by cause, exactly, by recomputing every mixture."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from vendorrisk.decision.defaults import judgement_defaults
from vendorrisk.decision.parties import named, vendor_names
from vendorrisk.documents import read
from vendorrisk.dossier import Dossier, Sources
from vendorrisk.errors import SettingsError, did_you_mean
from vendorrisk.history.causes import vendor_change
from vendorrisk.history.sides import Chosen, Own, Side, side_of
from vendorrisk.history.worlds import Worlds, differing
from vendorrisk.interchange.results import load_result
from vendorrisk.model.assessment import Comparison
from vendorrisk.model.buyer import Buyer
from vendorrisk.model.change import CAUSES, Cause, Change, Result, VendorChange
from vendorrisk.model.claim import Engine
from vendorrisk.model.document import Corpus
from vendorrisk.pipeline import DISCLAIMER
from vendorrisk.rulebook import load_parameters


def diff(
    old: Comparison | Path | str | dt.date,
    new: Comparison | Path | str | dt.date,
    *,
    sources: Sources | Dossier | None = None,
    buyer: str | Buyer | None = None,
    vendors: str | Sequence[str] = (),
    old_buyer: str | Buyer | None = None,
    rules: Path | None = None,
    old_rules: Path | None = None,
    reviews: Path | None = None,
    old_reviews: Path | None = None,
    documents: Sequence[Path] = (),
    judgements: Path | None = None,
    engine: Engine | None = None,
    allow_different_factors: bool = False,
    allow_different_buyer: bool = False,
) -> Change:
    """Split the change between two results by cause: parts that sum to the whole.

    Parameters
    ----------
    old, new : Comparison, path, or day
        A result; the file of one (``.json``); or a day (ISO text is one too) on which `sources` are
        scored.
    sources : as in `gather`, or None
        Documents. Those of a result file are found by hash in here, in `documents`, in what its
        receipt names below the present folder or its own, and in the seeds of the package.
    buyer, vendors
        As in `compare`. None, (): those of the files.
    old_buyer : str, Buyer or None
        Profile of `old`, where it is another.
    rules, old_rules : Path or None
        Folder of rules of `new`, and of `old` where it is another.
    reviews, old_reviews : Path or None
        Log of reviews of `new`, and of `old` where it is another. Of a file the log as it was then
        is the beginning of the one that is given.
    documents : sequence of Path
        More places in which to look for documents.
    judgements, engine
        As in `compare`; the engine of a file is that of its receipt.
    allow_different_factors : bool
        Go on where the two models have different factors, channels or open questions: the
        difference is booked under "rules".
    allow_different_buyer : bool
        Go on where the two results are for different buyers, not for two profiles of one.

    Returns
    -------
    Change
        For each of low, point and high the causes sum to the change at the sixth digit, which is
        the last that results print; lines sum to their cause, claims to their line. The change of
        `new` to `old` is the opposite, part by part.

    Raises
    ------
    SettingsError
        For documents, rules, profiles or reviews that are not those of a file, different factors or
        buyers, no vendor on both sides, and figures of a file that its own version does not give
        from what its receipt names.
    """
    results = (_result(old), _result(new))
    corpus = None if sources is None else _corpus(sources)
    log = sources.reviews if isinstance(sources, Dossier) and reviews is None else reviews
    given = (Own(old_buyer, old_rules, old_reviews), Own(buyer, rules, log))
    sides: list[Side] = []
    for place, (result, name, home) in enumerate(results):
        own, other = given[place], given[1 - place]
        if not isinstance(result, Comparison):  # a day has no receipt to go by
            counterpart = results[1 - place][0]
            named_there = counterpart.buyer if isinstance(counterpart, Comparison) else None
            own = own._replace(buyer=own.buyer or other.buyer or named_there)
            if place == 0:
                own = Own(own.buyer, own.rules or other.rules, own.reviews or other.reviews)
        folder = own.rules
        chosen = Chosen(
            result=result,
            name=name,
            own=own,
            other=other,
            judgements=judgements,
            engine=engine,
            home=home,
            option="" if place else "old-",
        )
        material: Sources | Dossier | None = corpus
        if sides and folder == sides[0].made_from.rules and sides[0].made_from.dossier is not None:
            material = sides[0].made_from.dossier  # gathered with these rules
        elif isinstance(sources, Dossier) and folder == rules:
            material = sources
        sides.append(side_of(chosen, material, documents))
    first, second = sides
    _check_buyers(first, second, allowed=allow_different_buyer)
    notes = _check_factors(first, second, allowed=allow_different_factors)
    names, only_old, only_new = _vendors(first, second, vendors)
    causes = differing(first.made_from, second.made_from)
    worlds = Worlds(first.made_from, second.made_from, causes, names)
    changes = tuple(vendor_change(name, first, second, worlds) for name in names)
    notes += [
        f"{one.name}: {what} is not here and counts as part of the version"
        for one in sides
        for what in one.borrowed
    ]
    return Change(
        buyer=second.made_from.buyer.name,
        old=_shown(first),
        new=_shown(second),
        switched=tuple(one for one in CAUSES if any(_has(change, one) for change in changes)),
        vendors=changes,
        only_old=only_old,
        only_new=only_new,
        notes=tuple(notes),
        disclaimer=DISCLAIMER,
    )


def _corpus(sources: Sources | Dossier) -> Corpus:
    if isinstance(sources, Dossier):
        return Corpus(documents=sources.documents)
    return sources if isinstance(sources, Corpus) else read(sources)


def _result(
    given: Comparison | Path | str | dt.date,
) -> tuple[Comparison | dt.date, str, Path | None]:
    """Return a result or a day, its name, and the folder of its file."""
    if isinstance(given, Comparison):
        return given, f"{given.buyer} as of {given.as_of.isoformat()}", None
    if isinstance(given, dt.datetime):
        given = given.date()
    if isinstance(given, dt.date):
        return given, given.isoformat(), None
    try:
        day = dt.date.fromisoformat(str(given))
    except ValueError:
        path = Path(given)
        return load_result(path), str(given), path.parent
    return day, day.isoformat(), None


def _check_buyers(old: Side, new: Side, *, allowed: bool) -> None:
    one, other = old.made_from.buyer, new.made_from.buyer
    if one.id != other.id and not allowed:
        raise SettingsError(
            f"two buyers, {one.name} and {other.name}: the same facts are another risk for each",
            how="compare two results for one buyer, or say --allow-different-buyer",
        )


def _check_factors(old: Side, new: Side, *, allowed: bool) -> list[str]:
    """Refuse models that do not measure the same; return what differs where that is allowed."""
    one, other = _factors(old), _factors(new)
    if one == other:
        return []
    told = [
        f"only in {side.name}: {', '.join(sorted(own - rest))}"
        for side, own, rest in ((old, one, other), (new, other, one))
        if own - rest
    ]
    if not allowed:
        raise SettingsError(
            f"the two models do not measure the same; {'; '.join(told)}",
            how="--allow-different-factors goes on, and books the difference under rules",
        )
    return [f"different factors, booked under rules; {one}" for one in told]


def _factors(side: Side) -> set[str]:
    """Return what a model measures: its channels, and its open questions with their factors."""
    if side.printed is not None:
        names = [one.name for one in side.printed.parameters]
        return {name for name in names if name.startswith(("links.", "required."))}
    defaults = judgement_defaults(load_parameters(side.made_from.rules))
    return {one.name for one in defaults if one.name.startswith(("links.", "required."))}


def _vendors(
    old: Side, new: Side, asked: str | Sequence[str]
) -> tuple[list[str], tuple[str, ...], tuple[str, ...]]:
    """Return the vendors on both sides, and those on one only."""
    typed = [asked] if isinstance(asked, str) else list(asked)
    sides = [
        None if side.printed is None else [one.vendor for one in side.printed.assessments]
        for side in (old, new)
    ]
    lists = [one for one in sides if one is not None]
    if not typed:
        if not lists:
            raise SettingsError("no vendor given", how="name at least one: --vendor NAME")
        typed = list(dict.fromkeys(name for one in lists for name in one))
    elif not lists:
        return [_canonical(name, new) for name in typed], (), ()
    else:
        everyone = sorted({name for one in lists for name in one})
        typed = [_among(name, everyone) for name in typed]
    held = [frozenset(typed if one is None else one) for one in sides]
    both = [name for name in typed if name in held[0] and name in held[1]]
    if not both:
        raise SettingsError(
            f"no vendor is in both results: {', '.join(sorted(held[0])) or 'none'} against"
            f" {', '.join(sorted(held[1])) or 'none'}",
            how="compare results of the same vendors",
        )
    return (
        both,
        tuple(name for name in typed if name not in held[1]),
        tuple(name for name in typed if name not in held[0]),
    )


def _canonical(name: str, side: Side) -> str:
    dossier = side.made_from.dossier
    if dossier is None:
        return name
    seen = named(dossier.claims)
    resolver = dossier.resolver(side.made_from.rules)
    return vendor_names(name, seen, dossier.documents, resolver)[0]


def _among(name: str, known: Sequence[str]) -> str:
    plain = {one.casefold().replace(" ", "-"): one for one in known}
    found = plain.get(name.casefold().replace(" ", "-"))
    if found is None:
        how = did_you_mean(name, known) or f"one of {', '.join(known)}"
        raise SettingsError(f"'{name}' is in neither result", where=f"--vendor {name}", how=how)
    return found


def _has(change: VendorChange, cause: Cause) -> bool:
    return any(part.cause == cause for part in change.causes)


def _shown(side: Side) -> Result:
    made_from = side.made_from
    return Result(
        name=side.name,
        as_of=made_from.day,
        buyer=made_from.buyer.name,
        version=side.version,
        documents=len(made_from.corpus.documents),
        printed=side.printed is not None,
    )
