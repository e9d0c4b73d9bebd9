"""A saved result in place of documents: what goes with ``--from``, and what does not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from vendorrisk.errors import SettingsError

# Keys of a configuration that say how to read documents: a saved result has all of it already.
HELD = frozenset(
    {
        "inputs",
        "buyer",
        "against",
        "as_of",
        "judgements",
        "mitigations",
        "overlays",
        "reviews",
        "engine",
        "extractor",
        "extractors",
    }
)
_CHOOSES = frozenset({"gate"})  # commands that take --vendor with --from: some of the result

if TYPE_CHECKING:
    from vendorrisk.cli.asking import Asked
    from vendorrisk.cli.outputs import Target
    from vendorrisk.model.assessment import Comparison


def held(table: str) -> frozenset[str]:
    """Return the keys that a configuration does not give a command that is told --from."""
    return HELD if table in _CHOOSES else HELD | {"vendors"}


def saved_result(path: Path, asked: Asked, **told: object) -> Comparison:
    """Return the comparison of a saved result; nothing may say anew what it already holds.

    Parameters
    ----------
    path : Path
        A JSON file; ``-`` is standard input.
    asked : Asked
        What was typed about the case.
    **told : object
        Further options that do not go with a saved result, by the name of their option.

    Raises
    ------
    SettingsError
        For an option that says how to read documents.
    ResultError
        For a file that is no sound result.
    """
    from vendorrisk.interchange.results import check_soundness, load_result

    given = {
        "INPUTS": asked.inputs,
        "--buyer": asked.buyer,
        "--against": asked.against,
        "--as-of": asked.as_of,
        "--judgements": asked.judgements,
        "--mitigations": asked.mitigations,
        "--assume": asked.assume,
        "--overlay": asked.overlays,
        "--reviews": asked.reviews,
        "--engine": asked.engine,
        "--extractor": asked.extractors,
        **told,
    }
    for name, value in given.items():
        if value:
            raise SettingsError(
                f"{name} and --from do not go together: the result has it already",
                where=f"--from {path}",
                how=f"leave out {name}, or leave out --from",
            )
    comparison = load_result(path)
    check_soundness(comparison, f"--from {path}")
    return comparison


def check_files_are_kept(
    wanted: Sequence[Target], read: Sequence[Path | str | None], what: str = "a file that was read"
) -> None:
    """Check that no output replaces a file that was read.

    Raises
    ------
    SettingsError
        When one does.
    """
    kept = {Path(one).resolve() for one in read if one is not None}
    for target in wanted:
        if target.path is not None and target.path.resolve() in kept:
            raise SettingsError(
                f"the output would replace {what}",
                where=f"--output {target.path}",
                how="write to another file",
            )
