"""The package against answers that others worked out."""

from __future__ import annotations

import math

import pytest
from answer_key import ENTRIES

from vendorrisk.selftest.answers import Answer, wrong


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.id}-{entry.kind}")
def test_answer(entry: Answer) -> None:
    assert wrong(entry) is None


def test_every_entry_has_its_own_id() -> None:
    ids = [entry.id for entry in ENTRIES]
    assert len(ids) == len(set(ids)) == 61


def test_entries_are_exact_numbers_from_somewhere() -> None:
    for entry in ENTRIES:
        assert entry.expected and all(math.isfinite(x) for x in entry.expected), entry.id
        assert entry.tolerance <= 1e-6 and entry.source, entry.id
