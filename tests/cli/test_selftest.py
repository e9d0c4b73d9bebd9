"""``selftest``: short lines, exit code 0 where all holds."""

from __future__ import annotations


def test_all_holds_and_lines_are_short(cli) -> None:
    done = cli("selftest", "--worlds", 1)
    assert done.code == 0 and done.err == ""
    lines = done.out.splitlines()
    assert all(line.startswith("ok  ") for line in lines[:-1])
    assert lines[-1].endswith("checks hold")
    assert max(map(len, lines)) <= 80


def test_no_worlds_is_wrong_usage(cli) -> None:
    done = cli("selftest", "--worlds", 0)
    assert done.code == 2 and "--worlds" in done.err
