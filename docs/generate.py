"""Writes what comes from rules and models: defaults, rules, named values, the schema.

Run as ``python docs/generate.py``; with ``--check`` it writes nothing and fails when a page is old.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from vendorrisk.cli import entities, queues
from vendorrisk.cli.assessing import SCORES
from vendorrisk.decision.defaults import judgement_defaults
from vendorrisk.decision.flags.wording import condition_words
from vendorrisk.decision.values import FAMILIES, VALUES
from vendorrisk.extract.rules import load_rules
from vendorrisk.report import change_text, course_text, whatif
from vendorrisk.report.claim_records import CLAIMS
from vendorrisk.report.data import schema_text
from vendorrisk.report.gate_records import CHECKS
from vendorrisk.report.records import TABLES as RECORDS
from vendorrisk.rulebook import load_flags, load_parameters, load_questions

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


def flags_page() -> str:
    """Return the page of every red-flag rule, from its file."""
    placed = load_flags(VALUES)
    titles = {name: f"`{name}`" for name in VALUES}
    asked = {question.id: question.question for question in load_questions()}
    lines = [
        "# Red-flag rules",
        "",
        "Made from `rules/flags/` by `make docs`; the values they ask about:"
        " [values.md](values.md); how to write one, and to add or switch off rules without touching"
        " the base: [rules.md](rules.md#a-red-flag-rule).",
        "",
        "An outcome is one of four. **Flagged**: what is believed meets the bound. **Clear**: even"
        " what is possible does not. **Unknown**: what is known does not decide it. **Not"
        " applicable**: it makes no sense to ask.",
        "",
        "References are by number only, for a reader to look up; those from standards that are sold"
        " (ISO, SP 800-53 and CCM identifiers, IAS) were not checked against the texts.",
        "",
        "| family | rule | severity | question |",
        "|---|---|---|---|",
    ]
    for one in placed:
        rule = one.rule
        link, asks = f"[{rule.id}](#{rule.id})", _line(rule.question)
        lines.append(f"| {rule.family} | {link} | {rule.severity} | {asks} |")
    for one in placed:
        rule = one.rule
        lines += ["", f"## {rule.id}", "", f"**{rule.question}**", "", rule.why.strip(), ""]
        lines.append(f"- {rule.family}, {rule.severity}, {rule.status}")
        if rule.applies is not None:
            lines.append(f"- asked where {condition_words(rule.applies, titles)}")
        lines.append(f"- flagged when {condition_words(rule.when, titles)}")
        lines.append(f"- if flagged: {rule.remedy.if_flagged.strip()}")
        lines.append(f"- if unknown: {rule.remedy.if_unknown.strip()}")
        lines += [f"- false alarm: {text}" for text in rule.false_alarms]
        lines.append(f"- references: {'; '.join(rule.references)}")
        lines += [f"- asks {name}: {asked[name]}" for name in rule.questions]
    return "\n".join(lines) + "\n"


_UNITS = {
    "share": "share, 0 to 1",
    "index": "index, 0 to 1",
    "count": "count",
    "days": "days",
    "yes_no": "yes or no",
}


def values_page() -> str:
    """Return the page of every named value, from the docstring of the function that measures it."""
    lines = [
        "# Named values",
        "",
        "Made from the docstrings of `vendorrisk/decision/values/` by `make docs`. Red-flag rules"
        " and policies ask about these, and every assessment holds them (`values` in JSON): for one"
        " vendor, one buyer and one day, between what bounds each lies, where that is from and"
        " which claims it was read from.",
        "",
        "The low end is what is believed (`flags.believed_from` in"
        " [parameters.md](parameters.md)), the high end what is possible: silence rules nothing"
        " out. Without an upper end, “at least so much” is known. Of some nothing is known, of some"
        " it makes no sense to ask; both say why.",
    ]
    for module in FAMILIES:
        title = (module.__doc__ or "").splitlines()[0]
        lines += ["", f"## {title.removeprefix('Named values on ').rstrip('.').capitalize()}", ""]
        lines += ["| value | unit | what it is |", "|---|---|---|"]
        for name, entry in VALUES.items():
            if entry.measure.__module__ == module.__name__:
                what = " ".join(entry.what.split()).replace("``", "`").replace("|", "\\|")
                lines.append(f"| `{name}` | {_UNITS[entry.unit]} | {what} |")
    return "\n".join(lines) + "\n"


def tables_page() -> str:
    """Return the page of every column of every flat file, from the code that writes them."""
    lines = [TABLES_HEAD.rstrip()]
    for name, table in RECORDS.items():
        files = "`-f csv`, or any `.csv` that is not named as below" if name == "ledger" else ""
        lines += ["", f"### {name}.csv", "", f"One row: {table.row}." + (files and f" {files}.")]
        lines += ["", *_columns({f.name: f.says for f in table.fields})]
    others: dict[str, tuple[str, Mapping[str, str]]] = {
        "score -f csv, score -f jsonl": ("one vendor", SCORES),
        "claims -f csv": ("one claim", {f.name: f.says for f in CLAIMS}),
        "gate -f csv": ("one vendor and check", {f.name: f.says for f in CHECKS}),
        "replay -f csv": ("one day and vendor", course_text.COLUMNS),
        "diff -f csv": ("one vendor, cause, line or claim", change_text.COLUMNS),
        "whatif -f csv": ("one vendor and scenario", whatif.COLUMNS),
        "entities -f csv": ("one name, then one open pair", entities.COLUMNS),
        "review list -f csv": ("one claim and vendor that it changes", queues.COLUMNS),
    }
    lines += ["", "## Other commands"]
    for title, (row, columns) in others.items():
        lines += ["", f"### {title}", "", f"One row: {row}.", "", *_columns(columns)]
    return "\n".join(lines) + "\n"


def _columns(columns: Mapping[str, str]) -> list[str]:
    rows = [f"| `{name}` | {says.replace('|', '¦')} |" for name, says in columns.items()]
    return ["| column | what it says |", "|---|---|", *rows]


TABLES_HEAD = """\
# Tables: CSV and JSON

