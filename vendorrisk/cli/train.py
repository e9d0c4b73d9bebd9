"""``train``: the classifier's weights from labelled data, and how well it does on data held out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vendorrisk.cli import options
from vendorrisk.cli.exits import GATE
from vendorrisk.cli.outputs import show, write
from vendorrisk.cli.talk import Talk, count, one_line
from vendorrisk.errors import DocumentError, SettingsError

if TYPE_CHECKING:
    from vendorrisk.extract.classifier import Corpus
    from vendorrisk.extract.heldout import KindScore
    from vendorrisk.extract.labelled import Labelled
    from vendorrisk.extract.training import Trained


class ScoresFormat(StrEnum):
    """Formats of the scores."""

    table = "table"
    json = "json"


SUFFIXES = (".jsonl", ".yaml", ".yml")
_Paths = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATH",
        show_default=False,
        help="Labelled data: marked pairs (.jsonl), texts with their claims (.yaml), or folders of"
        " them.",
    ),
]
_Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", show_default=False, help="Write the model."),
]
_Note = Annotated[
    str | None,
    typer.Option(
        "--note",
        metavar="TEXT",
        show_default=False,
        help="For readers of the model. With --check, that of the file unless given.",
    ),
]
_Check = Annotated[
    Path | None,
    typer.Option(
        "--check",
        metavar="FILE",
        show_default=False,
        help="Write nothing; exit 1 unless FILE is, byte for byte, what the data give.",
    ),
]
_Format = Annotated[ScoresFormat, typer.Option("--format", "-f", help="Format of the scores.")]


def train(
    paths: _Paths,
    *,
    output: _Output = None,
    check: _Check = None,
    note: _Note = None,
    format: _Format = ScoresFormat.table,
    rules: options.Rules = None,
    quiet: options.Quiet = 0,
    verbose: options.Verbose = False,
) -> None:
    """Train the classifier on labelled data.

    Prints what was learnt of each kind, and how well it is told on data held out. The same data
    give the same bytes, in whatever order they are given.

    Example: vendorrisk train training -o our-rules/classifier/model.json
    """
    from vendorrisk.extract.classifier import dump
    from vendorrisk.extract.training import fit

    if (output is None) == (check is None):
        raise SettingsError(
            "nowhere to put the model" if output is None else "--check writes nothing",
            where="vendorrisk train",
            how="give one of --output FILE and --check FILE",
        )
    talk = Talk(quiet=quiet, verbose=verbose)
    files = labelled_files(paths)
    if output is not None and output.resolve() in {file.resolve() for file in files}:
        raise SettingsError(
            "the model would replace data that were read",
            where=f"--output {output}",
            how="write to another file",
        )
    shipped = _bytes(check) if check is not None else b""
    if note is None:
        note = _note(shipped)
    labelled, corpora = _read(files, rules, talk)
    try:
        trained = fit(labelled, corpora, note=note)
    except DocumentError as error:
        where = " ".join(map(str, paths))
        raise DocumentError(error.what, where=error.where or where, how=error.how) from None
    made = dump(trained.model)
    written = write(output, made) if output is not None else None
    show(scores(trained, format.value).encode("utf-8"))
    if written is not None:
        talk.wrote(written)
    elif made != shipped:
        talk.warn(f"{check} is not what these data give: {difference(shipped, made)}")
        raise typer.Exit(GATE)
    else:
        talk.note(f"{check} is what these data give, byte for byte")


def labelled_files(paths: Sequence[Path]) -> list[Path]:
    """Return the files of labelled data among paths and in folders, each once.

    Raises
    ------
    SettingsError
        For what is not there, what is no labelled data, and when nothing is left.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        if path.is_dir():
            inside = (p for p in path.rglob("*") if p.suffix in SUFFIXES and p.is_file())
            own = sorted(p for p in inside if not _hidden(p.relative_to(path)))
        elif not path.is_file():
            raise SettingsError(
                "no such file or folder", where=str(path), how="give labelled data: .jsonl, .yaml"
            )
        elif path.suffix not in SUFFIXES:
            raise SettingsError(
                f"'{path.suffix}' is no labelled data",
                where=str(path),
                how=f"use one of {', '.join(SUFFIXES)}",
            )
        else:
            own = [path]
        for file in own:
            found.setdefault(file.resolve(), file)
    if not found:
        raise SettingsError(
            "no labelled data here",
            where=" ".join(map(str, paths)),
            how=f"folders are searched for {', '.join(SUFFIXES)}",
        )
    return list(found.values())


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _read(
    files: Sequence[Path], rules: Path | None, talk: Talk
) -> tuple[list[Labelled], list[Corpus]]:
    """Return the candidates of all files, in an order that does not depend on where they lie."""
    from vendorrisk.extract import extractor
    from vendorrisk.extract.labelled import read_labelled

    reader = extractor(rules, engine="rules")
    by_content: dict[str, tuple[Corpus, list[Labelled]]] = {}
    for file in files:
        talk.detail(f"reading {file}")
        labelled, corpus = read_labelled(file, reader, root=rules)
        if corpus.sha256 in by_content:
            talk.warn(f"{file} is a copy of {by_content[corpus.sha256][0].name}; left out")
            continue
        by_content[corpus.sha256] = corpus, labelled
    ordered = sorted(by_content.values(), key=lambda one: (one[0].name, one[0].sha256))
    talk.note(
        f"read {count(sum(len(ones) for _, ones in ordered), 'labelled candidate')} of"
        f" {count(len(ordered), 'file')}"
    )
    return [one for _, ones in ordered for one in ones], [corpus for corpus, _ in ordered]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SettingsError(
            f"cannot read: {error.strerror}", where=f"--check {path}", how="give a model"
        ) from None


