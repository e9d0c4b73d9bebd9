"""Runs the tests that every extraction rule carries inside its own file."""

from __future__ import annotations

import re
from pathlib import Path

from vendorrisk.errors import RuleError
from vendorrisk.extract.prose import Extractor, Trace
from vendorrisk.extract.rules import Compiled, Expected, place_of
from vendorrisk.model.base import Noun
from vendorrisk.model.claim import Claim
from vendorrisk.model.document import Block, BlockKind, Document
from vendorrisk.rulebook import load_registry, rules_root

_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?!\s*\n))*")


class Untouched(Noun):
    """A pattern that gives no claim in any test of its rule."""

    pattern: str
    where: str  # path:line


class RuleCount(Noun):
    """What the tests of one rule found: expected claims hit and missed, and claims too many.

    ``near_misses`` are sentences from which nothing is expected.
    """

    rule: str
    hits: int
    misses: int
    false: int
    near_misses: int
    patterns: int
    untouched: tuple[Untouched, ...]

    @property
    def untested(self) -> bool:
        """Whether no pattern of the rule gives a claim in any of its tests."""
        return len(self.untouched) == self.patterns


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
    path = base / "extract" / f"{rule.id}.yaml"
    touched: set[str] = set()
    hits = misses = false = 0
    problems: list[RuleError] = []
    for test in rule.tests:
        where = place_of(path, test.text)
        trace = Trace()
        claims = list(engine.read(text_document(test.text), only=compiled, trace=trace)[0])
        touched |= {firing.pattern for firing in trace.firings}
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
    untouched = tuple(
        Untouched(pattern=pattern, where=place_of(path, pattern))
        for pattern in rule.patterns
        if pattern not in touched
    )
    return RuleCount(
        rule=rule.id,
        hits=hits,
        misses=misses,
        false=false,
        near_misses=near,
        patterns=len(rule.patterns),
        untouched=untouched,
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
