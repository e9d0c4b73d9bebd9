"""Two comparisons: the fact pack for Google, and a small one made by hand around any text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

import vendorrisk
from vendorrisk.model.assessment import (
    ActionLoss,
    Assessment,
    ClaimRef,
    Comparison,
    Concentration,
    Contradiction,
    Decision,
    DocumentRef,
    Event,
    FactorRisk,
    Interval,
    LedgerEntry,
    Mechanism,
    NotYetKnown,
    OpenQuestion,
    Parameter,
    Reading,
    Relief,
    TimelineEntry,
)
from vendorrisk.model.belief import Belief, Family, Figure, Strength
from vendorrisk.model.finding import OUTCOMES, Finding
from vendorrisk.model.robustness import Robustness, Settled, Stress, TierChange, WithoutFamily

DAY = dt.date(2025, 6, 20)


@pytest.fixture(scope="session")
def google() -> Comparison:
    return vendorrisk.compare(
        ["seeds/facts"],
        buyer="google",
        vendors=["scale-ai", "labelbox", "handshake"],
        as_of=DAY,
    )


@pytest.fixture(scope="session")
def made() -> Callable[..., Comparison]:
    return _made


def _made(
    text: str = "Rival Corp holds 30 percent of Acme.",
    name: str = "Acme",
    address: str | None = "https://example.org/a",
) -> Comparison:
    """Return a comparison in which `text` stands wherever a document has its say."""
    claim = ClaimRef(
        id="clm-0000000000000001",
        doc=text,
        doc_id="doc-1",
        quote=text,
        start=10,
        end=46,
        kind="ownership",
        modality="confirmed",
        attributed_to=(text,),
        source=address,
        date="2025-06-12",
        family=text,
        interest="self",
    )
    half = Interval(low=0.25, point=0.5, high=1.0)
    strength = Strength(low=0.5, point=0.75, high=0.75)
    belief = Belief(
        key="stake|Rival|Acme|",
        what=text,
        low=0.5,
        point=0.8125,
        high=0.875,
        conflict=0.0,
        base_rate=0.5,
        families=(
            Family(
                origin=text,
                polarity=1,
                strength=strength,
                claims=(claim.id,),
                documents=(text,),
                why=(text,),
            ),
        ),
    )
    stake = Event(
        id="stake:rival",
        what=text,
        factor="ownership",
        party=text,
        rivalry=1.0,
        claim=belief,
        mechanisms=(Mechanism(channel="cash", severity=half, link=0.5, how=text),),
        claims=(claim,),
        note=text,
        questions=("N01",),
    )
    unknown = Event(
        id="unknown:rights",
        what="A rival holds rights that have not been disclosed",
        factor="ownership",
        party=None,
        rivalry=1.0,
        claim=Belief(key="k", what="w", low=0.0, point=0.1, high=1.0, conflict=0.0, base_rate=0.1),
        mechanisms=(Mechanism(channel="rights", severity=half, link=0.5, how="h"),),
        known=False,
        questions=("N02",),
    )
    y1 = Interval(low=0.0625, point=0.203125, high=0.4375)
    y2 = Interval(low=0.0, point=0.025, high=0.5)
    risk = Interval(low=0.0625, point=0.223047, high=0.71875)
    assessment = Assessment(
        vendor=name,
        buyer="Google",
        as_of=DAY,
        risk=risk,
        tier="UNDETERMINED",
        tier_reason="the threshold 0.5 lies inside [0.062, 0.719]: evidence is missing",
        coverage=0.4,
        coverage_reason="INSUFFICIENT EVIDENCE (below 0.5); mean of what is covered: owners 0.4",
        factors=tuple(
            FactorRisk(
                factor=factor,  # type: ignore[arg-type]
                risk=risk if factor == "ownership" else Interval(low=0, point=0, high=0),
                contribution=risk.point if factor == "ownership" else 0.0,
            )
            for factor in ("ownership", "clients", "leadership")
        ),
        ledger=(
            LedgerEntry(
                id=stake.id,
                what=text,
                factor="ownership",
                contribution=0.200586,
                decibels=0.986,
                intensity=y1,
                event=stake,
                claims=(claim,),
            ),
            LedgerEntry(
                id=unknown.id,
                what=unknown.what,
                factor="ownership",
                contribution=0.022461,
                decibels=0.109954,
                intensity=y2,
                event=unknown,
            ),
        ),
        reliefs=(Relief(what=text, why=text, claims=(claim,)),),
        open_questions=(
            OpenQuestion(
                id=unknown.id, what=text, factor="ownership", effect=0.28125, questions=("N02",)
            ),
        ),
        contradictions=(
            Contradiction(
                topic="deal",
                question=text,
                readings=(
                    Reading(
                        value=text,
                        modality="confirmed",
                        documents=(text,),
                        claims=(claim,),
                        used=True,
                    ),
                    Reading(value="less", modality="reported", documents=(text,), claims=(claim,)),
                ),
                why=text,
            ),
        ),
        concentration=Concentration(
            shares={text: Figure(low=0.1, point=0.2, high=0.3, how=text)}, reason=text
        ),
        decision=Decision(
            losses=(
                ActionLoss(action="accept", low=6.25, point=22.3, high=71.9),
                ActionLoss(action="mitigate", low=17.5, point=23.9, high=43.8),
                ActionLoss(action="replace", low=45.0, point=45.0, high=45.0),
            ),
            at_low="accept",
            at_point="accept",
            at_high="mitigate",
        ),
        not_yet_known=NotYetKnown(claims=1, first_known="2025-07-01", what=(text,)),
        timeline=(
            TimelineEntry(date="2025-06-12", what=text, factor="ownership", claims=(claim.id,)),
            TimelineEntry(date="2024", what=text, factor="ownership", claims=(claim.id,)),
            TimelineEntry(date="soon", what=text, factor="clients", claims=(claim.id,)),
        ),
        statements=(claim,),
        robustness=Robustness(
            families=(
                WithoutFamily(
                    origin=text,
                    lines=("stake:rival",),
                    risk=Interval(low=0.0, point=0.25, high=0.6),
                    change=-0.05,
                    tier="UNDETERMINED",
                    moves=False,
                ),
            ),
            rests_on=(text,),
            changes=(
                TierChange(
                    facts=(Settled(line="stake:rival", key=text, what=text, answer="yes"),),
                    risk=Interval(low=0.5, point=0.55, high=0.6),
                    tier="HIGH",
                    others=1,
                ),
            ),
            searched=3,
            stress=(
                Stress(
                    run="one_source",
                    what="all sources of a claim are one",
                    risk=Interval(low=0.1, point=0.3, high=0.6),
                    tier="UNDETERMINED",
                    moves=False,
                ),
            ),
        ),
    )
    findings = tuple(
        Finding(
            rule=f"rule-{number}",
            family="ownership",
            question=text,
            outcome=outcome,
            severity="high",
            why=(text, text),
            remedy=text if outcome in {"flagged", "unknown"} else None,
            claims=(claim.id,),
            questions=("N01",),
        )
        for number, outcome in enumerate(OUTCOMES)
    )
    assessment = assessment.model_copy(update={"findings": findings})
    return Comparison(
        model_version="1.0",
        buyer="Google",
        as_of=DAY,
        assessments=(assessment,),
        robust=(text,),
        documents=(
            DocumentRef(
                id="doc-1",
                sha256="a" * 64,
                name=text,
                title=text,
                publisher=text,
                published=DAY,
                media="txt",
                claims=1,
                origin=(text,),
            ),
        ),
        parameters=(Parameter(name="tier_threshold", value="0.5", reason="As likely as not."),),
        skipped=(text,),
        disclaimer="A risk signal from public reports. Higher is riskier.",
    )
