"""``checklist import``: a filled-in checklist becomes evidence, and agreed clauses mitigations."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vendorrisk.cli import options
from vendorrisk.cli.outputs import show, write
from vendorrisk.cli.talk import Talk, count
from vendorrisk.errors import SettingsError

if TYPE_CHECKING:
    from vendorrisk.interchange.answers import Heard, Merged

_Book = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        show_default=False,
        help="A checklist as it came back: .xlsx, .csv or .json, as 'checklist' writes them.",
    ),
]
_Facts = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        show_default=False,
        help="Put the answers into a fact file (.yaml), behind those that it holds; a folder gets"
        " answers.yaml and mitigations.yaml. Default: stdout.",
    ),
]
_Measures = Annotated[
    Path | None,
    typer.Option(
        "--mitigations-out",
        metavar="FILE",
        show_default=False,
        help="Put the clauses that are agreed, evidenced and dated into a file (.yaml) for"
        " --mitigations.",
    ),
]


def take_in(
    book: _Book,
    *,
    output: _Facts = None,
    mitigations_out: _Measures = None,
    quiet: options.Quiet = 0,
    verbose: options.Verbose = False,
) -> None:
    """Take in a filled-in checklist: answers become evidence.

    The fact file is one more input to every command. Answers that it holds already are left as they
    are, a changed one is put behind. With any error nothing is written.

    Example: vendorrisk checklist import checklist.xlsx -o answers.yaml
    """
    from vendorrisk.interchange.answers import heard
    from vendorrisk.interchange.returned import returned

    talk = Talk(quiet=quiet, verbose=verbose)
    facts, measures = _places(output, mitigations_out, book)
    found = returned(book)
    made = heard(found, hashlib.sha256(book.read_bytes()).hexdigest())
    begun = facts is not None and not facts.exists()
    with _alone(facts, measures):
        answers = _take(made, facts, measures, talk)
    for note in made.notes:
        talk.note(f"{book}: {note}")
    if not made.facts:
        talk.warn("no question is answered: the column 'answer' is empty")
    taken = f"{count(len(made.facts), 'answer')}, {answers.new} new to the file"
    kept = f"; {made.apart} not for the score, kept as context" if made.apart else ""
    talk.note(taken + kept)
    if begun and made.facts:
        talk.note(f"to count, {facts} must be an input: typed, or named in vendorrisk.toml")
    if made.mitigations:
        put = "" if measures else "; --mitigations-out FILE writes them"
        talk.note(f"{count(len(made.mitigations), 'mitigation')} from agreed clauses{put}")


@contextlib.contextmanager
def _alone(*paths: Path | None) -> Iterator[None]:
    """Hold the only right to write these files: two imports at once keep the answers of both."""
    from vendorrisk.interchange.locks import alone

    folders = sorted({path.resolve().parent for path in paths if path is not None})
    with contextlib.ExitStack() as held:
        for folder in folders:
            try:
                folder.mkdir(parents=True, exist_ok=True)
                held.enter_context(alone(folder))
            except OSError as error:
                what = f"cannot write: {error.strerror or error}"
                how = "choose a place that you may write to"
                raise SettingsError(what, where=f"--output {folder}", how=how) from None
        yield


def _take(made: Heard, facts: Path | None, measures: Path | None, talk: Talk) -> Merged:
    """Write the answers behind those that a file holds, and the mitigations as they are now."""
    from vendorrisk.interchange.answers import facts_text, mitigations_text

    answers = facts_text(_text(facts), made.facts, facts or Path("answers.yaml"))
    results = [(facts, answers.text)]
    if measures is not None:
        old = _text(measures)
        eased = mitigations_text(old, made.mitigations, made.dropped, measures)
        if made.mitigations or old is not None:
            results.append((measures, eased.text))
    for path, text in results:
        if path is None:
            show(text.encode("utf-8"))
        elif _text(path) != text:
            talk.wrote(write(path, text.encode("utf-8")))
    return answers


def _places(
    given: str | None, measures: Path | None, book: Path
) -> tuple[Path | None, Path | None]:
    """Return where facts and mitigations go.

    Raises
    ------
    SettingsError
        For places that are the same, that are the checklist itself, or that are no YAML files.
    """
    output = None if given is None else Path(given)
    if output is not None and (str(given).endswith(("/", os.sep)) or output.is_dir()):
        measures = measures or output / "mitigations.yaml"
        output = output / "answers.yaml"
    seen = {book.resolve(): "the checklist itself"}
    for option, path in (("--output", output), ("--mitigations-out", measures)):
        if path is None:
            continue
        where = f"{option} {path}"
        if path.suffix.casefold() not in {".yaml", ".yml"}:
            raise SettingsError("answers go to a .yaml file", where=where, how="name one")
        if path.resolve() in seen:
            what = f"would replace {seen[path.resolve()]}"
            raise SettingsError(what, where=where, how="name every file once")
        seen[path.resolve()] = "the file of answers"
    return output, measures


def _text(path: Path | None) -> str | None:
    """Return what a file holds, None where there is none."""
    if path is None or not path.exists():
        return None
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"cannot read: {error}", where=str(path), how="name another") from None
