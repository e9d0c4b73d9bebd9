"""What people decide on claims: a verdict, its reason, and what the machine had read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import Field, StringConstraints, model_validator

from vendorrisk.model.base import Noun
from vendorrisk.model.journal import Entry

Verdict = Literal["accept", "reject", "edit"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
Reason = Literal[
    "duplicate",
    "wrong-entity",
    "wrong-direction",
    "wrong-amount",
    "not-stated",
    "out-of-date",
    "other",
]
REASONS: tuple[Reason, ...] = get_args(Reason)
Value = str | float | bool | tuple[str, ...] | None
Values = dict[str, Value]
WORDS = 50  # of a quote that an entry keeps
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Note = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]


class ReviewEntry(Entry):
    """One decision of one person on one claim, as the log of reviews holds it.

    ``over`` names the entries on the same claim that this one replaces; of an undo, the one it
    takes back. ``changes`` is what the person says, ``machine`` what the machine had read in the
    same fields. What follows ``machine`` tells the claim apart and lets it be found again when the
    text or the extractor has changed; parties are those that the machine read.
    """

    on: date
    by: Name
    verdict: Verdict | Literal["undo"]
    reason: Reason | None = None
    note: Note | None = None
    over: tuple[str, ...] = ()
    changes: Values = {}
    machine: Values = {}
    claim: str = Field(pattern="^clm-[0-9a-f]{16}$")
    kind: str
    subject: str | None = None
    object: str | None = None
    person: str | None = None
    doc: str  # name of the document
    doc_id: str  # from the hash of its bytes
    extractor: str
    rule: str
    quote: str  # its first fifty words

    @model_validator(mode="after")
    def _a_change_has_a_reason(self) -> Self:
        if self.verdict in ("reject", "edit") and self.reason is None:
            raise ValueError(f"'{self.verdict}' needs a reason")
        if (self.verdict == "edit") != bool(self.changes):
            raise ValueError("an edit changes values, and nothing else does")
        if self.changes.keys() != self.machine.keys():
            raise ValueError("'changes' and 'machine' do not name the same fields")
        return self

    def says(self) -> tuple[Any, ...]:
        """Return what was decided, whoever did it and whenever."""
        return (self.verdict, self.reason, self.note, tuple(sorted(self.changes.items())))

    @property
    def parties(self) -> frozenset[str]:
        """Return the names in the claim as the machine read it, whichever way round."""
        return frozenset(name for name in (self.subject, self.object, self.person) if name)


class ClaimReview(Noun):
    """The decision that stands on a claim. ``entry`` is its id in the log of reviews.

    Of an edit, ``changes`` is what the person says and the claim now says, ``machine`` what the
    machine had read.
    """

    verdict: Verdict
    by: str
    on: date
    reason: Reason | None = None
    note: str | None = None
    changes: Values = {}
    machine: Values = {}
    entry: str

    def told(self) -> str:
        """Return the decision in words: what, who, when, why, and values before and after."""
        what = {"accept": "accepted", "reject": "rejected", "edit": "edited"}[self.verdict]
        parts = [f"{what} by {self.by} on {self.on.isoformat()}"]
        parts += [self.reason] if self.reason else []
        parts += told_changes(self.machine, self.changes)
        parts += [self.note] if self.note else []
        return "; ".join(parts)


def told_changes(machine: Mapping[str, Value], changes: Mapping[str, Value]) -> list[str]:
    """Return each edited field with the machine's value and the reviewer's.

    >>> told_changes({"percent": 30.0}, {"percent": 31.0, "votes": 5.0})
    ['percent: 30 -> 31', 'votes: none -> 5']
    """
    return [
        f"{name}: {written(machine.get(name)) or 'none'} -> {written(value) or 'none'}"
        for name, value in changes.items()
    ]


def written(value: Value) -> str:
    """Return a value as an edit takes it.

    >>> written(None), written(49.0), written(("Reuters", "CNBC"))
    ('', '49', 'Reuters; CNBC')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "; ".join(value)
    return f"{value:.15g}" if isinstance(value, float) else value


def first_words(text: str, most: int = WORDS) -> str:
    """Return the first words of a text, with an ellipsis when any are left out.

    >>> first_words("a b  c", 2), first_words("a b  c", 3)
    ('a b …', 'a b  c')
    """
    words = text.split()
    return text if len(words) <= most else f"{' '.join(words[:most])} …"
