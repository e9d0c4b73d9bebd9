"""An outline lets through all that a pattern matches, and tells much of what it does not."""

from __future__ import annotations

import pytest

from vendorrisk.extract.elements import Vocabulary
from vendorrisk.extract.lexicon import load_lexicon
from vendorrisk.extract.patterns import Expression, compile_pattern

LISTS = {"tie": ("deal", "ties"), "end": ("end*", "wind*_down")}


def made(pattern: str) -> Expression:
    return compile_pattern(pattern, Vocabulary(LISTS), load_lexicon())


@pytest.mark.parametrize(
    ("pattern", "tokens"),
    [
        ("{subject} buys {object}", "O0 , a maker of phones , buys the O1"),  # before its object
        ("{subject} <end> <tie>", "O0 winds ties"),  # half a phrase
        ("{subject} ~2 buy* {object}", "O0 will quite soon buy O1"),
        ("{subject} ~4 buy* {object}", "O0 ; then buy O1"),
        ("{subject} ~4!of|<tie> left", "O0 of late left"),
        ("^ {subject} left", "then O0 left"),
        ("{subject} left $", "O0 left early ."),
        ("{subject} buys {object} !'s|data", "O0 buys O1 data"),
        ("{subject} paid {amount}", "O0 paid S1"),
        ("{subject's} {staff}", "O0 's money"),
        ("{person} left", "left P0"),
        ("left", ""),
    ],
)
def test_what_it_turns_away_never_matches(pattern: str, tokens: str) -> None:
    expression = made(pattern)
    assert not expression.looks(f" {tokens} ")
    assert expression.compiled.search(f" {tokens} ") is None


def test_an_expression_is_compiled_when_a_sentence_first_looks_like_it() -> None:
    expression = made("{subject} buys {object}")
    assert list(expression.find(" O0 buys the O1 ")) == []
    assert "compiled" not in vars(expression)
    assert len(list(expression.find(" O0 buys O1 "))) == 1
    assert "compiled" in vars(expression)


def test_an_expression_is_compiled_in_the_end_all_the_same() -> None:
    expression = made("{subject} buys {object}")
    for _ in range(9):
        assert list(expression.find(" O0 buys the O1 ")) == []
    assert "compiled" in vars(expression)
