"""``review``: the queue, the five verdicts, the sheet, and what other commands make of the log."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from vendorrisk.interchange.reviews import read_log
from vendorrisk.pipeline import compare

CASE = ("--buyer", "google", "--vendor", "Scale AI", "--as-of", "2025-06-20")
WHO = ("--by", "Ada", "--on", "2026-01-31")
HOSTILE = (
    '=HYPERLINK("http://evil.example","click")',
    "+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "_x0041_, _xD800_ and _x000D_",
    "<script>alert(1)</script> & | a | [b](javascript:alert(1)) `c`",
    "bell \x07 and \u202e bidi \u200b",
    "tab\tand  two blanks",
)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    place = tmp_path / "inbox"
    place.mkdir()
    (place / "story.md").write_text(
        "---\npublished: 2025-06-14\n---\n"
        "Meta took a 49% stake in Scale AI. Google plans to end its partnership with Scale AI.\n"
        "Microsoft is a client of Scale AI.\n",
        encoding="utf-8",
    )
    return place


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "reviews.jsonl"


@pytest.fixture
def decide(cli, inbox: Path, log: Path):
    def call(verdict: str, *words: object):
        names = [word for word in words if str(word).startswith("clm-")]
        rest = [word for word in words if word not in names]
        return cli("review", verdict, *names, inbox, "--reviews", log, *WHO, *rest)

    return call


@pytest.fixture
def queue(cli, inbox: Path, log: Path):
    def call(*words: object):
        done = cli("review", "list", inbox, *CASE, "--reviews", log, "-f", "json", *words)
        assert done.code == 0, done.err
        return json.loads(done.out)["items"]

    return call


def test_the_queue_tells_what_rejecting_each_claim_would_do(cli, inbox, log, queue, decide) -> None:
    items = queue()
    assert {item["status"] for item in items} == {"open"}
    assert any(item["effects"] for item in items)
    for item in items:
        decide("reject", item["claim"]["id"], "--reason", "other")
        case = {"buyer": "google", "vendors": ["Scale AI"], "as_of": "2025-06-20"}
        after = compare([inbox], **case, reviews=log).assessments[0]
        for effect in item["effects"]:
            assert effect["otherwise"]["risk"] == after.risk.model_dump()
            assert effect["otherwise"]["tier"] == after.tier
            assert effect["otherwise"]["action"] == after.decision.at_point
        if not item["effects"]:
            assert after.risk == compare([inbox], **case).assessments[0].risk
        back = next(one for one in queue() if one["claim"]["id"] == item["claim"]["id"])
        assert back["status"] == "rejected"
        for one, other in zip(back["effects"], item["effects"], strict=True):
            assert (one["now"], one["otherwise"]) == (other["otherwise"], other["now"])
        decide("undo", item["claim"]["id"])


def test_most_hangs_on_the_first(queue) -> None:
    weights = []
    for item in queue():
        one = item["effects"][0] if item["effects"] else None
        now, other = (one["now"], one["otherwise"]) if one else ({}, {})
        weights.append(
            (
                bool(one) and now["tier"] != other["tier"],
                bool(one) and now["action"] != other["action"],
                abs(now["loss"] - other["loss"]) if one else 0.0,
                one["change"] if one else 0.0,
            )
        )
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) > 1


def test_states_go_round(queue, decide) -> None:
    first, second, third = (item["claim"]["id"] for item in queue()[:3])
    assert decide("accept", first).code == 0
    assert decide("reject", second, "--reason", "duplicate", "--note", "as the first").code == 0
    kind = next(i["claim"]["kind"] for i in queue() if i["claim"]["id"] == third)
    edited = decide("edit", third, "--set", "date=2025-06", "--reason", "out-of-date")
    assert edited.code == 0 and "; date: none -> 2025-06" in edited.out
    found = {item["claim"]["id"]: item for item in queue()}
    assert [found[name]["status"] for name in (first, second, third)] == [
        "accepted",
        "rejected",
        "edited",
    ]
    assert found[third]["claim"]["date"] == "2025-06"
    assert found[third]["claim"]["review"]["machine"] == {"date": None}
    assert found[third]["claim"]["kind"] == kind
    assert {first, second, third}.isdisjoint(i["claim"]["id"] for i in queue("--open"))
    decide("undo", first, second, third)
    assert {item["status"] for item in queue()} == {"open"}


def test_a_decision_prints_its_line_and_says_when_it_stands_already(decide, queue, log) -> None:
    name = queue()[0]["claim"]["id"]
    done = decide("accept", name[:10])
    assert done.code == 0 and done.out.startswith(f"accepted  {name}  ")
    before = log.read_bytes()
    again = decide("accept", name)
    assert again.code == 0 and again.out == "" and "already says so" in again.err
    assert log.read_bytes() == before


def test_a_changed_text_is_open_again(cli, inbox, log, queue, decide) -> None:
    name = queue()[0]["claim"]["id"]
    decide("reject", name, "--reason", "not-stated")
    story = inbox / "story.md"
    story.write_text(story.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    again = [item for item in queue() if item["status"] == "re-opened"]
    assert [(one["was"]["claim"], one["changed"]) for one in again] == [(name, ["text"])]
    table = cli("review", "list", inbox, *CASE, "--reviews", log)
    assert "before its text changed: rejected by Ada on 2026-01-31" in " ".join(table.out.split())
    assert "1 review open again" in table.err


def test_the_table_fits_a_terminal(cli, inbox, log, queue, decide) -> None:
    decide("reject", queue()[0]["claim"]["id"], "--reason", "other", "--note", "x " * 200)
    out = cli("review", "list", inbox, *CASE, "--reviews", log).out
    assert max(map(len, out.splitlines())) <= 80


def test_csv_has_a_row_for_each_claim_and_vendor(cli, inbox, log) -> None:
    words = ("--vendor", "Labelbox", "-f", "csv")
    out = cli("review", "list", inbox, *CASE, *words, "--reviews", log).out
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [int(row["rank"]) for row in rows] == sorted(int(row["rank"]) for row in rows)
    assert {row["status"] for row in rows} == {"open"}
    assert all(row["claim"].startswith("clm-") and row["quote"] for row in rows)


def test_the_log_may_be_required(cli, inbox, log, queue, decide) -> None:
    needed = ("score", inbox, *CASE, "--require-reviewed")
    done = cli(*needed)
    names = [item["claim"]["id"] for item in queue()]
    assert done.code == 3 and "Scale AI" in done.out
    assert all(name in done.err for name in names[:5])
    assert cli(*needed, "--exit-zero").code == 0
    decide("accept", *names[1:])
    decide("reject", names[0], "--reason", "other")
    done = cli(*needed, "--reviews", log)
    assert done.code == 0, done.err
    decide("undo", names[0], names[1])
    done = cli(*needed, "--reviews", log)
    assert done.code == 3 and "2 claims not reviewed" in done.err


@pytest.mark.parametrize("format", ["md", "html", "json"])
def test_a_report_shows_what_was_taken_out_and_who_signed(
    cli, inbox, log, queue, decide, format
) -> None:
    first, second = (item["claim"]["id"] for item in queue()[:2])
    plain = cli("report", inbox, *CASE, "-f", format)
    assert "Ada" not in plain.out and "taken out" not in plain.out
    decide("reject", first, "--reason", "wrong-entity", "--note", "<b>no</b> | `x`")
    decide("accept", second)
    done = cli("report", inbox, *CASE, "-f", format, "--reviews", log)
    assert "rejected by Ada on 2026-01-31" in done.out or format == "json"
    assert "accepted by Ada on 2026-01-31" in done.out or format == "json"
    assert "<b>no</b>" not in done.out or format == "json"
    if format == "json":
        (out,) = json.loads(done.out)["rejected"]
        assert (out["id"], out["review"]["reason"]) == (first, "wrong-entity")
    else:
        assert "Claims that were taken out" in done.out


def test_claims_show_the_verdict(cli, inbox, log, queue, decide) -> None:
    name = queue()[0]["claim"]["id"]
    decide("reject", name, "--reason", "other")
    for format in ("table", "md"):
        out = cli("claims", inbox, "-f", format, "--reviews", log).out
        assert "rejected by Ada on 2026-01-31" in " ".join(out.split())
    lines = cli("claims", inbox, "--reviews", log).out.splitlines()
    assert [c["id"] for c in map(json.loads, lines) if c["review"]] == [name]
    assert "rejected by Ada" in cli("claims", inbox, "--why", name, "--reviews", log).out
    assert "no: rejected by Ada" in cli("explain", name, inbox, "--reviews", log).out


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (["accept", "clm-ffffffff"], ["no claim 'clm-ffffffff'"]),
        (["accept", "clm-"], ["claims begin with 'clm-'"]),
        (["reject", "ID"], ["a reason is missing", "wrong-direction"]),
        (["reject", "ID", "--reason", "wrong-dirction"], ["did you mean 'wrong-direction'?"]),
        (["edit", "ID", "--reason", "other"], ["nothing is set", "--set percent=49"]),
        (["edit", "ID", "--set", "percent", "--reason", "other"], ["'percent' sets nothing"]),
        (["edit", "ID", "--set", "percnt=1", "--reason", "other"], ["did you mean 'percent'?"]),
        (["edit", "ID", "--set", "percent=x", "--reason", "other"], ["'x' is not a number"]),
        (["edit", "ID", "--set", "votes=", "--reason", "other"], ["this changes nothing"]),
        (["undo", "ID"], ["nothing was decided on clm-"]),
        (["accept", "ID", "--on", "31.1.2026"], ["'31.1.2026' is no day", "at --on"]),
        (["accept", "ID", "--by", " "], ["who decides is missing", "VENDORRISK_BY"]),
        (["accept", "ID", "--note", "x" * 2001], ["longer than 2,000 characters", "--note"]),
    ],
)
def test_mistakes_are_told_and_nothing_is_written(decide, queue, log, words, parts) -> None:
    name = queue()[0]["claim"]["id"]
    done = decide(words[0], *(name if word == "ID" else word for word in words[1:]))
    assert done.code == 2 and done.out == ""
    for part in parts:
        assert part in " ".join(done.err.split()), done.err
    assert not log.exists() or log.read_bytes() == b""


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["accept", "clm-1", "INBOX", *WHO], "--reviews missing"),
        (["accept", "clm-1", "INBOX", "--reviews", "LOG", "--on", "2026-01-31"], "who decides"),
        (["accept", "clm-1", "INBOX", "--reviews", "LOG", "--by", "Ada"], "has no day"),
        (["accept", "clm-1", "--reviews", "LOG", *WHO], "INPUTS missing"),
        (["accept", "INBOX", "--reviews", "LOG", *WHO], "CLAIM missing"),
        (["accept", "clm-1", "INBOX", "--reviews", "INBOX/r.jsonl", *WHO], "among the documents"),
        (["edit", "clm-1", "clm-2", "INBOX", "--reviews", "LOG", "--set", "a=b", "--reason",
          "other", *WHO], "one claim at a time"),
        (["import", "none.xlsx", "INBOX", "--reviews", "LOG", *WHO], "no such file"),
        (["acept"], "did you mean 'accept'?"),
    ],
)  # fmt: skip
def test_what_is_missing_is_told(cli, inbox, log, words, part) -> None:
    given = [w.replace("INBOX", str(inbox)).replace("LOG", str(log)) for w in words]
    done = cli("review", *given)
    assert done.code == 2 and part in " ".join(done.err.split()), done.err


def test_a_log_that_is_not_there_is_an_error_where_it_is_read(cli, inbox, log) -> None:
    done = cli("score", inbox, *CASE, "--reviews", log)
    assert done.code == 2 and "no such log of reviews" in done.err


def test_torn_writing_is_told_and_healed(cli, inbox, log, queue, decide) -> None:
    first, second = (item["claim"]["id"] for item in queue()[:2])
    decide("accept", first)
    with log.open("ab") as file:
        file.write(b'{"id": "ent-')
    done = cli("score", inbox, *CASE, "--reviews", log)
    assert done.code == 0 and "left out 12 bytes at its end" in done.err
    decide("accept", second)
    assert [e.claim for e in read_log(log).entries] == [first, second]
    assert log.with_name("reviews.jsonl.torn").read_bytes() == b'{"id": "ent-\n'


# The sheet.


@pytest.fixture
def sheet(cli, inbox, log, tmp_path):
    """Makes the queue as a sheet, fills it in by a function, and returns its path."""
    path = tmp_path / "queue.xlsx"

    def make(fill, *words: object) -> Path:
        done = cli("review", "list", inbox, *CASE, "--reviews", log, "-o", path, *words)
        assert done.code == 0, done.err
        book = openpyxl.load_workbook(path)
        rows = book["Review"]
        at = {cell.value: cell.column for cell in rows[1]}
        fill(rows, lambda line, title: rows.cell(line, at[title]))
        book.save(path)
        return path

    return make


def test_a_sheet_goes_round(sheet, queue, decide, cli, inbox, log) -> None:
    def fill(rows, cell) -> None:
        cell(2, "verdict").value = "accept"
        cell(3, "verdict").value = "Reject"
        cell(3, "reason").value = "wrong-direction"
        cell(3, "note").value = HOSTILE[4]
        cell(4, "verdict").value = "edit"
        cell(4, "reason").value = "other"
        cell(4, "changes").value = "date=2025-05; attributed_to=Reuters; CNBC"

    names = [item["claim"]["id"] for item in queue()]
    path = sheet(fill)
    done = cli("review", "import", path, inbox, "--reviews", log, *WHO)
    assert done.code == 0, done.err
    assert [line.split()[:2] for line in done.out.splitlines()] == [
        ["accepted", names[0]],
        ["rejected", names[1]],
        ["edited", names[2]],
    ]
    found = {item["claim"]["id"]: item["claim"] for item in queue()}
    assert found[names[2]]["attributed_to"] == ["Reuters", "CNBC"]
    assert found[names[1]]["review"]["note"] == HOSTILE[4]
    before = log.read_bytes()
    for again in (path, sheet(lambda *_: None)):  # as it was filled in, and made anew
        done = cli("review", "import", again, inbox, "--reviews", log, "--by", "Bob", *WHO[2:])
        assert done.code == 0, done.err
        assert log.read_bytes() == before


def _set(**cells):
    def fill(rows, cell) -> None:
        for title, value in cells.items():
            one = cell(2, title.replace("_", " ") if title == "what_it_says" else title)
            one.value = value
            if isinstance(value, str) and title != "verdict":
                one.data_type = "s"  # text, no formula

    return fill


@pytest.mark.parametrize(
    ("cells", "parts"),
    [
        ({"verdict": "acept"}, ["unknown verdict 'acept'", "did you mean 'accept'?"]),
        ({"verdict": "undo"}, ["unknown verdict 'undo'"]),
        ({"verdict": "reject"}, ["'reject' needs a reason"]),
        ({"verdict": "reject", "reason": "wrong-amuont"}, ["did you mean 'wrong-amount'?"]),
        ({"verdict": "edit", "reason": "other"}, ["an edit without changes"]),
        ({"verdict": "accept", "changes": "percent=1"}, ["changes beside 'accept'"]),
        ({"verdict": "edit", "reason": "other", "changes": "percent 1"}, ["sets nothing"]),
        ({"verdict": "edit", "reason": "other", "changes": "percent=x"}, ["is not a number"]),
        ({"verdict": "edit", "reason": "other", "changes": "votes=1; votes=2"}, ["set twice"]),
        ({"verdict": "edit", "reason": "other", "changes": "votes="}, ["change nothing"]),
        ({"reason": "other"}, ["no verdict beside what is filled in"]),
        ({"verdict": "accept", "quote": "another"}, ["cells of the tool were changed"]),
        ({"verdict": "accept", "probability": 0.1}, ["cells of the tool were changed"]),
        ({"verdict": "accept", "row_hash": "x"}, ["cells of the tool were changed"]),
        ({"verdict": "accept", "claim": "clm-1"}, ["cells of the tool were changed"]),
        ({"verdict": "accept", "note": "x" * 2001}, ["a note of more than 2,000"]),
        ({"verdict": '="accept"'}, ["a formula in 'verdict'"]),
    ],
)
def test_a_wrong_cell_is_told_with_its_row_and_nothing_is_written(
    sheet, cli, inbox, log, cells, parts
) -> None:
    def fill(rows, cell) -> None:
        _set(**cells)(rows, cell)
        cell(3, "verdict").value = "accept"

    done = cli("review", "import", sheet(fill), inbox, "--reviews", log, *WHO)
    assert done.code == 2 and done.out == ""
    for part in ("queue.xlsx: Review!2", *parts):
        assert part in " ".join(done.err.split()), done.err
    assert not log.exists()


def test_all_wrong_rows_are_told_at_once(sheet, cli, inbox, log) -> None:
    def fill(rows, cell) -> None:
        cell(2, "verdict").value = "perhaps"
        cell(3, "verdict").value = "edit"
        cell(3, "reason").value = "other"
        cell(3, "changes").value = "percent=400"

    done = cli("review", "import", sheet(fill), inbox, "--reviews", log, *WHO)
    assert done.code == 2
    assert "Review!2" in done.err and "Review!3" in done.err


def test_a_sheet_may_be_sorted_and_rows_left_out(sheet, cli, inbox, log, queue) -> None:
    names = [item["claim"]["id"] for item in queue()]

    def fill(rows, cell) -> None:
        cell(3, "verdict").value = "accept"
        rows.delete_rows(2)
        rows.insert_rows(2, 2)

    done = cli("review", "import", sheet(fill), inbox, "--reviews", log, *WHO)
    assert done.code == 0, done.err
    assert [e.claim for e in read_log(log).entries] == [names[1]]


def test_a_row_that_stands_twice_is_told(sheet, cli, inbox, log) -> None:
    def fill(rows, cell) -> None:
        cell(2, "verdict").value = "accept"
        last = rows.max_row + 1
        for column in range(1, rows.max_column + 1):
            rows.cell(last, column).value = rows.cell(2, column).value

    done = cli("review", "import", sheet(fill), inbox, "--reviews", log, *WHO)
    assert done.code == 2 and "stands in row 2 too" in done.err


def test_what_others_decided_meanwhile_is_not_overwritten(sheet, cli, inbox, log, decide, queue):
    path = sheet(_set(verdict="accept"))
    name = queue()[0]["claim"]["id"]
    decide("reject", name, "--reason", "not-stated")
    before = log.read_bytes()
    done = cli("review", "import", path, inbox, "--reviews", log, *WHO)
    assert done.code == 2 and "decided otherwise since the sheet was made" in done.err
    assert log.read_bytes() == before


def test_a_text_that_changed_meanwhile_is_told(sheet, cli, inbox, log) -> None:
    path = sheet(_set(verdict="accept"))
    story = inbox / "story.md"
    story.write_text(story.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    done = cli("review", "import", path, inbox, "--reviews", log, *WHO)
    assert done.code == 2 and "make the sheet anew" in " ".join(done.err.split())
    assert not log.exists()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_goes_round_as_text(sheet, cli, inbox, log, text, queue) -> None:
    (inbox / "story.md").unlink()
    (inbox / "facts.yaml").write_text(
        json.dumps(
            {
                "facts": [
                    {
                        "id": "f1",
                        "says": f"Meta holds 49 percent of Scale AI {text}",
                        "kind": "ownership",
                        "subject": "Meta",
                        "object": "Scale AI",
                        "percent": 49,
                        "role": text,
                        "modality": "confirmed",
                        "date": "2025-06-12",
                        "known_from": "2025-06-13",
                    }
                ]
            }
        ),
        encoding="utf-8",
    )

    def fill(rows, cell) -> None:
        _set(verdict="reject", reason="other", note=text.replace("\x07", ""))(rows, cell)
        cell(2, "note").data_type = "s"  # typed as a text, not as a formula

    path = sheet(fill)
    for row in openpyxl.load_workbook(path)["Review"].iter_rows():
        assert all(cell.data_type != "f" for cell in row if cell.column_letter not in "N")
    done = cli("review", "import", path, inbox, "--reviews", log, *WHO)
    assert done.code == 0, done.err
    (item,) = queue()
    assert item["status"] == "rejected"
    for format in ("table", "csv"):
        out = cli("review", "list", inbox, *CASE, "--reviews", log, "-f", format).out
        assert "\x07" not in out and "\u202e" not in out
    rows = csv.reader(io.StringIO(out))
    assert not any(cell.startswith(("=", "+", "@", "\t")) for row in rows for cell in row)


@pytest.mark.parametrize(
    ("data", "part"),
    [(b"", "not a workbook"), (b"PK\x03\x04", "cut off"), (b"claim,verdict", "not a workbook")],
)
def test_what_is_no_workbook_is_told(cli, inbox, log, tmp_path, data, part) -> None:
    path = tmp_path / "q.xlsx"
    path.write_bytes(data)
    done = cli("review", "import", path, inbox, "--reviews", log, *WHO)
    assert done.code == 2 and part in done.err


def test_a_far_cell_merged_rows_and_a_column_twice_are_told(sheet, cli, inbox, log) -> None:
    def spread(rows, cell) -> None:
        cell(2, "verdict").value = "accept"
        rows.cell(1_000_000, 16_000).value = "x"

    def merged(rows, cell) -> None:
        cell(2, "verdict").value = "accept"
        rows.cell(1, rows.max_column + 1).value = "verdict"
        rows.merge_cells(start_row=2, end_row=3, start_column=cell(2, "note").column, end_column=99)

    for fill, parts in (
        (spread, ["spreads over 1,000,000 rows"]),
        (merged, ["column 'verdict' stands twice", "cells of several rows are merged"]),
    ):
        done = cli("review", "import", sheet(fill), inbox, "--reviews", log, *WHO)
        assert done.code == 2
        for part in parts:
            assert part in " ".join(done.err.split())
        assert not log.exists()


def test_a_sheet_of_another_kind_is_told(cli, inbox, log, tmp_path) -> None:
    path = tmp_path / "q.xlsx"
    book = openpyxl.Workbook()
    book.save(path)
    done = cli("review", "import", path, inbox, "--reviews", log, *WHO)
    assert done.code == 2 and "no sheet 'Review'" in done.err
    book["Sheet"].title = "Review"
    book["Review"]["A1"] = "claim"
    book["Review"]["B1"] = "verdct"
    book.save(path)
    done = cli("review", "import", path, inbox, "--reviews", log, *WHO)
    assert done.code == 2 and "no column 'status'" in done.err


def test_the_sheet_is_the_same_bytes_each_time(cli, inbox, tmp_path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        assert cli("review", "list", inbox, *CASE, "-o", tmp_path / name).code == 0
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
