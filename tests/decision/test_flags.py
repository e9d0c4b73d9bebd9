"""Red-flag rules: the tests inside them, their four outcomes, and what narrowing may do."""

from __future__ import annotations

from typing import Any

import pytest
from assessed import assessed, values_of
from hypothesis import given
from hypothesis import strategies as st
from worlds import VENDOR, buyer, case, stories, teller

import vendorrisk
from vendorrisk.decision.flags import evaluate, judged, lint, tried, untested
from vendorrisk.decision.flags.wording import asked, between, condition_words, sentence
from vendorrisk.decision.kleene import decisive, judge
from vendorrisk.decision.values import VALUES
from vendorrisk.model.assessment import Comparison
from vendorrisk.model.claim import Claim
from vendorrisk.model.condition import Bound, Condition
from vendorrisk.model.document import Document
from vendorrisk.model.finding import GRAVITY, OUTCOMES
from vendorrisk.model.flag import FLAG_FAMILIES, FlagRule
from vendorrisk.model.named_value import NamedValue
from vendorrisk.rulebook import PlacedFlag, load_flag_words, load_flags
from vendorrisk.rulebook.flags import skeleton

SHIPPED = load_flags(VALUES)
RULES = [one.rule for one in SHIPPED]
WORDS = load_flag_words()


@pytest.mark.parametrize("one", SHIPPED, ids=lambda one: one.rule.id)
def test_every_rule_keeps_to_its_tests_and_every_bound_has_one(one: PlacedFlag) -> None:
    assert [run.test.name for run in tried(one.rule) if not run.holds] == []
    assert untested(one.rule) == ()
    assert lint(one.rule, WORDS) == ()


def test_there_are_rules_of_every_family() -> None:
    families = [rule.family for rule in RULES]
    assert len(RULES) >= 25
    assert all(families.count(family) >= 4 for family in FLAG_FAMILIES)
    assert {rule.status for rule in RULES} <= {"stable", "experimental"}


def rule(**changes: Any) -> FlagRule:
    body: dict[str, Any] = {
        "id": "our-rule",
        "family": "ownership",
        "question": "Does a rival hold a tenth?",
        "status": "stable",
        "severity": "high",
        "why": "It bends.",
        "applies": {"buyer_rivals": {"gte": 1}},
        "when": {"rival_stake": {"gte": 0.1}},
        "remedy": {"if_flagged": "Legal asks.", "if_unknown": "Procurement asks."},
        "false_alarms": ["none known"],
        "references": ["IAS 28"],
        "questions": ["N01"],
        "tests": [
            {"name": "a", "values": {"rival_stake": 0.1, "buyer_rivals": 1}, "expect": "flagged"},
            {"name": "b", "values": {"rival_stake": 0.09, "buyer_rivals": 1}, "expect": "clear"},
            {"name": "c", "values": {"buyer_rivals": 1}, "expect": "unknown"},
            {"name": "d", "values": {"buyer_rivals": 0}, "expect": "not_applicable"},
        ],
    }
    return FlagRule.model_validate({**body, **changes})


def value(name: str, low: float | None, high: float | None, **more: Any) -> NamedValue:
    return NamedValue(name=name, unit=VALUES[name].unit, low=low, high=high, how="told", **more)


@pytest.mark.parametrize(
    ("stake", "rivals", "outcome"),
    [
        ((0.1, 0.2), (1, 1), "flagged"),
        ((0.0, 0.09), (1, 1), "clear"),
        ((0.09, 0.1), (1, 1), "unknown"),
        ((None, None), (1, 1), "unknown"),
        ((0.5, 0.5), (0, 0), "not_applicable"),
        ((0.5, 0.5), (0, 1), "unknown"),
        ((0.5, 0.5), (1, None), "flagged"),
        ((0.0, 0.0), (0, 1), "unknown"),
    ],
)
def test_there_are_four_outcomes(
    stake: tuple[Any, Any], rivals: tuple[Any, Any], outcome: str
) -> None:
    values = {
        "rival_stake": value("rival_stake", *stake, claims=("clm-1",)),
        "buyer_rivals": value("buyer_rivals", *rivals),
    }
    (found,) = evaluate([rule()], values)
    assert found.outcome == outcome
    assert found.why and all("asked: " in text for text in found.why)
    remedy = {"flagged": "Legal asks.", "unknown": "Procurement asks."}
    assert found.remedy == remedy.get(outcome)
    decided_on_stake = rivals[0] == 1
    assert found.claims == (("clm-1",) if decided_on_stake else ())


