"""What ``explain`` says without documents: factors, mechanisms, rules, values, parameters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from vendorrisk.cli.mechanisms import EVENT, FACTORS, MECHANISMS, TERMS, Mechanism, Told
from vendorrisk.cli.talk import one_line, wrapped

if TYPE_CHECKING:
    from vendorrisk.extract.rules import Rule
    from vendorrisk.model.assessment import Parameter
    from vendorrisk.model.checklist import Clause, Question
    from vendorrisk.rulebook.flags import PlacedFlag

LABEL = 12
MOST = 12  # parameters of one topic that are listed
_PRINTED = {  # words of a report, and the topic that tells what they mean
    "high": "tier",
    "low": "tier",
    "undetermined": "tier",
    "insufficient-evidence": "coverage",
}
_CODE = re.compile(r"``?([^`]+)``?")


class Topic(NamedTuple):
    """Something that can be explained by its name: what kind of thing it is, and its page."""

    kind: str
    page: Callable[[], Iterator[str]]


def topics(rules: Path | None = None, overlays: Sequence[Path] = ()) -> dict[str, Topic]:
    """Return every topic by its name. Where names meet, the wider notion wins.

    Raises
    ------
    VendorRiskError
        For rules that cannot be read.
    """
    from vendorrisk.cli.flags import loaded
    from vendorrisk.decision.defaults import judgement_defaults
    from vendorrisk.decision.values import VALUES
    from vendorrisk.extract.rules import load_rules
    from vendorrisk.rulebook import load_clauses, load_parameters, load_questions

    defaults = judgement_defaults(load_parameters(rules))
    found: dict[str, Topic] = {}
    for clause in load_clauses(rules):
        found[clause.id] = Topic("clause", _clause(clause))
    for question in load_questions(rules):
        found[question.id] = Topic("question of the checklist", _question(question))
    for compiled in load_rules(rules):
        found[compiled.rule.id] = Topic("extraction rule", _extraction(compiled.rule))
    for placed in loaded(rules, overlays):
        found[placed.rule.id] = Topic("red-flag rule", _flag(placed, rules))
    for name in VALUES:
        found[name] = Topic("named value", _value(name, rules, overlays))
    for default in defaults:
        found[default.name] = Topic("parameter", _parameter(default))
        short = default.name.rpartition(".")[2]
        if default.name.startswith("required."):
            found[short] = Topic("open question", _parameter(default))
    for name, told in TERMS.items():
        found[name] = Topic("term", _told(told, defaults))
    found |= {printed: found[name] for printed, name in _PRINTED.items()}
    for channel, mechanism in MECHANISMS.items():
        found[channel] = Topic("mechanism", _mechanism(channel, mechanism, defaults))
    for factor, told in FACTORS.items():
        found[factor] = Topic("factor", _told(told, defaults))
    return found


def lookup(word: str, known: Mapping[str, Topic]) -> list[str]:
    """Return the names of the topics that a word means: itself, or those that it is a part of.

    >>> def no_page(): yield ""
    >>> known = dict.fromkeys(["half_life_days.stake", "half_life_days.seat"], Topic("p", no_page))
    >>> lookup("half_life_days.stake", known), len(lookup("half_life_days", known))
    (['half_life_days.stake'], 2)
    """
    name = word.strip()
    if name in known:
        return [name]
    spelt = name.casefold().replace(" ", "-")
    if spelt in known:
        return [spelt]
    return [one for one in known if f".{name}." in f".{one}."]


def page(name: str, topic: Topic) -> str:
    """Return a topic as a page of text."""
    return "\n".join([f"{name}: {topic.kind}", *topic.page()]) + "\n"


def _field(label: str, text: str) -> str:
    return wrapped(f"{label + ':':<{LABEL}}{one_line(text)}", hanging=" " * LABEL)


def _list(label: str, texts: Iterable[str]) -> Iterator[str]:
    head = f"{label}:"
    for text in texts:
        yield wrapped(f"{head:<{LABEL}}{one_line(text)}", hanging=" " * (LABEL + 2))
        head = ""


def _told(told: Told, defaults: Sequence[Parameter]) -> Callable[[], Iterator[str]]:
    def made() -> Iterator[str]:
        yield _field("what", told.what)
        yield _field("formula", told.formula)
        yield _field("made from", ", ".join(told.feeds))
        yield from _parameters(told.parameters, defaults)
        yield _field("documented", told.where)

    return made


def _mechanism(
    name: str, told: Mechanism, defaults: Sequence[Parameter]
) -> Callable[[], Iterator[str]]:
    def made() -> Iterator[str]:
        yield _field("asks", told.asks)
        yield _field("factor", told.factor)
        yield _field("formula", told.formula.replace("\n", "; "))
        yield _field("then", f"{EVENT}, see 'explain risk'")
        yield _field("read from", told.read_from)
        yield _field("counts", told.counts)
        yield _field("aside", _CODE.sub(r"\1", told.stands_aside))
        yield _field("made from", ", ".join(told.feeds))
        own = f"links.{name}"
        link = own if any(one.name == own for one in defaults) else "links.default"
        yield from _parameters((*told.parameters, link, f"remedies.{name}"), defaults)
        yield _field("documented", f"docs/mechanisms.md#{name}")

    return made


def _parameters(begins: Sequence[str], defaults: Sequence[Parameter]) -> Iterator[str]:
    chosen = [one for one in defaults if one.name.startswith(tuple(begins))]
    shown = [f"{one.name} = {one.value}: {one.reason}" for one in chosen[:MOST]]
    if len(chosen) > MOST:
        shown.append(f"and {len(chosen) - MOST} more: docs/parameters.md")
    yield from _list("parameters", shown)


def _parameter(one: Parameter) -> Callable[[], Iterator[str]]:
    def made() -> Iterator[str]:
        yield _field("value", one.value)
        yield _field("why", one.reason)
        part = one.name.partition(".")[0]
        takes: dict[str, tuple[str, ...]] = {
            name: told.parameters for name, told in FACTORS.items()
        }
        takes |= {name: told.parameters for name, told in MECHANISMS.items()}
        takes |= {name: told.parameters for name, told in TERMS.items()}
        using = [name for name, begins in takes.items() if one.name.startswith(begins)]
        if one.name.startswith("links."):
            own = one.name.removeprefix("links.")
            using += [own] if own in MECHANISMS else []
        if using:
            yield _field("used by", ", ".join(using))
        yield _field("change it", f"below {part} in model.yaml of a copy of the rules; --rules DIR")
        yield _field("documented", "docs/parameters.md")

    return made


def _flag(placed: PlacedFlag, rules: Path | None) -> Callable[[], Iterator[str]]:
    def made() -> Iterator[str]:
        from vendorrisk.cli.flags import whole
        from vendorrisk.rulebook import load_questions

        asked = {question.id: question.question for question in load_questions(rules)}
        yield from whole(placed, asked)
        yield _field("documented", "docs/flags.md")

    return made


def _extraction(rule: Rule) -> Callable[[], Iterator[str]]:
    def made() -> Iterator[str]:
        yield _field("what", rule.why)
        yield _field("gives", f"{rule.kind} claims, each of probability {rule.probability:g}")
        yield _field("status", f"{rule.status}; {len(rule.patterns)} patterns")
        reads = [test.text for test in rule.tests if test.claims][:2]
        leaves = [test.text for test in rule.tests if not test.claims][:2]
        yield from _list("reads", reads)
        yield from _list("leaves", leaves)
        yield _field("documented", "docs/extraction-rules.md")

    return made


def _value(name: str, rules: Path | None, overlays: Sequence[Path]) -> Callable[[], Iterator[str]]:
    def made() -> Iterator[str]:
        from vendorrisk.cli.flags import loaded
        from vendorrisk.decision.values import VALUES

        entry = VALUES[name]
        yield _field("what", _CODE.sub(r"\1", entry.what))
        yield _field("unit", entry.unit.replace("_", " "))
        asking = [
            one.rule.id
            for one in loaded(rules, overlays)
            if name in {asked for asked, _ in one.rule.bounds()}
        ]
        yield _field("asked by", ", ".join(asking) or "no red-flag rule")
        yield _field("documented", "docs/values.md")

    return made


def _question(question: Question) -> Callable[[], Iterator[str]]:
    return lambda: _plain(question, {"question": "asks", "why": "why"}, "docs/checklist.md")


def _clause(clause: Clause) -> Callable[[], Iterator[str]]:
    return lambda: _plain(
        clause, {"title": "what", "reason": "why", "text": "text"}, "docs/checklist.md"
    )


def _plain(one: object, fields: Mapping[str, str], where: str) -> Iterator[str]:
    for name, label in fields.items():
        text = getattr(one, name, None)
        if text:
            yield _field(label, str(text))
    yield _field("documented", where)
