"""``doctor``: whether this machine has all that the package needs, and how to mend it."""

from __future__ import annotations

import importlib.metadata
import json
import locale
import os
import platform
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import typer

from vendorrisk.cli.exits import GATE
from vendorrisk.cli.outputs import show
from vendorrisk.cli.screen import is_coloured, is_live
from vendorrisk.cli.talk import wrapped
from vendorrisk.errors import VendorRiskError, did_you_mean
from vendorrisk.shipped import HOME, packaged
from vendorrisk.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vendorrisk.cli.layers import Value

State = Literal["ok", "none", "FAILED"]
OLDEST = (3, 11)
LABEL = 22
SLOW = 30.0  # seconds for a tiny score, above which something is wrong
_REQUIREMENT = re.compile(r"^([\w.-]+)")
_EXTRA = re.compile(r"extra\s*==\s*['\"]([\w-]+)['\"]")
# Extras for whoever works on the package itself, and the one that only names others.
_LEFT_OUT = frozenset({"dev", "bench", "browser", "docs", "all"})


# Keys of files that must be there; logs and states are made by the first command that needs them.
_READ = frozenset({"inputs", "buyer", "policy", "rules", "judgements", "mitigations", "waivers"})


class DoctorFormat(StrEnum):
    """Formats of what was found."""

    table = "table"
    json = "json"


class Finding(NamedTuple):
    """One thing that was looked at: how it stands, in words, and how to mend it.

    ``none`` is something that is not there and need not be.
    """

    name: str
    state: State
    told: str
    how: str | None = None


_Format = Annotated[DoctorFormat, typer.Option("--format", "-f", help="Format on stdout.")]


def doctor(*, format: _Format = DoctorFormat.table) -> None:
    """Look at this machine: versions, extras, fonts, terminal, rights, cache, configuration.

    One line for each, and how to mend what is wrong. Exit code 1 when anything is.

    Example: vendorrisk doctor
    """
    found = [finding for part in PARTS for finding in _safe(part)]
    if format is DoctorFormat.json:
        text = json.dumps([one._asdict() for one in found], ensure_ascii=False, indent=2) + "\n"
    else:
        text = "".join(f"{line}\n" for line in _table(found))
    show(text.encode("utf-8"), to_read=format is DoctorFormat.table)
    if any(one.state == "FAILED" for one in found):
        raise typer.Exit(GATE)


