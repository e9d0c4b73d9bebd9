"""``entities`` and ``--judgements``: from the names of a folder to a judgement, and back."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from vendorrisk.dossier import gather
from vendorrisk.pipeline import compare

Cli = Callable[..., "tuple[int, str, str]"]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Two documents that write one company in two ways, and another one with a slip."""
    place = tmp_path / "inbox"
    place.mkdir()
    texts = {
        "a": "Haldane Ports was acquired by Energy Access Ventures (EAV) for $40 million."
        " Kestrel Foods GmbH is a client of Haldane Ports.",
        "b": "EAV acquired Haldane for $40 million. Kestral Foods is a client of Haldane."
        " Scale AI's CEO is joining Meta.",
    }
    for name, text in texts.items():
        head = "---\npublished: 2024-06-14\n---\n"
        (place / f"{name}.md").write_text(f"{head}{text}\n", encoding="utf-8")
    return place


def test_the_table_fits_the_page_and_ends_in_judgements(cli: Cli, inbox: Path) -> None:
    code, out, _ = cli("entities", inbox)
    assert code == 0
    assert max(map(len, out.splitlines())) <= 80
    assert "Haldane                         Haldane Ports             short form" in out
    assert "EAV                             Energy Access Ventures    acronym" in out
    assert 'left: "Kestral Foods"' in out


def test_json_has_all_parts(cli: Cli, inbox: Path) -> None:
    body = json.loads(cli("entities", inbox, "--format", "json")[1])
    assert list(body) == ["names", "open", "offices", "notes"]
    by_name = {one["name"]: one for one in body["names"]}
    assert by_name["Haldane"]["stands_for"] == "Haldane Ports"
    assert by_name["Haldane"]["documents"] == ["b"]
    assert {body["open"][0]["left"], body["open"][0]["right"]} == {"Kestral Foods", "Kestrel Foods"}


def test_csv_has_a_row_a_name_and_a_row_a_pair(cli: Cli, inbox: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(cli("entities", inbox, "--format", "csv")[1])))
    assert [row["how"] for row in rows].count("open") == 1
    assert {row["stands_for"] for row in rows if row["name"] == "EAV"} == {"Energy Access Ventures"}


def test_open_pairs_go_round(cli: Cli, inbox: Path, tmp_path: Path) -> None:
    own = tmp_path / "judgements.yaml"
    assert cli("entities", inbox, "-o", own)[0] == 0
    code, out, err = cli("entities", inbox, "--judgements", own)
    assert code == 0
    assert "0 open pairs" in out
    assert "may be one: judged unsure" in err
    own.write_text(own.read_text("utf-8").replace("unsure", "same"), encoding="utf-8")
    body = json.loads(cli("entities", inbox, "--judgements", own, "--format", "json")[1])
    stands_for = {one["name"]: one["stands_for"] for one in body["names"]}
    assert stands_for["Kestral Foods"] == stands_for["Kestrel Foods"]
    assert body["open"] == body["notes"] == []


def test_a_judgement_changes_claims_and_reports(cli: Cli, inbox: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "judgements:\n  - {left: Haldane, right: Haldane Ports, judgement: different, why: two}\n",
        encoding="utf-8",
    )
    joined = {c.object for c in gather(inbox).claims}
    apart = {c.object for c in gather(inbox, judgements=own).claims}
    assert "Haldane" not in joined
    assert "Haldane" in apart
    for command in ("report", "compare", "score", "checklist"):
        words = (inbox, "--buyer", "google", "--vendor", "Haldane", "--judgements", own, "-q")
        assert cli(command, *words)[0] == 0, command
    assert "Haldane Ports" not in cli("claims", inbox, "--judgements", own, "-q")[1].split("\n")[3]


def test_unsure_is_said_in_every_report(inbox: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "judgements:\n  - {left: Haldane, right: Haldane Ports, judgement: unsure, why: asked}\n",
        encoding="utf-8",
    )
    found = compare(inbox, buyer="google", vendors="Haldane", judgements=own)
    assert any("'Haldane' and 'Haldane Ports' may be one" in line for line in found.skipped)
    (line,) = compare(gather(inbox), buyer="google", vendors="Haldane").skipped
    assert "'Kestral Foods' and 'Kestrel Foods' may be one, and count as two" in line  # its owners


def test_an_alias_judged_apart_is_another_company(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Facebook acquired Nexora for $40 million.\n", encoding="utf-8")
    own = tmp_path / "own.yaml"
    own.write_text(
        "judgements:\n  - {left: Facebook, right: Meta, judgement: different, why: a test}\n",
        encoding="utf-8",
    )
    document = tmp_path / "a.md"
    assert {c.subject for c in gather(document).claims} == {"Meta"}
    assert {c.subject for c in gather(document, judgements=own).claims} == {"Facebook"}


def test_a_contradiction_ends_the_run(cli: Cli, inbox: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    rows = ["{left: A, right: B, judgement: same, why: x}"]
    rows += ["{left: B, right: A, judgement: different, why: x}"]
    text = "judgements:\n" + "".join(f"  - {row}\n" for row in rows)
    own.write_text(text, encoding="utf-8")
    code, out, err = cli("claims", inbox, "--judgements", own)
    assert (code, out) == (2, "")
    assert "own.yaml:3" in err
    assert "own.yaml:2" in err


def test_a_missing_file_says_how_to_start_one(cli: Cli, inbox: Path) -> None:
    code, _, err = cli("report", inbox, "--buyer", "google", "--judgements", "none.yaml")
    assert code == 2
    assert "--judgements none.yaml" in err
    assert "vendorrisk entities" in err


def test_offices_are_told_and_claims_left_alone(cli: Cli, inbox: Path) -> None:
    body = json.loads(cli("entities", inbox, "--format", "json")[1])
    told = [(one["organisation"], one["person"]) for one in body["offices"]]
    assert told == [("Scale AI", "Alexandr Wang")]
    claims = gather(inbox).claims
    assert all(c.person is None for c in claims)
    assert any(c.role for c in claims)


def test_names_cannot_steer_a_terminal_or_break_the_yaml(cli: Cli, tmp_path: Path) -> None:
    names = ['Zorn: #"x\\e[2J" Foods', 'Zorn: #"x\\e[2J" Fooods']
    facts = "".join(
        f'  - {{id: f{i}, kind: client, subject: "{name}", object: Blatt, says: So {i}.}}\n'
        for i, name in enumerate(n.replace('"', '\\"') for n in names)
    ).replace("\\\\e", "\\e")
    (tmp_path / "f.yaml").write_text(f"title: F\nfacts:\n{facts}", encoding="utf-8")
    code, out, _ = cli("entities", tmp_path / "f.yaml")
    assert code == 0
    assert "\x1b" not in out
    (tmp_path / "own.yaml").write_text(
        cli("entities", tmp_path / "f.yaml", "--format", "yaml")[1], encoding="utf-8"
    )
    code, out, _ = cli("entities", tmp_path / "f.yaml", "--judgements", tmp_path / "own.yaml")
    assert code == 0
    assert "0 open pairs" in out
