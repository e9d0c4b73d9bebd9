"""``demo``: the main job on the packaged examples, without an argument, a network or an extra."""

from __future__ import annotations

import contextlib
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from vendorrisk.cli import options
from vendorrisk.cli.asking import Asked
from vendorrisk.cli.cases import answer
from vendorrisk.cli.outputs import Target, deliver, show, write
from vendorrisk.cli.talk import Talk
from vendorrisk.errors import SettingsError
from vendorrisk.shipped import packaged

BUYER, VENDORS, DAY = "google", ("Scale AI", "Labelbox", "Handshake"), "2025-06-20"
_VIEWS = ("html", "md", "json")
_CHECKLISTS = ("xlsx", "md")
_Out = Annotated[
    Path,
    typer.Option("--out", metavar="DIR", help="Folder that all is written to."),
]
_Open = Annotated[bool, typer.Option("--open", help="Open the report in the browser.")]


def demo(
    *,
    out: _Out = Path("vendorrisk-demo"),
    open_: _Open = False,
    quiet: options.Quiet = 0,
    verbose: options.Verbose = False,
) -> None:
    """Report on the examples that ship with the package: a first look, in seconds.

    Scale AI beside Labelbox and Handshake, for Google, a week after Meta's deal. Copies the
    examples to DIR/seeds and writes report and checklist beside them; needs no network.

    Example: vendorrisk demo --out demo
    """
    from vendorrisk.cli.assessing import scores
    from vendorrisk.cli.checklist import render as render_checklist
    from vendorrisk.decision.checklist import checklist
    from vendorrisk.report import render
    from vendorrisk.rulebook import load_clauses, load_questions

    _check_is_ours(out)
    _copy_seeds(out)
    asked = Asked(["seeds"], BUYER, VENDORS, as_of=DAY)
    with contextlib.chdir(out):  # paths in the report are then the same wherever it is made
        found = answer(asked, Talk(quiet=1))  # what the notes say stands in the report
        made = checklist(found.comparison, load_questions(), load_clauses())
        views = [(Target(name, Path(f"report.{name}")), name) for name in _VIEWS]
        asks = [(Target(name, Path(f"checklist.{name}")), name) for name in _CHECKLISTS]
        written = deliver(
            [(target, render(found.comparison, name)) for target, name in views]
            + [(target, render_checklist(made, found.comparison, name)) for target, name in asks]
        )
    talk = Talk(quiet=quiet, verbose=verbose)
    show(scores(found.comparison, "table").encode("utf-8"), to_read=True)
    for path in written:
        talk.wrote(out / path)
    for line in _next(out):
        talk.note(line)
    if open_:
        webbrowser.open((out / "report.html").resolve().as_uri())


def _next(out: Path) -> tuple[str, ...]:
    return (
        f"look first at {out / 'report.html'}: verdicts, then why, then what would change them",
        f"{out / 'checklist.xlsx'} is what to ask the vendors, the most telling question first",
        'next: vendorrisk explain "Scale AI:stake:meta" seeds; vendorrisk init for your own vendor',
    )


def _check_is_ours(out: Path) -> None:
    """Refuse to replace what somebody else wrote: the examples are beside what this wrote.

    Raises
    ------
    SettingsError
        Where a file to be written is there, and they are not.
    """
    if (out / "seeds").exists():
        return
    names = [f"report.{name}" for name in _VIEWS] + [f"checklist.{name}" for name in _CHECKLISTS]
    for place in (out / name for name in names):
        if place.exists() or place.is_symlink():
            raise SettingsError(
                "a file that this did not write is there already",
                where=str(place),
                how="choose another folder: --out DIR",
            )


def _copy_seeds(out: Path) -> None:
    """Copy the examples, unless they are there; nothing that is somebody's is replaced.

    Raises
    ------
    SettingsError
        When the folder has other files of that name.
    """
    source = packaged("seeds")
    wanted = {
        path.relative_to(source): path.read_bytes()
        for path in sorted(source.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }
    place = out / "seeds"
    for path in sorted(place.rglob("*")) if place.exists() else ():
        if path.is_file() and wanted.get(path.relative_to(place)) != path.read_bytes():
            raise SettingsError(
                "a folder of other documents is there already",
                where=str(path),
                how="choose another folder: --out DIR",
            )
    for name, data in wanted.items():
        if not (place / name).exists():
            write(place / name, data)
