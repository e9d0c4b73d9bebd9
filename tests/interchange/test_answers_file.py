"""What a filled-in checklist comes to: facts that read back, mitigations that are earned."""

import datetime as dt
from pathlib import Path

import pytest
import yaml

from vendorrisk.dossier import gather
from vendorrisk.errors import ReviewError
from vendorrisk.interchange.answers import facts_text, heard, mitigations_text
from vendorrisk.interchange.returned import returned
from vendorrisk.rulebook import load_mitigations

PATH = Path("answers.yaml")
HOSTILE = [
    "=cmd|' /C calc'!A0",
    "a: b # c\n- d\n  e: |-\n    f",
    'she said "no" \\ {x} %s {{ y }}',
    "<script>alert(1)</script> [x](javascript:1)",
    "nul\x0b and \u202e bidi \u2028 sep",
    "'",
    "---\n...",
    "x" * 20_000,
]


def taken(hand, tmp_path, *answers, clauses=()):
    one = hand()
    for question, answer, values in answers:
        one.answer(question, answer, **values)
    for key, values in clauses:
        one.put(one.clause(key), "Clauses", **values)
    return heard(returned(one.save(tmp_path / "c.xlsx")), "b00c")


def fact(found, question):
    return next(f for f in found.facts if f["question"] == question)


@pytest.mark.parametrize(
    ("question", "answer", "proof", "expected"),
    [
        # (kind, modality, interest, grade)
        ("N19", "No", None, ("answer", "denied", "self", "statement")),
        ("N19", "Yes", None, ("answer", "confirmed", "against", "statement")),
        ("N19", "Partial", None, ("answer", "reported", "against", "statement")),
        ("N19", "No", "Signed statement", ("answer", "denied", "self", "signed_statement")),
        ("N19", "Yes", "Signed statement", ("answer", "confirmed", "against", "signed_statement")),
        ("N19", "No", "Document seen", ("answer", "denied", "none", "document_seen")),
        ("N19", "Yes", "Independent audit", ("answer", "confirmed", "none", "independent_audit")),
        ("N19", "Unknown", None, ("context", "confirmed", None, None)),
        ("N19", "N/A", None, ("context", "confirmed", None, None)),
        ("N24", "Yes", None, ("context", "confirmed", None, None)),
        ("N24", "No", "Independent audit", ("context", "denied", None, None)),
    ],
)
def test_what_an_answer_becomes(hand, tmp_path, question, answer, proof, expected):
    found = taken(hand, tmp_path, (question, answer, {"proof": proof}))
    (one,) = found.facts
    assert (one["kind"], one["modality"], one.get("interest"), one.get("grade")) == expected
    assert found.apart == (expected[0] == "context")


def test_a_no_denies_all_and_a_yes_supports_what_is_reported(hand, tmp_path, case):
    row = next(r for r in case.made.of("Scale AI") if r.question_id == "N17")
    no = fact(taken(hand, tmp_path, ("N17", "No", {})), "N17")
    yes = fact(taken(hand, tmp_path, ("N17", "Yes", {})), "N17")
    assert tuple(no["about"]) == row.settles and "required|departures|Scale AI|" in row.settles
    assert tuple(yes["about"]) == row.supports
    assert set(row.supports) == {k for k in row.settles if k.startswith("move|")}


def test_who_when_and_in_whose_words(hand, tmp_path):
    told = {"answered_by": "J. Doe, CFO", "vendor_response": "Never.", "answer_detail": "On paper."}
    (one,) = taken(hand, tmp_path, ("N19", "No", {**told, "proof": "Document seen"})).facts
    assert one["says"] == (
        "On 2025-06-20 J. Doe, CFO, for Scale AI, answered No to N19: Somebody sits on, or"
        " observes, the vendor's board and also serves a competitor of ours. Behind it: document"
        " seen. In their words: “Never.” Reviewer's note: On paper."
    )
    assert (one["by"], one["chain"]) == ("J. Doe, CFO", ["J. Doe, CFO"])
    assert (one["buyer"], one["known_from"], one["book"]) == ("Google", "2025-06-20", "b00c")


