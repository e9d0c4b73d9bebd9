"""``replay``: the course of a score, day by day, from what was known by then."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from vendorrisk.cli import options
from vendorrisk.cli.asking import Asked, on_a_case
from vendorrisk.cli.cases import parse_day, question
from vendorrisk.cli.ending import check_inputs_are_kept
from vendorrisk.cli.outputs import by_suffix, deliver, targets
from vendorrisk.cli.talk import Talk

if TYPE_CHECKING:
    from vendorrisk.model.course import Course


class CourseFormat(StrEnum):
    """Formats of a course."""

    table = "table"
    md = "md"
    json = "json"
    csv = "csv"


FORMAT_OF = by_suffix({".txt": "table", ".md": "md", ".json": "json", ".csv": "csv"})
_FOLDER = ("replay.md", "replay.json", "replay.csv")
_Format = Annotated[
    CourseFormat | None,
    typer.Option("--format", "-f", show_default=False, help="Format on stdout. Default: table."),
]
_Since = Annotated[
    str | None,
    typer.Option(
        "--since", metavar="YYYY-MM-DD", show_default=False, help="First day to show, included."
    ),
]
_Until = Annotated[
    str | None,
    typer.Option(
        "--until", metavar="YYYY-MM-DD", show_default=False, help="Last day to look at, included."
    ),
]


@on_a_case("against", "as_of", "mitigations", "assume", "overlay")
def replay(
    asked: Asked,
    talk: Talk,
    *,
    since: _Since = None,
    until: _Until = None,
    output: options.Outputs = None,
    format: _Format = None,
) -> None:
    """Walk the days on which anything became known.

    Prints the score of each day, what became known, the first HIGH, and its lead before the first
    exit that was told. On stdout as a table, or to the files of --output.

    Example: vendorrisk replay seeds --buyer google --vendor "Scale AI" --since 2025-06-01
    """
    from vendorrisk.history.replay import replay as walk

    wanted = targets(
        output or (), format and format.value, default="table", format_of=FORMAT_OF, folder=_FOLDER
    )
    days = parse_day(since, "--since"), parse_day(until, "--until")
    dossier, buyer, names, _ = question(asked, talk)
    check_inputs_are_kept(wanted, dossier)
    course = walk(
        dossier,
        buyer=buyer,
        vendors=names,
        since=days[0],
        until=days[1],
        rules=asked.rules,
    )
    for note in course.notes:
        talk.note(note)
    for path in deliver((target, render(course, target.format)) for target in wanted):
        talk.wrote(path)


def render(course: Course, format: str) -> bytes:
    """Return a course as the bytes of a file."""
    from vendorrisk.report import course_text

    write = {
        "table": course_text.course_table,
        "md": course_text.course_markdown,
        "json": course_text.course_json,
        "csv": course_text.course_csv,
    }[format]
    return write(course).encode("utf-8")
