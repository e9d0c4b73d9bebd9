"""The pattern language: each element by a table, and errors that say where and how to mend."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from vendorrisk.errors import RuleError, RuleErrors
from vendorrisk.extract.elements import Vocabulary, spread
from vendorrisk.extract.lexicon import load_lexicon
from vendorrisk.extract.patterns import compile_pattern
from vendorrisk.extract.rules import load_cues, load_rules
from vendorrisk.rulebook import rules_root

LISTS = {"tie": ("deal", "ties"), "end": ("end*", "wind*_down"), "both": ("<tie>", "<end>")}

MATCHES = [
    # pattern, tokens, slots
    (
        "{subject} <end> <tie> with {object}",
        "O0 ended ties with O1",
        {"subject": "O0", "object": "O1"},
    ),
    ("{subject} <end> <tie> with {object}", "O0 winds down ties with O1", {"subject": "O0"}),
    ("{subject} <both> {object}", "O0 deal O1", {"subject": "O0"}),
    ("@ {owner} ~2 buy* {object}", "mr P0 has bought O1", {"subject": "mr P0", "object": "O1"}),
    ("{owner} ~2 buy* {object}", "O0 chairman P1 bought O2", {"subject": "P1", "object": "O2"}),
    ("{object} owned by {owner}", "O0 owned by P1 's O2", {"subject": "P1 's O2"}),
    ("{subject} ~2 buy* {object}", "O0 will soon buy O1", {"object": "O1"}),
    ("{subject} ~2 buy* {object}", "O0 bought O1", {"object": "O1"}),
    ("{subject} ~~3 buy* {object}", "O0 and not O1 bought O2", {"object": "O2"}),
    ("{subject} buys|sells the? {object}", "O0 sells the O1", {"object": "O1"}),
    ("{subject} buys|sells the? {object}", "O0 buys O1", {"object": "O1"}),
    ("{object's} rival {subject}", "O1 's rival O0", {"object": "O1", "subject": "O0"}),
    ("{object's} rival {subject}", "its rival O0", {"object": "its"}),
    ("{subject} left {object}", "O0 , O1 and O2 left O3", {"subject": "O0 , O1 and O2"}),
    ("{subject} left {object}", "O0 , the maker of phones , left O1", {"subject": "O0"}),
    ("{subject} left {object}", "O0 ( formerly something ) left O1", {"subject": "O0"}),
    ("{subject} left {object}", "G0 left O1", {"subject": "G0"}),
    ("{person} left {subject}", "P0 left O1", {"person": "P0", "subject": "O1"}),
    ("{person} replaces {other}", "P0 replaces P1", {"person": "P0", "other": "P1"}),
    ("{person} replaces {other}", "P0 replaces him", {"other": "him"}),
    ("{subject} paid {amount}", "O0 paid M1", {"amount": "M1"}),
    ("{percent} of {object}", "a S0 of O1", {"percent": "S0"}),
    ("{object} named {person} {role}", "O0 named P1 chief executive", {"role": "chief executive"}),
    ("{subject's} {staff}", "O0 's employees", {"staff": "employees"}),
    ("{subject} buys {object} !'s|data", "O0 buys O1 now", {"object": "O1"}),
    ("{subject} ~4!of|<tie> left", "O0 has just left", {"subject": "O0"}),
    ("{subject's!} rival", "O0 's rival", {"subject": "O0"}),
    ("{subject-} , with {percent}", "O0 , with S1 , and O2 , with S3", {"percent": "S1"}),
    ("{subject-} left", "O0 . , O1 and O2 left", {"subject": "O0 . , O1 and O2"}),
    ("@ {subject} left", "then O0 left", {"subject": "O0"}),
    ("^ {subject} left", "O0 left", {"subject": "O0"}),
    ("{subject} left $", "then O0 left .", {"subject": "O0"}),
    ("^ \\| {subject}", "| O0", {"subject": "O0"}),
]


def find(pattern: str, tokens: str) -> dict[str, str] | None:
    """Return the slots of the first match of a pattern in tokens."""
    expression = compile_pattern(pattern, Vocabulary(LISTS), load_lexicon())
    match = expression.compiled.search(f" {tokens} ")
    if match is None:
        return None
    words = frozenset(t if t[0].islower() else t[0] for t in tokens.split())
    held = words | {t for t in tokens.split() if not t[0].isalpha()}
    assert not any(map(held.isdisjoint, expression.needs)), "what it needs must be in every match"
    return {key: value for key, value in match.groupdict().items() if value is not None}


@pytest.mark.parametrize(("pattern", "tokens", "slots"), MATCHES)
def test_an_element_matches_what_it_stands_for(
    pattern: str, tokens: str, slots: dict[str, str]
) -> None:
    found = find(pattern, tokens)
    assert found is not None
    assert slots.items() <= found.items()


@pytest.mark.parametrize(
    ("pattern", "tokens"),
    [
        ("{subject} ~2 buy* {object}", "O0 will quite soon buy O1"),  # gap too long
        ("{subject} ~4 buy* {object}", "O0 ; then buy O1"),  # not over a semicolon
        ("{subject} ~4 buy* O", "O0 sold O1 to buy x"),  # not over another company
        ("{subject} <end> <tie> with {object}", "O0 ends with O1"),
        ("{object} named {person}", "G0 named P1"),  # a group is no object
        ("{subject} left {object}", "P0 left O1"),
        ("{subject} buys {object} !'s|data", "O0 buys O1 data"),
        ("{subject} buys {object} !'s|data", "O0 buys O1 's data"),
        ("{subject} ~4!of|<tie> left", "O0 of late left"),
        ("{subject} ~4!of|<tie> left", "O0 whose deal left"),
        ("{subject's!} rival", "its rival"),
        ("@ {subject} left", "shares of O0 left"),
        ("{subject-} left {object}", "O0 , the maker of phones , left O1"),
        ("^ {subject} left", "then O0 left"),
        ("{subject} left $", "O0 left early ."),
        ("{subject} buys {object}", "O0 buysell O1"),
        ("{object's} rival {subject}", "O1 rival O0"),
    ],
)
def test_an_element_matches_nothing_else(pattern: str, tokens: str) -> None:
    assert find(pattern, tokens) is None


def test_words_are_spread_out() -> None:
    assert set(spread(["go*"], {})) == {"go", "goes", "went", "gone", "going"}
    assert set(spread(["<both>"], LISTS)) >= {"deal", "ties", "ended", "winding down"}
    assert spread(["a_b"], {}) == ("a b",)
    assert set(spread(["<a>"], {"a": ("<b>", "x"), "b": ("<a>", "y")})) == {"x", "y"}  # a circle


@pytest.mark.parametrize(
    ("pattern", "what", "how"),
    [
        ("{subject} <tye> {object}", "unknown word list <tye>", "did you mean 'tie'?"),
        ("{subjct} left", "unknown slot '{subjct}'", "did you mean 'subject'?"),
        ("{zzz} left", "unknown slot '{zzz}'", "one of amount"),
        ("{subject} and {subject}", "stands twice", "{subject2}"),
        ("{subject left", "malformed element '{subject'", "slots"),
        ("{subject} ~x left", "malformed element '~x'", "gaps such as ~4"),
        ("a||b", "malformed element 'a||b'", "words"),
        ("", "empty pattern", "elements"),
    ],
)
def test_a_mistake_is_named_with_its_remedy(pattern: str, what: str, how: str) -> None:
    with pytest.raises(RuleError) as caught:
        compile_pattern(pattern, Vocabulary(LISTS), load_lexicon())
    assert what in caught.value.what
    assert caught.value.how is not None and how in caught.value.how


RULE = """id: broken
kind: rival
why: x
probability: 0.5
patterns:
  - "{subject} beats {object}"
  - "{subject} <rivls> {object}"
  - "{subject} ~q {object}"