def _safe(part: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """Yield what a part finds; what it cannot look at is a finding too."""
    try:
        yield from part()
    except VendorRiskError as error:
        told = error.what if error.where is None else f"{error.where}: {error.what}"
        yield Finding(part.__name__.lstrip("_"), "FAILED", told, error.how)
    except OSError as error:
        yield Finding(part.__name__.lstrip("_"), "FAILED", str(error))


def _table(found: Sequence[Finding]) -> Iterator[str]:
    signs = {"ok": "ok    ", "none": "-     ", "FAILED": "FAILED"}
    for one in found:
        head = f"{signs[one.state]}  {one.name:<{LABEL}} "
        yield wrapped(head + one.told, hanging=" " * len(head))
        if one.how:
            yield wrapped(f"fix {one.how}", indent=" " * len(head), hanging=" " * (len(head) + 4))
    failed = sum(one.state == "FAILED" for one in found)
    yield f"{failed} to mend" if failed else "nothing to mend"


def _python() -> Iterator[Finding]:
    told = f"{platform.python_version()} ({platform.python_implementation()}, {sys.executable})"
    old = sys.version_info[:2] < OLDEST
    how = f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed" if old else None
    yield Finding("python", "FAILED" if old else "ok", told, how)
    yield Finding("system", "ok", f"{platform.system()} {platform.machine()}")
    yield Finding("vendorrisk", "ok", f"{__version__} ({HOME})")


def _data() -> Iterator[Finding]:
    for name in ("rules", "seeds"):
        place = packaged(name)
        state: State = "ok" if place.is_dir() else "FAILED"
        how = None if state == "ok" else "install the package again"
        yield Finding(name, state, str(place), how)


def _libraries() -> Iterator[Finding]:
    try:
        needed = importlib.metadata.requires("vendorrisk") or []
    except importlib.metadata.PackageNotFoundError:
        told = "the package is not installed, so what it needs is not known"
        yield Finding("libraries", "none", told, "pip install vendorrisk")
        return
    core: list[str] = []
    extras: dict[str, list[str]] = {}
    for line in needed:
        named, of = _REQUIREMENT.match(line), _EXTRA.search(line)
        if named:
            (extras.setdefault(of[1], []) if of else core).append(named[1])
    versions = {name: _version(name) for name in core}
    lacking = [name for name, version in versions.items() if version is None]
    told = ", ".join(f"{name} {version}" for name, version in versions.items() if version)
    yield Finding("libraries", "ok", told)
    if lacking:
        how = f"pip install {' '.join(lacking)}"
        yield Finding("libraries", "FAILED", f"missing: {', '.join(lacking)}", how)
    for extra, names in sorted(extras.items()):
        if extra in _LEFT_OUT:
            continue
        gone = [name for name in names if _version(name) is None]
        if gone:
            how = f"where you want it: pip install 'vendorrisk[{extra}]'"
            yield Finding(f"extra {extra}", "none", f"lacks {', '.join(gone)}", how)
        else:
            told = ", ".join(f"{name} {_version(name)}" for name in names)
            yield Finding(f"extra {extra}", "ok", told)


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _fonts() -> Iterator[Finding]:
    if _version("typst") is None:
        return
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    names = fonts.families()
    state: State = "ok" if names else "FAILED"
    how = None if names else "install typst again: its own fonts are missing"
    yield Finding("fonts for PDF", state, ", ".join(names) or "none", how)


def _terminal() -> Iterator[Finding]:
    encoding = (getattr(sys.stdout, "encoding", None) or "none").lower()
    kind = "a terminal" if is_live(sys.stderr) else "no terminal"
    colour = "colour" if is_coloured(sys.stdout) else "no colour"
    name = os.environ.get("TERM", "not set")
    yield Finding("terminal", "ok", f"stderr is {kind}, stdout has {colour}, TERM {name}")
    wide = encoding.replace("-", "") == "utf8"
    told = f"stdout {encoding}, locale {locale.getpreferredencoding(do_setlocale=False)}"
    how = None if wide else "set PYTHONUTF8=1, so that names of any script can be shown"
    yield Finding("encoding", "ok" if wide else "FAILED", told, how)


def _rights() -> Iterator[Finding]:
    for name, place in (("this folder", Path.cwd()), ("temporary files", None)):
        where = Path(tempfile.gettempdir()) if place is None else place
        try:
            with tempfile.TemporaryFile(dir=where):
                pass
        except OSError as error:
            told, how = f"cannot write to {where}: {error.strerror}", "write elsewhere: -o FILE"
            if place is None:
                how = "make room there, or set TMPDIR"
            yield Finding(name, "FAILED", told, how)
        else:
            yield Finding(name, "ok", f"may write to {where}")


def _kernels() -> Iterator[Finding]:
    """Say where compiled kernels are kept, as numba chooses the place, without importing it."""
    if os.environ.get("NUMBA_DISABLE_JIT") == "1":
        yield Finding("compiled kernels", "none", "switched off by NUMBA_DISABLE_JIT=1")
        return
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    place = Path(chosen) if chosen else HOME / "kernels" / "__pycache__"
    made = sum(1 for path in place.rglob("*.nbi")) if place.is_dir() else 0
    told = f"{made} kept in {place}" if made else f"none yet; the first batch makes them in {place}"
    if _may_write(place):
        yield Finding("compiled kernels", "ok", told)
    elif chosen:
        how = "let NUMBA_CACHE_DIR name a folder that you may write to"
        yield Finding("compiled kernels", "FAILED", f"cannot write to {place}", how)
    else:
        told = f"cannot write to {place}; numba takes a cache folder of the user"
        yield Finding("compiled kernels", "ok", told)


def _may_write(place: Path) -> bool:
    """Whether a folder may be written to, or the nearest one above it that is there."""
    while not place.exists() and place != place.parent:
        place = place.parent
    return place.is_dir() and os.access(place, os.W_OK)


def _configuration() -> Iterator[Finding]:
    from vendorrisk.cli.configured import application
    from vendorrisk.cli.keys import tables
    from vendorrisk.cli.layers import layers, nearest, user_file

    files = [path for path in (nearest(Path.cwd()), user_file()) if path and path.is_file()]
    found = layers(tables(application()))  # every problem of them is an error
    told = ", ".join(map(str, files)) or "no file found from here upwards, none of the user"
    yield Finding("configuration", "ok" if files else "none", told)
    for value in (
        one for layer in found for part in layer.values.values() for one in part.values()
    ):
        if value.key.name in _READ:
            yield from _named_places(value)


def _named_places(value: Value) -> Iterator[Finding]:
    """Tell which files that the configuration names to be read are not there."""
    for text in value.value if isinstance(value.value, list) else [value.value]:
        path = Path(str(text))
        is_name = value.key.place == "file" and path.suffix.casefold() not in {".yaml", ".yml"}
        if is_name or path.exists() or path.parts[:1] in ((), ("seeds",)) or set("*?[") & set(text):
            continue
        beside = sorted(one.name for one in path.parent.iterdir()) if path.parent.is_dir() else []
        how = did_you_mean(path.name, beside) or "write the file, or name another"
        told = f"{value.source}: {value.key.name}: no such file or folder: '{text}'"
        yield Finding("configuration", "FAILED", told, how)


def _plug_ins() -> Iterator[Finding]:
    from vendorrisk.plugins import OFF, installed, switched_off

    told = ", ".join(str(one.plugin) for one in installed())
    nothing = f"turned off by {OFF}" if switched_off() else "none installed"
    yield Finding("plug-ins", "ok" if told else "none", told or nothing)


def _tiny_score() -> Iterator[Finding]:
    begun = time.monotonic()
    from vendorrisk.pipeline import assess

    facts = packaged("seeds") / "facts" / "scale-ai.yaml"
    made = assess(facts, buyer="google", vendor="Scale AI", as_of="2025-06-20", engine="rules")
    took = time.monotonic() - begun
    told = f"{made.tier} from a file of facts in {took:.1f} s, libraries and rules loaded anew"
    slow = took > SLOW
    how = "a virus scanner or a slow disk may read every file first" if slow else None
    yield Finding("a tiny score", "FAILED" if slow else "ok", told, how)


PARTS: tuple[Callable[[], Iterator[Finding]], ...] = (
    _python,
    _data,
    _libraries,
    _fonts,
    _terminal,
    _rights,
    _kernels,
    _configuration,
    _plug_ins,
    _tiny_score,
)
