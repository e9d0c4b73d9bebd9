"""What happens before any work is done: version, help, imports, module entry."""

from __future__ import annotations

import subprocess
import sys

import pytest

import vendorrisk

HEAVY = {
    "numpy",
    "pandas",
    "numba",
    "sklearn",
    "scipy",
    "yaml",
    "rapidfuzz",
    "trafilatura",
    "jinja2",
    "rich",
    "platformdirs",
}


def loaded(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules, file=sys.stderr)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.partition(".")[0] for name in done.stderr.split()}


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["report", "--help"],
        ["train", "--help"],
        ["backtest", "--help"],
        ["selftest", "--help"],
        ["rules", "check", "--help"],
        ["demo", "--help"],
        ["doctor", "--help"],
        ["init", "--help"],
        ["config", "show", "--help"],
        ["schema", "--help"],
        ["explain", "--help"],
    ],
)
def test_help_imports_nothing_heavy(words: list[str]) -> None:
    modules = loaded(f"from vendorrisk.cli.main import run\nassert run({words}) == 0")
    assert "typer" in modules
    assert not modules & HEAVY


def test_the_list_of_commands_does_not_even_import_the_models() -> None:
    assert "pydantic" not in loaded("from vendorrisk.cli.main import run\nrun(['--help'])")


@pytest.mark.parametrize("flag", ["--version", "-V"])
def test_version_imports_not_even_the_parser(flag: str) -> None:
    modules = loaded(f"from vendorrisk.cli.main import run\nassert run(['{flag}']) == 0")
    assert not modules & (HEAVY | {"typer", "pydantic", "click"})


def test_version_is_the_package_version(cli) -> None:
    assert cli("--version").out == f"vendorrisk {vendorrisk.__version__}\n"
    assert cli("--version", "report").out == f"vendorrisk {vendorrisk.__version__}\n"


def test_bare_command_shows_help_on_stdout(cli) -> None:
    done = cli()
    assert done.code == 0
    assert "report" in done.out and not done.err


@pytest.mark.parametrize(
    "command",
    [
        "",
        "report",
        "compare",
        "score",
        "checklist",
        "claims",
        "explain",
        "train",
        "rules",
        "rules check",
    ],
)
def test_help_fits_a_page_and_names_every_option(cli, command: str) -> None:
    done = cli(*command.split(), "--help")
    assert done.code == 0
    assert max(map(len, done.out.splitlines())) <= 80
    assert done.out.startswith("Usage: vendorrisk")
