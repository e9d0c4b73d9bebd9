"""Policies and waivers: YAML or TOML, each with the line of every key for whoever must mend it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel

from vendorrisk.errors import SettingsError, did_you_mean
from vendorrisk.model.policy import Policy, WaiverFile
from vendorrisk.rulebook.files import Loc, place, read, rules_root, validate
from vendorrisk.rulebook.tables import read_toml

M = TypeVar("M", bound=BaseModel)
_YAML, _TOML = (".yaml", ".yml"), (".toml",)


@dataclass(frozen=True)
class Sourced(Generic[M]):
    """What a file holds, and where in it.

    ``path`` is as it was named, ``sha256`` of the bytes, in hexadecimal; ``lines`` gives the line
    of keys and items by their place in the data.
    """

    what: M
    path: str
    sha256: str
    lines: Mapping[Loc, int]

    def line(self, *loc: str | int) -> int:
        """Return the line of a key or item, or of the nearest one around it."""
        return int(place(Path("f"), dict(self.lines), loc).removeprefix("f:"))

    def where(self, *loc: str | int) -> str:
        """Return ``path:line`` of a key or item, or of the nearest one around it."""
        return f"{self.path}:{self.line(*loc)}"


def policy_names(root: Path | None = None) -> tuple[str, ...]:
    """Return the ids of the policies that ship with the rules."""
    return tuple(sorted(path.stem for path in _folder(root).glob("*.yaml")))


def load_policy(name: str | Path, root: Path | None = None) -> Sourced[Policy]:
    """Load a policy by id, or from a ``.yaml`` or ``.toml`` file.

    Raises
    ------
    SettingsError
        For an unknown policy, with the nearest known ones.
    RuleErrors
        Every problem of the file, each with ``path:line``.
    """
    text = str(name)
    if text.casefold().endswith((*_YAML, *_TOML)):
        return _load(Path(name), text, Policy)
    known = policy_names(root)
    if text in known:
        return _load(_folder(root) / f"{text}.yaml", f"policies/{text}.yaml", Policy)
    raise SettingsError(
        f"unknown policy '{text}'",
        how=f"{did_you_mean(text, known) or 'known: ' + ', '.join(known)}; or give a file of your"
        " own (.yaml, .toml)",
    )


def load_waivers(path: str | Path) -> Sourced[WaiverFile]:
    """Load a file of waivers (``.yaml`` or ``.toml``).

    Raises
    ------
    SettingsError
        For a file of another kind.
    RuleErrors
        Every problem of the file, each with ``path:line``.
    """
    return _load(Path(path), str(path), WaiverFile)


def _folder(root: Path | None) -> Path:
    return (root or rules_root()) / "policies"


def _load(path: Path, shown: str, model: type[M]) -> Sourced[M]:
    suffix = path.suffix.casefold()
    if suffix not in (*_YAML, *_TOML):
        raise SettingsError(
            f"'{suffix}' is neither YAML nor TOML", where=shown, how="use .yaml, .yml or .toml"
        )
    if not path.is_file():
        raise SettingsError("no such file", where=shown, how="give the path of a file of yours")
    data, lines = read_toml(path) if suffix in _TOML else read(path)
    made = validate({} if data is None else data, lines, path, model)
    return Sourced(made, shown, hashlib.sha256(path.read_bytes()).hexdigest(), lines)
