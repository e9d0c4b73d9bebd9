"""``entities``: the names in the documents, whom they stand for, and the pairs to judge."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from vendorrisk.cli import options
from vendorrisk.cli.cases import collect
from vendorrisk.cli.ending import check_inputs_are_kept, unread
from vendorrisk.cli.exits import INCOMPLETE
from vendorrisk.cli.outputs import by_suffix, deliver, targets
from vendorrisk.cli.talk import Talk, count, one_line, wrapped
from vendorrisk.model.columns import padded
from vendorrisk.model.summary import page_of

if TYPE_CHECKING:
    from vendorrisk.dossier import Dossier
    from vendorrisk.model.document import Skipped
    from vendorrisk.model.naming import Holder, Naming, OpenPair


class EntityFormat(StrEnum):
    """Formats of a list of names."""

    table = "table"
    json = "json"
    csv = "csv"
    yaml = "yaml"


_FORMAT_OF = by_suffix({".txt": "table", ".json": "json", ".csv": "csv", ".yaml": "yaml"})
_FOLDER = ("entities.txt", "entities.json", "entities.csv", "judgements.yaml")
_NAME, _STANDS, _HOW = 32, 26, 11  # columns of the table
MOST_OPEN = 40  # open pairs in the table; the files have all of them
_Format = Annotated[
    EntityFormat | None,
    typer.Option(
        "--format",
        "-f",
        show_default=False,
        help="Format on stdout; yaml is the open pairs as a file of judgements. Default: table.",
    ),
]


class Named(NamedTuple):
    """What a run says of its names."""

    names: Sequence[Naming]
    open: Sequence[OpenPair]
    offices: Sequence[Holder]
    notes: Sequence[Skipped]


def entities(
    inputs: options.Inputs,
    *,
    output: options.Outputs = None,
    format: _Format = None,
    rules: options.Rules = None,
    judgements: options.Judgements = None,
    engine: options.EngineName = None,
    strict: options.Strict = False,
    quiet: options.Quiet = 0,
    verbose: options.Verbose = False,
) -> None:
    """List the names in the documents, whom they stand for, and why.

    Pairs that may be one, and that nobody has judged, come last, ready for a file of judgements.

    Example: vendorrisk entities seeds --format yaml > judgements.yaml
    """
    talk = Talk(quiet=quiet, verbose=verbose)
    wanted = targets(
        output or (),
        format and format.value,
        default="table",
        format_of=_FORMAT_OF,
        folder=_FOLDER,
    )
    dossier = collect(inputs, rules, talk, judgements, engine)
    check_inputs_are_kept(wanted, dossier)
    named = names_of(dossier, rules)
    written = deliver((t, render(named, t.format).encode("utf-8")) for t in wanted)
    for path in written:
        talk.wrote(path)
    for gap in unread(dossier) if strict else ():
        talk.warn(f"--strict: {gap}")
        raise typer.Exit(INCOMPLETE)


def names_of(dossier: Dossier, rules: Path | None) -> Named:
    """Return what a dossier says of its names."""
    from vendorrisk.entities import People, open_pairs

    resolver = dossier.resolver(rules)
    documents = {document.id: document for document in dossier.documents}
    return Named(
        dossier.names,
        open_pairs(dossier.names, resolver),
        People(resolver).holders(dossier.claims, documents),
        dossier.notes,
    )


def render(named: Named, format: str) -> str:
    """Return the names of a run as text."""
    return {"json": _json, "csv": _csv, "yaml": _yaml}.get(format, _table)(named)


def _json(named: Named) -> str:
    body = {key: [one.model_dump(mode="json") for one in part] for key, part in _parts(named)}
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def _parts(named: Named) -> list[tuple[str, Sequence[Naming | OpenPair | Holder | Skipped]]]:
    return list(zip(Named._fields, named, strict=True))


COLUMNS = {  # of the CSV, and what they say
    "name": "name as the documents write it; of an open pair, one of the two",
    "stands_for": "whom it stands for; of an open pair, the other",
    "how": "how that is known; open: a pair that nobody has judged",
    "why": "the reason in words",
    "likeness": "of an open pair: likeness of the letters, 0 to 1",
    "documents": "names of the documents that use it, '; ' between them",
}


def _csv(named: Named) -> str:
    """Return one row a name, then one row a pair that is open (``how`` is "open")."""
    from vendorrisk.report.cells import Fixed, csv_text

    names = [
        (one.name, one.stands_for, one.how, one.why, None, "; ".join(one.documents))
        for one in named.names
    ]
    pairs = [
        (pair.left, pair.right, "open", pair.why, Fixed.of(pair.likeness, 3), None)
        for pair in named.open
    ]
    return csv_text(tuple(COLUMNS), [*names, *pairs])


def _yaml(named: Named) -> str:
    """Return the open pairs as a file of judgements, each unsure until somebody says otherwise."""
    if not named.open:
        return "judgements: []\n"
    lines = ["judgements:"]
    for pair in named.open:
        lines += [
            f"  - left: {_quoted(pair.left)}",
            f"    right: {_quoted(pair.right)}",
            "    judgement: unsure",
            f"    why: {_quoted(pair.why)}",
        ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Return text as a YAML scalar in double quotes; what cannot be printed is written out."""
    return json.dumps(text, ensure_ascii=not text.isprintable())


def _table(named: Named) -> str:
    joined = sum(one.name != one.stands_for for one in named.names)
    lines = [
        f"{count(len(named.names), 'name')}, {joined} of them for another;"
        f" {count(len(named.open), 'open pair')}",
        "",
    ]
    if named.names:
        head = f"{'name':<{_NAME}}{'stands for':<{_STANDS}}{'how':<{_HOW}} documents"
        lines.append(head)
    for one in named.names:
        name, stands = one_line(one.name, _NAME - 2), one_line(one.stands_for, _STANDS - 2)
        stands = "" if one.stands_for == one.name else stands
        number = f"{len(one.documents):>10}"
        lines.append(f"{padded(name, _NAME)}{padded(stands, _STANDS)}{one.how:<{_HOW}}{number}")
        if one.how not in {"registry", "new", "product"} and one.name != one.stands_for:
            lines.append(wrapped(one_line(one.why), indent="  "))
    for title, told in (
        ("Offices named without the person; the claims are left as they are:", _offices(named)),
        ("Left apart, or against the registry:", _notes(named)),
    ):
        if told:
            lines += ["", title, *(wrapped(text, indent="  ", hanging="    ") for text in told)]
    if named.open:
        lines += [
            "",
            "Open pairs: copy into a file of judgements, say same, different or unsure,",
            "and pass it with --judgements.",
            "",
            _yaml(named._replace(open=named.open[:MOST_OPEN])).rstrip("\n"),
        ]
    if len(named.open) > MOST_OPEN:
        lines += ["", f"and {len(named.open) - MOST_OPEN} more: --format yaml has all of them"]
    return page_of(lines)


def _offices(named: Named) -> list[str]:
    return [
        one_line(f"{one.document}: {one.role} of {one.organisation} on {one.day}: {one.person}")
        for one in named.offices
    ]


def _notes(named: Named) -> list[str]:
    return [
        one_line(f"{one.path}: {one.what}" + (f" ({one.how})" if one.how else ""))
        for one in named.notes
    ]
