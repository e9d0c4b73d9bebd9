"""Scenarios beside the result as it is: what moved, what is refused and where."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import vendorrisk
from vendorrisk.dossier import Dossier
from vendorrisk.errors import RuleErrors, SettingsErrors
from vendorrisk.model.scenario import Scenario, WhatIf
from vendorrisk.scenarios import what_if

DAY = "2025-06-20"
ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return vendorrisk.gather([ROOT / "seeds" / "facts"])


def asked(dossier: Dossier, *scenarios: Scenario, **values: object) -> WhatIf:
    return what_if(
        dossier,
        buyer="google",
        vendors=["scale-ai", "labelbox"],
        as_of=DAY,
        scenarios=values.pop("file", None) or scenarios,  # type: ignore[arg-type]
        **values,  # type: ignore[arg-type]
    )


def scenario(name: str, *assume: object, **values: object) -> Scenario:
    return Scenario(id=name, what=f"the {name}", assume=assume, **values)  # type: ignore[arg-type]


def test_each_scenario_is_what_compare_gives_and_the_change_is_the_difference(
    dossier: Dossier,
) -> None:
    more = "Meta owns 60% of Scale AI"
    found = asked(dossier, scenario("more", more), scenario("less", without=("stake:meta",)))
    base = vendorrisk.compare(dossier, buyer="google", vendors=["scale-ai", "labelbox"], as_of=DAY)
    assert [one.vendor for one in found.base] == [a.vendor for a in base.assessments]
    assert [one.risk for one in found.base] == [a.risk for a in base.assessments]
    for outcome, given in zip(
        found.outcomes, ({"assume": more}, {"without": "stake:meta"}), strict=True
    ):
        same = vendorrisk.compare(
            dossier, buyer="google", vendors=["scale-ai", "labelbox"], as_of=DAY, **given
        )
        after = {a.vendor: a for a in same.assessments}
        assert outcome.assumptions == same.assumptions != ()
        for one, before in zip(outcome.vendors, found.base, strict=True):
            assert one.risk == after[one.vendor].risk
            assert one.tier == after[one.vendor].tier
            for end in ("low", "point", "high"):
                moved = getattr(one.risk, end) - getattr(before.risk, end)
                assert getattr(one.change, end) == pytest.approx(moved, abs=1e-9)


def test_lines_that_moved_are_those_and_no_others(dossier: Dossier) -> None:
    found = asked(dossier, scenario("none", "Meta has no stake in Scale AI"))
    scale, labelbox = found.outcomes[0].vendors
    assert labelbox.moved == ()
    assert (labelbox.change.low, labelbox.change.high) == (0.0, 0.0)
    lines = {one.line: one for one in scale.moved}
    assert lines["stake:meta"].after is None
    assert lines["stake:meta"].before is not None
    assert "departure:meta" not in lines
    far = [max(abs(_end(m.before, e) - _end(m.after, e)) for e in _ENDS) for m in scale.moved]
    assert far == sorted(far, reverse=True)


_ENDS = ("low", "point", "high")


def _end(interval: object, end: str) -> float:
    return 0.0 if interval is None else getattr(interval, end)


def test_loose_assumptions_are_one_scenario_the_first(dossier: Dossier) -> None:
    found = asked(
        dossier,
        scenario("other", "Meta owns 60% of Scale AI"),
        assume=["Meta owns 20% of Labelbox", "Google has left Labelbox"],
        without="stake:meta",
    )
    assert [one.id for one in found.outcomes] == ["assumed", "other"]
    assert found.outcomes[0].assumptions == (
        *("Meta owns 20% of Labelbox", "Google has left Labelbox"),
        "without line stake:meta",
    )


def test_scenarios_do_not_mix_and_their_order_makes_no_difference(dossier: Dossier) -> None:
    one = scenario("one", "Meta owns 60% of Scale AI")
    two = scenario("two", "Meta has no stake in Scale AI")
    forth, back = asked(dossier, one, two), asked(dossier, two, one)
    assert forth.outcomes == back.outcomes[::-1]
    assert forth.base == back.base


def test_without_scenarios_there_is_still_what_would_change_it(dossier: Dossier) -> None:
    found = asked(dossier)
    assert found.outcomes == ()
    assert all(one.robustness is not None for one in found.base)
    assert "WHAT IF" not in str(found)


def test_the_text_and_the_frame_mark_every_scenario(dossier: Dossier) -> None:
    found = asked(dossier, scenario("more", "Meta owns 60% of Scale AI"))
    assert str(found).count("WHAT IF more (assumed, no true result)") == 2
    frame = found.to_frame()
    assert list(frame["scenario"]) == ["as is", "as is", "more", "more"]
    assert list(frame["assumptions"])[:2] == ["", ""]
    assert set(frame["assumptions"][2:]) == {"Meta owns 60% of Scale AI"}
    assert json.loads(found.to_json())["outcomes"][0]["assumptions"]


def test_the_file_of_the_documentation_works(dossier: Dossier, tmp_path: Path) -> None:
    page = (ROOT / "docs" / "whatif.md").read_text(encoding="utf-8")
    shown = re.search(r"```yaml\n(scenarios:\n.*?)```", page, flags=re.DOTALL)
    assert shown is not None
    file = tmp_path / "scenarios.yaml"
    file.write_text(shown[1], encoding="utf-8")
    found = asked(dossier, file=file)
    assert [one.id for one in found.outcomes] == ["majority", "separation", "story-wrong"]
    assert all(one.vendors[0].moved for one in found.outcomes)


BAD = """\
scenarios:
  - id: one
    what: one
    assume:
      - Meta owns 60% of Scale AI
      - Mata owns 60% of Labelbox
  - id: two
    what: two
    without:
      - stake:meta
      - stake:mata
      - clm-1
  - id: three
    what: three
    assume: [{kind: ownership, subject: Meta, object: Labelbox, percent: 120}]
