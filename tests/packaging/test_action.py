"""The GitHub Action: no input is ever a part of a script, and its steps run as they stand."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
BASH = shutil.which("bash")
needs_bash = pytest.mark.skipif(BASH is None, reason="bash is not installed")
EXIT_ZERO = "VENDORRISK_EXIT_ZERO"
GOOD = {
    "INPUTS": "seeds/facts/scale-ai.yaml\n\n  seeds/facts/lab*.yaml  \n",
    "BUYER": "google",
    "VENDORS": " Labelbox\n\n",
    "POLICY": "",
    "FAIL_ON": "policy",
    "FORMATS": "html json",
}


def _step(name: str) -> dict[str, Any]:
    return next(step for step in STEPS if step.get("name") == name)


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., tuple[int, str]]:
    """Run the step that does the work, as a runner does; return its exit code and what it said."""
    shim = tmp_path / "bin" / "vendorrisk"
    shim.parent.mkdir()
    shim.write_text(f'#!/usr/bin/env bash\nexec "{sys.executable}" -m vendorrisk "$@"\n')
    shim.chmod(0o755)

    def call(**inputs: str) -> tuple[int, str]:
        done = subprocess.run(
            [str(BASH), "--noprofile", "--norc", "-eo", "pipefail", "-c",
             _step("Report and gate")["run"]],
            capture_output=True, encoding="utf-8", check=False, cwd=ROOT, timeout=180,
            env={
                **os.environ, **GOOD, **inputs, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1",
                "PATH": f"{shim.parent}{os.pathsep}{os.environ['PATH']}",
                "FOLDER": str(tmp_path / "out"),
                EXIT_ZERO: _step("Report and gate")["env"][EXIT_ZERO],
                "GITHUB_OUTPUT": str(tmp_path / "output"),
                "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
            },
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    return call


def test_every_script_gets_its_inputs_by_the_environment() -> None:
    assert ACTION["runs"]["using"] == "composite"
    scripts = [step for step in STEPS if "run" in step]
    assert len(scripts) == 3
    for step in scripts:
        assert "${{" not in step["run"]
        assert step["shell"] == "bash"
    asked = set(re.findall(r"inputs\.([\w-]+)", (ROOT / "action.yml").read_text(encoding="utf-8")))
    assert asked == set(ACTION["inputs"])
    assert set(_step("Report and gate")["env"]) == {*GOOD, "FOLDER", EXIT_ZERO}


def test_every_action_is_pinned_and_every_input_described() -> None:
    for step in STEPS:
        if "uses" in step:
            assert re.fullmatch(r"[\w-]+/[\w./-]+@(v\d+(\.\d+)*|[0-9a-f]{40})", step["uses"])
    for one in ACTION["inputs"].values():
        assert one["description"]
        assert one.get("required") is True or "default" in one


@needs_bash
def test_a_broken_policy_is_told_in_files_summary_and_outputs(
    run: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    code, said = run(VENDORS="Scale AI", FORMATS="html md")
    assert code == 0, said  # the verdict comes last, after the files are uploaded
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "report.html", "report.md", "report.json", "gate.sarif", "gate.md",
    }  # fmt: skip
    assert "::error file=" in said
    assert "Scale AI" in (tmp_path / "summary.md").read_text(encoding="utf-8")
    outputs = (tmp_path / "output").read_text(encoding="utf-8")
    assert outputs == f"folder={tmp_path / 'out'}\ncode=1\n"
    verdict = subprocess.run(
        [str(BASH), "-c", _step("Verdict")["run"]], env={**os.environ, "CODE": "1"}, check=False
    )
    assert verdict.returncode == 1


@needs_bash
def test_no_file_of_options_switches_the_gate_off(
    run: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    own = tmp_path / "options" / "vendorrisk"
    own.mkdir(parents=True)
    (own / "policy.yaml").write_text("id: lax\nname: Lax\nmax_risk: 1\n", encoding="utf-8")
    text = f"exit_zero = true\n[gate]\npolicy = '{own / 'policy.yaml'}'\n"
    (own / "vendorrisk.toml").write_text(text, encoding="utf-8")
    code, said = run(VENDORS="Scale AI", XDG_CONFIG_HOME=str(own.parent))
    assert code == 0, said
    assert "code=1" in (tmp_path / "output").read_text(encoding="utf-8")


@needs_bash
@pytest.mark.parametrize(
    ("inputs", "code"),
    [
        ({}, "0"),
        ({"FAIL_ON": "undetermined"}, "1"),
        ({"VENDORS": "Scale AI", "FAIL_ON": "never"}, "0"),
    ],
)
def test_what_fails_is_for_the_caller_to_say(
    run: Callable[..., tuple[int, str]], tmp_path: Path, inputs: dict[str, str], code: str
) -> None:
    done, said = run(**inputs)
    assert done == 0, said
    assert (tmp_path / "output").read_text(encoding="utf-8").endswith(f"code={code}\n")


@needs_bash
@pytest.mark.parametrize(
    "inputs",
    [
        {"BUYER": "$(touch pwned)"},
        {"BUYER": "google; touch pwned"},
        {"VENDORS": "`touch pwned`"},
        {"INPUTS": "seeds/facts; touch pwned"},
        {"INPUTS": "--rules=/nowhere"},
        {"POLICY": "$(touch pwned)"},
        {"FORMATS": "html;touch"},
        {"FORMATS": "$(touch pwned)"},
        {"FAIL_ON": "never; touch pwned"},
        {"FAIL_ON": ""},
    ],
)
def test_hostile_inputs_are_words_and_wrong_ones_are_told(
    run: Callable[..., tuple[int, str]], tmp_path: Path, inputs: dict[str, str]
) -> None:
    code, said = run(**inputs)
    assert code == 2, said
    assert said.strip()
    assert not (ROOT / "pwned").exists()
    assert not (tmp_path / "summary.md").exists()
