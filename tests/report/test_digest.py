"""Digests: what strangers wrote stays text, JSON reads back, each part has its place."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from vendorrisk.model.assessment import ClaimRef
from vendorrisk.model.interval import Interval
from vendorrisk.model.watch import Alert, Cause, Digest, Figures, Held, Seen, Settings, Standing
from vendorrisk.report.digest import alerts_json, alerts_markdown, digest_json, digest_markdown

DAY = dt.date(2025, 6, 20)
NASTY = [
    "<script>alert(1)</script>",
    "[click](javascript:alert(1))",
    "a | b | c\n\n# Title",
    "safe \u202elmth.exe \x1b[31m",
    "- item `code`",
]


def digest(text: str = "Acme", *, news: bool = True) -> Digest:
    risk = Interval(low=0.2, point=0.5, high=0.9)
    now = Figures(risk=risk, tier="HIGH", coverage=0.4)
    ref = ClaimRef(
        id="clm-1", doc=text, doc_id="doc-1", quote=text, start=0, end=1, kind="client",
        modality="reported",
    )  # fmt: skip
    cause = Cause(
        line="l", what=text, factor="clients", change=0.1, claim=ref, publisher=text, known=DAY
    )
    gone = cause.model_copy(update={"claim": None, "publisher": None, "known": None})
    alert = Alert(
        id="alt-1", vendor=text, buyer=text, kinds=("tier",), opened=DAY, since=DAY, without=risk,
        now=now, reason="UNDETERMINED became HIGH", why_now=(cause, gone),
    )  # fmt: skip
    one = Seen(id="doc-1", name=text, title=text, publisher=text, published=None)
    return Digest(
        run="run-1", news=news, buyer=text, as_of=DAY, last_as_of=None,
        settings=Settings(
            version="1", model_version="1", engine="rules", rules_sha256="0" * 64,
            judgements_sha256="0", buyer=text, buyer_sha256="0",
        ),
        opened=(alert,), still_open=(alert,),
        held=(Held(vendor=text, kinds=("move",), until=DAY, reason="news moved it"),),
        vendors=(Standing(vendor=text, now=now, last=now, last_as_of=DAY, without=risk),),
        new=(one,) * 30, gone=(one,), documents=31, notices=(text,), skipped=(text,),
        disclaimer="Not a finding.",
    )  # fmt: skip


@pytest.mark.parametrize("text", NASTY)
def test_text_of_strangers_stays_text(text: str) -> None:
    for page in (
        digest_markdown(digest(text)),
        digest_markdown(digest(text, news=False)),
        alerts_markdown(digest(text), digest(text).opened),
    ):
        assert page.startswith("<!-- made by vendorrisk -->\n")
        body = page.split("\n", 1)[1]
        assert "<script" not in body and not re.search(r"(?<!\\)\](?=\()", body)
        assert "\x1b" not in body and "\u202e" not in body
        assert not [line for line in body.split("\n") if line.startswith("# Title")]
        tables = [line for line in body.split("\n") if line.startswith("|")]
        assert {line.replace("\\|", "").count("|") for line in tables} <= {7}


def test_json_reads_back() -> None:
    for text in NASTY:
        made = digest(text)
        assert Digest.model_validate_json(digest_json(made)) == made
        assert alerts_json(made, made.opened).endswith("}\n")


def test_every_part_has_its_place() -> None:
    page = digest_markdown(digest())
    titles = [line for line in page.split("\n") if line.startswith("#")]
    assert titles == [
        "# Watch for Acme, 2025-06-20",
        "## Acme: UNDETERMINED became HIGH",
        "## Vendors",
        "## Held back",
        "## Still open",
        "## Notices",
        "## New documents",
        "## No longer there",
        "## Left out",
    ]
    assert "- and 10 more" in page
    assert "- 2025-06-20: “Acme” (Acme, Acme; reported). Acme, +0.100" in page
    assert "- Acme, +0.100: no longer said, or said otherwise" in page
    calm = digest_markdown(digest(news=False))
    assert "Nothing new since the pass of 2025-06-20." in calm and "## Vendors" not in calm
