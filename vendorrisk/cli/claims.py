"""``claims``: what the documents say, one statement a line."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from vendorrisk.cli import options
from vendorrisk.cli.cases import collect
from vendorrisk.cli.ending import check_inputs_are_kept, unread
from vendorrisk.cli.exits import INCOMPLETE
from vendorrisk.cli.outputs import by_suffix, deliver, targets
from vendorrisk.cli.talk import Talk, count, one_line, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vendorrisk.model.claim import Claim
    from vendorrisk.model.document import Document
    from vendorrisk.pipeline import Dossier


class ClaimFormat(StrEnum):
    """Formats of a list of claims."""

    jsonl = "jsonl"
    table = "table"
    md = "md"


_FORMAT_OF = by_suffix({".jsonl": "jsonl", ".txt": "table", ".md": "md"})
_FOLDER = ("claims.jsonl", "claims.md")
_Format = Annotated[
    ClaimFormat | None,
    typer.Option("--format", "-f", show_default=False, help="Format on stdout. Default: jsonl."),
]


def claims(
    inputs: options.Inputs,
    *,
    output: options.Outputs = None,
    format: _Format = None,
    rules: options.Rules = None,
    judgements: options.Judgements = None,
    engine: options.EngineName = None,
    strict: options.Strict = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Print what the documents say, one claim a line.

    Each with its quote and where it stands: text[start:end] is the quote, always.

    Example: vendorrisk claims seeds --format table
    """
    talk = Talk(quiet=quiet, verbose=verbose)
    wanted = targets(
        output or (), format and format.value, default="jsonl", format_of=_FORMAT_OF, folder=_FOLDER
    )
    dossier = collect(inputs, rules, talk, judgements, engine)
    check_inputs_are_kept(wanted, dossier)
    written = deliver((t, render(dossier, t.format).encode("utf-8")) for t in wanted)
    for path in written:
        talk.wrote(path)
    for gap in unread(dossier) if strict else ():
        talk.warn(f"--strict: {gap}")
        raise typer.Exit(INCOMPLETE)


def render(dossier: Dossier, format: str) -> str:
    """Return the claims of a dossier as text, by document and place in it."""
    ordered = sorted(dossier.claims, key=lambda c: (c.doc, c.doc_id, c.start, c.end, c.id))
    if format == "jsonl":
        return "".join(claim.to_json(indent=None) + "\n" for claim in ordered)
    by_document: dict[str, list[Claim]] = {document.id: [] for document in dossier.documents}
    for claim in ordered:
        by_document.setdefault(claim.doc_id, []).append(claim)
    page = _markdown if format == "md" else _table
    return "\n".join(page(document, by_document[document.id]) for document in dossier.documents)


def _table(document: Document, found: Sequence[Claim]) -> str:
    lines = [wrapped(f"{document.name}: {_about(document)}, {count(len(found), 'claim')}")]
    for claim in found:
        lines.append(wrapped(told(claim), indent="  ", hanging="    "))
        quote = f'{claim.id} at {claim.start}: "{one_line(claim.quote, 220)}"'
        lines.append(wrapped(quote, indent="    ", hanging="    "))
    return "\n".join(lines) + "\n"


def _markdown(document: Document, found: Sequence[Claim]) -> str:
    lines = [
        f"## {_escaped(one_line(document.name))}",
        "",
        f"{_escaped(_about(document))}, {count(len(found), 'claim')}.",
    ]
    if found:
        lines += ["", "| at | kind | what | wording | quote |", "|---:|---|---|---|---|"]
    for claim in found:
        cells = [
            str(claim.start),
            claim.kind,
            _parties(claim),
            _wording(claim),
            one_line(claim.quote),
        ]
        lines.append("| " + " | ".join(_escaped(cell) for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def _about(document: Document) -> str:
    parts = [document.publisher or "publisher unknown", str(document.published or "no date")]
    return one_line(", ".join(parts))


def told(claim: Claim) -> str:
    """Return a claim in one line: kind, who does what to whom with values, wording."""
    return f"{claim.kind}: {_parties(claim)} ({_wording(claim)})"


def _parties(claim: Claim) -> str:
    """Return who does what to whom, with the values that the text gives."""
    who = claim.subject or ("somebody" if claim.object else "")
    text = f"{who} -> {claim.object}" if claim.object else who
    if claim.person or claim.role:
        person = " ".join(part for part in (claim.person, claim.role and f"({claim.role})") if part)
        text = f"{person}: {text}" if text else person
    return one_line(", ".join([text or "nobody named", *values(claim)]))


def values(claim: Claim) -> list[str]:
    """Return the values of a claim as a reader writes them."""
    from vendorrisk.decision.money import money, rate_of

    found = []
    if claim.as_written:
        own = claim.conversion
        usd = money(claim.amount_low, claim.amount_usd, claim.amount_high)
        found.append(claim.as_written + (f" ({rate_of(own, usd)})" if own else ""))
    elif claim.amount_usd is not None:
        found.append(f"${claim.amount_usd:,.0f}")
    figure = claim.percent if claim.percent is not None else None
    if figure is not None:
        found.append(f"{figure:g}%")
    elif claim.percent_low is not None or claim.percent_high is not None:
        low = 0.0 if claim.percent_low is None else claim.percent_low
        high = 100.0 if claim.percent_high is None else claim.percent_high
        found.append(f"{low:g}% to {high:g}%")
    if claim.share_of_revenue is not None:
        found.append(f"{claim.share_of_revenue:.1%} of revenue")
    if claim.voting is not None:
        found.append("voting" if claim.voting else "non-voting")
    found += [part for part in (claim.stage, claim.move, claim.rank, claim.date) if part]
    return found


def _wording(claim: Claim) -> str:
    credit = f", {' via '.join(claim.attributed_to)}" if claim.attributed_to else ""
    return one_line(f"{claim.modality}{credit}")


def _escaped(text: str) -> str:
    """Return text that Markdown shows as it stands."""
    for character in "\\`*_[]<>|#":
        text = text.replace(character, "\\" + character)
    return text
