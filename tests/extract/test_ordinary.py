"""Ordinary words that name companies where only companies stand; half are near misses."""

from __future__ import annotations

import pytest
from mentioned import named


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Jane Roe owns 19 per cent of Nine through Kelda.", {"Nine", "Kelda"}),
        ("Jane Roe said that Nine of them went to Kelda.", {"Kelda"}),
        ("Kelda was sold to the fashion chain Next plc in May.", {"Kelda", "Next"}),
        ("Kelda said the Next year will be good.", {"Kelda"}),
        ("Kelda was bought by Garnet City in May.", {"Kelda", "Garnet City"}),
        ("Kelda moved to Garnet City in May.", {"Kelda"}),
        ("The Navy awarded Kelda Marine a contract.", {"Navy", "Kelda Marine"}),
        ("Kelda hired a former Navy pilot.", {"Kelda"}),
        ("Kelda stopped its advertising on X in May.", {"Kelda", "X"}),
        ("Kelda drew it on the X axis of its social chart.", {"Kelda"}),
        ("Approximately 200 Orrinvale employees joined Kelda.", {"Orrinvale", "Kelda"}),
        ("Kelda owns the Andarn, Kethe and Orrin fields.", {"Kelda"}),
        ("Kelda owns Andarn and Orrin.", {"Kelda", "Andarn", "Orrin"}),
        ("Kelda ordered 737 Orrinvale aircraft.", {"Kelda"}),
    ],
)
def test_an_ordinary_word_is_a_name_in_its_place(text, found):
    assert set(named(text, "org")) == found
