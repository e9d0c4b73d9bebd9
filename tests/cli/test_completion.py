"""What bash completes, asked as bash asks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from vendorrisk.cli import complete

HEAVY = {"numpy", "pandas", "numba", "sklearn", "scipy", "yaml", "jinja2", "rich"}
SCRIPT = """
eval "$(_VENDORRISK_COMPLETE=source_bash vendorrisk)"
COMP_WORDS=({words}); COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))
_vendorrisk_completion vendorrisk
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.fixture
def bash(tmp_path: Path):
    """Complete words in a bash that has the program on its path."""
    shell = shutil.which("bash")
    if shell is None or sys.platform == "win32":
        pytest.skip("no bash here")
    program = tmp_path / "bin" / "vendorrisk"
    program.parent.mkdir()
    program.write_text(f'#!{shell}\nexec "{sys.executable}" -m vendorrisk "$@"\n', "utf-8")
    program.chmod(0o755)
    work = tmp_path / "work"
    work.mkdir()

    def asked(*words: str, cwd: Path = work) -> list[str]:
        quoted = " ".join(f"'{word}'" for word in words)
        done = subprocess.run(
            [shell, "-c", SCRIPT.format(words=quoted)],
            capture_output=True,
            text=True,
            cwd=cwd,
            check=True,
            timeout=60,
            env={
                **os.environ,
                "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
                "PYTHONPATH": str(Path.cwd()),
            },
        )
        assert done.stderr == ""
        return done.stdout.split()

    return asked


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("vendorrisk", "rep"), ["report", "replay"]),
        (("vendorrisk", "report", "--buyer", "goo"), ["google"]),
        (("vendorrisk", "report", "--vendor", "scale-a"), ["scale-ai"]),
        (("vendorrisk", "gate", "--policy", ""), ["default", "rival-stake", "strict"]),
        (("vendorrisk", "rules", "show", "rival-stake"), ["rival-stake", "rival-stake-unsized"]),
        (("vendorrisk", "score", "--format", "js"), ["json", "jsonl"]),
        (("vendorrisk", "score", "--fail"), ["--fail-on"]),
        (("vendorrisk", "explain", "owner"), ["ownership"]),
        (("vendorrisk", "schema", "bu"), ["buyer"]),
    ],
)
def test_bash_completes(bash, words, found) -> None:
    assert [one for one in bash(*words) if one in found] == found or set(bash(*words)) >= set(found)


def test_completion_reads_nothing_that_lies_about(bash, tmp_path) -> None:
    place = tmp_path / "hostile"
    (place / "rules" / "buyers").mkdir(parents=True)
    (place / "rules" / "buyers" / "googlf.yaml").write_text("x", encoding="utf-8")
    (place / "vendorrisk.toml").write_text("nonsense = [", encoding="utf-8")
    assert bash("vendorrisk", "report", "--buyer", "goo", cwd=place) == ["google"]


def test_completion_imports_nothing_heavy() -> None:
    code = (
        "import os, sys\n"
        "from vendorrisk.cli.main import run\n"
        "run(['report'])\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    asked = {
        "_VENDORRISK_COMPLETE": "complete_bash",
        "COMP_WORDS": "vendorrisk report --vendor s",
        "COMP_CWORD": "3",
    }
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **asked, "PYTHONPATH": str(Path.cwd())},
    )
    assert "scale-ai" in done.stdout
    assert not {name.partition(".")[0] for name in done.stderr.split()} & HEAVY


def test_names_come_from_the_package() -> None:
    assert ("google", "") in complete.buyers("")
    assert ("scale-ai", "Scale AI") in complete.vendors("SCALE")
    assert {name for name, _ in complete.families("")} >= {"ownership", "exit"}
    assert complete.policies("zzz") == []
    assert all(" " not in name for name, _ in complete.vendors(""))
