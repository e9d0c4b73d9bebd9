"""Labelled cases: texts with the claims a careful reader signs, and how well they are found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from vendorrisk.extract.checks import text_document
from vendorrisk.extract.merging import MUTUAL
from vendorrisk.extract.prose import Extractor
from vendorrisk.model.base import Noun
from vendorrisk.model.claim import Claim, Kind, Modality, Move, Stage
from vendorrisk.rulebook import load_folder

NEAR = 0.02  # relative difference up to which two figures are one ("a third" is .333)


class Wanted(Noun):
    """A claim that a text makes; values left out are not compared.

    ``amount`` is in whole units of ``currency``. An ``optional`` claim may be signed or not: to
    find it is neither right nor wrong.
    """

    kind: Kind
    subject: str | None = None
    object: str | None = None
    person: str | None = None
    role: str | None = None
    move: Move | None = None
    amount: float | None = None
    currency: str | None = None
    percent: float | None = None
    share_of_revenue: float | None = None
    stage: Stage | None = None
    modality: Modality | None = None
    date: str | None = None
    attributed_to: tuple[str, ...] = ()
    optional: bool = False


class Case(Noun):
    """A text of one to three sentences and its claims; ``trap`` says what is easily got wrong."""

    text: str
    trap: str | None = None
    claims: tuple[Wanted, ...] = ()


class CaseFile(Noun):
    """Cases of one industry."""

    industry: str
    cases: tuple[Case, ...]


class Tally(Noun):
    """How many were right; ``values`` and ``modality`` are counted on matched claims."""

    hits: int = 0
    misses: int = 0
    false: int = 0
    values: int = 0
    values_wanted: int = 0
    modality: int = 0
    modality_wanted: int = 0
    stages: int = 0
    stages_wanted: int = 0

    def __add__(self, other: Tally) -> Tally:
        mine, theirs = self.model_dump(), other.model_dump()
        return Tally(**{key: mine[key] + theirs[key] for key in mine})

    @property
    def precision(self) -> float | None:
        """Share of the claims made that are right, 0..1; None when none was made."""
        made = self.hits + self.false
        return self.hits / made if made else None

    @property
    def recall(self) -> float | None:
        """Share of the claims wanted that were made, 0..1; None when none was wanted."""
        wanted = self.hits + self.misses
        return self.hits / wanted if wanted else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall, 0..1; None when there is nothing to count."""
        both = 2 * self.hits + self.misses + self.false
        return 2 * self.hits / both if both else None


class Outcome(Noun):
    """What became of one case: which claims were wanted and missed, or made and false."""

    file: str
    text: str
    by_kind: dict[str, Tally]
    by_rule: dict[str, Tally]
    missed: tuple[Wanted, ...]
    false: tuple[Claim, ...]
    wrong: tuple[str, ...]  # matched claims with a wrong value, stage or modality


def load_cases(folder: Path) -> dict[str, CaseFile]:
    """Load the case files of a folder and those below it, by their path without suffix, in order.

    Parameters
    ----------
    folder : Path
        With ``*.yaml`` files, itself or below.

    Raises
    ------
    RuleErrors
        For files that are no cases, with ``path:line``.
    """
    paths = [path.relative_to(folder) for path in sorted(folder.rglob("*.yaml"))]
    names = [path.with_suffix("").as_posix() for path in paths]
    return dict(zip(names, load_folder(folder, CaseFile), strict=True))


def run_case(extractor: Extractor, case: Case, *, file: str = "") -> Outcome:
    """Read one case and compare.

    Parameters
    ----------
    extractor : Extractor
        What reads.
    case : Case
        A labelled text.
    file : str
        Name of its file, for the reader.
    """
    claims = _distinct(extractor.claims(text_document(case.text)))
    by_kind: dict[str, Tally] = {}
    by_rule: dict[str, Tally] = {}
    missed, wrong = [], []
    left = list(claims)
    ordered = sorted(case.claims, key=lambda one: one.optional)
    for wanted in ordered:
        found = [claim for claim in left if same_claim(claim, wanted)]
        if not found:
            if not wanted.optional:
                missed.append(wanted)
                _add(by_kind, wanted.kind, Tally(misses=1))
            continue
        best = max(found, key=lambda claim: (_values(claim, wanted), claim.probability))
        left = [claim for claim in left if claim not in found]
        if wanted.optional:
            continue
        tally, problems = _compare(best, wanted)
        wrong += problems
        _add(by_kind, wanted.kind, tally)
        _add(by_rule, best.rule, tally)
    posts = any(wanted.kind == "position" for wanted in case.claims)
    left = [claim for claim in left if posts or claim.kind != "position"]  # labelled on some only
    for claim in left:
        _add(by_kind, claim.kind, Tally(false=1))
        _add(by_rule, claim.rule, Tally(false=1))
    return Outcome(
        file=file,
        text=case.text,
        by_kind=by_kind,
        by_rule=by_rule,
        missed=tuple(missed),
        false=tuple(left),
        wrong=tuple(wrong),
    )


