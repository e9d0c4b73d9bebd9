"""``rules check``: load everything under rules/ and say what was checked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import typer

from vendorrisk.cli import options
from vendorrisk.cli.exits import USAGE
from vendorrisk.cli.outputs import show
from vendorrisk.cli.talk import Talk, count, printable, say, say_error
from vendorrisk.errors import RuleError, RuleErrors, SettingsError

app = typer.Typer(
    help="Check the rules: words, weights, buyers, questions, patterns.", rich_markup_mode=None
)


@app.callback()
def rules() -> None:
    """Check the rules: words, weights, buyers, questions, patterns."""


@app.command()
def check(
    rules: options.Rules = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Load every rule file, run the tests inside, and list every problem.

    Exits 2 when there is a problem; each is printed with its file and line.

    Example: vendorrisk rules check --rules my-rules
    """
    from vendorrisk.rulebook import rules_root

    root = rules or rules_root()
    if not root.is_dir():
        raise SettingsError(
            "no such folder of rules", where=f"--rules {root}", how="give a copy of rules/"
        )
    talk = Talk(quiet=quiet, verbose=verbose)
    problems: list[RuleError] = []
    lines = []
    for name, part in PARTS.items():
        talk.detail(f"checking {name}")
        try:
            told = part(root)
        except RuleErrors as error:
            found = list(dict.fromkeys(error.problems))
            problems += [one for one in found if not _known(one, problems)]
            told = count(len(found), "problem")
        lines.append(f"  {name:<24} {printable(told)}")
    show("\n".join([f"rules in {printable(str(root))}", *lines, ""]).encode("utf-8"))
    if problems:
        for problem in problems:
            say_error(problem.lines())
        say(f"{count(len(problems), 'problem')} in the rules")
        raise typer.Exit(USAGE)


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


def _extraction(root: Path) -> str:
    from vendorrisk.extract.checks import check as check_patterns

    counts, problems = check_patterns(root)
    if problems:
        raise RuleErrors(problems)
    given = count(sum(one.hits for one in counts), "claim")
    near = count(sum(one.near_misses for one in counts), "near miss", "near misses")
    return f"{count(len(counts), 'rule')}; {given} found, {near} left alone"


PARTS: dict[str, Callable[[Path], str]] = {
    "lexicon/companies.yaml": _registry,
    "lexicon/names.yaml": _names,
    "lexicon/judgements.yaml": _judgements,
    "lexicon/sources.yaml": _sources,
    "model.yaml": _model,
    "buyers/": _buyers,
    "questions.yaml": _questions,
    "clauses.yaml": _clauses,
    "rates/": _rates,
    "extract/": _extraction,
}
