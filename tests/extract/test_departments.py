"""Departments with capitals are no companies; half are near misses."""

from __future__ import annotations

import pytest

from vendorrisk.extract.departments import is_department
from vendorrisk.extract.lexicon import load_lexicon


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("Global Drug Development", "Nexora named Mary Jones head of ", ""),
        ("Franchise Sales", "promoted Mary Jones to VP of ", "."),
        ("West Region", "vice president of sales for Nexora's ", ""),
        ("London M&A", "she went to Nexora's ", " team, which"),
    ],
)
def test_a_department_is_no_company(name: str, before: str, after: str) -> None:
    assert is_department(tuple(name.split()), load_lexicon(), before, after)


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("Kestrel Research", "Nexora lost the head of ", ""),
        ("Franchise Sales", "a lawsuit against ", "."),
        ("West Region", "the ", ""),
        ("Kelda Robotics", "she went to Nexora's ", " unit, which"),
    ],
)
def test_what_may_be_a_company_is_kept(name: str, before: str, after: str) -> None:
    assert not is_department(tuple(name.split()), load_lexicon(), before, after)
