"""What is said beside the figures: a doubtful day, nothing known yet, names, unknown outlets."""

from __future__ import annotations

from pathlib import Path

import pytest

CASE = ("--buyer", "google", "--vendor", "scale-ai")


def said(done) -> str:
    assert done.code == 0, done.err
    return " ".join(done.err.split())


def add(folder: Path, name: str, head: str, text: str) -> None:
    (folder / name).write_text(f"---\n{head}\n---\n{text}\n", encoding="utf-8")


def test_one_input_far_ahead_of_all_others_is_told(cli, folder: Path) -> None:
    add(folder, "slip.md", "published: 2052-06-14", "Google pays Scale AI $200 million a year.")
    words = said(cli("score", folder, *CASE))
    assert "as of 2052-06-14" in words
    assert "slip.md alone is of 2052-06-14, what comes before it of 2025-06-14" in words


def test_a_day_that_two_inputs_share_or_that_was_chosen_is_no_slip(cli, folder: Path) -> None:
    for name in ("a.md", "b.md"):
        add(folder, name, "published: 2052-06-14", f"Google pays Scale AI $200 million. {name}")
    assert "alone is of" not in said(cli("score", folder, *CASE))
    (folder / "b.md").unlink()
    assert "alone is of" not in said(cli("score", folder, *CASE, "--as-of", "2052-06-14"))


def test_a_day_before_anything_was_known_is_told(cli, folder: Path) -> None:
    words = said(cli("score", folder, *CASE, "--as-of", "1999-01-01"))
    assert "warning: nothing on Scale AI was known on 1999-01-01" in words
    assert "the first on 2025-06-14" in words
    assert "nothing on" not in said(cli("score", folder, *CASE, "--as-of", "2025-06-14"))


def test_outlets_that_nobody_has_graded_are_told(cli, folder: Path) -> None:
    assert "nobody has graded" not in said(cli("score", folder, *CASE))
    for number in range(5):
        head = f"published: 2025-06-14\npublisher: Paper {number}"
        add(folder, f"{number}.md", head, f"Google pays Scale AI ${number + 2} million.")
    add(folder, "r.md", "publisher: Reuters", "Google pays Scale AI $9 million.")
    words = said(cli("score", folder, *CASE))
    assert "5 outlets nobody has graded: Paper 0, Paper 1, Paper 2 and 2 more" in words


@pytest.mark.parametrize(
    ("owner", "words"),
    [
        ("M\u0435ta", "(M\\u0435ta) has letters of another alphabet and looks like 'Meta'"),
        ("Zo\u0440ber", "(Zo\\u0440ber) has letters of another alphabet: left apart"),
    ],
)  # fmt: skip
def test_a_name_in_two_alphabets_is_told(cli, folder: Path, owner: str, words: str) -> None:
    add(folder, "a.md", "published: 2025-06-14", f"{owner} has bought a 30% stake in Scale AI.")
    assert words in said(cli("score", folder, *CASE))


@pytest.mark.parametrize("owner", ["Nestlé", "Газпром", "Meta"])
def test_a_name_in_one_alphabet_is_left_in_peace(cli, folder: Path, owner: str) -> None:
    add(folder, "a.md", "published: 2025-06-14", f"{owner} has bought a 30% stake in Scale AI.")
    assert "alphabet" not in said(cli("score", folder, *CASE))


def test_names_that_may_be_one_and_count_as_two_are_told(cli, folder: Path) -> None:
    add(folder, "a.md", "published: 2025-06-14", "Norvane owns a 30% stake in Scale AI.")
    add(folder, "b.md", "published: 2025-06-14", "Norvane Cloud owns a 30% stake in Scale AI.")
    words = said(cli("score", folder, *CASE))
    assert "'Norvane' and 'Norvane Cloud' may be one, and count as two" in words
    judged = folder.parent / "j.yaml"
    judged.write_text(
        "judgements:\n  - {left: Norvane Cloud, right: Norvane, judgement: same, why: w}\n",
        encoding="utf-8",
    )
    assert "may be one" not in said(cli("score", folder, *CASE, "--judgements", judged))


def test_a_mitigation_that_counts_nothing_is_told(cli, folder: Path, tmp_path: Path) -> None:
    measures = tmp_path / "m.yaml"
    measures.write_text(
        "mitigations:\n- {id: wall, vendor: Scale AI, channel: cutoff, what: w, effect: 0.5,"
        " evidence: e, grade: primary, until: 2030-01-01}\n",
        encoding="utf-8",
    )
    words = said(cli("score", folder, *CASE, "--mitigations", measures))
    assert "mitigation wall of Scale AI counts nothing: nothing known runs through" in words
