"""How well extraction rules do: on the sentences in their own files, and on labelled cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from vendorrisk.cli.talk import count, one_line, wrapped
from vendorrisk.errors import RuleError
from vendorrisk.model.columns import padded

if TYPE_CHECKING:
    from vendorrisk.extract.cases import Outcome, Tally
    from vendorrisk.extract.checks import RuleCount
    from vendorrisk.model.claim import Engine

_NAME = 30


class CaseScores(NamedTuple):
    """What became of labelled cases: one outcome a text, and the rules that no text fires."""

    engine: Engine
    files: int
    outcomes: tuple[Outcome, ...]
    kind_of: dict[str, str]  # kind of every rule, those of the classifier included
    silent: tuple[str, ...]


def run_cases(folder: Path, root: Path | None, engine: Engine | None) -> CaseScores:
    """Read every labelled case of a folder and compare.

    Parameters
    ----------
    folder : Path
        With case files (.yaml), itself or below.
    root : Path or None
        Folder of rules.
    engine : "classifier", "rules" or None
        What reads; None: the classifier where the rules hold one.

    Raises
    ------
    RuleErrors
        For files that are no cases, with ``path:line``, and for a folder without any.
    """
    from vendorrisk.extract import engine_for, extractor
    from vendorrisk.extract.cases import load_cases, run_case

    files = load_cases(folder)
    if not files:
        raise RuleError(
            "no labelled cases here", where=f"--cases {folder}", how="give a folder of case files"
        )
    reader = extractor(root, engine=engine)
    outcomes = tuple(
        run_case(reader, case, file=name) for name, file in files.items() for case in file.cases
    )
    kinds = {compiled.rule.id: str(compiled.rule.kind) for compiled in reader.rules}
    fired = {rule for outcome in outcomes for rule in outcome.by_rule}
    silent = tuple(sorted(kinds.keys() - fired))
    if reader.weigher is not None:
        kinds |= {name: rule.kind for name, rule in reader.weigher.rules.items()}
    return CaseScores(engine_for(engine, root), len(files), outcomes, kinds, silent)


def tests_table(counts: Sequence[RuleCount]) -> Iterator[str]:
    """Yield the lines of the table of rules and their own tests, and what no test touches."""
    yield "On the sentences in their own files, each rule alone:"
    yield ""
    yield _tested("rule", "right", "missed", "false", "left alone", "patterns")
    for one in counts:
        patterns = f"{one.patterns - len(one.untouched)}/{one.patterns}"
        yield _tested(one.rule, one.hits, one.misses, one.false, one.near_misses, patterns)
    sums = [
        sum(getattr(one, name) for one in counts)
        for name in ("hits", "misses", "false", "near_misses")
    ]
    whole = sum(one.patterns for one in counts)
    touched = whole - sum(len(one.untouched) for one in counts)
    yield _tested("all", *sums, f"{touched}/{whole}")
    yield ""
    none = [one.rule for one in counts if one.untested]
    yield _listed("Rules that no test touches", none)
    lines = [
        f"{one.rule}.yaml {', '.join(u.where.rpartition(':')[2] for u in one.untouched)}"
        for one in counts
        if one.untouched
    ]
    yield "Patterns that no test of their rule touches, by line of extract/:"
    yield from (wrapped(one_line(line), indent="  ", hanging="    ") for line in lines or ["none"])


def _tested(name: str, *cells: object) -> str:
    widths = (7, 8, 7, 12, 12)
    row = "".join(f"{cell!s:>{width}}" for cell, width in zip(cells, widths, strict=True))
    return f"  {padded(one_line(name, _NAME - 1), _NAME)}{row}"


def _listed(title: str, names: Sequence[str]) -> str:
    return wrapped(one_line(f"{title}: {', '.join(names) or 'none'}"), hanging="  ")


def cases_table(scores: CaseScores, *, misses: bool) -> Iterator[str]:
    """Yield the lines of the tables of labelled cases, by kind and by rule; texts on demand."""
    by_kind, by_rule, wanted = _tallies(scores)
    yield (
        f"On {count(len(scores.outcomes), 'labelled case')} of {count(scores.files, 'file')},"
        f" engine {scores.engine}:"
    )
    yield ""
    yield _head("kind")
    for kind, tally in by_kind.items():
        yield _row(kind, tally)
    yield _row("all", _sum(by_kind.values()))
    yield ""
    yield "  A rule's recall is of the claims of its kind."
    yield ""
    yield _head("rule")
    for rule, tally in by_rule.items():
        yield _row(rule, of_kind(tally, wanted[scores.kind_of.get(rule, "")]))
    yield ""
    yield _listed("Rules that no case touches", scores.silent)
    if misses:
        yield ""
        yield from _texts(scores)


def _tallies(scores: CaseScores) -> tuple[dict[str, Tally], dict[str, Tally], Counter[str]]:
    """Return tallies by kind and by rule, and how many claims of each kind were wanted."""
    from vendorrisk.extract.cases import gather_tallies

    by_kind = gather_tallies(scores.outcomes, "by_kind")
    by_rule = gather_tallies(scores.outcomes, "by_rule")
    wanted = Counter({kind: tally.hits + tally.misses for kind, tally in by_kind.items()})
    return by_kind, by_rule, wanted


def of_kind(tally: Tally, wanted: int) -> Tally:
    """Return the tally of a rule with all that it missed of `wanted` claims of its kind."""
    return tally.model_copy(update={"misses": max(0, wanted - tally.hits)})


def _sum(tallies: Iterable[Tally]) -> Tally:
    from vendorrisk.extract.cases import total

    return total(tallies)


def _head(name: str) -> str:
    counted = f"{'right':>7}{'missed':>8}{'false':>7}"
    return f"  {name:<{_NAME}}{counted}{'P':>8}{'R':>8}{'F1':>8}"


def _row(name: str, tally: Tally) -> str:
    shares = "".join(
        f"{'-' if value is None else f'{value:.3f}':>8}"
        for value in (tally.precision, tally.recall, tally.f1)
    )
    counted = f"{tally.hits:>7}{tally.misses:>8}{tally.false:>7}"
    return f"  {padded(one_line(name, _NAME - 1), _NAME)}{counted}{shares}"


def _texts(scores: CaseScores) -> Iterator[str]:
    """Yield every text of which a claim was missed, made too many, or got a value wrong."""
    from vendorrisk.cli.claims import told

    yield "Texts not read as they should be:"
    for outcome in scores.outcomes:
        if not (outcome.missed or outcome.false or outcome.wrong):
            continue
        yield ""
        yield wrapped(one_line(f"{outcome.file}: {outcome.text}"), indent="  ", hanging="  ")
        for wanted in outcome.missed:
            body = wanted.model_dump(mode="json", exclude_defaults=True)
            values = ", ".join(f"{key} {_value(value)}" for key, value in body.items())
            yield wrapped(one_line(f"missed: {values}"), indent="    ", hanging="      ")
        for claim in outcome.false:
            made = f"false: {told(claim)}, by {claim.rule} at {claim.probability:g}"
            yield wrapped(one_line(made), indent="    ", hanging="      ")
        for wrong in outcome.wrong:
            yield wrapped(one_line(f"wrong: {wrong}"), indent="    ", hanging="      ")


def _value(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.4f}".rstrip("0").rstrip(".")
    return " via ".join(map(str, value)) if isinstance(value, list) else str(value)


def tests_json(counts: Sequence[RuleCount]) -> list[dict[str, object]]:
    """Return what the tests of every rule found, for JSON."""
    return [one.model_dump(mode="json") for one in counts]


def cases_json(scores: CaseScores, *, misses: bool) -> dict[str, object]:
    """Return what became of the labelled cases, for JSON; texts on demand."""
    by_kind, by_rule, wanted = _tallies(scores)
    body: dict[str, object] = {
        "engine": scores.engine,
        "files": scores.files,
        "texts": len(scores.outcomes),
        "kinds": {kind: _figures(tally) for kind, tally in by_kind.items()},
        "rules": {
            rule: _figures(of_kind(tally, wanted[scores.kind_of.get(rule, "")]))
            for rule, tally in by_rule.items()
        },
        "all": _figures(_sum(by_kind.values())),
        "silent_rules": list(scores.silent),
    }
    if misses:
        body["misses"] = [
            outcome.model_dump(mode="json", exclude={"by_kind", "by_rule"})
            for outcome in scores.outcomes
            if outcome.missed or outcome.false or outcome.wrong
        ]
    return body


def _figures(tally: Tally) -> dict[str, float | int | None]:
    shares = {name: getattr(tally, name) for name in ("precision", "recall", "f1")}
    return {
        "right": tally.hits,
        "missed": tally.misses,
        "false": tally.false,
        **{name: None if value is None else round(value, 4) for name, value in shares.items()},
    }
