"""The committed report holds; every change to it, its documents, rules or buyer is told."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pytest

import vendorrisk
from vendorrisk.model.assessment import Comparison
from vendorrisk.shipped import packaged
from vendorrisk.verifying import verify
from vendorrisk.verifying.places import differences, leaves

SEEDS = packaged("seeds")


@pytest.fixture
def extras(tmp_path: Path) -> tuple[Path, Path]:
    """Return an overlay with one changed rule, and a log in which one claim is rejected."""
    from vendorrisk.cli.main import run

    overlay, log = tmp_path / "overlay", tmp_path / "reviews.jsonl"
    rule = sorted((packaged("rules") / "flags").rglob("*.yaml"))[0]
    (overlay / "flags" / rule.parent.name).mkdir(parents=True)
    shutil.copy(rule, overlay / "flags" / rule.parent.name)
    claim = next(c for c in vendorrisk.gather(SEEDS).claims if c.kind == "leadership_move")
    words = ["review", "reject", claim.id, str(SEEDS), "--reason", "wrong-direction"]
    assert run([*words, "--reviews", str(log), "--by", "Ada", "--on", "2026-01-31"]) == 0
    return overlay, log


def failing(found) -> list[str]:
    return [check.part for check in found.checks if check.holds is False]


def unchecked(found) -> list[str]:
    return [check.part for check in found.checks if check.holds is None]


def test_the_committed_report_holds(result) -> None:
    found = verify(result, SEEDS)
    assert failing(found) == unchecked(found) == []
    assert found.holds and found.complete and found.first is None
    assert found.receipt == result.receipt
    assert sum(check.number for check in found.checks) > 5_000


def test_the_receipt_says_what_was_searched_when_no_folder_is_given(result, tmp_path, monkeypatch):
    assert verify(result).complete
    shutil.copytree(SEEDS / "facts", tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)  # a folder of that name without the articles
    found = verify(result)
    assert not found.holds
    (documents,) = [c for c in found.checks if c.what == "documents: the same bytes"]
    assert documents.wrong == 5
    assert documents.mismatches[0].found == "no such document in seeds"


@pytest.mark.parametrize(
    ("searched", "why"),
    [
        (["-"], "'-' is not below the folder you are in"),
        (["/etc"], "'/etc' is not below the folder you are in"),
        (["../.."], "'../..' is not below the folder you are in"),
        (["nowhere"], "'nowhere' is not there"),
        (["seeds/../../*"], "is not below the folder you are in"),
        (["x\x00y"], "is no path"),
        ([], "handed over in memory"),
        (["seeds"] * 101, "more than 100 inputs"),
    ],
)
def test_nothing_outside_is_read_because_a_result_names_it(changed, searched, why: str) -> None:
    found = verify(changed("receipt", "searched", to=searched))
    assert found.holds and not found.complete
    assert unchecked(found) == ["documents", "documents", "repetition"]
    assert all(why in (check.reason or "") for check in found.checks if check.holds is None)


def test_a_buyer_that_is_a_path_is_not_opened(changed, tmp_path: Path) -> None:
    trap = tmp_path / "trap.yaml"
    trap.write_text("not: a buyer\n", encoding="utf-8")
    found = verify(changed("buyer", to=str(trap)), SEEDS)
    (buyer,) = [c for c in found.checks if c.what == "buyer: the same profile"]
    assert buyer.reason == f"{trap}: no known buyer has this name"


# Changes to the result that it betrays by itself, without a document.
ALONE = [
    (("assessments", 0, "risk", "low"), 0.61, "assessments[0].risk.low"),
    (("assessments", 0, "risk", "high"), 0.99, "assessments[0].risk.high"),
    (("assessments", 0, "ledger", 0, "contribution"), 0.2, "assessments[0].ledger"),
    (("assessments", 0, "ledger", 1, "decibels"), 1.0, "assessments[0].ledger[1].decibels"),
    (("assessments", 1, "ledger", 0, "evppi"), 9.0, "assessments[1].ledger[0].evppi"),
    (("assessments", 0, "ledger", 0, "intensity", "low"), 0.3, ".ledger[0].intensity.low"),
    (("assessments", 0, "tier"), "UNDETERMINED", "assessments[0].tier"),
    (("assessments", 0, "coverage"), 0.6, "assessments[0].coverage_reason"),
    (("assessments", 0, "open_questions", 0, "effect"), 0.5, "open_questions"),
    (("assessments", 0, "decision", "at_point"), "accept", "decision.at_point"),
    (("assessments", 0, "decision", "losses", 0, "low"), 1.0, "losses[0].low"),
    (("assessments", 0, "buyer"), "Meta", "assessments[0].buyer"),
    (("assessments", 0, "as_of"), "2025-06-21", "assessments[0].as_of"),
    (("assessments", 0, "robustness", "families", 0, "change"), -0.9, "families[0].change"),
    (("assessments", 0, "ledger", 0, "event", "mechanisms", 0, "link"), 0.4, "link"),
    (("assessments", 0, "ledger", 0, "claims", 0, "quote"), "Nothing of the kind.", "claims"),
    (("assessments", 0, "ledger", 0, "claims", 0, "start"), 6237, "claims"),
    (("documents", 0, "sha256"), "0" * 64, "receipt.documents_sha256"),
    (("documents", 0, "id"), "doc-0000000000000000", "documents[0].id"),
    (("receipt", "documents"), 8, "receipt.documents"),
    (("receipt", "skipped"), 1, "receipt.skipped"),
    (("receipt", "documents_sha256"), "0" * 64, "receipt.documents_sha256"),
    (("receipt", "as_of"), "2025-06-19", "receipt.as_of"),
    (("receipt", "rules_sha256"), "x", "receipt.rules_sha256"),
    (("ranking", "pairs", 0, "probability"), 0.5, "ranking.pairs[0].probability"),
    (("ranking", "draws"), 16_777_216, "ranking.draws"),
    (("ranking", "seed"), 1, "ranking"),
    (("robust", 0), "Scale AI is the safest", "robust[0]"),
    (("parameters", 0, "value"), "0.4", "tier"),
    (("parameters", 2, "value"), "7", ""),
]  # fmt: skip


@pytest.mark.parametrize(("place", "to", "where"), ALONE)
def test_a_changed_field_is_named(changed, place, to, where: str) -> None:
    own = changed(*place, to=to)
    assert own.receipt is not None
    nowhere = own.receipt.model_copy(update={"searched": ()})
    found = verify(own.model_copy(update={"receipt": nowhere}))
    assert not found.holds
    assert {"documents", "repetition"} <= set(unchecked(found))
    told = [m.where for check in found.checks for m in check.mismatches]
    assert any(where in one for one in told), told


def test_every_number_is_noticed_with_the_documents(golden, result) -> None:
    """Every leaf of the result is held against the result made again."""
    found = verify(result, SEEDS)
    (again,) = [check for check in found.checks if check.part == "repetition"]
    assert again.number == sum(1 for _ in leaves(golden))
    numbers = [(place, v) for place, v in leaves(golden) if isinstance(v, int | float)]
    other = json.loads(json.dumps(golden))
    for place, value in random.Random(0).sample(numbers, 200):
        _set(other, place, _other(value))
        assert [where for where, *_ in differences(golden, other)] == [place]
        _set(other, place, value)


def _other(value: float) -> float:
    if isinstance(value, bool):
        return not value
    return value + 1 if isinstance(value, int) else value + 1e-6


def _set(data, place: str, value) -> None:
    steps = place.replace("[", ".").replace("]", "").split(".")
    for step in steps[:-1]:
        data = data[int(step)] if isinstance(data, list) else data[step]
    last = int(steps[-1]) if isinstance(data, list) else steps[-1]
    data[last] = value


@pytest.mark.parametrize("seed", range(3))
def test_a_number_changed_anywhere_fails(golden, seed: int) -> None:
    """Seeded: whole runs, on leaves of all kinds that the arithmetic alone does not see."""
    dice = random.Random(seed)
    numbers = [p for p, v in leaves(golden) if isinstance(v, float) and 0.01 < v < 0.98]
    place = dice.choice([p for p in numbers if "rivalry" in p or "concentration" in p or seed % 2])
    data = json.loads(json.dumps(golden))
    _set(data, place, dict(leaves(golden))[place] + 0.005)
    found = verify(Comparison.model_validate_json(json.dumps(data)), SEEDS)
    assert not found.holds
    told = [m.where for check in found.checks for m in check.mismatches]
    assert place in told


FILES = sorted(path.relative_to(SEEDS).as_posix() for path in SEEDS.rglob("*") if path.is_file())


@pytest.mark.parametrize("name", FILES)
def test_one_character_of_a_source_fails_and_names_the_place(result, seeds, name: str) -> None:
    from vendorrisk.verifying.sources import documents_check, find

    file = seeds / name
    text = file.read_text(encoding="utf-8")
    dice = random.Random(name)
    for _ in range(6):
        at = dice.randrange(len(text))
        put = dice.choice([c for c in 'xQ7é -":\n' if c != text[at]] + [""])
        file.write_text(text[:at] + put + text[at + 1 :], encoding="utf-8", newline="\n")
        check = documents_check(result, find(result, [seeds]))
        assert check.wrong == 1
        (told,) = check.mismatches
        path, _, line = told.where.rpartition(":")
        assert path == str(file)
        if told.found != "not YAML" and "front matter" not in told.found:
            first = text.count("\n", 0, at) + 1
            marks = next(d.marks for d in result.documents if d.name == file.stem)
            assert marks is not None
            assert int(line) <= first < int(line) + marks.every + (put == "\n")


def test_a_changed_character_in_a_quote_is_shown_on_both_sides(result, seeds: Path) -> None:
    file = seeds / "articles" / "04-google-to-end-partnership.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("$200 million", "$300 million", 1), encoding="utf-8")
    found = verify(result, seeds)
    assert found.first is not None
    check, told = found.first
    assert check.what == "documents: the same bytes"
    assert told.where == f"{file}:15"
    assert "$200 million" in told.expected and "$300 million" in told.found
    assert "in the quote of clm-" in (told.how or "")
    (quotes,) = [c for c in found.checks if c.what.startswith("quotes stand")]
    assert quotes.holds and "8 of 9 documents" in quotes.what
    (again,) = [c for c in found.checks if c.part == "repetition"]
    assert again.reason == "not all documents are there as they were"


def test_a_document_that_is_gone_fails(result, seeds: Path) -> None:
    (seeds / "facts" / "labelbox.yaml").unlink()
    found = verify(result, seeds)
    assert found.first is not None
    assert found.first[1].where == "labelbox"
    assert "--documents" in (found.first[1].how or "")


def test_names_and_places_of_files_do_not_matter(result, tmp_path: Path) -> None:
    for number, path in enumerate(sorted(SEEDS.rglob("*"))):
        if path.is_file():
            shutil.copy(path, tmp_path / f"moved-{number}{path.suffix}")
    (tmp_path / "more.txt").write_text("Meta is a client of Labelbox.", encoding="utf-8")
    found = verify(result, tmp_path)
    assert found.holds and found.complete
    assert any("is called" in note for note in found.notes)
    (told,) = [note for note in found.notes if "1 further document lies there" in note]
    assert not told.endswith("...")


def test_a_quote_put_into_a_result_does_not_stand(golden) -> None:
    data = json.loads(json.dumps(golden))
    text = json.dumps(data)
    quote = data["assessments"][0]["ledger"][0]["claims"][0]["quote"]
    other = "X" + quote[1:]
    own = Comparison.model_validate_json(text.replace(json.dumps(quote), json.dumps(other)))
    found = verify(own, SEEDS)
    (quotes,) = [c for c in found.checks if c.what.startswith("quotes stand")]
    assert quotes.wrong
    assert quotes.mismatches[0].where.endswith("scale-ai.yaml:169")


def test_other_rules_are_told(result, tmp_path: Path) -> None:
    rules = Path(shutil.copytree(packaged("rules"), tmp_path / "rules"))
    assert verify(result, SEEDS, rules=rules).complete
    questions = rules / "questions.yaml"
    questions.write_text(questions.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
    found = verify(result, SEEDS, rules=rules)
    (check,) = [c for c in found.checks if c.what.startswith("rules")]
    assert check.holds is False
    assert "questions.yaml differs" in (check.mismatches[0].how or "")
    (again,) = [c for c in found.checks if c.part == "repetition"]
    assert again.reason == "the rules at hand are not those of the result"


def test_other_rules_of_the_package_leave_it_unchecked(changed) -> None:
    own = changed("receipt", "rules_sha256", to="a" * 64)
    found = verify(own, SEEDS)
    assert found.holds and not found.complete
    (check,) = [c for c in found.checks if c.what.startswith("rules")]
    assert "model.yaml and questions.yaml are the same" in (check.reason or "")


def test_a_buyer_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / "us.yaml"
    known = (packaged("rules") / "buyers" / "google.yaml").read_text(encoding="utf-8")
    own.write_text(known.replace("name: Google", "name: Us & Co"), encoding="utf-8")
    made = vendorrisk.compare(SEEDS, buyer=str(own), vendors=["labelbox", "handshake"])
    alone = verify(made, SEEDS)
    assert alone.holds and not alone.complete
    assert verify(made, SEEDS, buyer=str(own)).complete
    other = verify(made, SEEDS, buyer="google")
    assert not other.holds


def test_judgements_of_ones_own_must_be_given(tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(
        "judgements:\n"
        "  - {left: Labelbox, right: Label Box Holding, judgement: same, why: their own page}\n",
        encoding="utf-8",
    )
    made = vendorrisk.compare(SEEDS, buyer="google", vendors=["labelbox"], judgements=file)
    alone = verify(made, SEEDS)
    assert alone.holds and not alone.complete
    assert verify(made, SEEDS, judgements=file).complete
    other = vendorrisk.compare(SEEDS, buyer="google", vendors=["labelbox"])
    assert not verify(other, SEEDS, judgements=file).holds


def test_overlays_and_reviews_must_be_given(extras, tmp_path: Path) -> None:
    overlay, log = extras
    made = vendorrisk.compare(
        SEEDS, buyer="google", vendors=["scale-ai"], overlays=[overlay], reviews=log
    )
    assert made.receipt is not None and made.receipt.reviews == 1
    alone = verify(made, SEEDS)
    assert alone.holds and not alone.complete
    assert verify(made, SEEDS, overlays=[overlay], reviews=log).complete
    half = verify(made, SEEDS, reviews=log)
    assert half.holds and not half.complete
    plain = vendorrisk.compare(SEEDS, buyer="google", vendors=["scale-ai"])
    assert not verify(plain, SEEDS, reviews=log).holds


def test_mitigations_are_those_of_the_result(tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(
        "mitigations:\n"
        "  - {id: wall, vendor: Scale AI, channel: cash, what: a firewall, effect: 0.5,\n"
        "     evidence: the contract, grade: primary, until: 2027-01-01}\n"
        "  - {id: late, vendor: Scale AI, channel: votes, what: a trust, effect: 0.9,\n"
        "     evidence: the contract, grade: primary, until: 2020-01-01}\n",
        encoding="utf-8",
    )
    made = vendorrisk.compare(SEEDS, buyer="google", vendors=["scale-ai"], mitigations=file)
    found = verify(made, SEEDS)
    assert found.holds and found.complete, found.first
    data = json.loads(made.to_json())
    for place, value in (
        (("risk", "point"), 0.1),
        (("measures", 0, "left"), 0.1),
        (("measures", 0, "share"), 0.1),
        (("tier",), "LOW"),
    ):
        other = json.loads(json.dumps(data))
        at = other["assessments"][0]["residual"]
        for step in place[:-1]:
            at = at[step]
        at[place[-1]] = value
        assert not verify(Comparison.model_validate_json(json.dumps(other))).holds


def test_assumptions_are_made_again() -> None:
    told = ["Meta owns 60% of Scale AI", "Labelbox was bought by OpenAI for 2 billion dollars"]
    made = vendorrisk.compare(SEEDS, buyer="google", vendors=["scale-ai"], assume=told)
    found = verify(made, SEEDS)
    assert found.holds and found.complete, found.first
    assert found.assumptions == made.assumptions
    hidden = made.model_copy(update={"assumptions": ()})
    assert not verify(hidden).holds
    less = vendorrisk.compare(SEEDS, buyer="google", vendors=["scale-ai"], without="labelbox")
    left_out = verify(less, SEEDS)
    assert left_out.holds and not left_out.complete


def test_a_result_without_a_receipt_says_so(changed) -> None:
    found = verify(changed("receipt", to=None), SEEDS)
    assert found.holds and not found.complete
    assert unchecked(found) == ["receipt", "rules", "rules", "rules", "rules", "repetition"]


def test_numbers_out_of_range_stop_the_arithmetic_and_nothing_else(changed) -> None:
    place = ("assessments", 0, "ledger", 0, "event", "claim", "low")
    found = verify(changed(*place, to=-3.0), SEEDS)
    assert failing(found) == ["arithmetic", "repetition"]
    assert "numbers out of range" in [check.reason for check in found.checks]


def test_a_ledger_made_to_take_hours_is_not_worked(golden) -> None:
    data = json.loads(json.dumps(golden))
    own = data["assessments"][0]
    for copy in range(12):
        own["ledger"] += [{**line, "id": f"{line['id']}-{copy}"} for line in own["ledger"][:24]]
    own["open_questions"] *= 200
    found = verify(Comparison.model_validate_json(json.dumps(data)))
    assert not found.holds
    assert "more than 20,000,000 steps for one vendor" in [c.reason for c in found.checks]


def test_the_same_bytes_twice(result) -> None:
    assert verify(result, SEEDS).to_json() == verify(result, [str(SEEDS)]).to_json()
