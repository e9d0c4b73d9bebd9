"""Nouns on disk come back as they were, in order and by number."""

from __future__ import annotations

import datetime as dt

import pytest

from vendorrisk.model.claim import Claim, Conversion
from vendorrisk.model.spool import Spool


def claim(number: int) -> Claim:
    """Return a claim with values of every type."""
    return Claim(
        doc="d",
        doc_id="doc-1",
        kind="investment",
        subject=f"Café “{number}” \U0001f600\n",
        modality="reported",
        amount_usd=0.1 + number,
        conversion=Conversion(amount=1.5, reason="none"),
        attributed_to=("A", "B"),
        known_from=dt.date(2025, 6, 13),
        quote="q" * number,
        start=0,
        end=number,
        probability=1 / 3,
        extractor="x",
        rule="r",
    ).identified()


def test_what_is_added_comes_back_in_order() -> None:
    spool = Spool(Claim)
    made = [claim(number) for number in range(20)]
    for one in made[:10]:
        spool.append(one)
    assert list(spool) == made[:10]
    for one in made[10:]:  # after reading, too
        spool.append(one)
    assert len(spool) == 20
    assert list(spool) == list(spool) == made
    assert [spool[n] for n in (19, 0, 7)] == [made[19], made[0], made[7]]
    assert made[3] in spool and claim(99) not in spool


def test_two_readers_do_not_disturb_each_other() -> None:
    spool = Spool(Claim)
    made = [claim(number) for number in range(5)]
    for one in made:
        spool.append(one)
    assert list(zip(spool, spool, strict=True)) == [(one, one) for one in made]


@pytest.mark.parametrize("number", [-1, 0])
def test_a_number_that_is_not_there_is_an_error(number: int) -> None:
    with pytest.raises(IndexError):
        Spool(Claim)[number]
