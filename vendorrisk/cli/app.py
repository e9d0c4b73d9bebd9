"""The application: its commands, and what a user reads when something goes wrong."""

from __future__ import annotations

import errno
import importlib
import re
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from vendorrisk import __version__
from vendorrisk.cli import (
    answers,
    assessing,
    backtest,
    begin,
    checklist,
    claims,
    config,
    configured,
    demo,
    diff,
    doctor,
    entities,
    explain,
    gating,
    plugins,
    replay,
    review,
    rules,
    schema,
    screen,
    selftest,
    train,
    verify,
    watch,
    whatif,
)
from vendorrisk.cli.exits import INTERNAL, INTERNAL_CODE, INTERRUPTED, OK, USAGE, USAGE_CODE
from vendorrisk.cli.meter import watched
from vendorrisk.cli.talk import printable, say_error
from vendorrisk.errors import SettingsError, VendorRiskError, did_you_mean
from vendorrisk.model.summary import cut

_USAGE_ERROR: Any = typer.BadParameter.__bases__[0]  # typer gives its own name to one kind only
_EPILOG = """\
Exit codes: 0 done, 1 the gate failed, 2 wrong usage or rules, 3 incomplete (--strict), 70 a bug.
Data goes to stdout, everything said to stderr. What is not typed may stand in VENDORRISK_*
variables or a vendorrisk.toml.

Start: vendorrisk demo
"""

_GROUP: Any = importlib.import_module("typer.core").TyperGroup
EVERYDAY, DECIDE, EVIDENCE, SET_UP = "Everyday", "Decide and follow", "Evidence", "Set-up"


class _Commands(_GROUP):  # type: ignore[misc]  # typer does not export its type
    """Commands of one word, but for ``checklist import``, which is looked for first.

    A folder that is called import is given as ./import.
    """

    def resolve_command(self, context: Any, words: list[str]) -> Any:
        if words[:2] == _IMPORT:
            words = [" ".join(_IMPORT), *words[2:]]
        return super().resolve_command(context, words)

    def format_commands(self, context: Any, formatter: Any) -> None:
        """Write the commands below the names of their panels, each with its whole first line."""
        panels: dict[str, list[tuple[str, str]]] = {}
        for name in self.list_commands(context):
            one = self.get_command(context, name)
            if one is not None and not one.hidden:
                rows = panels.setdefault(one.rich_help_panel or "More", [])
                rows.append((name, one.get_short_help_str(limit=200)))
        wide = max(len(name) for rows in panels.values() for name, _ in rows)
        for panel in sorted(panels, key=[*_PANELS, *panels].index):
            with formatter.section(panel):
                formatter.write_dl([(name.ljust(wide), told) for name, told in panels[panel]])


_IMPORT = ["checklist", "import"]
_PANELS = (EVERYDAY, DECIDE, EVIDENCE, SET_UP)

