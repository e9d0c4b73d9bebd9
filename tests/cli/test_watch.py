"""``watch`` and ``alerts`` as a user meets them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest

CASE = ("--buyer", "google", "--vendor", "Scale AI", "--engine", "rules")
CALM = "Google is a client of Scale AI.\n"
NEWS = "Meta holds 49% of Scale AI, Reuters reported.\n"


def put(folder: Path, name: str, text: str, day: str) -> None:
    (folder / name).write_text(f"---\npublished: {day}\n---\n{text}", encoding="utf-8")


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "watch.sqlite"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    put(folder, "calm.md", CALM, "2025-06-01")
    return folder


def test_from_calm_to_an_alert_to_seen_to(cli, inbox, state) -> None:
    first = cli("watch", inbox, *CASE, "--state", state)
    assert first.code == 0 and "no alerts, 1 new document of 1 in the first pass." in first.out
    again = cli("watch", inbox, *CASE, "--state", state)
    assert again.code == 0 and "Nothing new since the pass of 2025-06-01." in again.out
    assert again.err == "nothing new\n"
    put(inbox, "news.md", NEWS, "2025-06-13")
    third = cli("watch", inbox, *CASE, "--state", state, "--fail-on-alert")
    assert third.code == 1
    assert re.search(r"- 2025-06-13: “Meta holds 49% of Scale AI.* \+0\.\d{3}", third.out)
    once = cli("watch", inbox, *CASE, "--state", state, "--fail-on-alert")
    assert once.code == 0 and "## Still open" in once.out
    alert = re.search(r"alt-[0-9a-f]{16}", third.out)
    assert alert is not None
    shown = cli("alerts", "--state", state, "--format", "json")
    assert [one["id"] for one in json.loads(shown.out)["alerts"]] == [alert[0]]
    seen = cli(
        "alerts", "--state", state, "--ack", alert[0], "--by", "A. Lee", "--on", "2025-06-16",
        "--note", "asked <b>them</b>",
    )  # fmt: skip
    assert seen.code == 0 and "No alert is open." in seen.out
    assert "seen to by A. Lee" in seen.err
    old = cli("alerts", "--state", state, "--all")
    assert "Seen to by A. Lee, 2025-06-16: asked &lt;b&gt;them&lt;/b&gt;." in old.out


def test_files_hold_the_last_digest_byte_for_byte(cli, inbox, state, tmp_path) -> None:
    words = ("watch", inbox, *CASE, "--state", state, "-o", f"{tmp_path / 'out'}/")
    assert cli(*words).code == 0
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert set(before) == {"digest.md", "digest.json"}
    for path in (tmp_path / "out").iterdir():
        path.unlink()  # as when a process was killed before it wrote them
    assert cli(*words).code == 0
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before
    told = json.loads(cli("watch", inbox, *CASE, "--state", state, "--format", "json").out)
    assert told["news"] is False and json.loads(before["digest.json"])["news"] is True


def test_a_digest_in_the_folder_is_no_evidence(cli, inbox, state) -> None:
    words = ("watch", inbox, *CASE, "--state", inbox / "s.sqlite", "-o", inbox / "digest.md")
    assert cli(*words).code == 0
    again = cli(*words)
    assert again.code == 0 and "a report of vendorrisk, no evidence" in again.err
    assert "nothing new" in again.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--vendor", "x"], "--buyer missing"),
        (["--buyer", "google"], "--vendor missing"),
        ([], "--buyer and --vendor missing"),
        (["--buyer", "gogle", "--vendor", "Scale AI"], "did you mean 'google'?"),
        (["--buyer", "google", "--vendor", "Nobody Inc"], "--vendor Nobody Inc"),
        ([*CASE, "--as-of", "soon"], "'soon' is no day"),
        ([*CASE, "--as-of", "2025-06-02", "-o", "x.docx"], "no format of this command"),
        ([*CASE, "--every", "0"], "--every"),
    ],
)
def test_mistakes_are_told_and_nothing_is_stored(cli, inbox, state, words, told: str) -> None:
    done = cli("watch", inbox, *words, "--state", state)
    assert done.code == 2 and told in done.err.replace("\n      ", " ")
    assert cli("alerts", "--state", state).code == 2, "no pass is there"


def test_a_state_is_never_replaced(cli, inbox, state, tmp_path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("mine")
    done = cli("watch", inbox, *CASE, "--state", notes)
    assert done.code == 2 and "it was left as it is" in done.err
    assert notes.read_text() == "mine"
    done = cli("watch", inbox, *CASE, "--state", tmp_path / "d.md", "-o", tmp_path / "d.md")
    assert done.code == 2 and "the digest would replace the state" in done.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--ack", "alt-1"], "who saw to it, and when, is missing"),
        (["--ack", "alt-1", "--by", "A", "--on", "2025-06-16"], "no alert 'alt-1'"),
        (["--by", "A"], "--by, --on and --note go with --ack"),
        (["--ack", "alt-1", "--by", "A", "--on", "now"], "'now' is no day"),
    ],
)
def test_mistakes_with_alerts(cli, inbox, state, words, told: str) -> None:
    assert cli("watch", inbox, *CASE, "--state", state, "-q").code == 0
    done = cli("alerts", "--state", state, *words)
    assert done.code == 2 and told in done.err


def test_unread_inputs_and_strict(cli, inbox, state) -> None:
    (inbox / "bad.md").write_bytes(b"\x00\x01")
    done = cli("watch", inbox, *CASE, "--state", state, "--strict")
    assert done.code == 3 and "bad.md: looks binary" in done.err and "# Watch" in done.out


def test_a_feed_file_is_watched(cli, tmp_path, state) -> None:
    wire = tmp_path / "wire.xml"
    item = "<item><title>{}</title><pubDate>Fri, 13 Jun 2025 10:00:00 GMT</pubDate></item>"
    body = "<rss version='2.0'><channel><title>Reuters</title>{}</channel></rss>"
    wire.write_text(body.format(item.format(CALM)))
    assert cli("watch", wire, *CASE, "--state", state).code == 0
    wire.write_text(body.format(item.format(NEWS)))
    done = cli("watch", wire, *CASE, "--state", state, "--fail-on-alert")
    assert done.code == 1 and "1 new document of 2" in done.out


def test_a_review_counts_and_is_a_notice(cli, inbox, state, tmp_path) -> None:
    put(inbox, "news.md", NEWS, "2025-06-13")
    log = tmp_path / "reviews.jsonl"
    words = ("watch", inbox, *CASE, "--state", state, "--format", "json")
    before = json.loads(cli(*words).out)
    claims = [
        json.loads(line) for line in cli("claims", inbox, "--engine", "rules").out.split("\n")[:-1]
    ]
    stake = next(one["id"] for one in claims if one["kind"] == "ownership")
    review = ("review", "reject", stake, inbox, "--reviews", log, "--engine", "rules")
    done = cli(*review, "--by", "A. Lee", "--on", "2025-06-16", "--reason", "not-stated")
    assert done.code == 0, done.err
    after = json.loads(cli(*words, "--reviews", log).out)
    assert (
        after["vendors"][0]["now"]["risk"]["point"] < before["vendors"][0]["now"]["risk"]["point"]
    )
    assert after["opened"] == [] and any("the reviews of claims" in n for n in after["notices"])
    assert json.loads(cli(*words, "--reviews", log).out)["news"] is False


@pytest.mark.parametrize("what", ["news", "rules", "gone"])
def test_looking_again_and_again(inbox, state, rules, what: str) -> None:
    words = [
        sys.executable, "-m", "vendorrisk", "watch", str(inbox), *CASE, "--state", str(state),
        "--every", "1", "--fail-on-alert", "--format", "json", "--rules", str(rules),
    ]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd()), "PYTHONUTF8": "1"}
    pipe = subprocess.PIPE
    with subprocess.Popen(words, stdout=pipe, stderr=pipe, text=True, env=environment) as run:
        assert run.stdout is not None and run.stderr is not None
        late = threading.Timer(200, run.kill)  # a line that never comes must not be waited for
        late.start()
        while run.stdout.readline() != "}\n":
            assert run.poll() is None
        if what == "rules":
            with (rules / "model.yaml").open("a") as file:
                file.write("# more\n")
        elif what == "gone":
            (inbox / "calm.md").unlink()
            while '"message": "no documents in' not in run.stderr.readline():
                assert run.poll() is None
        if what != "rules":
            put(inbox, "news.md", NEWS, "2025-06-13")
        out, err = run.communicate(timeout=100)
        late.cancel()
    if what == "rules":
        assert run.returncode == 2 and "the rules changed while the watch ran" in err
    else:
        assert run.returncode == 1 and json.loads("{" + f"\n{out}".rpartition("\n{")[2])["opened"]


def test_the_seeds_have_their_buyer_and_vendors(cli, state) -> None:
    done = cli("watch", "seeds", "--engine", "rules", "--state", state, "--as-of", "2025-06-20")
    assert done.code == 0 and "| Handshake |" in done.out
    assert "taken as said: --buyer google --vendor scale-ai" in done.err.replace("\n  ", " ")