"""


def test_everything_wrong_in_a_file_is_told_with_its_line(dossier: Dossier, tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(BAD, encoding="utf-8")
    with pytest.raises(RuleErrors) as caught:
        asked(dossier, file=file)
    told = [(p.where, p.what) for p in caught.value.problems]
    assert told == [
        (f"{file}:6", "unknown company 'Mata'"),
        (f"{file}:11", "'stake:mata' is no evidence of this case"),
        (f"{file}:12", "no claim 'clm-1'"),
        (f"{file}:15", "percent: 120 is more than 100"),
    ]
    assert caught.value.problems[1].how == "did you mean 'stake:meta'?"


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("scenarios: []\n", 1, "scenarios: holds nothing"),
        ("scenarios:\n  - {id: a, what: w}\n", 2, "a scenario assumes something"),
        ("scenarios:\n  - {id: a, assume: [x]}\n", 2, "'scenarios.0.what' is missing"),
        ("scenarios:\n  - {id: a, what: w, asume: [x]}\n", 2, "unknown key 'asume'"),
        ("scenarios:\n  - {id: a, what: w, assume: x}\n", 2, "'x' is not a list"),
        ("scenarios:\n  - {id: a, what: w, assume: [x]}\n  - {id: a, what: w, assume: [x]}\n", 3,
         "scenario 'a' stands twice"),
        ("scenarios:\n  - {id: a, what: w, assume: [x}\n", 2, "not YAML"),
        ("facts: []\n", 1, "unknown key 'facts'"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_is_refused(
    dossier: Dossier, tmp_path: Path, text: str, line: int, what: str
) -> None:
    file = tmp_path / "s.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(RuleErrors) as caught:
        asked(dossier, file=file)
    assert any(what in p.what and p.where == f"{file}:{line}" for p in caught.value.problems), [
        (p.what, p.where) for p in caught.value.problems
    ]


def test_scenarios_in_memory_name_themselves_in_errors(dossier: Dossier) -> None:
    with pytest.raises(SettingsErrors) as caught:
        asked(dossier, scenario("a", "it rains"), scenario("a", "Meta has left Labelbox"))
    assert [p.where for p in caught.value.problems] == [
        "scenario 'a', assumption 1",
        "scenario 'a'",
    ]


@pytest.mark.parametrize(
    ("without", "what"),
    [
        ("unknown:client-book", "no claim stands behind the line"),
        ("stake:nobody-at-all", "is no evidence of this case"),
        ("", "names no evidence"),
        ("clm-ffffffffff", "no claim 'clm-ffffffffff'"),
    ],
)
def test_evidence_that_is_none_is_refused(dossier: Dossier, without: str, what: str) -> None:
    with pytest.raises(SettingsErrors, match=what):
        asked(dossier, without=without)


def test_a_document_and_a_claim_can_be_left_out(dossier: Dossier) -> None:
    base = asked(dossier).base[0]
    claim = next(c for c in dossier.claims if c.kind == "ownership" and c.subject == "Meta")
    some = asked(dossier, without=claim.id[:12]).outcomes[0].vendors[0]
    assert {m.line for m in some.moved} >= {"stake:meta"}
    document = next(d for d in dossier.documents if d.id == claim.doc_id)
    for name in (document.id, document.name, document.path):
        found = asked(dossier, without=name).outcomes[0].vendors[0]
        assert found.vendor == base.vendor
        assert found.risk.low < base.risk.low
