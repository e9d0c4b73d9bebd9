"""``watch`` and ``alerts``: what is news on vendors since the last look, and what was told."""

from __future__ import annotations

import time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vendorrisk.cli import options
from vendorrisk.cli.asking import Asked, Ending, on_a_case
from vendorrisk.cli.cases import (
    SEED_BUYER,
    SEED_VENDORS,
    are_seeds,
    check_rules,
    located,
    parse_day,
    placed,
)
from vendorrisk.cli.exits import GATE, INCOMPLETE
from vendorrisk.cli.outputs import Target, by_suffix, deliver, targets
from vendorrisk.cli.talk import Talk, count, say_error
from vendorrisk.errors import SettingsError, VendorRiskError

if TYPE_CHECKING:
    from vendorrisk.model.watch import Digest
    from vendorrisk.watching import Passed


class WatchFormat(StrEnum):
    """Formats of a digest."""

    md = "md"
    json = "json"


_FORMAT_OF = by_suffix({".md": "md", ".json": "json"})
_FOLDER = ("digest.md", "digest.json")
_State = Annotated[
    Path,
    typer.Option(
        "--state",
        metavar="FILE",
        show_default=False,
        help="File in which the watch remembers (SQLite); made when it is not there.",
    ),
]
_Every = Annotated[
    float | None,
    typer.Option(
        "--every",
        metavar="SECONDS",
        show_default=False,
        min=1,
        help="Look again and again, with so much time between. Default: once.",
    ),
]
_Wait = Annotated[
    float,
    typer.Option(
        "--wait",
        metavar="SECONDS",
        min=0,
        max=3600,
        help="How long to wait for another pass on the same state.",
    ),
]
_FailOnAlert = Annotated[bool, typer.Option("--fail-on-alert", help="Exit 1 when an alert opens.")]
_Format = Annotated[
    WatchFormat | None,
    typer.Option("--format", "-f", show_default=False, help="Format on stdout. Default: md."),
]


@on_a_case(
    "against",
    "mitigations",
    "assume",
    "overlay",
    "extractor",
    "fail_on",
    "exit_zero",
    "require_reviewed",
)
def watch(
    asked: Asked,
    ending: Ending,
    talk: Talk,
    *,
    state: _State,
    output: options.Outputs = None,
    format: _Format = None,
    every: _Every = None,
    wait: _Wait = 60.0,
    fail_on_alert: _FailOnAlert = False,
) -> None:
    """Tell what is news on vendors since the last look.

    The digest goes to stdout, or to the files of --output (.md, .json). What was seen is kept in
    --state, so that nothing is told twice. Only news makes an alert: not age, not new rules.

    Example: vendorrisk watch seeds --buyer google --vendor "Scale AI" --state watch.sqlite
    """
    wanted = targets(
        output or (), format and format.value, default="md", format_of=_FORMAT_OF, folder=_FOLDER
    )
    _check(asked, state, wanted, every)
    from vendorrisk.rulebook import rules_hash

    begun, first = rules_hash(asked.rules), True
    while True:
        try:
            passed = _pass(asked, talk, state, wait)
        except VendorRiskError as error:
            if first or every is None:
                raise
            say_error(error)  # an input may come back; what is stored stays
        else:
            _tell(passed, wanted, talk)
            if fail_on_alert and passed.digest.opened:
                raise typer.Exit(GATE)
            if ending.strict and passed.skipped and every is None:
                talk.warn(f"--strict: {count(len(passed.skipped), 'input')} could not be read")
                raise typer.Exit(INCOMPLETE)
        if every is None:
            return
        first = False
        time.sleep(every)
        _check_rules_stand(asked.rules, begun)


def _check(asked: Asked, state: Path, wanted: list[Target], every: float | None) -> None:
    check_rules(asked.rules)
    parse_day(asked.as_of)
    if "-" in asked.inputs and every is not None:
        raise SettingsError(
            "standard input can be read once only", where="--every", how="watch a file or a folder"
        )
    for target in wanted:
        if target.path is not None and target.path.resolve() == state.resolve():
            raise SettingsError(
                "the digest would replace the state",
                where=f"--output {target.path}",
                how="write to another file",
            )


def _check_rules_stand(rules: Path | None, begun: str) -> None:
    """Refuse to go on with rules that are loaded and no longer there."""
    from vendorrisk.rulebook import rules_hash

    if rules_hash(rules) != begun:
        raise SettingsError(
            "the rules changed while the watch ran", where="--every", how="start it again"
        )


