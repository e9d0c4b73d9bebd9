"""Writes what comes from rules, models and code: defaults, rules, mechanisms, commands, the API.

Run as ``python docs/generate.py``; with ``--check`` it writes nothing and fails when a page is old.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from api_pages import api_page  # beside this file
from command_pages import commands_page
from mechanism_pages import mechanisms_page

from vendorrisk.cli import keys
from vendorrisk.cli.app import app
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


_ABOUT = """\
# Configuration

Made from the options of the commands by `make docs`. What is not typed on a command line may stand
in a file or in the environment. `vendorrisk init` writes a file to start from; `vendorrisk config
show` tells what holds where you are, and from which file and line or variable each value is.

## Order

The first of these that has a value wins:

1. the option, as typed;
2. a variable: `VENDORRISK_BUYER` for every command, `VENDORRISK_GATE_FORMAT` for one;
3. the file of `--config FILE`;
4. the nearest `vendorrisk.toml`, or `pyproject.toml` with a table `[tool.vendorrisk]`, from the
   working directory upwards; in one folder `vendorrisk.toml` wins and the other is not read;
5. the file of the user: `vendorrisk.toml` in `~/.config/vendorrisk` (Linux),
   `~/Library/Application Support/vendorrisk` (macOS), `%LOCALAPPDATA%\\vendorrisk` (Windows);
6. the default.

Looking upwards ends with the topmost folder of a repository (`.git`, `.hg`, `.svn`, `.jj`) and
with the home folder: what lies above is somebody else's. Values are taken key by key, so a file of
the user goes on giving what the nearer file leaves out. `--isolated` reads no file and no
variable. The Python API takes no configuration, only arguments.

## Rules

- A key is the name of an option with `_` for `-`; options that repeat have a list, and `vendors`,
  `overlays` for `--vendor`, `--overlay`. Keys above all tables speak to every command that has the
  option; a table of a command (`[report]`, `[review-list]`) speaks to it alone and goes before
  them.
- An unknown key is an error with its line and a suggestion; so is a value of a wrong kind. So is a
  variable that begins with `VENDORRISK_` and sets nothing. All files are checked whole, whatever
  command runs.
- Paths in a file are relative to it. `output` in a file that was found (not in one that `--config`
  names or in that of the user) must lie below that file's folder: a folder that somebody sent
  writes nowhere else.
- In a variable a list is written as in TOML: `VENDORRISK_VENDORS='["Scale AI", "Labelbox"]'`; a
  plain text is a list of one.
- What is taken from files and variables is named on stderr, with `-v` each value with its place.
  It is an input like a typed option: the same inputs, options and configuration give the same
  bytes.
- What is said of one run only has no key: `assume`, `without`, `why`, `ack`, `by`, `on`, `note`,
  `reason`, `set`, `check`, `from`. Commands that set a place up (`demo`, `init`, `doctor`,
  `config`, `schema`) take none, so that a broken file does not stand in their way.

```toml
#:schema ./schemas/config.schema.json
inputs = ["articles", "facts.yaml"]
buyer = "buyer.yaml"
vendors = ["Scale AI"]
as_of = 2025-06-20

[report]
output = ["reports/"]

[gate]
policy = "policy.yaml"
```

An editor completes keys and marks mistakes when it knows the schema: `vendorrisk schema config >
config.schema.json`, and the line `#:schema FILE` at the head of a TOML file (Even Better TOML,
Taplo), or `# yaml-language-server: $schema=FILE` at that of a YAML file. `vendorrisk schema` lists
the schemas of all files that people edit.
"""


def configuration_page() -> str:
    """Return the page of the configuration: every key, as the options of the commands have it."""
    known = keys.tables(app)
    lines = [_ABOUT, "## Keys above the tables", "", "| key | value | meaning | commands |"]
    lines.append("|---|---|---|---|")
    for name, key in keys.shared(known).items():
        having = ", ".join(f"`{table}`" for table, own in known.items() if name in own)
        lines.append(f"| `{name}` | {_kind(key)} | {_line(key.help)} | {having} |")
    lines += ["", "## Keys of single commands", "", "Besides those above that the command has.", ""]
    lines += ["| table | key | value | default | meaning |", "|---|---|---|---|---|"]
    for table, own in known.items():
        for name, key in own.items():
            if name not in keys.SHARED:
                default = "" if key.default is None else f"`{json.dumps(key.default)}`"
                row = f"`[{table}]` | `{name}` | {_kind(key)} | {default} | {_line(key.help)}"
                lines.append(f"| {row} |")
    return "\n".join(lines) + "\n"


def _kind(key: keys.Key) -> str:
    if key.choices:
        return ", ".join(f"`{one}`" for one in key.choices)
    kind = {"flag": "true or false"}.get(key.kind, key.kind)
    return f"list of {kind}s" if key.many and kind in ("path", "text") else kind


def _line(text: str) -> str:
    return " / ".join(part.strip() for part in text.splitlines() if part.strip()).replace(
        "|", "\\|"
    )


PAGES = {
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