def total(tallies: Iterable[Tally]) -> Tally:
    """Return the sum of tallies."""
    return sum(tallies, Tally())


def gather_tallies(outcomes: Iterable[Outcome], by: str) -> dict[str, Tally]:
    """Return the sum of tallies by kind (``by_kind``) or rule (``by_rule``), sorted by name."""
    table: dict[str, Tally] = {}
    for outcome in outcomes:
        for name, tally in getattr(outcome, by).items():
            _add(table, name, tally)
    return dict(sorted(table.items()))


def same_claim(claim: Claim, wanted: Wanted) -> bool:
    """Whether a claim has the kind, participants and direction of the one that is wanted."""
    if claim.kind != wanted.kind or (wanted.move and claim.move != wanted.move):
        return False
    if wanted.person and not same_name(claim.person, wanted.person):
        return False
    ends = [(claim.subject, claim.object)]
    if wanted.kind in MUTUAL:
        ends.append((claim.object, claim.subject))
    return any(
        (wanted.subject is None or same_name(subject, wanted.subject))
        and (wanted.object is None or same_name(target, wanted.object))
        for subject, target in ends
    )


def _distinct(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims without those that only repeat another's statement."""
    seen: dict[tuple[Any, ...], Claim] = {}
    for claim in claims:
        key = (claim.kind, claim.subject, claim.object, claim.person, claim.move)
        kept = seen.get(key)
        if kept is None or _full(claim) > _full(kept):
            seen[key] = claim
    return list(seen.values())


def _full(claim: Claim) -> int:
    return sum(
        value is not None
        for value in (claim.amount_usd, claim.percent, claim.share_of_revenue, claim.role)
    )


_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
_FORM = re.compile(
    r",?\s+(?:inc|incorporated|corp|corporation|co|ltd|limited|llc|plc|gmbh|ag|sa|se|nv|bv|ab|oy"
    r"|asa|spa|pty|kk)\.?$",
    re.IGNORECASE,
)


def same_name(found: str | None, wanted: str | None) -> bool:
    """Whether two names are one but for an article, a legal form and capitals."""
    if found is None or wanted is None:
        return False
    return _bare(found) == _bare(wanted)


def _bare(name: str) -> str:
    return _FORM.sub("", _ARTICLE.sub("", name.strip())).casefold().replace("\u2019", "'")


def _values(claim: Claim, wanted: Wanted) -> int:
    return sum(right for _, right in _checks(claim, wanted))


def _checks(claim: Claim, wanted: Wanted) -> list[tuple[str, bool]]:
    checks = []
    if wanted.amount is not None:
        checks.append(("amount", _near(_amount(claim), wanted.amount)))
        if wanted.currency is not None:
            checks.append(("currency", claim.currency == wanted.currency))
    if wanted.percent is not None:
        checks.append(("percent", _near(claim.percent, wanted.percent)))
    if wanted.share_of_revenue is not None:
        checks.append(("share_of_revenue", _near(claim.share_of_revenue, wanted.share_of_revenue)))
    return checks


def _amount(claim: Claim) -> float | None:
    """Return a claim's amount in the currency that it is written in."""
    own = claim.conversion
    return claim.amount_usd if own is None else own.amount


def _near(found: float | None, wanted: float) -> bool:
    return found is not None and abs(found - wanted) <= NEAR * abs(wanted)


def _compare(claim: Claim, wanted: Wanted) -> tuple[Tally, list[str]]:
    checks = _checks(claim, wanted)
    stage = wanted.stage is None or claim.stage == wanted.stage
    modality = wanted.modality is None or claim.modality == wanted.modality
    problems = [f"{wanted.kind}: {name}" for name, right in checks if not right]
    if not stage:
        problems.append(f"{wanted.kind}: stage {claim.stage}, not {wanted.stage}")
    if not modality:
        problems.append(f"{wanted.kind}: modality {claim.modality}, not {wanted.modality}")
    return (
        Tally(
            hits=1,
            values=sum(right for _, right in checks),
            values_wanted=len(checks),
            modality=int(modality and wanted.modality is not None),
            modality_wanted=int(wanted.modality is not None),
            stages=int(stage and wanted.stage is not None),
            stages_wanted=int(wanted.stage is not None),
        ),
        problems,
    )


def _add(table: dict[str, Tally], name: str, tally: Tally) -> None:
    table[name] = table.get(name, Tally()) + tally
