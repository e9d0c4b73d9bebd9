"""``claims``: what the documents say, where, and why it was taken to say so."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from vendorrisk.cli import options
from vendorrisk.cli.cases import collect, collect_on_disk
from vendorrisk.cli.ending import check_inputs_are_kept, unread
from vendorrisk.cli.exits import INCOMPLETE, INTERNAL, INTERNAL_CODE
from vendorrisk.cli.outputs import Target, by_suffix, deliver, targets
from vendorrisk.cli.passages import Places, around
from vendorrisk.cli.talk import Talk, count, one_line, say_error, wrapped
from vendorrisk.errors import SettingsError, VendorRiskError
from vendorrisk.model.summary import page_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from vendorrisk.dossier import Dossier
    from vendorrisk.model.claim import Claim
    from vendorrisk.model.document import Document
    from vendorrisk.model.review import ClaimReview
    from vendorrisk.streaming import Stream


CLAIM = "clm-"


class ClaimFormat(StrEnum):
    """Formats of a list of claims."""

    jsonl = "jsonl"
    json = "json"
    csv = "csv"
    table = "table"
    md = "md"


_FORMAT_OF = by_suffix(
    {".jsonl": "jsonl", ".json": "json", ".csv": "csv", ".txt": "table", ".md": "md"}
)
_FOLDER = ("claims.jsonl", "claims.md")
_WHY_FOLDER = ("why.txt", "why.json")
_MOST = 700  # characters of a sentence in the table
_MARGIN = 12  # column in which a claim begins
_Format = Annotated[
    ClaimFormat | None,
    typer.Option(
        "--format",
        "-f",
        show_default=False,
        help="Format on stdout; with --why table or json. Default: jsonl, with --why table.",
    ),
]
_Why = Annotated[
    str | None,
    typer.Option(
        "--why",
        metavar="ID",
        show_default=False,
        help="Tell how one claim was found and weighed, whom its words stand for, and what it"
        " counts with. The first digits of its id are enough.",
    ),
]


def claims(
    inputs: options.Inputs,
    *,
    why: _Why = None,
    output: options.Outputs = None,
    format: _Format = None,
    rules: options.Rules = None,
    judgements: options.Judgements = None,
    reviews: options.Reviews = None,
    engine: options.EngineName = None,
    extractor: options.Extractors = None,
    strict: options.Strict = False,
    quiet: options.Quiet = 0,
    verbose: options.Verbose = False,
) -> None:
    """Print what the documents say, one claim a line.

    Each with its quote and where it stands: text[start:end] is the quote, always. As a table, to
    be checked by eye; --why tells all about one claim.

    Example: vendorrisk claims seeds --format table
    """
    talk = Talk(quiet=quiet, verbose=verbose)
    wanted = targets(
        output or (),
        format and format.value,
        default="jsonl" if why is None else "table",
        format_of=_FORMAT_OF,
        folder=_FOLDER if why is None else _WHY_FOLDER,
    )
    if why is not None:
        _check_why(wanted)
    agrees, named = True, tuple(extractor or ())
    found: Dossier | Stream
    if why is None and reviews is None and all(t.format == "jsonl" for t in wanted):
        found = on_disk = collect_on_disk(inputs, rules, talk, judgements, engine, named)
        check_inputs_are_kept(wanted, found)
        written = deliver((t, map(_line, on_disk.resolved())) for t in wanted)
    else:
        found = dossier = collect(inputs, rules, talk, judgements, engine, reviews, named)
        check_inputs_are_kept(wanted, found)
        if why is None:
            written = deliver((t, render(dossier, t.format).encode("utf-8")) for t in wanted)
        else:
            pages, agrees = _explained(why, inputs, dossier, rules)
            written = deliver((t, pages[t.format].encode("utf-8")) for t in wanted)
    for path in written:
        talk.wrote(path)
    if not agrees:
        what = "a probability worked by hand differs from the claim's"
        say_error(VendorRiskError(what, how="this is a bug; report it"), INTERNAL_CODE)
        raise typer.Exit(INTERNAL)
    for gap in unread(found) if strict else ():
        talk.warn(f"--strict: {gap}")
        raise typer.Exit(INCOMPLETE)


def _check_why(wanted: Sequence[Target]) -> None:
    for target in wanted:
        if target.format not in ("table", "json"):
            raise SettingsError(
                f"--why is not told as {target.format}",
                where=f"--output {target.path}" if target.path else "--format",
                how="use table (.txt) or json (.json)",
            )


def _explained(
    target: str, inputs: Sequence[str], dossier: Dossier, rules: Path | None
) -> tuple[dict[str, str], bool]:
    """Return all that led to one claim by format, and whether its probability was found again."""
    from vendorrisk.cli.why import as_json, as_text
    from vendorrisk.cli.why import why as why_of

    told = why_of(chosen(target, dossier, inputs), dossier, rules)
    return {"table": as_text(told), "json": as_json(told)}, told.reasons.agrees


def chosen(target: str, dossier: Dossier, inputs: Sequence[str]) -> Claim:
    """Return the one claim whose id begins as was typed.

    Raises
    ------
    SettingsError
        When there is none, or more than one.
    """
    begins = target if target.startswith(CLAIM) else f"{CLAIM}{target}"
    claims = sorted((*dossier.claims, *dossier.rejected), key=lambda claim: claim.id)
    matches = [claim for claim in claims if claim.id.startswith(begins)]
    if len(matches) == 1:
        return matches[0]
    where = " ".join(inputs)
    if matches:
        ids = ", ".join(claim.id for claim in matches[:4])
        raise SettingsError(
            f"{len(matches)} claims begin with '{target}'", where=where, how=f"for example {ids}"
        )
    raise SettingsError(
        f"no claim '{target}'", where=where, how="'vendorrisk claims' lists them with their ids"
    )


def _line(claim: Claim) -> bytes:
    return f"{claim.to_json(indent=None)}\n".encode()


def render(dossier: Dossier, format: str) -> str:
    """Return the claims of a dossier as text, by document and place in it."""
    claims = (*dossier.claims, *dossier.rejected)
    ordered = sorted(claims, key=lambda c: (c.doc, c.doc_id, c.start, c.end, c.id))
    if format == "jsonl":
        return b"".join(map(_line, ordered)).decode("utf-8")
    if format == "json":
        body = [claim.model_dump(mode="json") for claim in ordered]
        return json.dumps(body, ensure_ascii=False, indent=2) + "\n"
    if format == "csv":
        from vendorrisk.report.claim_records import claims_csv

        return claims_csv(ordered)
    by_document: dict[str, list[Claim]] = {document.id: [] for document in dossier.documents}
    for claim in ordered:
        by_document.setdefault(claim.doc_id, []).append(claim)
    page = _markdown if format == "md" else _table
    return "\n".join(page(document, by_document[document.id]) for document in dossier.documents)


def _table(document: Document, found: Sequence[Claim]) -> str:
    about = f"{document.name}: {_about(document)}, {count(len(found), 'claim')}"
    lines = [wrapped(one_line(about)), f"  {one_line(document.path)}"]  # a path stays in one piece
    places = Places(document)
    margin = " " * _MARGIN
    for claim in found:
        head = f"  {places.told(claim.start):<{_MARGIN - 3}} {claim.kind}: {parties(claim)}"
        how = f"{_wording(claim)}; probability {claim.probability:g}; {claim.rule}"
        lines += [
            "",
            wrapped(head, hanging=f"{margin}  "),
            wrapped(one_line(how), indent=margin, hanging=margin),
            wrapped(_cut(around(document, claim)), indent=margin, hanging=margin),
            f"{margin}{claim.id}",
        ]
        if claim.review is not None:
            lines.append(wrapped(decided(claim.review), indent=margin, hanging=margin))
    return page_of(lines)


def _cut(text: str) -> str:
    return text if len(text) <= _MOST else text[: _MOST - 1].rstrip() + "\u2026"


def _markdown(document: Document, found: Sequence[Claim]) -> str:
    from vendorrisk.report.markup import escaped

    lines = [
        f"## {escaped(one_line(document.name))}",
        "",
        f"{escaped(_about(document))}, {count(len(found), 'claim')}.",
    ]
    if found:
        lines += ["", "| at | kind | what | wording | quote |", "|---:|---|---|---|---|"]
    for claim in found:
        cells = [
            str(claim.start),
            claim.kind,
            parties(claim),
            _wording(claim),
            one_line(claim.quote) + (f" ({decided(claim.review)})" if claim.review else ""),
        ]
        lines.append("| " + " | ".join(escaped(cell) for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def _about(document: Document) -> str:
    parts = [document.publisher or "publisher unknown", str(document.published or "no date")]
    return one_line(", ".join(parts))


def told(claim: Claim) -> str:
    """Return a claim in one line: kind, who does what to whom with values, wording."""
    return f"{claim.kind}: {parties(claim)} ({_wording(claim)})"


def parties(claim: Claim) -> str:
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
    if claim.votes is not None:
        found.append(f"{claim.votes:g}% of the votes")
    if claim.share_of_revenue is not None:
        found.append(f"{claim.share_of_revenue:.1%} of revenue")
    if claim.voting is not None:
        found.append("voting" if claim.voting else "non-voting")
    found += [part for part in (claim.stage, claim.move, claim.rank, claim.date) if part]
    return found


def decided(review: ClaimReview) -> str:
    """Return a decision in one line: what, why, who, when, and the values before and after."""
    return one_line(review.told())


def _wording(claim: Claim) -> str:
    credit = f", {' via '.join(claim.attributed_to)}" if claim.attributed_to else ""
    return one_line(f"{claim.modality}{credit}")
