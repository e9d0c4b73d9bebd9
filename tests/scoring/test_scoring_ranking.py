"""Invariant S1: shares of ranks, pairs, dominance; the same bytes for any number of threads."""

from __future__ import annotations

import math
import random

import naive
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import belief, event, events, interval, mechanism

from vendorrisk.errors import ModelError
from vendorrisk.evidence.fusion import joined
from vendorrisk.model.assessment import Event, Mechanism
from vendorrisk.model.belief import Belief
from vendorrisk.model.ranking import Ranking
from vendorrisk.scoring.dominance import dominates
from vendorrisk.scoring.draws import draw
from vendorrisk.scoring.ranking import Counted, count, entropy_bits, rank
from vendorrisk.scoring.tree import score

NAMES = ("a", "b", "c", "d")
ENDS = ("low", "point", "high")
several = st.lists(events(most=3), min_size=2, max_size=4)


def ranking(alternatives: list[list[Event]], bits: int = 6, **values: object) -> Ranking:
    return rank(
        NAMES[: len(alternatives)],
        alternatives,
        0.0,
        safer_from=0.95,
        bits=bits,
        **values,  # type: ignore[arg-type]
    )


def through(channel: str, severity: float, **values: object) -> Mechanism:
    return mechanism(severity).model_copy(update={"channel": channel, **values})


def open_claim(name: str, low: float = 0.0, point: float = 0.5, high: float = 1.0) -> Belief:
    return belief(low, point, high).model_copy(update={"key": name})


def riskier(one: list[Event], other: list[Event], bits: int = 14) -> float:
    found = count(draw([one, other], 0.0, seed=3, bits=bits).risk)
    return float(found.riskier[0, 1]) / 2**bits


@given(several, st.floats(0.0, 0.9), st.integers(0, 99))
@settings(max_examples=60)
def test_s1_ranks_are_doubly_stochastic_and_pairs_sum_to_one(
    alternatives: list[list[Event]], leak: float, seed: int
) -> None:
    names = NAMES[: len(alternatives)]
    found = rank(names, alternatives, leak, safer_from=0.95, bits=6, seed=seed)
    shares = np.array([standing.ranks for standing in found.standings])
    assert shares.sum(axis=0) == pytest.approx(1.0, abs=1e-5)
    assert shares.sum(axis=1) == pytest.approx(1.0, abs=1e-5)
    for pair in found.pairs:
        assert pair.probability + pair.tied + pair.reverse == pytest.approx(1.0, abs=2e-6)
        assert pair.dominates or pair.probability >= pair.reverse
    assert 0.0 <= found.entropy_bits <= np.log2(len(names)) + 1e-6


@given(several)
@settings(max_examples=60)
def test_s1_dominance_is_certainty(alternatives: list[list[Event]]) -> None:
    risk = draw(alternatives, 0.0, seed=1, bits=6).risk
    for i, one in enumerate(alternatives):
        for j, other in enumerate(alternatives):
            if dominates(one, other):
                assert (risk[i] <= risk[j] + 1e-9).all()


@given(events(most=3), events(most=2, prefix="f"))
@settings(max_examples=60)
def test_s1_more_events_are_dominated(listed: list[Event], more: list[Event]) -> None:
    """A vendor whose events the other has too, with the same claims and even severities."""
    even = [
        one.model_copy(
            update={
                "mechanisms": tuple(
                    m.model_copy(update={"severity": interval(m.severity.point)})
                    for m in one.mechanisms
                )
            }
        )
        for one in listed
    ]
    (pair,) = ranking([even, [*even, *more]]).pairs
    assert dominates(even, [*even, *more])
    assert (pair.dominates, min(pair.probability, pair.reverse)) == (True, 0.0)


