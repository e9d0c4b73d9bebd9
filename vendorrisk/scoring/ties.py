"""Severity by channel, of events or of a long frame of ties."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from vendorrisk.errors import ModelError, did_you_mean
from vendorrisk.model.assessment import Event
from vendorrisk.scoring.packed import pack

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

ENDS = ("_low", "", "_high")


def severities_of_events(pairs: Sequence[Sequence[Event]], channels: Sequence[str]) -> Floats:
    """Return (n_pairs, n_channels, 3): ``1 - prod(1 - p * q * x)`` over the mechanisms of each.

    NaN where all that is there are open questions.

    Raises
    ------
    ModelError
        For a channel that is none of `channels`.
    """
    packed = pack(pairs)
    number = {name: i for i, name in enumerate(channels)}
    flat = [event for events in pairs for event in events]
    strange = sorted({m.channel for e in flat for m in e.mechanisms} - set(number))
    if strange:
        raise _unknown(strange[0], channels)
    counts = [len(event.mechanisms) for event in flat]
    event_of = np.repeat(np.arange(len(flat)), counts)
    row_of = np.repeat(np.arange(len(pairs)), [len(events) for events in pairs])
    channel = np.array([number[m.channel] for e in flat for m in e.mechanisms], dtype=np.int64)
    known = np.array([event.known for event in flat], dtype=bool)
    fired = packed.root[event_of] * packed.claim * packed.severity
    return _by_channel(
        row_of[event_of], channel, fired, known[event_of], (len(pairs), len(channels))
    )


def severities_of_ties(
    ties: pd.DataFrame, channels: Sequence[str]
) -> tuple[list[tuple[str, str]], Floats]:
    """Return the (vendor, buyer) pairs of a long frame, sorted, and their severities by channel.

    Parameters
    ----------
    ties : pandas.DataFrame
        Columns vendor, buyer, channel, severity (0..1, missing where unknown); rivalry and belief
        (0..1; 1 where there is no such column); severity_low and severity_high.

    Raises
    ------
    ModelError
        For a vendor or buyer without a name, an unknown channel and numbers outside [0, 1].
    """
    pairs = list(zip(ties["vendor"].tolist(), ties["buyer"].tolist(), strict=True))
    for row, pair in enumerate(pairs):
        for name, cell in zip(("vendor", "buyer"), pair, strict=True):
            if not isinstance(cell, str) or not cell.strip():
                raise ModelError(f"{name} is no name but {cell!r}", where=_place(ties, row, name))
    number = {name: i for i, name in enumerate(channels)}
    kinds = ties["channel"].tolist()
    for row, kind in enumerate(kinds):
        if kind not in number:
            raise _unknown(str(kind), channels, _place(ties, row, "channel"))
    keys = sorted(set(pairs))
    place = {pair: i for i, pair in enumerate(keys)}
    weight = _numbers(ties, "rivalry", 1.0) * _numbers(ties, "belief", 1.0)
    point = _numbers(ties, "severity", np.nan)
    low, high = (_numbers(ties, f"severity{end}", np.nan) for end in ("_low", "_high"))
    ends = np.stack([np.where(np.isnan(end), point, end) for end in (low, point, high)], axis=1)
    crossed = (ends[:, 0] > ends[:, 1]) | (ends[:, 1] > ends[:, 2])
    if crossed.any():
        row = int(np.flatnonzero(crossed)[0])
        raise ModelError(
            "severity breaks low <= point <= high", where=_place(ties, row, "severity")
        )
    known = ~np.isnan(ends).any(axis=1) & ~np.isnan(weight)
    fired = np.where(known[:, None], ends * weight[:, None], 0.0)
    rows = np.array([place[pair] for pair in pairs], dtype=np.int64)
    kind_of = np.array([number[kind] for kind in kinds], dtype=np.int64)
    return keys, _by_channel(rows, kind_of, fired, known, (len(keys), len(channels)))


def _by_channel(
    rows: Ints, channel: Ints, fired: Floats, known: Any, shape: tuple[int, int]
) -> Floats:
    """Return the noisy-OR of what is known by row and channel, NaN where nothing of it is known.

    Sorted before they are multiplied, so that the order of ties is no matter.
    """
    order = np.lexsort((fired[:, 1], fired[:, 2], fired[:, 0], channel, rows))
    off = np.ones((*shape, 3))
    cells = (rows[order], channel[order])
    np.multiply.at(off, cells, 1.0 - np.where(known[:, None], fired, 0.0)[order])
    spoken, asked = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
    spoken[rows[known], channel[known]] = True
    asked[rows[~known], channel[~known]] = True
    off[asked & ~spoken] = np.nan
    return 1.0 - off


def _numbers(ties: pd.DataFrame, name: str, default: float) -> Floats:
    import pandas as pd

    if name not in ties.columns:
        return np.full(len(ties), default)
    column = ties[name]
    made = pd.to_numeric(column, errors="coerce")
    values = np.asarray(made.to_numpy(dtype=np.float64, na_value=np.nan))
    wrong = (values < 0.0) | (values > 1.0) | (made.isna() & column.notna()).to_numpy()
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        raise ModelError(
            f"{name} is {column.iloc[row]!r}, no number in 0..1",
            where=_place(ties, row, name),
            how="shares are 0..1, not percent; leave the cell empty where nothing is known",
        )
    return values


def _place(ties: pd.DataFrame, row: int, column: str) -> str:
    return f"row {ties.index[row]}, column '{column}'"


def _unknown(name: str, channels: Sequence[str], where: str | None = None) -> ModelError:
    hint = did_you_mean(name, channels) or f"one of: {', '.join(channels)}"
    return ModelError(f"'{name}' is no channel of the model", where=where, how=hint)
