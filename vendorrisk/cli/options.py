"""The arguments and options that commands share, each with its help."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import typer

from vendorrisk.cli import complete


class Engine(StrEnum):
    """What finds claims in running text."""

    classifier = "classifier"
    rules = "rules"


def engine_of(chosen: Engine | None) -> Literal["classifier", "rules"] | None:
    """Return the engine that was typed as the package calls it; None: nothing was typed."""
    if chosen is None:
        return None
    return "rules" if chosen is Engine.rules else "classifier"


class Assets(StrEnum):
    """Where the style of an HTML page stands."""

    inline = "inline"
    beside = "split"


class FailOn(StrEnum):
    """When the gate fails."""

    none = "none"
    high = "high"
    undetermined = "undetermined"


class Paper(StrEnum):
    """Sizes of paper."""

    a4 = "a4"
    letter = "letter"


Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUTS",
        show_default=False,
        help="Files, folders, globs, or - for standard input. 'seeds' reads the examples that"
        " ship with the package when there is no such folder here.",
    ),
]
InputsOrFrom = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="INPUTS",
        show_default=False,
        help="Files, folders, globs, or - for standard input; none with --from.",
    ),
]
Saved = Annotated[
    Path | None,
    typer.Option(
        "--from",
        metavar="FILE",
        show_default=False,
        help="Show a saved result (.json) again instead of reading INPUTS; - is standard input.",
    ),
]
BuyerName = Annotated[
    str | None,
    typer.Option(
        "--buyer",
        autocompletion=complete.buyers,
        metavar="NAME|FILE",
        show_default=False,
        help="Whose neutrality is at stake: a known buyer, or a profile (.yaml).",
    ),
]
Vendors = Annotated[
    list[str] | None,
    typer.Option(
        "--vendor",
        autocompletion=complete.vendors,
        metavar="NAME",
        show_default=False,
        help="Vendor to assess: name, alias or id. Repeats.",
    ),
]
Against = Annotated[
    list[str] | None,
    typer.Option(
        "--against",
        autocompletion=complete.vendors,
        metavar="NAME",
        show_default=False,
        help="Alternative to set beside them; the gate looks at --vendor only. Repeats.",
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="YYYY-MM-DD",
        show_default=False,
        help="What became known later does not count. Default: the last day on which anything in"
        " the documents became known.",
    ),
]
Rules = Annotated[
    Path | None,
    typer.Option(
        "--rules",
        metavar="DIR",
        show_default=False,
        help="Folder of rules, instead of those that ship with the package.",
    ),
]
Overlays = Annotated[
    list[Path] | None,
    typer.Option(
        "--overlay",
        metavar="DIR",
        show_default=False,
        help="Folder whose flags/ add red-flag rules, or replace those with the same id, or the"
        " rule pack of a plug-in (plugin:NAME). Repeats; the last one wins.",
    ),
]
Extractors = Annotated[
    list[str] | None,
    typer.Option(
        "--extractor",
        metavar="NAME",
        show_default=False,
        help="Plug-in that looks for claims too ('vendorrisk plugins' lists them). Repeats.",
    ),
]
Mitigations = Annotated[
    Path | None,
    typer.Option(
        "--mitigations",
        metavar="FILE",
        show_default=False,
        help="Your measures against single channels (.yaml): what is left of the risk with them"
        " stands beside it.",
    ),
]
Assume = Annotated[
    list[str] | None,
    typer.Option(
        "--assume",
        metavar="TEXT",
        show_default=False,
        help="What if: a sentence that takes the place of what documents say on the same tie"
        ' ("Meta owns 60% of Scale AI"). The result says so everywhere. Repeats.',
    ),
]
Reviews = Annotated[
    Path | None,
    typer.Option(
        "--reviews",
        metavar="FILE",
        show_default=False,
        help="Log of your reviews of claims (.jsonl): rejected ones are left out, edited ones carry"
        " your values.",
    ),
]
EngineName = Annotated[
    Engine | None,
    typer.Option(
        "--engine",
        show_default=False,
        help="What finds claims in running text: rules weighed by the classifier, or rules alone."
        " Default: classifier, where the rules hold one.",
    ),
]
Judgements = Annotated[
    Path | None,
    typer.Option(
        "--judgements",
        metavar="FILE",
        show_default=False,
        help="Your own judgements on names (.yaml): which are the same, which are different.",
    ),
]
Outputs = Annotated[
    list[str] | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        show_default=False,
        help="Write a file; its suffix picks the format. A folder (reports/) gets the usual ones."
        " Repeats.",
    ),
]
PaperSize = Annotated[
    Paper,
    typer.Option("--paper", help="Size of the pages of a .pdf or .docx."),
]
FontPaths = Annotated[
    list[Path] | None,
    typer.Option(
        "--font-path",
        metavar="DIR",
        show_default=False,
        help="Folder of fonts for the characters of a .pdf that its own fonts do not have"
        " (Chinese, Japanese, Korean ...). Repeats.",
    ),
]
AssetsName = Annotated[
    Assets,
    typer.Option(
        "--assets",
        help="Of an HTML page: its style in the page, or in report.css beside it, for viewers whose"
        " policy forbids the first (Jenkins).",
    ),
]
Gate = Annotated[
    FailOn,
    typer.Option(
        "--fail-on",
        help="Exit 1 when a vendor is HIGH, or when one is HIGH or UNDETERMINED.",
    ),
]
ExitZero = Annotated[
    bool,
    typer.Option(
        "--exit-zero", help="Exit 0 although the gate fails or the evidence is incomplete."
    ),
]
Strict = Annotated[
    bool,
    typer.Option(
        "--strict",
        help="Exit 3 when an input could not be read or a vendor's coverage is below the floor.",
    ),
]
RequireReviewed = Annotated[
    bool,
    typer.Option(
        "--require-reviewed",
        help="Exit 3 when a claim that counts is neither accepted nor edited in --reviews.",
    ),
]
Quiet = Annotated[
    int,
    typer.Option(
        "--quiet",
        "-q",
        count=True,
        show_default=False,
        help="Say warnings and errors only; -qq: errors only.",
    ),
]
Verbose = Annotated[
    bool, typer.Option("--verbose", "-v", help="Say more; show where an internal error arose.")
]
