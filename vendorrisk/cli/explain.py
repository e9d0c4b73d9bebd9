"""``explain``: one line of the ledger worked by hand, a whole score, or one claim."""

from __future__ import annotations

from typing import Annotated

import typer

from vendorrisk.cli import complete
from vendorrisk.cli.asking import Asked, on_a_case
from vendorrisk.cli.cases import Answer, answer, check_rules, collect_asked, parse_day
from vendorrisk.cli.claims import CLAIM, chosen
from vendorrisk.cli.exits import INTERNAL, INTERNAL_CODE
from vendorrisk.cli.outputs import Target, deliver
from vendorrisk.cli.talk import Talk, say_error
from vendorrisk.errors import SettingsError, VendorRiskError, did_you_mean

_Target = Annotated[
    str,
    typer.Argument(
        autocompletion=complete.topics,
        metavar="VENDOR[:LINE]|CLAIM|TOPIC",
        show_default=False,
        help="A vendor, a line of its ledger (Scale AI:stake:meta), a claim id (clm-...), of which"
        " the first digits are enough; or, without INPUTS, a factor, mechanism, rule, value,"
        " question or parameter.",
    ),
]


@on_a_case("vendor", "against", "mitigations", needed=False)
def explain(
    target: _Target,
    asked: Asked,
    talk: Talk,
) -> None:
    """Work a figure by hand, show where a claim stands, or tell what a name means.

    A vendor: every line of its ledger and how they make the score. A line: the families of origin,
    each mechanism, and its part of the score. A claim: document, hash, sentence, origin. A factor,
    mechanism, rule, value or parameter: what it is, its formula and figures, and what feeds it.

    Example: vendorrisk explain "Scale AI:stake:meta" seeds --as-of 2025-06-20

    Example: vendorrisk explain ownership
    """
    if not target.startswith(CLAIM) and _topic(target, asked):
        return
    if not asked.inputs:
        raise _unknown(target, asked)
    worked = _claim if target.startswith(CLAIM) else _score
    text, agrees = worked(target, asked, talk)
    deliver([(Target("text", None), text.encode("utf-8"))])
    if not agrees:
        what = "a figure worked by hand differs from the ledger"
        say_error(VendorRiskError(what, how="this is a bug; report it"), INTERNAL_CODE)
        raise typer.Exit(INTERNAL)


def _topic(target: str, asked: Asked) -> bool:
    """Tell what a name means, where it is one that needs no documents."""
    from vendorrisk.cli.topics import lookup, page, topics

    if ":" in target:
        return False
    check_rules(asked.rules)
    known = topics(asked.rules, asked.overlays)
    found = lookup(target, known)
    if not found:
        return False
    if len(found) == 1:
        text = page(found[0], known[found[0]])
    else:
        text = "".join(f"{name}: {known[name].kind}\n" for name in found)
    deliver([(Target("text", None), text.encode("utf-8"))])
    return True


def _unknown(target: str, asked: Asked) -> SettingsError:
    from vendorrisk.cli.topics import topics

    if target.startswith(CLAIM) or ":" in target:
        return SettingsError(
            "INPUTS missing",
            where=f"vendorrisk explain {target}",
            how="give the files or folders that it is in",
        )
    hint = did_you_mean(target, topics(asked.rules, asked.overlays))
    how = "for a vendor give INPUTS; factors are ownership, clients and leadership"
    return SettingsError(
        f"no topic '{target}'", where="vendorrisk explain", how=f"{hint}; {how}" if hint else how
    )


def _score(target: str, asked: Asked, talk: Talk) -> tuple[str, bool]:
    from vendorrisk.cli.arithmetic import whole, worked
    from vendorrisk.rulebook import load_parameters

    name, _, line = target.partition(":")
    parameters = load_parameters(asked.rules)
    try:
        found: Answer = answer(asked._replace(vendors=(name,), vendor_named="VENDOR"), talk)
    except SettingsError as error:
        if line and ":" not in line and str(error.where).startswith("VENDOR"):
            how = f"a line has its vendor before it: VENDOR:{target}"
            error.how = f"{error.how}; {how}" if error.how else how
        raise
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
    dossier = collect_asked(asked, talk)
    claim = chosen(target, dossier, asked.inputs)
    return provenance(claim, dossier, day or dossier.last_known, asked.rules)
