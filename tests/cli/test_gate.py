"""``gate``: exit codes, saved results, the summary of a step, and what is told when it is wrong."""

from __future__ import annotations

import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

CASE = ("--vendor", "Scale AI", "--as-of", "2025-06-20")
GOOGLE = ("gate", "seeds/facts", "--buyer", "google", *CASE)
HOSPITAL = ("gate", "seeds/facts", "--buyer", "northfield-health", *CASE)
WAIVER = """\
waivers:
- id: quarter
  vendor: Scale AI
  check: rival-quarter
  justification: accepted by the board
  approver: CFO
  expires: {expires}
"""


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from vendorrisk.cli.main import run

    path = tmp_path_factory.mktemp("saved") / "result.json"
    words = ["compare", "seeds/facts", "--buyer", "google", *CASE, "--vendor", "Labelbox"]
    assert run([*words, "-q", "-o", str(path)]) == 0
    return path


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def made(text: str, name: str = "p.yaml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return made


def test_a_rivals_quarter_fails_for_google_and_passes_for_the_hospital(cli) -> None:
    assert cli(*GOOGLE, "--policy", "rival-stake").code == 1
    done = cli(*HOSPITAL, "--policy", "rival-stake")
    assert done.code == 0
    assert done.out.startswith("PASS: policy 'rival-stake' for Northfield Health as of 2025-06-20")


def test_the_log_of_reviews_may_be_required(cli, saved: Path, write: Callable[..., Path]) -> None:
    loose = write("max_risk: 1.0")
    for case in (GOOGLE, ("gate", "--from", saved, "--vendor", "Scale AI")):
        needed = (*case, "--policy", loose, "--require-reviewed")
        done = cli(*needed)
        assert done.code == 3 and "claims not reviewed" in done.err
        assert done.out.startswith("PASS")
        assert cli(*needed, "--exit-zero").code == 0
    strict = write("max_risk: 0.5", "strict.yaml")
    assert cli(*GOOGLE, "--policy", strict, "--require-reviewed").code == 1  # failure wins


@pytest.mark.parametrize(
    ("policy", "options", "code"),
    [
        ("max_risk: 0.5", (), 1),
        ("max_risk: 0.5", ("--exit-zero",), 0),
        ("max_risk: 0.5", ("--strict",), 1),  # a failure wins over incomplete evidence
        ("max_risk: 0.7", (), 0),  # undetermined
        ("max_risk: 0.7", ("--strict",), 3),
        ("max_risk: 0.7", ("--strict", "--exit-zero"), 0),
        ("max_risk: 1", (), 0),
        ("max_risk: 1", ("--strict",), 3),  # coverage below the floor of the model
        ("max_risk: 1", ("--fail-on", "high"), 1),
        ("max_risk: 1", ("--fail-on", "undetermined"), 1),
        ("max_rsk: 1", (), 2),
    ],
)
def test_exit_codes(
    cli, write: Callable[..., Path], saved: Path, policy: str, options: tuple[str, ...], code: int
) -> None:
    path = write(policy)
    for words in (GOOGLE, ("gate", "--from", saved, "--vendor", "scale-ai")):
        assert cli(*words, "--policy", path, *options).code == code


def test_undetermined_is_said(cli, write: Callable[..., Path], saved: Path) -> None:
    words = ("gate", "--from", saved, "--policy", write("max_risk: 0.7"))
    assert "undetermined is not passed" in cli(*words, "-q").err
    assert "--strict makes it exit 3" in " ".join(cli(*words, "-q").err.split())


@pytest.mark.parametrize("format", ["table", "json", "junit", "sarif", "github", "md"])
def test_a_saved_result_gives_the_same_bytes(cli, saved: Path, tmp_path: Path, format: str) -> None:
    waivers = tmp_path / "w.yaml"
    waivers.write_text(WAIVER.format(expires="2025-12-31"), encoding="utf-8")
    options = ("--policy", "strict", "--waivers", waivers, "--format", format)
    direct = cli(*GOOGLE, "--vendor", "Labelbox", *options)
    from_file = cli("gate", "--from", saved, *options)
    assert direct.out == from_file.out
    assert direct.code == from_file.code == 1


def test_only_the_vendors_and_not_the_alternatives_are_gated(cli) -> None:
    done = cli(*GOOGLE, "--against", "labelbox", "--policy", "rival-stake", "-f", "json")
    assert [one["vendor"] for one in json.loads(done.out)["vendors"]] == ["Scale AI"]


def test_that_a_saved_result_gates_all_its_vendors_is_said(cli, saved: Path) -> None:
    words = ("gate", "--from", saved, "--policy", "rival-stake")
    assert "all 2 vendors of the result are gated; --vendor picks" in cli(*words).err
    assert "are gated" not in cli(*words, "--vendor", "labelbox").err


@pytest.mark.parametrize(
    ("expires", "on", "code", "told"),
    [
        ("2025-06-20", None, 0, "waivers are read on 2025-06-20, the day of the result"),
        ("2025-06-19", None, 1, "is expired"),
        ("2025-06-20", "2025-06-21", 1, "is expired"),
        ("2025-12-31", "2025-12-31", 0, "waived: deny_if.rival-quarter"),
    ],
)
def test_waivers(
    cli, write: Callable[..., Path], saved: Path, expires: str, on: str | None, code: int, told: str
) -> None:
    words = ["gate", "--from", saved, "--vendor", "Scale AI", "--policy", "rival-stake"]
    words += ["--waivers", write(WAIVER.format(expires=expires))]
    done = cli(*words, *(["--on", on] if on else []))
    assert done.code == code
    assert told in " ".join(done.err.split())


def test_files_in_every_format(cli, saved: Path, tmp_path: Path) -> None:
    done = cli("gate", "--from", saved, "-o", f"{tmp_path}/", "-o", tmp_path / "x.sarif.json")
    assert done.code == 1
    assert done.out == ""
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"gate.sarif", "gate.xml", "gate.json", "gate.md", "x.sarif.json"}
    assert (tmp_path / "x.sarif.json").read_bytes() == (tmp_path / "gate.sarif").read_bytes()
    assert json.loads((tmp_path / "gate.json").read_bytes())["verdict"] == "fail"
    assert ET.fromstring((tmp_path / "gate.xml").read_bytes()).tag == "testsuites"  # noqa: S314
    assert (tmp_path / "gate.md").read_text(encoding="utf-8").startswith("# ✗ Policy gate: FAIL")


