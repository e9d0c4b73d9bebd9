"""What no linter knows: sizes, names, fresh pages, light start, nothing said twice."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

import vendorrisk

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "vendorrisk"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST = 400


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_is_read_in_one_sitting(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST, f"{lines} lines: split it by noun"


def test_no_module_has_a_name_that_says_nothing() -> None:
    empty = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "handler"}
    assert not [p for p in MODULES if p.stem in empty]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_every_module_and_public_function_says_what_it_is(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "no docstring"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), node.name


def test_the_public_names_are_sorted_and_all_there() -> None:
    assert vendorrisk.__all__ == sorted(vendorrisk.__all__)
    for name in vendorrisk.__all__:
        assert getattr(vendorrisk, name) is not None
    assert set(vendorrisk.__all__) <= set(dir(vendorrisk))
    with pytest.raises(AttributeError, match="nothing"):
        _ = vendorrisk.nothing


def test_the_package_and_its_metadata_have_one_version() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    found = re.search(r'^version = "(.+)"$', text, re.MULTILINE)
    assert found is not None and found.group(1) == vendorrisk.__version__


def test_generated_pages_are_fresh() -> None:
    made = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "generate.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr


def test_links_between_pages_lead_somewhere() -> None:
    for page in [
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        *sorted((ROOT / "docs").rglob("*.md")),
    ]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} -> {target}"


def test_importing_the_package_imports_nothing_heavy() -> None:
    heavy = ["numpy", "pandas", "scipy", "sklearn", "numba", "pydantic", "trafilatura", "jinja2"]
    code = f"import sys, vendorrisk; print([m for m in {heavy!r} if m in sys.modules])"
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    assert out.strip() == "[]"


def test_no_kernel_is_compiled_for_a_handful_of_pairs() -> None:
    code = (
        "import sys, vendorrisk as v;"
        "v.assess(['seeds/facts'], buyer='google', vendor='Labelbox', as_of='2025-06-20');"
        "print('numba' in sys.modules)"
    )
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout
    assert out.strip() == "False"


def test_every_buyer_file_loads_and_names_known_rivals() -> None:
    rulebook = importlib.import_module("vendorrisk.rulebook")
    registry = rulebook.load_registry()
    names = {e.name for e in registry.entities.values()}
    for name in rulebook.buyer_names():
        buyer = rulebook.load_buyer(name)
        assert {rival.name for rival in buyer.rivals} <= names, name
