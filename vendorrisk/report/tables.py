"""A plain-text table of at most 80 columns, for a terminal or a pipe."""

from __future__ import annotations

from collections.abc import Iterator

from vendorrisk.model.assessment import Comparison
from vendorrisk.model.columns import filled
from vendorrisk.model.summary import SCALE, WIDTH, banner, cut, one_line, page_of
from vendorrisk.report.compose import page
from vendorrisk.report.figures import plural
from vendorrisk.report.flags import in_one_line
from vendorrisk.report.view import Page, VendorView

LINES = 5
_BAR = 60


def to_table(comparison: Comparison) -> bytes:
    """Return a comparison as plain text, no colour codes, at most 80 columns."""
    return page_of(_table(page(comparison))).encode("utf-8")


def _table(p: Page) -> Iterator[str]:
    yield from banner(p.assumptions)
    yield f"Neutrality risk for {cut(p.buyer, 24)} as of {p.as_of} - model {cut(p.model, 12)}"
    yield f"{SCALE}; # supported, . not known, o point, | threshold {p.threshold_text}"
    yield f"claims of running text found by engine {p.engine}"
    for v in p.vendors:
        yield ""
        yield from _vendor(v, p)
    if len(p.vendors) > 1:
        yield ""
        for text in p.robust:
            yield from _wrapped(text, "- ")
    if p.orders:
        said = "; ".join(f"{o.safer} than {o.riskier} in {o.share} ({o.how})" for o in p.orders)
        yield from _wrapped(f"safer, in {p.draws} draws of links and beliefs: {said}", "- ")
    if p.skipped:
        yield ""
        notes = plural(len(p.skipped), "note")
        yield from _wrapped(f"{notes} on skipped inputs and doubtful names: see 'report'", "")
    yield ""
    yield from _wrapped(p.disclaimer, "")


def _vendor(v: VendorView, p: Page) -> Iterator[str]:
    thin = " (insufficient evidence)" if v.insufficient else ""
    yield cut(v.name, WIDTH)
    risk = f"{v.risk.bare} [{v.risk.ends.replace('–', '-')}]"
    yield f"  {risk} {v.tier} - coverage {v.coverage}{thin}"
    yield f"  0 {_bar(v, p.threshold)} 1"
    if v.measures is not None:
        counted = sum(row.counts for row in v.measures.rows)
        yield from _wrapped(
            f"with mitigations {_plain(v.measures.risk.text)} {v.measures.tier}:"
            f" {counted} of {len(v.measures.rows)} count",
            "  ",
        )
    for line in v.lines[:LINES]:
        what = line.what if line.known else f"(not known) {line.what}"
        yield f"  {line.contribution:>6}  {line.factor:<10}  {cut(what, WIDTH - 22)}"
    if len(v.lines) > LINES:
        yield f"          and {len(v.lines) - LINES} more, summing to {v.total} in all"
    if v.flags is not None:
        yield from _wrapped(f"red flags: {in_one_line(v.flags)}", "  ")
    if v.firmness is not None:
        for text in (v.firmness.verdict, *v.firmness.facts, *v.firmness.wrong):
            yield from _wrapped(_plain(text), "  ")
    if v.open_questions:
        yield '  To ask next (what a "no" takes off the high end):'
    for question in v.open_questions[:LINES]:
        yield f"  {question.effect:>6}  {question.factor:<10}  {cut(question.what, WIDTH - 22)}"


_PLAIN = str.maketrans("“”–−", '""--')


def _plain(text: str) -> str:
    return text.translate(_PLAIN)


def _bar(v: VendorView, threshold: float) -> str:
    low, point, high = (round(x * _BAR) for x in (v.risk.low, v.risk.point, v.risk.high))
    cells = ["#" if i < low else "." if i < high else " " for i in range(_BAR)]
    cells[min(_BAR - 1, round(threshold * _BAR))] = "|"
    cells[min(_BAR - 1, point)] = "o"
    return f"[{''.join(cells)}]"


def _wrapped(text: str, mark: str) -> list[str]:
    return filled(one_line(text), WIDTH, mark, " " * len(mark), broken=True)
