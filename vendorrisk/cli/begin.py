"""``init``: a folder to start from, with files to fill in; nothing that is there is replaced."""

from __future__ import annotations

import shlex
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from vendorrisk.cli import options
from vendorrisk.cli.outputs import write
from vendorrisk.cli.talk import Talk
from vendorrisk.errors import SettingsError


class Template(StrEnum):
    """What a workspace holds."""

    minimal = "minimal"
    tprm = "tprm"
    ci = "ci"


# Where each file of the templates goes, by its name in the package.
_MINIMAL = {
    "vendorrisk.toml": "vendorrisk.toml",
    "buyer.yaml": "buyer.yaml",
    "facts.yaml": "facts.yaml",
    "policy.yaml": "policy.yaml",
    "article.md": "articles/example.md",
    "README.md": "README.md",
    "gitignore": ".gitignore",
}
_MORE = {
    Template.minimal: {},
    Template.tprm: {
        "mitigations.yaml": "mitigations.yaml",
        "waivers.yaml": "waivers.yaml",
        "REVIEW.md": "REVIEW.md",
    },
    Template.ci: {
        "waivers.yaml": "waivers.yaml",
        "workflow.yml": ".github/workflows/vendorrisk.yml",
    },
}
SCHEMAS = ("config", "buyer", "facts", "policy", "mitigations", "waivers")
FILL_IN = (
    "vendorrisk.toml  your vendors, and the alternatives to set beside them",
    "buyer.yaml       who you are, and who your rivals are",
    "articles/        what is to be read, in place of example.md",
    "facts.yaml       what you know for sure, in place of the example (facts: [] for nothing)",
)
_Dir = Annotated[
    Path,
    typer.Argument(metavar="DIR", help="The folder; it is made when it is not there."),
]
_Template = Annotated[
    Template,
    typer.Option(
        "--template",
        help="minimal: the least that works; tprm: with mitigations, waivers and the round of a"
        " review; ci: with waivers and a workflow for GitHub.",
    ),
]


def init(
    folder: _Dir = Path(),
    *,
    template: _Template = Template.minimal,
    quiet: options.Quiet = 0,
) -> None:
    """Make a workspace: options, a buyer to fill in, articles, facts, a policy.

    Every file is commented. Nothing that is there already is replaced.

    Example: vendorrisk init our-vendors
    """
    from vendorrisk.cli.configured import application
    from vendorrisk.cli.schemas import schemas, text

    talk = Talk(quiet=quiet)
    source = files("vendorrisk.cli") / "workspace"
    wanted = {
        place: (source / name).read_text(encoding="utf-8")
        for name, place in (_MINIMAL | _MORE[Template(template)]).items()
    }
    known = schemas(application())
    named = [name for name in SCHEMAS if any(f"{name}.schema" in one for one in wanted.values())]
    wanted |= {f"schemas/{name}.schema.json": text(name, known) for name in named}
    if folder.exists() and not folder.is_dir():
        raise SettingsError("not a folder", where=str(folder), how="name a folder")
    kept = [place for place in wanted if (folder / place).exists() or (folder / place).is_symlink()]
    for place, body in wanted.items():
        if place not in kept:
            talk.wrote(write(folder / place, body.encode("utf-8")))
    for place in kept:
        talk.warn(f"{folder / place} is there already and stays as it is")
    if kept == list(wanted):
        return
    talk.note("it runs as it is, on an invented example; to make it yours:")
    talk.listed(FILL_IN)
    talk.note("next:")
    talk.listed(list(next_steps(folder, Template(template))))


def next_steps(folder: Path, template: Template) -> tuple[str, ...]:
    """Return the commands to go on with, as they are to be typed."""
    here = folder.resolve() == Path.cwd()
    steps = [] if here else [f"cd {shlex.quote(str(folder))}"]
    steps += ["vendorrisk report", "vendorrisk checklist", "vendorrisk gate"]
    if template is Template.tprm:
        steps.append("vendorrisk review list")
    steps.append("vendorrisk config show")
    return tuple(steps)