def _pass(asked: Asked, talk: Talk, state: Path, wait: float) -> Passed:
    from vendorrisk.rulebook import buyer_names, load_buyer
    from vendorrisk.watching import watch as look

    buyer, vendors = asked.buyer, list(asked.vendors)
    if (buyer is None or not vendors) and are_seeds(asked.inputs):
        buyer, vendors = buyer or SEED_BUYER, vendors or list(SEED_VENDORS)
        names = " ".join(f"--vendor {name}" for name in vendors)
        talk.note(f"these are the seeds; taken as said: --buyer {buyer} {names}")
    if buyer is None or not vendors:
        known = ", ".join(buyer_names(asked.rules))
        raise SettingsError(
            " and ".join(
                name for name, given in (("--buyer", buyer), ("--vendor", vendors)) if not given
            )
            + " missing",
            where=" ".join(asked.inputs),
            how=f"say who is watched for whom; buyers: {known}, or a profile of yours (.yaml)",
        )
    with placed(f"--buyer {buyer}"):
        profile = load_buyer(buyer, asked.rules)
    with placed(f"--vendor {' '.join(vendors)}"):
        return look(
            located(asked.inputs, talk),
            buyer=profile,
            vendors=vendors,
            state=state,
            as_of=parse_day(asked.as_of),
            rules=asked.rules,
            judgements=asked.judgements,
            engine=options.engine_of(asked.engine),
            reviews=asked.reviews,
            wait=wait,
        )


def _tell(passed: Passed, wanted: list[Target], talk: Talk) -> None:
    """Write the digest of the last recorded pass to files, and what there is now to stdout."""
    talk.skipped(passed.skipped)
    talk.detail(f"read {count(passed.read_anew, 'document')} anew")
    made = [
        (target, _render(passed.recorded if target.path else passed.digest, target.format))
        for target in wanted
    ]
    for path in deliver(made):
        talk.wrote(path)
    if not passed.digest.news:
        talk.note("nothing new")


def _render(digest: Digest, format: str) -> bytes:
    from vendorrisk.report.digest import digest_json, digest_markdown

    write = digest_json if format == "json" else digest_markdown
    return write(digest).encode("utf-8")


_Ack = Annotated[
    list[str] | None,
    typer.Option(
        "--ack", metavar="ALERT", show_default=False, help="Mark an alert as seen to. Repeats."
    ),
]
_By = Annotated[
    str | None,
    typer.Option("--by", metavar="NAME", show_default=False, help="Who saw to it."),
]
_On = Annotated[
    str | None,
    typer.Option("--on", metavar="YYYY-MM-DD", show_default=False, help="On which day."),
]
_Note = Annotated[
    str | None,
    typer.Option("--note", metavar="TEXT", show_default=False, help="What there is to say of it."),
]
_All = Annotated[bool, typer.Option("--all", help="Alerts that were seen to, as well.")]


def alerts(
    *,
    state: _State,
    ack: _Ack = None,
    by: _By = None,
    on: _On = None,
    note: _Note = None,
    all: _All = False,
    format: _Format = None,
    wait: _Wait = 60.0,
    quiet: options.Quiet = 0,
    verbose: options.Verbose = False,
) -> None:
    """Show where a watch stands and which alerts are open, or mark one as seen to.

    Example: vendorrisk alerts --state watch.sqlite --all
    """
    from vendorrisk.cli.outputs import show
    from vendorrisk.report.digest import alerts_json, alerts_markdown
    from vendorrisk.watching import acknowledge, status

    talk = Talk(quiet=quiet, verbose=verbose)
    day = parse_day(on, "--on")
    if ack:
        if not by or not by.strip() or day is None:
            raise SettingsError(
                "who saw to it, and when, is missing",
                where=f"--ack {ack[0]}",
                how="add --by NAME --on YYYY-MM-DD",
            )
        for one in acknowledge(state, ack, by=by, on=day, note=note, wait=wait):
            talk.note(f"{one.id} {one.vendor}: seen to by {one.acknowledged_by}")
    elif by or on or note:
        raise SettingsError(
            "--by, --on and --note go with --ack", where="--ack", how="name the alert: --ack ALERT"
        )
    digest, found = status(state, wait=wait)
    shown = [one for one in found if all or one.state == "open"]
    write = alerts_json if format is WatchFormat.json else alerts_markdown
    show(write(digest, shown).encode("utf-8"))
