"""Distributions of points scores: beside all worlds, beside draws, compiled beside plain."""

from __future__ import annotations

import math

import naive
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vendorrisk.errors import ModelError
from vendorrisk.scoring.distribution import Item, Items, exact, sampled

CLAIMS = {"deal": 0.6, "seat": 0.25}
chances = st.floats(0.0, 1.0)
needed = st.sampled_from([(), ("deal",), ("seat",), ("deal", "seat")])
fixed = st.builds(Item, chances, st.integers(0, 6).map(float), needed)
spread = st.builds(
    Item,
    chances,
    st.lists(st.floats(0.0, 7.0), min_size=3, max_size=3).map(lambda x: tuple(sorted(x))),
    needed,
)
some_fixed = st.lists(fixed, max_size=5)
some = st.lists(st.one_of(fixed, spread), max_size=5)


@given(some_fixed)
def test_fixed_points_are_distributed_as_all_worlds_count(items: list[Item]) -> None:
    found = exact(Items.of([items], CLAIMS), native=False).rows[0]
    plain = [(item.probability, int(item.points), frozenset(item.needs)) for item in items]  # type: ignore[arg-type]
    wanted = naive.points_of(plain, CLAIMS)
    for points, mass in enumerate(found):
        assert mass == pytest.approx(wanted.get(points, 0.0), abs=1e-14)


@given(some)
def test_masses_sum_to_one_and_the_mean_is_kept_between_steps(items: list[Item]) -> None:
    found = exact(Items.of([items], CLAIMS), native=False)
    assert found.rows.sum() == pytest.approx(1.0, abs=1e-12)
    assert (found.rows >= 0.0).all()
    means = [p if isinstance(p, float) else sum(p) / 3 for _, p, _ in items]  # type: ignore[arg-type]
    wanted = sum(
        item.probability * mean * math.prod(CLAIMS[name] for name in item.needs)
        for item, mean in zip(items, means, strict=True)
    )
    assert found.mean()[0] == pytest.approx(wanted, abs=1e-9)


@pytest.mark.parametrize("points", [(0.0, 2.5, 6.0), (1.3, 1.3, 4.0), (1.5, 4.2, 4.2)])
def test_a_spread_severity_is_split_between_its_neighbours(
    points: tuple[float, float, float],
) -> None:
    found = exact(Items.of([[Item(1.0, points)]])).rows[0]
    wanted = naive.triangular_masses(*points, cells=20_000)
    assert found == pytest.approx([wanted.get(k, 0.0) for k in range(len(found))], abs=1e-6)


@settings(max_examples=25)
@given(st.lists(some, min_size=1, max_size=3))
def test_compiled_and_plain_give_the_same_bits(scores: list[list[Item]]) -> None:
    items = Items.of(scores, CLAIMS)
    plain, compiled = exact(items, native=False), exact(items, native=True)
    assert plain.rows.tobytes() == compiled.rows.tobytes()
    drawn = [sampled(items, seed=11, draws=30, native=native) for native in (False, True)]
    assert drawn[0].rows.tobytes() == drawn[1].rows.tobytes()


def _wide(count: int) -> Items:
    rng = np.random.default_rng(5)
    scores = [
        [
            Item(
                float(rng.uniform()),
                tuple(sorted(rng.uniform(0, 9, 3).tolist())),
                [(), ("deal",), ("seat",)][k % 3],
            )
            for k in range(8)
        ]
        for _ in range(count)
    ]
    return Items.of(scores, CLAIMS)


def test_s1_any_number_of_threads_gives_the_same_bytes() -> None:
    items = _wide(4)
    for call in (
        lambda threads: exact(items, threads=threads, native=True),
        lambda threads: sampled(items, seed=3, draws=1_100, threads=threads, native=True),
    ):
        one = call(1).rows.tobytes()
        assert all(call(threads).rows.tobytes() == one for threads in (2, 3, 16))


def test_draws_of_a_score_depend_on_the_seed_and_not_on_other_scores() -> None:
    items = _wide(3)
    other = items._replace(probability=np.where(np.arange(24) < 8, items.probability, 0.5))
    one, same, elsewhere = (
        sampled(which, seed=seed, draws=500).rows
        for which, seed in ((items, 1), (other, 1), (items, 2))
    )
    assert np.array_equal(one[0], same[0]) and not np.array_equal(one[1:], same[1:])
    assert not np.array_equal(one[0], elsewhere[0])


