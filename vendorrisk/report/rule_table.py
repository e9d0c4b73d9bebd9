"""Every red-flag rule once, with its outcome for each vendor."""

from __future__ import annotations

from collections.abc import Sequence

from vendorrisk.model.assessment import Assessment
from vendorrisk.model.finding import GRAVITY, Finding
from vendorrisk.report.view import RuleRow


def rule_table(assessments: Sequence[Assessment]) -> tuple[RuleRow, ...]:
    """Return a row a rule, gravest first, then as the vendors' findings first name it."""
    by_rule: dict[str, dict[int, Finding]] = {}
    for number, a in enumerate(assessments):
        for finding in a.findings:
            by_rule.setdefault(finding.rule, {})[number] = finding
    rows = [_row(found, len(assessments)) for found in by_rule.values()]
    return tuple(sorted(rows, key=lambda row: GRAVITY.index(row.severity)))


def _row(found: dict[int, Finding], vendors: int) -> RuleRow:
    first = next(iter(found.values()))
    unknown = [one for one in found.values() if one.outcome == "unknown"]
    asks = dict.fromkeys(code for one in unknown for code in one.questions)
    return RuleRow(
        rule=first.rule,
        question=first.question,
        severity=first.severity,
        outcomes=tuple(
            found[i].outcome.replace("_", " ") if i in found else "" for i in range(vendors)
        ),
        ask=" ".join(dict.fromkeys(one.remedy for one in unknown if one.remedy)),
        asks=", ".join(asks),
    )