def _note(data: bytes) -> str:
    """Return the note of a model, empty where it is none."""
    try:
        body = json.loads(data)
    except (ValueError, RecursionError):
        return ""
    note = body.get("note") if isinstance(body, dict) else None
    return note if isinstance(note, str) else ""


def difference(shipped: bytes, made: bytes) -> str:
    """Return in a few words where a model begins to differ from the one that the data give."""
    pairs = zip(shipped.splitlines(), made.splitlines(), strict=False)
    for number, (old, new) in enumerate(pairs, 1):
        if old != new:
            theirs, ours = (one_line(text.decode("utf-8", "replace"), 60) for text in (old, new))
            return f"line {number} is '{theirs}', not '{ours}'"
    return f"it has {len(shipped):,} bytes, not {len(made):,}"


def scores(trained: Trained, format: str) -> str:
    """Return how well each kind is told on folds held out, as a table or JSON."""
    if format == "json":
        body = {
            "scheme": trained.model.scheme,
            "corpora": [corpus._asdict() for corpus in trained.model.corpora],
            "forms": [
                {
                    "form": form.form,
                    "candidates": form.candidates,
                    "cut": form.cut,
                    "kinds": [_figures(one) for one in (*form.kinds, form.total)],
                }
                for form in trained.scores
            ],
        }
        return json.dumps(body, ensure_ascii=False, indent=2) + "\n"
    return "\n".join(_table(trained)) + "\n"


def _figures(one: KindScore) -> dict[str, object]:
    return {
        **one.model_dump(mode="json", exclude={"form"}),
        **{name: _rounded(getattr(one, name)) for name in ("precision", "recall", "f1")},
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _table(trained: Trained) -> Iterator[str]:
    yield "Told on data held out, five folds by text. Right: the kind, and its direction."
    for form in trained.scores:
        features = len(trained.model.weights.get(form.form, {}))
        yield ""
        yield (
            f"{form.form}: {count(form.candidates, 'candidate')},"
            f" {count(features, 'feature')}, reported from {form.cut:g} on"
        )
        counted = f"{'count':>7}{'told':>7}{'right':>7}"
        yield f"  {'kind':<24}{counted}{'P':>8}{'R':>7}{'F1':>7}{'ECE':>8}"
        for one in (*form.kinds, form.total):
            yield (
                f"  {one.kind:<24}{one.candidates:>7}{one.made:>7}{one.hits:>7}"
                f"{_cell(one.precision):>8}{_cell(one.recall):>7}{_cell(one.f1):>7}"
                f"{_cell(one.calibration_error):>8}"
            )


def _cell(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