def test_a_value_without_meaning_makes_the_rule_not_applicable() -> None:
    values = {
        "own_word_only": value("own_word_only", None, None, applies=False),
        "coverage": value("coverage", 0.2, 0.2),
    }
    alone = rule(applies=None, when={"own_word_only": {"is": True}})
    either = rule(
        applies=None, when={"any": [{"own_word_only": {"is": True}}, {"coverage": {"lt": 0.5}}]}
    )
    assert judged(alone, values).outcome == "not_applicable"
    assert judged(either, values).outcome == "flagged"
    assert "does not apply" in evaluate([alone], values)[0].why[0]


@pytest.mark.parametrize("off", [{"status": "deprecated"}, {"disabled": True}])
def test_a_rule_that_is_off_is_not_asked(off: dict[str, Any]) -> None:
    values = {name: value(name, 0, 0) for name in ("rival_stake", "buyer_rivals")}
    assert evaluate([rule(**off)], values) == ()


def test_findings_are_listed_flagged_first_and_gravest_first() -> None:
    found = assessed(told(), flags=RULES).findings
    keys = [
        (OUTCOMES.index(f.outcome), GRAVITY.index(f.severity), FLAG_FAMILIES.index(f.family))
        for f in found
    ]
    assert keys == sorted(keys) and len(found) == len(RULES)


def interval(draw: st.DrawFn, unit: str) -> tuple[float | None, float | None]:
    if draw(st.integers(0, 5)) == 0:
        return None, None
    if unit == "yes_no":
        return draw(st.sampled_from([(0.0, 0.0), (1.0, 1.0), (0.0, 1.0)]))
    grid = [0.0, 1.0, 2.0, 3.0, 365.0, 366.0, 800.0]
    if unit in {"share", "index"}:
        grid = [0.0, 0.05, 0.1, 0.18, 0.2, 0.25, 0.3, 0.4, 0.5, 1.0]
    low, high = sorted((draw(st.sampled_from(grid)), draw(st.sampled_from(grid))))
    if unit in {"count", "days"} and draw(st.booleans()):
        return low, None
    return low, high


@st.composite
def wide_and_narrow(draw: st.DrawFn) -> tuple[dict[str, NamedValue], dict[str, NamedValue]]:
    """Return values of every name, and the same with some made exact within their bounds."""
    wide, narrow = {}, {}
    for name, entry in VALUES.items():
        low, high = interval(draw, entry.unit)
        wide[name] = narrow[name] = value(name, low, high)
        if draw(st.booleans()):
            bottom = 0.0 if low is None else low
            top = 1.0 if high is None and entry.unit in {"share", "index", "yes_no"} else high
            point = draw(st.sampled_from([bottom, top if top is not None else bottom + 1000.0]))
            narrow[name] = value(name, point, point)
    return wide, narrow


@given(wide_and_narrow())
def test_knowing_more_never_turns_an_answer_round(
    pair: tuple[dict[str, NamedValue], dict[str, NamedValue]],
) -> None:
    wide, narrow = pair
    for one in RULES:
        before, after = judged(one, wide).outcome, judged(one, narrow).outcome
        if before != "unknown":
            assert after == before, one.id


@given(wide_and_narrow())
def test_what_decides_is_enough_to_decide(
    pair: tuple[dict[str, NamedValue], dict[str, NamedValue]],
) -> None:
    values = pair[0]
    for one in RULES:
        truth = judge(one.when, values).truth
        leaves = decisive(one.when, values)
        assert leaves
        if truth is None:
            assert all(leaf.truth is None for leaf in leaves)
            continue
        kept = {leaf.value.name for leaf in leaves}
        rest = {n: v if n in kept else value(n, None, None) for n, v in values.items()}
        assert judge(one.when, rest).truth is truth, one.id


told = teller(kind="ownership", subject="Searcher", object=VENDOR, percent=30.0)


@given(stories())
def test_silence_flags_no_tie_and_clears_none_that_may_be_hidden(
    story: tuple[list[Claim], list[Document]],
) -> None:
    nothing = {f.rule: f.outcome for f in assessed(case(), flags=RULES).findings}
    about_ties = [one.id for one in RULES if one.family != "evidence"]
    flagged = {name for name in about_ties if nothing[name] == "flagged"}
    assert flagged == {"undisclosed-owners"}  # nobody is named, and that is known
    claims, documents = story
    outcomes = {f.rule: f.outcome for f in assessed(case(claims, documents), flags=RULES).findings}
    for name in ("rival-talks", "rival-director", "group-to-rival", "several-rival-holders"):
        assert outcomes[name] in {"flagged", "unknown"}, name


