"""Buyer profiles, their mitigations, and the judgement defaults of the model."""

from __future__ import annotations

import functools
from pathlib import Path

from vendorrisk.errors import SettingsError, did_you_mean
from vendorrisk.model.buyer import Buyer
from vendorrisk.model.exits import ExitRule
from vendorrisk.model.mitigation import Mitigation, MitigationFile
from vendorrisk.model.parameters import Parameters
from vendorrisk.rulebook.files import load_file, rules_root


def load_buyer(name: str, root: Path | None = None) -> Buyer:
    """Load a buyer profile by id, by name, or from a ``.yaml`` file.

    Raises
    ------
    SettingsError
        For an unknown buyer, with the nearest known ones.
    RuleErrors
        For a profile that is wrong.
    """
    folder = (root or rules_root()) / "buyers"
    if name.endswith((".yaml", ".yml")):
        path = Path(name)
        if not path.is_file():
            raise SettingsError(
                f"no buyer file '{name}'", how="give a path to a buyer profile, or a known buyer"
            )
        return load_file(path, Buyer)
    slug = name.strip().casefold().replace(" ", "-")
    known = {path.stem: path for path in sorted(folder.glob("*.yaml"))}
    if slug in known:
        return load_file(known[slug], Buyer)
    if not known:
        raise SettingsError(
            f"unknown buyer '{name}': the rules hold none",
            where=str(folder),
            how="give a path to a profile of your own, or a whole copy of rules/",
        )
    hint = did_you_mean(slug, known)
    raise SettingsError(
        f"unknown buyer '{name}'",
        how=f"{hint or 'known buyers: ' + ', '.join(known)}; or give a path to your own profile",
    )


def buyer_names(root: Path | None = None) -> tuple[str, ...]:
    """Return the ids of the buyers that ship with the rules."""
    return tuple(sorted(p.stem for p in ((root or rules_root()) / "buyers").glob("*.yaml")))


def load_mitigations(path: Path) -> tuple[Mitigation, ...]:
    """Load a file of mitigations.

    Raises
    ------
    RuleErrors
        Every problem of the file, each with ``path:line``.
    """
    return load_file(path, MitigationFile).mitigations


def load_exit_rule(root: Path | None = None) -> ExitRule:
    """Load ``rules/exits.yaml``: what counts as the exit of a client."""
    return load_file((root or rules_root()) / "exits.yaml", ExitRule)


@functools.lru_cache(maxsize=8)
def load_parameters(root: Path | None = None) -> Parameters:
    """Load ``rules/model.yaml``: every judgement default with its reason."""
    return load_file((root or rules_root()) / "model.yaml", Parameters)
