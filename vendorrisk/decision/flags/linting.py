"""How red-flag rules are written: one small lint a concern."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import ClassVar, NamedTuple

from vendorrisk.decision.flags.testing import LIMITS, untested
from vendorrisk.decision.values import VALUES
from vendorrisk.model.condition import Bound
from vendorrisk.model.flag import FlagRule, FlagWords


class Lint(ABC):
    """Base of every lint: an id, and the problems it sees in a rule."""

    id: ClassVar[str]

    @abstractmethod
    def problems(self, rule: FlagRule, words: FlagWords) -> Iterator[str]:
        """Yield each problem in one line."""


class QuestionMark(Lint):
    """A rule asks one question, so that its outcome is an answer."""

    id = "question-mark"

    def problems(self, rule: FlagRule, words: FlagWords) -> Iterator[str]:  # noqa: ARG002
        """Yield each problem in one line."""
        if not rule.question.endswith("?") or rule.question.count("?") > 1:
            yield "the question is one question and ends in '?'"


class WhoDoesWhat(Lint):
    """A remedy that names nobody is done by nobody."""

    id = "who-does-what"

    def problems(self, rule: FlagRule, words: FlagWords) -> Iterator[str]:
        """Yield each problem in one line."""
        for name, text in (
            ("if_flagged", rule.remedy.if_flagged),
            ("if_unknown", rule.remedy.if_unknown),
        ):
            if not text.startswith(tuple(f"{actor} " for actor in words.actors)):
                yield f"remedy {name} begins with who does it: {', '.join(words.actors)}"


class NoControlFromAMinority(Lint):
    """A minority without special rights does not control: a rule must not say so."""

    id = "no-control-from-a-minority"

    def problems(self, rule: FlagRule, words: FlagWords) -> Iterator[str]:
        """Yield each problem in one line."""
        asked = set(rule.when.names())
        if not asked & {"rival_stake", "rival_votes", "rival_holders", "own_stake"}:
            return
        if "rival_control" in asked:
            return
        text = " ".join((rule.question, rule.why, rule.remedy.if_flagged)).casefold()
        said = [word for word in words.control if re.search(rf"\b{re.escape(word)}\b", text)]
        if said:
            yield f"a stake is not control: leave out '{said[0]}', or ask for rival_control"


class References(Lint):
    """A reference names a text by its number or name; copied passages do not belong here."""

    id = "references"
    longest = 80

    def problems(self, rule: FlagRule, words: FlagWords) -> Iterator[str]:  # noqa: ARG002
        """Yield each problem in one line."""
        for reference in rule.references:
            if len(reference) > self.longest or not reference.strip():
                yield f"a reference is a number or a name of at most {self.longest} characters"
        if len(set(rule.references)) < len(rule.references):
            yield "a reference stands twice"


class QuestionsToAsk(Lint):
    """An unknown outcome leads to a question of the checklist."""

    id = "questions-to-ask"

    def problems(self, rule: FlagRule, words: FlagWords) -> Iterator[str]:  # noqa: ARG002
        """Yield each problem in one line."""
        if not rule.questions:
            yield "names no question of the checklist"
        if len(set(rule.questions)) < len(rule.questions):
            yield "a question of the checklist stands twice"


class BoundsFitUnits(Lint):
    """A bound outside the range of its value is always, or never, met."""

    id = "bounds-fit-units"

    def problems(self, rule: FlagRule, words: FlagWords) -> Iterator[str]:  # noqa: ARG002
        """Yield each problem in one line."""
        for name, bound in rule.bounds():
            yield from self._wrong(name, bound)

    def _wrong(self, name: str, bound: Bound) -> Iterator[str]:
        unit = VALUES[name].unit
        limits = [x for key in LIMITS if (x := getattr(bound, key)) is not None]
        if unit == "yes_no" and limits:
            yield f"{name} is yes or no: write 'is: true' or 'is: false'"
        if unit != "yes_no" and bound.is_ is not None:
            yield f"{name} is a {unit}: write gte, gt, lte or lt"
        if unit in {"share", "index"} and not all(0.0 <= x <= 1.0 for x in limits):
            yield f"{name} lies in 0..1"
        if unit in {"count", "days"} and not all(x >= 0.0 for x in limits):
            yield f"{name} is never below 0"


class UnusedTestValues(Lint):
    """A value that a test gives and the rule never asks about is a slip of the pen."""

    id = "unused-test-values"

    def problems(self, rule: FlagRule, words: FlagWords) -> Iterator[str]:  # noqa: ARG002
        """Yield each problem in one line."""
        asked = {name for name, _ in rule.bounds()}
        for test in rule.tests:
            for name in sorted(set(test.values) - asked):
                yield f"test '{test.name}' gives {name}, which the rule does not ask about"


class NamesOfTests(Lint):
    """Tests with one name cannot be told apart in a report."""

    id = "names-of-tests"

    def problems(self, rule: FlagRule, words: FlagWords) -> Iterator[str]:  # noqa: ARG002
        """Yield each problem in one line."""
        names = [test.name for test in rule.tests]
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield f"two tests are called '{name}'"


class CompleteTests(Lint):
    """Every outcome and every bound has its test."""

    id = "complete-tests"

    def problems(self, rule: FlagRule, words: FlagWords) -> Iterator[str]:  # noqa: ARG002
        """Yield each problem in one line."""
        yield from untested(rule)


LINTS: tuple[Lint, ...] = (
    QuestionMark(),
    WhoDoesWhat(),
    NoControlFromAMinority(),
    References(),
    QuestionsToAsk(),
    BoundsFitUnits(),
    UnusedTestValues(),
    NamesOfTests(),
    CompleteTests(),
)


class Remark(NamedTuple):
    """What a lint says of a rule."""

    lint: str
    what: str


def lint(rule: FlagRule, words: FlagWords) -> tuple[Remark, ...]:
    """Return what the lints say of a rule, in their order."""
    return tuple(Remark(one.id, what) for one in LINTS for what in one.problems(rule, words))
