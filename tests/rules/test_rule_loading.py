"""Rule files: every problem with its file and line, all of them at once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from vendorrisk.errors import RuleErrors, SettingsError
from vendorrisk.model.base import Noun
from vendorrisk.model.buyer import Buyer
from vendorrisk.model.parameters import Number
from vendorrisk.rulebook import (
    buyer_names,
    load_buyer,
    load_file,
    load_folder,
    load_parameters,
    load_registry,
    rules_root,
)
from vendorrisk.rulebook.files import read

Copy = Callable[[str, Callable[[str], str]], Path]


class Rule(Noun):
    """A rule of the test."""

    id: str
    value: float
    parts: dict[str, Number] = {}


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """Return a function that copies the shipped rules with one file changed."""

    def call(name: str, change: Callable[[str], str]) -> Path:
        root = tmp_path / "rules"
        shutil.copytree(rules_root(), root)
        path = root / name
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
        return root

    return call


def problems(call: Callable[[], object]) -> list[tuple[str, str, str | None]]:
    """Return (file:line, what, how) of every problem."""
    with pytest.raises(RuleErrors) as caught:
        call()
    return [(Path(p.where or "").name, p.what, p.how) for p in caught.value.problems]


def one(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "one.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_good_file(tmp_path: Path) -> None:
    path = one(tmp_path, "id: one\nvalue: 1\nparts:\n  a: {value: 2, reason: r}\n")
    assert load_file(path, Rule) == Rule(
        id="one", value=1, parts={"a": Number(value=2, reason="r")}
    )


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: &x {b: 1}\nc: {<<: *x, d: 2}\n", {"a": {"b": 1}, "c": {"b": 1, "d": 2}}),
        ("1: a\nfalse: b\n", {1: "a", False: "b"}),
        ("a: !!set {b, c}\n", {"a": {"b", "c"}}),
        ("a: [1, 2.5, ~, yes, !!str 3, x]\n", {"a": [1, 2.5, None, True, "3", "x"]}),
    ],
)
def test_plain_data_is_what_the_yaml_library_makes_of_it(
    tmp_path: Path, text: str, data: dict
) -> None:
    assert read(one(tmp_path, text))[0] == data == yaml.safe_load(text)


def test_a_file_with_a_mark_at_the_top(tmp_path: Path) -> None:
    assert load_file(one(tmp_path, "\ufeffid: one\nvalue: 1\n"), Rule).id == "one"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a misspelt key, with its line and what was meant
        (
            "id: one\nvalu: 1\nvalue: 1\n",
            [("one.yaml:2", "unknown key 'valu'", "did you mean 'value'?")],
        ),
        ("id: one\nvalue: 1\nzzzz: 1\n", [("one.yaml:3", "unknown key 'zzzz'", "remove it")]),
        (
            "id: one\nvalue: 1\nparts:\n  a:\n    value: 1\n    reson: r\n    reason: r\n",
            [("one.yaml:6", "unknown key 'reson'", "did you mean 'reason'?")],
        ),
        # a key twice
        ("id: one\nvalue: 1\nvalue: 2\n", [("one.yaml:3", "key 'value' stands twice", None)]),
        (
            "id: one\nvalue: 1\nparts:\n  a: {value: 1, reason: r}\n  a: {value: 2, reason: r}\n",
            [("one.yaml:5", "key 'a' stands twice", None)],
        ),
        # several at once
        (
            "valu: 1\nid: 5\n",
            [
                ("one.yaml:2", "id: 5 is not a text", None),
                ("one.yaml:1", "'value' is missing", None),
                ("one.yaml:1", "unknown key 'valu'", "did you mean 'value'?"),
            ],
        ),
        ("", [("one.yaml:1", "nothing is not a mapping", None)]),
        ("- a\n", [("one.yaml:1", "['a'] is not a mapping", None)]),
        ("id: [\n", [("one.yaml:2", "not YAML", None)]),
        ("id: one\n---\nid: two\n", [("one.yaml:2", "not YAML", None)]),
        ("id: !!python/name:os.system\n", [("one.yaml:1", "not YAML", None)]),
        ("id: 2025-02-30\n", [("one.yaml", "impossible value: day is out of range", None)]),
        ("id: &a [*a]\n", [("one.yaml", "impossible value", None)]),
        (b"id: \xff\n", [("one.yaml", "cannot read", None)]),
    ],
)
def test_problems_of_one_file(tmp_path: Path, text: str | bytes, expected: list) -> None:
    found = problems(lambda: load_file(one(tmp_path, text), Rule))
    assert len(found) == len(expected)
    for (where, what, how), (place, words, hint) in zip(found, expected, strict=True):
        assert where == place
        assert words in what
        assert hint is None or how == hint


def test_a_missing_file(tmp_path: Path) -> None:
    assert problems(lambda: load_file(tmp_path / "no.yaml", Rule))[0][1] == "rule file is missing"


def test_a_file_that_is_far_too_large(tmp_path: Path) -> None:
    path = one(tmp_path, "id: one\n#" + " " * 4_000_001)
    assert "larger than 4 MB" in problems(lambda: load_file(path, Rule))[0][1]


def test_a_folder_collects_the_problems_of_all_files(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("id: a\nvalue: 1\n")
    (tmp_path / "b.yaml").write_text("id: c\nvalue: 1\n")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "d.yaml").write_text("id: d\nvalu: 1\n")
    found = problems(lambda: load_folder(tmp_path, Rule))
    assert [where for where, *_ in found] == ["b.yaml:1", "d.yaml:1", "d.yaml:2"]
    assert found[0][1] == "id 'c' differs from the file's name"
    (tmp_path / "b.yaml").unlink()
    (tmp_path / "deep" / "d.yaml").unlink()
    assert [rule.id for rule in load_folder(tmp_path, Rule)] == ["a"]


# ---- the registry ----


def add(entry: str) -> Callable[[str], str]:
    return lambda text: text.rstrip("\n") + "\n" + entry


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        (
            "  - {id: google, name: Another Google}\n",
            [("id 'google' is used twice", None)],
        ),
        (
            "  - {id: x-one, name: X One, parent: gogle}\n",
            [("parent 'gogle' is not in the registry", "did you mean 'google'?")],
        ),
        (
            "  - {id: x-one, name: X One, parent: x-two}\n"
            "  - {id: x-two, name: X Two, parent: x-one}\n",
            [
                ("parents run in a circle: x-one -> x-two -> x-one", "remove one parent"),
                ("parents run in a circle: x-two -> x-one -> x-two", "remove one parent"),
            ],
        ),
        (
            "  - {id: x-one, name: X One, parent: x-one}\n",
            [("parents run in a circle: x-one -> x-one", "remove one parent")],
        ),
        (
            # a circle further up is told once a member, not by those below it
            "  - {id: x-one, name: X One, parent: x-two}\n"
            "  - {id: x-two, name: X Two, parent: x-two}\n",
            [("parents run in a circle: x-two -> x-two", "remove one parent")],
        ),
        (
            "  - {id: x-one, name: X One, aliases: [Google LLC]}\n",
            [("name 'Google LLC' is also that of 'google'", "keep one")],
        ),
        (
            "  - {id: x-one, name: reuters}\n",
            [("name 'Reuters' is also that of 'x-one'", "keep one")],
        ),
        (
            "  - {id: x-one, nam: X One}\n",
            [("name' is missing", None), ("unknown key 'nam'", "did you mean 'name'?")],
        ),
        ("  - {id: x-one, name: X, kind: firm}\n", [("kind", None)]),
    ],
)
def test_a_registry_that_is_not_sound(copy: Copy, entries: str, expected: list) -> None:
    root = copy("lexicon/companies.yaml", add(entries))
    found = problems(lambda: load_registry(root))
    assert len(found) == len(expected)
    last = len((root / "lexicon" / "companies.yaml").read_text(encoding="utf-8").splitlines())
    for (where, what, how), (words, hint) in zip(found, expected, strict=True):
        name, _, line = where.partition(":")
        assert words in what
        assert hint is None or hint in (how or "")
        assert name in {"companies.yaml", "sources.yaml"}
        if name == "companies.yaml":
            assert last - 1 <= int(line) <= last


def test_a_publisher_id_used_twice(copy: Copy) -> None:
    entry = "publishers:\n  - {id: pub-reuters, name: Other Wire, kind: publisher}\n"
    root = copy("lexicon/sources.yaml", lambda text: text.replace("publishers:\n", entry, 1))
    found = problems(lambda: load_registry(root))
    assert [what for _, what, _ in found] == ["id 'pub-reuters' is used twice"]


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ("A: 1.0", "A: 1.5", "admiralty.A"),
        ("D: 0.25, ", "", "admiralty lacks the letter D"),
        ("{reliability: A,", "{reliability: a,", "reliability"),
        ("  none: {reliability: F", "  nothing: {reliability: F", "grades lacks 'none'"),
    ],
)
def test_sources_that_could_not_be_scored(copy: Copy, before: str, after: str, what: str) -> None:
    root = copy("lexicon/sources.yaml", lambda text: text.replace(before, after, 1))
    assert any(what in words for _, words, _ in problems(lambda: load_registry(root)))


# ---- model.yaml ----


@pytest.mark.parametrize(
    ("path", "value", "what"),
    [
        (("links", "default", "value"), 1.0, "links.default.value"),
        (("leak", "value"), 1.0, "leak.value"),
        (("evidence", "strength_cap", "value"), 1.0, "strength_cap.value"),
        (("evidence", "half_life_days", "stake", "value"), 0, "half_life_days.stake.value"),
        (("evidence", "base_rate", "default", "value"), 1.5, "base_rate.default.value"),
        (("evidence", "modality", "reported", "low"), 0.96, "low <= point <= high is broken"),
        (("evidence", "modality", "reported", "high"), 1.2, "modality.reported.high"),
        (("ownership", "unknown_rivalry", "point"), -0.1, "unknown_rivalry.point"),
        (("leadership", "half_life_days", "value"), -1, "half_life_days.value"),
        (("tier_threshold", "value"), float("nan"), "tier_threshold.value"),
        (("evidence", "modality", "denied"), None, "modality lacks 'denied'"),
        (("links", "default"), None, "links lacks 'default'"),
        (("clients", "stage_lost", "ended"), None, "stage_lost lacks 'ended'"),
        (("clients", "cutoff", "buyer"), None, "cutoff lacks 'buyer'"),
        (("leadership", "role", "staff"), None, "role lacks 'staff'"),
        (("ownership", "rights", "unknown"), None, "rights lacks 'unknown'"),
        (("review", "stale_days"), None, "stale_days' is missing"),
    ],
)
def test_defaults_that_could_not_be_scored(
    copy: Copy, path: tuple[str, ...], value: float | None, what: str
) -> None:
    def change(text: str) -> str:
        data = yaml.safe_load(text)
        place = data
        for key in path[:-1]:
            place = place[key]
        if value is None:
            del place[path[-1]]
        else:
            place[path[-1]] = value
        return yaml.safe_dump(data)

    root = copy("model.yaml", change)
    found = problems(lambda: load_parameters(root))
    assert any(what in words for _, words, _ in found)
    assert all(where.startswith("model.yaml:") for where, *_ in found)


def test_the_link_of_a_channel() -> None:
    parameters = load_parameters()
    for channel, number in parameters.links.items():
        assert parameters.link(channel) == number.value
    assert parameters.link("a channel nobody named") == parameters.links["default"].value


# ---- buyers ----


@pytest.mark.parametrize(
    "name", ["google", "Google", " GOOGLE ", "northfield health", "Northfield-Health"]
)
def test_a_known_buyer(name: str) -> None:
    assert load_buyer(name).id == name.strip().lower().replace(" ", "-")


def test_every_shipped_buyer_loads() -> None:
    for name in buyer_names():
        assert load_buyer(name).id == name


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("gogle", "did you mean 'google'?"),
        ("Microsft", "did you mean 'microsoft'?"),
        ("zzzz", "known buyers: anthropic, "),
        ("", "known buyers"),
    ],
)
def test_an_unknown_buyer(name: str, how: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_buyer(name)
    assert caught.value.what == f"unknown buyer '{name}'"
    assert how in (caught.value.how or "")
    assert "your own profile" in (caught.value.how or "")


def test_a_buyer_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    shutil.copy(rules_root() / "buyers" / "google.yaml", path)
    assert load_buyer(str(path)) == load_buyer("google")
    with pytest.raises(SettingsError, match="no buyer file"):
        load_buyer(str(tmp_path / "other.yaml"))


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ("rivalry: 1.0", "rivalry: 1.5", "rivals.0.rivalry"),
        ("rivalry: 1.0", "rivalri: 1.0", "unknown key 'rivalri'"),
        ("level: high", "level: huge", "exposure.level"),
        ("fixed: 15", "fixed: -15", "appetite.mitigate.fixed"),
        ("group:", "markets: {search: 1.2}\ngroup:", "markets.search"),
    ],
)
def test_a_buyer_that_is_wrong(tmp_path: Path, before: str, after: str, what: str) -> None:
    path = tmp_path / "mine.yaml"
    text = (rules_root() / "buyers" / "google.yaml").read_text(encoding="utf-8")
    body = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    path.write_text(body.replace(before, after, 1), encoding="utf-8")
    lines = path.read_text(encoding="utf-8").splitlines()
    found = problems(lambda: load_file(path, Buyer))
    assert any(what in words for _, words, _ in found)
    where = next(where for where, words, _ in found if what in words)
    key = after.partition(":")[0]
    assert key in lines[int(where.rpartition(":")[2]) - 1]


def test_aliases_that_would_fill_the_memory_are_told(tmp_path: Path) -> None:
    rows = ["id: &a [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"{b}: &{b} [{', '.join(['*' + a] * 10)}]" for a, b in pairwise("abcdefghi")]
    path = tmp_path / "one.yaml"
    path.write_text("\n".join(rows), encoding="utf-8")
    with pytest.raises(RuleErrors, match="over 500,000 values") as caught:
        load_file(path, Rule)
    assert caught.value.how == "write it without aliases"
