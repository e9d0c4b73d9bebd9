"""Where options come from, in order; and that a mistake in a file is told with its line."""

from __future__ import annotations

import contextlib
import inspect
import json
import os
import tomllib
from pathlib import Path

import jsonschema
import pytest

import vendorrisk
from vendorrisk.cli.app import app
from vendorrisk.cli.keys import SHARED, commands, shared, table_of, tables
from vendorrisk.cli.layers import nearest, user_file
from vendorrisk.cli.schemas import config

BASE = """\
inputs = ["inbox"]
buyer = "google"
vendors = ["Scale AI"]
as_of = 2025-06-20
"""


@pytest.fixture
def place(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a document, that is looked at from inside and is no part of a repository."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    return tmp_path


def vendors(cli, *words: object) -> list[str]:
    done = cli("score", *words, "-f", "jsonl", "-q")
    assert done.code == 0, done.err
    return [json.loads(line)["vendor"] for line in done.out.splitlines()]


def test_a_file_gives_what_is_not_typed(cli, place) -> None:
    (place / "vendorrisk.toml").write_text(BASE, encoding="utf-8")
    assert vendors(cli) == ["Scale AI"]
    done = cli("score", "-v")
    assert "from vendorrisk.toml: inputs, buyer, vendors, as_of" in done.err
    assert "buyer = google (vendorrisk.toml:2)" in done.err
    assert done.out == cli("score", "inbox", "--buyer", "google", "--vendor", "Scale AI",
                           "--as-of", "2025-06-20").out  # fmt: skip


def test_every_layer_goes_before_the_next(cli, place, monkeypatch) -> None:
    own = user_file()
    own.parent.mkdir(parents=True)

    def write(path: Path, vendor: str) -> None:
        path.write_text(f"{BASE.replace('Scale AI', vendor)}", encoding="utf-8")

    write(own, "OpenAI")
    own.write_text(own.read_text("utf-8").replace('"inbox"', f'"{place / "inbox"}"'), "utf-8")
    assert vendors(cli, "inbox", "--buyer", "meta", "--vendor", "Google") == ["Google"]
    assert json.loads(cli("config", "show", "score", "-f", "json").out)[2]["value"] == ["OpenAI"]
    (place / "pyproject.toml").write_text(f"[tool.vendorrisk]\n{BASE}", encoding="utf-8")
    assert vendors(cli) == ["Scale AI"]
    write(place / "vendorrisk.toml", "Meta")
    held = json.loads(cli("config", "show", "score", "-f", "json").out)
    assert {one["key"]: one["from"] for one in held}["vendors"] == "vendorrisk.toml:3"
    write(place / "other.toml", "Google")
    held = json.loads(cli("config", "show", "score", "--config", "other.toml", "-f", "json").out)
    assert {one["key"]: one["from"] for one in held}["vendors"] == "other.toml:3"
    monkeypatch.setenv("VENDORRISK_VENDORS", '["Scale AI", "Google"]')
    held = json.loads(cli("config", "show", "score", "--config", "other.toml", "-f", "json").out)
    by_key = {one["key"]: one for one in held}
    assert by_key["vendors"] == {
        "key": "vendors",
        "value": ["Scale AI", "Google"],
        "from": "VENDORRISK_VENDORS",
    }
    assert by_key["strict"] == {"key": "strict", "value": False, "from": "default"}
    assert vendors(cli, "--vendor", "Scale AI", "--buyer", "openai") == ["Scale AI"]


def test_isolated_reads_neither_file_nor_variable(cli, place, monkeypatch) -> None:
    (place / "vendorrisk.toml").write_text("nonsense = 1\n", encoding="utf-8")
    monkeypatch.setenv("VENDORRISK_NONSENSE", "1")
    words = ("score", "inbox", "--buyer", "google", "--vendor", "Scale AI")
    assert cli(*words).code == 2
    assert cli(*words, "--isolated").code == 0
    done = cli("score", "--isolated")
    assert done.code == 2 and "INPUTS missing" in done.err


def test_the_nearest_file_is_found_upwards_and_the_repository_ends_it(place) -> None:
    deep = place / "a" / "b"
    deep.mkdir(parents=True)
    assert nearest(deep) is None
    (place.parent / "vendorrisk.toml").write_text("", encoding="utf-8")
    assert nearest(deep) is None  # it lies above the repository
    (place / "pyproject.toml").write_text("[tool.other]\n", encoding="utf-8")
    assert nearest(deep) is None
    (place / "pyproject.toml").write_text("[tool.vendorrisk]\nstrict = true\n", encoding="utf-8")
    assert nearest(deep) == place / "pyproject.toml"
    (place / "vendorrisk.toml").write_text("", encoding="utf-8")
    assert nearest(deep) == place / "vendorrisk.toml"
    (place / "a" / "vendorrisk.toml").write_text("", encoding="utf-8")
    assert nearest(deep) == place / "a" / "vendorrisk.toml"
    (place.parent / "vendorrisk.toml").unlink()


def test_looking_ends_with_the_home_folder(place, monkeypatch) -> None:
    home = place / "home"
    (home / "work").mkdir(parents=True)
    (place / ".git").rmdir()
    (place / "vendorrisk.toml").write_text("", encoding="utf-8")
    monkeypatch.setattr(Path, "home", classmethod(lambda cls: home))
    assert nearest(home / "work") is None


def test_a_broken_pyproject_of_somebody_else_is_no_concern(cli, place) -> None:
    (place / "pyproject.toml").write_text("[tool.vendorrisk\n", encoding="utf-8")
    assert vendors(cli, "inbox", "--buyer", "google", "--vendor", "Scale AI") == ["Scale AI"]


def test_paths_are_relative_to_the_file(cli, place, monkeypatch) -> None:
    (place / "vendorrisk.toml").write_text(BASE + '[score]\noutput = ["out/"]\n', encoding="utf-8")
    below = place / "below"
    below.mkdir()
    monkeypatch.chdir(below)
    done = cli("score")
    assert done.code == 0, done.err
    assert (place / "out" / "score.json").is_file()
    held = json.loads(cli("config", "show", "score", "-f", "json").out)
    assert {one["key"]: one["value"] for one in held}["inputs"] == ["../inbox"]


@pytest.mark.parametrize(
    ("text", "line", "what", "how"),
    [
        ("\nbuyr = 'google'", 2, "unknown key 'buyr'", "did you mean 'buyer'?"),
        ("buyer = 3", 1, "'buyer' takes text, not 3", "as --buyer takes it"),
        ("vendors = [1]", 1, "'vendors' takes text, not 1", "a list of text"),
        ("strict = 'yes'", 1, "'strict' takes true or false, not 'yes'", "true or false"),
        ("fail_on = 'low'", 1, "'fail_on' cannot be 'low'", "one of: none, high, undetermined"),
        ("[report]\nfomat = 'md'", 2, "unknown key 'fomat' in [report]", "did you mean 'format'?"),
        ("[report]\nformat = 'mdd'", 2, "'format' cannot be 'mdd'", "one of: table, md"),
        ("[reprt]\nformat = 'md'", 1, "unknown key 'reprt'", "did you mean 'report'?"),
        ("output = ['x']", 1, "unknown key 'output'", "belongs to commands"),
        ("[rules-list]\nstate = 'x'", 2, "unknown key 'state' in [rules-list]", "no such option"),
        ("assume = ['x']", 1, "unknown key 'assume'", "'vendorrisk schema config'"),
        ("buyer = ", 1, "not TOML", ""),
        ("a.b.c = 1", 1, "unknown key 'a'", ""),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line(cli, place, text, line, what, how) -> None:
    (place / "vendorrisk.toml").write_text(text, encoding="utf-8")
    done = cli("score", "inbox", "--buyer", "google", "--vendor", "Scale AI")
    said = " ".join(done.err.split())
    assert done.code == 2 and done.out == ""
    assert what in said and how in said
    assert f"vendorrisk.toml:{line}" in said


def test_a_mistake_in_a_variable_is_told_with_its_name(cli, place, monkeypatch) -> None:
    words = ("score", "inbox", "--buyer", "google", "--vendor", "Scale AI")
    monkeypatch.setenv("VENDORRISK_FAILON", "high")
    assert "did you mean 'VENDORRISK_FAIL_ON'?" in cli(*words).err
    monkeypatch.delenv("VENDORRISK_FAILON")
    monkeypatch.setenv("VENDORRISK_FAIL_ON", "low")
    done = cli(*words)
    assert done.code == 2 and "at  VENDORRISK_FAIL_ON" in done.err
    monkeypatch.setenv("VENDORRISK_FAIL_ON", "undetermined")
    assert cli(*words).code == 1
    assert cli(*words, "--fail-on", "none").code == 0


@pytest.mark.parametrize("value", ["../elsewhere.md", "/elsewhere.md", "~/elsewhere.md"])
def test_a_file_that_was_found_writes_only_below_itself(cli, place, value) -> None:
    (place / "vendorrisk.toml").write_text(f"[report]\noutput = ['{value}']\n", encoding="utf-8")
    done = cli("report", "inbox", "--buyer", "google", "--vendor", "Scale AI")
    assert done.code == 2 and "leads out of" in done.err
    assert not (place.parent / "elsewhere.md").exists()
    (place / "vendorrisk.toml").rename(place / "trusted.toml")
    done = cli("report", "--config", "trusted.toml", "--isolated", "inbox", "--buyer", "google",
               "--vendor", "Scale AI", "-q")  # fmt: skip
    assert done.code == 0 and done.out  # isolated reads not even that


def test_help_reads_no_configuration(cli, place) -> None:
    (place / "vendorrisk.toml").write_text("buyr = 1", encoding="utf-8")
    assert cli("score", "--help").code == 0


def test_a_table_of_a_command_goes_before_what_stands_above(cli, place) -> None:
    (place / "vendorrisk.toml").write_text(
        BASE + "quiet = true\nfail_on = 'undetermined'\n[score]\nfail_on = 'none'\n",
        encoding="utf-8",
    )
    assert cli("score").code == 0
    assert cli("compare").code == 1
    assert cli("score").err == "from vendorrisk.toml: fail_on\n"


def test_config_path_lists_the_files(cli, place) -> None:
    assert cli("config", "path").out == ""
    (place / "vendorrisk.toml").write_text(BASE, encoding="utf-8")
    assert cli("config", "path").out == f"{place / 'vendorrisk.toml'}\n"
    assert "nothing is set" not in cli("config", "show").out


def test_show_says_what_is_behind_something_stronger(cli, place, monkeypatch) -> None:
    assert "nothing is set" in cli("config", "show").out
    (place / "vendorrisk.toml").write_text(BASE, encoding="utf-8")
    monkeypatch.setenv("VENDORRISK_BUYER", "meta")
    shown = cli("config", "show").out
    assert '"meta"' in shown and "VENDORRISK_BUYER" in shown
    assert "vendorrisk.toml:2 (not used: set before)" in shown
    done = cli("config", "show", "reprot")
    assert done.code == 2 and "did you mean 'report'?" in done.err


def test_keys_are_the_options_of_the_commands() -> None:
    known = tables(app)
    assert set(shared(known)) == set(SHARED)
    assert set(known["review-list"]) >= {"inputs", "reviews", "output", "open"}
    for name, command in commands(app):
        parameters = inspect.signature(command).parameters
        assert {key.parameter for key in known.get(table_of(name), {}).values()} <= set(parameters)
    for name in SHARED:  # the same kind of value in every command that has it
        having = [keys[name] for keys in known.values() if name in keys]
        assert len({(one.kind, one.many, one.choices, one.place) for one in having}) == 1, name


def test_the_schema_knows_every_key_and_nothing_else() -> None:
    schema = config(app)
    jsonschema.Draft202012Validator.check_schema(schema)
    valid = jsonschema.Draft202012Validator(schema)
    assert valid.is_valid(tomllib.loads(BASE.replace("2025-06-20", '"2025-06-20"')))
    for text in ("buyr = 1", "strict = 'x'", "[report]\nx = 1", "fail_on = 'low'"):
        assert not valid.is_valid(tomllib.loads(text))


def test_the_python_api_takes_no_configuration(place, monkeypatch) -> None:
    (place / "vendorrisk.toml").write_text("buyr = 1", encoding="utf-8")
    monkeypatch.setenv("VENDORRISK_BUYER", "meta")
    made = vendorrisk.assess("inbox", buyer="google", vendor="Scale AI", as_of="2025-06-20")
    assert made.buyer == "Google"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[checklist-import]\nmitigations_out = "../m.yaml"\n', ("config", "show")),
        ('state = "../state.db"\n', ("config", "show")),
        ('[rules-new]\noverlay = "../mine"\n', ("config", "show")),
        ('reviews = "../reviews.yaml"\n', ("review", "accept", "c-1", "--by", "A")),
        ('[review-undo]\nreviews = "~/reviews.yaml"\n', ("config", "show")),
    ],
)
def test_a_file_that_was_found_lets_no_command_write_outside(cli, place, text, words) -> None:
    inner = place / "repository"
    inner.mkdir()
    (inner / "vendorrisk.toml").write_text(text, encoding="utf-8")
    with contextlib.chdir(inner):
        done = cli(*words)
    assert done.code == 2 and "leads out of repository/" in done.err
    with contextlib.chdir(inner):
        done = cli(*words, "--config", "vendorrisk.toml")
    assert "leads out of" not in done.err


def test_a_file_that_was_found_cannot_let_a_failure_pass_in_silence(cli, place) -> None:
    found = place / "vendorrisk.toml"
    found.write_text(BASE + "quiet = true\nexit_zero = true\n", encoding="utf-8")
    done = cli("gate", "--policy", "rival-stake")
    assert done.code == 0
    assert "from vendorrisk.toml: exit_zero" in done.err
    found.write_text(BASE + "quiet = true\npolicy = 'default'\n", encoding="utf-8")
    assert "from vendorrisk.toml: policy\n" in cli("gate").err
    assert "from vendorrisk.toml" not in cli("gate", "-q").err


def test_the_variable_that_turns_plug_ins_off_is_no_option(cli, place, monkeypatch) -> None:
    monkeypatch.setenv("VENDORRISK_NO_PLUGINS", "1")
    assert vendors(cli, "inbox", "--buyer", "google", "--vendor", "Scale AI") == ["Scale AI"]


def test_odd_values_of_files_and_variables_are_errors_and_no_bugs(cli, place, monkeypatch) -> None:
    (place / "pyproject.toml").write_text("tool = 3  # vendorrisk\n", encoding="utf-8")
    assert cli("config", "show").code == 0
    (place / "pyproject.toml").write_text("[tool . vendorrisk]\nbuyer = 'a'\n", encoding="utf-8")
    assert "pyproject.toml:" in cli("config", "show").out
    for text, told in (
        ("report = 3\n", "write a table, [report]"),
        ("inputs = ['~nobody-of-that-name/a']\n", "no such home folder"),
        ('rules = "a\\u0000b"\n', "cannot be a path"),
    ):
        (place / "vendorrisk.toml").write_text(text, encoding="utf-8")
        done = cli("config", "show")
        assert done.code == 2 and told in done.err
    (place / "vendorrisk.toml").unlink()
    for value in ("[" * 5000, "[1]\nx = 2"):
        monkeypatch.setenv("VENDORRISK_VENDORS", value)
        done = cli("config", "show")
        assert done.code == 2 and "VENDORRISK_VENDORS" in done.err


def test_without_a_home_folder_nothing_is_read_from_it(cli, place, monkeypatch) -> None:
    def none(*_: object) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", classmethod(none))
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    own = place / "~" / ".config" / "vendorrisk"
    own.mkdir(parents=True)
    (own / "vendorrisk.toml").write_text("nonsense = 1\n", encoding="utf-8")
    assert cli("config", "show").code == 0
    assert user_file() is None


def test_places_that_the_system_refuses_are_no_bugs(cli, place, process) -> None:
    long = "a" * 5000
    for words in (("init", long), ("report", "--from", "x.json", "-o", f"{long}.md")):
        done = cli(*words)
        assert done.code == 2 and "internal error" not in done.err
    done = cli("score", "inbox", "--buyer", "google", "--vendor", "Scale AI", "--rules", long)
    assert done.code == 2 and "the system refuses: File name too long" in done.err


def test_a_working_directory_that_is_gone_is_told(cli, place) -> None:
    gone = place / "gone"
    gone.mkdir()
    with contextlib.chdir(place):
        os.chdir(gone)
        gone.rmdir()
        done = cli("config", "show")
    assert done.code == 2 and "the working directory is gone" in done.err
