"""The questions and clauses of the review checklist."""

from __future__ import annotations

from pathlib import Path

from vendorrisk.errors import RuleError, RuleErrors, did_you_mean
from vendorrisk.model.base import Noun
from vendorrisk.model.checklist import Clause, Question, Section
from vendorrisk.rulebook.files import Loc, place, read, rules_root, validate


class _ClauseFile(Noun):
    clauses: tuple[Clause, ...]


class _QuestionFile(Noun):
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
    clauses = validate(data, lines, path, _ClauseFile).clauses
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
        For unknown keys, ids that do not run N01, N02, ..., and clauses that ``clauses.yaml`` does
        not hold.
    """
    path = (root or rules_root()) / "questions.yaml"
    data, lines = read(path)
    known = {clause.id for clause in load_clauses(root)}
    found: list[Question] = []
    problems: list[RuleError] = []
    for s, section in enumerate(validate(data, lines, path, _QuestionFile).sections):
        for q, question in enumerate(section.questions):
            spot: Loc = ("sections", s, "questions", q)
            expected = f"N{len(found) + 1:02d}"
            if question.id != expected:
                what = f"id '{question.id}' stands where '{expected}' is expected"
                where = place(path, lines, (*spot, "id"))
                problems.append(RuleError(what, where=where, how="number them N01, N02, ..."))
            for key in sorted(set(question.clauses) - known):
                what = f"clause '{key}' is not in clauses.yaml"
                where = place(path, lines, (*spot, "clauses"))
                problems.append(RuleError(what, where=where, how=did_you_mean(key, known)))
            title = f"{section.letter} {section.title}"
            found.append(question.model_copy(update={"section": title}))
    if problems:
        raise RuleErrors(problems)
    return tuple(found)
