"""From the installed package to a first report of one's own: demo, init, doctor, schema."""

from __future__ import annotations

import datetime as dt
import json
import shlex
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from vendorrisk.cli.app import app
from vendorrisk.cli.begin import Template, next_steps
from vendorrisk.cli.schemas import schemas
from vendorrisk.shipped import packaged

GOLDEN = Path(__file__).parents[2] / "reports" / "google"
RULES = packaged("rules")
KNOWN = schemas(app)


def test_the_demo_is_the_main_job_wherever_it_runs(cli, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = cli("demo", "--out", "somewhere/demo")
    assert done.code == 0, done.err
    out = tmp_path / "somewhere" / "demo"
    for name in ("report.html", "report.md", "report.json", "checklist.md"):
        assert (out / name).read_bytes() == (GOLDEN / name).read_bytes(), name
        assert f"wrote somewhere/demo/{name}" in done.err
    assert (out / "checklist.xlsx").stat().st_size > 10_000
    assert "Scale AI   0.80 [0.60-0.98]  HIGH" in done.out
    assert "look first at somewhere/demo/report.html" in done.err
    assert Path.cwd() == tmp_path
    monkeypatch.chdir(out)  # what it says to do next, as it says it
    line = next(line for line in done.err.splitlines() if line.startswith("next: "))
    words = shlex.split(line.removeprefix("next: ").partition(";")[0])
    assert cli(*words[1:]).code == 0


def test_the_demo_again_replaces_what_it_wrote_and_nothing_else(cli, tmp_path) -> None:
    assert cli("demo", "--out", tmp_path, "-q").code == 0
    (tmp_path / "seeds" / "articles" / "mine.md").write_text("Mine.", encoding="utf-8")
    done = cli("demo", "--out", tmp_path, "-q")
    assert done.code == 2 and "other documents" in done.err


def test_the_demo_opens_the_report_when_asked(cli, tmp_path, monkeypatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    assert cli("demo", "--out", tmp_path, "--open", "-q").code == 0
    assert opened == [(tmp_path / "report.html").as_uri()]


@pytest.mark.parametrize("template", list(Template))
def test_the_next_steps_of_a_workspace_work_as_printed(
    cli, tmp_path, monkeypatch, template: Template
) -> None:
    monkeypatch.chdir(tmp_path)
    done = cli("init", "ours", "--template", template.value)
    assert done.code == 0, done.err
    steps = [line.strip() for line in done.err.partition("next:\n")[2].splitlines()]
    assert steps == list(next_steps(Path("ours"), template)) and steps[0] == "cd ours"
    for step in steps:
        words = shlex.split(step)
        if words[0] == "cd":
            monkeypatch.chdir(words[1])
            continue
        made = cli(*words[1:])
        assert made.code == 0, (step, made.err)
        assert "skipped" not in made.err
    assert (tmp_path / "ours" / "reports" / "report.html").is_file()
    assert (tmp_path / "ours" / "checklist.xlsx").is_file()
    report = (tmp_path / "ours" / "reports" / "report.md").read_text(encoding="utf-8")
    assert "Nexora Systems" in report and "Valtek" in report


def test_init_replaces_nothing(cli, tmp_path) -> None:
    (tmp_path / "buyer.yaml").write_text("mine", encoding="utf-8")
    (tmp_path / "vendorrisk.toml").symlink_to("elsewhere.toml")
    done = cli("init", tmp_path)
    assert done.code == 0
    assert "buyer.yaml is there already and stays as it is" in " ".join(done.err.split())
    assert (tmp_path / "buyer.yaml").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "vendorrisk.toml").is_symlink() and not (
        tmp_path / "elsewhere.toml"
    ).exists()
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    done = cli("init", tmp_path)
    assert done.code == 0 and "wrote" not in done.err and "next:" not in done.err
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_init_into_a_file_is_an_error(cli, tmp_path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert cli("init", tmp_path / "file").code == 2


def test_what_is_commented_out_in_a_workspace_can_be_used(cli, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    cli("init", "--template", "tprm", "-q")
    path = tmp_path / "vendorrisk.toml"
    text = path.read_text(encoding="utf-8")
    for key in ("as_of", "mitigations", "waivers"):
        assert f"\n# {key} = " in text
        text = text.replace(f"\n# {key} = ", f"\n{key} = ")
    path.write_text(text, encoding="utf-8")
    done = cli("gate", "--format", "json")
    assert done.code in (0, 1), done.err
    assert "nexora-until-renewal" in done.out
    assert "Our data lie with people" in cli("report", "-f", "md").out


def test_doctor_finds_nothing_to_mend_here(cli, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = cli("doctor", "--format", "json")
    found = {one["name"]: one for one in json.loads(done.out)}
    wrong = [one for one in found.values() if one["state"] == "FAILED"]
    assert {one["name"] for one in wrong} <= {"encoding"}  # of whoever runs the tests
    assert done.code == (1 if wrong else 0)
    assert {"python", "rules", "libraries", "terminal", "this folder", "compiled kernels",
            "configuration", "plug-ins", "a tiny score"} <= set(found)  # fmt: skip
    assert "pydantic" in found["libraries"]["told"]
    assert found["a tiny score"]["told"].startswith("HIGH from a file of facts")


def test_doctor_says_how_to_mend(cli, tmp_path, monkeypatch) -> None:
    from vendorrisk.cli import doctor

    monkeypatch.chdir(tmp_path)
    (tmp_path / "vendorrisk.toml").write_text("buyr = 1\n", encoding="utf-8")
    there = doctor._version
    monkeypatch.setattr(doctor, "_version", lambda name: None if name == "lxml" else there(name))
    monkeypatch.setattr(doctor, "_tiny_score", lambda: iter(()))
    needs = ["lxml>=5", "nowhere>1; extra == 'magic'"]
    needs += ["vendorrisk[magic]; extra == 'all'", "playwright; extra == 'browser'"]
    monkeypatch.setattr("importlib.metadata.requires", lambda name: needs)
    monkeypatch.setattr(
        doctor, "PARTS", (doctor._libraries, doctor._configuration, doctor._kernels)
    )
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "vendorrisk.toml" / "x"))
    done = cli("doctor")
    said = " ".join(done.out.split())
    assert done.code == 1
    assert "missing: lxml fix pip install lxml" in said
    assert (
        "extra magic lacks nowhere fix where you want it: pip install 'vendorrisk[magic]'" in said
    )
    assert "vendorrisk.toml:1: unknown key 'buyr' fix did you mean 'buyer'?" in said
    assert "fix let NUMBA_CACHE_DIR name a folder that you may write to" in said
    assert "3 to mend" in said
    assert "extra all" not in said and "extra browser" not in said


def test_doctor_names_plug_ins_as_plugins_does(cli, monkeypatch) -> None:
    from vendorrisk.cli import doctor

    monkeypatch.setattr(doctor, "PARTS", (doctor._plug_ins,))
    monkeypatch.setenv("VENDORRISK_NO_PLUGINS", "1")
    assert "turned off by VENDORRISK_NO_PLUGINS" in " ".join(cli("doctor").out.split())


def plain(value: Any) -> Any:
    """Return data as JSON has it: a day is text."""
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def shipped() -> list[tuple[str, Path]]:
    seeds = packaged("seeds")
    workspace = Path(__file__).parents[2] / "vendorrisk" / "cli" / "workspace"
    globs = {
        "buyer": (RULES, "buyers/*.yaml"),
        "policy": (RULES, "policies/*.yaml"),
        "flag": (RULES, "flags/*/*.yaml"),
        "extraction-rule": (RULES, "extract/*.yaml"),
        "model": (RULES, "model.yaml"),
        "companies": (RULES, "lexicon/companies.yaml"),
        "sources": (RULES, "lexicon/sources.yaml"),
        "judgements": (RULES, "lexicon/judgements.yaml"),
        "questions": (RULES, "questions.yaml"),
        "clauses": (RULES, "clauses.yaml"),
        "facts": (seeds, "facts/*.yaml"),
        "result": (GOLDEN, "report.json"),
    }
    found = [(name, path) for name, (root, glob) in globs.items() for path in root.glob(glob)]
    own = ("buyer", "facts", "policy", "mitigations", "waivers")
    found += [(name, workspace / f"{name}.yaml") for name in own]
    return [*found, ("config", workspace / "vendorrisk.toml")]


def test_what_ships_holds_to_its_schema() -> None:
    made = {name: one.make() for name, one in KNOWN.items()}
    for schema in made.values():
        jsonschema.Draft202012Validator.check_schema(schema)
    checks = {name: jsonschema.Draft202012Validator(schema) for name, schema in made.items()}
    seen = set()
    for name, path in shipped():
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".toml":
            data = tomllib.loads(text)
        else:
            data = json.loads(text) if path.suffix == ".json" else yaml.load(text, yaml.CSafeLoader)
        error = next(checks[name].iter_errors(plain(data)), None)
        assert error is None, f"{path}: {error and error.message}"
        seen.add(name)
    assert set(KNOWN) - seen == {"scenarios"}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("buyer", {"id": "a", "name": "A"}),
        ("policy", {"max_risk": "high"}),
        ("policy", {"deny_if": [{"id": "a", "why": "b", "when": {"rival_steak": {"gte": 0.1}}}]}),
        ("policy", {"max_age_days": 1.5}),
        ("facts", {"facts": [{"id": "a", "says": "b", "kind": "owning", "modality": "confirmed"}]}),
        ("facts", {"facts": [{"id": "a", "says": "b", "kind": "client", "modality": "confirmed",
                              "percnt": 3}]}),
        ("judgements", {"judgements": [{"left": "a", "right": "b", "judgement": "alike"}]}),
        ("flag", {"id": "Has Blanks"}),
        ("mitigations", {"mitigations": [{"id": "a"}]}),
        ("scenarios", {"scenarios": []}),
        ("result", {}),
    ],
)  # fmt: skip
def test_a_schema_refuses_what_is_wrong(name: str, data: dict[str, Any]) -> None:
    assert not jsonschema.Draft202012Validator(KNOWN[name].make()).is_valid(data)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("policy", {"max_risk": 0.5, "max_age_days": 365}),
        ("policy", {"max_factor": {"ownership": {"limit": 0.2, "why": "x", "severity": "high"}}}),
        ("scenarios", {"scenarios": [{"id": "a", "what": "b", "assume": ["Meta owns Scale AI"]}]}),
        ("judgements", {"judgements": [
            {"left": "a", "right": "b", "judgement": "same", "why": "c", "date": 2025}]}),
        ("facts", {"facts": [
            {"id": "a", "says": "b", "kind": "client", "modality": "confirmed", "date": 2025}]}),
    ],
)  # fmt: skip
def test_a_schema_takes_the_shorter_forms(name: str, data: dict[str, Any]) -> None:
    assert jsonschema.Draft202012Validator(KNOWN[name].make()).is_valid(data)


def test_schema_lists_and_prints(cli) -> None:
    assert [line.split()[0] for line in cli("schema").out.splitlines()] == list(KNOWN)
    assert cli("schema", "list").out == cli("schema").out
    for name in KNOWN:
        made = json.loads(cli("schema", name).out)
        assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema", name
        assert made["$id"].startswith("urn:vendorrisk:")
    done = cli("schema", "byer")
    assert done.code == 2 and "did you mean 'buyer'?" in done.err
    assert cli("config", "schema").out == cli("schema", "config").out


def test_the_demo_replaces_no_report_of_somebody_else(cli, tmp_path) -> None:
    (tmp_path / "report.md").write_text("mine", encoding="utf-8")
    done = cli("demo", "--out", tmp_path)
    assert done.code == 2 and "choose another folder" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["report.md"]
    assert (tmp_path / "report.md").read_text("utf-8") == "mine"


def test_the_name_of_a_workspace_is_quoted_where_it_is_to_be_typed(cli, tmp_path) -> None:
    done = cli("init", tmp_path / "a $(touch b) `c`")
    assert f"cd '{tmp_path}/a $(touch b) `c`'" in done.err
