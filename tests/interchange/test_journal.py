"""A journal keeps what it was given, whatever happens to its file."""

from __future__ import annotations

import json
import multiprocessing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendorrisk.errors import JournalError, Problems
from vendorrisk.interchange.journal import Journal
from vendorrisk.model.journal import Entry


class Word(Entry):
    """An entry for these tests."""

    text: str


def put(path: Path, *texts: str) -> tuple[Word, ...]:
    return Journal(path, Word).append(lambda _: [Word(text=text) for text in texts])


def texts(path: Path) -> list[str]:
    return [entry.text for entry in Journal(path, Word).read().entries]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.jsonl"


@given(st.lists(st.lists(st.text(max_size=20), min_size=1, max_size=4), max_size=6))
def test_what_is_put_in_comes_out_in_its_order(tmp_path_factory, batches: list[list[str]]) -> None:
    path = tmp_path_factory.mktemp("journal") / "j.jsonl"
    for number, batch in enumerate(batches):
        put(path, *(f"{number}.{n} {text}" for n, text in enumerate(batch)))
    expected = [f"{i}.{n} {t}" for i, batch in enumerate(batches) for n, t in enumerate(batch)]
    assert texts(path) == expected
    if path.exists():
        assert len(path.read_bytes().splitlines()) == len(expected)


def test_a_missing_file_has_no_entries_and_reading_does_not_make_it(path: Path) -> None:
    assert texts(path) == []
    assert not path.exists()


def test_nothing_to_add_writes_nothing(path: Path) -> None:
    put(path, "a")
    before = path.read_bytes()
    assert put(path) == ()
    assert path.read_bytes() == before


def test_every_cut_leaves_all_or_nothing_and_the_next_entry_heals_it(tmp_path: Path) -> None:
    path = tmp_path / "whole.jsonl"
    put(path, "a")
    kept = path.read_bytes()
    put(path, "b", "c")
    whole = path.read_bytes()
    for cut in range(len(kept), len(whole)):
        torn = tmp_path / f"{cut}.jsonl"
        torn.write_bytes(whole[:cut])
        told = Journal(torn, Word).read()
        complete = cut == len(whole) - 1  # only the end of the last line is missing
        assert [e.text for e in told.entries] == (["a", "b", "c"] if complete else ["a"])
        assert told.torn == (0 if complete else cut - len(kept))
        put(torn, "d")
        assert texts(torn) == (["a", "b", "c", "d"] if complete else ["a", "d"])
        aside = tmp_path / f"{cut}.jsonl.torn"
        if told.torn:
            assert aside.read_bytes() == whole[len(kept) : cut] + b"\n"
        else:
            assert not aside.exists()


def test_zeros_at_the_end_are_a_write_that_was_cut_short(path: Path) -> None:
    put(path, "a")
    with path.open("ab") as file:
        file.write(b"\x00" * 40)
    told = Journal(path, Word).read()
    assert [e.text for e in told.entries] == ["a"] and told.torn == 40


def test_windows_line_ends_of_version_control_are_no_change(path: Path) -> None:
    put(path, "a", "b")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    put(path, "c")
    assert texts(path) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("spoil", "line", "what"),
    [
        (lambda x: [x[0].replace("first", "furst"), *x[1:]], 1, "was changed after"),
        (lambda x: [x[0], *x[2:]], 2, "is not above it"),
        (lambda x: x[1:], 1, "is not above it"),
        (lambda x: [x[0], x[2], x[1], x[3]], 2, "is not above it"),
        (lambda x: [x[0], "<<<<<<< HEAD", *x[1:]], 2, "a merge left its marks"),
        (lambda x: [x[0], "not json", *x[1:]], 2, "no JSON object"),
        (lambda x: [*x, "[]"], 5, "not"),
        (lambda x: [*x, json.dumps({"text": "x", "txet": 1})], 5, "unknown key 'txet'"),
        (lambda x: [*x, json.dumps({"id": "ent-0"})], 5, "'text' is missing"),
        (lambda x: [x[0], x[1], *x[3:]], 3, ""),
    ],
)
def test_a_spoilt_line_is_told_with_its_place(path: Path, spoil, line: int, what: str) -> None:
    for text in ("first", "second", "third", "fourth"):
        put(path, text)
    lines = spoil(path.read_text().splitlines())
    path.write_text("".join(f"{one}\n" for one in lines))
    before = path.read_bytes()
    with pytest.raises(Problems) as caught:
        texts(path)
    first = caught.value.problems[0]
    assert first.where == f"{path}:{line}" and what in first.what and first.how
    with pytest.raises(Problems):
        put(path, "more")
    assert path.read_bytes() == before


def test_all_spoilt_lines_are_told(path: Path) -> None:
    put(path, "a")
    path.write_text("x\n" + path.read_text() + "y\n")
    with pytest.raises(Problems) as caught:
        texts(path)
    assert [p.where for p in caught.value.problems] == [f"{path}:1", f"{path}:3"]


def test_half_of_a_batch_with_more_behind_it_is_an_error(path: Path) -> None:
    put(path, "a", "b", "c")
    lines = path.read_text().splitlines()
    put(path, "d")
    last = path.read_text().splitlines()[-1]
    path.write_text("\n".join([*lines[:2], last]) + "\n")
    with pytest.raises(Problems, match="is not above it"):
        texts(path)


def test_a_line_that_stands_twice_counts_once(path: Path) -> None:
    put(path, "a")
    path.write_text(path.read_text() * 2)
    assert texts(path) == ["a"]


def test_merged_branches_keep_both_sides_and_the_next_entry_joins_them(
    path: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.jsonl"
    base = put(path, "base")[0]
    other.write_bytes(path.read_bytes())
    ours = put(path, "ours 1", "ours 2")
    theirs = put(other, "theirs")
    path.write_bytes(path.read_bytes() + other.read_bytes().splitlines(keepends=True)[1])
    told = Journal(path, Word).read()
    assert [e.text for e in told.entries] == ["base", "ours 1", "ours 2", "theirs"]
    assert told.ends == tuple(sorted([ours[-1].id, theirs[0].id]))
    assert ours[0].before == theirs[0].before == (base.id,)
    assert put(path, "after")[0].before == told.ends
    assert Journal(path, Word).read().ends == (Journal(path, Word).read().entries[-1].id,)


def _writer(path: str, name: str) -> None:
    for number in range(20):
        put(Path(path), f"{name}{number}")


def test_writers_at_the_same_time_lose_nothing(path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_writer, args=(str(path), name)) for name in "xy"]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
        assert one.exitcode == 0
    found = texts(path)
    assert sorted(found) == sorted(f"{name}{n}" for name in "xy" for n in range(20))
    for name in "xy":
        assert [t for t in found if t[0] == name] == [f"{name}{n}" for n in range(20)]
    entries = Journal(path, Word).read().entries
    assert all(len(entry.before) == 1 for entry in entries[1:])  # one chain, no fork


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(JournalError, match="cannot write"):
        put(tmp_path / "file" / "journal.jsonl", "a")
    with pytest.raises(JournalError, match="cannot"):
        texts(tmp_path)


def test_ids_do_not_depend_on_fields_that_are_left_at_their_default() -> None:
    class Longer(Word):
        more: str | None = None

    assert Word(text="a").sealed().id == Longer(text="a").sealed().id
    assert Longer(text="a", more="b").sealed().id != Longer(text="a").sealed().id
