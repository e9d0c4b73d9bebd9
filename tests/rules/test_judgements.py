"""Judgements: closed under "same"; every contradiction with all its places and how to mend it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import entity, registry

from vendorrisk.errors import RuleErrors, SettingsError
from vendorrisk.model.judgement import Judgement
from vendorrisk.rulebook import Judgements, load_judgements, load_registry

KNOWN = registry(
    [entity("Zorn", aliases=("Zett", "Zed")), entity("Blatt", aliases=("B Co",))], publishers=[]
)


def write(path: Path, *lines: str) -> Path:
    """Write judgements, one a line from line 2 on: left, right, judgement."""
    rows = [
        f"  - {{left: {a}, right: {b}, judgement: {v}, why: said so}}"
        for a, b, v in (line.split(", ") for line in lines)
    ]
    path.write_text("\n".join(["judgements:", *rows, ""]), encoding="utf-8")
    return path


def load(tmp_path: Path, *lines: str) -> Judgements:
    return load_judgements(KNOWN, tmp_path, write(tmp_path / "own.yaml", *lines))


def problems(tmp_path: Path, *lines: str) -> list[str]:
    with pytest.raises(RuleErrors) as caught:
        load(tmp_path, *lines)
    return [f"{one}".replace(f"{tmp_path}/", "") for one in caught.value.problems]


def test_same_carries_over_and_different_with_it(tmp_path: Path) -> None:
    made = load(tmp_path, "a, b, same", "b, c, same", "c, d, different", "e, f, unsure")
    assert set(made.same("A")) == {"b", "c"}
    assert made.same("d") == ()
    assert made.apart("a", "D") is not None
    assert made.apart("a", "c") is None
    assert [one.left for one in made.unsure()] == ["e"]
    assert made.apart("e", "f") is made.unsure()[0]


def test_a_contradiction_names_every_place_and_how_to_mend_it(tmp_path: Path) -> None:
    found = problems(tmp_path, "a, b, same", "b, c, same", "a, c, different")
    assert found == [
        "own.yaml:4: 'a' and 'c' are judged different, and yet the same:"
        f" 'a' = 'b' ({tmp_path}/own.yaml:2), 'b' = 'c' ({tmp_path}/own.yaml:3)".replace(
            f"{tmp_path}/", ""
        )
    ]
    with pytest.raises(RuleErrors) as caught:
        load(tmp_path, "a, b, same", "b, a, unsure")
    assert caught.value.how == "change or remove one of these judgements"


def test_the_shortest_chain_is_told(tmp_path: Path) -> None:
    (told,) = problems(
        tmp_path, "a, b, same", "b, c, same", "c, d, same", "a, d, same", "d, a, different"
    )
    assert told.count(" = ") == 1
    assert "'a' = 'd' (own.yaml:5)" in told


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        (["zorn, ZORN, same"], "own.yaml:2: 'zorn' and 'ZORN' are one spelling"),
        (["Zett, Zed, different"], "are both names of 'Zorn' in the registry"),
        (["x, Zorn, same", "x, B Co, same"], "'Blatt' and 'Zorn' are two entries of the registry"),
        (["a, b, perhaps"], "judgements.0.judgement"),
        (["' ', b, same"], "two names"),
    ],
)
def test_what_cannot_be(tmp_path: Path, lines: list[str], what: str) -> None:
    assert any(what in told for told in problems(tmp_path, *lines))


def test_every_problem_is_reported_at_once(tmp_path: Path) -> None:
    assert len(problems(tmp_path, "a, a, same", "b, b, same", "Zett, Zed, unsure")) == 3


def test_two_files_are_read_as_one(tmp_path: Path) -> None:
    (tmp_path / "lexicon").mkdir()
    write(tmp_path / "lexicon" / "judgements.yaml", "a, b, same")
    with pytest.raises(RuleErrors, match=r"own\.yaml:2.*lexicon/judgements\.yaml:2"):
        load(tmp_path, "a, b, different")


def test_a_file_may_be_empty_or_missing_but_not_misspelt(tmp_path: Path) -> None:
    assert not load_judgements(KNOWN, tmp_path)
    (tmp_path / "own.yaml").write_text("# nothing yet\n", encoding="utf-8")
    assert not load_judgements(KNOWN, tmp_path, tmp_path / "own.yaml")
    with pytest.raises(SettingsError, match="no such file of judgements"):
        load_judgements(KNOWN, tmp_path, tmp_path / "none.yaml")


def test_an_own_file_is_read_again_each_time(tmp_path: Path) -> None:
    assert load(tmp_path, "a, b, same").same("a") == ("b",)
    assert load(tmp_path, "a, c, same").same("a") == ("c",)


def test_aliases_judged_apart_leave_the_registry(tmp_path: Path) -> None:
    made = load(tmp_path, "Zett, Zorn, different", "B Co, Blatt, unsure")
    parted = made.parted(KNOWN)
    assert parted.entities["zorn"].aliases == ("Zed",)
    assert parted.entities["blatt"].aliases == ()
    assert load(tmp_path, "q, Zorn, different").parted(KNOWN) is KNOWN


def test_the_shipped_judgements_are_sound() -> None:
    known = load_registry()
    made = load_judgements(known)
    assert made.made
    assert made.parted(known) is known  # they take no alias away


pairs = st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg")).filter(
    lambda pair: pair[0] != pair[1]
)


@given(st.lists(pairs, max_size=10))
def test_same_is_an_equivalence(made: list[tuple[str, str]]) -> None:
    found = Judgements(
        made=tuple(Judgement(left=a, right=b, judgement="same", why="w") for a, b in made)
    )
    reach: dict[str, set[str]] = {name: {name} for name in "abcdefg"}
    for _ in reach:
        for a, b in made:
            both = reach[a] | reach[b]
            for name in both:
                reach[name] = reach[name] | both
    for name, others in reach.items():
        assert set(found.same(name)) == others - {name}
