"""What if: several scenarios side by side, beside the result as it is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from vendorrisk.decision.assumptions import Assumed
from vendorrisk.dossier import Dossier, Sources, gather
from vendorrisk.errors import RuleError, RuleErrors, SettingsError, SettingsErrors
from vendorrisk.model.assessment import Assessment, Comparison
from vendorrisk.model.buyer import Buyer
from vendorrisk.model.claim import Engine
from vendorrisk.model.scenario import (
    AS_IS,
    Action,
    Moved,
    Outcome,
    Scenario,
    Shift,
    Standing,
    VendorOutcome,
    WhatIf,
)
from vendorrisk.pipeline import compare
from vendorrisk.progress import track
from vendorrisk.rulebook import load_buyer
from vendorrisk.rulebook.scenarios import Placed, load_scenarios
from vendorrisk.scoring.ledger import DIGITS

ASSUMED = "assumed"  # id of the scenario that loose assumptions make
MOVES = 1e-6  # change of an intensity from which a line has moved


def what_if(
    sources: Sources | Dossier,
    *,
    buyer: str | Buyer,
    vendors: str | Sequence[str],
    scenarios: str | Path | Iterable[Scenario] = (),
    assume: Assumed | Sequence[Assumed] = (),
    without: str | Sequence[str] = (),
    as_of: dt.date | str | None = None,
    rules: Path | None = None,
    judgements: Path | None = None,
    engine: Engine | None = None,
) -> WhatIf:
    """Set scenarios beside the result as it is, and say what would change its tier.

    Parameters
    ----------
    sources, buyer, vendors, as_of, rules, judgements, engine
        As in `compare`.
    scenarios : path or iterable of Scenario
        A file of scenarios, or scenarios.
    assume, without
        As in `compare`: together they make one more scenario, ``assumed``, the first.

    Returns
    -------
    WhatIf
        The base and every scenario, vendors in the order of the base. Without any scenario it still
        says what would change the tier.

    Raises
    ------
    SettingsError
        As `compare`, for the base.
    RuleErrors
        For a file of scenarios: everything that is wrong in it, with ``path:line``.
    SettingsErrors
        For scenarios given otherwise: everything that is wrong in any of them.
    """
    placed = [*_loose(assume, without), *_given(scenarios)]
    dossier = gather(sources, rules=rules, judgements=judgements, engine=engine)
    profile = buyer if isinstance(buyer, Buyer) else load_buyer(str(buyer), rules)
    base = compare(dossier, buyer=profile, vendors=vendors, as_of=as_of, rules=rules)
    return side_by_side(base, dossier, profile, placed, rules)


def side_by_side(
    base: Comparison,
    dossier: Dossier,
    buyer: Buyer,
    scenarios: Sequence[Placed],
    rules: Path | None = None,
) -> WhatIf:
    """Set scenarios beside a comparison that was made from the same dossier.

    Parameters
    ----------
    base : Comparison
        Without assumptions.
    dossier, buyer, rules
        What it was made from.
    scenarios : sequence of Placed
        With the places that errors name.

    Raises
    ------
    RuleErrors, SettingsErrors
        As in `what_if`.
    """
    vendors = [one.vendor for one in base.assessments]
    outcomes: list[Outcome] = []
    problems: list[SettingsError] = []
    seen = {AS_IS}
    for placed in track(scenarios, "trying scenarios"):
        one = placed.scenario
        try:
            if one.id in seen:
                raise SettingsError(f"'{one.id}' is the id of another scenario", where=placed.where)
            seen.add(one.id)
            found = compare(
                dossier,
                buyer=buyer,
                vendors=vendors,
                as_of=base.as_of,
                rules=rules,
                assume=one.assume,
                without=one.without,
            )
        except SettingsErrors as errors:
            problems += [_at(problem, placed) for problem in errors.problems]
        except SettingsError as error:
            problems.append(_at(error, placed))
        else:
            outcomes.append(_outcome(one, base, found))
    if problems:
        raise _all(problems)
    limits = {p.name: p.value for p in base.parameters}
    return WhatIf(
        model_version=base.model_version,
        engine=base.engine,
        buyer=base.buyer,
        as_of=base.as_of,
        threshold=float(limits["tier_threshold"]),
        base=tuple(
            Standing(
                vendor=one.vendor,
                risk=one.risk,
                tier=one.tier,
                coverage=one.coverage,
                action=_action(one),
                robustness=one.robustness,
            )
            for one in base.assessments
        ),
        outcomes=tuple(outcomes),
        disclaimer=base.disclaimer,
    )


def loose(
    assume: Assumed | Sequence[Assumed], without: str | Sequence[str] = ()
) -> tuple[Placed, ...]:
    """Return the one scenario that loose assumptions make; none where nothing is assumed."""
    return tuple(_loose(assume, without))


def _loose(assume: Assumed | Sequence[Assumed], without: str | Sequence[str]) -> Iterator[Placed]:
    assumed = [assume] if isinstance(assume, str | dict) else [*assume]
    left = [without] if isinstance(without, str) else [*without]
    if assumed or left:
        odd = next((one for one in assumed if not isinstance(one, str | dict)), None)
        if odd is not None:
            raise SettingsError(f"{odd!r} is no assumption", how="give a sentence or a fact")
        one = Scenario(id=ASSUMED, what="What is assumed", assume=assumed, without=left)
        yield Placed(one, f"scenario '{ASSUMED}'")


def _given(scenarios: str | Path | Iterable[Scenario]) -> list[Placed]:
    if isinstance(scenarios, str | Path):
        return list(load_scenarios(Path(scenarios)))
    return [Placed(one, f"scenario '{one.id}'") for one in scenarios]


def _at(problem: SettingsError, placed: Placed) -> SettingsError:
    """Return a problem with the place at which a scenario says what is wrong."""
    found = re.fullmatch(r"(assumption|without) (\d+)", problem.where or "")
    where = placed.where if problem.where is None or found else problem.where
    if found:
        places = placed.assume if found[1] == "assumption" else placed.without
        number = int(found[2]) - 1
        where = places[number] if number < len(places) else f"{placed.where}, {problem.where}"
    return SettingsError(problem.what, where=where, how=problem.how)


def _all(problems: Sequence[SettingsError]) -> RuleErrors | SettingsErrors:
    written = [p for p in problems if re.search(r":\d+$", p.where or "")]
    if len(written) == len(problems):
        return RuleErrors(RuleError(p.what, where=p.where, how=p.how) for p in problems)
    return SettingsErrors(problems)


def _action(one: Assessment) -> Action:
    decision = one.decision
    return Action(low=decision.at_low, point=decision.at_point, high=decision.at_high)


def _outcome(scenario: Scenario, base: Comparison, found: Comparison) -> Outcome:
    after = {one.vendor: one for one in found.assessments}
    return Outcome(
        id=scenario.id,
        what=scenario.what,
        why=scenario.why,
        assumptions=found.assumptions,
        vendors=tuple(_vendor(one, after[one.vendor]) for one in base.assessments),
    )


def _vendor(before: Assessment, after: Assessment) -> VendorOutcome:
    shift = {
        end: round(getattr(after.risk, end) - getattr(before.risk, end), DIGITS) + 0.0
        for end in ("low", "point", "high")
    }
    return VendorOutcome(
        vendor=after.vendor,
        risk=after.risk,
        tier=after.tier,
        coverage=after.coverage,
        action=_action(after),
        change=Shift(**shift),
        moved=tuple(_moved(before, after)),
    )


def _moved(before: Assessment, after: Assessment) -> list[Moved]:
    """Return the lines that a scenario moves, by how far."""
    was = {line.id: line for line in before.ledger}
    now = {line.id: line for line in after.ledger}
    found: list[tuple[float, Moved]] = []
    for name in {**was, **now}:
        old, new = was.get(name), now.get(name)
        line = new or old
        ends = [
            (0.0, 0.0, 0.0)
            if one is None
            else (one.intensity.low, one.intensity.point, one.intensity.high)
            for one in (old, new)
        ]
        far = max(abs(a - b) for a, b in zip(*ends, strict=True))
        if line is not None and far > MOVES:
            found.append(
                (
                    far,
                    Moved(
                        line=name,
                        what=line.what,
                        before=None if old is None else old.intensity,
                        after=None if new is None else new.intensity,
                    ),
                )
            )
    return [
        one for _, one in sorted(found, key=lambda pair: (-round(pair[0], DIGITS), pair[1].line))
    ]
