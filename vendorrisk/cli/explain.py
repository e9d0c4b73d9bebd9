"""``explain``: one line of the ledger worked by hand, a whole score, or one claim."""

from __future__ import annotations

from typing import Annotated

import typer

from vendorrisk.cli.asking import Asked, on_a_case
from vendorrisk.cli.cases import Answer, answer, collect, parse_day
from vendorrisk.cli.claims import CLAIM, chosen
from vendorrisk.cli.exits import INTERNAL, INTERNAL_CODE
from vendorrisk.cli.outputs import Target, deliver
from vendorrisk.cli.talk import Talk, say_error
from vendorrisk.errors import SettingsError, VendorRiskError, did_you_mean

_Target = Annotated[
    str,
    typer.Argument(
        metavar="VENDOR[:LINE]|CLAIM",
        show_default=False,
        help="A vendor, a line of its ledger (Scale AI:stake:meta), or a claim id (clm-...), of"
        " which the first digits are enough.",
    ),
]


@on_a_case("vendor", "against", "mitigations")
def explain(
    target: _Target,
    asked: Asked,
    talk: Talk,
) -> None:
    """Work a figure by hand, or show where a claim stands.

    A vendor: every line of its ledger and how they make the score. A line: the families of origin,
    each mechanism, and its part of the score. A claim: document, hash, sentence, origin.

    Example: vendorrisk explain "Scale AI:stake:meta" seeds --as-of 2025-06-20
    """
    worked = _claim if target.startswith(CLAIM) else _score
    text, agrees = worked(target, asked, talk)
    deliver([(Target("text", None), text.encode("utf-8"))])
    if not agrees:
        what = "a figure worked by hand differs from the ledger"
        say_error(VendorRiskError(what, how="this is a bug; report it"), INTERNAL_CODE)
        raise typer.Exit(INTERNAL)


def _score(target: str, asked: Asked, talk: Talk) -> tuple[str, bool]:
    from vendorrisk.cli.arithmetic import whole, worked
    from vendorrisk.rulebook import load_parameters

    name, _, line = target.partition(":")
    parameters = load_parameters(asked.rules)
    found: Answer = answer(asked._replace(vendors=(name,), vendor_named="VENDOR"), talk)
    assessment = found.comparison.assessments[0]
    if not line:
        return whole(assessment, parameters)
    by_id = {entry.id: entry for entry in assessment.ledger}
    if line not in by_id:
        hint = did_you_mean(line, by_id)
        raise SettingsError(
            f"no line '{line}' in the ledger of {assessment.vendor}",
            where=f"for {assessment.buyer}, as of {assessment.as_of}",
            how=hint or f"one of: {', '.join(by_id) or 'none'}",
        )
    return worked(by_id[line], assessment, parameters)


def _claim(target: str, asked: Asked, talk: Talk) -> tuple[str, bool]:
    from vendorrisk.cli.provenance import provenance

    if asked.assume:
        raise SettingsError(
            "a claim stands where it stands, whatever is assumed",
            where="--assume",
            how="explain a vendor or a line, or leave --assume out",
        )
    day = parse_day(asked.as_of)
    dossier = collect(
        asked.inputs, asked.rules, talk, asked.judgements, asked.engine, asked.reviews
    )
    claim = chosen(target, dossier, asked.inputs)
    return provenance(claim, dossier, day or dossier.last_known, asked.rules)
