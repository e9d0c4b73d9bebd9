"""Index and outlines keep every expression that matches; words out of order are dropped."""

from __future__ import annotations

import pytest

from vendorrisk.extract import extractor
from vendorrisk.extract.checks import text_document
from vendorrisk.extract.discourse import Discourse
from vendorrisk.extract.elements import Vocabulary
from vendorrisk.extract.index import Index
from vendorrisk.extract.lexicon import load_lexicon
from vendorrisk.extract.patterns import compile_pattern
from vendorrisk.extract.readings import readings
from vendorrisk.extract.rules import Compiled, Rule


def index(*patterns: str) -> Index:
    """Return the index of a rule with these patterns."""
    rule = Rule(id="one", kind="rival", why="x", patterns=patterns, probability=0.5, tests=())
    words = load_lexicon()
    return Index(
        [Compiled(rule, tuple(compile_pattern(p, Vocabulary({}), words) for p in patterns), ())]
    )


@pytest.mark.parametrize(
    ("tokens", "found"),
    [
        ("O0 beats O1", ["{subject} beats {object}"]),
        ("O0 clearly beats the rival O1", ["{subject} beats {object}"]),
        ("beats O0 O1", []),
        ("O0 O1 beats", []),
        ("O0 has bought O1", ["{subject} has_bought|took_over {object}"]),
        ("O0 bought O1", ["{subject} has_bought|took_over {object}"]),  # left to the expression
        ("O0 has O1", []),
        ("O0 's rival", ["{subject's} rival"]),
        ("its rival", ["{subject's} rival"]),
        ("rival O0 's", []),
        ("P0 left", ["{person} left"]),
        ("he left", ["{person} left"]),
        ("left P0", []),
        ("", []),
    ],
)
def test_words_must_stand_in_order(tokens: str, found: list[str]) -> None:
    made = index(
        "{subject} beats {object}",
        "{subject} has_bought|took_over {object}",
        "{subject's} rival",
        "{person} left",
    )
    assert [one.expression.pattern for one in made.candidates(tokens.split())] == found


def test_what_needs_nothing_is_always_tried() -> None:
    made = index("beats? rivals?", "{person} left")
    assert [one.expression.pattern for one in made.candidates(["x"])] == ["beats? rivals?"]


def test_no_expression_that_matches_a_test_sentence_is_dropped() -> None:
    engine = extractor()
    every = [(c, e) for c in engine.rules for e in c.expressions]
    made = Index(engine.rules)
    matching = 0
    for text in {t.text for c in engine.rules for t in c.rule.tests}:
        discourse = Discourse(text_document(text), engine.gazetteer, engine.words)
        for reading in readings(discourse):
            kept = {id(one.expression) for one in made.candidates(reading.texts)}
            for _, expression in every:
                if expression.compiled.search(reading.text) is not None:
                    matching += 1
                    assert id(expression) in kept, (expression.pattern, reading.text)
                    assert expression.looks(reading.text), (expression.pattern, reading.text)
    assert matching > 100
