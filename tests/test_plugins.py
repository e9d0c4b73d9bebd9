"""Plug-ins: a tiny one of every kind is built, installed and run; broken and hostile ones are told.

The tiny one goes into a folder of its own, offline, and processes find it on their path. Others are
planted: a module and the metadata of a distribution, without an installer.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import vendorrisk
from vendorrisk.documents import read
from vendorrisk.errors import PluginError, SettingsError
from vendorrisk.extract import foreign
from vendorrisk.extract.foreign import foreign_extractors
from vendorrisk.model.assessment import Comparison
from vendorrisk.model.document import Document
from vendorrisk.model.plugin import Plugin
from vendorrisk.plugins import OFF, installed
from vendorrisk.report import format_of, render
from vendorrisk.verifying import verify

ROOT = Path(__file__).parents[1]
TINY = Path(__file__).parent / "plugin"
NOTE = "2025-06-14\nMeta took a 49% stake in Scale AI. OpenAI orders from Scale AI every month.\n"
CASE = ("--buyer", "google", "--vendor", "Scale AI")
KINDS = {
    Plugin(kind=kind, name=name, distribution="vendorrisk-tiny", version="1.2.0")  # type: ignore[arg-type]
    for kind, name in (("reader", "note"), ("extractor", "tiny"), ("rules", "tiny"))
}


class Done(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the tiny plug-in was built and installed, without a network."""
    target = tmp_path_factory.mktemp("site")
    source = tmp_path_factory.mktemp("source") / "tiny"
    source.mkdir()
    for path in TINY.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            place = source / path.relative_to(TINY)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(path.read_bytes())
    done = subprocess.run(
        [
            sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation",
            "--no-index", "--disable-pip-version-check", "--target", str(target), str(source),
        ],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return target


@pytest.fixture
def run(site: Path, tmp_path: Path) -> Callable[..., Done]:
    """Run a command line in a process that finds the tiny plug-in."""

    def call(*words: object, **environment: str) -> Done:
        path = os.pathsep.join((str(ROOT), str(site)))
        done = subprocess.run(
            [sys.executable, "-m", "vendorrisk", *map(str, words)],
            capture_output=True, encoding="utf-8", cwd=tmp_path, check=False, timeout=120,
            env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": path, **environment},
        )  # fmt: skip
        return Done(done.returncode, done.stdout, done.stderr)

    return call


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    place = tmp_path / "inbox"
    place.mkdir()
    (place / "talk.note").write_text(NOTE, encoding="utf-8")
    return place


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one good document."""
    place = tmp_path / "papers"
    place.mkdir()
    story = "---\npublished: 2025-06-14\n---\nMeta took a 49% stake in Scale AI.\n"
    (place / "good.md").write_text(story, encoding="utf-8")
    return place


Plant = Callable[..., None]


@pytest.fixture
def plant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Plant]:
    """Put a module and its distribution on the path."""
    planted: list[str] = []

    def put(name: str, code: str, **entries: str) -> None:
        site = tmp_path / f"site-{name}"
        site.mkdir()
        module = name.replace("-", "_")
        (site / f"{module}.py").write_text(code, encoding="utf-8")
        info = site / f"{module}-0.3.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.3\n")
        lines = [f"[vendorrisk.{group}]\n{line}\n" for group, line in entries.items()]
        (info / "entry_points.txt").write_text("\n".join(lines))
        monkeypatch.syspath_prepend(str(site))
        planted.append(module)

    yield put
    for module in planted:
        sys.modules.pop(module, None)


def test_every_kind_takes_part_and_the_receipt_names_it(
    run: Callable[..., Done], inbox: Path, tmp_path: Path, site: Path, monkeypatch: Any
) -> None:
    named = ("--extractor", "tiny", "--overlay", "plugin:tiny")
    out = [tmp_path / f"out/r.{kind}" for kind in ("json", "lines", "md")]
    done = run("compare", inbox, *CASE, *named, *(w for path in out for w in ("-o", path)))
    assert done.code == 0, done.err
    result = json.loads(out[0].read_text(encoding="utf-8"))
    assert {Plugin(**one) for one in result["receipt"]["plugins"]} == KINDS
    found = result["assessments"][0]
    assert any(line["party"] == "OpenAI" for line in (e["event"] for e in found["ledger"]))
    assert "tiny-stake" in {one["rule"] for one in found["findings"]}
    assert out[1].read_text() == f"Scale AI\t{found['tier']}\t{found['risk']['point']:.3f}\n"
    assert "extractor 'tiny' of vendorrisk-tiny 1.2.0" in out[2].read_text(encoding="utf-8")
    assert run("compare", inbox, *CASE, *named, "-f", "json").out == out[0].read_text("utf-8")

    checked = run("verify", out[0], "--documents", inbox, *named)
    assert checked.code == 0, checked.out
    lacking = run("verify", out[0], "--documents", inbox)
    assert lacking.code == 3
    assert "--extractor tiny" in lacking.out
    off = run("verify", out[0], "--documents", inbox, **{OFF: "1"})
    assert off.code == 2
    assert "unknown format '.note'" in off.err


def test_nothing_takes_part_unnamed_but_readers(run: Callable[..., Done], inbox: Path) -> None:
    done = run("compare", inbox, *CASE, "-f", "json")
    result = json.loads(done.out)
    assert [one["kind"] for one in result["receipt"]["plugins"]] == ["reader"]
    assert "tiny-stake" not in {one["rule"] for one in result["assessments"][0]["findings"]}
    assert not [e for e in result["assessments"][0]["ledger"] if e["event"]["party"] == "OpenAI"]


def test_claims_of_a_plug_in_are_told_as_its_own(run: Callable[..., Done], inbox: Path) -> None:
    rows = [
        json.loads(line)
        for line in run("claims", inbox, "--extractor", "tiny").out.split("\n")
        if line
    ]
    (own,) = [row for row in rows if row["rule"] == "plugin:tiny"]
    assert own["extractor"] == "vendorrisk-tiny/1.2.0"
    assert own["quote"] == "OpenAI orders from Scale AI"
    for format in ("table", "json"):
        shown = run("claims", inbox, "--extractor", "tiny", "-f", format)
        assert shown.code == 0, shown.err
    told = run("claims", inbox, "--extractor", "tiny", "--why", own["id"])
    assert told.code == 0, told.err
    explained = run("explain", own["id"], inbox, "--extractor", "tiny")
    assert explained.code == 0, explained.err


def test_the_list_says_what_is_there_and_whether_it_loads(run: Callable[..., Done]) -> None:
    rows = json.loads(run("plugins", "--format", "json").out)
    assert [(row["kind"], row["name"], row["version"], row["state"]) for row in rows] == [
        ("reader", "note", "1.2.0", "loads"),
        ("extractor", "tiny", "1.2.0", "loads"),
        ("exporter", "lines", "1.2.0", "loads"),
        ("rules", "tiny", "1.2.0", "loads"),
    ]
    table = run("plugins").out
    assert "vendorrisk-tiny 1.2.0" in table
    assert max(map(len, table.splitlines())) <= 80
    off = run("plugins", "--format", "json", **{OFF: "1"})
    assert json.loads(off.out) == []
    assert OFF in off.err


def test_turned_off_nothing_is_read_by_them(run: Callable[..., Done], inbox: Path) -> None:
    done = run("compare", inbox, *CASE, **{OFF: "1"})
    assert done.code == 2
    assert ".note" in done.err
    named = run("compare", "seeds", "--extractor", "tiny", **{OFF: "1"})
    assert named.code == 2
    assert f"unset {OFF}" in named.err


def test_help_and_version_look_at_no_plug_in(site: Path) -> None:
    code = (
        "import sys; from vendorrisk.cli.main import run; run(['--help']);"
        "print([m for m in sys.modules if 'tiny' in m or m.startswith('vendorrisk.plugins')])"
    )
    path = os.pathsep.join((str(ROOT), str(site)))
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip
    assert done.stdout.strip().endswith("[]")


def test_rules_of_a_pack_run_none_of_its_code(plant: Plant, tmp_path: Path) -> None:
    plant("loud", "raise SystemExit('ran')", rules="loud = loud")
    with pytest.raises(PluginError, match=r"loud 0\.3 holds no folder flags/"):
        vendorrisk.compare("seeds", buyer="google", vendors="Scale AI", overlays=["plugin:loud"])
    assert "loud" not in sys.modules


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("raise ImportError('no libfoo')", "cannot be loaded: ImportError: no libfoo"),
        ("import sys; sys.exit(3)", "cannot be loaded: SystemExit: 3"),
        ("read = 5", "is nothing that can be called"),
        ("def other(): pass", "cannot be loaded: AttributeError"),
        ("def read(d, p): raise ValueError('\\x1b[2Jbad')", "cannot read it: ValueError: <U+001B>"),
        ("def read(d, p): return 5", "cannot read it: TypeError"),
        ("def read(d, p): return []", "finds no document in it"),
        ("def read(d, p): return ['x']", "a document of it has no 'text'"),
        ("def read(d, p): return [{'text': 'A text.', 'id': 'x'}]", "unknown front matter"),
        ("def read(d, p): return [{'text': 'x' * 2_000_001}]", "longer than 2,000,000 characters"),
        ("def read(d, p): return [{'text': 'A text.', 'published': 'soon'}]", "is no date"),
    ],
)  # fmt: skip
def test_a_broken_reader_costs_its_files_alone(
    plant: Plant, folder: Path, code: str, said: str
) -> None:
    plant("broken-reader", code, readers="foo = broken_reader:read")
    (folder / "a.foo").write_bytes(b"anything")
    corpus = read(folder)
    assert [document.name for document in corpus.documents] == ["good"]
    (skipped,) = corpus.skipped
    assert said in skipped.what
    assert "broken-reader 0.3" in skipped.what
    assert "\x1b" not in skipped.what


def test_a_reader_is_bounded_and_its_documents_are_told_apart(plant: Plant, folder: Path) -> None:
    code = (
        "import itertools\n"
        "def read(data, path):\n"
        "    for n in itertools.count():\n"
        "        yield {'text': f'Meta took {n} seats in Scale AI.\\u202e', 'title': f'No {n}'}\n"
    )
    plant("endless", code, readers="foo = endless:read")
    (folder / "a.foo").write_bytes(b"anything")
    corpus = read(folder)
    own = [document for document in corpus.documents if document.media == "plugin"]
    assert len(own) == len({document.id for document in own}) == 5_000
    assert all(str(document.read_by) == "reader 'foo' of endless 0.3" for document in own)
    assert not any("\u202e" in document.text for document in own)
    assert "more than 5,000 documents" in corpus.skipped[0].what


def test_a_reader_of_our_suffix_is_an_error_that_names_both(plant: Plant, folder: Path) -> None:
    plant("shadow", "def read(d, p): return [{'text': 'mine'}]", readers="md = shadow:read")
    with pytest.raises(PluginError, match=r"called 'md': vendorrisk and shadow 0\.3"):
        read(folder)


def test_two_plug_ins_of_one_name_are_an_error_that_names_both(plant: Plant, folder: Path) -> None:
    for name in ("one-of", "other-of"):
        plant(name, "def find(d): return []", extractors=f"same = {name.replace('-', '_')}:find")
    with pytest.raises(PluginError, match=r"called 'same': one-of 0\.3 and other-of 0\.3"):
        vendorrisk.gather(folder, extractors=["same"])


def test_an_exporter_of_our_suffix_is_an_error(plant: Plant, result: Comparison) -> None:
    plant("shadow", "def write(c): return b''", exporters="html = shadow:write")
    for call in (lambda: format_of("a.html"), lambda: render(result, "html")):
        with pytest.raises(PluginError, match=r"called 'html': vendorrisk and shadow 0\.3"):
            call()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("def write(c): return 'text'", "it gave str, not bytes"),
        ("def write(c): raise KeyError('x')", "failed: KeyError"),
        ("raise RuntimeError('x')", "cannot be loaded: RuntimeError: x"),
    ],
)
def test_a_broken_exporter_is_told(plant: Plant, result: Comparison, code: str, said: str) -> None:
    plant("odd-writer", code, exporters="odd = odd_writer:write")
    assert format_of("a.odd") == "odd"
    with pytest.raises(PluginError) as caught:
        render(result, "odd")
    assert said in caught.value.what
    assert "odd-writer 0.3" in caught.value.what


def test_a_name_that_is_none_is_never_used(plant: Plant, folder: Path) -> None:
    plant("odd-name", "def read(d, p): return []", readers="../md = odd_name:read")
    assert [one.sound for one in installed("reader")] == [False]
    assert len(read(folder).documents) == 1


def test_metadata_without_a_version_spoil_no_run(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    info = tmp_path / "site-bare" / "bare-1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: bare\n")
    (info / "entry_points.txt").write_text("[vendorrisk.readers]\nfoo = bare:read\n")
    monkeypatch.syspath_prepend(str(info.parent))
    (one,) = installed("reader")
    assert str(one.plugin) == "reader 'foo' of bare (not told)"
    assert len(read(folder).documents) == 1


def test_a_change_is_not_split_where_claims_of_a_plug_in_are_in_it(
    plant: Plant, folder: Path, tmp_path: Path
) -> None:
    plant("quiet", "def find(document): return []", extractors="quiet = quiet:find")
    case: dict[str, Any] = {"buyer": "google", "vendors": "Scale AI", "as_of": "2025-06-20"}
    saved = tmp_path / "old.json"
    saved.write_bytes(render(vendorrisk.compare(folder, extractors="quiet", **case), "json"))
    with pytest.raises(SettingsError, match="not split by cause: extractor 'quiet'"):
        vendorrisk.diff(saved, saved, sources=[folder])


def test_an_extractor_that_is_not_there_comes_with_a_suggestion(plant: Plant, folder: Path) -> None:
    plant("there", "def find(d): return []", extractors="tiny = there:find")
    with pytest.raises(SettingsError, match="no extractor 'tny' is installed") as caught:
        vendorrisk.gather(folder, extractors=["tny"])
    assert caught.value.how == "did you mean 'tiny'?"
    with pytest.raises(SettingsError, match="no rule pack 'tny' is installed"):
        vendorrisk.compare(folder, buyer="google", vendors="Scale AI", overlays=["plugin:tny"])


GOOD = {
    "kind": "client", "subject": "OpenAI", "object": "Scale AI", "modality": "reported",
    "probability": 0.8, "start": 0, "end": 4,
}  # fmt: skip


def _found(rows: Any, document: Document) -> tuple[list[Any], list[str]]:
    plugin = Plugin(kind="extractor", name="x", distribution="odd", version="1")
    claims, skipped = foreign.ForeignExtractor(plugin, lambda _: rows).read(document)
    return list(claims), [one.what for one in skipped]


@pytest.fixture(scope="module")
def document() -> Document:
    corpus = read("-", stdin=b"Meta took a 49% stake in Scale AI. OpenAI buys from Scale AI.")
    return corpus.documents[0]


def test_a_sound_proposal_becomes_a_claim(document: Document) -> None:
    (claim,), wrong = _found([GOOD, dict(GOOD)], document)
    assert not wrong
    assert (claim.quote, claim.doc_id, claim.rule) == ("Meta", document.id, "plugin:x")
    assert claim.extractor == "odd/1"
    assert claim.id == claim.identified().id


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"end": 10_000}, "0:10000 leaves the text"),
        ({"start": -1}, "-1:4 leaves the text"),
        ({"start": 4}, "4:4 leaves the text"),
        ({"start": 0.0}, "are places in the text"),
        ({"start": True}, "are places in the text"),
        ({"quote": "Mata"}, "its quote is not what stands at 0:4"),
        ({"kind": "answer"}, "'answer' is no kind of claim"),
        ({"kind": "verdict"}, "'verdict' is no kind of claim"),
        ({"grade": "primary"}, "a plug-in cannot say 'grade'"),
        ({"known_from": "2020-01-01"}, "a plug-in cannot say 'known_from'"),
        ({"review": {}}, "a plug-in cannot say 'review'"),
        ({"doc_id": "doc-1"}, "a plug-in cannot say 'doc_id'"),
        ({"subjekt": "x"}, "did you mean 'subject'?"),
        ({"probability": 1.5}, "probability"),
        ({"probability": float("nan")}, "probability"),
        ({"probability": None}, "probability"),
        ({"percent": 140}, "percent"),
        ({"modality": "certain"}, "modality"),
        ({"subject": "x" * 301}, "'subject' is longer than 300 characters"),
        ({"subject": 7}, "subject"),
        ({"attributed_to": "Reuters"}, "a list of at most ten names"),
        ({"attributed_to": [1]}, "a list of names"),
        ({"date": "yesterday"}, "is no day for 'date'"),
        ({"kind": "ownership", "object": None}, "a holding needs a subject and an object"),
    ],
)
def test_a_proposal_that_is_none_is_left_out_and_told(
    document: Document, change: dict[str, Any], said: str
) -> None:
    claims, (wrong,) = _found([{**GOOD, **change}], document)
    assert not claims
    assert wrong.startswith("extractor 'x' of odd 1: claim 1: ")
    assert said in wrong


def test_wrong_ones_spoil_no_right_ones_and_are_counted(document: Document) -> None:
    claims, wrong = _found([GOOD, 5, *[{**GOOD, "end": 0}] * 20], document)
    assert len(claims) == 1
    assert len(wrong) == foreign.SHOWN + 1
    assert wrong[-1].endswith("and 11 more claims that are none")


def test_an_extractor_is_bounded(document: Document) -> None:
    def endless() -> Iterator[dict[str, Any]]:
        while True:
            yield GOOD

    claims, wrong = _found(endless(), document)
    assert len(claims) == 1
    assert wrong == ["extractor 'x' of odd 1: more than 1,000 claims; the rest was left out"]


def test_names_that_a_plug_in_gives_cannot_hide(document: Document) -> None:
    (claim,), _ = _found([{**GOOD, "subject": " Open\u202eAI\n"}], document)
    assert claim.subject == "Open<U+202E>AI"


def test_an_extractor_that_fails_costs_one_document(plant: Plant, folder: Path) -> None:
    code = (
        "def find(document):\n"
        "    if document.name == 'bad':\n"
        "        raise OSError('gone')\n"
        "    yield dict(kind='client', subject='OpenAI', object='Scale AI', modality='reported',\n"
        "               probability=.8, start=0, end=4)\n"
    )
    plant("shaky", code, extractors="shaky = shaky:find")
    (folder / "bad.md").write_text("Meta took a stake in Scale AI.\n", encoding="utf-8")
    dossier = vendorrisk.gather(folder, extractors="shaky")
    assert sum(claim.rule == "plugin:shaky" for claim in dossier.claims) == 1
    (skipped,) = dossier.skipped
    assert skipped.what == "extractor 'shaky' of shaky 0.3 failed: OSError: gone"
    assert [str(one) for one in dossier.extractors] == ["extractor 'shaky' of shaky 0.3"]


def test_another_version_is_told_apart(plant: Plant, folder: Path, tmp_path: Path) -> None:
    plant("shaky", "def find(document): return []", extractors="shaky = shaky:find")
    made = vendorrisk.compare(
        folder, buyer="google", vendors="Scale AI", extractors="shaky", as_of="2025-06-20"
    )
    assert verify(made, folder, extractors=["shaky"]).complete
    receipt = made.receipt
    assert receipt is not None
    older = receipt.plugins[0].model_copy(update={"version": "0.2"})
    other = made.model_copy(update={"receipt": receipt.model_copy(update={"plugins": (older,)})})
    found = verify(other, folder, extractors=["shaky"])
    assert not found.complete
    assert any("shaky 0.2" in (one.reason or "") for one in found.checks)
    none = made.model_copy(update={"receipt": receipt.model_copy(update={"plugins": ()})})
    assert not verify(none, folder, extractors=["shaky"]).holds


def test_extractors_are_loaded_once_each_by_name(plant: Plant) -> None:
    plant("pair", "def find(d): return []", extractors="b = pair:find\na = pair:find")
    assert [one.plugin.name for one in foreign_extractors(["b", "a", "b"])] == ["a", "b"]


LEAVES = "import sys\ndef {}: sys.exit(0)\n"


def test_a_plug_in_cannot_end_a_run(plant: Plant, folder: Path, result: Comparison) -> None:
    """An exit code of 0 that one of them chose would let a gate pass."""
    plant("leaver", LEAVES.format("find(document)"), extractors="leaver = leaver:find")
    plant("closer", LEAVES.format("read(data, path)"), readers="foo = closer:read")
    plant("quitter", LEAVES.format("write(comparison)"), exporters="quit = quitter:write")
    (folder / "b.foo").write_text("x", encoding="utf-8")
    made = vendorrisk.compare(
        folder, buyer="google", vendors="Scale AI", as_of="2025-07-01", extractors=["leaver"]
    )
    told = " ".join(map(str, made.skipped))
    assert "reader 'foo' of closer 0.3 cannot read it: SystemExit: 0" in told
    assert "extractor 'leaver' of leaver 0.3 failed: SystemExit: 0" in told
    with pytest.raises(PluginError, match=r"exporter 'quit' of quitter 0\.3 failed: SystemExit"):
        render(result, "quit")


def test_what_an_exporter_changes_stands_in_no_other_output(
    plant: Plant, result: Comparison
) -> None:
    code = (
        "def write(comparison):\n"
        "    object.__setattr__(comparison.assessments[0], 'tier', 'LOW')\n"
        "    comparison.assessments[0].__dict__['vendor'] = 'forged'\n"
        "    return b'x'\n"
    )
    plant("forger", code, exporters="forged = forger:write")
    before = render(result, "json")
    assert render(result, "forged") == b"x"
    assert render(result, "json") == before


def test_what_an_extractor_changes_in_a_document_is_its_own(plant: Plant, folder: Path) -> None:
    code = (
        "def find(document):\n    object.__setattr__(document, 'text', 'forged')\n    return []\n"
    )
    plant("forger", code, extractors="forger = forger:find")
    case = {"buyer": "google", "vendors": "Scale AI", "as_of": "2025-07-01"}
    with_it = vendorrisk.compare(folder, extractors=["forger"], **case)
    assert with_it.assessments == vendorrisk.compare(folder, **case).assessments


def test_what_a_plug_in_prints_goes_to_stderr(
    plant: Plant, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    code = "print('loaded')\ndef find(document):\n    print('found')\n    yield from ()\n"
    plant("printer", code, extractors="printer = printer:find")
    vendorrisk.compare(
        folder, buyer="google", vendors="Scale AI", as_of="2025-07-01", extractors=["printer"]
    )
    captured = capfd.readouterr()
    assert captured.out == ""
    assert "loaded\nfound\n" in captured.err


def test_an_error_whose_text_fails_is_told_by_its_name(plant: Plant, document: Document) -> None:
    code = (
        "class Odd(Exception):\n    def __str__(self): raise RuntimeError\n"
        "def find(document): raise Odd\n"
    )
    plant("odd-error", code, extractors="odd = odd_error:find")
    (one,) = foreign_extractors("odd")
    _, skipped = one.read(document)
    assert "failed: Odd" in skipped[0].what