tests:
  - text: A beats B.
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """Return a folder of rules with one that is wrong in three ways."""
    root = tmp_path / "rules"
    shutil.copytree(rules_root() / "lexicon", root / "lexicon")
    (root / "extract").mkdir()
    (root / "extract" / "broken.yaml").write_text(RULE, encoding="utf-8")
    return root


def test_all_mistakes_of_a_file_come_at_once_with_their_lines(rules: Path) -> None:
    with pytest.raises(RuleErrors) as caught:
        load_rules(rules)
    found = {(p.where or "").rpartition("/")[2]: p.what for p in caught.value.problems}
    assert found == {
        "broken.yaml:7": "unknown word list <rivls>",
        "broken.yaml:8": "malformed element '~q'",
        "broken.yaml:9": "a rule needs at least two sentences that match and two near misses",
    }


def test_an_unknown_key_of_a_rule_is_an_error_with_its_line(rules: Path) -> None:
    path = rules / "extract" / "broken.yaml"
    path.write_text(RULE.replace("why: x", "why: x\npriority: 3"), encoding="utf-8")
    with pytest.raises(RuleErrors) as caught:
        load_rules(rules)
    assert "unknown key 'priority'" in caught.value.problems[0].what
    assert (caught.value.problems[0].where or "").endswith("broken.yaml:4")


def test_a_cue_of_modality_that_is_missing_or_wrong_is_an_error(rules: Path) -> None:
    path = rules / "lexicon" / "verbs.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("  rumoured:\n", "  denied2:\n"), encoding="utf-8")
    with pytest.raises(RuleErrors):
        load_cues(rules)
    path.write_text(text.replace('"in ~2 talks', '"in ~two talks'), encoding="utf-8")
    with pytest.raises(RuleErrors) as caught:
        load_cues(rules)
    assert "malformed element '~two'" in caught.value.problems[0].what
    assert "verbs.yaml:" in (caught.value.problems[0].where or "")


@pytest.mark.parametrize("pattern", ["buys {object} !,|and|or|.", "buys {object} zzz"])
@pytest.mark.parametrize(
    "member",
    [
        "O0 ( O1 ) ,",
        "O0 , the toy maker",
        "O0 , a bank , and maker",
        "O0 , bank and maker",
        "O0 , among them bank",
        "O0 , spain 's bank",
    ],
)
def test_a_list_can_be_read_in_one_way_only(pattern: str, member: str) -> None:
    made = compile_pattern(pattern, Vocabulary({}), load_lexicon())
    line = " buys " + f"{member} " * 30 + "O0 , "  # two ways a member would take a minute
    assert made.compiled.search(line) is None
