"""The end of a page in Markdown: what was taken out, documents, and the method."""

from __future__ import annotations

from collections.abc import Iterator

from vendorrisk.report.figures import plural
from vendorrisk.report.markup import code, escaped, table
from vendorrisk.report.quote_markdown import quotes
from vendorrisk.report.view import Page


def ask_first(p: Page) -> Iterator[str]:
    """Yield what to ask first over all vendors, and the command that makes the checklist."""
    if not p.gaps:
        return
    yield "## What to ask first"
    yield ""
    yield from table(
        ["Nobody has said whether", "Checklist", "Worth", "“No” takes off the high end"],
        (
            [
                escaped(g.what),
                escaped(g.questions),
                g.worth,
                "; ".join(f"{escaped(name)} {escaped(effect)}" for name, effect in g.vendors),
            ]
            for g in p.gaps
        ),
    )
    yield "Worth in points, 100 = the yearly value of the contract. The checklist, as a workbook:"
    yield f"{escaped(' '.join(p.command))}"
    yield ""


def ranks(p: Page) -> Iterator[str]:
    """Yield the share of draws in which each vendor has each rank."""
    if not p.ranks:
        return
    yield f"Share of {p.draws} draws at each rank; 1 is the safest. {escaped(p.stability)}"
    yield ""
    yield from table(
        ["Vendor", *(str(i) for i, _ in enumerate(p.ranks, start=1))],
        ([escaped(one.vendor), *(text for text, _ in one.ranks)] for one in p.ranks),
    )


def rejected(p: Page) -> Iterator[str]:
    """Yield the claims that people took out, when there are any."""
    if not p.rejected:
        return
    yield "## Claims that were taken out\n"
    yield "Read out of the documents, rejected in review, and counted nowhere:\n"
    yield from quotes(p.rejected)
    if p.rejected_left_out:
        yield f"- {plural(p.rejected_left_out, 'further claim')} in the JSON report"
    yield ""


def documents(p: Page) -> Iterator[str]:
    """Yield the documents that were read, and what was skipped."""
    yield "## Documents"
    yield ""
    yield from table(
        ["Document", "Publisher", "Published", "Claims", "SHA-256"],
        (
            [escaped(d.name), escaped(d.publisher), d.published, d.claims, code(d.sha256)]
            for d in p.documents
        ),
    )
    if p.documents_left_out:
        yield f"{plural(p.documents_left_out, 'further document')} in the JSON report."
        yield ""
    if p.skipped:
        yield "Inputs that were skipped, and doubtful names:"
        yield ""
        yield from (f"- {escaped(text)}" for text in p.skipped)
        yield ""


def method(p: Page) -> Iterator[str]:
    """Yield the formulas and every judgement default."""
    yield "## Method"
    yield ""
    yield "- `R = 1 − (1 − leak) · ∏(1 − y)` over the lines of the ledger;"
    yield "  `y = p · (1 − ∏(1 − λ·x·q))` over the mechanisms of a line."
    yield "- `q₊ = ∏(1 − s)` over families for, `q₋` over families against; `b = (1 − q₊)·q₋`,"
    yield "  `pl = 1 − q₊·(1 − q₋)`, `p = b + a·(pl − b)`. Low end b, high end pl."
    yield "- Part: Shapley value of the line at the point, `y · ∫₀¹ ∏(1 − t·yⱼ) dt` over the other"
    yield "  lines; rounded so that the printed parts sum to the printed point."
    yield f"- HIGH when the low end reaches {p.threshold_text}, LOW when the high end stays below;"
    yield "  UNDETERMINED in between."
    yield ""
    yield f"<details><summary>{plural(len(p.defaults), 'judgement default')}</summary>"
    yield ""
    yield from table(
        ["Name", "Value", "Reason"],
        ([escaped(d.name), escaped(d.value), escaped(d.reason)] for d in p.defaults),
    )
    yield "</details>"
    yield ""
