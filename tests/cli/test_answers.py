"""Checklist, out and back: the questions come first that matter, and the answers move the score."""

import datetime as dt
import io
import math
from pathlib import Path

import openpyxl
import pytest

from vendorrisk.decision.checklist import checklist
from vendorrisk.dossier import Dossier, gather
from vendorrisk.model.belief import Family, Strength
from vendorrisk.pipeline import compare
from vendorrisk.report.workbook import checklist_workbook
from vendorrisk.rulebook import load_clauses, load_parameters, load_questions
from vendorrisk.scoring.ledger import rounded
from vendorrisk.scoring.rebuilding import rebuilt
from vendorrisk.scoring.tree import score
from vendorrisk.shipped import packaged

DAY = dt.date(2025, 6, 20)
VENDOR = "Scale AI"
FIRST = ("N19", "N17", "N01", "N21", "N26")  # boards, leavers, owners, key people, what owners see
CASE = ("--buyer", "google", "--vendor", VENDOR, "--as-of", DAY.isoformat(), "-q")


@pytest.fixture(scope="module")
def seeds():
    return gather(packaged("seeds"))


def compared(dossier):
    return compare(dossier, buyer="google", vendors=[VENDOR], as_of=DAY)


@pytest.fixture(scope="module")
def before(seeds):
    return compared(seeds)


@pytest.fixture(scope="module")
def made(before):
    return checklist(before, load_questions(), load_clauses())


@pytest.fixture(scope="module")
def book(made, before):
    return checklist_workbook(made, before)


