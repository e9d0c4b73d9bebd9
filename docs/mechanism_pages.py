"""The page of every mechanism: words, parameters and an example, all from the program."""

from __future__ import annotations

from collections.abc import Iterator

import vendorrisk
from vendorrisk.cli.mechanisms import EVENT, MECHANISMS
from vendorrisk.decision.defaults import judgement_defaults
from vendorrisk.dossier import Dossier
from vendorrisk.model.assessment import Assessment, LedgerEntry, Mechanism
from vendorrisk.model.channel import Channel
from vendorrisk.model.interval import Interval
from vendorrisk.model.parameters import Parameters
from vendorrisk.rulebook import load_parameters, load_questions
from vendorrisk.shipped import packaged

VENDORS = ("Scale AI", "Labelbox", "Handshake")
DAY = "2025-06-20"


SUPPOSED: dict[Channel, str] = {  # a sentence for the example, where the seeds hold none
    "talks": "Meta plans to acquire Labelbox",
    "entry": "Handshake competes with Google",
    "cutoff": "Labelbox stops serving Google",
    "arrival": "Ada Example moves from Meta to Labelbox",
}
UNCOVERED = {
    "owners": "1 − the shares that are told, each at its low end times its low belief",
    "client-book": "1 − the shares of revenue that are told, in the same way",
    "rights": "1, less at most a half by what is told of votes and seats",
    "priority": "1: no document covers it, only an answer",
    "departures": "1, less at most a half by a move that is told",
    "interlocks": "1, less at most a half by a person's seat that is told",
}


def mechanisms_page() -> str:
    """Return the page of every mechanism, with its parameters and an example."""
    parameters = load_parameters()
    if {item.id for item in parameters.required} != set(UNCOVERED):
        raise ValueError("open questions of rules/model.yaml without words in UNCOVERED")
    return "\n".join(_page(parameters, _Seeds())).rstrip() + "\n"


class _Seeds:
    """Assessments of the seeds, worked out when an example needs them."""

    def __init__(self) -> None:
        self.dossier: Dossier = vendorrisk.gather(packaged("seeds"))
        self.plain = self._assessed("")

    def example(self, channel: str, supposed: str) -> tuple[Assessment, LedgerEntry, Mechanism]:
        """Return the line of most weight that runs through a channel."""
        found = [
            (line.contribution, one.vendor, one, line, mechanism)
            for one in (self._assessed(supposed) if supposed else self.plain)
            for line in one.ledger
            for mechanism in line.event.mechanisms
            if mechanism.channel == channel
        ]
        *_, one, line, mechanism = max(found, key=lambda row: row[:2])
        return one, line, mechanism

    def _assessed(self, supposed: str) -> tuple[Assessment, ...]:
        assume = (supposed,) if supposed else ()
        names = [name for name in VENDORS if name in supposed] or VENDORS
        return vendorrisk.compare(
            self.dossier, buyer="google", vendors=names, as_of=DAY, assume=assume
        ).assessments


