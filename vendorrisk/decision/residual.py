"""The risk that is left with a buyer's mitigations, beside the inherent one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from vendorrisk.entities import Resolver
from vendorrisk.errors import SettingsError, did_you_mean
from vendorrisk.evidence.sources import spoken, weakest
from vendorrisk.model.assessment import Event
from vendorrisk.model.document import Skipped
from vendorrisk.model.mitigation import Measure, Mitigation, Residual
from vendorrisk.model.parameters import Parameters
from vendorrisk.rulebook import SourceFile
from vendorrisk.scoring.ledger import rounded, tier
from vendorrisk.scoring.mitigation import Ease, eased
from vendorrisk.scoring.tree import score


def canonical(
    mitigations: Sequence[Mitigation],
    vendors: Collection[str],
    seen: frozenset[str],
    resolver: Resolver,
) -> tuple[tuple[Mitigation, ...], tuple[Skipped, ...]]:
    """Return mitigations under canonical names, and a note for each of a vendor not assessed.

    Parameters
    ----------
    mitigations : sequence of Mitigation
        With names as the buyer typed them.
    vendors : collection of str
        Canonical names of those assessed.
    seen : frozenset of str
        Companies that the claims name.
    resolver : Resolver
        Grades and names.

    Raises
    ------
    SettingsError
        For a grade that ``rules/lexicon/sources.yaml`` does not hold.
    """
    grades = resolver.registry.sources.grades
    known = seen | frozenset(vendors)
    found, notes = [], []
    for one in mitigations:
        if one.grade not in grades:
            hint = did_you_mean(one.grade, grades) or f"one of {', '.join(sorted(grades))}"
            raise SettingsError(
                f"unknown grade '{one.grade}'", where=f"mitigation '{one.id}'", how=hint
            )
        vendor = _meant(one.vendor, known, resolver)
        party = None if one.party is None else _meant(one.party, known, resolver)
        if vendor not in vendors:
            what = f"'{one.vendor}' is not assessed: it counts nothing"
            how = did_you_mean(one.vendor, vendors)
            notes.append(Skipped(path=f"mitigation {one.id}", what=what, how=how))
        found.append(one.model_copy(update={"vendor": vendor, "party": party}))
    return tuple(found), tuple(notes)


def _meant(name: str, known: frozenset[str], resolver: Resolver) -> str:
    """Return the canonical name of a company that a user typed, as for a vendor."""
    try:
        return resolver.vendor(name, known)
    except SettingsError:
        return resolver.name(name) or name


def residual(
    events: Sequence[Event],
    mitigations: Sequence[Mitigation],
    day: dt.date,
    parameters: Parameters,
    sources: SourceFile,
) -> Residual:
    """Return the risk with the mitigations of one vendor that hold on a day.

    Parameters
    ----------
    events : sequence of Event
        Everything that is scored of the vendor.
    mitigations : sequence of Mitigation
        Those of the vendor; their grades are known.
    day : datetime.date
        Before it begins and after it ends a mitigation counts nothing.
    parameters : Parameters
        Judgement defaults.
    sources : SourceFile
        Grades and letters of reliability.
    """
    measures = [_measure(one, events, day, parameters, sources) for one in mitigations]
    counted = [Ease(m.mitigation.channel, m.left, m.mitigation.party) for m in measures if m.events]
    (found,) = score([eased(events, counted)], parameters.leak.value)
    risk = rounded(found.risk)
    name, reason = tier(risk, parameters.tier_threshold.value)
    return Residual(risk=risk, tier=name, tier_reason=reason, measures=tuple(measures))


def _measure(
    one: Mitigation,
    events: Sequence[Event],
    day: dt.date,
    parameters: Parameters,
    sources: SourceFile,
) -> Measure:
    p = parameters.evidence
    letters = [sources.grades[one.grade].reliability, *spoken(one.interest, sources)]
    relied = weakest(letters, sources, p.unknown_source)
    share = min(p.strength_cap.value, relied.low)
    left = 1.0 - one.effect * share
    touched = tuple(
        event.id
        for event in events
        if any(Ease(one.channel, left, one.party).touches(event, m) for m in event.mechanisms)
    )
    why = None if touched else _nowhere(one, events)
    if one.since is not None and day < one.since:
        why = f"begins on {one.since.isoformat()}"
    if day > one.until:
        why = f"ended on {one.until.isoformat()}"
    how = (
        f"links of '{one.channel}' x {left:.4g} = 1 - effect {one.effect:.4g} x evidenced"
        f" {share:.4g} ({relied.reason})"
    )
    if why is not None:
        return Measure(mitigation=one, share=share, left=1.0, how=how, why=why)
    return Measure(mitigation=one, share=share, left=left, how=how, events=touched)


def _nowhere(one: Mitigation, events: Sequence[Event]) -> str:
    """Return why a mitigation touches no event."""
    why = f"nothing known runs through the channel '{one.channel}'"
    if one.party is None:
        return why
    hint = did_you_mean(one.party, {event.party for event in events if event.party}, cutoff=0.8)
    return f"{why} of {one.party}" + (f"; {hint}" if hint else "")
