"""Runs the tests that every extraction rule carries inside its own file."""

from __future__ import annotations

import re
from pathlib import Path

from vendorrisk.errors import RuleError
from vendorrisk.extract.prose import Extractor
from vendorrisk.extract.rules import Compiled, Expected
from vendorrisk.model.base import Noun
from vendorrisk.model.claim import Claim
from vendorrisk.model.document import Block, BlockKind, Document
from vendorrisk.rulebook import load_registry, rules_root

_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?!\s*\n))*")


class RuleCount(Noun):
    """What the tests of one rule found: expected claims hit and missed, and claims too many."""

    rule: str
    hits: int
    misses: int
    false: int
    near_misses: int


def check(root: Path | None = None) -> tuple[tuple[RuleCount, ...], tuple[RuleError, ...]]:
    """Run every rule on its own sentences, alone.

    Returns
    -------
    tuple
        Counts by rule, and one problem a sentence that did not give what it should.
    """
    base = root or rules_root()
    engine = Extractor(load_registry(root), root)
    counts: list[RuleCount] = []
    problems: list[RuleError] = []
    for compiled in engine.rules:
        one, found = _check_rule(engine, compiled, base)
        counts.append(one)
        problems += found
    return tuple(counts), tuple(problems)


def _check_rule(
    engine: Extractor, compiled: Compiled, base: Path
) -> tuple[RuleCount, list[RuleError]]:
    rule = compiled.rule
    where = f"{base / 'extract' / (rule.id + '.yaml')}:1"
    hits = misses = false = 0
    problems: list[RuleError] = []
    for test in rule.tests:
        claims = list(engine.claims(text_document(test.text), only=compiled))
        for expected in test.claims:
            hit = next((c for c in claims if meets(c, expected)), None)
            if hit is None:
                misses += 1
                got = "; ".join(map(_brief, claims)) or "nothing"
                wanted = expected.model_dump(exclude_none=True)
                problems.append(
                    RuleError(f"'{test.text}' should give {wanted}, gave {got}", where=where)
                )
            else:
                hits += 1
                claims.remove(hit)
        for claim in claims:
            false += 1
            problems.append(
                RuleError(f"'{test.text}' should not give {_brief(claim)}", where=where)
            )
    near = sum(not test.claims for test in rule.tests)
    return RuleCount(
        rule=rule.id, hits=hits, misses=misses, false=false, near_misses=near
    ), problems


def text_document(text: str, name: str = "text") -> Document:
    """Return plain text as a document, for tests and single sentences.

    Paragraphs stand apart by a blank line; one with a bar is a row of a table.

    Parameters
    ----------
    text : str
        What to read.
    name : str
        Name and path of the document.
    """
    blocks = []
    for match in _PARAGRAPH.finditer(text):
        kind: BlockKind = "table_row" if "|" in match.group() else "paragraph"
        blocks.append(Block(start=match.start(), end=match.end(), kind=kind))
    return Document(
        id="doc-text",
        sha256="",
        name=name,
        path=name,
        media="txt",
        text=text,
        blocks=tuple(blocks),
    )


def meets(claim: Claim, expected: Expected) -> bool:
    """Whether a claim has every value that is expected."""
    wanted = expected.model_dump(exclude_none=True)
    return all(getattr(claim, key) == value for key, value in wanted.items())


def _brief(claim: Claim) -> str:
    keys = [
        "kind",
        "subject",
        "object",
        "person",
        "role",
        "move",
        "amount_usd",
        "percent",
        "stage",
        "rank",
        "modality",
    ]
    return ", ".join(f"{k}={getattr(claim, k)}" for k in keys if getattr(claim, k) is not None)
