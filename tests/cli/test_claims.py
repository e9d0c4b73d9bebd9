"""``claims``: the keys are a contract, quotes stand where they say."""

from __future__ import annotations

import json
from pathlib import Path

from vendorrisk.documents import read
from vendorrisk.shipped import packaged

SEEDS = packaged("seeds")
KEYS = {
    "id", "doc", "doc_id", "kind", "subject", "object", "person", "role", "move",
    "amount_usd", "amount_low", "amount_high", "currency", "as_written",
    "percent", "percent_low", "percent_high", "share_of_revenue", "voting", "stage", "modality",
    "attributed_to", "date", "period", "quote", "start", "end", "probability", "extractor", "rule",
}  # fmt: skip


def test_one_object_a_line_with_the_keys_of_the_contract(cli) -> None:
    done = cli("claims", SEEDS, "--format", "jsonl")
    assert done.code == 0
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert rows
    texts = {document.id: document.text for document in read(str(SEEDS)).documents}
    for row in rows:
        assert row.keys() >= KEYS
        assert texts[row["doc_id"]][row["start"] : row["end"]] == row["quote"]
    assert rows == sorted(
        rows, key=lambda r: (r["doc"], r["doc_id"], r["start"], r["end"], r["id"])
    )


def test_same_bytes_twice_and_in_any_order_of_inputs(cli) -> None:
    facts = sorted((SEEDS / "facts").glob("*.yaml"))
    assert cli("claims", *facts).out == cli("claims", *reversed(facts)).out


def test_table_tells_what_was_found_where_within_a_page(cli) -> None:
    done = cli("claims", SEEDS / "facts", "-f", "table")
    assert "labelbox: publisher unknown" in done.out
    assert "Meta -> Scale AI, $14.3 billion, 49%, non-voting" in " ".join(done.out.split())
    assert max(map(len, done.out.splitlines())) <= 80


def test_markdown_escapes_what_documents_say(cli, tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text(
        "Meta took a stake in Scale AI, `|<script>alert(1)</script>`.", encoding="utf-8"
    )
    done = cli("claims", tmp_path, "-f", "md")
    assert done.code == 0
    assert "<script>" not in done.out.replace("\\<script", "")


def test_a_document_without_claims_is_named(cli, tmp_path: Path) -> None:
    (tmp_path / "quiet.txt").write_text("It rained on Tuesday.", encoding="utf-8")
    assert cli("claims", tmp_path).out == ""
    assert (
        "quiet: publisher unknown, no date, 0 claims" in cli("claims", tmp_path, "-f", "table").out
    )


def test_standard_input_is_a_document(process) -> None:
    done = process("claims", "-", stdin="Meta took a 49% stake in Scale AI.")
    assert done.code == 0
    assert {json.loads(line)["doc"] for line in done.out.splitlines()} <= {"stdin"}


def test_files_by_suffix_and_folder(cli, tmp_path: Path) -> None:
    done = cli("claims", SEEDS / "facts", "-o", tmp_path / "a.jsonl", "-o", f"{tmp_path}/b/")
    assert done.code == 0
    assert done.out == ""
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b" / "claims.jsonl").read_bytes()
    assert (tmp_path / "b" / "claims.md").is_file()


def test_table_has_what_a_person_needs_to_check_a_claim(cli, folder: Path) -> None:
    rows = [json.loads(line) for line in cli("claims", folder).out.splitlines()]
    text = cli("claims", folder, "-f", "table").out
    told = " ".join(text.split())
    assert max(len(line) for line in text.splitlines() if str(folder) not in line) <= 80
    for row in rows:
        assert row["id"] in text
        assert f"«{' '.join(row['quote'].split())}»" in told
        assert f"probability {row['probability']:g}; {row['rule']}" in told
        assert f"{row['kind']}: " in told
    assert "line 4 ownership: Meta -> Scale AI, 49%" in told or "line 4 investment" in told


def test_a_text_that_is_not_the_file_has_offsets_and_no_lines(cli, tmp_path: Path) -> None:
    page = "<html><body><p>It rained.</p><p>Meta bought Scale AI last year.</p></body></html>"
    (tmp_path / "x.html").write_text(page, encoding="utf-8")
    (row,) = map(json.loads, cli("claims", tmp_path).out.splitlines())
    text = cli("claims", tmp_path, "-f", "table").out
    assert f"  at {row['start']} " in text
    assert "line" not in text


def test_json_is_one_array_of_the_same_objects(cli, folder: Path) -> None:
    rows = [json.loads(line) for line in cli("claims", folder).out.splitlines()]
    assert json.loads(cli("claims", folder, "-f", "json").out) == rows
