"""The answer of a gate in every format: whole, bounded, and deaf to what documents say."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import vendorrisk
from vendorrisk.decision.gate import gate
from vendorrisk.errors import SettingsError
from vendorrisk.model.assessment import Comparison
from vendorrisk.model.gate import Gate
from vendorrisk.model.policy import Policy, WaiverFile
from vendorrisk.report import sarif
from vendorrisk.report.gating import GATE_FORMATS, render_gate
from vendorrisk.rulebook import Sourced

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "tests/data/sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
VALID = jsonschema.Draft4Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
HOSTILE = {
    "cdata": "]]> <![CDATA[ --> <?php ?> </failure><testcase name='x'/>",
    "command": "x\n::error file=a::b\n::stop-commands::x\r\n##[add-path]y",
    "encoded": "100% %0A::error::x %25 a:b,c",
    "control": "\x00\x07\x1b[31mred\x1b[0m\x9b31m \ufffe\uffff",
    "direction": "safe \u202elmth.exe \u2028next\u2029",
    "markup": "<script>alert(1)</script> [a](javascript:b) {0} {{1}} \\[x\\] | `c` | *d*",
    "quotes": "\"'`",
    "long": "word " * 3000,
    "unbroken": "x" * 3000,
    "astral": "\U0001f600 漢字 עברית",
    "empty": "",
}
POLICY = {
    "max_risk": {"limit": 0.01, "severity": "critical"},
    "max_factor": {"ownership": 0.01, "clients": 0.5},
    "min_coverage": {"limit": 0.5, "severity": "low"},
    "max_age_days": 1,
    "deny_if": [
        {"id": "quarter", "why": "w", "when": {"rival_stake": {"gte": 0.25}}},
        {"id": "shown", "why": "w", "when": {"coverage": {"known": False}}},
    ],
    "deny_flags": ["high"],
}


def asked(text: str = "why", **body: Any) -> Sourced[Policy]:
    made = {**POLICY, **body}
    made["deny_if"] = [{**one, "why": text or "w"} for one in made["deny_if"]]
    return Sourced(Policy.model_validate({**made, "why": text}), text or "p", "0" * 64, {})


def waivers(text: str, name: str) -> Sourced[WaiverFile]:
    usual = {"vendor": name, "justification": text or "j", "approver": text or "a"}
    usual = {key: value[:200] for key, value in usual.items()}
    body = [
        {**usual, "id": "line", "check": "stake:rival", "expires": "2025-12-31"},
        {**usual, "id": "check", "check": "min_coverage", "expires": "2025-12-31"},
        {**usual, "id": "old", "check": "max_risk", "expires": "2024-12-31"},
        {**usual, "id": "orphan", "check": f"a{text}"[:200], "expires": "2025-12-31"},
    ]
    return Sourced(WaiverFile.model_validate({"waivers": body}), text or "w", "0" * 64, {})


def hostile(made: Callable[..., Comparison], text: str) -> Gate:
    """Return an answer in which `text` stands wherever somebody has their say."""
    name = text.strip()[:60] or "Acme"
    comparison = made(text, name=name)
    documents = tuple(d.model_copy(update={"path": text}) for d in comparison.documents)
    comparison = comparison.model_copy(update={"documents": documents})
    return gate(comparison, asked(text), waivers=waivers(text, name))


@pytest.fixture(scope="module")
def seeds() -> Comparison:
    return vendorrisk.compare(
        "seeds", buyer="google", vendors=["Scale AI", "Labelbox"], as_of="2025-06-20"
    )


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("format", GATE_FORMATS)
def test_text_of_strangers_is_data_in_every_format(
    made: Callable[..., Comparison], text: str, format: str
) -> None:
    data = render_gate(hostile(made, text), format)
    shown = data.decode("utf-8")
    assert data == render_gate(hostile(made, text), format)
    if format != "json":  # the contract for machines holds the text as it is, escaped as JSON does
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\u2028\u2029\ufffe\uffff]", shown)
    if format in {"json", "sarif"}:
        json.loads(shown)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_sarif_is_valid_whatever_documents_say(made: Callable[..., Comparison], text: str) -> None:
    log = json.loads(render_gate(hostile(made, text), "sarif"))
    assert [error.message for error in VALID.iter_errors(log)] == []


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_workflow_command_is_one_line_and_holds_no_other(
    made: Callable[..., Comparison], text: str
) -> None:
    lines = render_gate(hostile(made, text), "github").decode("utf-8").split("\n")
    assert lines.pop() == ""
    assert len(lines) == 10  # seven checks, one waived, an expired waiver and an orphan
    for line in lines:
        head = re.match(r"::(error|warning|notice) ((?:[a-z]+=[^,:]*,?)+)::", line)
        assert head, line
        properties = [one.partition("=") for one in head[2].split(",")]
        assert {name for name, _, _ in properties} <= {"file", "line", "title"}
        assert "##[" not in line
        assert not re.search("%(?!25|0A|0D|3A|2C)", line)


@pytest.mark.parametrize("format", ["table", "md"])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_line_for_people_speaks_to_a_build_server(
    made: Callable[..., Comparison], text: str, format: str
) -> None:
    for line in render_gate(hostile(made, text), format).decode("utf-8").split("\n"):
        assert not line.lstrip().startswith("::")
        assert "##[" not in line


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_the_table_fits_eighty_columns(made: Callable[..., Comparison], text: str) -> None:
    table = render_gate(hostile(made, text), "table").decode("utf-8")
    assert max(map(len, table.split("\n"))) <= 80


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_junit_holds_a_suite_a_vendor_and_a_case_a_check(
    made: Callable[..., Comparison], text: str
) -> None:
    found = hostile(made, text)
    root = ET.fromstring(render_gate(found, "junit"))  # noqa: S314
    (suite,) = root
    (vendor,) = found.vendors
    cases = suite.findall("testcase")
    assert [case.get("name") for case in cases] == [check.id for check in vendor.checks]
    words = {"fail": "failure", "undetermined": "skipped", "waived": "skipped", "pass": None}
    for case, check in zip(cases, vendor.checks, strict=True):
        assert [one.tag for one in case if one.tag != "properties"] == [
            word for word in [words[check.outcome]] if word
        ]
    count = {word: sum(check.outcome == word for check in vendor.checks) for word in words}
    for node in (root, suite):
        assert node.get("tests") == str(len(cases))
        assert node.get("failures") == str(count["fail"])
        assert node.get("skipped") == str(count["undetermined"] + count["waived"])


def test_markdown_shows_text_as_it_is(made: Callable[..., Comparison]) -> None:
    page = render_gate(hostile(made, HOSTILE["markup"]), "md").decode("utf-8")
    assert "<script" not in page
    assert "[a](" not in page
    cells = {len(re.findall(r"(?<!\\)\|", line)) for line in page.split("\n") if line[:1] == "|"}
    assert cells == {5, 8}  # the table of checks, and that of waivers


def test_every_region_is_the_quote_in_the_file(seeds: Comparison) -> None:
    (run,) = json.loads(render_gate(gate(seeds, "strict"), "sarif"))["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    regions = 0
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        region = place.get("region", {})
        if "charOffset" not in region:
            continue
        text = (ROOT / place["artifactLocation"]["uri"]).read_bytes().decode("utf-8")
        start, length = region["charOffset"], region["charLength"]
        assert text[start : start + length] == region["snippet"]["text"]
        lines = text.split("\n")
        for name, offset in (("start", start), ("end", start + length)):
            line, column = region[f"{name}Line"], region[f"{name}Column"]
            assert sum(len(one) + 1 for one in lines[: line - 1]) + column - 1 == offset
        artifact = run["artifacts"][place["artifactLocation"]["index"]]
        assert artifact["location"]["uri"] == place["artifactLocation"]["uri"]
        regions += 1
    assert regions > 40


def test_a_rule_a_factor_and_a_result_a_quote(seeds: Comparison) -> None:
    (run,) = json.loads(render_gate(gate(seeds, "strict"), "sarif"))["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules[:3] == ["ownership", "clients", "leadership"]
    seen = set()
    lines = [(a.vendor, line) for a in seeds.assessments for line in a.ledger]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        key = (result["ruleId"], result["properties"]["vendor"])
        claim = result["partialFingerprints"].get("claimId")
        assert (*key, claim) not in seen
        seen.add((*key, claim))
        if result["ruleId"] in rules[:3]:
            vendor = result["properties"]["vendor"]
            factors = {
                line.factor
                for name, line in lines
                if name == vendor and claim in {c.id for c in line.claims}
            }
            assert result["ruleId"] in factors


def test_fingerprints_do_not_depend_on_where_the_files_lie(tmp_path: Path) -> None:
    text = (ROOT / "seeds/articles/02-clients-rethink-after-stake.md").read_bytes()
    prints = []
    for name in ("a", "b"):
        place = tmp_path / name / "x.md"
        place.parent.mkdir()
        place.write_bytes(text)
        comparison = vendorrisk.compare(
            place, buyer="google", vendors=["Scale AI"], as_of="2025-06-20", engine="rules"
        )
        log = json.loads(render_gate(gate(comparison, "strict"), "sarif"))
        prints.append([result["partialFingerprints"] for result in log["runs"][0]["results"]])
    assert prints[0] == prints[1]
    assert any("claimId" in one for one in prints[0])


@pytest.mark.parametrize(
    ("severity", "level"),
    [("critical", "error"), ("high", "error"), ("medium", "warning"), ("low", "note")],
)
def test_levels_follow_the_severity(seeds: Comparison, severity: str, level: str) -> None:
    body = Policy.model_validate({"max_risk": {"limit": 0.1, "severity": severity}})
    found = gate(seeds, Sourced(body, "p.yaml", "0" * 64, {}), vendors=["Scale AI"])
    (run,) = json.loads(render_gate(found, "sarif"))["runs"]
    assert {result["level"] for result in run["results"]} == {level}


def test_what_nobody_can_tell_is_a_warning_and_never_hidden(seeds: Comparison) -> None:
    body = Policy.model_validate({"max_risk": {"limit": 0.5, "severity": "critical"}})
    found = gate(seeds, Sourced(body, "p.yaml", "0" * 64, {}), vendors=["Labelbox"])
    (run,) = json.loads(render_gate(found, "sarif"))["runs"]
    assert {(r["level"], r["properties"]["outcome"]) for r in run["results"]} == {
        ("warning", "undetermined")
    }
    assert render_gate(found, "github").startswith(b"::warning ")
    assert ET.fromstring(render_gate(found, "junit")).get("skipped") == "1"  # noqa: S314


def test_what_is_waived_stays_and_is_suppressed(made: Callable[..., Comparison]) -> None:
    found = hostile(made, "plain")
    (run,) = json.loads(render_gate(found, "sarif"))["runs"]
    suppressed = [r for r in run["results"] if r["suppressions"]]
    assert [r["ruleId"] for r in suppressed] == ["min_coverage"]
    assert (
        "approved by plain, until 2025-12-31" in suppressed[0]["suppressions"][0]["justification"]
    )
    assert all(isinstance(r["suppressions"], list) for r in run["results"])
    told = " ".join(render_gate(found, "table").decode("utf-8").split())
    assert "without what is waived" in told


def test_results_are_bounded_and_the_gravest_stay(
    seeds: Comparison, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = gate(seeds, "strict")
    (whole,) = json.loads(render_gate(found, "sarif"))["runs"]
    monkeypatch.setattr(sarif, "MOST", 10)
    (cut,) = json.loads(render_gate(found, "sarif"))["runs"]
    assert cut["results"] == whole["results"][:10]
    assert {result["level"] for result in cut["results"]} == {"error"}
    notes = cut["invocations"][0]["toolExecutionNotifications"]
    left = len(whole["results"]) - 10
    assert f"{left} of {len(whole['results'])} results are left out" in notes[0]["message"]["text"]
    assert not list(VALID.iter_errors({"version": "2.1.0", "runs": [cut]}))


def test_offsets_in_other_media_are_no_region(made: Callable[..., Comparison]) -> None:
    comparison = made("Rival holds 30 percent.", name="Acme")
    for media, path, uri in (
        ("html", "in/a b.html", "in/a%20b.html"),
        ("jsonl", "in/x.jsonl:12", "in/x.jsonl"),
    ):
        documents = tuple(
            d.model_copy(update={"media": media, "path": path}) for d in comparison.documents
        )
        found = gate(comparison.model_copy(update={"documents": documents}), asked())
        (run,) = json.loads(render_gate(found, "sarif"))["runs"]
        location = next(r["locations"][0] for r in run["results"] if r["ruleId"] == "ownership")
        assert location["physicalLocation"] == {"artifactLocation": {"uri": uri, "index": 0}}
        assert location["properties"] == {"textOffset": 10, "textLength": 36}


@pytest.mark.parametrize("format", GATE_FORMATS)
def test_what_is_assumed_is_said_in_every_format(
    made: Callable[..., Comparison], format: str
) -> None:
    assumed = made().model_copy(update={"assumptions": ("Meta owns most of Acme",)})
    found = gate(assumed, asked())
    shown = render_gate(found, format).decode("utf-8")
    assert "Meta owns most of Acme" in shown
    assert "WHAT IF" in shown
    assert "Meta owns most" not in render_gate(gate(made(), asked()), format).decode("utf-8")


def test_an_unknown_format_is_told(seeds: Comparison) -> None:
    with pytest.raises(SettingsError, match="no format of a gate") as caught:
        render_gate(gate(seeds, "default"), "sarf")
    assert caught.value.how == "did you mean 'sarif'?"