def fill(data: bytes, path: Path, *cells: tuple[str, str, str, object], key: str = "question_id"):
    """Fill in cells (sheet, row by its key, title, value) with another program's library."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for name, row, title, value in cells:
        sheet = book[name]
        at = {cell.value: cell.column for cell in sheet[1]}
        by = at["key" if name == "Clauses" else "question_id"]
        number = next(n for n in range(2, sheet.max_row + 1) if sheet.cell(n, by).value == row)
        sheet.cell(number, at[title]).value = value
    book.save(path)
    return path


def answered(question, answer, proof=None, day=DAY):
    cells = [("answer", answer), ("response_date", day), ("proof", proof)]
    return [("Checklist", question, title, value) for title, value in cells]


def test_the_first_five_questions_are_those_of_a_careful_buyer(made):
    rows = made.of(VENDOR)
    assert tuple(row.question_id for row in rows[:5]) == FIRST
    assert [row.worth for row in rows[:3]] == sorted((r.worth for r in rows[:3]), reverse=True)
    assert [row.reach for row in rows[:5]] == ["decision"] * 4 + ["interval"]
    for row in rows[:5]:
        assert row.settles and row.effect > 0.0 and row.evidence_on_file
        assert VENDOR in row.follow_up_request and row.clears and row.clause_suggestion
    assert rows[4].cannot_change == "whatever the answer, 'replace' stays the cheapest action"
    assert {key.split("|")[0] for row in rows[:5] for key in row.settles} == {
        "seat", "move", "stake", "rights", "required",
    }  # fmt: skip


def with_answers(cli, seeds, book, tmp_path, cells):
    """Import a filled-in workbook and compare with its answers as one more input."""
    path = tmp_path / "answers.yaml"
    done = cli("checklist", "import", fill(book, tmp_path / "c.xlsx", *cells), "-o", path, "-q")
    assert (done.code, done.out) == (0, "")
    told = gather([path])
    assert told.skipped == ()
    both = Dossier(
        documents=(*seeds.documents, *told.documents),
        claims=tuple(sorted((*seeds.claims, *told.claims), key=lambda c: c.id)),
        names=seeds.names,
        judgements=seeds.judgements,
        engine=seeds.engine,
    )
    return compared(both), told.claims


def fused_by_hand(belief, sign, strength, origin):
    """A belief with one more family: max inside an origin, weights add, conflict to ignorance."""
    parts = {(f.origin, f.polarity): f.strength for f in belief.families}
    old = parts.get((origin, sign), Strength(low=0, point=0, high=0))
    parts[origin, sign] = Strength(
        low=max(old.low, strength), point=max(old.point, strength), high=max(old.high, strength)
    )

    def end(place, other):
        q_for = math.prod(1 - getattr(s, place) for (_, p), s in parts.items() if p > 0)
        q_not = math.prod(1 - getattr(s, other) for (_, p), s in parts.items() if p < 0)
        low, high = (1 - q_for) * q_not, 1 - q_for * (1 - q_not)
        return low, low + belief.base_rate * (high - low), high

    return {
        "low": end("low", "high")[0],
        "point": end("point", "point")[1],
        "high": end("high", "low")[2],
        "families": (
            *belief.families,
            Family(
                origin=origin, polarity=sign, claims=(), documents=(), why=(),
                strength=Strength(low=strength, point=strength, high=strength),
            ),
        ),
    }  # fmt: skip


def expected(before, row, answer):
    """The risk by the ledger: each claim that the answer speaks to fused anew, the tree scored."""
    asked = {item.id: len(item.questions) for item in load_parameters().required}
    if answer == "Yes":
        keys, sign, strength = set(row.supports), 1, 0.5  # admitted, in an unsigned statement: C
    else:
        keys, sign, strength = set(row.settles), -1, 0.25  # in its own interest: D

    def change(belief):
        if belief.key not in keys:
            return belief
        topic, item, *_ = belief.key.split("|")
        part = asked[item] if topic == "required" and sign < 0 else 1
        own = 1.0 - (1.0 - strength) ** (1.0 / part)
        return belief.model_copy(update=fused_by_hand(belief, sign, own, f"statement of {VENDOR}"))

    events = rebuilt([entry.event for entry in before.assessments[0].ledger], change)
    return rounded(score([events], 0.0)[0].risk)


@pytest.mark.parametrize("answer", ["Yes", "No"])
@pytest.mark.parametrize("question", FIRST)
def test_each_of_them_moves_the_score_by_what_the_ledger_says(
    cli, seeds, before, made, book, tmp_path, question, answer
):
    row = next(r for r in made.of(VENDOR) if r.question_id == question)
    after, (claim,) = with_answers(cli, seeds, book, tmp_path, answered(question, answer))
    old, new = before.assessments[0].risk, after.assessments[0].risk
    assert (claim.question, claim.modality == "denied") == (question, answer == "No")
    if answer == "Yes":
        assert new.low > old.low and new.point >= old.point and new.high >= old.high
    else:
        assert new.high < old.high and new.point <= old.point and new.low <= old.low
    found = expected(before, row, answer)
    for end in ("low", "point", "high"):
        assert getattr(new, end) == pytest.approx(getattr(found, end), abs=2e-6)
    shown = {c.id for entry in after.assessments[0].ledger for c in entry.claims}
    assert claim.id in shown


def test_an_audit_goes_further_than_a_word(cli, seeds, before, book, tmp_path):
    ends = [
        with_answers(cli, seeds, book, tmp_path / name, answered("N17", "No", name))[0]
        for name in ("Statement", "Document seen", "Independent audit")
        if not (tmp_path / name).mkdir()
    ]
    highs = [before.assessments[0].risk.high, *(c.assessments[0].risk.high for c in ends)]
    lows = [before.assessments[0].risk.low, *(c.assessments[0].risk.low for c in ends)]
    assert highs == sorted(highs, reverse=True) and len(set(highs)) == 4
    assert lows == sorted(lows, reverse=True)


def test_answers_are_evidence_in_every_command_from_their_day_on(cli, tmp_path):
    out, path = tmp_path / "c.xlsx", tmp_path / "answers.yaml"
    assert cli("checklist", "seeds", *CASE, "-o", out).code == 0
    later = dt.date(2025, 6, 25)
    fill(out.read_bytes(), out, *answered("N17", "No", "Independent audit", later))
    assert cli("checklist", "import", out, "-o", path).code == 0
    alone = cli("compare", "seeds", *CASE).out
    assert cli("compare", "seeds", path, *CASE).out.splitlines()[5] == alone.splitlines()[5]
    late = [*CASE[:-2], "2025-06-25", "-q"]
    then = cli("compare", "seeds", path, *late)
    assert then.code == 0 and then.out.splitlines()[5] != alone.splitlines()[5]
    again = cli("checklist", "seeds", path, *late, "-f", "md").out
    part = again.split("#### N17 ")[1].split("#### ")[0]
    assert "evidence: Mixed" in part
    assert "On 2025-06-25 Scale AI answered No to N17" in again
    assert '"kind":"answer"' in cli("claims", path).out.replace(" ", "")


def test_a_clause_lowers_its_channel_and_the_residual_stands_beside(cli, tmp_path):
    out = tmp_path / "c.xlsx"
    assert cli("checklist", "seeds", *CASE, "-o", out).code == 0
    clause = {
        "agreed": "Yes",
        "evidence": "signed amendment",
        "proof": "Independent audit",
        "ends on": dt.date(2027, 1, 1),
    }
    fill(out.read_bytes(), out, *(("Clauses", "CLN", t, v) for t, v in clause.items()))
    done = cli("checklist", "import", out, "-o", f"{tmp_path}/back/", "-q")
    assert done.code == 0
    measures = tmp_path / "back" / "mitigations.yaml"
    again = tmp_path / "d.xlsx"
    with_them = ("--mitigations", measures, "-o", again)
    assert cli("checklist", "seeds", *CASE, *with_them).code == 0
    summary = [[c.value for c in row] for row in openpyxl.load_workbook(again)["Summary"]]
    head = next(row for row in summary if row[0] == "vendor")
    cells = dict(zip(head, summary[summary.index(head) + 1], strict=True))
    inherent = cells["risk [low–high], higher is riskier"]
    assert cells["left with mitigations"].endswith("1 of 1 measures count")
    assert cells["left with mitigations"].split()[0] < inherent.split()[0]
    found = compare(
        packaged("seeds"), buyer="google", vendors=[VENDOR], as_of=DAY, mitigations=measures
    )
    (measure,) = found.assessments[0].residual.measures
    assert measure.events == ("interlock:alexandr-wang",)
    frame = found.to_frame()
    assert frame["residual_low"][0] < frame["low"][0]
    assert frame["residual_tier"][0] == found.assessments[0].residual.tier


def test_an_error_changes_nothing_and_names_the_cell(cli, book, tmp_path):
    good, path = tmp_path / "c.xlsx", tmp_path / "answers.yaml"
    fill(book, good, *answered("N17", "No"))
    assert cli("checklist", "import", good, "-o", path).code == 0
    kept = path.read_bytes()
    bad = fill(book, tmp_path / "bad.xlsx", *answered("N17", "Yes"), *answered("N19", "Noo"))
    done = cli("checklist", "import", bad, "-o", path)
    assert done.code == 2 and path.read_bytes() == kept
    assert "error: 'Noo' is not on the list" in done.err
    assert f"  at  {bad}: Checklist!row 2, column 'answer'" in done.err
    assert "fix did you mean 'No'?" in done.err
    assert sorted(one.name for one in tmp_path.iterdir()) == ["answers.yaml", "bad.xlsx", "c.xlsx"]


def test_what_is_said_of_an_import(cli, book, tmp_path):
    one = fill(book, tmp_path / "c.xlsx", *answered("N17", "No"), *answered("N24", "Yes"))
    done = cli("checklist", "import", one)
    assert done.out.startswith("# Made by") and done.out.count("  - id: ") == 2
    assert "2 answers, 2 new to the file; 1 not for the score, kept as context" in (
        " ".join(done.err.split())
    )
    path = tmp_path / "a.yaml"
    assert "wrote" in cli("checklist", "import", one, "-o", path).err
    again = cli("checklist", "import", one, "-o", path)
    assert "wrote" not in again.err and "0 new" in again.err
    empty = fill(book, tmp_path / "e.xlsx")
    assert "no question is answered" in cli("checklist", "import", empty).err


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("{book}", "-o", "a.txt"), "answers go to a .yaml file"),
        (("{book}", "-o", "a.yaml", "--mitigations-out", "a.yaml"), "would replace the file of"),
        (("none.xlsx",), "no such file"),
        ((), "FILE missing"),
        (("{book}", "--outptu", "a.yaml"), "no such option"),
    ],
)
def test_wrong_words_are_told(cli, book, tmp_path, monkeypatch, words, what):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "c.xlsx"
    path.write_bytes(book)
    done = cli("checklist", "import", *(word.format(book=path) for word in words))
    assert done.code == 2 and what in done.err
    assert [one.name for one in tmp_path.iterdir()] == ["c.xlsx"]


def test_a_folder_called_import_is_still_an_input(cli, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("import").mkdir()
    Path("import/a.txt").write_text("Meta took a 49% stake in Scale AI on 13 June 2025.\n")
    done = cli(
        "checklist", "./import", "--buyer", "google", "--vendor", VENDOR, "--as-of", DAY.isoformat()
    )
    assert done.code == 0 and "Meta" in done.out