@given(several, st.integers(0, 9))
@settings(max_examples=25)
def test_s1_same_seed_same_bytes_for_any_threads(
    alternatives: list[list[Event]], seed: int
) -> None:
    one = ranking(alternatives, bits=11, seed=seed)
    for threads in (1, 2, 3):
        other = ranking(alternatives, bits=11, seed=seed, native=True, threads=threads)
        assert other.to_json() == one.to_json()


@pytest.mark.parametrize(("x", "y"), [(0.3, 0.9), (0.5, 0.5), (0.05, 1.0)])
def test_two_channels_with_uniform_links_in_closed_form(x: float, y: float) -> None:
    """P(l1 x > l2 y) = x / 2y for x <= y."""
    found = riskier([event("e", through("one", x))], [event("e", through("two", y))])
    assert found == pytest.approx(x / (2.0 * y), abs=2e-3)


def test_one_channel_has_one_link_for_all() -> None:
    less, more = [event("e", through("c", 0.3))], [event("e", through("c", 0.4))]
    assert (riskier(less, more), riskier(more, less)) == (0.0, 1.0)


def test_a_link_that_a_mitigation_weakens_keeps_its_ratio() -> None:
    weak = [event("e", through("c", 0.8, link=0.2))]
    full = [event("e", through("c", 0.5, link=0.5))]
    assert riskier(full, weak) == 1.0
    risk = draw([weak, full], 0.0, seed=0, bits=6).risk
    assert risk[0] == pytest.approx(risk[1] * (0.8 * 0.4) / 0.5, abs=1e-9)


def test_a_claim_that_two_share_is_drawn_once() -> None:
    shared = open_claim("same")
    less = [event("e", through("c", 0.3), claim=shared)]
    more = [event("e", through("c", 0.4), claim=shared)]
    other = [event("e", through("c", 0.4), claim=open_claim("other"))]
    assert riskier(less, more) == 0.0
    # p 0.3 > q 0.4 for two uniform beliefs: 0.3 / 0.8
    assert riskier(less, other) == pytest.approx(0.375, abs=5e-3)


def test_an_open_claim_against_a_certain_one() -> None:
    asked = [event("e", through("c", 1.0), claim=open_claim("k"))]
    known = [event("e", through("c", 0.25))]
    assert riskier(asked, known) == pytest.approx(0.75, abs=2e-3)


def test_a_severity_has_its_point_as_median() -> None:
    wide = [event("e", mechanism(interval(0.0, 0.2, 1.0)))]
    narrow = [event("e", mechanism(0.2))]
    assert riskier(wide, narrow) == pytest.approx(0.5, abs=1e-3)
    assert riskier(wide, [event("e", mechanism(0.6))]) == pytest.approx(0.25, abs=2e-3)


def test_the_share_is_that_of_plain_monte_carlo() -> None:
    one = [
        event("e", through("a", 0.6), through("b", 0.4), claim=open_claim("p", 0.4, 0.6, 0.9)),
        event("f", through("c", 0.5), claim=open_claim("q", 0.0, 0.3, 1.0)),
    ]
    two = [
        event("e", through("a", 0.5, claim=open_claim("r", 0.1, 0.5, 0.7))),
        event("g", through("c", 0.7), claim=open_claim("s", 0.0, 0.5, 1.0)),
    ]
    rng = random.Random(8)

    def beta(point: float, ignorance: float) -> float:
        return rng.betavariate(2.0 * point / ignorance, 2.0 * (1.0 - point) / ignorance)

    wins = 0
    for _ in range(40_000):
        a, b, c = rng.random(), rng.random(), rng.random()
        p, q, r, s = beta(0.6, 0.5), beta(0.3, 1.0), beta(0.5, 0.6), beta(0.5, 1.0)
        first = (1 - p * (1 - (1 - 0.6 * a) * (1 - 0.4 * b))) * (1 - 0.5 * c * q)
        second = (1 - 0.5 * a * r) * (1 - 0.7 * c * s)
        wins += first < second
    assert riskier(one, two) == pytest.approx(wins / 40_000, abs=0.01)


