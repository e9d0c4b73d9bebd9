"""``rules list``, ``show``, ``lint``, ``new``: red-flag rules of the base and of overlays."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vendorrisk.cli import complete, options
from vendorrisk.cli.exits import USAGE
from vendorrisk.cli.outputs import show as deliver
from vendorrisk.cli.outputs import write
from vendorrisk.cli.talk import Talk, count, one_line, printable, wrapped
from vendorrisk.errors import SettingsError, did_you_mean

if TYPE_CHECKING:
    from vendorrisk.rulebook.flags import PlacedFlag


class ListFormat(StrEnum):
    """Formats of a list of rules."""

    table = "table"
    json = "json"
    md = "md"


class ShowFormat(StrEnum):
    """Formats of one rule."""

    table = "table"
    json = "json"


LONGEST = 200  # characters of a question in a list
_Family = Annotated[
    str | None,
    typer.Option(
        "--family",
        autocompletion=complete.families,
        metavar="NAME",
        show_default=False,
        help="Red-flag rules of one family only.",
    ),
]
_List = Annotated[ListFormat, typer.Option("--format", "-f", help="Format on stdout.")]
_Show = Annotated[ShowFormat, typer.Option("--format", "-f", help="Format on stdout.")]
_Id = Annotated[
    str,
    typer.Argument(
        autocompletion=complete.flags, metavar="ID", show_default=False, help="Id of the rule."
    ),
]
_Place = Annotated[
    str,
    typer.Argument(
        metavar="FAMILY/ID", show_default=False, help="Family and id: ownership/our-rule."
    ),
]
_Into = Annotated[
    Path,
    typer.Option(
        "--overlay", metavar="DIR", show_default=False, help="Folder that the rule is written to."
    ),
]


def loaded(rules: Path | None, overlays: Sequence[Path] | None) -> tuple[PlacedFlag, ...]:
    """Return every red-flag rule.

    Raises
    ------
    VendorRiskError
        For a folder that does not exist, and for every problem of the rules.
    """
    from vendorrisk.decision.values import VALUES
    from vendorrisk.rulebook.flags import load_flags

    if rules is not None and not rules.is_dir():
        raise SettingsError(
            "no such folder of rules", where=f"--rules {rules}", how="give a copy of rules/"
        )
    return load_flags(VALUES, rules, overlays or ())


def list_rules(
    *,
    family: _Family = None,
    format: _List = ListFormat.table,
    rules: options.Rules = None,
    overlay: options.Overlays = None,
) -> None:
    """List the red-flag rules: family, severity, question, and where each is from.

    Rules that are deprecated or disabled are listed as off.

    Example: vendorrisk rules list --family ownership
    """
    found = loaded(rules, overlay)
    if family is not None:
        family = _known_family(family, "--family")
        found = tuple(one for one in found if one.rule.family == family)
    text = {"table": _table, "json": _json, "md": _markdown}[format.value](found)
    deliver(text.encode("utf-8"))


def show_rule(
    id: _Id,
    *,
    format: _Show = ShowFormat.table,
    rules: options.Rules = None,
    overlay: options.Overlays = None,
) -> None:
    """Show one red-flag rule in full: why, when, what to do, false alarms, tests.

    Example: vendorrisk rules show rival-stake
    """
    from vendorrisk.rulebook import load_questions

    found = {one.rule.id: one for one in loaded(rules, overlay)}
    if id not in found:
        raise SettingsError(
            f"no red-flag rule '{id}'",
            how=did_you_mean(id, found) or "'vendorrisk rules list' lists them",
        )
    one = found[id]
    if format is ShowFormat.json:
        text = json.dumps(_body(one), ensure_ascii=False, indent=2) + "\n"
    else:
        asked = {question.id: question.question for question in load_questions(rules)}
        text = "\n".join(whole(one, asked)) + "\n"
    deliver(text.encode("utf-8"))


def lint_rules(
    *,
    rules: options.Rules = None,
    overlay: options.Overlays = None,
    quiet: options.Quiet = 0,
) -> None:
    """Look at how the red-flag rules are written; exit 2 when something is amiss.

    One line a remark on stdout: file, lint, what is amiss.

    Example: vendorrisk rules lint --overlay our-rules
    """
    from vendorrisk.decision.flags import LINTS, lint
    from vendorrisk.decision.values import VALUES
    from vendorrisk.rulebook.flags import load_flag_words

    found = loaded(rules, overlay)
    words = load_flag_words(rules)
    lines = [
        f"{printable(str(one.path))}: {remark.lint}: {printable(remark.what)}"
        for one in found
        for remark in lint(one.rule, words)
    ]
    deliver("".join(f"{line}\n" for line in lines).encode("utf-8"))
    asked = {name for one in found for name, _ in one.rule.bounds()}
    idle = sorted(set(VALUES) - asked)
    if idle:
        Talk(quiet=quiet).note(f"values that no rule asks about: {', '.join(idle)}")
    told = f"{count(len(found), 'rule')}, {count(len(LINTS), 'lint')}"
    Talk(quiet=quiet).note(f"{told}, {count(len(lines), 'remark')}")
    if lines:
        raise typer.Exit(USAGE)


def new_rule(
    place: _Place,
    *,
    overlay: _Into,
    rules: options.Rules = None,
    quiet: options.Quiet = 0,
) -> None:
    """Write a red-flag rule to start from into an overlay folder.

    It is commented, loads, and its tests hold; change it and run 'rules check'. A file that is
    there already is never replaced.

    Example: vendorrisk rules new ownership/our-rule --overlay our-rules
    """
    from vendorrisk.model.flag import FLAG_FAMILIES
    from vendorrisk.rulebook import PACK
    from vendorrisk.rulebook.flags import ID, skeleton

    family, _, name = place.partition("/")
    if not name:
        raise SettingsError(
            f"'{place}' is no FAMILY/ID", how=f"families: {', '.join(FLAG_FAMILIES)}"
        )
    family = _known_family(family, place)
    if not ID.fullmatch(name):
        raise SettingsError(
            f"'{name}' is no id of a rule",
            where=place,
            how="small letters, digits and hyphens, a letter first: our-rule",
        )
    if str(overlay).startswith(PACK):
        raise SettingsError(
            "a rule is written to a folder, not into the rule pack of a plug-in",
            where=f"--overlay {overlay}",
            how="give a folder of yours",
        )
    path = overlay / "flags" / family / f"{name}.yaml"
    if path.exists() or path.is_symlink():
        raise SettingsError("the file is there already", where=str(path), how="choose another id")
    base = {one.rule.id: one for one in loaded(rules, ())}
    write(path, skeleton(family, name).encode("utf-8"))
    talk = Talk(quiet=quiet)
    talk.wrote(path)
    if name in base:
        talk.warn(f"it replaces the rule '{name}' of the base wherever this overlay is given")


def _known_family(word: str, where: str) -> str:
    from vendorrisk.model.flag import FLAG_FAMILIES

    if word in FLAG_FAMILIES:
        return word
    raise SettingsError(
        f"'{word}' is no family of red flags",
        where=where,
        how=did_you_mean(word, FLAG_FAMILIES) or f"one of {', '.join(FLAG_FAMILIES)}",
    )


def _off(one: PlacedFlag) -> str:
    if one.rule.active:
        return ""
    return "disabled" if one.rule.disabled else "deprecated"


def _from(one: PlacedFlag) -> str:
    """Return where a rule is from, for those that are not as the base has them."""
    notes = [f"off: {_off(one)}"] if _off(one) else []
    if one.origin != "rules":
        notes.append(f"from overlay {one.origin}")
    if one.replaces is not None:
        notes.append(f"replaces {one.replaces}")
    return "; ".join(notes)


def _table(found: Sequence[PlacedFlag]) -> str:
    lines: list[str] = []
    wide = min(30, max((len(one.rule.id) for one in found), default=0))
    family = ""
    for one in found:
        if one.rule.family != family:
            family = one.rule.family
            lines += [*([""] if lines else []), family]
        head = f"  {one.rule.severity:<8}  {one.rule.id:<{wide}}  "
        question = one_line(one.rule.question, LONGEST)
        lines.append(wrapped(question, indent=head, hanging=" " * len(head)))
        if _from(one):
            lines.append(wrapped(_from(one), indent=" " * 12))
    off = sum(not one.rule.active for one in found)
    tail = f", {off} of them off" if off else ""
    lines += ["", f"{count(len(found), 'rule')}{tail}"]
    return "\n".join(lines) + "\n"


def _body(one: PlacedFlag) -> dict[str, object]:
    body = one.rule.model_dump(mode="json", by_alias=True, exclude_none=True)
    return {
        **body,
        "active": one.rule.active,
        "origin": one.origin,
        "path": str(one.path),
        "replaces": None if one.replaces is None else str(one.replaces),
    }


def _json(found: Sequence[PlacedFlag]) -> str:
    return json.dumps([_body(one) for one in found], ensure_ascii=False, indent=2) + "\n"


def _markdown(found: Sequence[PlacedFlag]) -> str:
    from vendorrisk.report.markup import escaped

    lines = ["| family | rule | severity | question | from |", "|---|---|---|---|---|"]
    for one in found:
        rule = one.rule
        place = _from(one) or one.origin
        lines.append(
            f"| {rule.family} | `{rule.id}` | {rule.severity} | {escaped(rule.question)}"
            f" | {escaped(place)} |"
        )
    return "\n".join(lines) + "\n"


def whole(one: PlacedFlag, asked: dict[str, str]) -> list[str]:
    """Return a rule in full as lines; `asked` has the questions of the checklist by id."""
    from vendorrisk.decision.flags import tried
    from vendorrisk.decision.flags.wording import condition_words
    from vendorrisk.decision.values import VALUES

    rule = one.rule
    lines = [wrapped(rule.question, hanging="")]
    lines.append(f"{rule.id}: {rule.family}, {rule.severity}, {rule.status}")
    lines.append(printable(str(one.path)))
    if _from(one):
        lines.append(wrapped(_from(one), hanging=""))
    lines += ["", wrapped(rule.why, hanging=""), ""]

    def part(title: str, *texts: str) -> None:
        lines.append(title)
        lines.extend(wrapped(text, indent="  ") for text in texts)

    if rule.applies is not None:
        part("Asked where", condition_words(rule.applies, {}))
    part("Flagged when", condition_words(rule.when, {}))
    names = dict.fromkeys(name for name, _ in rule.bounds())
    part("Values", *(f"{name}: {VALUES[name].title}" for name in names))
    part("If flagged", rule.remedy.if_flagged)
    part("If unknown", rule.remedy.if_unknown)
    part("False alarms", *rule.false_alarms)
    part("References", *rule.references)
    part("Asks", *(f"{name}: {asked[name]}" for name in rule.questions))
    part(
        "Tests",
        *(
            f"{run.test.expect}: {run.test.name}"
            + ("" if run.holds else f" (does not hold: {run.outcome})")
            for run in tried(rule)
        ),
    )
    return lines
