"""A user's mistake gives what, where and how on stderr, exit 2, and never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from vendorrisk.shipped import packaged

FACTS = packaged("seeds") / "facts"
CASE = ("--buyer", "google", "--vendor", "scale-ai", "--as-of", "2025-06-20")


def fails(done, *parts: str, code: int = 2) -> None:
    assert done.code == code, done.err
    assert done.out == ""
    assert "Traceback" not in done.err
    for part in parts:
        assert part in " ".join(done.err.split()), done.err


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (["comprae"], ["no such command 'comprae'", "did you mean 'compare'?"]),
        (["zzzz"], ["no such command 'zzzz'", "one of: demo, report, compare"]),
        (["rules", "chekc"], ["no such command 'chekc'", "did you mean 'check'?"]),
        (["rules"], ["a command is missing", "check"]),
        (["report"], ["INPUTS missing", "at vendorrisk report", "seeds"]),
        (
            ["compare", FACTS, "--buyr", "google"],
            ["no such option '--buyr'", "did you mean '--buyer'?"],
        ),
        (["score", FACTS, "-f", "jsn"], ["--format cannot be 'jsn'", "did you mean 'json'?"]),
        (["claims", FACTS, "-f", "html"], ["--format cannot be 'html'", "one of: jsonl"]),
        (["score", FACTS, "--fail-on", "hihg"], ["--fail-on cannot be 'hihg'", "'high'"]),
        (["score", FACTS, "--as-of"], ["'--as-of' requires an argument", "at vendorrisk score"]),
        (["score", FACTS, "--as-of", "20.6.2025"], ["no day", "at --as-of", "YYYY-MM-DD"]),
        (["score", FACTS, "--as-of", "2025-02-30"], ["'2025-02-30' is no day"]),
        (
            ["score", FACTS, "--buyer", "gogle"],
            ["unknown buyer 'gogle'", "at --buyer gogle", "'google'"],
        ),
        (["score", FACTS, "--buyer", "none.yaml"], ["no buyer file 'none.yaml'"]),
        (
            ["score", FACTS, "--buyer", "google", "--vendor", "Scael AI"],
            ["unknown vendor 'Scael AI'", "at --vendor Scael AI", "did you mean 'Scale AI'?"],
        ),
        (
            ["score", FACTS, "--against", "Labelbx"],
            ["unknown vendor 'Labelbx'", "at --against Labelbx", "'Labelbox'"],
        ),
        (["score", "no/such/folder", *CASE], ["no such file or folder: 'no/such/folder'"]),
        (["score", "*.nothing", *CASE], ["nothing matches '*.nothing'"]),
        (
            ["score", FACTS, "--rules", "nowhere", *CASE],
            ["no such folder of rules", "--rules nowhere"],
        ),
        (["rules", "check", "--rules", "nowhere"], ["no such folder of rules"]),
        (
            ["score", FACTS, "--rules", FACTS, *CASE],
            ["no rules in this folder: model.yaml is missing", "a whole copy of rules/"],
        ),
        (
            ["compare", FACTS, "-o", "x.htlm"],
            ["'.htlm' is no", "at --output x.htlm", "did you mean"],
        ),
        (["compare", FACTS, "-o", "report"], ["the file name has no suffix", "write 'report/'"]),
        (["checklist", FACTS, "-o", "x.html"], ["'.html' is no format of this command", ".xlsx"]),
        (["score", FACTS, "-o", "a.json", "-o", "./a.json"], ["written twice"]),
        (["explain", "clm-zz", FACTS], ["no claim 'clm-zz'", "vendorrisk claims"]),
        (["explain", "clm-", FACTS], ["claims begin with 'clm-'"]),
        (
            ["explain", "scale-ai:stake:mta", FACTS],
            ["no line 'stake:mta'", "did you mean 'stake:meta'?"],
        ),
        (["explain", "Scael AI", FACTS], ["unknown vendor 'Scael AI'", "at VENDOR Scael AI"]),
    ],
)
def test_mistake(cli, words: list[object], parts: list[str]) -> None:
    fails(cli(*words), *parts)


def test_an_error_has_three_lines(cli) -> None:
    done = cli("score", FACTS, "--buyer", "gogle")
    assert [line[:6] for line in done.err.splitlines()] == ["error:", "  at  ", "  fix "]


def test_without_buyer_and_vendor_the_known_ones_are_named(cli, folder: Path) -> None:
    done = cli("report", folder)
    fails(done, "--buyer and --vendor missing", "google", "northfield-health", "Scale AI")
    fails(cli("report", folder, "--buyer", "google"), "--vendor missing", "Scale AI")
    fails(cli("report", folder, "--vendor", "scale-ai"), "--buyer missing", "google")


def test_undated_documents_need_a_day(cli, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Meta took a stake in Scale AI.", encoding="utf-8")
    fails(cli("score", tmp_path, *CASE[:4]), "no document carries a date", "--as-of YYYY-MM-DD")


def test_an_output_never_replaces_an_input(cli, folder: Path) -> None:
    before = (folder / "good.md").read_bytes()
    done = cli("report", folder, *CASE, "-o", folder / "good.md")
    fails(done, "would replace a document that was read")
    assert (folder / "good.md").read_bytes() == before


BAD = {
    "empty.txt": (b"", "empty file"),
    "blank.md": (b" \n\n", "empty file"),
    "binary.txt": (bytes(range(256)) * 40, "looks binary"),
    "broken.txt": ("caf\u00e9 \u2014 ".encode() + b"\xe2\x80 \xff", "broken UTF-8"),
    "fake.pdf": (b"%PDF-1.4 nothing more", ""),
    "bad.jsonl": (b'{"text": "Meta owns Scale AI."\n', ""),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_alone_is_an_error(cli, tmp_path: Path, name: str) -> None:
    data, what = BAD[name]
    (tmp_path / name).write_bytes(data)
    fails(cli("claims", tmp_path / name), "nothing could be read", what, name)


def test_bad_files_are_skipped_and_said_and_the_rest_goes_on(cli, folder: Path) -> None:
    alone = cli("claims", folder / "good.md").out
    for name, (data, _) in BAD.items():
        (folder / name).write_bytes(data)
    done = cli("claims", folder)
    assert done.code == 0
    assert done.out == alone
    assert f"skipped {len(BAD)} inputs:" in done.err
    for name, (_, what) in BAD.items():
        assert name in done.err and what in done.err
    assert cli("claims", folder, "-q").err == done.err, "quiet does not hide what was skipped"
    assert cli("claims", folder, "--strict").code == 3


def test_fifty_megabytes_are_skipped_unread(cli, folder: Path) -> None:
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(50_000_000)
    done = cli("claims", folder)
    assert done.code == 0
    assert "huge.txt: larger than 20 MB" in done.err


def test_a_long_list_of_skipped_inputs_is_cut_with_a_count(cli, folder: Path) -> None:
    for number in range(13):
        (folder / f"{number:02}.txt").write_bytes(b"")
    done = cli("claims", folder)
    assert "skipped 13 inputs:" in done.err
    assert done.err.count("empty file") == 10
    assert "and 3 more; -v lists them" in done.err
    assert cli("claims", folder, "-v").err.count("empty file") == 13


def test_a_missing_input_beside_a_good_one_is_skipped(cli, folder: Path) -> None:
    done = cli("claims", folder, "no-such-file.md")
    assert done.code == 0
    assert "no-such-file.md" in done.err
    assert done.out


HOSTILE = [
    "new\nline.md",
    "\x1b[2Jclear.md",
    "right\u202eleft.md",
    "[bold]x[-bold].md",
    "$(id);rm -rf.md",
]


def test_hostile_file_names_are_read_and_cannot_steer_the_terminal(cli, folder: Path) -> None:
    for number, name in enumerate(HOSTILE):
        text = (folder / "good.md").read_text(encoding="utf-8")
        (folder / name).write_text(f"{text}{number}", encoding="utf-8")
        (folder / name.replace(".md", ".txt")).write_bytes(b"")
    for format in ("table", "md", "jsonl"):
        done = cli("claims", folder, "-f", format)
        assert done.code == 0
        for stream in (done.err, done.out if format != "jsonl" else ""):
            assert not {"\x1b", "\u202e"} & set(stream), format
        assert "\x1b" not in done.out
        assert f"skipped {len(HOSTILE)} inputs:" in done.err
    named = [line for line in done.err.splitlines() if "clear.txt" in line]
    assert named and "\\x1b[2J" in named[0]


def test_a_name_like_an_option_is_a_file_after_two_dashes(cli, folder: Path) -> None:
    (folder / "-o.md").write_bytes((folder / "good.md").read_bytes())
    assert cli("claims", "--", f"{folder}/-o.md").code == 0


def test_an_unexpected_error_is_70_with_a_traceback_only_when_verbose(cli, monkeypatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by nothing\x1b[2J")

    monkeypatch.setattr("vendorrisk.dossier.gather", broken)
    done = cli("claims", FACTS, "--format", "table")
    fails(done, "internal error: ZeroDivisionError: by nothing\\x1b[2J", "bug", code=70)
    done = cli("claims", FACTS, "--format", "table", "-v")
    assert done.code == 70
    assert "Traceback" in done.err