def test_equal_vendors_share_their_ranks() -> None:
    listed = [event("e", mechanism(0.5), claim=open_claim("k"))]
    found = ranking([listed, listed, []])
    assert [s.ranks for s in found.standings] == [(0.0, 0.5, 0.5), (0.0, 0.5, 0.5), (1.0, 0.0, 0.0)]
    first = found.pairs[0]
    assert (first.tied, first.distinguishable) == (1.0, False)
    assert "are equal" in first.reading
    assert found.entropy_bits == 0.0
    assert (found.standings[0].central_links, found.standings[0].confidence) == (None, None)
    assert found.standings[2].confidence == 1.0


@pytest.mark.parametrize(
    ("share", "says"), [(0.94, "a is safer than b"), (0.96, "not distinguishable")]
)
def test_safer_is_said_from_the_parameter_on(share: float, says: str) -> None:
    """The safer one wins 0.95 of the draws, or 1 - 0.1 / 2."""
    less, more = [event("e", through("one", 0.1))], [event("e", through("two", 1.0))]
    (pair,) = rank(["a", "b"], [less, more], 0.0, safer_from=share, bits=12).pairs
    assert pair.probability == pytest.approx(0.95, abs=5e-3)
    assert says in pair.reading


def test_central_links_favour_the_vendor_they_stand_for() -> None:
    one, two = [event("e", through("one", 0.8))], [event("e", through("two", 0.8))]
    first, second = ranking([one, two], bits=12).standings
    assert first.central_links is not None and second.central_links is not None
    assert first.central_links["one"] == pytest.approx(1 / 3, abs=5e-3)
    assert first.central_links["two"] == pytest.approx(2 / 3, abs=5e-3)
    assert first.confidence == second.confidence == 1.0


def test_counts_are_those_of_any_model() -> None:
    found = count(np.array([[0.1, 0.2, 0.3], [0.3, 0.2, 0.1]]))
    assert isinstance(found, Counted)
    assert found.riskier.tolist() == [[0, 1], [1, 0]]
    assert found.accepted.tolist() == [[1.5, 1.5], [1.5, 1.5]]


def test_no_vendors_no_draws_and_nonsense() -> None:
    assert draw([], 0.0, seed=0, bits=3).risk.shape == (0, 8)
    assert draw([[], []], 0.2, seed=0, bits=0).risk == pytest.approx(0.2)
    with pytest.raises(ModelError, match="leak"):
        draw([[]], 1.0, seed=0)
    with pytest.raises(ModelError, match="draws"):
        draw([[]], 0.0, seed=0, bits=25)
    assert entropy_bits([0.25] * 4) == 2.0


def links_of(alternatives: list[list[Event]]) -> dict[str, float]:
    """Return every link as it stands: nothing but beliefs is drawn then."""
    return {m.channel: m.link for one in alternatives for e in one for m in e.mechanisms}


def sharing(random_: random.Random) -> list[Event]:
    """Return up to four events over four claims, most of them in several events; one link each."""
    claims = [open_claim(f"c{i}", *sorted(random_.random() for _ in range(3))) for i in range(4)]
    return [
        event(
            f"e{i}",
            *(
                through(
                    f"{i}{j}",
                    random_.random(),
                    link=0.99 * random_.random(),
                    claim=random_.choice([None, *claims]),
                )
                for j in range(random_.randint(1, 2))
            ),
            claim=random_.choice([None, *claims, *claims]),
        )
        for i in range(random_.randint(2, 4))
    ]


def test_r5_the_mean_over_the_beliefs_is_the_point_of_the_tree_with_shared_claims() -> None:
    random_ = random.Random(20251128)
    apart = 0.0
    for _ in range(80):
        listed = sharing(random_)
        found = draw([listed], 0.1, seed=4, bits=12, links=links_of([listed])).risk.mean()
        point = score([listed], 0.1)[0].risk.point
        assert found == pytest.approx(point, abs=2e-3)
        told = [
            (
                1.0 if e.claim is None else e.claim.point,
                [
                    (m.link, m.severity.point, 1.0 if m.claim is None else m.claim.point)
                    for m in e.mechanisms
                ],
            )
            for e in listed
        ]
        apart = max(apart, abs(naive.noisy_or_tree(told, 0.1) - point))
    assert apart > 0.05  # with a copy of the claim in every event the figures are others


