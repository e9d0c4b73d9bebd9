"""``schema``: JSON Schemas, for editors and for checks in a build."""

from __future__ import annotations

from typing import Annotated

import typer

from vendorrisk.cli import complete
from vendorrisk.cli.outputs import show

_Name = Annotated[
    str,
    typer.Argument(
        autocompletion=complete.schemas,
        metavar="NAME",
        show_default=False,
        help="Which schema; 'list', or nothing, lists them.",
    ),
]


def schema(name: _Name = "list") -> None:
    """Print the JSON Schema of a file that people edit, or of a result.

    An editor that knows it completes keys and marks mistakes: write '#:schema FILE' at the head of
    a TOML file, '# yaml-language-server: $schema=FILE' at that of a YAML file.

    Example: vendorrisk schema buyer
    """
    from vendorrisk.cli.configured import application
    from vendorrisk.cli.schemas import schemas, text

    known = schemas(application())
    if name == "list":
        wide = max(map(len, known))
        lines = [f"{key:<{wide}}  {one.what} ({one.files})\n" for key, one in known.items()]
        show("".join(lines).encode("utf-8"))
        return
    show(text(name, known).encode("utf-8"))
