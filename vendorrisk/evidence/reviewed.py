"""Claims as people have reviewed them: rejected ones leave, edited ones carry the new values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from pydantic import ValidationError

from vendorrisk.entities import Resolver
from vendorrisk.errors import JournalError, Problems, SettingsError, did_you_mean
from vendorrisk.interchange.reviews import Standing
from vendorrisk.model.claim import Claim
from vendorrisk.model.period import first_day
from vendorrisk.model.problems import problem
from vendorrisk.model.review import ClaimReview, ReviewEntry, Value, Values, first_words

EDITABLE = (
    "kind", "subject", "object", "person", "role", "move", "amount_usd", "amount_low",
    "amount_high", "percent", "percent_low", "percent_high", "share_of_revenue", "votes", "voting",
    "stage", "modality", "attributed_to", "date", "period", "rank", "parent", "observer",
    "valid_to", "interest",
)  # fmt: skip
_RANGES = (
    ("amount_low", "amount_usd", "amount_high"),
    ("percent_low", "percent", "percent_high"),
)
_NAMES = frozenset({"subject", "object"})
_DATES = ("date", "valid_to")
_NUMBERS = frozenset({*(n for r in _RANGES for n in r), "share_of_revenue", "votes"})
_LONGEST = 300  # characters of a value


class Reviewed(NamedTuple):
    """Claims that count, and those that were rejected; all carry their review.

    ``originals`` are the edited ones as the machine read them.
    """

    claims: tuple[Claim, ...]
    rejected: tuple[Claim, ...]
    originals: tuple[Claim, ...]


def reviewed(
    claims: Iterable[Claim], decided: Mapping[str, Standing], resolver: Resolver
) -> Reviewed:
    """Return the claims as people have decided on them.

    Ids stay those of what the machine read, so that a decision holds for as long as its text and
    its extractor do. Names that a person gave are resolved as those of a text are.

    Raises
    ------
    Problems
        For every edit whose values no longer make a claim.
    """
    kept: list[Claim] = []
    rejected: list[Claim] = []
    originals: list[Claim] = []
    problems: list[JournalError] = []
    for claim in claims:
        found = decided.get(claim.id)
        entry = found.entry if found is not None else None
        if entry is None:
            kept.append(claim)
            continue
        try:
            made = edited(claim, entry.changes, resolver)
        except Problems as error:
            first = error.problems[0].what
            what = f"entry {entry.id} does not fit claim {claim.id}: {first}"
            problems.append(JournalError(what, how="undo it, and decide anew"))
            continue
        made = made.model_copy(update={"review": mark(entry)})
        (rejected if entry.verdict == "reject" else kept).append(made)
        if entry.changes:
            originals.append(claim)
    if problems:
        raise Problems(problems)
    return Reviewed(tuple(kept), tuple(rejected), tuple(originals))


def mark(entry: ReviewEntry) -> ClaimReview:
    """Return what a claim carries of the decision that stands on it."""
    shown = ("verdict", "by", "on", "reason", "note", "changes", "machine")
    return ClaimReview.model_validate(
        {**{name: getattr(entry, name) for name in shown}, "entry": entry.id}
    )


def changes_of(claim: Claim, typed: Mapping[str, str], resolver: Resolver) -> Values:
    """Return what a person typed as values of a claim, each of its field's own type.

    Parameters
    ----------
    claim : Claim
        As the machine read it.
    typed : mapping of str to str
        Field to value as typed; an empty one says that the text does not give it. Figures may have
        thousands separators, ``$`` and ``%``; names of ``attributed_to`` are apart by ``;``.
    resolver : Resolver
        Names are checked with it, and stored as typed.

    Returns
    -------
    dict
        Only what differs from the machine's reading. A new figure clears the ends of the old range
        that were not typed too.

    Raises
    ------
    Problems
        For unknown fields, fields that an edit cannot change, and values that make no claim.
    """
    problems: list[SettingsError] = []
    given: dict[str, Any] = {}
    for name, text in typed.items():
        if name not in EDITABLE:
            problems.append(_unknown(name))
        elif len(text) > _LONGEST:
            what = f"{name}: longer than {_LONGEST} characters"
            problems.append(SettingsError(what, how="say the rest in --note"))
        else:
            given[name] = _parsed(claim, name, text.strip())
    if problems:
        raise Problems(problems)
    for low, point, high in _RANGES:
        if given.get(point) is not None:
            given.update({end: None for end in (low, high) if end not in given})
    made = edited(claim, given, resolver)
    values = {name: getattr(made, name) for name in given}
    for name in _NAMES | {"person"}:
        if name in values:
            values[name] = given[name]
    return {
        name: value
        for name, value in sorted(values.items())
        if getattr(made, name) != getattr(claim, name)
    }


def machine_values(claim: Claim, names: Iterable[str]) -> Values:
    """Return what the machine read in some fields."""
    return {name: getattr(claim, name) for name in sorted(names)}


def draft(claim: Claim, **decided: Any) -> ReviewEntry:
    """Return an entry on a claim; `decided` is all that does not come from the claim."""
    changes: Values = decided.pop("changes", {})
    return ReviewEntry(
        claim=claim.id,
        kind=claim.kind,
        subject=claim.subject,
        object=claim.object,
        person=claim.person,
        doc=claim.doc,
        doc_id=claim.doc_id,
        extractor=claim.extractor,
        rule=claim.rule,
        quote=first_words(claim.quote),
        changes=changes,
        machine=machine_values(claim, changes),
        **decided,
    )


def _unknown(name: str) -> SettingsError:
    if name in Claim.model_fields:
        return SettingsError(
            f"'{name}' cannot be edited: it tells what the text is, or what read it",
            how="reject the claim if its text does not say so",
        )
    hint = did_you_mean(name, EDITABLE)
    return SettingsError(f"no field '{name}'", how=hint or f"one of {', '.join(EDITABLE)}")


def _parsed(claim: Claim, name: str, text: str) -> Value:
    if name == "attributed_to":
        return tuple(part.strip() for part in text.split(";") if part.strip())
    if not text:
        return False if isinstance(getattr(claim, name), bool) and name != "voting" else None
    if name in _NUMBERS:
        return text.replace(",", "").replace("_", "").removeprefix("$").removesuffix("%").strip()
    return text


def edited(claim: Claim, changes: Mapping[str, Any], resolver: Resolver) -> Claim:
    """Return a claim with values changed and checked, under the id that it has.

    Raises
    ------
    Problems
        When the values no longer make a claim.
    """
    if not changes:
        return claim
    values = dict(changes)
    for name in _NAMES & values.keys():
        values[name] = resolver.name(values[name])
    if "person" in values:
        values["person"] = resolver.person(values["person"])
    if values.keys() & set(_RANGES[0]):  # no longer the figure that the text writes
        values |= {"as_written": None, "conversion": None}
    try:
        made = Claim.model_validate({**claim.__dict__, **values})
    except ValidationError as error:
        found = [SettingsError(problem({**one, "loc": one["loc"][:1]})) for one in error.errors()]
        raise Problems(found) from None
    wrong = [*_backwards(made), *_no_days(made, changes)]
    if wrong:
        raise Problems(wrong)
    return made


def _backwards(claim: Claim) -> Iterable[SettingsError]:
    for names in _RANGES:
        given = [(name, getattr(claim, name)) for name in names]
        known = [(name, value) for name, value in given if value is not None]
        for (low, least), (high, most) in pairwise(known):
            if least > most:
                yield SettingsError(
                    f"{low} is {least:g} and {high} {most:g}", how="order low, middle, high"
                )


def _no_days(claim: Claim, changes: Iterable[str]) -> Iterable[SettingsError]:
    for name in set(changes) & set(_DATES):
        text = getattr(claim, name)
        if text is not None and first_day(text) is None:
            yield SettingsError(
                f"{name}: '{text}' is no day, month or year",
                how="write 2025, 2025-06 or 2025-06-13",
            )


class Reopened(NamedTuple):
    """A decision whose claim has changed, the claims that stand in its place, and what changed."""

    entry: ReviewEntry
    claims: tuple[str, ...]
    changed: tuple[str, ...]  # of "text", "extractor", "reading"


def reopened(
    claims: Sequence[Claim], decided: Mapping[str, Standing], documents: Collection[str]
) -> tuple[tuple[Reopened, ...], tuple[ReviewEntry, ...]]:
    """Return the decisions that are open again, and those whose claim no document makes any more.

    A claim of a document of the same name, of the same kind and between the same parties is the
    one that was decided on; of several, those with the same quote. Decisions on documents that
    were not read are neither;
    `documents` are the names of those that were.
    """
    present = {claim.id for claim in claims}
    alike: dict[tuple[str, str, frozenset[str]], list[Claim]] = {}
    for claim in claims:
        if claim.id not in decided or decided[claim.id].entry is None:
            alike.setdefault((claim.doc, claim.kind, _parties(claim)), []).append(claim)
    again: list[Reopened] = []
    gone: list[ReviewEntry] = []
    for claim_id, found in decided.items():
        entry = found.entry
        if entry is None or claim_id in present:
            continue
        new = alike.get((entry.doc, entry.kind, entry.parties), [])
        new = [c for c in new if first_words(c.quote) == entry.quote] or new
        if new:
            again.append(Reopened(entry, tuple(c.id for c in new), _changed(entry, new[0])))
        elif entry.doc in documents:
            gone.append(entry)
    return tuple(again), tuple(gone)


def _parties(claim: Claim) -> frozenset[str]:
    return frozenset(name for name in (claim.subject, claim.object, claim.person) if name)


def _changed(entry: ReviewEntry, claim: Claim) -> tuple[str, ...]:
    found = []
    if entry.doc_id != claim.doc_id:
        found.append("text")
    if entry.extractor != claim.extractor:
        found.append("extractor")
    return tuple(found) or ("reading",)
