"""``rules check``: load everything under rules/, run its tests, and say what was checked."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vendorrisk.cli import flag_tests, flags, options, rule_scores
from vendorrisk.cli.exits import USAGE
from vendorrisk.cli.outputs import show
from vendorrisk.cli.talk import Talk, count, printable, say, say_error
from vendorrisk.errors import RuleError, RuleErrors, SettingsError

if TYPE_CHECKING:
    from vendorrisk.extract.checks import RuleCount

app = typer.Typer(
    help="Check the rules, and list, show and write red-flag rules.", rich_markup_mode=None
)


class CheckFormat(StrEnum):
    """Formats of what was checked."""

    table = "table"
    json = "json"


_PATTERNS = "extract/"
_Cases = Annotated[
    Path | None,
    typer.Option(
        "--cases",
        metavar="DIR",
        show_default=False,
        help="Read the labelled cases of a folder too: precision, recall and F1 by kind and rule.",
    ),
]
_Misses = Annotated[
    bool, typer.Option("--misses", help="List the texts of --cases that were not read right.")
]
_Format = Annotated[CheckFormat, typer.Option("--format", "-f", help="Format on stdout.")]


@app.callback()
def rules() -> None:
    """Check the rules, and list, show and write red-flag rules."""


@app.command()
def check(
    *,
    cases: _Cases = None,
    misses: _Misses = False,
    engine: options.EngineName = None,
    format: _Format = CheckFormat.table,
    rules: options.Rules = None,
    overlay: options.Overlays = None,
    quiet: options.Quiet = 0,
    verbose: options.Verbose = False,
) -> None:
    """Load every rule file, run the tests inside, and list every problem.

    Prints what the tests of each extraction rule found, and which rules and patterns no test
    touches; of each red-flag rule, which outcomes its tests expect and what they leave untested.
    Exits 2 when there is a problem; each is printed with its file and line.

    Example: vendorrisk rules check --overlay our-rules
    """
    from vendorrisk.rulebook import rules_root

    root = rules or rules_root()
    if not root.is_dir():
        raise SettingsError(
            "no such folder of rules", where=f"--rules {root}", how="give a copy of rules/"
        )
    if cases is not None and not cases.is_dir():
        raise SettingsError(
            "no such folder of cases", where=f"--cases {cases}", how="give a folder of case files"
        )
    if misses and cases is None:
        raise SettingsError(
            "--misses lists texts of labelled cases", where="--misses", how="add --cases DIR"
        )
    talk = Talk(quiet=quiet, verbose=verbose)
    problems: list[RuleError] = []
    parts: dict[str, str] = {}
    for name, part in PARTS.items():
        talk.detail(f"checking {name}")
        try:
            told = part(root)
        except RuleErrors as error:
            found = list(dict.fromkeys(error.problems))
            problems += [one for one in found if not _known(one, problems)]
            told = count(len(found), "problem")
        parts[name] = told
    counts, failed = _tested(root)
    problems += [one for one in failed if not _known(one, problems)]
    parts[_PATTERNS] = _patterns(counts, failed)
    tested, untested = flag_tests.checked(root, overlay or (), problems)
    parts["flags/"] = flag_tests.told(tested, untested)
    problems += untested
    scores = None
    if cases is not None and not problems:
        talk.detail(f"reading {cases}")
        scores = rule_scores.run_cases(cases, rules, options.engine_of(engine))
    if format is CheckFormat.json:
        body = {
            "rules": str(root),
            "parts": parts,
            "problems": [{"what": p.what, "where": p.where, "how": p.how} for p in problems],
            "tests": rule_scores.tests_json(counts),
            "flags": tested,
            "cases": None if scores is None else rule_scores.cases_json(scores, misses=misses),
        }
        text = json.dumps(body, ensure_ascii=False, indent=2)
    else:
        lines = [f"rules in {printable(str(root))}"]
        lines += [f"  {name:<24} {printable(told)}" for name, told in parts.items()]
        if counts:
            lines += ["", *rule_scores.tests_table(counts)]
        if tested:
            lines += ["", *flag_tests.tests_table(tested)]
        if scores is not None:
            lines += ["", *rule_scores.cases_table(scores, misses=misses)]
        text = "\n".join(lines)
    show(f"{text}\n".encode())
    _end(problems)


def _end(problems: Sequence[RuleError]) -> None:
    """Say every problem and leave with the exit code for wrong rules; go on where there is none."""
    if not problems:
        return
    for problem in problems:
        say_error(problem)
    say(f"{count(len(problems), 'problem')} in the rules")
    raise typer.Exit(USAGE)


app.command("list")(flags.list_rules)
app.command("show")(flags.show_rule)
app.command("lint")(flags.lint_rules)
app.command("new")(flags.new_rule)


def _known(problem: RuleError, problems: Sequence[RuleError]) -> bool:
    return any((p.what, p.where) == (problem.what, problem.where) for p in problems)


def _registry(root: Path) -> str:
    from vendorrisk.rulebook import load_registry

    entities = load_registry(root).entities.values()
    aliases = sum(len(e.aliases) + len(e.common_words) for e in entities)
    return f"{count(len(entities), 'entity', 'entities')}, {count(aliases, 'alias', 'aliases')}"


def _names(root: Path) -> str:
    from vendorrisk.rulebook import load_name_words

    words = load_name_words(root)
    forms = sum(map(len, words.forms.values()))
    return f"{count(len(words.shared), 'shared word')}, {count(forms, 'legal form')}"


def _judgements(root: Path) -> str:
    from vendorrisk.rulebook import load_judgements, load_registry

    return count(len(load_judgements(load_registry(root), root).made), "judgement")


def _sources(root: Path) -> str:
    from vendorrisk.rulebook import SourceFile, load_file

    file = load_file(root / "lexicon" / "sources.yaml", SourceFile)
    return f"{count(len(file.publishers), 'publisher')}, {count(len(file.grades), 'grade')}"


def _model(root: Path) -> str:
    from vendorrisk.rulebook import load_parameters

    parameters = load_parameters(root)
    return f"version {parameters.version}, {count(len(parameters.required), 'open question')}"


def _buyers(root: Path) -> str:
    from vendorrisk.model.buyer import Buyer
    from vendorrisk.rulebook import load_folder

    buyers = load_folder(root / "buyers", Buyer)
    if not buyers:
        raise RuleErrors([RuleError("no buyer", where=str(root / "buyers"))])
    rivals = sum(len(buyer.rivals) for buyer in buyers)
    return f"{count(len(buyers), 'buyer')}, {count(rivals, 'declared rival')}"


def _questions(root: Path) -> str:
    from vendorrisk.rulebook import load_questions

    return count(len(load_questions(root)), "question")


def _clauses(root: Path) -> str:
    from vendorrisk.rulebook import load_clauses

    return count(len(load_clauses(root)), "clause")


def _rates(root: Path) -> str:
    from vendorrisk.extract.rates import load_rates

    rates = load_rates(root)
    currencies = count(len(rates.currencies), "currency", "currencies")
    return f"{count(len(rates), 'yearly rate')} of {currencies}"


def _precedents(root: Path) -> str:
    from vendorrisk.rulebook.precedents import load_precedents, load_settings

    load_settings(root)
    found = load_precedents(root)
    events = count(len({one.event for one in found}), "event")
    return f"{count(len(found), 'precedent')} of {events}"


def _tested(root: Path) -> tuple[Sequence[RuleCount], Sequence[RuleError]]:
    """Return what the tests of every extraction rule found, and every problem of the rules."""
    from vendorrisk.extract.checks import check as check_patterns

    try:
        return check_patterns(root)
    except RuleErrors as error:
        return (), list(dict.fromkeys(error.problems))


def _patterns(counts: Sequence[RuleCount], problems: Sequence[RuleError]) -> str:
    if problems:
        return count(len(problems), "problem")
    given = count(sum(one.hits for one in counts), "claim")
    near = count(sum(one.near_misses for one in counts), "near miss", "near misses")
    return f"{count(len(counts), 'rule')}; {given}, {near} left alone"


def _policies(root: Path) -> str:
    from vendorrisk.decision.policy_names import check_names
    from vendorrisk.rulebook import load_policy, policy_names

    names = policy_names(root)
    problems: list[RuleError] = []
    for name in names:
        try:
            check_names(load_policy(name, root), ())
        except RuleErrors as error:
            problems += error.problems
    if problems:
        raise RuleErrors(problems)
    return count(len(names), "policy", "policies")


def _exits(root: Path) -> str:
    from vendorrisk.rulebook import load_exit_rule

    return count(len(load_exit_rule(root).stages), "stage")


PARTS: dict[str, Callable[[Path], str]] = {
    "lexicon/companies.yaml": _registry,
    "lexicon/names.yaml": _names,
    "lexicon/judgements.yaml": _judgements,
    "lexicon/sources.yaml": _sources,
    "model.yaml": _model,
    "buyers/": _buyers,
    "policies/": _policies,
    "questions.yaml": _questions,
    "clauses.yaml": _clauses,
    "exits.yaml": _exits,
    "rates/": _rates,
    "precedents/": _precedents,
}