def _page(parameters: Parameters, seeds: _Seeds) -> Iterator[str]:
    yield from (
        "# Mechanisms",
        "",
        "Made from the model and the seeds by `make docs`. A mechanism is one way in which a tie"
        " bends a vendor: a link λ, a severity x, and, where it hangs on more than the tie, a claim"
        " q of its own. Each line of the ledger is one tie with its mechanisms,",
        "",
        f"    {EVENT}",
        "",
        "with p the belief in the tie; how lines make the risk: [method](method.md#4-the-risk)."
        " ρ is the [rivalry](glossary.md#rivalry) of the party at the other end with this buyer, 0"
        " to 1: **without rivalry most mechanisms are 0**, whoever the party is.",
        "",
        f"Examples are the largest line of its kind on {', '.join(VENDORS[:-1])} or {VENDORS[-1]}"
        f" for Google as of {DAY}. Where the seeds hold none, the example rests on an assumption"
        " and says so.",
        "",
        "| factor | mechanism | asks | link λ |",
        "|---|---|---|---:|",
    )
    for channel, told in MECHANISMS.items():
        link = f"{parameters.link(channel):g}"
        yield f"| {told.factor} | [{channel}](#{channel}) | {told.asks} | {link} |"
    yield "| all three | [open questions](#open-questions) | What has nobody said? | by item |"
    defaults = {one.name: one for one in judgement_defaults(parameters)}
    for channel, told in MECHANISMS.items():
        begins = (*told.parameters, f"links.{channel}")
        names = [n for n in defaults if any(_under(n, p) for p in begins)]
        yield from ("", f"## {channel}", "", f"**{told.title}.** {told.asks}", "")
        yield from (*(f"    {line}" for line in told.formula.splitlines()), "")
        yield from (f"- Read from: {told.read_from}", f"- Counts: {told.counts}")
        yield f"- Does not count: {told.stands_aside}"
        if names:
            yield from ("", "| parameter | value | reason |", "|---|---|---|")
            rows = (defaults[name] for name in names)
            yield from (f"| `{r.name}` | {r.value} | {r.reason} |" for r in rows)
        yield from ("", *_example(seeds, channel, SUPPOSED.get(channel, "")))
    yield from _open(parameters, seeds)


def _under(name: str, prefix: str) -> bool:
    return name == prefix or name.startswith(f"{prefix}.")


def _example(seeds: _Seeds, channel: str, supposed: str) -> Iterator[str]:
    one, line, mechanism = seeds.example(channel, supposed)
    where = f"assuming “{supposed}”, which no document says" if supposed else "from the seeds"
    yield f"Example, {where}: *{line.event.what}* ({one.vendor})."
    yield ""
    yield f"- x = {_span(mechanism.severity)}: {_escaped(mechanism.how)}"
    claim = mechanism.claim
    q = "1" if claim is None else f"{_span(claim)} ({claim.what})"
    yield f"- λ = {mechanism.link:g}, q = {q}"
    p = "1" if line.event.claim is None else _span(line.event.claim)
    yield (
        f"- p = {p}; with all mechanisms of the line y = {_span(line.intensity)}, its part of the"
        f" risk {line.contribution:.3f}"
    )


def _open(parameters: Parameters, seeds: _Seeds) -> Iterator[str]:
    asked = {question.id: question.question for question in load_questions()}
    yield from (
        "",
        "## Open questions",
        "",
        "What must be known before a vendor can be cleared, and nobody has said. Each is a claim on"
        " which nobody speaks: 0 at the low end, its base rate at the point, 1 at the high end.",
        "",
        "    x = severity × part that no document covers × ρ of a hidden rival",
        "",
        "- Read from: what is known of the same matter, which covers a part of it. A hidden rival"
        " has ρ = 1, unless the buyer has neither rivals nor markets.",
        "- Counts: always, until it is covered or answered. A vendor's own word on priority and"
        " rights counts a quarter.",
        "- Does not count: an item that the checklist has settled, as far as the answer is"
        " believed.",
        "",
        "| item | what | base rate | severity | λ | part not covered | questions | reason |",
        "|---|---|---:|---:|---:|---|---|---|",
    )
    for item in parameters.required:
        link = parameters.link(item.link)
        ids = ", ".join(item.questions)
        yield (
            f"| `{item.id}` | {item.what} | {item.base_rate:g} | {item.severity:g} | {link:g} |"
            f" {UNCOVERED[item.id]} | {ids} | {item.reason} |"
        )
    yield ""
    yield from _example(seeds, parameters.required[0].channel, "")
    yield from ("", "The questions in full:", "")
    names = dict.fromkeys(name for item in parameters.required for name in item.questions)
    yield from (f"- {name}: {asked[name]}" for name in names)


def _span(value: Interval) -> str:
    if value.low == value.high:
        return f"{value.point:.4g}"
    return f"{value.point:.4g} [{value.low:.4g} to {value.high:.4g}]"


def _escaped(text: str) -> str:
    return text.replace("[", "\\[").replace("]", "\\]").replace("|", "\\|")
