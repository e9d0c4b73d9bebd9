"""What, where, how; and a suggestion."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendorrisk.errors import (
    Collected,
    DocumentError,
    JournalError,
    ModelError,
    PluginError,
    Problems,
    ReviewError,
    ReviewErrors,
    RuleError,
    RuleErrors,
    SettingsError,
    SettingsErrors,
    VendorRiskError,
    did_you_mean,
)


@pytest.mark.parametrize(
    ("where", "how", "text", "lines"),
    [
        (None, None, "bad", ["bad"]),
        ("a.yaml:3", None, "a.yaml:3: bad", ["bad", "  at  a.yaml:3"]),
        (None, "mend it", "bad", ["bad", "  fix mend it"]),
        ("a.yaml:3", "mend it", "a.yaml:3: bad", ["bad", "  at  a.yaml:3", "  fix mend it"]),
    ],
)
@pytest.mark.parametrize(
    "kind",
    [
        VendorRiskError,
        DocumentError,
        RuleError,
        SettingsError,
        ModelError,
        PluginError,
        JournalError,
    ],
)
def test_lines(
    kind: type[VendorRiskError], where: str | None, how: str | None, text: str, lines: list[str]
) -> None:
    error = kind("bad", where=where, how=how)
    assert str(error) == text
    assert error.lines() == lines
    assert isinstance(error, VendorRiskError)


def test_codes_tell_them_apart() -> None:
    kinds = (VendorRiskError, DocumentError, RuleError, SettingsError, ModelError, JournalError)
    assert len({kind.code for kind in kinds}) == len(kinds)


def test_collected_errors_tell_all_of_them() -> None:
    one, two = RuleError("first", where="a:1", how="x"), RuleError("second", where="b:2")
    both = RuleErrors([one, two])
    assert str(both) == "a:1: first (and 1 more)"
    assert both.lines() == [*one.lines(), *two.lines()]
    assert str(RuleErrors([two])) == "b:2: second"
    assert isinstance(both, RuleError)


def test_many_errors_are_told_up_to_twenty_and_then_counted() -> None:
    many = [SettingsError(f"e{n}", where=f"a:{n}") for n in range(23)]
    lines = Problems(many).lines()
    assert lines[0] == "e0" and lines[-1] == "and 3 more" and len(lines) == 41
    assert str(Problems(many)) == "a:0: e0 (and 22 more)"
    assert Problems(many[:20]).lines()[-1] == "  at  a:19"


@pytest.mark.parametrize(
    ("several", "one"),
    [(RuleErrors, RuleError), (ReviewErrors, ReviewError), (SettingsErrors, SettingsError)],
)
def test_several_of_one_kind_are_caught_as_one_and_as_several(several, one) -> None:
    found = several(one(f"e{n}") for n in range(several.most + 2))
    assert isinstance(found, one) and isinstance(found, Collected)
    assert found.code == one.code
    assert found.lines()[-2:] == [f"e{several.most - 1}", "and 2 more"]


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("gogle", ["google", "meta"], "did you mean 'google'?"),
        ("GOOGLE", ["Google"], "did you mean 'Google'?"),
        ("scale ai", ["Scale AI", "Labelbox"], "did you mean 'Scale AI'?"),
        ("zzz", ["google"], None),
        ("", ["google"], None),
        ("google", [], None),
    ],
)
def test_did_you_mean(word: str, known: list[str], hint: str | None) -> None:
    assert did_you_mean(word, known) == hint


@given(st.text(max_size=8), st.lists(st.text(max_size=8), max_size=6))
def test_suggestions_do_not_depend_on_order(word: str, known: list[str]) -> None:
    assert did_you_mean(word, known) == did_you_mean(word, known[::-1])


def test_a_traceback_shows_how_to_mend_it() -> None:
    error = SettingsError("bad", how="mend it")
    assert error.__notes__ == ["fix: mend it"]
    assert not hasattr(SettingsError("bad"), "__notes__")