@pytest.mark.parametrize(
    ("parts", "ours"),
    [([{}], "flagged"), ([{"percent": 15.0, "publisher": "SEC filing"}], "clear"), ([], "clear")],
)
def test_a_rule_follows_the_buyer(parts: list[dict[str, Any]], ours: str) -> None:
    nobody = buyer(rivals=(), markets={"care": 1.0})
    for who, expected in ((None, ours), (nobody, "not_applicable")):
        found = assessed(told(*parts, who=who), flags=RULES).findings
        assert {f.rule: f.outcome for f in found}["rival-stake"] == expected


LINTED: list[tuple[str, dict[str, Any]]] = [
    ("question-mark", {"question": "A rival holds a tenth."}),
    ("question-mark", {"question": "One? Two?"}),
    ("who-does-what", {"remedy": {"if_flagged": "Ask.", "if_unknown": "Procurement asks."}}),
    ("who-does-what", {"remedy": {"if_flagged": "Legal asks.", "if_unknown": "Somebody asks."}}),
    ("no-control-from-a-minority", {"why": "A rival with a tenth controls the vendor."}),
    ("references", {"references": ["x" * 81]}),
    ("references", {"references": ["IAS 28", "IAS 28"]}),
    ("questions-to-ask", {"questions": []}),
    ("questions-to-ask", {"questions": ["N01", "N01"]}),
    ("bounds-fit-units", {"when": {"rival_stake": {"gte": 10}}}),
    ("bounds-fit-units", {"when": {"rival_control": {"gte": 1}}}),
    ("bounds-fit-units", {"when": {"rival_stake": {"is": True}}}),
    ("bounds-fit-units", {"when": {"clients_lost": {"gte": -1}}}),
    ("unused-test-values", {"when": {"rival_votes": {"gte": 0.1}}}),
    ("names-of-tests", {"tests": [{"name": "a", "expect": "unknown"}] * 2}),
    ("complete-tests", {"when": {"rival_stake": {"gt": 0.1}}}),
    ("complete-tests", {"when": {"rival_stake": {"gte": 0.11}}}),
]


@pytest.mark.parametrize(("name", "change"), LINTED)
def test_each_lint_sees_what_it_is_for(name: str, change: dict[str, Any]) -> None:
    assert lint(rule(), WORDS) == ()
    assert name in {remark.lint for remark in lint(rule(**change), WORDS)}


@pytest.mark.parametrize(
    "change",
    [
        {"why": "A rival in the control room."},
        {"why": "Out of control."},
        {"when": {"any": [{"rival_stake": {"gte": 0.1}}, {"rival_control": {"is": True}}]}},
    ],
)
def test_control_may_be_named_where_it_is_not_claimed(change: dict[str, Any]) -> None:
    change.setdefault("why", "Who has a majority controls the vendor.")
    found = {remark.lint for remark in lint(rule(**change), WORDS)}
    assert "no-control-from-a-minority" not in found


@pytest.mark.parametrize(
    ("bound", "given", "missing"),
    [
        ({"gte": 0.1}, [0.1, 0.09], 0),
        ({"gte": 0.1}, [0.1, 0.11], 1),  # beside it, on the same side
        ({"gte": 0.1}, [0.1, 0.05], 1),  # beyond it, not just beside
        ({"gte": 0.1}, [0.2, 0.09], 1),
        ({"gte": 0.1}, [[0.1, 0.2], 0.09], 1),  # an interval is not exactly on it
        ({"gt": 0.1}, [0.1, 0.11], 0),
        ({"gt": 0.1}, [0.1, 0.09], 1),
        ({"lte": 0.1}, [0.1, 0.11], 0),
        ({"lt": 0.1}, [0.1, 0.09], 0),
        ({"gte": 0.1, "lt": 0.2}, [0.1, 0.09, 0.2, 0.19], 0),
        ({"gte": 0.1, "lt": 0.2}, [0.1, 0.09], 2),
        ({"known": True}, [0.1, None], 0),
        ({"known": True}, [0.1], 1),
    ],
)
def test_every_bound_asks_for_a_value_on_it_and_one_just_beyond(
    bound: dict[str, Any], given: list[Any], missing: int
) -> None:
    tests = [
        {"name": str(i), "values": {"rival_stake": v}, "expect": expect}
        for i, v in enumerate(given)
        for expect in ("flagged", "clear", "unknown")
    ]
    one = rule(applies=None, when={"rival_stake": bound}, tests=tests)
    assert len(untested(one)) == missing