def test_a_draw_with_a_shared_claim_is_the_mean_over_its_worlds() -> None:
    """Draw by draw: another vendor's risk shows the chance of the claim that was drawn."""
    claim = open_claim("same", 0.1, 0.4, 0.9)
    both = [
        event("a", through("c", 0.8, link=0.5), claim=claim),
        event("b", through("c", 0.6, link=0.5), through("d", 0.5, link=0.5, claim=claim)),
    ]
    bare = [event("z", through("z", 1.0, link=0.5), claim=claim)]
    links = {"c": 0.5, "d": 0.9, "z": 1.0}
    risk = draw([both, bare], 0.0, seed=2, bits=9, links=links).risk
    for found, p in risk.T:
        told = [("same", [(0.5, 0.8, None)]), ("sure", [(0.5, 0.6, None), (0.9, 0.5, "same")])]
        expected, _ = naive.shared_tree(told, {"same": p, "sure": 1.0}, 0.0)
        assert found == pytest.approx(expected, abs=1e-11)


def test_a_group_whose_member_stands_elsewhere_is_drawn_by_its_members() -> None:
    ada, bo = open_claim("ada", 0.2, 0.5, 0.9), open_claim("bo", 0.1, 0.4, 0.8)
    weights = (0.6, 0.3)
    whole = open_claim(
        "both", *(joined(weights, [getattr(b, end) for b in (ada, bo)]) for end in ENDS)
    )
    group = event("g", through("c", 0.9), claim=whole, others=(ada, bo), weights=weights)
    seat = event("s", through("d", 0.7), claim=ada)
    listed = [group, seat]
    found = draw([listed], 0.0, seed=1, bits=12, links=links_of([listed])).risk
    assert found.mean() == pytest.approx(score([listed], 0.0)[0].risk.point, abs=1e-3)
    again = draw([listed], 0.0, seed=1, bits=12, links=links_of([listed]), native=True).risk
    assert again.tobytes() == found.tobytes()
    alone = draw([[group]], 0.0, seed=1, bits=12, links=links_of([listed])).risk.mean()
    assert alone == pytest.approx(score([[group]], 0.0)[0].risk.point, abs=1e-3)


def test_more_than_twelve_shared_claims_are_drawn_at_points_of_a_lattice() -> None:
    random_ = random.Random(5)
    claims = [open_claim(f"c{i:02}", *sorted(random_.random() for _ in ENDS)) for i in range(13)]
    hub = [through(f"m{i}", 0.2, claim=claim) for i, claim in enumerate(claims)]
    listed = [
        event("hub", *hub),
        *(event(claim.key, through(f"r{i}", 0.2), claim=claim) for i, claim in enumerate(claims)),
    ]
    links = links_of([listed])
    found = draw([listed], 0.0, seed=1, bits=6, links=links)
    exact = 1.0 - math.prod(1.0 - c.point * (1.0 - 0.9**2) for c in claims)
    assert found.risk.mean() == pytest.approx(exact, abs=2e-2)
    again = draw([listed], 0.0, seed=1, bits=6, links=links, native=True, threads=2)
    assert again.risk.tobytes() == found.risk.tobytes()


def test_s1_shared_claims_give_the_same_bytes_for_any_threads() -> None:
    random_ = random.Random(9)
    alternatives = [sharing(random_) for _ in range(4)]
    one = ranking(alternatives, bits=11)
    for threads in (1, 2, 3):
        other = ranking(alternatives, bits=11, native=True, threads=threads)
        assert other.to_json() == one.to_json()
