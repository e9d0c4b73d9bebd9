"""The page of the flat files: every column, from the code that writes it."""

from __future__ import annotations

from collections.abc import Mapping

from vendorrisk.cli import entities, queues
from vendorrisk.cli.assessing import SCORES
from vendorrisk.report import change_text, course_text, whatif
from vendorrisk.report.claim_records import CLAIMS
from vendorrisk.report.gate_records import CHECKS
from vendorrisk.report.records import TABLES as RECORDS

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
