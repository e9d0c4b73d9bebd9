"""Red-flag rules: those of the base, and what overlays add, replace or switch off."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from vendorrisk.errors import RuleError, RuleErrors, SettingsError, did_you_mean
from vendorrisk.model.flag import FLAG_FAMILIES, FlagRule, FlagWords
from vendorrisk.rulebook.files import Loc, load_file, place, read, rules_root, validate
from vendorrisk.rulebook.overlays import overlay_folder
from vendorrisk.rulebook.questions import load_questions

BASE = "rules"  # origin of a rule of the base
DEEPEST = 12  # joints within joints of a condition
MOST = 1000  # rules of one folder
_JOINTS = ("all", "any", "not")


class PlacedFlag(NamedTuple):
    """A rule and where it is from.

    ``origin`` is "rules", or the overlay folder as it was given; ``replaces`` the file whose rule
    it stands for, None where it replaces none.
    """

    rule: FlagRule
    path: Path
    origin: str
    replaces: Path | None = None


def load_flags(
    known: Collection[str], root: Path | None = None, overlays: Sequence[str | Path] = ()
) -> tuple[PlacedFlag, ...]:
    """Load every red-flag rule, by family and id.

    Parameters
    ----------
    known : collection of str
        Names of the values that a condition may ask about.
    root : Path or None
        Folder of rules; None: those that ship with the package.
    overlays : sequence of path
        Folders with ``flags/<family>/<id>.yaml``: each adds its rules to those before it, and
        replaces the ones whose ids it uses. ``plugin:NAME`` is the rule pack of a plug-in.

    Raises
    ------
    SettingsError
        For an overlay that is no folder or holds no ``flags/``.
    RuleErrors
        Every problem of every file, each with ``path:line``.
    """
    if root is None and not overlays:
        return _shipped(frozenset(known))
    return _load_all(known, root, overlays)


@functools.lru_cache(maxsize=2)
def _shipped(known: frozenset[str]) -> tuple[PlacedFlag, ...]:
    """Return the rules of the package: they do not change while it runs."""
    return _load_all(known, None, ())


def _load_all(
    known: Collection[str], root: Path | None, overlays: Sequence[str | Path]
) -> tuple[PlacedFlag, ...]:
    base = (root or rules_root()) / "flags"
    if not base.is_dir():
        how = "copy flags/ from the rules that ship with the package"
        raise RuleErrors([RuleError("no folder of red-flag rules", where=str(base), how=how)])
    folders = [(BASE, base), *((str(name), _overlay(name)) for name in overlays)]
    questions = {question.id for question in load_questions(root)}
    problems: list[RuleError] = []
    found: dict[str, PlacedFlag] = {}
    for origin, folder in folders:
        own: dict[str, PlacedFlag] = {}
        for path in _files(folder, problems):
            try:
                rule = _load(path, known, questions)
            except RuleErrors as error:
                problems += error.problems
                continue
            if rule.id in own:
                what = f"id '{rule.id}' stands in {own[rule.id].path} too"
                problems.append(RuleError(what, where=f"{path}:1", how="give it another id"))
                continue
            before = found.get(rule.id)
            own[rule.id] = PlacedFlag(rule, path, origin, before.path if before else None)
        found |= own
    if problems:
        raise RuleErrors(problems)
    ordered = sorted(
        found.values(), key=lambda one: (FLAG_FAMILIES.index(one.rule.family), one.rule.id)
    )
    return tuple(ordered)


def load_flag_words(root: Path | None = None) -> FlagWords:
    """Load ``rules/flag-words.yaml``: what the lints of red-flag rules look for.

    Raises
    ------
    RuleErrors
        Every problem of the file, each with ``path:line``.
    """
    return load_file((root or rules_root()) / "flag-words.yaml", FlagWords)


def _overlay(name: str | Path) -> Path:
    folder = overlay_folder(name)
    if not folder.is_dir():
        raise SettingsError(
            "no such overlay folder",
            where=f"--overlay {name}",
            how="'vendorrisk rules new FAMILY/ID --overlay DIR' makes one",
        )
    if not (folder / "flags").is_dir():
        raise SettingsError(
            "the overlay holds no flags/",
            where=f"--overlay {name}",
            how="put rules at flags/<family>/<id>.yaml below it",
        )
    return folder / "flags"


def _files(folder: Path, problems: list[RuleError]) -> Iterator[Path]:
    """Yield the rule files of a folder; what would be passed over in silence is a problem."""
    paths = sorted(p for p in folder.rglob("*") if p.suffix.casefold() in {".yaml", ".yml"})
    if len(paths) > MOST:
        problems.append(RuleError(f"more than {MOST} rules", where=str(folder), how="split them"))
        return
    for path in paths:
        parts = path.relative_to(folder).parts
        if len(parts) == 2 and path.suffix == ".yaml" and parts[0] in FLAG_FAMILIES:
            yield path
            continue
        what = "a red-flag rule stands at flags/<family>/<id>.yaml"
        how = f"move or rename it; families: {', '.join(FLAG_FAMILIES)}"
        if len(parts) == 2 and parts[0] not in FLAG_FAMILIES:
            what = f"'{parts[0]}' is no family of red flags"
            how = did_you_mean(parts[0], FLAG_FAMILIES) or f"one of {', '.join(FLAG_FAMILIES)}"
        problems.append(RuleError(what, where=f"{path}:1", how=how))


def _load(path: Path, known: Collection[str], questions: Collection[str]) -> FlagRule:
    """Return the rule of a file, or raise every problem of it at once."""
    data, lines = read(path)
    problems = list(_problems(data, lines, path, known, questions))
    try:
        if any("nested" in one.what for one in problems):
            raise RuleErrors(problems)
        rule = validate(data, lines, path, FlagRule)
    except RuleErrors as error:
        problems += [one for one in error.problems if one not in problems]
        raise RuleErrors(problems) from None
    if problems:
        raise RuleErrors(problems)
    return rule


def _problems(
    data: Any,
    lines: dict[Loc, int],
    path: Path,
    known: Collection[str],
    questions: Collection[str],
) -> Iterator[RuleError]:
    """Yield what a model cannot know: names that stand elsewhere."""
    if not isinstance(data, Mapping):
        return

    def wrong(what: str, loc: Loc, how: str | None) -> RuleError:
        return RuleError(what, where=place(path, lines, loc), how=how)

    name, family = data.get("id"), data.get("family")
    if isinstance(name, str) and name != path.stem:
        how = f"write 'id: {path.stem}' or rename the file"
        yield wrong(f"id '{name}' differs from the file's name", ("id",), how)
    if isinstance(family, str) and family not in FLAG_FAMILIES:
        how = did_you_mean(family, FLAG_FAMILIES) or f"one of {', '.join(FLAG_FAMILIES)}"
        yield wrong(f"'{family}' is no family of red flags", ("family",), how)
    elif isinstance(family, str) and family != path.parent.name:
        how = f"write 'family: {path.parent.name}' or move the file"
        yield wrong(f"family '{family}' differs from the folder", ("family",), how)
    asked: list[tuple[str, Loc]] = []
    for key in ("applies", "when"):
        try:
            asked += _asked(data.get(key), (key,))
        except RecursionError:
            how = f"at most {DEEPEST} joints within one another"
            yield wrong("the condition is nested too deep", (key,), how)
    tests = data.get("tests")
    for number, test in enumerate(tests if isinstance(tests, list) else []):
        values = test.get("values") if isinstance(test, Mapping) else None
        if isinstance(values, Mapping):
            asked += [(str(key), ("tests", number, "values", str(key))) for key in values]
    for value, loc in asked:
        if value not in known:
            how = did_you_mean(value, known) or "docs/values.md lists the values"
            yield wrong(f"'{value}' is no named value", loc, how)
    listed = data.get("questions")
    for number, question in enumerate(listed if isinstance(listed, list) else []):
        if str(question) not in questions:
            how = did_you_mean(str(question), questions, 0.5) or "see questions.yaml"
            yield wrong(f"'{question}' is no question of the checklist", ("questions", number), how)


def _asked(data: Any, loc: Loc, depth: int = 0) -> list[tuple[str, Loc]]:
    """Return the named values of a condition as written, each with its place."""
    if depth > DEEPEST:
        raise RecursionError
    found: list[tuple[str, Loc]] = []
    if isinstance(data, list):
        for number, part in enumerate(data):
            found += _asked(part, (*loc, number), depth)
    elif isinstance(data, Mapping):
        for key, body in data.items():
            if key in _JOINTS:
                found += _asked(body, (*loc, key), depth + 1)
            else:
                found.append((str(key), (*loc, str(key))))
    return found


ID = re.compile(r"[a-z][a-z0-9-]{1,60}")
_SKELETON = """\
# A red-flag rule: one question to the values of docs/values.md. 'vendorrisk rules check' runs the
# tests below, 'vendorrisk rules lint' looks at how it is written.
id: NAME  # the file's name
family: FAMILY  # the folder's name
question: Does a rival hold a tenth or more of the vendor?
status: experimental  # experimental, stable or deprecated; 'disabled: true' switches it off
severity: medium  # critical, high, medium or low
why: >-
  Say in two sentences how this bends a vendor, so that the vendor would call it fair.