def test_the_summary_of_a_step_is_appended_to(
    cli, saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    words = ("gate", "--from", saved, "--policy", "rival-stake")
    cli(*words)
    assert summary.read_text(encoding="utf-8") == "before\n"
    done = cli(*words, "-f", "github")
    assert done.out.startswith("::error file=seeds/facts/scale-ai.yaml,line=")
    whole = cli(*words, "-f", "md").out
    assert summary.read_text(encoding="utf-8") == "before\n" + whole
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))
    done = cli(*words, "-f", "github")
    assert (done.code, "cannot append" in done.err) == (1, True)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("gate",), "INPUTS missing"),
        (("gate", "seeds", "--from", "{saved}"), "INPUTS and --from do not go together"),
        (("gate", "--from", "{saved}", "--buyer", "meta"), "--buyer and --from"),
        (("gate", "--from", "{saved}", "--as-of", "2025-01-01"), "--as-of and --from"),
        (("gate", "--from", "{saved}", "--against", "x"), "--against and --from"),
        (("gate", "--from", "{saved}", "--vendor", "handshake"), "holds no vendor 'handshake'"),
        (("gate", "--from", "{saved}", "--policy", "strct"), "did you mean 'strict'?"),
        (("gate", "--from", "{saved}", "--policy", "none.yaml"), "no such file"),
        (("gate", "--from", "{saved}", "--waivers", "none.toml"), "no such file"),
        (("gate", "--from", "{saved}", "--waivers", "none.txt"), "neither YAML nor TOML"),
        (("gate", "--from", "{saved}", "--on", "2025-06-19"), "lies before 2025-06-20"),
        (("gate", "--from", "{saved}", "--on", "soon"), "'soon' is no day at --on"),
        (("gate", "--from", "{saved}", "-o", "{saved}"), "would replace a file that was read"),
        (("gate", "--from", "{saved}", "-o", "x.pdf"), "no format of this command"),
        (("gate", "--from", "none.json"), "no such file"),
        (("gate", "--from", "seeds/facts/scale-ai.yaml"), "no JSON: Expecting value"),
        (("gate", "--from", "{saved}", "--polcy", "strict"), "no such option '--polcy'"),
    ],
)
def test_what_is_wrong_is_told_in_three_lines(
    cli, saved: Path, words: tuple[str, ...], told: str
) -> None:
    before = saved.read_bytes()
    done = cli(*(word.replace("{saved}", str(saved)) for word in words))
    assert done.code == 2
    assert done.out == ""
    assert told in " ".join(done.err.split())
    assert done.err.startswith("error: ")
    assert "  fix " in done.err
    assert saved.read_bytes() == before


def _nobody(data: dict) -> None:
    data["assessments"] = []


def _twice(data: dict) -> None:
    data["assessments"].append(data["assessments"][0])


