"""Many pairs in one frame: intervals, tiers, what drives them, and what to ask first."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from vendorrisk.errors import SettingsError, VendorRiskError, did_you_mean
from vendorrisk.model.assessment import Event
from vendorrisk.model.buyer import Appetite
from vendorrisk.model.parameters import Parameters
from vendorrisk.progress import track
from vendorrisk.scoring.columns import (
    BLOCK,
    NO_ACTIONS,
    Column,
    channels,
    columns,
    ends_of,
    first_outside,
    grouped,
    pack_rows,
)
from vendorrisk.scoring.explanation import Explained, decibels_of, explain
from vendorrisk.scoring.information import losses
from vendorrisk.scoring.ledger import DIGITS
from vendorrisk.scoring.packed import pack

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

PAIRS = ("vendor", "buyer")


class _Block(NamedTuple):
    """Results of some pairs, one row each."""

    risk: Floats  # (n, 3), in six digits
    decibels: Floats  # (n,)
    shares: Floats  # (n, n_channels), in six digits, summing to the point less the leak
    question: Any  # (n,) of str or None
    value: Floats  # (n,)


def check_pairs(pairs: pd.DataFrame) -> None:
    """Raise unless a frame has a vendor and a buyer in every row.

    Raises
    ------
    SettingsError
        For what is no frame, a column that is missing or twice there, and the first cell without a
        name.
    """
    if not hasattr(pairs, "columns"):
        raise SettingsError(
            f"pairs are a {type(pairs).__name__}, no frame",
            how="give a pandas.DataFrame with columns 'vendor' and 'buyer'",
        )
    names = list(pairs.columns)
    for name in PAIRS:
        if names.count(name) != 1:
            what = "has no" if name not in names else "has more than one"
            raise SettingsError(
                f"the frame {what} column '{name}'", how="give columns 'vendor' and 'buyer'"
            )
        cells = pairs[name].tolist()
        for i, cell in enumerate(cells):
            if not isinstance(cell, str) or not cell.strip():
                shown = "missing" if cell is None or cell != cell else repr(cell)  # noqa: PLR0124  # NaN
                raise SettingsError(
                    f"{name} is {shown}, no name", where=place(pairs, i, name), how="write a name"
                )


def place(frame: pd.DataFrame, row: int, column: object) -> str:
    """Return where a cell is, by the label of its row."""
    return f"row {frame.index[row]}, column '{column}'"


def by_name(pairs: pd.DataFrame, column: str, find: Callable[[str], Any]) -> dict[str, Any]:
    """Return `find` of every name in a column; its error says where the name stands first."""
    found: dict[str, Any] = {}
    for i, name in enumerate(pairs[column].tolist()):
        if name not in found:
            try:
                found[name] = find(name)
            except VendorRiskError as error:
                raise SettingsError(
                    error.what, where=error.where or place(pairs, i, column), how=error.how
                ) from error
    return found


def screen_events(
    pairs: pd.DataFrame,
    weigh: Callable[[str, str], tuple[Sequence[Event], float]],
    appetites: dict[str, Appetite],
    parameters: Parameters,
    block: int = BLOCK,
) -> pd.DataFrame:
    """Score the pairs of a frame by their events.

    Parameters
    ----------
    pairs : pandas.DataFrame
        Columns ``vendor`` and ``buyer``, as `check_pairs` wants them.
    weigh : callable
        (vendor, buyer) -> its events, and its coverage in 0..1; asked once a pair.
    appetites : dict
        Of every buyer in the frame.
    parameters : Parameters
        Judgement defaults.
    block : int
        Pairs whose events are held at once.
    """
    wanted = list(zip(pairs["vendor"].tolist(), pairs["buyer"].tolist(), strict=True))
    unique = sorted(set(wanted), key=lambda pair: (pair[1], pair[0]))
    number = {pair: i for i, pair in enumerate(unique)}
    names = channels(parameters)
    covered = np.empty(len(unique))

    waiting = iter(track(unique, "weighing pairs"))

    def blocks() -> Iterator[_Block]:
        for first, last in _runs([buyer for _, buyer in unique], block):
            weighed = [weigh(*pair) for pair in islice(waiting, last - first)]
            covered[first:last] = [coverage for _, coverage in weighed]
            events = [list(found) for found, _ in weighed]
            actions = losses(appetites[unique[first][1]])
            yield _of_events(events, actions, names, parameters.leak.value)

    parts = list(blocks())
    order = [number[pair] for pair in wanted]
    return _frame(pairs, parts, order, names, parameters, coverage=np.round(covered[order], DIGITS))


def screen_columns(
    pairs: pd.DataFrame,
    appetites: dict[str, Appetite | None],
    parameters: Parameters,
    block: int = BLOCK,
) -> pd.DataFrame:
    """Score the pairs of a frame by its own columns: severity times rivalry, in 0..1, or missing.

    Every column but ``vendor`` and ``buyer`` whose name is a channel of the model is a mechanism;
    ``votes_low`` and ``votes_high`` beside ``votes`` are its ends. Other columns take no part.

    Raises
    ------
    SettingsError
        Without any such column, for one whose name is nearly that of a channel, so that no tie is
        lost to a slip of the pen, and for the first value that is no number in 0..1.
    """
    known = {name + end for name in channels(parameters) for end in ("_low", "", "_high")}
    used = [name for name in pairs.columns if name in known]
    _check_slips(pairs, known)
    twice = next((name for name in used if used.count(name) > 1), None)
    if twice is not None:
        raise SettingsError(f"the frame has more than one column '{twice}'", how="name each once")
    groups = grouped(used)
    made = columns([n for n in groups if n in channels(parameters)], parameters)
    if not made or len(made) < len(groups):
        what = next((n for n in groups if n not in channels(parameters)), None)
        raise SettingsError(
            f"the frame has '{what}' and no column for its point"
            if what
            else "the frame has neither documents nor a column of a mechanism",
            how="give sources, or some of: " + ", ".join(channels(parameters)),
        )
    values = _numbers(pairs, used)
    places = [groups[c.name] for c in made]
    for start in range(0, len(values), block):
        _check_ends(pairs, start, ends_of(values[start : start + block], places), made)
    buyers = pairs["buyer"].tolist()
    order = np.array(sorted(range(len(pairs)), key=buyers.__getitem__), dtype=np.int64)
    back = np.empty(len(pairs), dtype=np.int64)
    back[order] = np.arange(len(pairs))

    def blocks() -> Iterator[_Block]:
        for first, last in _runs([buyers[i] for i in order], block):
            appetite = appetites.get(buyers[order[first]])
            actions = NO_ACTIONS if appetite is None else losses(appetite)
            ends = ends_of(values[order[first:last]], places)
            yield _of_rows(ends, made, actions, parameters.leak.value)

    return _frame(pairs, list(blocks()), back, tuple(c.name for c in made), parameters)


def _check_slips(pairs: pd.DataFrame, known: set[str]) -> None:
    """Raise for a column of numbers with a name that is nearly that of a mechanism."""
    for name in pairs.columns:
        if name in known or name in PAIRS or name in _OWN or not isinstance(name, str):
            continue
        hint = did_you_mean(name, known - set(pairs.columns), cutoff=0.8)
        if hint is not None and pairs[name].dtype.kind in "biuf":
            raise SettingsError(
                f"column '{name}' is no mechanism", how=f"{hint} If not, call it otherwise"
            )


_OWN = frozenset({"low", "point", "high", "coverage", "decibels", "question_value"})


def _check_ends(pairs: pd.DataFrame, start: int, ends: Floats, made: Sequence[Column]) -> None:
    wrong = first_outside(ends)
    if wrong is None:
        return
    row, column = wrong
    name = made[column].name
    low, point, high = ends[row, column]
    shown = f"{point:g}" if low == high == point else f"{low:g}, {point:g}, {high:g}"
    raise SettingsError(
        f"{name} is {shown}, not a share with 0 <= low <= point <= high <= 1",
        where=place(pairs, start + row, name),
        how="shares are 0..1, not percent; leave the cell empty where nothing is known",
    )


def _numbers(frame: pd.DataFrame, names: Sequence[Hashable]) -> Floats:
    import pandas as pd

    values = np.empty((len(frame), len(names)))
    for j, name in enumerate(names):
        column = frame[name]
        numbers = pd.to_numeric(column, errors="coerce")
        odd = np.flatnonzero((numbers.isna() & column.notna()).to_numpy())
        if odd.size:
            raise SettingsError(
                f"{name} is {column.iloc[odd[0]]!r}, no number",
                where=place(frame, int(odd[0]), name),
                how="write a share in 0..1, or leave the cell empty",
            )
        values[:, j] = numbers.to_numpy(dtype=np.float64, na_value=np.nan)
    return values


def _runs(keys: Sequence[str], block: int) -> Iterator[tuple[int, int]]:
    """Yield stretches of one key, of at most `block`."""
    first = 0
    for i in range(1, len(keys) + 1):
        if i == len(keys) or keys[i] != keys[first] or i - first == block:
            yield first, i
            first = i


def _of_events(
    pairs: Sequence[Sequence[Event]], actions: Floats, names: Sequence[str], leak: float
) -> _Block:
    packed = pack(pairs)
    flat = [event for events in pairs for event in events]
    owner = np.repeat(np.arange(len(pairs)), np.diff(packed.events))
    inner = np.repeat(np.arange(len(flat)), np.diff(packed.mechanisms))
    found = explain(packed, leak, actions)
    number = {name: i for i, name in enumerate(names)}
    channel = np.array([number[m.channel] for e in flat for m in e.mechanisms], dtype=np.int64)
    shares = np.zeros((len(pairs), len(names)))
    np.add.at(shares, (owner[inner], channel), found.share)
    asked = [(e.what, not e.known) for e in flat]
    private = [(m.claim.what if m.claim else "", False) for e in flat for m in e.mechanisms]
    open_root = (packed.root[:, 2] > packed.root[:, 0]) & (found.intensity[:, 2] > 0.0)
    claim_open = packed.claim[:, 2] > packed.claim[:, 0]
    return _with_questions(
        found,
        shares,
        leak,
        owner=np.concatenate([owner, owner[inner]]),
        what=[what for what, _ in asked + private],
        value=np.concatenate([found.root_value * open_root, found.claim_value * claim_open]),
        held=np.concatenate(
            [_held(found, owner) * [is_open for _, is_open in asked], np.zeros(inner.size)]
        ),
    )


def _of_rows(ends: Floats, made: Sequence[Column], actions: Floats, leak: float) -> _Block:
    packed = pack_rows(ends, made)
    found = explain(packed, leak, actions)
    rows, width = ends.shape[:2]
    owner = np.repeat(np.arange(rows), width)
    vacuous = packed.root[:, 0] < packed.root[:, 2]
    return _with_questions(
        found,
        found.share.reshape(rows, width),
        leak,
        owner=owner,
        what=np.tile(np.array([c.name for c in made], dtype=object), rows),
        value=found.root_value * vacuous,
        held=_held(found, owner) * vacuous,
    )


def _held(found: Explained, owner: Any) -> Floats:
    """Return how much of the high end each event holds up: links below 1 keep y below 1."""
    y = found.intensity[:, 2]
    safe = 1.0 - found.risk[owner, 2]
    return np.asarray(safe * y / np.maximum(1.0 - y, 1e-9))


def _with_questions(
    found: Explained,
    shares: Floats,
    leak: float,
    *,
    owner: Any,
    what: Any,
    value: Floats,
    held: Floats,
) -> _Block:
    """Return the block, with what is worth most to know by pair; ties by what it holds up."""
    count = found.risk.shape[0]
    worth, weight = np.round(value, DIGITS), np.round(held, DIGITS)
    best, most = np.zeros(count), np.zeros(count)
    np.maximum.at(best, owner, worth)
    level = worth == best[owner]
    np.maximum.at(most, owner, np.where(level, weight, 0.0))
    first = np.full(count, owner.size)
    chosen = np.flatnonzero(level & (weight == most[owner]) & ((worth > 0.0) | (weight > 0.0)))
    np.minimum.at(first, owner[chosen], chosen)
    question = np.append(np.asarray(what, dtype=object), [None])[first]
    return _Block(
        risk=np.round(found.risk, DIGITS),
        decibels=decibels_of(found.risk[:, 1]),
        shares=_summing_to(shares, np.round(found.risk[:, 1] - leak, DIGITS)),
        question=question,
        value=best,
    )


def _frame(
    pairs: pd.DataFrame,
    parts: Sequence[_Block],
    order: Any,
    names: Sequence[str],
    parameters: Parameters,
    **more: Any,
) -> pd.DataFrame:
    def joined(name: str, *shape: int) -> Any:
        found = [getattr(block, name) for block in parts]
        return np.concatenate(found or [np.zeros((0, *shape))])[order]

    risk, shares = joined("risk", 3), joined("shares", len(names))
    threshold = parameters.tier_threshold.value
    tiers = np.where(
        risk[:, 0] >= threshold, "HIGH", np.where(risk[:, 2] < threshold, "LOW", "UNDETERMINED")
    )
    added: dict[str, Any] = {
        "low": risk[:, 0],
        "point": risk[:, 1],
        "high": risk[:, 2],
        "tier": tiers.astype(object),
        **more,
        "decibels": joined("decibels"),
        **{f"part_{name}": shares[:, j] for j, name in enumerate(names)},
        "question": joined("question").astype(object),
        "question_value": joined("value"),
    }
    return pairs.assign(**added)


def _summing_to(parts: Floats, totals: Floats) -> Floats:
    """Return `parts` in six digits so that every row sums to its total, by largest remainder."""
    unit = 10.0**DIGITS
    scaled = parts * unit
    floors = np.floor(scaled)
    missing = np.rint(totals * unit) - floors.sum(axis=1)
    rank = np.argsort(np.argsort(floors - scaled, axis=1, kind="stable"), axis=1)
    return np.asarray((floors + (rank < missing[:, None])) / unit)
