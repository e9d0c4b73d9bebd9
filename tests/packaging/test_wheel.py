"""The wheel holds the package with its rules, seeds, templates and schemas, and nothing else."""

from __future__ import annotations

import email
import os
import subprocess
import sys
import tomllib
import zipfile
from email.message import Message
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FOR_WORK = {"bench", "browser", "dev", "docs"}  # extras for whoever works on the package


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built offline."""
    place = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [
            sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
            "--no-index", "--disable-pip-version-check", "--wheel-dir", str(place), str(ROOT),
        ],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (made,) = place.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked as an installer does."""
    place = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place)
    return place


@pytest.fixture(scope="module")
def metadata(site: Path) -> Message:
    (info,) = site.glob("*.dist-info")
    return email.message_from_string((info / "METADATA").read_text(encoding="utf-8"))


def _files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }


def test_it_holds_the_package_its_rules_and_seeds_and_nothing_else(site: Path) -> None:
    held = {name for name in _files(site) if ".dist-info/" not in name}
    tree = {f"vendorrisk/{name}" for name in _files(ROOT / "vendorrisk")}
    data = {
        f"vendorrisk/{part}/{name}" for part in ("rules", "seeds") for name in _files(ROOT / part)
    }
    assert held == tree | data
    assert "vendorrisk/py.typed" in held
    assert any(name.endswith(".html.j2") for name in held)
    assert any(name.endswith(".schema.json") for name in held)
    assert {name.partition("/")[0] for name in _files(site)} == {
        "vendorrisk", f"vendorrisk-{PROJECT['version']}.dist-info",
    }  # fmt: skip
    assert not [name for name in held if "test_" in name or "/benchmarks/" in name]


def test_it_is_pure_and_small(wheel: Path) -> None:
    assert wheel.name == f"vendorrisk-{PROJECT['version']}-py3-none-any.whl"
    assert wheel.stat().st_size < 4_000_000


def test_the_same_tree_gives_the_same_files(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        assert len({one.date_time for one in archive.infolist()}) == 1


def test_its_metadata_is_complete(metadata: Message) -> None:
    assert metadata["Name"] == "vendorrisk"
    assert metadata["Version"] == PROJECT["version"]
    assert metadata["License-Expression"] == "Apache-2.0"
    assert metadata.get_all("License-File") == ["LICENSE"]
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["Description-Content-Type"] == "text/markdown"
    assert "# vendorrisk" in metadata.get_payload()
    classifiers = metadata.get_all("Classifier") or []
    assert {f"Programming Language :: Python :: 3.{n}" for n in (11, 12, 13, 14)} <= set(
        classifiers
    )
    assert "Typing :: Typed" in classifiers
    assert set(metadata.get_all("Provides-Extra") or ()) == set(PROJECT["optional-dependencies"])


def test_all_is_every_extra_that_a_user_may_want() -> None:
    (everything,) = PROJECT["optional-dependencies"]["all"]
    named = set(everything.partition("[")[2].rstrip("]").split(","))
    assert named == set(PROJECT["optional-dependencies"]) - FOR_WORK - {"all"}


def test_nothing_that_has_to_be_compiled_is_asked_for() -> None:
    asked = [
        *PROJECT["dependencies"],
        *(x for v in PROJECT["optional-dependencies"].values() for x in v),
    ]
    assert not [one for one in asked if "icu" in one.casefold()]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--version"], f"vendorrisk {PROJECT['version']}"),
        (["checklist", "seeds", "--as-of", "2025-06-20"], "checklist"),
    ],
)
def test_it_runs_far_from_the_checkout(
    site: Path, tmp_path: Path, words: list[str], said: str
) -> None:
    done = _run(site, tmp_path, "-m", "vendorrisk", *words)
    assert done.returncode == 0, done.stderr
    assert said in done.stdout


def test_it_reports_on_its_own_seeds(site: Path, tmp_path: Path) -> None:
    where = _run(site, tmp_path, "-c", "import vendorrisk; print(vendorrisk.__file__)").stdout
    assert Path(where.strip()).is_relative_to(site)
    done = _run(site, tmp_path, "-m", "vendorrisk", "report", "seeds", "-q", "-o", "out/")
    assert done.returncode == 0, done.stderr
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "report.html", "report.json", "report.md",
    }  # fmt: skip


def _run(site: Path, cwd: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words], capture_output=True, encoding="utf-8", check=False, cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(site), "PYTHONUTF8": "1"}, timeout=120,
    )  # fmt: skip