# Where it makes sense to ask; leave it out if always.
applies: {buyer_rivals: {gte: 1}}
# Bounds: gte, gt, lte, lt; is: true or false; known: true or false. Joints: all, any, not.
when: {rival_stake: {gte: 0.1}}
remedy:  # who does what
  if_flagged: Procurement asks the vendor for the rights that come with the stake.
  if_unknown: Procurement asks the vendor for its holders of 5 % or more.
false_alarms:
  - Say when this is flagged and harmless.
references:
  - Name the text behind it by its number
questions: [N01]  # of the checklist
# Flagged, clear, unknown, not applicable, and every bound: on it and just beside it.
# A value is a number, true or false, [low, high], [low, null] for "at least", null for unknown.
tests:
  - {name: a third, values: {rival_stake: 0.33, buyer_rivals: 1}, expect: flagged}
  - {name: exactly a tenth, values: {rival_stake: 0.1, buyer_rivals: 1}, expect: flagged}
  - {name: just below, values: {rival_stake: 0.09, buyer_rivals: 1}, expect: clear}
  - {name: nobody can tell, values: {rival_stake: [0, 0.2], buyer_rivals: 1}, expect: unknown}
  - {name: no rival to ask about, values: {buyer_rivals: 0}, expect: not_applicable}
"""


def skeleton(family: str, name: str) -> str:
    """Return a red-flag rule to start from: commented, valid, its tests hold."""
    return _SKELETON.replace("FAMILY", family, 1).replace("NAME", name, 1)
