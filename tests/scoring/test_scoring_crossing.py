"""All pairs in blocks: beside the risk tree, compiled beside plain, written and read back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow.parquet import read_table
from worlds import links, shares

from vendorrisk.errors import ModelError
from vendorrisk.kernels.tree import noisy_or_tree
from vendorrisk.model.assessment import Interval
from vendorrisk.scoring import crossing
from vendorrisk.scoring.crossing import TIERS, Channel, Root, VendorParts, blocks, write_parquet

intervals = st.lists(shares, min_size=3, max_size=3).map(
    lambda x: Interval(**dict(zip(("low", "point", "high"), sorted(x), strict=True)))
)
parties = st.sampled_from([None, "Rival", "Other"])
roots = st.builds(
    Root,
    intervals,
    st.lists(st.builds(Channel, links, intervals, parties, intervals), max_size=3).map(tuple),
)
vendors = st.lists(st.lists(roots, max_size=3), min_size=1, max_size=3)


def _parts(some: list[list[Root]]) -> VendorParts:
    return VendorParts.of({f"v{k}": events for k, events in enumerate(some)})


def _rivalry(parts: VendorParts, buyers: int) -> Any:
    rng = np.random.default_rng(1)
    return np.sort(rng.uniform(size=(3, len(parts.parties), buyers)), axis=0)


@settings(max_examples=40)
@given(vendors, st.floats(0.0, 0.5))
def test_a_block_says_what_the_tree_says_of_each_pair(some: list[list[Root]], leak: float) -> None:
    parts = _parts(some)
    rho = _rivalry(parts, 2)
    (block,) = blocks(parts, rho, leak=leak, native=False)
    whole = np.concatenate([rho, np.ones((3, 1, 2))], axis=1)
    for b in range(2):
        rival = whole[:, parts.party, b].T
        severity = np.ascontiguousarray(parts.reach * rival.reshape(parts.reach.shape))
        ones = np.ones_like(severity)
        y, risk = np.zeros_like(parts.root), np.zeros((len(some), 3))
        noisy_or_tree(
            parts.events,
            parts.mechanisms,
            parts.root,
            ones[:, 0].copy(),
            severity,
            ones,
            leak,
            y,
            risk,
        )
        assert pytest.approx(risk, abs=1e-7) == block.risk[:, :, b].T
    assert (block.risk[0] <= block.risk[1]).all() and (block.risk[1] <= block.risk[2]).all()
    wanted = (block.risk[0] >= 0.5).astype(int) + (block.risk[2] >= 0.5)
    assert np.array_equal(block.tier, wanted)


@settings(max_examples=20)
@given(vendors)
def test_compiled_and_plain_give_the_same_bits(some: list[list[Root]]) -> None:
    parts = _parts(some)
    rho = _rivalry(parts, 3)
    a, b = (next(iter(blocks(parts, rho, native=native))) for native in (False, True))
    assert a.risk.tobytes() == b.risk.tobytes() and a.tier.tobytes() == b.tier.tobytes()


def _some() -> VendorParts:
    rng = np.random.default_rng(4)
    made = {}
    for k in range(9):
        ends = np.sort(rng.uniform(size=(2, 3)), axis=1)
        ranges = [Interval(low=a, point=b, high=c) for a, b, c in ends.tolist()]
        made[f"v{k}"] = (
            Root(ranges[0], (Channel(0.5, ranges[1], "Rival"), Channel(0.1, ranges[0]))),
        )
    return VendorParts.of(made)


def test_s1_threads_and_blocks_change_no_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = _some()
    rho = _rivalry(parts, 700)  # more than one run of lanes
    (one,) = blocks(parts, rho, native=True)
    monkeypatch.setattr(crossing, "PAIRS_IN_HAND", 2_000)
    several = list(blocks(parts, rho, native=True, threads=2))
    assert [block.first for block in several] == [0, 2, 4, 6, 8]
    assert np.concatenate([b.risk for b in several], axis=1).tobytes() == one.risk.tobytes()
    assert np.concatenate([b.tier for b in several]).tobytes() == one.tier.tobytes()


def test_r4_without_rivalry_a_party_bends_nothing() -> None:
    certain = Interval(low=1.0, point=1.0, high=1.0)
    parts = VendorParts.of({"v": [Root(certain, (Channel(0.5, certain, "Rival"),))]})
    (block,) = blocks(parts, np.array([[[0.0, 1.0]]] * 3))
    assert block.risk[1].tolist() == [[0.0, 0.5]]
    assert [TIERS[t] for t in block.tier[0]] == ["LOW", "HIGH"]


def test_what_is_written_is_what_was_scored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crossing, "PAIRS_IN_HAND", 8)
    parts = _some()
    rho = _rivalry(parts, 4)
    buyers = ["b0", "b1", "b2", "b3"]
    assert write_parquet(tmp_path / "one.parquet", parts, rho, buyers) == 36
    write_parquet(tmp_path / "two.parquet", parts, rho, buyers, threads=2)
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()
    read = read_table(tmp_path / "one.parquet").to_pydict()
    assert read["vendor"] == [f"v{k}" for k in range(9) for _ in range(4)]
    assert read["buyer"] == buyers * 9
    scored = list(blocks(parts, rho))
    low = np.concatenate([block.risk[0].ravel() for block in scored])
    tier = np.concatenate([block.tier.ravel() for block in scored])
    assert read["low"] == low.tolist()
    assert read["tier"] == [TIERS[t] for t in tier]


def test_impossible_numbers_are_refused() -> None:
    parts = _some()
    rho = _rivalry(parts, 2)
    for wrong in (rho[:2], rho[:, :0], rho + 1.0, rho * np.nan, rho[::-1]):
        with pytest.raises(ModelError):
            next(iter(blocks(parts, wrong)))
    with pytest.raises(ModelError):
        next(iter(blocks(parts, rho, leak=1.0)))
    with pytest.raises(ModelError):
        write_parquet(Path("never.parquet"), parts, rho, ["only one"])