def test_draws_agree_with_the_exact_distribution() -> None:
    items, draws = _wide(2), 5_000
    whole = exact(items, step=0.25)
    drawn = sampled(items, seed=7, draws=draws, step=0.25)
    # Dvoretzky-Kiefer-Wolfowitz at 1e-9, and what rounding to steps may move
    bound = math.sqrt(math.log(2 / 1e-9) / (2 * draws))
    gap = np.abs(np.cumsum(whole.rows, axis=1) - np.cumsum(drawn.rows, axis=1))
    assert np.quantile(gap, 0.95) < bound
    assert drawn.mean() == pytest.approx(whole.mean(), abs=6 * 15 / math.sqrt(draws))


def test_draws_of_fixed_points_stay_within_their_error() -> None:
    items, draws = (
        Items.of([[Item(0.3, 4.0, ("deal",)), Item(0.9, 3.0, ("deal",))]], CLAIMS),
        50_000,
    )
    drawn = sampled(items, seed=1, draws=draws).rows
    assert drawn == pytest.approx(exact(items).rows, abs=5 * 0.5 / math.sqrt(draws))


def test_certain_items_always_count_and_impossible_ones_never() -> None:
    items = Items.of([[Item(1.0, 2.0), Item(0.0, 5.0), Item(0.0, (1.0, 2.0, 3.0))]])
    for found in (exact(items), sampled(items, seed=0, draws=5_000)):
        assert found.rows[0, 2] == 1.0


def test_evidence_on_one_claim_spreads_the_score_further_than_evidence_apart() -> None:
    apart = exact(Items.of([[Item(0.6, 5.0)] * 4]))
    together = exact(Items.of([[Item(1.0, 5.0, ("deal",))] * 4], CLAIMS))
    assert apart.mean() == pytest.approx(together.mean())
    assert together.at_least(20.0)[0] == pytest.approx(0.6)
    assert apart.at_least(20.0)[0] == pytest.approx(0.6**4)


def test_quantiles_and_tails_at_the_steps_themselves() -> None:
    found = exact(Items.of([[Item(0.5, 1.0)]]))
    assert found.quantile([0.5, 0.5 + 1e-6, 1.0]).tolist() == [[0.0, 1.0, 1.0]]
    assert [found.at_least(x)[0] for x in (0.0, 0.5, 1.0, 1.5)] == [1.0, 0.5, 0.5, 0.0]
    deep = exact(Items.of([[Item(1e-6, 1.0)] * 10]))
    assert deep.at_least(10.0)[0] == pytest.approx(1e-60, rel=1e-9)


def test_a_score_of_nothing_is_zero() -> None:
    found = exact(Items.of([[], [Item(1.0, 2.0)]]))
    assert found.rows.tolist() == [[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]


@pytest.mark.parametrize(
    ("items", "what"),
    [
        ([Item(1.5, 1.0)], "probability"),
        ([Item(math.nan, 1.0)], "probability"),
        ([Item(0.5, (3.0, 2.0, 4.0))], "low <= mode"),
        ([Item(0.5, -1.0)], "low <= mode"),
        ([Item(0.5, math.inf)], "low <= mode"),
        ([Item(0.5, 1e9)], "take larger steps|steps"),
        ([Item(0.5, 1.0, ("rumour",))], "rumour"),
        ([Item(0.5, 1.0, (f"c{k}",)) for k in range(13)], "12 shared"),
    ],
)
def test_impossible_items_are_refused(items: list[Item], what: str) -> None:
    claims = {f"c{k}": 0.5 for k in range(13)}
    with pytest.raises(ModelError, match=what):
        exact(Items.of([items], claims))


def test_impossible_settings_are_refused() -> None:
    items = Items.of([[Item(0.5, 1.0)]])
    for call in (
        lambda: exact(items, step=0.0),
        lambda: exact(items, threads=0),
        lambda: sampled(items, seed=-1),
        lambda: sampled(items, seed=1, draws=0),
        lambda: exact(items).quantile([0.0]),
    ):
        with pytest.raises(ModelError):
            call()
