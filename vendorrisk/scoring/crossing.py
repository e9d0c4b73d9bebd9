"""All pairs of many vendors and many buyers: intervals and tiers, streamed to Parquet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from vendorrisk.errors import ModelError, missing_extra
from vendorrisk.kernels.crossing import crossed_pairs
from vendorrisk.kernels.rows import offsets
from vendorrisk.model.assessment import Interval
from vendorrisk.scoring.threads import share_out

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

TIERS = ("LOW", "UNDETERMINED", "HIGH")
PAIRS_IN_HAND = 4_000_000  # of a block: 13 bytes each here, as much again while Parquet is written
NATIVE_FROM = 200  # pairs from which compiled code pays


class Channel(NamedTuple):
    """A mechanism of a vendor before a buyer is known: severity without rivalry.

    ``party`` names whose rivalry with the buyer multiplies it; None: nobody's, as with a fragile
    client book.
    """

    link: float
    severity: Interval
    party: str | None = None
    claim: Interval = Interval(low=1.0, point=1.0, high=1.0)


class Root(NamedTuple):
    """An event of a vendor before a buyer is known: its root claim and its channels."""

    claim: Interval
    channels: tuple[Channel, ...]


class VendorParts(NamedTuple):
    """Vendors as arrays; see `kernels.crossing.crossed_pairs`."""

    vendors: tuple[str, ...]
    parties: tuple[str, ...]
    events: Ints
    mechanisms: Ints
    root: Floats
    reach: Floats
    party: Ints

    @classmethod
    def of(cls, vendors: dict[str, Sequence[Root]]) -> VendorParts:
        """Pack vendors; parties are sorted by name.

        Raises
        ------
        ModelError
            For a belief, severity or link outside [0, 1], and ends out of order.
        """
        roots = [root for events in vendors.values() for root in events]
        channels = [channel for root in roots for channel in root.channels]
        parties = tuple(sorted({c.party for c in channels if c.party is not None}))
        place = {name: k for k, name in enumerate(parties)}
        reach = _ends([c.severity for c in channels]) * _ends([c.claim for c in channels])
        reach *= np.array([c.link for c in channels], dtype=np.float64).reshape(-1, 1)
        return cls(
            tuple(vendors),
            parties,
            offsets([len(events) for events in vendors.values()]),
            offsets([len(root.channels) for root in roots]),
            _ends([root.claim for root in roots]),
            reach,
            np.array(
                [len(parties) if c.party is None else place[c.party] for c in channels],
                dtype=np.int64,
            ),
        )


class Block(NamedTuple):
    """Pairs of some vendors with all buyers: arrays of (n_vendors, n_buyers)."""

    first: int
    risk: NDArray[np.float32]  # (3, n_vendors, n_buyers): low, point, high
    tier: NDArray[np.uint8]  # places in `TIERS`


def blocks(
    parts: VendorParts,
    rivalry: Floats,
    *,
    leak: float = 0.0,
    threshold: float = 0.5,
    threads: int = 1,
    native: bool | None = None,
) -> Iterator[Block]:
    """Yield the risk of all pairs, about four million at a time.

    Parameters
    ----------
    parts : VendorParts
        What bends each vendor, before a buyer is known.
    rivalry : (3, n_parties, n_buyers) array of float
        Rivalry at low, point and high of ``parts.parties`` with each buyer, in [0, 1].
    leak, threshold : float
        Leak in [0, 1), and the risk from which a tier is HIGH.
    threads : int
        Threads that share the vendors of a block; the bytes are the same for any number.
    native : bool or None
        Use the compiled kernel; None: where it pays.

    Raises
    ------
    ModelError
        For numbers out of range or arrays of the wrong shape.
    """
    if rivalry.ndim != 3 or rivalry.shape[:2] != (3, len(parts.parties)):
        raise ModelError(
            f"rivalry must be 3 x {len(parts.parties)} parties x buyers, got {rivalry.shape}"
        )
    for name, array in (("rivalry", rivalry), ("belief", parts.root.T), ("reach", parts.reach.T)):
        if not bool(np.all((array >= 0.0) & (array <= 1.0))):
            raise ModelError(f"a {name} is outside [0, 1]")
        if not bool(np.all((array[0] <= array[1]) & (array[1] <= array[2]))):
            raise ModelError(f"a {name} breaks low <= point <= high")
    if not 0.0 <= leak < 1.0:
        raise ModelError(f"the leak {leak} is outside [0, 1)")
    buyers = rivalry.shape[2]
    whole = np.concatenate([rivalry, np.ones((3, 1, buyers))], axis=1, dtype=np.float64)
    count = len(parts.vendors)
    height = max(1, PAIRS_IN_HAND // max(1, buyers))
    call = crossed_pairs.chosen(native, pays=count * buyers >= NATIVE_FROM)
    tables = (parts.events, parts.mechanisms, parts.root, parts.reach, parts.party, whole)
    for first in range(0, count, height):
        rows = min(height, count - first)
        risk = np.empty((3, rows, buyers), dtype=np.float32)
        tier = np.empty((rows, buyers), dtype=np.uint8)

        def work(
            begin: int, end: int, origin: int = first, risk: Any = risk, tier: Any = tier
        ) -> None:
            numbers = (float(leak), float(threshold), origin + begin, origin + end, origin)
            call(*tables, *numbers, risk, tier)

        share_out(threads, rows, work)
        yield Block(first, risk, tier)


def write_parquet(
    path: Path, parts: VendorParts, rivalry: Floats, buyers: Sequence[str], **options: Any
) -> int:
    """Write all pairs to a Parquet file and return how many there are.

    Parameters
    ----------
    path : Path
        File to write: columns vendor, buyer, low, point, high and tier, by vendor, then buyer.
    parts, rivalry, options
        As in `blocks`.
    buyers : sequence of str
        Names, in the order of `rivalry`.

    Raises
    ------
    SettingsError
        Where pyarrow is missing.
    ModelError
        As `blocks`.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise missing_extra("Parquet", "pyarrow", "parquet") from None
    if rivalry.shape[-1] != len(buyers):
        raise ModelError(f"{len(buyers)} buyers, but rivalry with {rivalry.shape[-1]}")
    words = pa.dictionary(pa.int32(), pa.string())
    tiers = pa.dictionary(pa.int8(), pa.string())
    figures = [(name, pa.float32()) for name in ("low", "point", "high")]
    schema = pa.schema([("vendor", words), ("buyer", words), *figures, ("tier", tiers)])
    names = pa.array(parts.vendors, pa.string())
    sides = pa.array(buyers, pa.string())
    written = 0
    with pq.ParquetWriter(
        path, schema, compression="none", use_dictionary=["vendor", "buyer", "tier"]
    ) as file:
        for block in blocks(parts, rivalry, **options):
            rows, width = block.tier.shape
            of = np.repeat(np.arange(rows, dtype=np.int32), width)
            to = np.tile(np.arange(width, dtype=np.int32), rows)
            mine = names.slice(block.first, rows)
            columns = [
                pa.DictionaryArray.from_arrays(of, mine),
                pa.DictionaryArray.from_arrays(to, sides),
                *(pa.array(block.risk[k].ravel()) for k in range(3)),
                pa.DictionaryArray.from_arrays(block.tier.view(np.int8).ravel(), list(TIERS)),
            ]
            file.write_table(pa.table(columns, schema=schema), row_group_size=1 << 20)
            written += rows * width
    return written


def _ends(values: Sequence[Interval]) -> Floats:
    rows = [(value.low, value.point, value.high) for value in values]
    return np.array(rows, dtype=np.float64).reshape(len(rows), 3)