def _risk(**to: float) -> Callable[[dict], None]:
    return lambda data: data["assessments"][0]["risk"].update(to)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_nobody, "it holds no vendor"),
        (_twice, "stands twice"),
        (_risk(low=0.0, point=0.0, high=-1.0), "no range between 0 and 1: 0, 0, -1"),
        (_risk(high=7.0), "no range between 0 and 1"),
        (_risk(low=0.9, high=0.1), "no range between 0 and 1"),
        (_risk(point=float("nan")), "NaN is no number of JSON"),
        (_risk(high=float("-inf")), "-Infinity is no number of JSON"),
        (lambda data: data["assessments"][0]["factors"][0]["risk"].update(low=2.0), "the risk of"),
    ],
)
def test_a_mutated_result_is_an_error_and_never_passes(
    cli, saved: Path, tmp_path: Path, change: Callable[[dict], None], told: str
) -> None:
    data = json.loads(saved.read_text("utf-8"))
    change(data)
    path = tmp_path / "mutated.json"
    path.write_text(json.dumps(data), "utf-8")
    done = cli("gate", "--from", str(path), "--exit-zero")
    assert done.code == 2
    assert told in " ".join(done.err.split())
    assert done.out == ""


@pytest.mark.parametrize("format", ["table", "md", "github", "junit", "sarif"])
def test_no_text_of_a_saved_result_reaches_the_terminal_raw(
    cli, saved: Path, tmp_path: Path, format: str
) -> None:
    hostile = "\x1b[31m\u202e\n::error::x <b>"
    data = json.loads(saved.read_text("utf-8"))
    data["disclaimer"] = data["model_version"] = hostile
    for one in data["assessments"]:
        one["vendor"] += hostile
        for line in one["ledger"]:
            line["what"] = hostile
        for number, finding in enumerate(one["findings"]):
            finding["rule"] = f"{number}{hostile}"
    path = tmp_path / "hostile.json"
    path.write_text(json.dumps(data), "utf-8")
    done = cli("gate", "--from", str(path), "-f", format, "--policy", "strict")
    assert done.code == 1, done.err
    assert not set("\x1b\u202e") & set(done.out + done.err)
    if format != "github":
        assert not any(line.lstrip().startswith("::") for line in done.out.splitlines())


def test_a_key_that_stands_twice_in_a_result_hides_nothing(
    cli, saved: Path, tmp_path: Path
) -> None:
    path = tmp_path / "twice.json"
    path.write_text(saved.read_text("utf-8").rstrip()[:-1] + ', "assessments": []}', "utf-8")
    done = cli("gate", "--from", str(path))
    assert done.code == 2
    assert "the key 'assessments' stands twice" in done.err


def test_all_problems_of_policy_files_are_told(cli, write: Callable[..., Path]) -> None:
    path = write("max_risk: 9\nmax_risc: 1\nmin_coverage: x\n")
    err = cli(*GOOGLE, "--policy", path).err
    assert [f"p.yaml:{line}" in err for line in (1, 2, 3)] == [True] * 3


def test_a_result_from_standard_input(process, saved: Path) -> None:
    text = saved.read_text(encoding="utf-8")
    done = process("gate", "--from", "-", "--policy", "rival-stake", stdin=text)
    assert done.code == 1
    assert "deny_if.rival-quarter" in done.out


def test_a_file_that_could_not_be_read_leaves_the_answer_incomplete(
    cli, folder: Path, write: Callable[..., Path]
) -> None:
    (folder / "bad.pdf").write_bytes(b"%PDF-1.4 nothing")
    words = ("gate", folder, "--buyer", "google", "--vendor", "Scale AI", "--strict")
    done = cli(*words, "--policy", write("max_risk: 1"))
    assert done.code == 3
    assert "1 input could not be read" in done.err
    assert "1 input could not be read" in done.out


def test_nothing_heavy_is_imported_for_a_saved_result(saved: Path) -> None:
    code = (
        "import sys\nfrom vendorrisk.cli.main import run\n"
        f"run(['gate', '--from', {str(saved)!r}, '-q'])\n"
        "print([m for m in ('numba', 'sklearn', 'pandas') if m in sys.modules])"
    )
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    assert out.endswith("[]\n")


def test_nothing_that_is_said_speaks_to_a_build_server(process, tmp_path: Path) -> None:
    (tmp_path / "::stop-commands::x.pdf").write_bytes(b"%PDF-1.4 nothing")
    (tmp_path / "a.md").write_text("Meta holds 49% of Scale AI.\n", encoding="utf-8")
    policy = tmp_path / "p.yaml"
    why = f"{'x' * 60} ::error::y ##[add-mask]z"
    policy.write_text(
        f'max_risk: {{limit: 0, why: "{why}"}}\nid: p\nwhy: "{why}"\n', encoding="utf-8"
    )
    inputs = ["::stop-commands::x.pdf", "a.md"]
    words = ["--buyer", "google", "--vendor", "Scale AI", "--as-of", "2025-06-20"]
    done = process("gate", *inputs, *words, "--policy", "p.yaml", cwd=tmp_path)
    assert done.code == 1
    assert "stop-commands" in done.err
    for line in (done.out + done.err).splitlines():
        assert not line.lstrip().startswith("::")
        assert "##[" not in line
