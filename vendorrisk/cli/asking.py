"""What every command on a case takes: one list of options, typed once, not once a command."""

from __future__ import annotations

import functools
import inspect
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from vendorrisk.cli import options
from vendorrisk.cli.talk import Talk


class Asked(NamedTuple):
    """What was typed about the case, as typed."""

    inputs: Sequence[str]
    buyer: str | None = None
    vendors: Sequence[str] = ()
    against: Sequence[str] = ()
    as_of: str | None = None
    rules: Path | None = None
    judgements: Path | None = None
    engine: options.Engine | None = None
    mitigations: Path | None = None
    assume: Sequence[str] = ()
    overlays: Sequence[Path] = ()
    reviews: Path | None = None
    extractors: Sequence[str] = ()
    vendor_named: str = "--vendor"  # how an error calls the place of a vendor


class Ending(NamedTuple):
    """What was typed about how a command ends."""

    fail_on: options.FailOn = options.FailOn.none
    exit_zero: bool = False
    strict: bool = False
    require_reviewed: bool = False


# In the order of --help: name of the parameter, its annotation, its default, the field it fills.
_CASE: tuple[tuple[str, Any, Any, str], ...] = (
    ("buyer", options.BuyerName, None, "buyer"),
    ("vendor", options.Vendors, None, "vendors"),
    ("against", options.Against, None, "against"),
    ("as_of", options.AsOf, None, "as_of"),
    ("rules", options.Rules, None, "rules"),
    ("judgements", options.Judgements, None, "judgements"),
    ("mitigations", options.Mitigations, None, "mitigations"),
    ("assume", options.Assume, None, "assume"),
    ("overlay", options.Overlays, None, "overlays"),
    ("reviews", options.Reviews, None, "reviews"),
    ("engine", options.EngineName, None, "engine"),
    ("extractor", options.Extractors, None, "extractors"),
)
_ENDING: tuple[tuple[str, Any, Any], ...] = (
    ("fail_on", options.Gate, options.FailOn.none),
    ("exit_zero", options.ExitZero, False),
    ("strict", options.Strict, False),
    ("require_reviewed", options.RequireReviewed, False),
)
_TALK: tuple[tuple[str, Any, Any], ...] = (
    ("quiet", options.Quiet, 0),
    ("verbose", options.Verbose, False),
)


def on_a_case(
    *without: str, inputs: Any = options.Inputs, needed: bool = True
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return a decorator that gives a command the options of a case.

    The command takes ``asked`` (an `Asked`), ``talk`` and, when it names it, ``ending``; each
    stands in its signature for the options that fill it. Its own options come between those of the
    case and those of the ending.

    Parameters
    ----------
    *without : str
        Options of a case that the command does not take: "vendor", "against", "mitigations" ...
    inputs : annotation or None
        Of the argument INPUTS; None: the command has none.
    needed : bool
        Whether it must be given.
    """
    case = [one for one in _CASE if one[0] not in without]

    def wrap(command: Callable[..., None]) -> Callable[..., None]:
        own = inspect.signature(command, eval_str=True).parameters.values()
        stands = {one.name for one in own}
        ends = [one for one in _ENDING if "ending" in stands and one[0] not in without]

        @functools.wraps(command)
        def run(**given: Any) -> None:
            fields = {field: given.pop(name) for name, _, _, field in case}
            for name in ("vendors", "against"):  # as texts are read: accents on their letters
                typed = fields.get(name) or ()
                fields[name] = [unicodedata.normalize("NFC", one) for one in typed]
            fields["assume"] = fields.get("assume") or ()
            fields["overlays"] = fields.get("overlays") or ()
            fields["extractors"] = fields.get("extractors") or ()
            made: dict[str, Any] = {"asked": Asked(given.pop("inputs", None) or (), **fields)}
            if "ending" in stands:
                told = {name: given.pop(name) for name, *_ in ends}
                if "fail_on" in told:
                    told["fail_on"] = options.FailOn(told["fail_on"])
                made["ending"] = Ending(**told)
            made["talk"] = Talk(**{name: given.pop(name) for name, *_ in _TALK})
            command(**made, **given)

        def keyword(name: str, annotation: Any, default: Any) -> inspect.Parameter:
            kind = inspect.Parameter.KEYWORD_ONLY
            return inspect.Parameter(name, kind, annotation=annotation, default=default)

        kept = [one for one in own if one.name not in {"asked", "ending", "talk"}]
        first = [one for one in kept if one.kind is not inspect.Parameter.KEYWORD_ONLY]
        if inputs is not None:
            positional = inspect.Parameter.POSITIONAL_OR_KEYWORD
            empty = inspect.Parameter.empty if needed else None
            first.append(inspect.Parameter("inputs", positional, annotation=inputs, default=empty))
        parameters = [
            *first,
            *(keyword(name, annotation, default) for name, annotation, default, _ in case),
            *(one for one in kept if one.kind is inspect.Parameter.KEYWORD_ONLY),
            *(keyword(*one) for one in (*ends, *_TALK)),
        ]
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        run.__annotations__ = {one.name: one.annotation for one in parameters}
        return run

    return wrap
