"""Walks the days on which anything became known, and scores each as it was then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from vendorrisk.decision.chronicle import headline, touches
from vendorrisk.decision.parties import named, vendor_names
from vendorrisk.dossier import Dossier, Sources, gather
from vendorrisk.errors import SettingsError
from vendorrisk.model.assessment import Assessment
from vendorrisk.model.buyer import Buyer
from vendorrisk.model.claim import Claim, Engine
from vendorrisk.model.course import Course, Lead, LineMove, Stop, Told, VendorCourse
from vendorrisk.model.exits import ExitRule
from vendorrisk.pipeline import compare
from vendorrisk.progress import track
from vendorrisk.rulebook import load_buyer, load_exit_rule
from vendorrisk.scoring.ledger import DIGITS

MOST_DAYS = 2_000  # each is a comparison of its own


def replay(
    sources: Sources | Dossier,
    *,
    buyer: str | Buyer,
    vendors: str | Sequence[str],
    since: dt.date | None = None,
    until: dt.date | None = None,
    rules: Path | None = None,
    judgements: Path | None = None,
    engine: Engine | None = None,
    reviews: Path | None = None,
) -> Course:
    """Score vendors on every day on which anything about them became known.

    Each day is scored as `compare` scores it with that ``as_of``: from what was known by then, with
    names joined by what was known by then. A document that is added later changes no earlier day.
    The one thing read off all documents is the day of an undated one, which is no earlier than what
    it tells.

    Parameters
    ----------
    sources : path, iterable of paths, Corpus or Dossier
        As in `compare`.
    buyer, vendors, rules, judgements, engine, reviews
        As in `compare`.
    since, until : datetime.date or None
        First and last day to show; both included. The lead looks at all days up to `until`.

    Returns
    -------
    Course
        Vendors in the order given. Between two stops only ages, beginnings and ends move; that
        shows at the next stop.

    Raises
    ------
    SettingsError
        As in `compare`; for a `since` after `until`, for documents of which nothing is dated, and
        for more than 2,000 days.
    """
    if since is not None and until is not None and since > until:
        raise SettingsError(f"{since} comes after {until}", how="the first day comes first")
    dossier = gather(sources, rules=rules, judgements=judgements, engine=engine, reviews=reviews)
    profile = buyer if isinstance(buyer, Buyer) else load_buyer(str(buyer), rules)
    rule = load_exit_rule(rules)
    known = dossier.known_days()
    asked: dict[str, str] = {}  # as typed, by name: who is typed twice is walked once
    for one in [vendors] if isinstance(vendors, str) else vendors:
        asked.setdefault(_name(one, dossier, rules), one)
    names, typed = list(asked), list(asked.values())
    walked: dict[str, list[_Then]] = {name: [] for name in names}
    days = _days(dossier, known, until)
    for day in track((days[0] - dt.timedelta(days=1), *days), "walking the days"):
        then = dossier.as_known_on(day, rules)
        called = [_name(one, then, rules) for one in typed]
        comparison = compare(then, buyer=profile, vendors=called, as_of=day, rules=rules)
        found = {one.vendor: one for one in comparison.assessments}
        first = known if then.claims is dossier.claims else then.known_days()
        fresh = [claim for claim in then.claims if first[claim.id] == day]
        for name, one in zip(names, called, strict=True):
            walked[name].append(_Then(found[one], fresh))
    courses = []
    for name, (eve, *rest) in walked.items():
        stops = [s for s in _stops(eve, rest) if _within(s.day, since, until)]
        courses.append(
            VendorCourse(
                vendor=name,
                before=eve.assessment.risk,
                stops=tuple(stops),
                lead=_lead(rest, rule),
            )
        )
    return Course(
        model_version=comparison.model_version,
        engine=comparison.engine,
        buyer=comparison.buyer,
        since=since,
        until=until,
        exit_rule=str(rule),
        vendors=tuple(courses),
        notes=tuple(_notes(dossier.claims, known, names)),
        disclaimer=comparison.disclaimer,
    )


class _Then(NamedTuple):
    """A vendor on a day, and the claims that became known on it, by the names of that day."""

    assessment: Assessment
    fresh: list[Claim]


def _name(typed: str, dossier: Dossier, rules: Path | None) -> str:
    seen = named(dossier.claims)
    return vendor_names(typed, seen, dossier.documents, dossier.resolver(rules))[0]


def _days(
    dossier: Dossier, known: Mapping[str, dt.date | None], until: dt.date | None
) -> list[dt.date]:
    found = {document.published or document.not_before for document in dossier.documents}
    found |= set(known.values())
    days = sorted(day for day in found if day is not None and (until is None or day <= until))
    if not days:
        what = "nothing in the documents is dated" if until is None else f"nothing is of {until}"
        how = "give the documents a date ('published:' in their front matter), or a later day"
        raise SettingsError(f"{what}, or earlier" if until else what, how=how)
    if len(days) > MOST_DAYS:
        raise SettingsError(
            f"{len(days):,} days on which something became known: more than {MOST_DAYS:,}",
            how="take fewer documents, or an earlier last day",
        )
    return days


def _within(day: dt.date, since: dt.date | None, until: dt.date | None) -> bool:
    return (since is None or day >= since) and (until is None or day <= until)


def _told(claim: Claim, known: dt.date, *, own: bool = True) -> Told:
    return Told(
        id=claim.id,
        what=headline(claim),
        kind=claim.kind,
        modality=claim.modality,
        known=known,
        happened=claim.date,
        document=claim.doc,
        quote=claim.quote,
        vendor=own,
    )


def _stops(eve: _Then, rest: Sequence[_Then]) -> Iterator[Stop]:
    """Yield the days on which something became known that names the vendor or bears on a line."""
    before = eve.assessment
    for one, fresh in rest:
        used = {ref.id for line in one.ledger for ref in line.claims}
        new = [
            _told(claim, one.as_of, own=touches(claim, one.vendor))
            for claim in fresh
            if claim.id in used or touches(claim, one.vendor)
        ]
        if not new:
            continue
        moves = tuple(_moves(before, one))
        places = {move.id: place for place, move in enumerate(moves)}
        rank = {
            ref.id: places[line.id]
            for line in reversed(one.ledger)
            for ref in line.claims
            if line.id in places
        }
        yield Stop(
            day=one.as_of,
            risk=one.risk,
            tier=one.tier,
            action=one.decision.at_point,
            coverage=one.coverage,
            change=round(one.risk.point - before.risk.point, DIGITS),
            moves=moves,
            told=tuple(sorted(new, key=lambda fact: (rank.get(fact.id, len(moves)), fact.id))),
        )
        before = one


def _moves(before: Assessment, after: Assessment) -> list[LineMove]:
    old = {line.id: line for line in before.ledger}
    new = {line.id: line for line in after.ledger}
    found = []
    for name in sorted(old.keys() | new.keys()):
        line = new.get(name) or old[name]
        was = old[name].contribution if name in old else 0.0
        change = round((new[name].contribution if name in new else 0.0) - was, DIGITS)
        if change:
            found.append(LineMove(id=name, what=line.what, change=change))
    return sorted(found, key=lambda move: (-abs(move.change), move.id))


def _lead(walked: Sequence[_Then], rule: ExitRule) -> Lead:
    high = next((one.as_of for one, _ in walked if one.tier == "HIGH"), None)
    exits = [
        _told(claim, one.as_of)
        for one, fresh in walked
        for claim in sorted(fresh, key=lambda claim: claim.id)
        if rule.holds(claim, one.vendor)
    ]
    first = exits[0] if exits else None
    days = None
    if high is None and first is None:
        reason = "it was never HIGH, and no exit was told"
    elif high is None:
        reason = "it was never HIGH"
    elif first is None:
        reason = "no exit was told"
    else:
        days = (first.known - high).days
        reason = "from the first HIGH to the first exit that was told"
    return Lead(first_high=high, exit=first, days=days, reason=reason)


def _notes(
    claims: Sequence[Claim], known: Mapping[str, dt.date | None], names: Sequence[str]
) -> Iterator[str]:
    for name in names:
        if not any(touches(claim, name) for claim in claims):
            yield f"no document speaks of {name}"
        count = sum(known[claim.id] is None for claim in claims if touches(claim, name))
        if count:
            yield (
                f"{count} claim{'s' if count > 1 else ''} on {name} that nothing dates: known on"
                " every day here"
            )
