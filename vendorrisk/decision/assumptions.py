"""From what a user assumes, a sentence or a fact, to claims that take the place of documents'."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from vendorrisk.decision.supposed import understood
from vendorrisk.entities import Resolver
from vendorrisk.errors import SettingsError, SettingsErrors
from vendorrisk.evidence.assumed import DOCUMENT, Assumption, placed
from vendorrisk.evidence.keys import Key, key_of, name_the_unnamed
from vendorrisk.extract import extract
from vendorrisk.extract.facts import claims_of_facts
from vendorrisk.extract.particles import OF_PEOPLE
from vendorrisk.model.base import content_id
from vendorrisk.model.claim import Claim, Engine
from vendorrisk.model.document import Block, Document
from vendorrisk.model.period import first_day
from vendorrisk.model.summary import one_line
from vendorrisk.rulebook import Form, load_forms
from vendorrisk.rulebook.assumptions import expression, load_wordings

LONGEST = 300  # characters of an assumption
MOST = 50  # assumptions of one result
EXTRACTOR = "assumption/1"
Assumed = str | Mapping[str, Any]  # a sentence, or a fact with the keys of a fact file
_NO_SOURCE = ("source", "grade", "known_from", "interest", "chain", "confidence", "read_in")
_SLOTS = {"percent": 1.0, "votes": 1.0, "share": 0.01}
_BELOW_ZERO = re.compile(r"(?<!\S)[-−–]\s?\d+(?:[.,]\d+)?\s?(?:%|percent\b|per cent\b)")


class Reader:
    """Reads assumptions for one case.

    Parameters
    ----------
    resolver : Resolver
        Names as the documents of the case have them.
    seen : frozenset of str
        Companies that an assumption may name beside those of the registry.
    day : datetime.date
        The day of the result: an assumption holds from then on.
    rules : Path or None
        Folder of rules.
    engine : "classifier" or "rules"
        What reads a sentence that no form of ``rules/assumptions.yaml`` fits.
    """

    def __init__(
        self,
        resolver: Resolver,
        seen: frozenset[str],
        day: dt.date,
        rules: Path | None = None,
        engine: Engine = "rules",
    ) -> None:
        self.resolver = resolver
        self.seen = seen
        self.day = day
        self.rules = rules
        self.engine = engine

    def all(
        self, assume: Assumed | Sequence[Assumed], where: Sequence[str] = ()
    ) -> tuple[Assumption, ...]:
        """Return what assumptions say, in their order, doubles dropped.

        Parameters
        ----------
        assume : sentence, fact, or sequence of these
            As a user gives them.
        where : sequence of str
            Place of each, for errors; those without one are counted.

        Raises
        ------
        SettingsErrors
            Every assumption that cannot be read, names a company nobody knows, or contradicts
            another.
        """
        given = [assume] if isinstance(assume, str | Mapping) else list(assume)
        if len(given) > MOST:
            raise SettingsError(f"{len(given)} assumptions", how=f"at most {MOST} of one result")
        found: dict[str, Assumption] = {}
        problems: list[SettingsError] = []
        for number, item in enumerate(given):
            place = where[number] if number < len(where) else f"assumption {number + 1}"
            try:
                one = self.one(item)
                _check_against(one, found.values())
                found.setdefault(one.text, one)
            except SettingsError as error:
                problems.append(
                    SettingsError(error.what, where=error.where or place, how=error.how)
                )
        if problems:
            raise SettingsErrors(problems)
        return tuple(found.values())

    def one(self, item: Assumed) -> Assumption:
        """Return what one assumption says.

        Raises
        ------
        SettingsError
            When it says nothing that is scored, or names a company that nobody knows.
        """
        if isinstance(item, Mapping):
            text = self._says(item)
            one = Assumption(text, self._settled(text, [self._fact(item, text)]))
            return one._replace(read_as=understood(one)) if item.get("says") else one
        if not isinstance(item, str) or not item.strip():
            raise SettingsError(f"{item!r} is no assumption", how=_forms(self.rules))
        text = one_line(item).rstrip(". ")
        if len(text) > LONGEST:
            raise SettingsError(
                f"an assumption of {len(text)} characters", how=f"one sentence of up to {LONGEST}"
            )
        below = _BELOW_ZERO.search(text)
        if below is not None:
            raise SettingsError(f"'{below[0]}' is no share", how="write it from 0 to 100 percent")
        fit, doubt = self._by_form(text)
        if fit is not None:
            form, claim = fit
            return Assumption(
                text,
                self._settled(text, [claim]),
                talks=form.topic == "talks" and claim.modality == "denied",
            )
        read, _ = extract(self._document(text), rules=self.rules, engine=self.engine)
        if not read:
            raise doubt or SettingsError(
                f"'{text}' tells of no tie that is known here", how=_forms(self.rules)
            )
        one = Assumption(text, self._settled(text, list(read)))
        return one._replace(read_as=understood(one))

    def company(self, name: str) -> str:
        """Return the canonical name of a company that an assumption names.

        Raises
        ------
        SettingsError
            When neither registry nor documents nor the buyer's profile know it.
        """
        try:
            return self.resolver.vendor(name, self.seen)
        except SettingsError as error:
            how = error.how if error.how and "did you mean" in error.how else None
            raise SettingsError(
                f"unknown company '{one_line(name)}'",
                how=how or "neither a document, the registry nor the buyer's profile names it",
            ) from None

    def _by_form(self, text: str) -> tuple[tuple[Form, Claim] | None, SettingsError | None]:
        """Return the form that a sentence has, with its claim; else the doubt about its names."""
        doubt: SettingsError | None = None
        for form, wording, denied in load_wordings(self.rules):
            match = expression(wording).fullmatch(text)
            if match is None:
                continue
            slots = match.groupdict()
            figures = {k: _number(k, v) for k, v in slots.items() if k in _SLOTS}
            try:
                return (form, self._filled(form, text, {**slots, **figures}, denied)), None
            except SettingsError as error:
                doubt = doubt or error
        return None, doubt

    def _filled(self, form: Form, text: str, slots: Mapping[str, Any], denied: bool) -> Claim:
        values: dict[str, Any] = dict(form.values)
        for slot, value in slots.items():
            known = self.company(value) if slot in ("subject", "object") else value
            values["share_of_revenue" if slot == "share" else slot] = known
        person = values.get("person")
        if person and self._is_company(person):
            raise SettingsError(f"'{person}' is a company, no person")
        if person and not _is_name(person):
            raise SettingsError(
                f"'{person}' is no name of a person", how="give first name and surname, no more"
            )
        modality = "denied" if denied else form.modality
        return self._claim(text, kind=form.kind, modality=modality, **values)

    def _is_company(self, name: str) -> bool:
        entity = self.resolver.entity(name)
        return entity is not None and entity.kind != "person"

    def _claim(self, text: str, **values: Any) -> Claim:
        return Claim(
            doc=DOCUMENT,
            doc_id=content_id("asm", text),
            quote=text,
            start=0,
            end=len(text),
            probability=1.0,
            extractor=EXTRACTOR,
            rule="form",
            **values,
        )

    def _document(self, text: str, **values: Any) -> Document:
        stop = text + "."
        return Document(
            id=content_id("asm", text),
            sha256="",
            name=DOCUMENT,
            path=DOCUMENT,
            media=values.pop("media", "txt"),
            text=stop,
            blocks=(Block(start=0, end=len(stop), kind="paragraph"),),
            published=self.day,
            **values,
        )

    def _says(self, fact: Mapping[str, Any]) -> str:
        odd = [key for key in _NO_SOURCE if key in fact]
        if odd:
            raise SettingsError(
                f"an assumption has no '{odd[0]}'", how="it is assumed, and nobody says it: drop it"
            )
        says = fact.get("says")
        if says is not None and not isinstance(says, str):
            raise SettingsError("'says' is not a sentence", how="see docs/facts.md")
        parts = [f"{key} {value}" for key, value in fact.items() if key not in ("id", "says")]
        return one_line(says or ", ".join(parts))[:LONGEST]

    def _fact(self, fact: Mapping[str, Any], text: str) -> Claim:
        whole = {
            "id": "assumption",
            "modality": "confirmed",
            **fact,
            "line": 1,
            "start": 0,
            "end": len(text),
        }
        document = self._document(text, media="facts", facts=(whole,))
        grades = self.resolver.registry.sources.grades
        read, problems = claims_of_facts(document, grades)
        if problems:
            what = problems[0].what.removeprefix(f"fact '{whole['id']}': ")
            raise SettingsError(what, how=problems[0].how or "see docs/facts.md")
        if not read:
            raise SettingsError("a fact of kind 'context' is no claim", how="see docs/facts.md")
        return read[0]

    def _settled(self, text: str, claims: Sequence[Claim]) -> tuple[Claim, ...]:
        """Return claims under known names, as certain statements of nobody."""
        found: dict[str, Claim] = {}
        for claim in claims:
            if key_of(claim) is None:
                known = "names too little" if claim.kind in _KEYED else "takes no part in a score"
                raise SettingsError(
                    f"'{text}' is read as '{claim.kind.replace('_', ' ')}', which {known}",
                    how=_forms(self.rules),
                )
            start = first_day(claim.date)
            if start is not None and start > self.day:
                raise SettingsError(
                    f"'{text}' begins on {claim.date}, after the day of the result, {self.day}",
                    how="leave the date out, or choose a later day with --as-of",
                )
            one = claim.model_copy(
                update={
                    "doc": DOCUMENT,
                    "doc_id": content_id("asm", text),
                    "quote": text,
                    "start": 0,
                    "end": len(text),
                    "subject": self.company(claim.subject) if claim.subject else None,
                    "object": self.company(claim.object) if claim.object else None,
                    "person": self.resolver.person(claim.person),
                    "modality": _surely(claim),
                    "attributed_to": (),
                    "interest": "none",
                    "source": None,
                    "grade": None,
                    "known_from": None,
                }
            ).identified()
            if one.subject is not None and one.subject == one.object:
                raise SettingsError(f"'{text}' ties {one.subject} to itself")
            found[one.id] = one
        return tuple(found.values())


def _is_name(text: str) -> bool:
    """Whether every word begins with a capital letter, but for particles."""
    words = text.split()
    return all(w[:1].isupper() or w.casefold() in OF_PEOPLE for w in words)


_KEYED = {
    *("investment", "ownership", "acquisition", "client", "client_loss", "vendor_cutoff"),
    *("leadership_move", "directorship", "rival"),
}
_STAKES = {"investment", "ownership", "acquisition"}


def _surely(claim: Claim) -> str:
    """Return how an assumed claim is worded: a plan stays one, a hedge falls away."""
    if claim.modality in {"denied", "planned"}:
        return claim.modality
    return "planned" if claim.modality == "rumoured" and claim.kind in _STAKES else "confirmed"


def _number(slot: str, text: str) -> float:
    value = float(text)
    if value > 100:
        raise SettingsError(f"{text} is more than 100 percent")
    return round(value * _SLOTS[slot], 12)


def _forms(rules: Path | None) -> str:
    shown = []
    for form in load_forms(rules):
        sides = [wordings[0] for wordings in (form.says, form.denies) if wordings]
        shown.append(" / ".join(f"'{side}'" for side in map(_plain, sides)))
    return "write a sentence like " + "; ".join(shown)


def _plain(wording: str) -> str:
    words = {"subject": "X", "object": "Y", "person": "P", "role": "chief executive"}
    words |= dict.fromkeys(_SLOTS, "N")
    return wording.format(**words)


def _check_against(one: Assumption, others: Iterable[Assumption]) -> None:
    """Refuse an assumption that says another thing of the same tie than one before it.

    Raises
    ------
    SettingsError
        When it does.
    """
    for other in others:
        if other.text == one.text:
            return
        mine, theirs = (_ties(x) for x in (one, other))
        for key in mine.keys() & theirs.keys():
            if _differ(mine[key], theirs[key]):
                raise SettingsError(
                    f"'{one.text}' and '{other.text}' cannot both be",
                    how="drop one, or make two scenarios of them",
                )


def _ties(one: Assumption) -> dict[Key, list[Claim]]:
    return {key: claims for key, (_, claims) in placed([one], name_the_unnamed(one.claims)).items()}


def _differ(mine: Sequence[Claim], theirs: Sequence[Claim]) -> bool:
    def told(c: Claim) -> tuple[object, ...]:
        shares = (c.percent, c.percent_low, c.percent_high, c.votes, c.voting)
        return (c.modality == "denied", c.share_of_revenue, c.stage, c.valid_to, *shares)

    return any(told(a) != told(b) for a in mine for b in theirs)
