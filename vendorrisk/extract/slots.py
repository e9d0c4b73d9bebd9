"""What the slots of a match stand for: companies, people, posts and stages."""

from __future__ import annotations

import re

from vendorrisk.extract.discourse import Discourse
from vendorrisk.extract.fillers import JOINT, SUCH
from vendorrisk.extract.names import Mention
from vendorrisk.extract.readings import Reading
from vendorrisk.extract.rules import Compiled
from vendorrisk.extract.scope import begins_clause, is_bystander
from vendorrisk.model.claim import Stage

_POSSESSOR = re.compile(
    r"[OGP]\d+ (?:'s (?=(?:[a-z0-9'-]+ ){0,6}[OG]\d)"
    r"|- owned (?=[OG]\d)|(?:[a-z]+ )?(?:arm|unit|subsidiary|affiliate) (?=[OG]\d))"
)
_BRACKETED = re.compile(r" \([^()]*\)")
_MENTION = re.compile(r"(?<!\S)[OGP](\d+)(?!\S)")
_POSSIBLE = re.compile(r" (?:may|might|could|potential|potentially|possible|possibly) ")
_CAPITALS = {"ceo", "cfo", "cto", "coo", "cio", "cmo", "cpo", "cro", "svp", "evp", "vp", "ai", "hr"}


def participants(
    match: re.Match[str], name: str, reading: Reading, discourse: Discourse
) -> list[Mention] | None:
    """Return the mentions in a slot; None when the match has no such slot.

    Lists are spread out and pronouns resolved. An empty list means that the slot abstains: what
    stands in it points to nothing certain.

    Parameters
    ----------
    match : re.Match
        Of an expression, in ``reading.text``.
    name : str
        "subject", "object" or "person".
    reading : Reading
        The sentence.
    discourse : Discourse
        Its document.
    """
    groups = match.groupdict()
    if name == "subject" and groups.get("parent"):
        return _known_parent(match, reading, discourse)
    if not any(groups.get(f"{name}{n}") for n in ("", "2")):
        return None
    return _fillers(match, name, reading, discourse)


def _fillers(
    match: re.Match[str], name: str, reading: Reading, discourse: Discourse
) -> list[Mention]:
    groups = match.groupdict()
    found: list[Mention] = []
    for key in (name, f"{name}2"):
        group = groups.get(key)
        if not group:
            continue
        if is_bystander(match, key):
            continue
        if match.end(key) == match.end() and _HYPHENED.match(match.string, match.end()):
            continue  # "owned by Valtek-backed Nexora"
        tokens = _members(_BRACKETED.sub("", _POSSESSOR.sub("", group)), match, key)
        if tokens:
            mentions = [reading.line.mentions[int(token)] for token in tokens]
            found += [m for m in mentions if m.name]
            continue
        at = reading.tokens[reading.token_at(match.start(key))].start
        governed = match.start(key) - match.start() > 1 and group == "it"
        if governed and _VALUING.match(match.group()):  # "bought 49% of Scale AI, valuing it at"
            before = [
                m
                for m in reading.line.mentions
                if m.kind == "org" and m.end <= at and not _buyer(discourse.document.text, m.start)
            ]
            found += [m._replace(sure=0.75) for m in before[-1:] if m.name]
            continue
        pointed = discourse.pronoun(reading.number, group.split()[-1], at, governed=governed)
        if pointed is not None and pointed.name not in _named(match, match.end(key), reading):
            found.append(pointed)
    return list({m.name: m for m in found}.values())


_BY = re.compile(r" (?:cut|cuts|slash|slashed|slashes)(?: (?!S\d)[^\s,;.]+){1,8} by (?:\S+ )?S\d")


def _named(match: re.Match[str], start: int, reading: Reading) -> set[str]:
    """Return the names in a match behind a place: "it moved from Valtek" is not about Valtek."""
    tokens = _MENTION.findall(match.string, start, match.end())
    return {reading.line.mentions[int(token)].name for token in tokens}


_OWNED = re.compile(  # what belongs to the last of a list only
    r" - (?:owned|backed|led|controlled|run|funded|based|made|built|listed|managed|operated) "
    r"| (?:, )?(?:backed|owned|funded|controlled|bankrolled) by "
    r"| (?:'s )?(?:owner|parent|arm|unit|subsidiary) "
    r"| 's (?:\S+ ){0,2}(?:owner|parent|arm|unit|subsidiary) "
)
_HYPHENED = re.compile(r" - (?:owned|backed|led|controlled|funded) (?:\S+ ){0,2}?[OG]\d")
_ONE_OF_THEM = re.compile(r" , (?:which|who) (?:also |now )?(?:owns|holds|has|is|was|runs|makes) ")
_RIVAL = "rival|competitor|archrival|challenger"
_ALONE = re.compile(rf" (?:unit|arm|subsidiary|division|affiliate|vehicle|{_RIVAL}) \Z")
_RIVALS = re.compile(rf" (?:{_RIVAL}) \Z")
_MAN = re.compile(
    r" (?:'s )?(?:co-founders?|cofounders?|founders?|ceo|chief|chairman|chairwoman|boss|president"
    r"|executives?|veteran|alumni) (?:\S+ ){0,3}P\d"
)


