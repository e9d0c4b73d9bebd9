"""The page: self-contained, under its policy, complete, and every number on it can be redone."""

from __future__ import annotations

import base64
import hashlib
import itertools
import math
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from companies import ten

from vendorrisk.decision.changes import without
from vendorrisk.errors import SettingsError
from vendorrisk.model.assessment import Comparison
from vendorrisk.report import FORMATS, format_of, render
from vendorrisk.report.compose import page
from vendorrisk.report.html import to_html

VOID = {"meta", "br", "link", "img", "hr", "input"}
BUDGET_OF_TEN = 600_000  # bytes for the ten vendors of tests/companies.py
BUDGET = 260_000  # bytes for three vendors; 300,000 is what a reader is promised


class Outline(HTMLParser):
    """Tags, attributes and text; fails on a tag that is closed out of order."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID and not self._closed():
            self.stack.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def _closed(self) -> bool:
        return (self.get_starttag_text() or "").endswith("/>")


def outline(comparison: Comparison) -> Outline:
    found = Outline()
    found.feed(to_html(comparison).decode("utf-8"))
    assert found.stack == []
    return found


def test_three_vendors_stay_within_the_budget(result: Comparison) -> None:
    assert len(result.assessments) == 3
    assert len(to_html(result)) <= BUDGET


def test_no_script_no_outside_asset_no_style_attribute(google: Comparison) -> None:
    found = outline(google)
    assert not found.tags.keys() & {"script", "link", "img", "iframe", "object", "embed", "form"}
    for tag, name, value in found.attributes:
        assert not name.startswith("on"), (tag, name)
        assert name not in {"style", "src", "srcset", "action", "background"}, (tag, name)
        if name == "href":
            assert value.startswith(("#", "https://", "http://")), value


def test_the_policy_carries_the_hash_of_the_style(google: Comparison) -> None:
    text = to_html(google).decode("utf-8")
    style = re.search(r"<style>(.*?)</style>", text, re.S)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert style and policy
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy[1].replace("&#39;", "'")
    assert policy[1].startswith("default-src 'none';")
    assert "unsafe" not in policy[1]
    assert not re.search(r"url\(|@import", style[1])


def test_ids_are_unique_and_every_inner_link_has_a_target(google: Comparison) -> None:
    found = outline(google)
    ids = [value for _, name, value in found.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    targets = {v[1:] for _, name, v in found.attributes if name == "href" and v.startswith("#")}
    labelled = [value for _, name, value in found.attributes if name == "aria-labelledby"]
    labels = {one for value in labelled for one in value.split()}
    assert targets | labels <= set(ids)


def test_tables_have_captions_and_headers_have_scope(google: Comparison) -> None:
    found = outline(google)
    assert found.tags["table"] == found.tags["caption"]
    scopes = sum(tag == "th" and name == "scope" for tag, name, _ in found.attributes)
    assert scopes == found.tags["th"]


def test_headings_do_not_skip_a_level(google: Comparison) -> None:
    levels = [int(n) for n in re.findall(r"<h([1-6])", to_html(google).decode("utf-8"))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in itertools.pairwise(levels))


def test_the_verdict_never_stands_alone(google: Comparison) -> None:
    text = " ".join("".join(outline(google).text).split())
    for v in page(google).vendors:
        thin = " insufficient evidence" if v.insufficient else ""
        assert (
            f"{v.tier} {v.risk.text} · coverage {v.coverage}{thin} · for Google"
            f" · as of 2025-06-20 · model {google.model_version}"
        ) in text
    assert "higher is riskier" in text


@pytest.mark.parametrize(
    "words",
    [
        "Verdict",
        "What drives it",
        "Found, and does not count",
        "What would change it",
        "Where the documents disagree",
        "Concentration of the client book",
        "Not yet known on 2025-06-20",
        "Timeline",
        "Who stands around",
        "own words",
        "Reply of",
        "Documents",
        "Inputs that were skipped",
        "Method",
        "not a finding of wrongdoing",
    ],
)
def test_the_page_has_every_part(google: Comparison, words: str) -> None:
    assert words in "".join(outline(google).text)


def test_every_quote_behind_the_ledger_is_on_the_page(google: Comparison) -> None:
    text = "".join(outline(google).text)
    for a in google.assessments:
        for line in a.ledger:
            for claim in line.claims[:8]:
                assert " ".join(claim.quote.split()[:50])[:400] in text
    for document in google.documents:
        assert document.sha256 in text


def test_printed_parts_sum_to_the_printed_point(google: Comparison) -> None:
    for v in page(google).vendors:
        parts = [float(x.contribution) for x in v.lines if not x.contribution.startswith("<")]
        assert f"{sum(parts):.3f}" == v.total


def numbers(text: str) -> tuple[float, float, float]:
    found = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", text)]
    point, low, high = found if len(found) == 3 else (found[0],) * 3
    return low, point, high


def test_every_line_can_be_redone_from_what_is_printed(google: Comparison) -> None:
    for v in page(google).vendors:
        left = [1.0, 1.0, 1.0]
        for line in v.lines:
            p, y = numbers(line.belief), numbers(line.intensity)
            for end in range(3):
                off = math.prod(
                    1 - float(c.link) * numbers(c.severity)[end] * numbers(c.claim)[end]
                    for c in line.channels
                )
                assert p[end] * (1 - off) == pytest.approx(y[end], abs=2e-4)
                left[end] *= 1 - y[end]
        risk = (v.risk.low, v.risk.point, v.risk.high)
        assert [1 - x for x in left] == pytest.approx(risk, abs=2e-3)


def test_without_a_line_is_the_product_of_the_others(google: Comparison) -> None:
    for a in google.assessments:
        first, *rest = a.ledger
        left = without(a.risk, [first.intensity])
        assert left.point == pytest.approx(
            1 - math.prod(1 - x.intensity.point for x in rest), abs=1e-5
        )


def test_one_vendor_is_the_same_page(google: Comparison) -> None:
    alone = google.model_copy(update={"assessments": google.assessments[:1]})
    one, three = outline(alone), outline(google)
    assert one.tags["article"] == 1
    assert three.tags["article"] == 3
    assert "What drives it" in "".join(one.text)


def test_an_empty_comparison_still_renders(google: Comparison) -> None:
    nothing = google.model_copy(
        update={"assessments": (), "documents": (), "robust": (), "parameters": ()}
    )
    for name in FORMATS:
        assert isinstance(render(nothing, name), bytes)


@pytest.mark.parametrize("name", FORMATS)
def test_same_comparison_same_bytes(google: Comparison, name: str) -> None:
    again = Comparison.model_validate_json(google.to_json())
    assert render(google, name) == render(again, name)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a.html", "html"),
        ("A.HTML", "html"),
        ("x/y.md", "md"),
        ("r.json", "json"),
        ("r.jsonl", "jsonl"),
        ("r.csv", "csv"),
        ("r.xlsx", "xlsx"),
        ("t/Findings.csv", "findings.csv"),
        ("t/ledger.csv", "csv"),
        ("t/findings.json", "json"),
        ("r.txt", "table"),
    ],
)
def test_format_of(path: str, expected: str) -> None:
    assert format_of(path) == expected


@pytest.mark.parametrize(
    ("path", "hint"),
    [("a.htlm", ".htm"), ("a.jsno", ".json"), ("a", "use one of"), ("a.exe", "use")],
)
def test_format_of_unknown(path: str, hint: str) -> None:
    with pytest.raises(SettingsError) as caught:
        format_of(path)
    assert hint in (caught.value.how or "")


def test_unknown_format_is_a_settings_error(google: Comparison) -> None:
    with pytest.raises(SettingsError, match="no report format"):
        render(google, "htm1")


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(c * 2 for c in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    lit = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * lit[0] + 0.7152 * lit[1] + 0.0722 * lit[2]


def test_text_has_contrast_in_light_and_in_dark(google: Comparison) -> None:
    text = to_html(google).decode("utf-8")
    blocks = re.findall(r":root\{([^}]*)\}", text)[:2]
    assert len(blocks) == 2
    for block in blocks:
        colours = dict(re.findall(r"--([a-z-]+):(#[0-9a-f]{3,6})", block))
        for ground in ("paper", "card"):
            for ink in ("ink", "soft", "link", "high", "low", "undetermined"):
                a, b = luminance(colours[ground]), luminance(colours[ink])
                ratio = (max(a, b) + 0.05) / (min(a, b) + 0.05)
                assert ratio >= 4.5, (ground, ink, ratio)


def test_ten_vendors_stay_within_their_budget(tmp_path: Path) -> None:
    data = to_html(ten(tmp_path))
    assert data.count(b'<article class="vendor"') == 10
    assert len(data) < BUDGET_OF_TEN
