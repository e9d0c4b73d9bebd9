"""The questions and clauses of the review checklist."""

from __future__ import annotations

from pathlib import Path

from vendorrisk.errors import RuleError, RuleErrors, did_you_mean
from vendorrisk.model.base import Noun
from vendorrisk.model.checklist import TOPICS, Clause, Cost, Question, Section
from vendorrisk.model.parameters import Parameters
from vendorrisk.rulebook.files import Loc, place, read, rules_root, validate
from vendorrisk.rulebook.profiles import load_parameters


class ClauseFile(Noun):
    """``rules/clauses.yaml``."""

    clauses: tuple[Clause, ...]


class QuestionFile(Noun):
    """``rules/questions.yaml``."""

    costs: dict[str, Cost]
    sections: tuple[Section, ...]


def load_clauses(root: Path | None = None) -> tuple[Clause, ...]:
    """Load ``rules/clauses.yaml``: contract clauses by key, in the order of the file.

    Raises
    ------
    RuleErrors
        For unknown keys and for ids used twice.
    """
    path = (root or rules_root()) / "clauses.yaml"
    data, lines = read(path)
    clauses = validate(data, lines, path, ClauseFile).clauses
    ids = [clause.id for clause in clauses]
    problems = [
        RuleError(f"id '{name}' is used twice", where=place(path, lines, ("clauses", number)))
        for number, name in enumerate(ids)
        if name in ids[:number]
    ]
    if problems:
        raise RuleErrors(problems)
    return clauses


def load_questions(root: Path | None = None) -> tuple[Question, ...]:
    """Load ``rules/questions.yaml``: the questions of the checklist, each with its section.

    Raises
    ------
    RuleErrors
        For unknown keys, ids that do not run N01, N02, ..., clauses that ``clauses.yaml`` does not
        hold, topics and costs that nobody knows, and questions of a required item that do not
        settle it.
    """
    path = (root or rules_root()) / "questions.yaml"
    data, lines = read(path)
    file = validate(data, lines, path, QuestionFile)
    clauses = {clause.id for clause in load_clauses(root)}
    items = {item.id for item in load_parameters(root).required}
    tables = (
        ("clauses", "clause", "is not in clauses.yaml", clauses),
        ("settles", "topic", "is no topic, and no required item of model.yaml", {*TOPICS, *items}),
    )
    found: list[Question] = []
    problems: list[RuleError] = []
    for s, section in enumerate(file.sections):
        for q, question in enumerate(section.questions):
            spot: Loc = ("sections", s, "questions", q)
            expected = f"N{len(found) + 1:02d}"
            if question.id != expected:
                what = f"id '{question.id}' stands where '{expected}' is expected"
                where = place(path, lines, (*spot, "id"))
                problems.append(RuleError(what, where=where, how="number them N01, N02, ..."))
            for field, noun, wrong, known in tables:
                for key in sorted(set(getattr(question, field)) - known):
                    where = place(path, lines, (*spot, field))
                    how = did_you_mean(key, known)
                    problems.append(RuleError(f"{noun} '{key}' {wrong}", where=where, how=how))
            if question.cost not in file.costs:
                where = place(path, lines, (*spot, "cost"))
                how = did_you_mean(question.cost, file.costs) or f"one of {', '.join(file.costs)}"
                problems.append(RuleError(f"no cost '{question.cost}'", where=where, how=how))
                continue
            title = f"{section.letter} {section.title}"
            points = file.costs[question.cost].points
            found.append(question.model_copy(update={"section": title, "points": points}))
    problems = problems or _unasked(found, load_parameters(root), str(path))
    if problems:
        raise RuleErrors(problems)
    return tuple(found)


def _unasked(found: list[Question], parameters: Parameters, path: str) -> list[RuleError]:
    """Return a problem for each question of a required item that does not settle it.

    A "no" clears an item by the part that each of its questions asks about, so all must ask.
    """
    settled = {question.id: question.settles for question in found}
    return [
        RuleError(
            f"{name} is a question of the required item '{item.id}' and does not settle it",
            where=path,
            how=f"write '{item.id}' under its settles, or take it off the item in model.yaml",
        )
        for item in parameters.required
        for name in item.questions
        if name in settled and item.id not in settled[name]
    ]
