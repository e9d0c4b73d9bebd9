"""The questions and clauses that ship, and how mistakes in them are reported."""

import re
from collections import Counter
from pathlib import Path

import pytest

from vendorrisk.errors import RuleErrors
from vendorrisk.rulebook import load_clauses, load_parameters, load_questions, rules_root

# what the mechanisms name in Event.questions, besides the required items of rules/model.yaml
NAMED_BY_EVENTS = {
    f"N{n:02d}" for n in (1, 2, 3, 6, 7, 9, 10, 11, 13, 14, 16, 17, 18, 19, 21, 26, 31)
}


@pytest.fixture
def rules(tmp_path: Path):
    """A folder of rules to spoil; returns a function that replaces text in a file of it."""
    for name in ("questions.yaml", "clauses.yaml", "model.yaml"):
        (tmp_path / name).write_text((rules_root() / name).read_text("utf-8"), "utf-8")

    def spoil(name: str, old: str, new: str) -> Path:
        path = tmp_path / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        return tmp_path

    return spoil


def problems(root: Path) -> list[tuple[str, str | None, str | None]]:
    with pytest.raises(RuleErrors) as caught:
        load_questions(root)
    return [(p.what, p.where, p.how) for p in caught.value.problems]


def line_of(root: Path, name: str, text: str) -> str:
    lines = (root / name).read_text("utf-8").splitlines()
    number = next(i for i, line in enumerate(lines, 1) if text in line)
    return f"{root / name}:{number}"


def test_there_are_44_questions_by_severity():
    questions = load_questions()
    assert [q.id for q in questions] == [f"N{n:02d}" for n in range(1, 45)]
    assert Counter(q.severity for q in questions) == {"critical": 8, "high": 27, "medium": 9}


def test_there_are_seven_sections_in_order():
    sections = list(dict.fromkeys(q.section for q in load_questions()))
    assert [s[0] for s in sections] == list("ABCDEFG")
    assert sections[0] == "A Ownership and control"


def test_there_are_18_clauses_and_each_is_asked_for():
    clauses = load_clauses()
    assert len(clauses) == 18
    assert {c.id for c in clauses} == {key for q in load_questions() for key in q.clauses}


@pytest.mark.parametrize("clause", load_clauses(), ids=lambda c: c.id)
def test_a_clause_is_two_or_three_sentences(clause):
    assert 2 <= len(re.findall(r"\.(?:\s|$)", clause.text)) <= 3


def test_every_question_is_reachable():
    required = {name for item in load_parameters().required for name in item.questions}
    for question in load_questions():
        named = question.id in NAMED_BY_EVENTS | required
        assert question.standing or named or question.channels, question.id


def test_questions_that_the_model_names_exist():
    known = {q.id for q in load_questions()}
    assert known >= NAMED_BY_EVENTS
    for item in load_parameters().required:
        assert set(item.questions) <= known, item.id


@pytest.mark.parametrize("question", load_questions(), ids=lambda q: q.id)
def test_a_request_can_be_sent_as_it_is(question):
    text = question.follow_up.replace("{vendor}", "V").replace("{buyer}", "B")
    assert "{" not in text
    assert text.endswith((".", "?"))
    assert "{vendor}" in question.follow_up or "{buyer}" in question.follow_up or len(text) > 80


FRAMEWORKS = (
    r"DORA Art\. 2[89](\(\d\))?(, 30)?",
    r"CDR 2024/1773 Art\. 7(\(1\))?",
    r"ITS 2024/2956",
    r"88 FR 37920 [a-z ]+",
    r"SP 800-161r1 \((3|4|7|12)\)",
    r"SP 800-53r5 S[RA]-\d",
    r"CSF 2\.0 GV\.SC(-0\d)?",
    r"ISO/IEC 27001 A\.5\.\d+",
    r"ISO/IEC 27036(-3)?",
    r"ISO (37009|44001)",
    r"FAR 9\.5( [a-z ]+)?",
    r"FTC 6\(b\) 2025( [a-z ]+)?",
    r"Clayton Act § 8",
    r"CCM v4 (DSP|IPY)",
)


@pytest.mark.parametrize("question", load_questions(), ids=lambda q: q.id)
def test_frameworks_are_cited_by_number_only(question):
    for reference in question.references:
        assert re.fullmatch("|".join(FRAMEWORKS), reference), reference


def test_an_unknown_clause_is_reported_at_its_line(rules):
    root = rules("questions.yaml", "clauses: [RST, DIS]", "clauses: [RTS, DIS]")
    where = line_of(root, "questions.yaml", "RTS")
    assert problems(root) == [("clause 'RTS' is not in clauses.yaml", where, "did you mean 'RST'?")]


def test_a_wrong_number_is_reported_at_its_line(rules):
    root = rules("questions.yaml", "- id: N44", "- id: N43")
    [(what, where, _)] = problems(root)
    assert what == "id 'N43' stands where 'N44' is expected"
    assert where == f"{root / 'questions.yaml'}:" + where.rsplit(":", 1)[1]
    lines = (root / "questions.yaml").read_text("utf-8").splitlines()
    assert "N43" in lines[int(where.rsplit(":", 1)[1]) - 1]


def test_an_unknown_name_in_braces_is_reported(rules):
    root = rules("questions.yaml", "{vendor}, directly", "{supplier}, directly")
    [(what, where, _)] = problems(root)
    assert "only {vendor} and {buyer} are filled in, not {supplier}" in what
    assert where == line_of(root, "questions.yaml", "follow_up: >-")


def test_a_misspelt_key_and_channel_are_reported_together(rules):
    rules("questions.yaml", "        why: An owner", "        whi: An owner")
    root = rules("questions.yaml", "channels: [cash, talks]", "channels: [cahs, talks]")
    found = problems(root)
    where = line_of(root, "questions.yaml", "whi: ")
    assert ("unknown key 'whi'", where, "did you mean 'why'?") in found
    assert any(w == line_of(root, "questions.yaml", "cahs") for _, w, _ in found)


def test_a_clause_that_stands_twice_is_reported(rules):
    root = rules("clauses.yaml", "- id: RST", "- id: CHG")
    with pytest.raises(RuleErrors) as caught:
        load_clauses(root)
    assert caught.value.what == "id 'CHG' is used twice"
    lines = (root / "clauses.yaml").read_text("utf-8").splitlines()
    assert caught.value.where is not None
    assert "CHG" in lines[int(caught.value.where.rsplit(":", 1)[1]) - 1]


def test_a_question_without_a_question_mark_is_no_question(rules):
    root = rules("questions.yaml", "which of them compete with us?", "which of them compete.")
    assert "should match pattern" in problems(root)[0][0]
