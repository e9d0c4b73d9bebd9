"""A folder of one's own with a configuration: what a newcomer types there, and gets wrong."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

STORY = (
    "Valtek holds a 12% stake in Nexora Systems. "
    "Brightwater Logistics is a client of Nexora Systems.\n"
)


def said(done) -> str:
    return " ".join((done.out + done.err).split())


@pytest.fixture
def place(cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace as ``init`` makes it, and the working directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    assert cli("init", "-q").code == 0
    return tmp_path


def reset(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_init_says_what_to_fill_in(cli, tmp_path) -> None:
    told = cli("init", tmp_path / "ours").err
    before = told.partition("next:\n")[0]
    for name in ("vendorrisk.toml", "buyer.yaml", "articles/", "facts.yaml"):
        assert f"  {name} " in before


def test_a_saved_result_wants_nothing_of_the_configuration_that_it_holds(cli, place) -> None:
    """Only what is typed can contradict a result: inputs of a file are for other runs."""
    reset(place / "vendorrisk.toml", '# against = ["Another Vendor"]', 'against = ["Valtek"]')
    reset(place / "vendorrisk.toml", "# as_of = 2026-03-31", "as_of = 2026-03-31")
    assert cli("report").code == 0
    result = "reports/report.json"
    for command in ("report", "compare"):
        done = cli(command, "--from", result, "-o", f"{command}.md")
        assert done.code == 0, done.err
    whole = (place / "reports" / "report.md").read_bytes()
    assert (place / "report.md").read_bytes() == whole
    done = cli("gate", "--from", result)
    assert done.code == 0, done.err
    assert "from vendorrisk.toml: vendors, policy" in done.err
    assert "Valtek:" not in done.out  # an alternative is not gated, as without --from
    done = cli("report", "--from", result, "--buyer", "google")
    assert done.code == 2 and "--buyer and --from do not go together" in done.err


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('buyer = "buyer.yaml"', 'buyer = "byer.yaml"', "--buyer byer.yaml (vendorrisk.toml:7)"),
        ("# as_of = 2026-03-31", 'as_of = "March 2026"', "--as-of (vendorrisk.toml:12)"),
        ('["Nexora Systems"]', '["Nexora Sistems"]', "Nexora Sistems (vendorrisk.toml:8)"),
    ],
)
def test_an_error_says_where_an_option_stands_that_was_not_typed(
    cli, place, old: str, new: str, where: str
) -> None:
    reset(place / "vendorrisk.toml", old, new)
    done = cli("score")
    assert done.code == 2 and where in done.err


def test_an_error_in_what_was_typed_has_no_line_of_a_file(cli, place) -> None:
    assert "  at  --buyer typed.yaml\n" in cli("score", "--buyer", "typed.yaml").err


def test_a_file_that_is_no_toml_is_told_with_what_to_do(cli, place) -> None:
    reset(place / "vendorrisk.toml", '["Nexora Systems"]', '["Nexora Systems]')
    done = cli("score")
    assert done.code == 2
    assert "\n  at  vendorrisk.toml:8\n  fix close every quote and bracket" in done.err


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        ("rivalry: 1.0", "rivalry: 80%", ["'80%' is not a number", "80 % is 0.8"]),
        ("\nappetite:\n", "\n  appetite:\n", ["unknown key 'appetite'", "to the top of the file"]),
    ],
)
def test_a_slip_in_a_buyer_is_told_with_what_to_do(cli, place, old, new, parts) -> None:
    reset(place / "buyer.yaml", old, new)
    done = cli("score")
    assert done.code == 2
    for part in parts:
        assert part in said(done)


def test_doctor_finds_what_the_configuration_names_and_is_not_there(
    cli, place, monkeypatch
) -> None:
    from vendorrisk.cli import doctor

    monkeypatch.setattr(doctor, "PARTS", (doctor._configuration,))
    assert cli("doctor").code == 0
    reset(place / "vendorrisk.toml", 'buyer = "buyer.yaml"', 'buyer = "byer.yaml"')
    reset(place / "vendorrisk.toml", '["articles", ', '["articels", "more/*.md", ')
    reset(place / "vendorrisk.toml", 'policy = "policy.yaml"', 'policy = "rival-stake"')
    done = cli("doctor")
    assert done.code == 1
    assert "no such file or folder: 'byer.yaml' fix did you mean 'buyer.yaml'?" in said(done)
    assert "no such file or folder: 'articels' fix did you mean 'articles'?" in said(done)
    assert said(done).endswith("2 to mend")


def test_documents_that_nothing_dates_are_told(cli, place) -> None:
    assert "nothing dates" not in said(cli("score"))
    text = "Brightwater Logistics is a client of Nexora Systems.\n"
    (place / "articles" / "note.txt").write_text(text, encoding="utf-8")
    done = cli("score")
    assert "1 document nothing dates: note. What they say" in said(done)


def test_a_line_without_its_vendor_is_told_how_it_is_written(cli, place) -> None:
    done = cli("explain", "stake:valtek")
    assert done.code == 2
    assert "a line has its vendor before it: VENDOR:stake:valtek" in said(done)
    assert cli("explain").err == (
        "error: nothing to explain\n  at  vendorrisk explain\n  fix name a vendor, a line"
        " (Scale AI:stake:meta), a claim or a word (coverage)\n"
    )


def test_a_document_of_an_office_is_told_how_it_can_be_read(cli, place) -> None:
    (place / "articles" / "memo.docx").write_bytes(b"PK")
    assert "save it as PDF or as text; known: " in said(cli("score"))
    done = cli("score", "articles/memo.docx")
    assert done.code == 2 and "fix save it as PDF or as text; known: " in said(done)


def test_a_client_of_whom_nothing_is_known_is_not_called_a_rival(cli, place) -> None:
    (place / "articles" / "note.txt").write_text(
        f"{STORY}Valtek is a client of Nexora Systems.\n", encoding="utf-8"
    )
    told = cli("explain", "Nexora Systems").out
    told = " ".join(told.split())
    assert "Brightwater Logistics buys from Nexora Systems: it may be a rival that pays" in told
    assert "Valtek buys from Nexora Systems: a rival that pays" in told


def test_answers_taken_in_say_that_they_must_be_an_input(cli, place) -> None:
    assert cli("checklist").code == 0
    book = openpyxl.load_workbook("checklist.xlsx")
    sheet = book["Checklist"]
    at = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, at["answer"]).value = "No"
    sheet.cell(2, at["response_date"]).value = "15/04/2026"
    book.save("checklist.xlsx")
    done = cli("checklist", "import", "checklist.xlsx", "-o", "answers.yaml")
    assert done.code == 2
    assert done.err.count("error:") == 1, "one cell, one error"
    assert "'15/04/2026' is no day" in done.err
    sheet.cell(2, at["response_date"]).value = "2026-04-15"
    book.save("checklist.xlsx")
    words = ("checklist", "import", "checklist.xlsx", "-o", "answers.yaml")
    assert "to count, answers.yaml must be an input" in said(cli(*words))
    assert "to count" not in said(cli(*words))


def test_what_python_shows_of_a_reading_and_a_gate_is_short(cli, place) -> None:
    import vendorrisk

    read = vendorrisk.read("articles")
    assert str(read) == "1 documents, 0 inputs skipped"
    dossier = vendorrisk.gather("articles")
    assert str(dossier).startswith("1 documents, ") and "claims" in str(dossier)
    found = vendorrisk.compare(dossier, buyer="buyer.yaml", vendors=["Nexora Systems"])
    gate = vendorrisk.gate(found, "policy.yaml")
    lines = str(gate).splitlines()
    assert lines[0].endswith(f": policy 'ours' for Our Company as of {found.as_of}")
    assert lines[1].startswith("Nexora Systems: ") and "max_risk" in str(gate)
    for one in (read, dossier, gate):
        assert one._repr_mimebundle_() == {"text/plain": str(one)}


@pytest.mark.parametrize("typed", ["Nexora Systems Ltd", "nexora systems", "Nexora Systems, Inc."])
def test_a_vendor_may_be_typed_with_its_legal_form(cli, place, typed: str) -> None:
    assert "Nexora Systems  0." in cli("score", "--vendor", typed, "-q").out
    assert "unknown vendor 'Nexora'" in said(cli("score", "--vendor", "Nexora"))
