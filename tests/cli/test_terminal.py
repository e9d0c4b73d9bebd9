"""Colour, progress and width: what a person sees, and what a pipe gets instead."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from vendorrisk.cli import meter, screen
from vendorrisk.cli.app import dispatch
from vendorrisk.model.columns import columns, filled, fitted, padded
from vendorrisk.progress import observed, track

COLOUR = re.compile(r"\x1b\[[0-9;]+m")
ESCAPE = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
SCORE = ("score", "seeds", "--buyer", "google", "--vendor", "Scale AI", "--as-of", "2025-06-20")


def on_a_terminal(*command: str, cwd: Path, **env: str) -> tuple[int, str]:
    """Run a Python command on a terminal; return its exit code and all that it showed."""
    pty = pytest.importorskip("pty")
    mine, its = pty.openpty()
    told = {"TERM": "xterm-256color", "PYTHONPATH": str(Path.cwd()), **env}
    done = subprocess.Popen(
        [sys.executable, *command],
        stdin=its,
        stdout=its,
        stderr=its,
        env={**os.environ, **told},
        cwd=cwd,
    )
    os.close(its)
    parts = []
    with contextlib.suppress(OSError):  # how Linux ends a terminal
        while part := os.read(mine, 65536):
            parts.append(part)
    os.close(mine)
    return done.wait(timeout=60), b"".join(parts).decode("utf-8").replace("\r\n", "\n")


PROGRAM = ("-m", "vendorrisk")


def test_a_terminal_gets_colour_on_words_that_stand_there_all_the_same(cli, tmp_path) -> None:
    code, shown = on_a_terminal(*PROGRAM, *SCORE, cwd=tmp_path)
    assert code == 0
    assert "\x1b[1;31mHIGH\x1b[0m" in shown
    plain = cli(*SCORE, "-q")
    assert "\x1b" not in plain.out
    assert plain.out in ESCAPE.sub("", shown)


@pytest.mark.parametrize(
    ("words", "env"),
    [
        (("--no-color",), {}),
        ((), {"NO_COLOR": "1"}),
        ((), {"TERM": "dumb"}),
        (("--no-color",), {"FORCE_COLOR": "1"}),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}),
    ],
)
def test_colour_can_be_turned_off(tmp_path, words, env) -> None:
    code, shown = on_a_terminal(*PROGRAM, *SCORE, *words, cwd=tmp_path, **env)
    assert code == 0
    assert "HIGH" in shown and not COLOUR.search(shown)
    assert env.get("TERM") != "dumb" or "\x1b" not in shown


def test_colour_can_be_forced_into_a_pipe(cli, monkeypatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[1;31mHIGH" in cli(*SCORE, "-q").out
    assert "\x1b" not in cli(*SCORE, "-q", "--format", "json").out  # for programs
    failed = cli("score", "seeds", "--buyer", "gogle", "--vendor", "Scale AI")
    assert failed.err.startswith("\x1b[1;31merror:\x1b[0m unknown buyer")


def test_a_file_gets_no_colour(cli, monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    cli(*SCORE, "-o", tmp_path / "score.txt")
    assert "\x1b" not in (tmp_path / "score.txt").read_text(encoding="utf-8")


def many(folder: Path, number: int) -> Path:
    folder.mkdir()
    for one in range(number):
        text = f"---\npublished: 2025-06-14\n---\nFirm{one} Labs is a client of Scale AI.\n" * 12
        (folder / f"{one:04}.md").write_text(text, encoding="utf-8")
    return folder


def test_long_work_says_how_far_it_is_and_takes_its_line_away(tmp_path) -> None:
    inputs = many(tmp_path / "many", 40)
    words = ["claims", str(inputs), "-o", "claims.jsonl"]
    hasty = (  # the same program, with a meter that does not wait
        "import vendorrisk.cli.meter as meter; meter.PATIENCE = meter.EVERY = 0.0\n"
        f"from vendorrisk.cli.main import run; raise SystemExit(run({words!r}))"
    )
    code, shown = on_a_terminal("-c", hasty, cwd=tmp_path)
    assert code == 0
    assert re.search(r"finding claims  \[#*\.*\]  \d+/40  [\d.,]+/s  \d+ s left", shown)
    after = shown[shown.rindex("finding claims") :]
    assert re.search(r"\r\x1b\[2K[^\n]*wrote claims.jsonl\n$", after)  # the line is gone by then


def test_a_pipe_gets_no_progress(process, tmp_path) -> None:
    done = process("claims", many(tmp_path / "many", 5), "-q")
    assert done.code == 0 and done.err == "" and "\x1b" not in done.out


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    """A terminal in place of stderr."""
    stream = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    screen.begin([])
    yield stream
    screen.begin([])


@contextlib.contextmanager
def seen_on(terminal: Terminal) -> Iterator[None]:
    with contextlib.redirect_stderr(terminal), observed(meter.Meter()):
        yield


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr(meter.time, "monotonic", lambda: now[0])
    return now


def test_nothing_is_shown_within_a_second(terminal, clock) -> None:
    with seen_on(terminal):
        for number in track(range(10), "counting"):
            clock[0] = 0.09 * (number + 1)
    assert terminal.getvalue() == ""


def test_rate_and_time_left_are_those_of_the_clock(terminal, clock) -> None:
    with seen_on(terminal):
        for number in track(range(100), "counting"):
            clock[0] = 0.5 * (number + 1)
    shown = terminal.getvalue()
    assert "counting  [........" in shown
    assert "50/100  2.0/s  25 s left" in shown
    assert shown.endswith("\r\x1b[2K")
    assert all(columns(line) < 80 for line in re.split(r"\r\x1b\[2K", shown))


def test_work_within_work_is_shown_once(terminal, clock) -> None:
    with seen_on(terminal):
        for outer in track(range(3), "outer"):
            clock[0] += 2.0
            assert list(track("ab", "inner")) == ["a", "b"]
            assert outer in range(3)
    assert "outer" in terminal.getvalue() and "inner" not in terminal.getvalue()


def test_quiet_shows_no_progress(terminal, clock) -> None:
    screen.screen().quiet = True
    with seen_on(terminal):
        for number in track(range(10), "counting"):
            clock[0] = float(number) * 5
    assert terminal.getvalue() == ""


def test_a_message_takes_the_line_away_first(terminal, clock) -> None:
    from vendorrisk.cli.talk import Talk

    with seen_on(terminal):
        for number in track(range(3), "counting"):
            clock[0] += 2.0
            if number == 2:
                Talk().note("half way")
    assert "\r\x1b[2Khalf way\n" in terminal.getvalue()


def test_tracking_costs_nothing_without_an_observer() -> None:
    items = [1, 2]
    assert track(items, "anything") is items


def test_quiet_twice_says_errors_alone(cli, folder) -> None:
    (folder / "bad.pdf").write_bytes(b"%PDF-no")
    words = ("score", folder, "--buyer", "google", "--vendor", "Scale AI")
    assert "skipped" in cli(*words, "-q").err
    assert cli(*words, "-qq").err == ""
    assert cli("score", folder, "--buyer", "gogle", "-qq").err.startswith("error:")


def test_a_label_keeps_its_column_whatever_letters_follow() -> None:
    for money in ("GBP 310m", "£310m"):
        lines = filled(f"values:       {money} " + "word " * 20, 40, "", " " * 14)
        assert lines[0].startswith(f"values:       {money} word")
        assert len(lines) > 2 and all(len(line) <= 40 for line in lines)


def test_wide_and_combined_characters_line_up(cli, tmp_path) -> None:
    names = {"日本電産": 8, "Cafe\u0301 Labs": 9, "한국데이터": 10}
    assert {name: columns(name) for name in names} == names
    for name in names:
        assert columns(padded(name, 20)) == 20
        assert columns(fitted(name, 6)) <= 6
    lines = filled("日本電産 " * 30, 40, "> ", "  ")
    assert all(columns(line) <= 40 for line in lines)
    facts = tmp_path / "facts.yaml"
    rows = "".join(
        f"  - id: f{number}\n    says: Meta held 12 percent of {name} on 1 May 2025.\n"
        f"    kind: ownership\n    subject: Meta\n    object: {name}\n    percent: 12\n"
        "    date: 2025-05-01\n    modality: confirmed\n    grade: primary\n"
        for number, name in enumerate(names)
    )
    facts.write_text(f"facts:\n{rows}", encoding="utf-8")
    vendors = [word for name in names for word in ("--vendor", name)]
    done = cli("score", facts, "--buyer", "google", *vendors, "--as-of", "2025-06-20", "-q")
    assert done.code == 0, done.err
    table = [line for line in done.out.splitlines() if re.search(r"\[\d\.\d\d-", line)]
    starts = {columns(line[: re.search(r"\d\.\d\d \[", line).start()]) for line in table}
    assert len(table) == 3 and len(starts) == 1


@pytest.mark.parametrize("option", ["--format=json", "--log-format=json"])
def test_an_error_is_one_line_of_json_where_json_is_asked_for(cli, option: str) -> None:
    done = cli("score", "seeds", "--buyer", "gogle", "--vendor", "Scale AI", option)
    assert done.code == 2 and done.out == "" and done.err.count("\n") == 1
    error = json.loads(done.err)["error"]
    assert error == {
        "code": "settings",
        "message": "unknown buyer 'gogle'",
        "where": "--buyer gogle",
        "hint": "did you mean 'google'?; or give a path to your own profile",
    }


def test_wrong_usage_is_json_too(cli) -> None:
    done = cli("score", "seeds", "--bayer", "x", "-f", "json")
    error = json.loads(done.err)["error"]
    assert done.code == 2
    assert (error["code"], error["message"]) == ("usage", "no such option '--bayer'")
    assert error["hint"] == "did you mean '--buyer'?"


def test_several_problems_stand_in_one_line_of_json(cli, tmp_path) -> None:
    (tmp_path / "v.toml").write_text("buyr = 'a'\nstrict = 3\n", encoding="utf-8")
    done = cli("score", "seeds", "--config", tmp_path / "v.toml", "--format", "json")
    error = json.loads(done.err)["error"]
    assert done.code == 2
    assert [one["message"] for one in error["problems"]] == [
        "unknown key 'buyr'",
        "'strict' takes true or false, not 3",
    ]


def test_a_bug_is_json_too(capsys, monkeypatch) -> None:
    from vendorrisk.cli import app

    monkeypatch.setattr(app, "_dispatch", lambda words: 1 / 0)
    assert dispatch(["score", "--format", "json"]) == 70
    assert json.loads(capsys.readouterr().err)["error"]["code"] == "internal"


def test_every_message_is_json_with_log_format(cli, folder) -> None:
    (folder / "bad.pdf").write_bytes(b"%PDF-no")
    words = ("score", folder, "--buyer", "google", "--vendor", "Scale AI", "--log-format", "json")
    lines = [json.loads(line) for line in cli(*words).err.splitlines()]
    assert {line["level"] for line in lines} == {"note", "warning"}
    assert all(line["message"] for line in lines)


def test_hostile_text_in_an_error_stays_one_line_of_json(cli) -> None:
    done = cli("score", "seeds", "--buyer", 'x"}\n{"\x1b[2J', "--format", "json")
    assert done.err.count("\n") == 1 and "\x1b" not in done.err


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_errors_as_json_are_json_in_every_encoding(encoding: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "vendorrisk", "score", "nö/漢字 👩", "--log-format", "json"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONPATH": str(Path.cwd())},
        cwd=tmp_path,
        check=False,
    )
    (line,) = done.stderr.splitlines()
    assert "nö/漢字 👩" in json.loads(line.decode("utf-8"))["error"]["message"]
