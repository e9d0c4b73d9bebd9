"""What is left of the risk with a buyer's mitigations, beside the inherent one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from vendorrisk.dossier import Dossier, gather
from vendorrisk.errors import RuleErrors, SettingsError
from vendorrisk.model.assessment import Assessment
from vendorrisk.model.mitigation import Mitigation
from vendorrisk.pipeline import assess, compare
from vendorrisk.rulebook import load_mitigations

SEEDS = Path(__file__).parents[2] / "seeds"
DAY = dt.date(2025, 6, 20)


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return gather(SEEDS, engine="rules")


def measure(**values: Any) -> Mitigation:
    usual: dict[str, Any] = {
        "id": "deletion",
        "vendor": "Scale AI",
        "channel": "departure",
        "what": "access revoked",
        "effect": 0.6,
        "evidence": "certificate",
        "grade": "primary",
        "until": DAY,
    }
    return Mitigation(**{**usual, **values})


def scale(dossier: Dossier, *measures: Mitigation) -> Assessment:
    return assess(dossier, buyer="google", vendor="Scale AI", as_of=DAY, mitigations=measures)


def test_none_given_none_told(dossier: Dossier) -> None:
    assert scale(dossier).residual is None


def test_the_residual_is_redone_by_hand_from_the_ledger(dossier: Dossier) -> None:
    found = scale(dossier, measure())
    assert found.residual is not None
    (one,) = found.residual.measures
    assert (one.share, one.left) == (0.99, pytest.approx(1 - 0.6 * 0.99))
    safe = 1.0
    for line in found.ledger:
        y = line.intensity.point
        if line.id in one.events:
            (m,) = line.event.mechanisms
            p = line.event.claim.point if line.event.claim else 1.0
            y = p * m.link * one.left * m.severity.point
        safe *= 1.0 - y
    assert found.residual.risk.point == pytest.approx(1.0 - safe, abs=2e-6)
    assert found.residual.risk.point < found.risk.point
    assert found.risk == scale(dossier).risk  # the inherent one stays as it is


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"until": DAY - dt.timedelta(1)}, "ended on 2025-06-19"),
        ({"since": DAY + dt.timedelta(1), "until": dt.date(2026, 1, 1)}, "begins on 2025-06-21"),
        ({"channel": "cutoff"}, "nothing known runs through the channel 'cutoff'"),
        (
            {"party": "Metaa"},
            "nothing known runs through the channel 'departure' of Metaa; did you mean 'Meta'?",
        ),
        ({"party": "Walmart"}, "nothing known runs through the channel 'departure' of Walmart"),
    ],
)
def test_what_does_not_count_says_why(dossier: Dossier, values: dict[str, Any], why: str) -> None:
    found = scale(dossier, measure(**values))
    assert found.residual is not None
    assert found.residual.measures[0].why == why
    assert found.residual.risk == found.risk


@pytest.mark.parametrize(
    ("values", "share"),
    [
        ({"since": DAY}, 0.99),  # both days are included
        ({"interest": "self"}, 0.25),  # the vendor's own word
        ({"grade": "press"}, 0.75),
        ({"grade": "none"}, 0.25),  # of a source nobody knows, the low end of letter F
        ({"party": "Facebook"}, 0.99),  # names are made canonical
        ({"party": "meta platforms, inc."}, 0.99),
        ({"vendor": "scale"}, 0.99),
    ],
)
def test_how_far_the_evidence_goes(dossier: Dossier, values: dict[str, Any], share: float) -> None:
    found = scale(dossier, measure(**values))
    assert found.residual is not None
    (one,) = found.residual.measures
    assert one.share == pytest.approx(share)
    assert one.events


def test_a_vendor_that_is_not_assessed_is_told(dossier: Dossier) -> None:
    found = compare(
        dossier,
        buyer="google",
        vendors=["Labelbox"],
        as_of=DAY,
        mitigations=[measure()],
    )
    assert found.assessments[0].residual is None
    assert any("mitigation deletion: 'Scale AI' is not assessed" in s for s in found.skipped)


def test_an_unknown_grade_is_an_error_with_the_nearest(dossier: Dossier) -> None:
    with pytest.raises(SettingsError, match="unknown grade 'primry'") as caught:
        scale(dossier, measure(grade="primry"))
    assert (caught.value.where, caught.value.how) == (
        "mitigation 'deletion'",
        "did you mean 'primary'?",
    )


ONE = """mitigations:
- id: wall
  vendor: Scale AI
  channel: rights
  what: A wall
  effect: 0.5
  evidence: A letter
  grade: primary
  until: 2026-01-01
"""


def test_a_file_of_mitigations(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(ONE, encoding="utf-8")
    (one,) = load_mitigations(path)
    assert (one.id, one.channel, one.until) == ("wall", "rights", dt.date(2026, 1, 1))


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("effect: 0.5", "effect: 50", 6, "more than 1"),
        ("channel: rights", "channel: right", 4, "is not one of"),
        ("  until: 2026-01-01\n", "", 2, "until"),  # an end is asked for
        ("evidence: A letter", "proof: A letter", 7, "unknown key 'proof'"),
        ("evidence: A letter", "evidence: ' '", 7, "evidence: is empty"),
        ("  grade: primary", "  grade: primary\n  party: ''", 9, "party: is empty"),
        ("  grade: primary", "  grade: primary\n  since: 2027-01-01", 2, "lies before since"),
    ],
)
def test_a_wrong_file_names_its_line(
    tmp_path: Path, old: str, new: str, line: int, what: str
) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(ONE.replace(old, new), encoding="utf-8")
    with pytest.raises(RuleErrors) as caught:
        load_mitigations(path)
    told = [(p.where, p.what) for p in caught.value.problems]
    assert any(where == f"{path}:{line}" and what in said for where, said in told), told


def test_names_of_the_documents_are_met_whatever_their_case(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Valtek bought 30% of Nexora.", encoding="utf-8")
    path = tmp_path / "m.yaml"
    wanted = ONE.replace("Scale AI", "nexora").replace("rights", "cash\n  party: VALTEK")
    path.write_text(wanted, encoding="utf-8")
    found = assess(
        tmp_path / "a.txt", buyer="google", vendor="Nexora", as_of=DAY, mitigations=str(path)
    )
    assert found.residual is not None
    assert found.residual.measures[0].events == ("stake:valtek",)


def test_the_nearest_vendor_is_named_for_one_that_is_not_assessed(dossier: Dossier) -> None:
    found = compare(
        dossier,
        buyer="google",
        vendors=["Labelbox"],
        as_of=DAY,
        mitigations=[measure(vendor="Labelbx")],
    )
    (note,) = (one for one in found.skipped if "mitigation" in one)
    assert "did you mean 'Labelbox'?" in note


def test_the_example_of_the_manual_loads(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "docs" / "method.md").read_text(encoding="utf-8")
    block = text[text.index("```yaml\nmitigations:") + len("```yaml\n") :]
    path = tmp_path / "m.yaml"
    path.write_text(block[: block.index("```")], encoding="utf-8")
    (one,) = load_mitigations(path)
    assert (one.id, one.channel, one.effect) == ("deletion", "departure", 0.6)