Made from the code that writes them by `make docs`. The same tables are the sheets of
`-o report.xlsx` ([workbook.md](workbook.md)).

```
vendorrisk report inbox/ --buyer google --vendor "Scale AI" -o findings.csv -o evidence.csv
vendorrisk compare inbox/ --buyer google --vendor "Scale AI" --vendor Labelbox -o assessments.csv
vendorrisk claims inbox/ -o claims.csv
```

**One table a file; the name of the file picks it.** Of `report` and `compare`, a `.csv` whose name
is that of a table below holds that table; any other `.csv` holds the ledger.

What every CSV keeps to:

- UTF-8 without a byte order mark; commas; quotes after RFC 4180; lines end with a line feed. In
  Excel open it with Data, From Text/CSV, or take the `.xlsx`, which needs no import.
- Columns stand in the order of this page; new ones come last. Where anything is assumed
  (`--assume`), `what_if` stands in front of them, in every row. Columns on what is left with
  mitigations (`residual_...`) are there only where any are given.
- **An empty cell is “not known” or “there is none”**, never 0; the column beside it (`..._reason`,
  `why`, `how`) says which. Yes and no are `yes` and `no`, days `YYYY-MM-DD`.
- Numbers are as in the JSON, not rounded for display: shares, risks and coverage in 0 to 1.
- Text cannot run: a cell that begins as a formula does (`=` `+` `-` `@`, a tab, a line break, their
  wide forms, behind blanks too) has an apostrophe in front. Characters that nobody sees are spelt
  out, `<U+202E>`; of more than six marks piled on a letter the rest is counted. In the log of a
  build server, prefer `-o` to stdout: a row may begin with `::`.

JSON holds the text as it is. `-f json` is the whole result (schema:
`vendorrisk/report/schemas/comparison.schema.json`, its version in `schema_version`); `-f jsonl` of
`report` and `compare` one assessment a line, each with `schema_version`, `model_version` and
`engine`; of `claims` one claim a line.

## report and compare
"""


def _line(text: str) -> str:
    return " / ".join(part.strip() for part in text.splitlines() if part.strip()).replace(
        "|", "\\|"
    )


PAGES = {
    HERE / "tables.md": tables_page,
    HERE / "parameters.md": parameters_page,
    HERE / "extraction-rules.md": rules_page,
    HERE / "flags.md": flags_page,
    HERE / "values.md": values_page,
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
