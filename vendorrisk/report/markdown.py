"""The page as Markdown that reads well on GitHub: the same content, in compact form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vendorrisk.model.assessment import Comparison
from vendorrisk.report.compose import page
from vendorrisk.report.figures import SIGNS, plural
from vendorrisk.report.firmness import Firmness
from vendorrisk.report.flags import flag_markdown
from vendorrisk.report.markdown_end import ask_first, documents, method, ranks, rejected
from vendorrisk.report.markup import escaped, table
from vendorrisk.report.measures import Measures
from vendorrisk.report.quote_markdown import quotes
from vendorrisk.report.receipts import receipt_markdown
from vendorrisk.report.view import BeliefView, Line, Page, VendorView


def to_markdown(comparison: Comparison) -> bytes:
    """Return a comparison as Markdown."""
    return ("\n".join(_page(page(comparison))).rstrip() + "\n").encode("utf-8")


def _page(p: Page) -> Iterator[str]:
    buyer = escaped(p.buyer)
    yield "<!-- made by vendorrisk -->"
    yield ""
    yield f"# {'WHAT IF: ' if p.assumptions else ''}{escaped(p.title)} for {buyer}"
    yield ""
    yield from _banner(p.assumptions)
    yield (
        f"Vendor neutrality risk as of {p.as_of}, model {escaped(p.model)}, engine {p.engine}."
        " From 0 to 1; **higher is riskier**."
    )
    yield ""
    for v in p.vendors:
        word = "Mainly" if v.tier == "HIGH" else "Known"
        known = f" {word}: {'; '.join(escaped(text) for text in v.mainly)}." if v.mainly else ""
        name = f"{SIGNS[v.tier]} **{escaped(v.name)}**"
        yield f"- {name}: {_verdict(v, p)}. {escaped(v.reason)}{known}"
    yield ""
    factors = [f.name.capitalize() for f in p.vendors[0].factors] if p.vendors else []
    yield from table(
        ["Vendor", "Tier", "Risk", *factors, "Coverage"],
        (
            [
                escaped(v.name),
                f"{SIGNS[v.tier]} {v.tier}",
                f"**{v.risk.bare}** [{v.risk.ends}]",
                *(f.risk.text for f in v.factors),
                v.coverage + (" (insufficient)" if v.insufficient else ""),
            ]
            for v in p.vendors
        ),
    )
    if p.orders:
        yield f"Links and beliefs drawn {p.draws} times, the same for all vendors:"
        yield ""
        yield from table(
            ["Safer more often", "than", "Share of draws", "So"],
            ([escaped(o.safer), escaped(o.riskier), o.share, o.how] for o in p.orders),
        )
    yield from ranks(p)
    for text in p.robust:
        yield f"- {escaped(text)}"
    for v in p.vendors:
        yield ""
        yield from _vendor(v, p)
    yield from ask_first(p)
    yield from rejected(p)
    yield from documents(p)
    yield from method(p)
    yield from receipt_markdown(p.receipt)
    yield f"*{escaped(p.disclaimer)}*"


def _banner(assumptions: Sequence[str]) -> Iterator[str]:
    if not assumptions:
        return
    yield "> **WHAT IF: no true result.** Assumed, and said by no document:"
    yield ">"
    yield from (f"> - {escaped(text)}" for text in assumptions)
    yield ""


def _verdict(v: VendorView, p: Page) -> str:
    thin = " (insufficient evidence)" if v.insufficient else ""
    told = "**WHAT IF** " if p.assumptions else ""
    return (
        f"{told}**{v.risk.text} {v.tier}** · coverage {v.coverage}{thin} · for {escaped(p.buyer)}"
        f" · as of {p.as_of} · model {escaped(p.model)}"
    )


def _vendor(v: VendorView, p: Page) -> Iterator[str]:
    yield f"## {escaped(v.name)}"
    yield ""
    yield f"{SIGNS[v.tier]} {_verdict(v, p)}"
    yield ""
    yield "### What drives it"
    yield ""
    yield from table(
        ["#", "Part", "Line", "Factor", "p", "y", "Quotes"],
        (
            [
                str(line.number),
                f"**{escaped(line.contribution)}**",
                ("" if line.known else "*Not known:* ") + escaped(line.what),
                line.factor,
                line.belief,
                line.intensity,
                ", ".join(str(q.number) for q in line.quotes) or "none",
            ]
            for line in v.lines
        ),
    )
    yield f"The parts sum to {v.total}, the risk at the point."
    yield ""
    if v.top_reliefs:
        yield "What speaks against it:"
        yield ""
        for r in v.top_reliefs:
            yield f"- {escaped(r.what)}; {escaped(r.why)}"
        yield ""
    yield "<details><summary>Arithmetic, beliefs and quotes of every line</summary>"
    yield ""
    for line in v.lines:
        yield from _line(line)
    yield "</details>"
    yield ""
    if v.flags is not None:
        yield from flag_markdown(v.flags, escaped)
    yield from _change(v)
    if v.measures is not None:
        yield from _measures(v.measures)
    if v.firmness is not None:
        yield from _firmness(v.firmness)
    yield from _found(v)
    yield from _around(v, p)


def _line(line: Line) -> Iterator[str]:
    yield f"**{line.number}. {escaped(line.what)}**: y = {line.intensity}, p = {line.belief}"
    yield ""
    for c in line.channels:
        yield (
            f"- {escaped(c.name)}: λ {c.link} · x {c.severity} · q {c.claim} = {c.product};"
            f" x: {escaped(c.how)}"
        )
    for belief in line.beliefs:
        yield from _belief(belief)
    yield from quotes(line.quotes)
    if line.left_out:
        yield f"- {plural(line.left_out, 'further claim')} in the JSON report"
    if line.unquoted:
        yield f"- also behind the belief: {escaped(', '.join(line.unquoted))}"
    if line.note:
        yield f"- {escaped(line.note)}"
    yield ""


def _belief(b: BeliefView) -> Iterator[str]:
    yield f"- {b.symbol} = {b.value}, {escaped(b.what)}: {b.sums}"
    for family in b.families:
        why = "; ".join(escaped(text) for text in family.why)
        yield f"  - {family.side}, s = {family.strength}, {escaped(family.origin)} ({why})"
    if not b.families:
        yield "  - nobody has spoken on it"


def _change(v: VendorView) -> Iterator[str]:
    yield "### What would change it"
    yield ""
    yield from table(
        ["Change", "Risk", "Tier"],
        (
            [
                escaped(c.what),
                c.risk.text,
                f"{SIGNS[c.tier]} {c.tier}" + ("" if c.moves else ", as now"),
            ]
            for c in v.changes
        ),
    )
    if v.open_questions:
        yield from table(
            ["Nobody has said whether", "Factor", "Off the high end if “no”", "Checklist"],
            (
                [escaped(q.what), q.factor, escaped(q.effect), escaped(q.questions)]
                for q in v.open_questions
            ),
        )
    yield escaped(v.decision)
    yield ""
    yield from table(
        ["Expected loss (100 = a year of the contract)", "at low", "at point", "at high"],
        (
            [loss.action, *(f"**{text}**" if best else text for text, best in loss.cells)]
            for loss in v.losses
        ),
    )


def _measures(found: Measures) -> Iterator[str]:
    yield "### With your mitigations"
    yield ""
    yield (
        f"**{found.risk.text} {found.tier}** is left of {found.inherent}: {escaped(found.reason)}."
        " Each lowers the links λ of its channel and nothing else, as far as it is evidenced."
    )
    yield ""
    yield from table(
        ["Mitigation", "Touches", "Arithmetic", "Evidence", "Until"],
        (
            [
                escaped(row.what),
                escaped(row.touches) if row.counts else f"*nothing: {escaped(row.touches)}*",
                escaped(row.how),
                escaped(row.evidence),
                row.until,
            ]
            for row in found.rows
        ),
    )


def _firmness(f: Firmness) -> Iterator[str]:
    yield "### How firmly it stands"
    yield ""
    yield escaped(f.verdict)
    yield ""
    yield from (f"- {escaped(text)}" for text in (*f.facts, *f.wrong))
    yield ""
    yield from table(
        ["If not believed, or otherwise", "Lines", "Change", "Risk", "Tier"],
        (
            [
                escaped(left.what),
                escaped(left.lines.split(" ")[0]) or "all",
                left.change,
                left.risk,
                f"{SIGNS[left.tier]} {left.tier}" + ("" if left.moves else ", as now"),
            ]
            for left in (*f.sources, *f.stress)
        ),
    )
    if f.sources_left_out:
        yield f.sources_left_out
        yield ""


def _found(v: VendorView) -> Iterator[str]:
    yield "### Found, and does not count"
    yield ""
    for group in v.reliefs:
        yield f"- {escaped(group.why)}"
        for tie in group.ties:
            numbers = ", ".join(str(q.number) for q in tie.quotes)
            yield f"  - {escaped(tie.what)}{f' (quotes {numbers})' if numbers else ''}"
            yield from (f"  {text}" for text in quotes([q for q in tie.quotes if q.first]))
    if not v.reliefs:
        yield "No tie was found that does not count."
    yield ""
    yield "### Where the documents disagree"
    yield ""
    for d in v.disputes:
        yield f"**{escaped(d.question)}**"
        yield ""
        for side in d.sides:
            used = "**used**" if side.used else "not used"
            told = "; ".join(map(escaped, (side.modality, side.documents)))
            yield f"- {escaped(side.value)}: {used}; {told}"
            yield from (f"  {text}" for text in quotes(side.quotes))
        yield f"- why: {escaped(d.why)}"
        yield ""
    if not v.disputes:
        yield "The documents that were read do not contradict one another on this vendor."
        yield ""


def _around(v: VendorView, p: Page) -> Iterator[str]:
    yield "### Concentration of the client book"
    yield ""
    yield from table(
        ["Figure", "Value", "From"],
        ([escaped(f.name), f.value, escaped(f.how)] for f in v.book),
    )
    yield escaped(v.book_reason)
    yield ""
    if v.later:
        yield f"### Not yet known on {p.as_of}"
        yield ""
        yield escaped(v.later)
        yield ""
        yield from (f"- {escaped(text)}" for text in v.later_lines)
        yield ""
    yield "### Timeline"
    yield ""
    yield from (f"- {escaped(m.date)}: {escaped(m.what)} ({escaped(m.factor)})" for m in v.moments)
    if not v.moments:
        yield "No dated event stands behind the ledger."
    yield ""
    yield "### Owners, people and clients"
    yield ""
    yield from table(
        ["Side", "Party", "Tie", "Counted as a rival", "Part"],
        (
            [
                n.side,
                escaped(n.name),
                escaped(n.tie),
                "yes" if n.rival else "no",
                escaped(n.contribution) or "none",
            ]
            for n in v.nodes
        ),
    )
    yield "### In the vendor’s own words"
    yield ""
    yield from quotes(v.statements)
    if not v.statements:
        yield f"The documents hold no statement of {escaped(v.name)} on its independence."
    yield ""
    yield f"**Reply of {escaped(v.name)}:** none on file; this space is kept for it."
    yield ""
