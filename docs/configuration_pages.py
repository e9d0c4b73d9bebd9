"""The page of the configuration: every key, from the options of the commands."""

from __future__ import annotations

import json

from vendorrisk.cli import keys
from vendorrisk.cli.app import app

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
- Paths in a file are relative to it. What a command writes to (`output`, `state`,
  `mitigations_out`, `reviews` of the commands that decide, `overlay` of `rules new`) must lie below
  the folder of a file that was found (not of one that `--config` names or of that of the user): a
  folder that somebody sent writes nowhere else.
- `quiet` in a file that was found does not hush that `exit_zero`, `policy`, `waivers`, `rules` or
  the like come from a file: what can let a failure pass is named on stderr.
- In a variable a list is written as in TOML: `VENDORRISK_VENDORS='["Scale AI", "Labelbox"]'`; a
  plain text is a list of one.
- What is taken from files and variables is named on stderr, with `-v` each value with its place.
  It is an input like a typed option: the same inputs, options and configuration give the same
  bytes.
- With `--from` only what is typed can contradict the saved result: the inputs, the buyer and the
  day of a file are left aside; `gate` still takes its vendors.
- An error in what a file or variable says has its place behind it: `--buyer byer.yaml
  (vendorrisk.toml:7)`. `doctor` looks for the files that the configuration names.
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
        lines.append(f"| `{name}` | {_kind(key)} | {one_cell(key.help)} | {having} |")
    lines += ["", "## Keys of single commands", "", "Besides those above that the command has.", ""]
    lines += ["| table | key | value | default | meaning |", "|---|---|---|---|---|"]
    for table, own in known.items():
        for name, key in own.items():
            if name not in keys.SHARED:
                default = "" if key.default is None else f"`{json.dumps(key.default)}`"
                row = f"`[{table}]` | `{name}` | {_kind(key)} | {default} | {one_cell(key.help)}"
                lines.append(f"| {row} |")
    return "\n".join(lines) + "\n"


def _kind(key: keys.Key) -> str:
    if key.choices:
        return ", ".join(f"`{one}`" for one in key.choices)
    kind = {"flag": "true or false"}.get(key.kind, key.kind)
    return f"list of {kind}s" if key.many and kind in ("path", "text") else kind


def one_cell(text: str) -> str:
    """Return text as one cell of a table in Markdown."""
    return " / ".join(part.strip() for part in text.splitlines() if part.strip()).replace(
        "|", "\\|"
    )
