"""What each party around a vendor carries of its risk."""

from __future__ import annotations

from typing import NamedTuple

from vendorrisk.model.assessment import Assessment, Factor, LedgerEntry
from vendorrisk.scoring.ledger import thousandths


class Counterpart(NamedTuple):
    """A party, by the factor in which it counts, with the lines of the ledger that are its own."""

    factor: Factor
    party: str
    lines: tuple[LedgerEntry, ...]
    contribution: float  # of its lines, in all, 0..1
    shown: float  # the same of the printed thousandths, so that what is printed sums
    rivalry: float  # the most of any line, 0..1; 0 where it has none of its own
    weight: float  # contribution as a share of the largest of any party, 0..1


def counterparts(a: Assessment) -> tuple[Counterpart, ...]:
    """Return the parties of the known lines, in the order in which the ledger first names them.

    The vendor itself, and lines without a party, are left out. A party that counts in two factors
    stands once in each.
    """
    groups: dict[tuple[Factor, str], list[LedgerEntry]] = {}
    for line in a.ledger:
        party = line.event.party
        if line.event.known and party and party != a.vendor:
            groups.setdefault((line.factor, party), []).append(line)
    even = thousandths(a.ledger, a.risk.point)
    sums = {key: sum(line.contribution for line in lines) for key, lines in groups.items()}
    largest = max(sums.values(), default=0.0)
    return tuple(
        Counterpart(
            factor=factor,
            party=party,
            lines=tuple(lines),
            contribution=sums[factor, party],
            shown=sum(even[line.id] for line in lines),
            rivalry=max(line.event.rivalry or 0.0 for line in lines),
            weight=sums[factor, party] / largest if largest > 0 else 0.0,
        )
        for (factor, party), lines in groups.items()
    )
