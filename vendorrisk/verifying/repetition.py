"""The whole result made again from its documents, and the first field in which the two differ."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from vendorrisk.errors import VendorRiskError
from vendorrisk.evidence.assumed import READ_AS
from vendorrisk.model.assessment import Comparison
from vendorrisk.model.buyer import Buyer
from vendorrisk.model.document import Corpus
from vendorrisk.model.mitigation import Mitigation
from vendorrisk.model.verification import Verified
from vendorrisk.pipeline import compare
from vendorrisk.verifying.places import differences, leaves
from vendorrisk.verifying.tally import Tally, shown, unchecked
from vendorrisk.version import __version__

WHAT = "figures and texts, all made again from the documents"
LEFT_OUT = "without "  # so begins what says that evidence was left out by name
# what says where and with which program a result was made, not what it says
_PLACES = frozenset({"receipt.searched", "receipt.version", "receipt.skipped", "skipped"})


def given_mitigations(result: Comparison) -> tuple[Mitigation, ...]:
    """Return the mitigations that a result was made with, as far as it holds them."""
    return tuple(
        measure.mitigation
        for assessment in result.assessments
        if assessment.residual is not None
        for measure in assessment.residual.measures
    )


def given_assumptions(result: Comparison) -> tuple[str, ...] | None:
    """Return the sentences that a result assumes; None: evidence was left out by name."""
    if any(text.startswith(LEFT_OUT) for text in result.assumptions):
        return None
    return tuple(text.split(READ_AS)[0] for text in result.assumptions)


def again(
    result: Comparison,
    corpus: Corpus,
    buyer: Buyer,
    *,
    rules: Path | None,
    judgements: Path | None,
    mitigations: tuple[Mitigation, ...] | None,
    overlays: Sequence[str | Path] = (),
    reviews: Path | None = None,
    extractors: Sequence[str] = (),
) -> Comparison:
    """Return the result made again from its documents; arguments as in `verify`."""
    return compare(
        corpus,
        buyer=buyer,
        vendors=[assessment.vendor for assessment in result.assessments],
        as_of=result.as_of,
        rules=rules,
        judgements=judgements,
        engine=result.engine,
        mitigations=given_mitigations(result) if mitigations is None else mitigations,
        assume=given_assumptions(result) or (),
        overlays=overlays,
        reviews=reviews,
        extractors=extractors,
    )


def repetition_check(
    result: Comparison,
    corpus: Corpus,
    buyer: Buyer,
    *,
    rules: Path | None,
    judgements: Path | None,
    mitigations: tuple[Mitigation, ...] | None,
    whole: bool,
    overlays: Sequence[str | Path] = (),
    reviews: Path | None = None,
    extractors: Sequence[str] = (),
) -> Verified:
    """Check every field of the result against one made again.

    Parameters
    ----------
    whole : bool
        Whether the inputs are the very same, so that what was skipped must be too.
    """
    if given_assumptions(result) is None:
        return unchecked("repetition", WHAT, "evidence was left out of it by name")
    check = Tally("repetition", WHAT)
    own = result.model_dump(mode="json")
    try:
        other = again(
            result,
            corpus,
            buyer,
            rules=rules,
            judgements=judgements,
            mitigations=mitigations,
            overlays=overlays,
            reviews=reviews,
            extractors=extractors,
        ).model_dump(mode="json")
    except VendorRiskError as error:
        check.put(False, error.where or "the result", "that it can be made", error.what, error.how)
        return check.done()
    check.number = sum(1 for _ in leaves(own))
    left_out = _PLACES
    if whole:
        left_out = left_out - {"receipt.skipped", "skipped"}
        own["skipped"] = [_without_path(line) for line in own["skipped"]]
        other["skipped"] = [_without_path(line) for line in other["skipped"]]
    if own["receipt"] is None:
        left_out = left_out | {"receipt"}
    version = None if result.receipt is None else result.receipt.version
    how = None
    if version not in (None, __version__):
        how = f"made with version {shown(version)}, this is {__version__}: try it with the former"
    for place, expected, found in differences(other, own, skipped=left_out):
        check.put(False, place or "the result", shown(expected), shown(found), how)
        check.number -= 1
    return check.done()


def _without_path(line: str) -> str:
    """Return a line on an input that was left out without the path it lay at."""
    return line.partition(": ")[2] or line