@pytest.mark.parametrize("word", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_stay_words(hand, tmp_path, word):
    said = {
        "vendor_response": word.replace("\x0b", ""),
        "answered_by": word[:80].replace("\x0b", ""),
    }
    if word.startswith("="):  # as a text cell of Excel: no formula
        said = {"vendor_response": f" {word}"}
    found = taken(hand, tmp_path, ("N19", "No", said), ("N17", "Yes", {}))
    path = tmp_path / "answers.yaml"
    path.write_text(facts_text(None, found.facts, PATH).text, "utf-8")
    dossier = gather([path])
    assert dossier.skipped == ()
    assert {claim.question for claim in dossier.claims} == {"N19", "N17"}
    (document,) = dossier.documents
    for claim in dossier.claims:
        assert document.text[claim.start : claim.end] == claim.quote
        assert claim.quote.startswith("On 2025-06-20 ") and "\n" not in claim.quote


def test_the_same_file_twice_changes_nothing(hand, tmp_path):
    found = taken(hand, tmp_path, ("N19", "No", {}), ("N24", "Yes", {}))
    first = facts_text(None, found.facts, PATH)
    assert first.new == 2
    assert facts_text(first.text, found.facts, PATH) == (first.text, 0)


def test_a_changed_answer_is_put_behind_and_the_earlier_one_kept(hand, tmp_path):
    first = facts_text(None, taken(hand, tmp_path, ("N19", "No", {})).facts, PATH).text
    remarked = first.replace("facts:", "facts:  # ours", 1) + "  # the end\n"
    later = {"response_date": dt.date(2025, 7, 1)}
    again = taken(hand, tmp_path, ("N19", "Yes", later)).facts
    text, new = facts_text(remarked, again, PATH)
    assert new == 1 and text.startswith(remarked.rstrip())
    assert [f["modality"] for f in yaml.safe_load(text)["facts"]] == ["denied", "confirmed"]


def test_what_has_no_answers_is_a_file_that_reads(hand, tmp_path):
    found = taken(hand, tmp_path)
    text, new = facts_text(None, found.facts, PATH)
    assert (new, yaml.safe_load(text)["facts"]) == (0, [])
    more = taken(hand, tmp_path, ("N19", "No", {})).facts
    assert facts_text(text, more, PATH).new == 1


@pytest.mark.parametrize(
    ("before", "what"),
    [
        ("", "no file of facts"),
        ("facts: 3\n", "no file of facts"),
        ("mitigations: []\n", "no file of facts"),
        ("facts: [\n", "not YAML"),
        ("facts:\n  - {id: a}\ntitle: behind\n", "cannot append"),
        ("facts: [{id: a}]\n", "cannot append"),
        ("facts:\n- id: a\n", "cannot append"),
    ],
)
def test_a_file_that_cannot_be_added_to_is_left_alone(hand, tmp_path, before, what):
    found = taken(hand, tmp_path, ("N19", "No", {}))
    with pytest.raises(ReviewError) as caught:
        facts_text(before, found.facts, PATH)
    assert what in caught.value.what and "file of its own" in caught.value.how


AGREED = {
    "agreed": "Yes",
    "evidence": "signed amendment 3",
    "proof": "Document seen",
    "ends_on": dt.date(2027, 6, 30),
}


@pytest.mark.parametrize(
    ("key", "change", "why"),
    [
        ("CLN", {}, None),
        ("CLN", {"agreed": "Reworded"}, None),
        ("CLN", {"agreed": "No"}, "it is not agreed"),
        ("CLN", {"evidence": None}, "no evidence"),
        ("CLN", {"evidence": " \n"}, "no evidence"),
        ("CLN", {"ends_on": None}, "no day on which it ends"),
        ("CLN", {"evidence": None, "ends_on": None}, "no evidence and no day"),
        ("DIS", {}, "it weakens no channel of the score by itself"),
        ("CLN", {"agreed": None}, None),
    ],
)
def test_a_clause_counts_only_when_agreed_evidenced_and_ending(hand, tmp_path, key, change, why):
    values = {**AGREED, **change}
    found = taken(hand, tmp_path, clauses=[(key, values)])
    if why is None and values["agreed"]:
        (one,) = found.mitigations
        assert (one["channel"], one["grade"], one["until"]) == (
            "interlock", "document_seen", "2027-06-30",
        )  # fmt: skip
        assert one["effect"] == 0.7 and one["interest"] == "none"
        assert ("reworded" in one["what"]) == (values["agreed"] == "Reworded")
    else:
        assert found.mitigations == ()
    assert [why in note for note in found.notes] == ([True] if why else [])
    assert all(note.startswith("Clauses!row ") for note in found.notes)


def test_a_clause_touches_the_channels_it_names_and_no_others(hand, tmp_path, case):
    found = taken(hand, tmp_path, clauses=[("CHG", {**AGREED, "proof": None})])
    clause = next(c for c in case.made.clauses if c.id == "CHG")
    assert [m["channel"] for m in found.mitigations] == list(clause.channels)
    assert {(m["grade"], m["interest"]) for m in found.mitigations} == {("statement", "self")}
    path = tmp_path / "m.yaml"
    text, new = mitigations_text(None, found.mitigations, found.dropped, path)
    path.write_text(text, "utf-8")
    assert new == len(load_mitigations(path)) == len(clause.channels)


def test_a_clause_stands_in_the_file_as_it_is_now_and_others_stay(hand, tmp_path):
    path = tmp_path / "m.yaml"
    own = "mitigations:\n  - id: mine\n    vendor: Scale AI\n    channel: cash\n    what: w\n"
    own += "    effect: 0.5\n    evidence: e\n    grade: primary\n    until: 2027-01-01\n"
    first = taken(hand, tmp_path, clauses=[("CLN", AGREED)])
    text, new = mitigations_text(own, first.mitigations, first.dropped, path)
    assert new == 1
    assert mitigations_text(text, first.mitigations, first.dropped, path) == (text, 0)
    longer = {**AGREED, "ends_on": dt.date(2028, 6, 30)}
    then = taken(hand, tmp_path, clauses=[("CLN", longer)])
    text, new = mitigations_text(text, then.mitigations, then.dropped, path)
    assert new == 1
    path.write_text(text, "utf-8")
    assert [(m.id, str(m.until)) for m in load_mitigations(path)] == [
        ("mine", "2027-01-01"),
        ("clause-cln-scale-ai-interlock", "2028-06-30"),
    ]
    gone = taken(hand, tmp_path, clauses=[("CLN", {"agreed": "No"})])
    text, _ = mitigations_text(text, gone.mitigations, gone.dropped, path)
    assert [m["id"] for m in yaml.safe_load(text)["mitigations"]] == ["mine"]
    with pytest.raises(ReviewError, match="remarks"):
        mitigations_text("# mine\n" + own, first.mitigations, (), path)


def test_answers_to_one_buyer_do_not_name_another(hand, tmp_path):
    found = taken(hand, tmp_path, ("N19", "No", {}))
    assert {f["buyer"] for f in found.facts} == {"Google"}
