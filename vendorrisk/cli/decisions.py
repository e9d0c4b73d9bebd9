"""What is typed about a decision on claims: who, when, why, on which of them, in which log."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from vendorrisk.cli.asking import Asked
from vendorrisk.cli.cases import parse_day
from vendorrisk.cli.claims import CLAIM
from vendorrisk.errors import SettingsError


class ReasonCode(StrEnum):
    """Why a claim is not what the text says."""

    duplicate = "duplicate"
    wrong_entity = "wrong-entity"
    wrong_direction = "wrong-direction"
    wrong_amount = "wrong-amount"
    not_stated = "not-stated"
    out_of_date = "out-of-date"
    other = "other"


Claims = Annotated[
    list[str],
    typer.Argument(
        metavar="CLAIM... INPUTS",
        show_default=False,
        help="Claims by their ids (clm-...), of which the first digits are enough; then the files"
        " or folders that they are in.",
    ),
]
Claim = Annotated[
    list[str],
    typer.Argument(
        metavar="CLAIM INPUTS",
        show_default=False,
        help="A claim by its id (clm-...), of which the first digits are enough; then the files or"
        " folders that it is in.",
    ),
]
By = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="NAME",
        envvar="VENDORRISK_BY",
        show_default=False,
        help="Who decides.",
    ),
]
On = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar="YYYY-MM-DD",
        envvar="VENDORRISK_ON",
        show_default=False,
        help="The day of the decision.",
    ),
]
Reason = Annotated[
    ReasonCode | None,
    typer.Option("--reason", show_default=False, help="What is wrong with the claim."),
]
Note = Annotated[
    str | None,
    typer.Option("--note", metavar="TEXT", show_default=False, help="In your own words."),
]
Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="FIELD=VALUE",
        show_default=False,
        help="What the text says: percent=49, object='Scale AI'. Nothing behind = says that it"
        " does not give it. Repeats.",
    ),
]
Sheet = Annotated[
    Path,
    typer.Argument(metavar="FILE", show_default=False, help="The queue, filled in (.xlsx)."),
]


def log_of(asked: Asked, verdict: str) -> Path:
    """Return the log that decisions go to."""
    if asked.reviews is None:
        raise SettingsError(
            "--reviews missing",
            where=f"vendorrisk review {verdict}",
            how="name the log, for example --reviews reviews.jsonl; it is begun when missing",
        )
    return asked.reviews


def who(by: str | None, on: str | None, note: str | None) -> dict[str, Any]:
    """Return who decides, when, and the note, each fit to be stored."""
    from vendorrisk.model.summary import one_line as visible_line
    from vendorrisk.model.summary import visible

    name = visible_line(by or "")
    if not name:
        raise SettingsError(
            "who decides is missing",
            where="--by",
            how="give your name: --by NAME, or VENDORRISK_BY",
        )
    day = parse_day(on, "--on")
    if day is None:
        raise SettingsError(
            "the decision has no day",
            where="--on",
            how="give it: --on YYYY-MM-DD, or VENDORRISK_ON",
        )
    said = visible(note or "").strip() or None
    for where, text, most in (("--by", name, 200), ("--note", said or "", 2000)):
        if len(text) > most:
            raise SettingsError(f"longer than {most:,} characters", where=where, how="shorten it")
    return {"by": name, "on": day, "note": said}


def needed(reason: ReasonCode | None) -> str:
    """Return the code of a reason that must be given."""
    if reason is None:
        raise SettingsError(
            "a reason is missing",
            where="--reason",
            how=f"one of {', '.join(one.value for one in ReasonCode)}",
        )
    return ReasonCode(reason).value


def typed(pairs: Sequence[str]) -> dict[str, str]:
    """Return what --set was given, by field."""
    found: dict[str, str] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        name = name.strip()
        if not sign or name in found:
            what = f"'{name}' is set twice" if sign else f"'{pair}' sets nothing"
            raise SettingsError(what, where="--set", how="write FIELD=VALUE, each field once")
        found[name] = value
    if not found:
        raise SettingsError("nothing is set", where="--set", how="write --set percent=49")
    return found


def parted(words: Sequence[str], verdict: str) -> tuple[list[str], list[str]]:
    """Return the claims and the inputs: the first word is a claim, and further ``clm-`` words."""
    names = [words[0]]
    rest = list(words[1:])
    while rest and rest[0].startswith(CLAIM):
        names.append(rest.pop(0))
    where = f"vendorrisk review {verdict} {' '.join(words)}"
    if not words[0].startswith(CLAIM) and Path(words[0]).exists():
        raise SettingsError("CLAIM missing", where=where, how="its id (clm-...) comes first")
    if not rest:
        raise SettingsError(
            "INPUTS missing", where=where, how="give the files or folders that the claim is in"
        )
    if verdict == "edit" and len(names) > 1:
        raise SettingsError("one claim at a time can be edited", where=where, how="edit each")
    return names, rest


def check_apart(log: Path, inputs: Sequence[str]) -> None:
    """Check that the log does not lie among the documents, where it would be read as one."""
    place = log.resolve()
    for name in inputs:
        folder = Path(name)
        if place == folder.resolve() or (folder.is_dir() and folder.resolve() in place.parents):
            raise SettingsError(
                "the log of reviews would lie among the documents",
                where=f"--reviews {log}",
                how="keep it outside the folder that is read",
            )
