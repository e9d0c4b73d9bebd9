"""``diff``: the change between two results, split by cause."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vendorrisk.cli import complete, options
from vendorrisk.cli.asking import Asked, on_a_case
from vendorrisk.cli.cases import collect, question
from vendorrisk.cli.ending import check_inputs_are_kept
from vendorrisk.cli.outputs import Target, deliver, targets
from vendorrisk.cli.replay import FORMAT_OF, CourseFormat
from vendorrisk.cli.talk import Talk
from vendorrisk.errors import SettingsError

if TYPE_CHECKING:
    from vendorrisk.dossier import Dossier
    from vendorrisk.model.buyer import Buyer
    from vendorrisk.model.change import Change

_FOLDER = ("diff.md", "diff.json", "diff.csv")
_Old = Annotated[
    str,
    typer.Argument(
        metavar="OLD", show_default=False, help="A result (.json), or a day (YYYY-MM-DD)."
    ),
]
_New = Annotated[
    str,
    typer.Argument(
        metavar="NEW", show_default=False, help="A result (.json), or a day (YYYY-MM-DD)."
    ),
]
_Places = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="INPUTS",
        show_default=False,
        help="Documents: for a day those that are scored, for a file where its documents lie.",
    ),
]
_Format = Annotated[
    CourseFormat | None,
    typer.Option("--format", "-f", show_default=False, help="Format on stdout. Default: table."),
]
_OldBuyer = Annotated[
    str | None,
    typer.Option(
        "--old-buyer",
        autocompletion=complete.buyers,
        metavar="NAME|FILE",
        show_default=False,
        help="Profile that OLD was made for, where it is another than --buyer.",
    ),
]
_OldRules = Annotated[
    Path | None,
    typer.Option(
        "--old-rules",
        metavar="DIR",
        show_default=False,
        help="Folder of rules that OLD was made with, where it is another than --rules.",
    ),
]
_OldReviews = Annotated[
    Path | None,
    typer.Option(
        "--old-reviews",
        metavar="FILE",
        show_default=False,
        help="Log of reviews that OLD was made with, where it is another than --reviews.",
    ),
]
_Documents = Annotated[
    list[Path] | None,
    typer.Option(
        "--documents",
        metavar="DIR",
        show_default=False,
        help="Look here too for the documents of a result. Repeats.",
    ),
]
_Factors = Annotated[
    bool,
    typer.Option(
        "--allow-different-factors",
        help="Go on where the two models measure different things; booked under rules.",
    ),
]
_Buyers = Annotated[
    bool,
    typer.Option(
        "--allow-different-buyer", help="Go on where the two results are for different buyers."
    ),
]


@on_a_case("against", "as_of", "mitigations", "assume", "overlay", "extractor", inputs=None)
def diff(
    asked: Asked,
    talk: Talk,
    old: _Old,
    new: _New,
    places: _Places = None,
    *,
    old_buyer: _OldBuyer = None,
    old_rules: _OldRules = None,
    old_reviews: _OldReviews = None,
    documents: _Documents = None,
    allow_different_factors: _Factors = False,
    allow_different_buyer: _Buyers = False,
    output: options.Outputs = None,
    format: _Format = None,
) -> None:
    """Split the change between two results by cause; the parts sum to the whole.

    Causes: new evidence, status, decay, review, rules, buyer, model. -v lists what was recomputed.
    On stdout as a table, or to the files of --output.

    Example: vendorrisk diff 2025-06-01 2025-06-20 seeds --buyer google --vendor "Scale AI"
    """
    from vendorrisk.history.diff import diff as split

    wanted = targets(
        output or (), format and format.value, default="table", format_of=FORMAT_OF, folder=_FOLDER
    )
    _check_kept(wanted, [name for name in (old, new) if not _is_day(name)])
    for folder, option in ((old_rules, "--old-rules"), (asked.rules, "--rules")):
        if folder is not None and not (folder / "model.yaml").is_file():
            what = "no rules in this folder: model.yaml is missing"
            raise SettingsError(what, where=f"{option} {folder}", how="give a whole copy of rules/")
    for place in documents or ():
        if not place.exists():
            what = "no such file or folder"
            raise SettingsError(what, where=f"--documents {place}", how="check the path")
    days = _is_day(old) and _is_day(new)
    asked = asked._replace(inputs=places or ())
    dossier, buyer, vendors = _given(asked, talk, days=days)
    if dossier is not None:
        check_inputs_are_kept(wanted, dossier)
    change = split(
        old,
        new,
        sources=dossier,
        buyer=buyer,
        vendors=vendors,
        old_buyer=old_buyer,
        rules=asked.rules,
        old_rules=old_rules,
        reviews=asked.reviews,
        old_reviews=old_reviews,
        documents=documents or (),
        judgements=asked.judgements,
        engine=options.engine_of(asked.engine),
        allow_different_factors=allow_different_factors,
        allow_different_buyer=allow_different_buyer,
    )
    for note in change.notes:
        talk.note(note)
    made = ((target, render(change, target.format, worlds=talk.verbose)) for target in wanted)
    for path in deliver(made):
        talk.wrote(path)


def _given(
    asked: Asked, talk: Talk, *, days: bool
) -> tuple[Dossier | None, Buyer | str | None, tuple[str, ...]]:
    """Return documents, buyer and vendors: all of them for two days, what was typed for files."""
    if days:
        if not asked.inputs:
            raise SettingsError(
                "INPUTS missing: two days say nothing without documents",
                where="vendorrisk diff",
                how="give files, folders or globs; 'seeds' reads the examples in the package",
            )
        dossier, buyer, vendors, _ = question(asked, talk)
        return dossier, buyer, vendors
    dossier_or_none = None
    if asked.inputs:
        dossier_or_none = collect(asked.inputs, asked.rules, talk, asked.judgements, asked.engine)
    return dossier_or_none, asked.buyer, tuple(asked.vendors)


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _check_kept(wanted: list[Target], results: list[str]) -> None:
    read = {Path(name).resolve() for name in results}
    for target in wanted:
        if target.path is not None and target.path.resolve() in read:
            raise SettingsError(
                "the output would replace a result that is read",
                where=f"--output {target.path}",
                how="write to another file",
            )


def render(change: Change, format: str, *, worlds: bool = False) -> bytes:
    """Return a change as the bytes of a file."""
    from vendorrisk.report import change_text

    if format == "table":
        return change_text.change_table(change, worlds=worlds).encode("utf-8")
    write = {
        "md": change_text.change_markdown,
        "json": change_text.change_json,
        "csv": change_text.change_csv,
    }[format]
    return write(change).encode("utf-8")