def test_a_test_that_does_not_hold_is_told() -> None:
    wrong = rule(tests=[{"name": "a", "values": {"buyer_rivals": 0}, "expect": "flagged"}])
    (run,) = tried(wrong)
    assert not run.holds and run.outcome == "not_applicable"


def test_the_skeleton_is_a_rule_whose_tests_hold() -> None:
    import yaml

    made = FlagRule.model_validate(yaml.safe_load(skeleton("exit", "our-exit")))
    assert (made.family, made.id) == ("exit", "our-exit")
    assert all(run.holds for run in tried(made)) and lint(made, WORDS) == ()


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (value("rival_stake", 0.25, 0.5), "0.25 to 0.5"),
        (value("rival_stake", 0.25, 0.25), "0.25"),
        (value("rival_stake", None, None), "not known"),
        (value("clients_lost", 2, None), "at least 2"),
        (value("evidence_age_days", 8, 8), "8 days"),
        (value("rival_control", 1, 1), "yes"),
        (value("rival_control", 0, 0), "no"),
        (value("rival_control", 0, 1), "not known"),
        (value("rival_control", None, None, applies=False), "does not apply"),
    ],
)
def test_a_value_is_worded_with_its_bounds(found: NamedValue, words: str) -> None:
    assert between(found) == words


def test_conditions_and_sentences_read_as_words() -> None:
    condition = Condition.model_validate(
        {
            "all": [
                {"rival_stake": {"gte": 0.1}},
                {"any": [{"rival_control": {"is": True}}, {"not": {"coverage": {"lt": 0.5}}}]},
            ]
        }
    )
    assert condition_words(condition, {"coverage": "what is covered"}) == (
        "rival_stake is at least 0.1 and (rival_control is yes or not: what is covered is less"
        " than 0.5)"
    )
    assert asked(Bound(known=False)) == "not known"
    (leaf,) = judge(
        Condition.model_validate({"rival_stake": {"gte": 0.1}}),
        {"rival_stake": value("rival_stake", 0.2, 0.3)},
    ).leaves
    assert sentence(leaf) == "Told (rival stake 0.2 to 0.3; asked: at least 0.1)."


@pytest.fixture(scope="module")
def seeds() -> dict[str, Comparison]:
    dossier = vendorrisk.gather("seeds")
    return {
        name: vendorrisk.compare(
            dossier, buyer=name, vendors=["scale-ai", "labelbox"], as_of="2025-06-20"
        )
        for name in ("google", "northfield-health")
    }


def outcomes(comparison: Comparison, vendor: str) -> dict[str, str]:
    (one,) = (a for a in comparison.assessments if a.vendor == vendor)
    return {finding.rule: finding.outcome for finding in one.findings}


def test_the_seeds_flag_what_was_in_the_news_for_a_rival(seeds: dict[str, Comparison]) -> None:
    found = outcomes(seeds["google"], "Scale AI")
    for name in (
        "rival-stake",
        "chief-executive-to-rival",
        "group-to-rival",
        "rival-director",
        "rival-near-data",
        "client-losses",
        "one-source",
    ):
        assert found[name] == "flagged", name
    assert found["rival-control"] == found["rival-votes"] == "clear"  # 49 % without votes
    assert found["rival-talks"] == "unknown"


def test_the_seeds_flag_no_rival_for_a_hospital(seeds: dict[str, Comparison]) -> None:
    found = outcomes(seeds["northfield-health"], "Scale AI")
    rival = [one.id for one in RULES if "buyer_rivals" in {name for name, _ in one.bounds()}]
    assert len(rival) >= 15
    assert {found[name] for name in rival} == {"not_applicable"}
    assert found["chief-executive-left"] == "flagged"  # wherever to


def test_an_alternative_does_not_win_by_silence(seeds: dict[str, Comparison]) -> None:
    found = outcomes(seeds["google"], "Labelbox")
    for name in ("rival-talks", "chief-executive-to-rival", "rival-director", "client-losses"):
        assert found[name] == "unknown", name
    assert values_of(told())["rival_talks"].high == 1.0
