"""Policies read against intervals: every bound, what nobody knows, and waivers on a day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendorrisk.decision.accepting import risks
from vendorrisk.decision.gate import gate
from vendorrisk.decision.quotes import quoted_claims
from vendorrisk.dossier import Dossier, gather
from vendorrisk.errors import RuleErrors, SettingsError
from vendorrisk.model.assessment import Assessment, Comparison
from vendorrisk.model.finding import Finding
from vendorrisk.model.gate import Check, Gate
from vendorrisk.model.interval import Interval
from vendorrisk.model.named_value import NamedValue
from vendorrisk.model.policy import Policy, WaiverFile
from vendorrisk.pipeline import compare
from vendorrisk.rulebook import Sourced

SEEDS = Path(__file__).parents[2] / "seeds"
DAY = dt.date(2025, 6, 20)


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return gather(SEEDS, engine="rules")


@pytest.fixture(scope="module")
def google(dossier: Dossier) -> Comparison:
    return compare(dossier, buyer="google", vendors=["Scale AI", "Labelbox"], as_of=DAY)


@pytest.fixture(scope="module")
def hospital(dossier: Dossier) -> Comparison:
    return compare(dossier, buyer="northfield-health", vendors=["Scale AI"], as_of=DAY)


def policy(**body: Any) -> Sourced[Policy]:
    return Sourced(Policy.model_validate(body), "p.yaml", "0" * 64, {})


def waivers(*bodies: dict[str, Any]) -> Sourced[WaiverFile]:
    usual = {
        "id": "w",
        "vendor": "Scale AI",
        "check": "max_risk",
        "justification": "j",
        "approver": "a",
        "expires": "2025-12-31",
    }
    made = WaiverFile.model_validate({"waivers": [{**usual, **body} for body in bodies]})
    return Sourced(made, "w.yaml", "0" * 64, {})


def changed(comparison: Comparison, **values: Any) -> Comparison:
    """Return a comparison with other values in its first vendor."""
    first, *rest = comparison.assessments
    made = first.model_copy(update=values)
    return comparison.model_copy(update={"assessments": (made, *rest)})


def check(found: Gate, name: str, vendor: str = "Scale AI") -> Check:
    (one,) = [v for v in found.vendors if v.vendor == vendor]
    return next(c for c in one.checks if c.id == name)


def span(low: float, high: float) -> Interval:
    return Interval(low=low, point=(low + high) / 2, high=high)


HELD = [  # low, high, limit, outcome: on a bound and next to it
    (0.6, 0.9, 0.5, "fail"),
    (0.500001, 0.9, 0.5, "fail"),
    (0.5, 0.9, 0.5, "undetermined"),
    (0.5, 0.5, 0.5, "pass"),
    (0.2, 0.500001, 0.5, "undetermined"),
    (0.2, 0.5, 0.5, "pass"),
    (0.0, 1.0, 0.5, "undetermined"),
    (0.0, 0.0, 0.0, "pass"),
    (0.0, 0.1, 0.0, "undetermined"),
    (0.1, 0.1, 0.0, "fail"),
    (1.0, 1.0, 1.0, "pass"),
]


@pytest.mark.parametrize(("low", "high", "limit", "outcome"), HELD)
def test_a_limit_on_the_risk(
    google: Comparison, low: float, high: float, limit: float, outcome: str
) -> None:
    found = gate(changed(google, risk=span(low, high)), policy(max_risk=limit))
    one = check(found, "max_risk")
    assert (one.outcome, one.low, one.high, one.limit) == (outcome, low, high, limit)


@pytest.mark.parametrize(("low", "high", "limit", "outcome"), HELD)
def test_a_limit_on_a_factor(
    google: Comparison, low: float, high: float, limit: float, outcome: str
) -> None:
    scale = google.assessments[0]
    factors = tuple(
        one.model_copy(update={"risk": span(low, high)}) if one.factor == "clients" else one
        for one in scale.factors
    )
    found = gate(changed(google, factors=factors), policy(max_factor={"clients": limit}))
    one = check(found, "max_factor.clients")
    assert (one.outcome, one.factor) == (outcome, "clients")
    assert all(line.startswith(("client", "loss", "fragility")) for line in one.lines)


def test_a_factor_that_the_result_lacks_is_not_passed(google: Comparison) -> None:
    found = gate(changed(google, factors=()), policy(max_factor={"clients": 1.0}))
    assert check(found, "max_factor.clients").outcome == "undetermined"


@pytest.mark.parametrize(
    ("coverage", "limit", "outcome"),
    [(0.5, 0.5, "pass"), (0.499999, 0.5, "fail"), (0.0, 0.0, "pass"), (1.0, 1.0, "pass")],
)
def test_coverage(google: Comparison, coverage: float, limit: float, outcome: str) -> None:
    found = gate(changed(google, coverage=coverage), policy(min_coverage=limit))
    assert check(found, "min_coverage").outcome == outcome


def aged(a: Assessment, *dates: str | None) -> dict[str, Any]:
    """Return the values of a vendor whose evidence has these dates and no other."""
    line = next(one for one in a.ledger if one.claims)
    told = [
        line.claims[0].model_copy(
            update={"id": f"clm-{i}", "known": None, "date": date, "source": "https://x.example"}
        )
        for i, date in enumerate(dates)
    ]
    return {
        "ledger": (line.model_copy(update={"claims": tuple(told)}),),
        "reliefs": (),
        "contradictions": (),
    }


@pytest.mark.parametrize(
    ("dates", "on", "outcome", "low", "high"),
    [
        (["2025-06-10"], "2025-06-20", "pass", 10, 10),
        (["2025-06-09"], "2025-06-20", "fail", 11, 11),
        (["2025-06-10", "2020-01-01"], "2025-06-20", "pass", 10, 10),  # the freshest counts
        (["2025-06-10", None], "2025-06-20", "pass", 10, 10),
        (["2025-06-10"], "2025-06-21", "fail", 11, 11),
        (["2025-06"], "2025-07-10", "undetermined", 10, 39),  # a month is thirty days wide
        (["2025-06"], "2025-07-11", "fail", 11, 40),
        (["2025-06", "2025-06-15"], "2025-07-10", "undetermined", 10, 25),
        (["2025-08-01"], "2025-06-20", "pass", 0, 0),  # what is to come is not older than today
        (["soon"], "2025-06-20", "undetermined", None, None),
        ([None], "2025-06-20", "undetermined", None, None),
        ([], "2025-06-20", "undetermined", None, None),
    ],
)
def test_the_freshest_evidence(
    google: Comparison,
    dates: list[str | None],
    on: str,
    outcome: str,
    low: int | None,
    high: int | None,
) -> None:
    old = changed(google, **aged(google.assessments[0], *dates))
    day = dt.date.fromisoformat(on)
    found = gate(old, policy(max_age_days=10), on=day, vendors=["Scale AI"])
    one = check(found, "max_age_days")
    assert (one.outcome, one.low, one.high) == (outcome, low, high)


def test_old_claims_are_counted_and_own_words_do_not_freshen(google: Comparison) -> None:
    values = aged(google.assessments[0], "2025-06-10", "2020-01-01", None)
    found = gate(changed(google, **values), policy(max_age_days=10), vendors=["Scale AI"])
    assert "1 of 2 dated claims are older; 1 carry no date" in check(found, "max_age_days").why
    line = values["ledger"][0]
    own = tuple(c.model_copy(update={"interest": "self"}) for c in line.claims)
    values["ledger"] = (line.model_copy(update={"claims": own}),)
    found = gate(changed(google, **values), policy(max_age_days=10), vendors=["Scale AI"])
    assert check(found, "max_age_days").outcome == "undetermined"


def stake(low: float | None, high: float | None, *, applies: bool = True) -> dict[str, Any]:
    value = NamedValue(
        name="rival_stake", unit="share", low=low, high=high, how="h", applies=applies
    )
    known = NamedValue(name="coverage", unit="share", low=0.5, high=0.5, how="h")
    return {"values": (known, value)}


QUARTER = {"rival_stake": {"gte": 0.25}}


@pytest.mark.parametrize(
    ("values", "when", "outcome"),
    [
        (stake(0.25, 0.25), QUARTER, "fail"),
        (stake(0.25, 0.9), QUARTER, "fail"),
        (stake(0.2499, 0.2499), QUARTER, "pass"),
        (stake(0.2, 0.25), QUARTER, "undetermined"),
        (stake(0.0, 0.2499), QUARTER, "pass"),
        (stake(None, None), QUARTER, "undetermined"),
        (stake(None, None, applies=False), QUARTER, "pass"),
        ({"values": ()}, QUARTER, "undetermined"),  # a result of an older version
        (stake(None, None), {"rival_stake": {"known": False}}, "fail"),
        (stake(0.1, 0.2), {"rival_stake": {"known": False}}, "pass"),
        (stake(0.9, 0.9), {"all": [QUARTER, {"coverage": {"lt": 0.5}}]}, "pass"),
        (stake(None, None), {"all": [QUARTER, {"coverage": {"lt": 0.5}}]}, "pass"),
        (stake(None, None), {"any": [QUARTER, {"coverage": {"lte": 0.5}}]}, "fail"),
        (stake(None, None), {"any": [QUARTER, {"coverage": {"lt": 0.5}}]}, "undetermined"),
        (stake(None, None), {"not": {"rival_stake": {"lt": 0.25}}}, "undetermined"),
        (stake(None, None, applies=False), {"not": {"rival_stake": {"lt": 0.25}}}, "pass"),
        (stake(0.3, 0.4), {"not": {"rival_stake": {"lt": 0.25}}}, "fail"),
    ],
)
def test_a_denial(
    google: Comparison, values: dict[str, Any], when: dict[str, Any], outcome: str
) -> None:
    asked = policy(deny_if=[{"id": "quarter", "why": "w", "when": when}])
    found = gate(changed(google, **values), asked, vendors=["Scale AI"])
    assert check(found, "deny_if.quarter").outcome == outcome
    assert found.verdict == outcome


@pytest.mark.parametrize(
    ("unit", "low", "high", "applies", "told"),
    [
        ("share", 0.25, 0.25, True, "x is 0.25: "),
        ("share", 0.25, 0.5, True, "x is 0.25 to 0.5: "),
        ("count", 1.0, None, True, "x is 1 or more: "),
        ("count", None, None, True, "x is not known: "),
        ("count", None, None, False, "x does not apply: "),
        ("yes_no", 1.0, 1.0, True, "x is yes: "),
        ("yes_no", 0.0, 0.0, True, "x is no: "),
        ("yes_no", 0.0, 1.0, True, "x may be either: "),
    ],
)
def test_a_value_in_words(
    google: Comparison,
    unit: Any,
    low: float | None,
    high: float | None,
    applies: bool,
    told: str,
) -> None:
    name = {"share": "rival_stake", "count": "rival_directors", "yes_no": "data_incident"}[unit]
    value = NamedValue(name=name, unit=unit, low=low, high=high, how="", applies=applies)
    asked = {"is": True} if unit == "yes_no" else {"gte": 0.4}
    body = policy(deny_if=[{"id": "a", "why": "w", "when": {name: asked}}])
    found = gate(changed(google, values=(value,)), body, vendors=["Scale AI"])
    assert check(found, "deny_if.a").why[0].startswith(told.replace("x", name, 1))


def finding(rule: str, severity: str, outcome: str) -> Finding:
    return Finding.model_validate(
        {
            "rule": rule,
            "family": "f",
            "question": "Is it so?",
            "outcome": outcome,
            "severity": severity,
            "why": (),
            "remedy": "Ask." if outcome == "flagged" else None,
        }
    )


FOUND = (
    finding("owner", "critical", "flagged"),
    finding("board", "high", "unknown"),
    finding("money", "medium", "not_applicable"),
    finding("people", "low", "clear"),
)


@pytest.mark.parametrize(
    ("denied", "outcomes"),
    [
        (["owner"], {"owner": "fail"}),
        (["board", "people"], {"board": "undetermined", "people": "pass"}),
        (["critical"], {"owner": "fail"}),
        (["high"], {"owner": "fail", "board": "undetermined"}),  # and every graver one
        (
            ["low"],
            {"owner": "fail", "board": "undetermined", "money": "pass", "people": "pass"},
        ),
    ],
)
def test_red_flags(google: Comparison, denied: list[str], outcomes: dict[str, str]) -> None:
    found = gate(changed(google, findings=FOUND), policy(deny_flags=denied), vendors=["Scale AI"])
    told = {one.id.partition(".")[2]: one.outcome for one in found.vendors[0].checks}
    assert told == outcomes
    for one in found.vendors[0].checks:  # what to do now is no reason for the rule
        assert one.reason is None and one.what == "must not be flagged: Is it so?"
        assert one.remedy == ("Ask." if one.outcome == "fail" else None)


def test_without_findings_no_flag_is_passed(google: Comparison) -> None:
    found = gate(changed(google, findings=()), policy(deny_flags=["low"]), vendors=["Scale AI"])
    assert check(found, "deny_flags").outcome == "undetermined"


def test_a_flag_that_nobody_knows_is_an_error(google: Comparison) -> None:
    with pytest.raises(RuleErrors, match="ownr"):
        gate(changed(google, findings=FOUND), policy(deny_flags=["ownr"]))
    with pytest.raises(RuleErrors, match="no red flag") as caught:  # nor beside no findings at all
        gate(changed(google, findings=()), policy(deny_flags=["rival-stak"]))
    assert caught.value.how == "did you mean 'rival-stake'?"


def test_a_flag_that_the_result_did_not_ask_is_not_passed(google: Comparison) -> None:
    denied = policy(deny_flags=["people", "rival-stake"])
    found = gate(changed(google, findings=FOUND), denied, vendors=["Scale AI"])
    assert check(found, "deny_flags.people").outcome == "pass"
    missing = check(found, "deny_flags.rival-stake")
    assert missing.outcome == "undetermined" and "holds no finding" in missing.why[0]
    assert found.verdict == "undetermined"


@pytest.mark.parametrize(
    ("low", "high", "fail_on", "outcome"),
    [
        (0.5, 0.6, "high", "fail"),
        (0.4, 0.6, "high", "undetermined"),
        (0.4, 0.6, "undetermined", "fail"),
        (0.4, 0.49, "high", "pass"),
        (0.4, 0.49, "undetermined", "pass"),
    ],
)
def test_the_tier(google: Comparison, low: float, high: float, fail_on: Any, outcome: str) -> None:
    found = gate(changed(google, risk=span(low, high)), policy(max_risk=1.0), fail_on=fail_on)
    assert check(found, "tier").outcome == outcome


def test_a_rivals_quarter_is_denied_for_google_and_not_for_the_hospital(
    google: Comparison, hospital: Comparison
) -> None:
    assert gate(google, "rival-stake", vendors=["Scale AI"]).verdict == "fail"
    assert gate(hospital, "rival-stake").verdict == "pass"


def test_the_residual_is_the_risk_where_no_mitigation_is_given(google: Comparison) -> None:
    one = check(gate(google, policy(max_risk_residual=0.5)), "max_risk_residual")
    assert (one.low, one.high) == (google.assessments[0].risk.low, google.assessments[0].risk.high)
    assert "no mitigations are given: this is the risk as it is" in one.why


EXPIRY = [
    # id of the check, changes of the waiver, day, state, outcome of the check, verdict
    ("rival-quarter", {}, DAY, "applied", "waived", "pass"),
    ("deny_if.rival-quarter", {"vendor": "scale-ai"}, DAY, "applied", "waived", "pass"),
    ("rival-quarter", {"buyer": "google"}, DAY, "applied", "waived", "pass"),
    ("rival-quarter", {"expires": "2025-06-20"}, DAY, "applied", "waived", "pass"),
    ("rival-quarter", {"expires": "2025-06-19"}, DAY, "expired", "fail", "fail"),
    ("rival-quarter", {"expires": "2025-06-20T12:00:00Z"}, DAY, "expired", "fail", "fail"),
    ("rival-quarter", {}, dt.date(2026, 1, 1), "expired", "fail", "fail"),
    ("rival-quarter", {"created": "2025-06-20"}, DAY, "applied", "waived", "pass"),
    ("rival-quarter", {"created": "2025-06-21"}, DAY, "not_yet", "fail", "fail"),
    ("rival-quartr", {}, DAY, "orphan", "fail", "fail"),
    ("rival-quarter", {"vendor": "Labelbox"}, DAY, "orphan", "fail", "fail"),
    ("rival-quarter", {"vendor": "Scale IA"}, DAY, "orphan", "fail", "fail"),
    ("rival-quarter", {"buyer": "meta"}, DAY, "orphan", "fail", "fail"),
    ("stake:meta", {}, DAY, "orphan", "fail", "fail"),  # a line bears on the risk only
    ("departure:meta", {"expires": "2025-06-19"}, DAY, "expired", "fail", "fail"),
]


@pytest.mark.parametrize(("name", "body", "on", "state", "outcome", "verdict"), EXPIRY)
def test_a_waiver_of_a_denial(
    google: Comparison,
    name: str,
    body: dict[str, Any],
    on: dt.date,
    state: str,
    outcome: str,
    verdict: str,
) -> None:
    given = waivers({**body, "check": name})
    found = gate(google, "rival-stake", waivers=given, on=on, vendors=["Scale AI"])
    one = check(found, "deny_if.rival-quarter")
    assert (one.outcome, one.as_is, found.verdict) == (outcome, "fail", verdict)
    assert [use.state for use in found.waivers] == [state]
    assert any(c.id == "waivers.w" for c in found.vendors[0].checks) == (state == "expired")
    if state == "applied":
        assert one.without is not None
        assert one.without.high < found.vendors[0].risk.high  # both scores stay visible
        assert found.vendors[0].without == one.without


def test_an_expired_waiver_fails_even_where_its_check_passes(google: Comparison) -> None:
    given = waivers({"expires": "2024-01-01"})
    found = gate(google, policy(max_risk=1.0), waivers=given, vendors=["Scale AI"])
    assert found.verdict == "fail"
    (failed,) = [one for one in found.vendors[0].checks if one.outcome == "fail"]
    assert failed.what == "the waiver of max_risk must not have expired"
    assert gate(google, policy(max_risk=1.0), vendors=["Scale AI"]).verdict == "pass"


def test_a_waiver_of_what_passes_is_an_orphan(google: Comparison) -> None:
    given = waivers({}, {"id": "line", "check": "stake:meta"})
    found = gate(google, policy(max_risk=1.0), waivers=given, vendors=["Scale AI"])
    assert [use.state for use in found.waivers] == ["orphan", "orphan"]
    assert found.vendors[0].without is None


@pytest.mark.parametrize(
    ("limit", "as_is", "outcome", "state"),
    [  # as it is .600 to .982, without the move .365 to .967
        (0.3, "fail", "fail", "not_enough"),
        (0.5, "fail", "undetermined", "applied"),
        (0.97, "undetermined", "waived", "applied"),
        (0.99, "pass", "pass", "orphan"),
    ],
)
def test_a_line_that_is_accepted(
    google: Comparison, limit: float, as_is: str, outcome: str, state: str
) -> None:
    given = waivers({"check": "departure:meta"})
    found = gate(google, policy(max_risk=limit), waivers=given, vendors=["Scale AI"])
    one = check(found, "max_risk")
    assert (one.as_is, one.outcome) == (as_is, outcome)
    assert [use.state for use in found.waivers] == [state]
    if state != "orphan":
        assert one.without == risks(google.assessments[0], {"departure:meta"}).whole
        assert one.why[0].startswith("without what is waived: ")


def test_enough_lines_accepted_waive_a_factor(google: Comparison) -> None:
    lines = ["departure:meta", "interlock:alexandr-wang"]
    given = waivers(*({"id": f"w{i}", "check": line} for i, line in enumerate(lines)))
    body = policy(max_factor={"leadership": 0.3, "ownership": 0.1})
    found = gate(google, body, waivers=given, vendors=["Scale AI"])
    one = check(found, "max_factor.leadership")
    assert (one.as_is, one.outcome, one.waivers) == ("fail", "waived", ("w0", "w1"))
    assert check(found, "max_factor.ownership").waivers == ()


def test_a_whole_risk_that_is_waived_stays_as_it_is(google: Comparison) -> None:
    found = gate(google, policy(max_risk=0.5), waivers=waivers({}), vendors=["Scale AI"])
    one = check(found, "max_risk")
    assert (one.outcome, one.without, found.verdict) == ("waived", None, "pass")


def test_days_and_vendors_that_are_wrong(google: Comparison) -> None:
    with pytest.raises(SettingsError, match="lies before 2025-06-20"):
        gate(google, "default", on=dt.date(2025, 6, 19))
    with pytest.raises(SettingsError, match="no vendor 'scale'"):
        gate(google, "default", vendors=["scale"])


def test_a_result_that_was_saved_gives_the_same_bytes(google: Comparison) -> None:
    saved = Comparison.model_validate_json(google.to_json())
    given = waivers({"check": "departure:meta"}, {"id": "x", "check": "rival-quarter"})
    one, other = (gate(c, "strict", waivers=given).to_json() for c in (google, saved))
    assert one == other
    assert Gate.model_validate_json(one).to_json() == one


def test_every_claim_that_is_named_and_quoted_stands_in_the_answer(google: Comparison) -> None:
    found = gate(google, "strict")
    named = {c for v in found.vendors for one in v.checks for c in one.claims}
    assert {claim.id for claim in found.claims} == named & set(quoted_claims(google.assessments))
    assert {claim.doc_id for claim in found.claims} == {document.id for document in found.documents}


def test_nothing_accepted_gives_the_risk_as_it_is(google: Comparison) -> None:
    for a in google.assessments:
        assert risks(a).whole == a.risk
        assert risks(a, {"no such line"}).whole == a.risk
        everything = risks(a, {line.id for line in a.ledger})
        assert everything.whole.high == 0.0


_LIMITS = st.floats(0, 1)
_RANK = {"pass": 0, "undetermined": 1, "fail": 2}


@given(st.data())
def test_accepting_more_never_raises_an_end(google: Comparison, data: st.DataObject) -> None:
    a = google.assessments[0]
    ids = [line.id for line in a.ledger]
    fewer = data.draw(st.frozensets(st.sampled_from(ids), max_size=4))
    more = fewer | data.draw(st.frozensets(st.sampled_from(ids), max_size=4))
    before, after = risks(a, fewer), risks(a, more)
    for one, other in [(before.whole, after.whole)] + [
        (before.factors[name], after.factors[name]) for name in before.factors
    ]:
        assert other.low <= one.low + 1e-9
        assert other.high <= one.high + 1e-9


@given(_LIMITS, _LIMITS)
def test_a_laxer_limit_is_never_worse(google: Comparison, one: float, other: float) -> None:
    strict, lax = sorted((one, other))
    outcomes = [
        check(gate(google, policy(max_risk=limit), vendors=["Scale AI"]), "max_risk").outcome
        for limit in (strict, lax)
    ]
    assert _RANK[outcomes[0]] >= _RANK[outcomes[1]]


@given(_LIMITS, st.lists(_LIMITS, min_size=4, max_size=4))
def test_less_evidence_never_passes_or_fails_what_more_left_open(
    google: Comparison, limit: float, ends: list[float]
) -> None:
    wide_low, low, high, wide_high = sorted(ends)
    narrow, wide = (
        check(gate(changed(google, risk=r), policy(max_risk=limit)), "max_risk").outcome
        for r in (span(low, high), span(wide_low, wide_high))
    )
    assert wide in {narrow, "undetermined"}


def test_waivers_of_many_unknown_vendors_cost_no_search_for_hints(
    google: Comparison, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vendorrisk.entities import resolver

    def never(*_: object) -> None:
        raise AssertionError("a hint nobody reads")

    monkeypatch.setattr(resolver, "did_you_mean", never)
    many = [{"id": f"w{n}", "vendor": f"Vendor {n}"} for n in range(200)]
    found = gate(google, policy(max_risk=0.5), waivers=waivers(*many))
    assert [use.state for use in found.waivers] == ["orphan"] * 200
