"""Writes what comes from rules and models: every default, every extraction rule, the schema.

Run as ``python docs/generate.py``; with ``--check`` it writes nothing and fails when a page is old.
"""

from __future__ import annotations

import sys
from pathlib import Path

from vendorrisk.decision.defaults import judgement_defaults
from vendorrisk.extract.rules import load_rules
from vendorrisk.report.data import schema_text
from vendorrisk.rulebook import load_parameters

HERE = Path(__file__).parent


def parameters_page() -> str:
    """Return the page of every judgement default."""
    lines = [
        "# Judgement defaults",
        "",
        "Made from `rules/model.yaml` by `make docs`. Shares, links, severities and strengths are"
        " in 0..1, times in days. Every one of them is a judgement, printed in every report; change"
        " them in a copy of `rules/` and pass it with `--rules`.",
        "",
        "| name | value | reason |",
        "|---|---|---|",
    ]
    lines += [
        f"| `{one.name}` | {one.value} | {one.reason} |"
        for one in judgement_defaults(load_parameters())
    ]
    return "\n".join(lines) + "\n"


def rules_page() -> str:
    """Return the page of every extraction rule, with a sentence it reads and one it must not."""
    lines = [
        "# Extraction rules",
        "",
        "Made from `rules/extract/` by `make docs`. How to write one: [rules.md](rules.md).",
        "",
    ]
    for compiled in load_rules():
        rule = compiled.rule
        hit = next(t for t in rule.tests if t.claims)
        miss = next(t for t in rule.tests if not t.claims)
        lines += [
            f"## {rule.id}",
            "",
            f"{rule.why} Gives `{rule.kind}` claims; {rule.status}; {len(rule.patterns)} patterns.",
            "",
            f"- reads: {_line(hit.text)}",
            f"- leaves alone: {_line(miss.text)}",
            "",
        ]
    return "\n".join(lines)


def _line(text: str) -> str:
    return " / ".join(part.strip() for part in text.splitlines() if part.strip()).replace(
        "|", "\\|"
    )


PAGES = {
    HERE / "parameters.md": parameters_page,
    HERE / "extraction-rules.md": rules_page,
    HERE.parent / "vendorrisk" / "report" / "schemas" / "comparison.schema.json": schema_text,
}


def main(check: bool) -> int:
    """Write the pages, or tell which are old."""
    old = []
    for path, page in PAGES.items():
        text = page()
        if check:
            if not path.is_file() or path.read_text(encoding="utf-8") != text:
                old.append(path.name)
        else:
            path.write_text(text, encoding="utf-8")
    if old:
        sys.stderr.write(f"out of date, run 'make docs': {', '.join(old)}\n")
    return 1 if old else 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
