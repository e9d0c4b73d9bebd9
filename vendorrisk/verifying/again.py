"""What only the scoring core can work out, worked again from the printed lines."""

from __future__ import annotations

from vendorrisk.decision.orderings import orderings
from vendorrisk.decision.robustness import robustness
from vendorrisk.model.assessment import Assessment, Comparison
from vendorrisk.model.buyer import Appetite
from vendorrisk.model.parameters import Parameters
from vendorrisk.model.verification import Part, Verified
from vendorrisk.scoring.draws import DRAW_BITS
from vendorrisk.scoring.information import values_of_information
from vendorrisk.scoring.ranking import rank
from vendorrisk.verifying.lines import ENDS
from vendorrisk.verifying.places import differences
from vendorrisk.verifying.plain import Worked
from vendorrisk.verifying.printed import Printed
from vendorrisk.verifying.tally import Tally, unchecked

CLOSE = 1.1e-6
MOST_RANKED = 300  # vendors whose ranking is drawn again
_PART: Part = "arithmetic"


def rankings(result: Comparison, printed: Printed) -> Verified:
    """Check the orderings and the ranking: the same draws, made again with the printed seed."""
    what = "order of the vendors: intervals compared, draws made again"
    check = Tally(_PART, what)
    sentences = list(orderings(result.assessments))
    for number, (one, other) in enumerate(zip(sentences, result.robust, strict=False)):
        check.equal(f"robust[{number}]", one, other)
    check.equal("robust", f"{len(sentences)} sentences", f"{len(result.robust)} sentences")
    own, count = result.ranking, len(result.assessments)
    if own is None or count < 2:
        check.put((own is None) == (count < 2), "ranking", "one for two vendors or more", own)
        return check.done()
    if count > MOST_RANKED:
        return unchecked(_PART, what, f"more than {MOST_RANKED} vendors")
    check.near("ranking.safer_from", printed.safer_from, own.safer_from, CLOSE)
    if not check.equal("ranking.draws", 1 << DRAW_BITS, own.draws):
        return check.done()
    if not check.put(0 <= own.seed < 2**32, "ranking.seed", "0 to 2**32 - 1", own.seed):
        return check.done()
    made = rank(
        [a.vendor for a in result.assessments],
        [sorted((x.event for x in a.ledger), key=lambda e: e.id) for a in result.assessments],
        printed.leak,
        safer_from=own.safer_from,
        seed=own.seed,
    )
    _same(check, "ranking", made.model_dump(mode="json"), own.model_dump(mode="json"))
    return check.done()


def _same(check: Tally, at: str, expected: object, found: object) -> None:
    """Put everything that differs; when nothing does, put that it is the same."""
    some = False
    for place, one, other in differences(expected, found, at):
        check.put(False, place, one, other)
        some = True
    if not some:
        check.put(True, at, "", "")


def firmness(result: Comparison, parameters: Parameters) -> Verified:
    """Check what each tier rests on: sources left out, facts settled, stress runs."""
    check = Tally(_PART, "firmness: sources left out, facts settled, stress runs")
    for number, own in enumerate(result.assessments):
        if own.robustness is None:
            continue
        made = robustness([line.event for line in own.ledger], own.risk, parameters)
        at = f"assessments[{number}].robustness"
        _same(check, at, made.model_dump(mode="json"), own.robustness.model_dump(mode="json"))
    return check.done()


def worth(result: Comparison, appetite: Appetite, printed: Printed) -> Verified:
    """Check what it is worth to know each line for sure, with what the buyer can do."""
    check = Tally(_PART, "value of each answer, for this buyer")
    for number, own in enumerate(result.assessments):
        events = [line.event for line in own.ledger]
        values = values_of_information(events, printed.leak, appetite)
        for k, (line, value) in enumerate(zip(own.ledger, values, strict=True)):
            at = f"assessments[{number}].ledger[{k}].evppi"
            if line.evppi is not None:
                check.near(at, value, line.evppi, CLOSE)
    return check.done()


def residuals(check: Tally, at: str, own: Assessment, leak: float) -> None:
    """Put what is left with mitigations: links made weaker by each measure that counts."""
    if own.residual is None:
        return
    known = {line.id for line in own.ledger}
    links: dict[tuple[str, str], float] = {}
    for number, measure in enumerate(own.residual.measures):
        place = f"{at}.residual.measures[{number}]"
        counts = measure.why is None
        left = 1.0 - measure.mitigation.effect * measure.share if counts else 1.0
        check.near(f"{place}.left", left, measure.left, 1e-9)
        check.put(counts == bool(measure.events), f"{place}.events", "some, or why none", "both")
        check.put(set(measure.events) <= known, f"{place}.events", "lines", measure.events)
        for event in measure.events:
            key = (event, measure.mitigation.channel)
            links[key] = links.get(key, 1.0) * left
    events = []
    for line in own.ledger:
        mechanisms = tuple(
            m.model_copy(update={"link": m.link * links.get((line.id, m.channel), 1.0)})
            for m in line.event.mechanisms
        )
        events.append(line.event.model_copy(update={"mechanisms": mechanisms}))
    for name, value in zip(ENDS, Worked(events, leak).risk(), strict=True):
        check.near(f"{at}.residual.risk.{name}", value, getattr(own.residual.risk, name), CLOSE)
