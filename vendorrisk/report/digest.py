"""The digest of a watch as Markdown and JSON; text of documents is escaped."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from vendorrisk.model.interval import Interval
from vendorrisk.model.summary import SCALE, cut, spread
from vendorrisk.model.watch import Alert, Cause, Digest, Figures, Seen, Standing
from vendorrisk.report.markup import code, escaped

QUOTE = 240  # characters of a quote in a digest
MOST_DOCUMENTS = 20


def digest_json(digest: Digest) -> str:
    """Return a digest as JSON; it reads back equal."""
    return digest.to_json() + "\n"


def digest_markdown(digest: Digest) -> str:
    """Return a digest as Markdown; of a pass without news, one paragraph."""
    return "\n".join(_lines(digest)) + "\n"


def _lines(digest: Digest) -> Iterator[str]:
    yield "<!-- made by vendorrisk -->"
    yield f"# Watch for {escaped(digest.buyer)}, {digest.as_of.isoformat()}"
    yield ""
    if not digest.news:
        yield f"Nothing new since the pass of {digest.as_of.isoformat()}."
        if digest.still_open:
            yield from ("", *_open(digest.still_open))
        return
    yield _head(digest)
    for alert in digest.opened:
        yield from ("", *_alert(alert))
    yield from ("", "## Vendors", "", f"Risk {SCALE}.", "", *_table(digest.vendors))
    if digest.held:
        yield from ("", "## Held back", "")
        for held in digest.held:
            until = held.until.isoformat()
            why = f"{escaped(held.reason)}; the last alert is recent, until {until}"
            yield f"- {escaped(held.vendor)}: {why}"
    if digest.still_open:
        yield from ("", *_open(digest.still_open))
    if digest.notices:
        yield from ("", "## Notices", "", *(f"- {escaped(line)}" for line in digest.notices))
    for title, documents in (("New documents", digest.new), ("No longer there", digest.gone)):
        if documents:
            yield from ("", f"## {title}", "", *_documents(documents))
    if digest.skipped:
        yield from ("", "## Left out", "", *(f"- {escaped(line)}" for line in digest.skipped))
    settings = digest.settings
    yield ""
    made = f"model {escaped(settings.model_version)}, engine {settings.engine}"
    rules = escaped(settings.rules_sha256[:12])
    yield f"{escaped(digest.run)}; {made}, rules {rules}. {escaped(digest.disclaimer)}"


def _head(digest: Digest) -> str:
    since = f"since {digest.last_as_of.isoformat()}" if digest.last_as_of else "in the first pass"
    parts = [
        _count(len(digest.opened), "alert"),
        _count(len(digest.new), "new document") + f" of {digest.documents}",
    ]
    return f"{', '.join(parts)} {since}."


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def _alert(alert: Alert) -> Iterator[str]:
    yield f"## {escaped(alert.vendor)}: {escaped(alert.reason)}"
    yield ""
    yield (
        f"{_figures(alert.now)}; the same day without the news since {alert.since.isoformat()}:"
        f" {_spread(alert.without)}. {code(alert.id)}"
    )
    yield ""
    yield "Why now:"
    yield ""
    for cause in alert.why_now:
        yield f"- {_cause(cause)}"
    if not alert.why_now:
        yield "- what stood against the risk is no longer said"


def _cause(cause: Cause) -> str:
    told = f"{escaped(cause.what)}, {cause.change:+.3f}"
    if cause.claim is None:
        return f"{told}: no longer said, or said otherwise"
    day = cause.known.isoformat() if cause.known else "undated"
    source = f"{cause.publisher}, {cause.claim.doc}" if cause.publisher else cause.claim.doc
    quote = escaped(cut(cause.claim.quote, QUOTE))
    return f"{day}: “{quote}” ({escaped(source)}; {escaped(cause.claim.modality)}). {told}"


def _figures(figures: Figures) -> str:
    return f"{_spread(figures.risk)} {figures.tier}, coverage {figures.coverage:.2f}"


def _spread(risk: Interval) -> str:
    return spread(risk, "–")


def _table(vendors: Sequence[Standing]) -> Iterator[str]:
    yield "| Vendor | Now | Tier | Coverage | Pass before | By news |"
    yield "|---|---|---|---:|---|---:|"
    for one in vendors:
        last = "not watched"
        if one.last is not None and one.last_as_of is not None:
            last = f"{_spread(one.last.risk)} {one.last.tier} ({one.last_as_of.isoformat()})"
        news = "none"
        if one.without is not None:
            news = f"{one.now.risk.point - one.without.point:+.2f}"
        yield (
            f"| {escaped(one.vendor)} | {_spread(one.now.risk)} | {one.now.tier} |"
            f" {one.now.coverage:.2f} | {last} | {news if one.last is not None else ''} |"
        )


def _open(alerts: Sequence[Alert]) -> Iterator[str]:
    yield "## Still open"
    yield ""
    for alert in alerts:
        opened = alert.opened.isoformat()
        yield f"- {code(alert.id)} {escaped(alert.vendor)}, {opened}: {escaped(alert.reason)}"


def _documents(documents: Sequence[Seen]) -> Iterator[str]:
    for one in documents[:MOST_DOCUMENTS]:
        day = one.published.isoformat() if one.published else "undated"
        by = f", {escaped(one.publisher)}" if one.publisher else ""
        yield f"- {escaped(one.title or one.name)} ({day}{by})"
    if len(documents) > MOST_DOCUMENTS:
        yield f"- and {len(documents) - MOST_DOCUMENTS} more"


def alerts_markdown(digest: Digest, alerts: Sequence[Alert]) -> str:
    """Return where a watch stands, with its alerts, as Markdown."""
    lines = [
        "<!-- made by vendorrisk -->",
        f"# Watch for {escaped(digest.buyer)}, {digest.as_of.isoformat()}",
        "",
        f"Risk {SCALE}.",
        "",
        *_table(digest.vendors),
    ]
    for alert in alerts:
        lines += ["", *_alert(alert)]
        if alert.state == "acknowledged" and alert.acknowledged_on is not None:
            note = f": {escaped(alert.note)}" if alert.note else ""
            day = alert.acknowledged_on.isoformat()
            lines += ["", f"Seen to by {escaped(alert.acknowledged_by or '')}, {day}{note}."]
    if not alerts:
        lines += ["", "No alert is open."]
    return "\n".join(lines) + "\n"


def alerts_json(digest: Digest, alerts: Sequence[Alert]) -> str:
    """Return where a watch stands, with its alerts, as JSON."""
    body = {
        "buyer": digest.buyer,
        "as_of": digest.as_of.isoformat(),
        "run": digest.run,
        "vendors": [one.model_dump(mode="json") for one in digest.vendors],
        "alerts": [one.model_dump(mode="json") for one in alerts],
    }
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"
