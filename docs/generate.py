"""Writes what comes from rules, models and code: defaults, rules, mechanisms, commands, the API.

Run as ``python docs/generate.py``; with ``--check`` it writes nothing and fails when a page is old.
"""

from __future__ import annotations

import sys
from pathlib import Path

from api_pages import api_page  # beside this file
from command_pages import commands_page
from configuration_pages import configuration_page, one_cell
from mechanism_pages import mechanisms_page
from table_pages import tables_page

from vendorrisk.decision.defaults import judgement_defaults
from vendorrisk.decision.flags.wording import condition_words
from vendorrisk.decision.values import FAMILIES, VALUES
from vendorrisk.extract.rules import load_rules
from vendorrisk.report.data import schema_text
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
            f"- reads: {one_cell(hit.text)}",
            f"- leaves alone: {one_cell(miss.text)}",
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
        link, asks = f"[{rule.id}](#{rule.id})", one_cell(rule.question)
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


PAGES = {
    HERE / "tables.md": tables_page,
    HERE / "parameters.md": parameters_page,
    HERE / "extraction-rules.md": rules_page,
    HERE / "flags.md": flags_page,
    HERE / "values.md": values_page,
    HERE / "mechanisms.md": mechanisms_page,
    HERE / "reference" / "commands.md": commands_page,
    HERE / "reference" / "api.md": api_page,
    HERE / "configuration.md": configuration_page,
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
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if old:
        sys.stderr.write(f"out of date, run 'make docs': {', '.join(old)}\n")
    return 1 if old else 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