app = typer.Typer(
    name="vendorrisk",
    cls=_Commands,
    help="Score vendor neutrality risk from documents, for one buyer, on one day.",
    epilog=_EPILOG,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=True,
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 80},
)
app.command(rich_help_panel=EVERYDAY)(demo.demo)
app.command(rich_help_panel=EVERYDAY)(assessing.report)
app.command(rich_help_panel=EVERYDAY)(assessing.compare)
app.command(rich_help_panel=EVERYDAY)(assessing.score)
app.command(rich_help_panel=EVERYDAY)(checklist.checklist)
app.command(" ".join(_IMPORT), rich_help_panel=EVERYDAY)(answers.take_in)
app.command(rich_help_panel=DECIDE)(gating.gate)
app.command(rich_help_panel=DECIDE)(whatif.whatif)
app.command(rich_help_panel=DECIDE)(watch.watch)
app.command(rich_help_panel=DECIDE)(watch.alerts)
app.command(rich_help_panel=DECIDE)(replay.replay)
app.command(rich_help_panel=DECIDE)(diff.diff)
app.command(rich_help_panel=EVIDENCE)(claims.claims)
app.command(rich_help_panel=EVIDENCE)(entities.entities)
app.command(rich_help_panel=EVERYDAY)(explain.explain)
app.command(rich_help_panel=SET_UP)(selftest.selftest)
app.command(rich_help_panel=EVIDENCE)(verify.verify)
app.command(rich_help_panel=EVIDENCE)(train.train)
app.command(rich_help_panel=EVIDENCE)(backtest.backtest)
app.command(rich_help_panel=SET_UP)(plugins.plugins)
app.command(rich_help_panel=SET_UP)(begin.init)
app.command(rich_help_panel=SET_UP)(doctor.doctor)
app.command(rich_help_panel=SET_UP)(schema.schema)
app.add_typer(config.app, name="config", rich_help_panel=SET_UP)
app.add_typer(review.app, name="review", rich_help_panel=EVIDENCE)
app.add_typer(rules.app, name="rules", rich_help_panel=EVIDENCE)
configured.use(app)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"vendorrisk {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def main(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001  # its callback does the work
        bool,
        typer.Option(
            "--version",
            "-V",
            help="Show the version and exit.",
            callback=_print_version,
            is_eager=True,
        ),
    ] = False,
) -> None:
    """Score vendor neutrality risk from documents, for one buyer, on one day."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def dispatch(words: Sequence[str]) -> int:
    """Run a command line and return its exit code; every deliberate error becomes three lines."""
    screen.begin(words)
    try:
        return _dispatch(words)
    except Exception as error:  # the one place where a bug becomes an exit code
        if isinstance(error, OSError) and error.errno in (errno.EPIPE, errno.ENOSPC):
            raise  # stdout takes no more
        if isinstance(error, OSError) and _is_of_the_machine(error):
            say_error(_refused(error))
            return USAGE
        return _internal(error, verbose=any(_is_verbose(word) for word in words))
    finally:
        screen.clear()


def _dispatch(words: Sequence[str]) -> int:
    command = typer.main.get_command(app)
    try:
        with watched():
            done = command.main(list(words), prog_name="vendorrisk", standalone_mode=False)
    except VendorRiskError as error:
        error.where = configured.placed_in(error.where)
        say_error(error)
        return USAGE
    except _USAGE_ERROR as error:
        say_error(_usage(error, words), USAGE_CODE)
        return USAGE
    except typer.Abort:
        return INTERRUPTED
    except SystemExit as error:  # how typer ends completion, and when the reader of stdout has gone
        if not error.code:
            return OK
        raise BrokenPipeError(errno.EPIPE, "the reader has gone") from error
    return done if isinstance(done, int) else 0


_REFUSALS = frozenset(
    {
        errno.ENAMETOOLONG,
        errno.EACCES,
        errno.EPERM,
        errno.EROFS,
        errno.ELOOP,
        errno.EIO,
        errno.EMFILE,
        errno.ENFILE,
    }
)


def _is_of_the_machine(error: OSError) -> bool:
    """Whether the system refused a place that was named: nothing that this program got wrong."""
    return error.errno in _REFUSALS or (error.errno == errno.ENOENT and _is_gone())


def _is_gone() -> bool:
    """Whether the working directory has been removed."""
    try:
        return not Path.cwd().is_dir()
    except OSError:
        return True


def _refused(error: OSError) -> VendorRiskError:
    if error.errno == errno.ENOENT:
        return SettingsError("the working directory is gone", how="change to one that is there")
    where = None if error.filename is None else cut(str(error.filename), 200)
    what = f"the system refuses: {error.strerror or error}"
    return SettingsError(what, where=where, how="name a place that can be used")


def _is_verbose(word: str) -> bool:
    return word == "--verbose" or re.fullmatch(r"-[qv]*v[qv]*", word) is not None


def _internal(error: Exception, *, verbose: bool) -> int:
    if verbose:
        traceback.print_exception(error, file=sys.stderr)
    what = printable(f"{type(error).__name__}: {error}")[:300]
    how = "report it with the command and its output" + ("" if verbose else " when run with -v")
    how = f"this is a bug; {how}"
    say_error(VendorRiskError(f"internal error: {what}", how=how), INTERNAL_CODE)
    return INTERNAL


def _usage(error: Any, words: Sequence[str]) -> VendorRiskError:
    """Return a usage error as what, where, how.

    Everything is read off the message: what else an error carries changes between versions.
    """
    context = error.ctx
    where = context.command_path if context is not None else f"vendorrisk {words[0]}"
    what = error.format_message().splitlines()[0].rstrip(".")
    how = None
    unknown = re.match(r"No such (option|command):? '?([^\s']+)'?", what)
    choice = re.search(r"'([^']*)' is not one of (.+)$", what)
    if unknown and context is not None:
        kind, word = unknown.groups()
        known = _known(context.command, kind)
        what = f"no such {kind} '{word}'"
        how = did_you_mean(word, known) or f"one of: {', '.join(known)}"
    elif choice:
        known = re.findall(r"'(.*?)'", choice.group(2))
        what = f"{_option(what)} cannot be '{choice.group(1)}'"
        how = did_you_mean(choice.group(1), known) or f"one of: {', '.join(known)}"
    elif what.startswith("Missing argument"):
        how = "give files, folders, globs or -; 'seeds' reads the examples in the package"
        if "FILE" in what:
            what, how = "FILE missing", "give the file that was filled in"
        elif "PATH" in what:
            what, how = "PATH missing", "give labelled data: files (.jsonl, .yaml) or folders"
        elif "'FAMILY/ID'" in what:
            what, how = "FAMILY/ID missing", "name family and id: ownership/our-rule"
        elif "'ID'" in what:
            what, how = "ID missing", "'vendorrisk rules list' lists the rules"
        elif "RESULT" in what:
            what, how = "RESULT missing", "give the report.json of a report, or -"
        elif "INPUTS" in what:
            what = "INPUTS missing"
        else:
            what = "nothing to explain"
            how = "name a vendor, a line (Scale AI:stake:meta), a claim or a word (coverage)"
    elif what.startswith("Missing command"):
        what, how = (
            "a command is missing",
            f"one of: {', '.join(_known(context.command, 'command'))}",
        )
    return VendorRiskError(what, where=where, how=how or f"see {where} --help")


def _known(command: Any, kind: str) -> list[str]:
    if kind == "command":
        return list(command.commands)
    own = [name for one in command.params for name in one.opts if name.startswith("--")]
    return sorted({*own, "--help"})


def _option(message: str) -> str:
    found = re.search(r"--[a-z-]+", message)
    return found.group(0) if found else "the value"