def _buyer(text: str, at: int) -> bool:
    """Whether who stands there is one by whom another is bought."""
    return text.endswith(" by ", 0, at)


_VALUING = re.compile(r" (?:valuing|pricing) it ")
_LISTS = re.compile(rf"(?: ,)? {SUCH} ")
_LAST = re.compile(rf"(?P<comma> ,)? {JOINT} (?:[a-z'-]+ ){{0,8}}(?:[OGP]\d+ 's )?[OGP]\d+\Z")
_CLOSED = re.compile(
    r" (?:[.;:)!?\"-]|(?:, )?(?:among|as well as|along with|together with"
    r"|and (?:others?|more|many|several|existing|angel|private|an?|some|two|three|four|[PG]\d+)\b"
    r"|and (?:more |most )?(?:recently|lately) |(?:divisions|units|parts|arms) of ))"
    r"|\s*\Z"
)


def _members(group: str, match: re.Match[str], key: str) -> list[str]:  # noqa: PLR0911
    """Return the members of a list, or of what commas only seem to make one, the nearest.

    Two are joined without a comma: what comes after ", and" is a clause of its own. More than two
    need a word that joins the last, or the list ends its clause.
    """
    members: list[str] = _MENTION.findall(group)
    if len(members) < 2:
        return members
    if begins_clause(match, key):
        return members[:-1]
    alone = _ALONE if key.startswith("object") else _RIVALS
    if alone.search(match.string, 0, match.start(key)):
        return members[:1]  # "its unit Nexora, Valtek and", "Walmart's rival Nexora, Valtek and"
    if key.startswith("subject") and _ONE_OF_THEM.match(match.string, match.end(key)):
        return members[-1:]
    part = _LISTS.split(group)[-1]
    several = len(_MENTION.findall(part))
    last = _LAST.search(part)
    after = match.end(key)
    if last is not None and _MAN.match(match.string, after):  # "Valtek and Labelbox founder Mary"
        return members[:-1] if after == match.end() else members[-1:]
    if _OWNED.match(match.string, match.end(key)):
        sound = False  # "Tesco and the Mitsubishi-owned", "Tesco and Mitsubishi's parent"
    elif last is not None:
        sound = several > 2 or last["comma"] is None or " , an " in part or " , a " in part
    else:
        sound = several < 2 or _CLOSED.match(match.string, match.end(key)) is not None
    if sound:
        return members
    before = match.start(key) - match.start() <= 1 or match.string.startswith(" '", match.end(key))
    return members[-1:] if before else members[:1]


def _known_parent(match: re.Match[str], reading: Reading, discourse: Discourse) -> list[Mention]:
    """Return the possessor when what it possesses is a company of its own.

    The registry says so, or its name: "Valtek's Nexora Systems", not "Valtek's Nexora".
    """
    owned = _fillers(match, "object", reading, discourse)
    owners = _fillers(match, "parent", reading, discourse)
    if len(owned) != 1 or len(owners) != 1:
        return []
    name = owned[0].name
    if discourse.registered.is_parent(owners[0].name, name):
        return owners
    if " " not in owners[0].name and owners[0].name not in discourse.registered:
        return []  # as often a place
    *before, last = name.casefold().split()
    ends = "&" in before or last.strip(".") in discourse.words.company_endings
    plain = before and match["object"].startswith("O")  # not "its owner X"
    return [owners[0]._replace(sure=0.8)] if plain and ends else []


def role(match: re.Match[str]) -> str | None:
    """Return the post in a match, "staff" for several people without a name."""
    groups = match.groupdict()
    if groups.get("staff"):
        return "staff"
    group = groups.get("role") or groups.get("role2")
    if group is None:
        return None
    return role_name(group.removeprefix("new ").removeprefix("then "))


def role_name(written: str) -> str:
    """Return a post in lower case, abbreviations in capitals.

    >>> role_name("interim ceo")
    'interim CEO'
    """
    return " ".join(word.upper() if word in _CAPITALS else word for word in written.split())


def stage(compiled: Compiled, match: re.Match[str]) -> Stage | None:
    """Return the stage that the words of a match tell, else that of the rule."""
    text = match.group()
    rule = compiled.rule
    if rule.kind == "client_loss" and not rule.modality and _POSSIBLE.search(text):
        return "considering"
    told = next((name for name, found in compiled.stages if found.search(text)), rule.stage)
    if rule.kind == "client_loss" and told == "ended" and _BY.search(match.string, match.start()):
        return "reducing"  # "cut its orders by 30%"
    return told
