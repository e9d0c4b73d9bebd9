"""The glossary speaks the report's language: its words are printed, and the report's are in it."""

from __future__ import annotations

import re

import pytest
from worked_pages import DOCS, Terminal

ROOT = DOCS.parent
PAGE = (DOCS / "glossary.md").read_text(encoding="utf-8")
TERMS = re.findall(r"^### (.+)$", PAGE, flags=re.MULTILINE)
PRINTED = (  # headings, columns and words that a reader of the report meets first
    "tier", "risk", "coverage", "insufficient evidence", "part", "line", "factor", "leak",
    "Shapley value", "base rate", "conflict", "origin", "strength", "severity", "link", "exposure",
    "rivalry", "HHI", "settled", "rests on", "safer", "by base rates", "threshold", "receipt",
    "engine", "model", "action", "loss", "flag", "interest", "claim", "quote",
)  # fmt: skip
SAID = {  # words for what a report prints under another heading
    "relief": "Found, and does not count",
    "contradiction": "Where the documents disagree",
    "open question": "Not known:",
    "low end": "at low",
    "high end": "Off the high end",
    "modality": "evidence.modality.confirmed",
    "remedy": "What to do",
    "stress": "all sources of a claim are one",
    "evppi": "points to know",
    "mechanism": "λ·x·q",
}


@pytest.fixture(scope="module")
def report() -> str:
    return (ROOT / "reports" / "google" / "report.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def everything(report: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The report, the checklist, and what the other commands say of the seeds."""
    place = tmp_path_factory.mktemp("glossary")
    waivers = place / "waivers.yaml"
    waivers.write_text(
        "waivers:\n  - id: w\n    vendor: Scale AI\n    check: max_risk\n"
        "    justification: Moving.\n    approver: CPO\n    expires: 2026-01-01\n",
        encoding="utf-8",
    )
    measures = place / "measures.yaml"
    measures.write_text(
        "mitigations:\n  - {id: wall, vendor: Scale AI, channel: departure, what: A wall,"
        " effect: 0.5, evidence: Certificate, grade: primary, interest: none, since: 2025-06-16,"
        " until: 2026-06-15}\n",
        encoding="utf-8",
    )
    case = 'seeds --buyer google --vendor "Scale AI"'
    lines = (
        f"score {case} --as-of 2025-06-20 --mitigations {measures} -f csv",
        f"gate {case} --as-of 2025-06-20 --policy default --waivers {waivers}",
        f"replay {case} --since 2025-06-10 --until 2025-06-15",
        'explain "Scale AI" seeds --as-of 2025-06-20',
        'explain "Scale AI:stake:meta" seeds --as-of 2025-06-20',
        "score seeds --as-of 2025-06-20 --vendor Labelbox",
        f'whatif {case} --as-of 2025-06-20 --assume "Meta has no stake in Scale AI"',
        "explain clm-2c2962 seeds --as-of 2025-06-20",
        "review --help",
    )
    checklist = (ROOT / "reports" / "google" / "checklist.md").read_text(encoding="utf-8")
    terminal = Terminal()
    told = [terminal.run(f"vendorrisk {line}") for line in lines]
    return "\n".join([report, checklist, *told])


def holds(text: str, words: str) -> bool:
    return re.search(rf"(?<![a-z]){re.escape(words)}(?:s|ed|es)?(?![a-z])", text, re.I) is not None


@pytest.mark.parametrize("term", TERMS)
def test_a_word_of_the_glossary_is_printed(term: str, everything: str) -> None:
    text = SAID.get(term)
    assert text in everything if text else holds(everything, term)


@pytest.mark.parametrize("word", PRINTED)
def test_a_word_of_the_report_is_in_the_glossary(word: str, report: str) -> None:
    assert word in TERMS
    assert holds(report, word)


def test_every_word_is_linked_from_the_method() -> None:
    method = (DOCS / "method.md").read_text(encoding="utf-8")
    linked = set(re.findall(r"\(glossary\.md#([^)]+)\)", method))
    assert linked == {term.lower().replace(" ", "-") for term in TERMS}


def test_a_word_stands_once() -> None:
    assert len({term.lower() for term in TERMS}) == len(TERMS) > 50
