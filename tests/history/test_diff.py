"""The change of a score by cause: parts that sum to the whole, whichever way it is read."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import vendorrisk
from vendorrisk.dossier import Dossier
from vendorrisk.errors import SettingsError, VendorRiskError
from vendorrisk.history.diff import diff
from vendorrisk.history.parts import allotted
from vendorrisk.model.assessment import Comparison
from vendorrisk.model.change import Change, VendorChange
from vendorrisk.report.change_text import change_csv, change_json, change_markdown, change_table
from vendorrisk.rulebook import load_buyer, rules_root

ENDS = ("low", "point", "high")
D = dt.date
GOOGLE = {"buyer": "google", "vendors": ["Scale AI"]}
DAYS = st.dates(D(2024, 4, 1), D(2026, 6, 30))


def units(value: float) -> int:
    return round(value * 1e6)


def sums(change: Change) -> None:
    """Check that every part sums to what it is a part of, at the sixth digit."""
    for one in change.vendors:
        for end in ENDS:
            moved = units(getattr(one.new, end)) - units(getattr(one.old, end))
            assert units(getattr(one.change, end)) == moved
            assert sum(units(getattr(part.change, end)) for part in one.causes) == moved
        for part in one.causes:
            assert sum(units(line.point) for line in part.lines) == units(part.change.point)
            for line in part.lines:
                if line.claims:
                    assert sum(units(c.point) for c in line.claims) == units(line.point)


def flat(change: Change) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    for one in change.vendors:
        for part in one.causes:
            for end in ENDS:
                found[one.vendor, part.cause, end] = units(getattr(part.change, end))
            for line in part.lines:
                found[one.vendor, part.cause, line.id, ""] = units(line.point)
                for claim in line.claims:
                    found[one.vendor, part.cause, line.id, claim.id] = units(claim.point)
    return {place: value for place, value in found.items() if value}


def causes(one: VendorChange) -> dict[str, int]:
    return {part.cause: units(part.change.point) for part in one.causes}


@settings(max_examples=6)
@given(DAYS, DAYS)
@example(D(2025, 6, 1), D(2025, 6, 20))
def test_parts_sum_and_the_way_back_is_the_opposite(seeds: Dossier, one: D, other: D) -> None:
    there = diff(one, other, sources=seeds, **GOOGLE)
    back = diff(other, one, sources=seeds, **GOOGLE)
    sums(there)
    sums(back)
    assert flat(back) == {place: -value for place, value in flat(there).items()}


def test_june_2025(seeds: Dossier) -> None:
    change = diff("2025-06-01", "2025-06-20", sources=seeds, **GOOGLE)
    (one,) = change.vendors
    assert (one.old_tier, one.new_tier) == ("UNDETERMINED", "HIGH")
    assert (units(one.old.point), units(one.new.point)) == (267653, 800716)
    assert change.switched == ("evidence", "status", "decay")
    parts = causes(one)
    assert sum(parts.values()) == 800716 - 267653
    assert parts["evidence"] > 0.95 * units(one.change.point)
    evidence = next(part for part in one.causes if part.cause == "evidence")
    assert [line.id for line in evidence.lines[:3]] == [
        "departure:meta",
        "stake:meta",
        "interlock:alexandr-wang",
    ]
    for line in evidence.lines:
        for claim in line.claims:
            assert claim.known is not None
            assert D(2025, 6, 1) < claim.known <= D(2025, 6, 20)


def test_steps_sum_to_the_whole_way(seeds: Dossier) -> None:
    days = [D(2025, 6, 1), D(2025, 6, 12), D(2025, 6, 13), D(2025, 6, 20)]
    steps = [diff(a, b, sources=seeds, **GOOGLE).vendors[0].change for a, b in pairwise(days)]
    whole = diff(days[0], days[-1], sources=seeds, **GOOGLE).vendors[0].change
    for end in ENDS:
        assert sum(units(getattr(s, end)) for s in steps) == units(getattr(whole, end))


def test_nothing_differs_between_a_day_and_itself(seeds: Dossier) -> None:
    change = diff("2025-06-20", "2025-06-20", sources=seeds, **GOOGLE)
    assert change.switched == () and change.vendors[0].causes == ()
    assert flat(change) == {}


def test_days_on_which_nothing_is_told_only_grow_older(seeds: Dossier) -> None:
    change = diff("2025-06-25", "2025-06-30", sources=seeds, **GOOGLE)
    (one,) = change.vendors
    parts = causes(one)
    assert parts["evidence"] == parts["status"] == 0
    assert parts["decay"] == units(one.change.point) != 0


def test_the_worlds_are_what_the_parts_are_worked_out_from(seeds: Dossier) -> None:
    (one,) = diff("2025-06-01", "2025-06-20", sources=seeds, **GOOGLE).vendors
    risk = {frozenset(world.new): world.risk.point for world in one.worlds}
    assert len(risk) == 8
    every = frozenset({"evidence", "status", "decay"})
    for cause in every:
        a, b = sorted(every - {cause})
        by_hand = (
            (risk[frozenset({cause})] - risk[frozenset()]) / 3
            + (risk[frozenset({cause, a})] - risk[frozenset({a})]) / 6
            + (risk[frozenset({cause, b})] - risk[frozenset({b})]) / 6
            + (risk[every] - risk[every - {cause}]) / 3
        )
        assert causes(one)[cause] == pytest.approx(by_hand * 1e6, abs=1.5)


def rules_with(tmp_path: Path, old: str, new: str, name: str = "model.yaml") -> Path:
    folder = tmp_path / "rules"
    shutil.copytree(rules_root(), folder)
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def test_another_folder_of_rules_is_booked_under_rules_alone(seeds: Dossier, tmp_path) -> None:
    folder = rules_with(tmp_path, "leak:\n  value: 0.0\n", "leak:\n  value: 0.05\n")
    day = D(2025, 6, 20)
    change = diff(day, day, sources=seeds, rules=folder, old_rules=rules_root(), **GOOGLE)
    sums(change)
    (one,) = change.vendors
    assert set(causes(one)) == {"rules"} and one.change.point > 0
    assert {line.id: line.point for line in one.causes[0].lines}["leak"] == 0.05


def test_another_profile_is_booked_under_buyer_alone(seeds: Dossier) -> None:
    google = load_buyer("google")
    milder = google.model_copy(
        update={"rivals": tuple(r for r in google.rivals if r.name != "Meta")}
    )
    change = diff(
        "2025-06-20", "2025-06-20", sources=seeds, buyer=milder, old_buyer=google,
        vendors="Scale AI",
    )  # fmt: skip
    sums(change)
    assert set(causes(change.vendors[0])) == {"buyer"}
    assert change.vendors[0].change.point < 0


def test_two_buyers_are_refused_unless_asked_for(seeds: Dossier) -> None:
    words = {"sources": seeds, "buyer": "meta", "old_buyer": "google", "vendors": "Labelbox"}
    with pytest.raises(SettingsError, match="two buyers, Google and Meta"):
        diff("2025-06-20", "2025-06-20", **words)
    found = diff("2025-06-20", "2025-06-20", allow_different_buyer=True, **words)
    sums(found)
    assert found.switched == ("buyer",)


def test_different_factors_are_refused_unless_asked_for(seeds: Dossier, tmp_path) -> None:
    folder = rules_with(tmp_path, "id: interlocks", "id: boards")
    words = {"sources": seeds, "rules": folder, "old_rules": rules_root(), **GOOGLE}
    with pytest.raises(SettingsError, match=r"required\.interlocks.*required\.boards"):
        diff("2025-06-20", "2025-06-20", **words)
    found = diff("2025-06-20", "2025-06-20", allow_different_factors=True, **words)
    sums(found)
    assert found.switched == ("rules",) and len(found.notes) == 2


def save(path: Path, dossier: object, day: str, vendors: list[str], **more: object) -> Comparison:
    found = vendorrisk.compare(dossier, buyer="google", vendors=vendors, as_of=day, **more)
    path.write_text(found.to_json(), encoding="utf-8")
    return found


def test_files_say_what_days_say(seeds: Dossier, tmp_path) -> None:
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    save(old, seeds, "2025-06-01", ["Scale AI", "Labelbox"])
    save(new, seeds, "2025-06-20", ["Scale AI", "Handshake"])
    by_file = diff(old, new)  # documents are found in the seeds of the package, by hash
    by_day = diff("2025-06-01", "2025-06-20", sources=seeds, **GOOGLE)
    assert by_file.vendors == by_day.vendors
    assert (by_file.only_old, by_file.only_new) == (("Labelbox",), ("Handshake",))
    mixed = diff(old, "2025-06-20", sources=seeds)
    assert mixed.vendors[0] == by_day.vendors[0]


NOTES = [
    ("a", "2025-06-12", "Meta took a 49% stake in Scale AI."),
    ("b", "2025-06-13", "Alexandr Wang, CEO of Scale AI, left for Meta."),
]


def test_a_document_more_is_evidence_though_the_day_is_one(inbox, tmp_path) -> None:
    folder = inbox(*NOTES[0])
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    save(old, folder, "2025-06-20", ["Scale AI"], engine="rules")
    inbox(*NOTES[1])
    save(new, folder, "2025-06-20", ["Scale AI"], engine="rules")
    change = diff(old, new, documents=[folder])
    sums(change)
    (one,) = change.vendors
    assert change.switched == ("evidence",)
    (told,) = {c.document for line in one.causes[0].lines for c in line.claims if c.point}
    assert told == "b"
    back = diff(new, old, documents=[folder])
    assert flat(back) == {place: -value for place, value in flat(change).items()}
    assert all(c.gone for line in back.vendors[0].causes[0].lines for c in line.claims)


def test_a_copy_has_no_part_in_the_change(inbox, tmp_path) -> None:
    inbox("z", "2025-06-01", "Scale AI was founded in 2016.")
    folder = inbox(*NOTES[0])
    inbox("copy", "2025-06-14", NOTES[0][2] + " ", "Some Blog")
    change = diff("2025-06-11", "2025-06-20", sources=folder, engine="rules", **GOOGLE)
    sums(change)
    parts: dict[str, int] = {}
    for part in change.vendors[0].causes:
        for line in part.lines:
            if part.cause == "evidence" and line.id == "stake:meta":
                for claim in line.claims:
                    parts[claim.document] = parts.get(claim.document, 0) + units(claim.point)
    assert parts["a"] > 0 and parts.get("copy", 0) == 0


def test_documents_that_are_gone_are_named(inbox, tmp_path) -> None:
    folder = inbox(*NOTES[0])
    inbox(*NOTES[1])
    old = tmp_path / "old.json"
    save(old, folder, "2025-06-20", ["Scale AI"], engine="rules")
    (folder / "b.md").write_text("changed", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"1 of 2 documents are not found: b \([0-9a-f]{16}…"):
        diff(old, old, documents=[folder])


def test_order_of_documents_does_not_matter(inbox) -> None:
    folder = inbox(*NOTES[0])
    inbox(*NOTES[1])
    files = sorted(folder.iterdir())
    made = [
        diff("2025-06-11", "2025-06-20", sources=order, engine="rules", **GOOGLE).to_json()
        for order in (files, files[::-1])
    ]
    assert made[0] == made[1]


@pytest.fixture
def printed(seeds: Dossier, tmp_path) -> Path:
    path = tmp_path / "result.json"
    save(path, seeds, "2025-06-20", ["Scale AI"])
    return path


def altered(path: Path, change) -> Path:
    body = json.loads(path.read_text(encoding="utf-8"))
    change(body)
    other = path.with_name("altered.json")
    other.write_text(json.dumps(body), encoding="utf-8")
    return other


def raise_point(body: dict) -> None:
    body["assessments"][0]["risk"]["point"] += 0.01


def test_a_figure_that_was_altered_is_no_change_of_the_model(printed: Path) -> None:
    with pytest.raises(SettingsError, match=r"says 0\.810716 .* this version makes 0\.800716"):
        diff(altered(printed, raise_point), printed)


def test_what_another_version_made_is_booked_under_model(printed: Path) -> None:
    def other(body: dict) -> None:
        raise_point(body)
        body["receipt"]["version"] = "0.0.9"

    change = diff(altered(printed, other), printed)
    sums(change)
    assert causes(change.vendors[0]) == {"model": -10000}
    assert change.switched == ("model",)


def test_rules_of_another_version_that_are_not_here_count_as_part_of_it(printed: Path) -> None:
    def other(body: dict) -> None:
        body["receipt"]["version"] = "0.0.9"
        body["receipt"]["rules_sha256"] = "0" * 64

    assert "the rules of version 0.0.9" in diff(altered(printed, other), printed).notes[0]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda b: b["receipt"].update(rules_sha256="0" * 64), "not the rules of the result"),
        (lambda b: b["receipt"].update(buyer_sha256="0" * 64), "not the profile of Google"),
        (lambda b: b.update(receipt=None), "carries no receipt"),
        (lambda b: b.update(assumptions=["Meta sells"]), "made under assumptions"),
        (lambda b: b.update(buyers="google"), "unknown key 'buyers'"),
        (lambda b: b["assessments"][0].update(vendor="Labelbox"), "no vendor is in both results"),
        (lambda b: b["documents"][0].update(sha256="0" * 64), "1 of 9 documents are not found"),
    ],
)
def test_a_file_that_is_not_what_it_says(printed: Path, change, what: str) -> None:
    with pytest.raises(VendorRiskError, match=what):
        diff(altered(printed, change), printed)


def test_a_place_that_a_file_names_far_away_is_not_looked_at(inbox, tmp_path, monkeypatch) -> None:
    folder = inbox(*NOTES[0])
    home = tmp_path / "elsewhere"
    home.mkdir()
    save(home / "old.json", folder, "2025-06-20", ["Scale AI"], engine="rules")
    monkeypatch.chdir(home)
    with pytest.raises(SettingsError, match="documents are not found"):
        diff("old.json", "old.json")
    monkeypatch.chdir(tmp_path)
    assert diff(home / "old.json", home / "old.json").switched == ()


@given(st.lists(st.floats(-1, 1), max_size=8), st.integers(-(10**6), 10**6))
def test_what_is_allotted_sums_and_turns_with_its_sign(values: list[float], units: int) -> None:
    total = units / 1e6 if values else 0.0
    found = allotted(values, total, 6)
    assert sum(round(value * 1e6) for value in found) == round(total * 1e6)
    assert allotted([-value for value in values], -total, 6) == [-value + 0.0 for value in found]


def test_a_table_fits_80_columns_and_sums_in_what_it_shows(seeds: Dossier) -> None:
    change = diff("2025-06-01", "2025-06-20", sources=seeds, **GOOGLE)
    text = change_table(change, worlds=True)
    assert max(map(len, text.splitlines())) <= 80
    rows = [line.split() for line in text.splitlines() if line.startswith("  ")]
    point = {
        row[0]: round(float(row[2]) * 1000)
        for row in rows
        if len(row) > 3 and row[1][0] in "+-" and row[2][0] in "+-"
    }
    total = point.pop("sum")
    assert set(point) == {"evidence", "status", "decay"} and sum(point.values()) == total
    assert total == 801 - 268


def test_json_reads_back_and_csv_sums_by_level(seeds: Dossier) -> None:
    change = diff("2025-06-01", "2025-06-20", sources=seeds, **GOOGLE)
    assert Change.model_validate_json(change_json(change)) == change
    rows = [line.split(",") for line in change_csv(change).splitlines()[1:]]
    by_level = {
        level: sum(units(float(r[6])) for r in rows if r[1] == level)
        for level in ("vendor", "cause", "line")
    }
    assert len(set(by_level.values())) == 1


def test_text_of_documents_is_only_text(inbox) -> None:
    inbox("z", "2025-06-01", "Scale AI was founded in 2016.")
    folder = inbox("a", "2025-06-12", NOTES[0][2] + " It was =1+1, | <b>bold</b>.\x1b[2J")
    change = diff("2025-06-11", "2025-06-20", sources=folder, engine="rules", **GOOGLE)
    for text in (change_table(change), change_markdown(change), change_csv(change)):
        assert "<b>" not in text and "\x1b" not in text
