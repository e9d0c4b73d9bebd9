"""The verb: all checks of one result, from the outside in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from vendorrisk.extract.foreign import foreign_extractors
from vendorrisk.interchange.results import load_result
from vendorrisk.model.assessment import Assessment, Comparison
from vendorrisk.model.mitigation import Mitigation
from vendorrisk.model.verification import Verification, Verified
from vendorrisk.rulebook import load_mitigations
from vendorrisk.verifying import again, beliefs, lines, verdicts
from vendorrisk.verifying.plain import Worked
from vendorrisk.verifying.plugins import plugins_check
from vendorrisk.verifying.printed import Printed
from vendorrisk.verifying.references import (
    claims_agree,
    documents_listed,
    lines_agree,
    receipt_agrees,
)
from vendorrisk.verifying.repetition import WHAT, repetition_check
from vendorrisk.verifying.rulesets import AtHand
from vendorrisk.verifying.sources import HOW, Found, documents_check, find, quotes_check
from vendorrisk.verifying.tally import Tally, unchecked
from vendorrisk.version import __version__

Documents = str | Path | Iterable[str | Path]
PartOf = Callable[[Tally, str, Assessment, Worked], None]


def verify(
    result: str | Path | Comparison,
    documents: Documents | None = None,
    *,
    rules: Path | None = None,
    buyer: str | None = None,
    judgements: Path | None = None,
    mitigations: Path | None = None,
    overlays: Sequence[str | Path] = (),
    reviews: Path | None = None,
    extractors: Sequence[str] = (),
) -> Verification:
    """Check a result: its receipt, its arithmetic, its quotes, and the whole of it made again.

    Parameters
    ----------
    result : path or Comparison
        JSON as `compare` writes it; ``-`` is standard input.
    documents : path, iterable of paths or None
        What the result was made from. None: what its receipt says was searched, where that lies
        below the folder one stands in.
    rules : Path or None
        Folder of rules; None: those that ship with the package.
    buyer : str or None
        Id, name or path of the buyer's profile; None: the known buyer of the name in the result.
    judgements, mitigations, overlays, reviews, extractors
        As they were given to `compare`; mitigations that the result holds need not be given.

    Returns
    -------
    Verification
        Checks in a fixed order. What could not be checked says why.

    Raises
    ------
    ResultError
        When the result cannot be read.
    SettingsError, DocumentError, RuleErrors
        When documents, rules or buyer that were given cannot be read.
    """
    own = result if isinstance(result, Comparison) else load_result(result)
    if isinstance(documents, str | Path):
        documents = [documents]
    measures = None if mitigations is None else load_mitigations(mitigations)
    foreign = foreign_extractors(extractors)
    at_hand = AtHand(own, rules, buyer, judgements, overlays, reviews)
    found = find(own, documents)
    plugged = plugins_check(own, [one.plugin for one in foreign], overlays)
    checks = [
        receipt_agrees(own),
        documents_listed(own),
        claims_agree(own),
        lines_agree(own),
        *_arithmetic(own, at_hand),
        documents_check(own, found),
        quotes_check(own, found),
        at_hand.rules_check(),
        at_hand.buyer_check(),
        at_hand.judgements_check(),
        at_hand.extras_check(),
        *([plugged] if plugged is not None else []),
        _repeated(own, found, at_hand, measures, extractors, plugged),
    ]
    return Verification(
        buyer=own.buyer,
        vendors=tuple(assessment.vendor for assessment in own.assessments),
        assumptions=own.assumptions,
        receipt=own.receipt,
        checks=tuple(checks),
        notes=tuple(_notes(own, found)),
    )


def _arithmetic(own: Comparison, at_hand: AtHand) -> Iterator[Verified]:
    ranges = beliefs.ranges(own)
    yield ranges
    printed = Printed(own)
    missing = printed.missing()
    why = None
    if ranges.wrong:
        why = "numbers out of range"
    elif missing:
        why = f"the result does not print {', '.join(missing)} in 0..1"
    elif any(lines.steps(a) > lines.WIDEST for a in own.assessments):
        why = f"more than {lines.WIDEST:,} steps for one vendor"
    if why is not None:
        yield unchecked("arithmetic", "beliefs, lines, risk, tiers, ranking", why)
        return
    yield beliefs.fusion(own, printed)
    yield beliefs.links(own, printed)
    worked = [lines.worked_of(a, printed.leak) for a in own.assessments]
    parts: tuple[tuple[str, PartOf], ...] = (
        ("intensities = root x (1 - product of (1 - link x severity x q))", lines.intensities),
        ("risk = 1 - (1 - leak) x product of (1 - y), factors alone too", lines.risks),
        ("contributions are Shapley values and sum to the point", lines.contributions),
        ("open questions: what each takes off the high end", lines.questions),
    )
    for what, part in parts:
        yield _each(own, what, lambda c, at, a, k: part(c, at, a, worked[k]))  # noqa: B023  # run at once
    appetite = None if at_hand.buyer is None else at_hand.buyer.appetite
    yield _each(
        own, "tiers and their reasons", lambda c, at, a, _: verdicts.tiers(c, at, a, printed)
    )
    yield _each(
        own,
        "coverage = mean of its parts",
        lambda c, at, a, _: verdicts.coverages(c, at, a, printed),
    )
    losses = "decision: losses, cheapest action" if appetite else "decision: cheapest action"
    yield _each(own, losses, lambda c, at, a, _: verdicts.decisions(c, at, a, appetite))
    if any(a.residual is not None for a in own.assessments):
        what = "risk that is left with mitigations"
        yield _each(own, what, lambda c, at, a, _: again.residuals(c, at, a, printed.leak))
    yield again.rankings(own, printed)
    yield from _with_rules(own, at_hand, printed)


def _with_rules(own: Comparison, at_hand: AtHand, printed: Printed) -> Iterator[Verified]:
    """Yield the checks for which a printed result is not enough."""
    if at_hand.parameters is not None:
        yield again.firmness(own, at_hand.parameters)
    else:
        why = "the judgement defaults of the result are not those of the rules at hand"
        yield unchecked("arithmetic", "firmness of the tiers", why, "give them: --rules DIR")
    if at_hand.buyer is not None:
        yield again.worth(own, at_hand.buyer.appetite, printed)
    else:
        why = "the buyer's profile is not at hand"
        yield unchecked("arithmetic", "value of each answer", why, "give it: --buyer FILE")


def _each(
    own: Comparison, what: str, put: Callable[[Tally, str, Assessment, int], None]
) -> Verified:
    check = Tally("arithmetic", what)
    for number, assessment in enumerate(own.assessments):
        put(check, f"assessments[{number}]", assessment, number)
    return check.done()


def _repeated(
    own: Comparison,
    found: Found | str,
    at_hand: AtHand,
    mitigations: tuple[Mitigation, ...] | None,
    extractors: Sequence[str],
    plugged: Verified | None,
) -> Verified:
    if isinstance(found, str):
        return unchecked("repetition", WHAT, found, HOW)
    corpus = found.all_of(own)
    if corpus is None:
        return unchecked("repetition", WHAT, "not all documents are there as they were", HOW)
    needed = (
        (at_hand.same_rules, "the rules at hand are not those of the result", "--rules DIR"),
        (at_hand.same_judgements, "the judgements on names are others", "--judgements FILE"),
        (at_hand.same_extras, "overlays or reviews are others", "--overlay DIR, --reviews FILE"),
    )
    if plugged is not None and (not plugged.holds):
        return unchecked("repetition", WHAT, "the plug-ins at hand are others", plugged.how)
    missing = next(((why, option) for there, why, option in needed if not there), None)
    if missing is not None or at_hand.buyer is None:
        why, option = missing or ("the buyer's profile is not at hand", "--buyer FILE")
        return unchecked("repetition", WHAT, why, f"give what it was made with: {option}")
    return repetition_check(
        own,
        corpus,
        at_hand.buyer,
        rules=at_hand.rules,
        judgements=at_hand.judgements,
        overlays=at_hand.overlays,
        reviews=at_hand.reviews,
        extractors=extractors,
        mitigations=mitigations,
        whole=not found.extra,
    )


def _notes(own: Comparison, found: Found | str) -> Iterator[str]:
    if own.receipt is not None and own.receipt.version != __version__:
        yield f"made with version {own.receipt.version}, checked with {__version__}"
    if isinstance(found, str):
        return
    for was, now in found.renamed:
        yield f"'{was}' is called '{now}' now; its bytes are the same"
    if found.extra:
        count = len(found.extra)
        more = ", ..." if count > 1 else ""
        noun = "document lies" if count == 1 else "documents lie"
        yield f"{count} further {noun} there that the result did not read: {found.extra[0]}{more}"
