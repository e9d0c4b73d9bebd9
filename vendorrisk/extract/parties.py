"""Who takes part in what a rule matches: by its slots, or by what the text around tells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vendorrisk.extract.discourse import Discourse
from vendorrisk.extract.figures import STAKES
from vendorrisk.extract.gapping import KINDS, gapped
from vendorrisk.extract.merging import MUTUAL
from vendorrisk.extract.names import Mention
from vendorrisk.extract.posts import MOVES, POSTS, bids_another, colleagues, employer, was_once_at
from vendorrisk.extract.readings import Reading
from vendorrisk.extract.rules import Compiled, Rule
from vendorrisk.extract.scope import is_cut_off
from vendorrisk.extract.slots import participants

TOLD = 4  # sentences back in which a rule's `about` is looked for
_TWO = STAKES | MUTUAL | {"client_loss"}  # kinds that tell nothing without a second company


def leans(rule: Rule) -> bool:
    """Whether a rule fills a slot with what the text is about."""
    return rule.implicit in {"subject", "object"}


class Parties:
    """Participants of the matches of one document.

    Parameters
    ----------
    discourse : Discourse
        The document.
    lines : sequence of Reading
        Its sentences, in order.

    Attributes
    ----------
    posts : dict of int to str or None
        By sentence: whose posts it tells of (`posts.posts_told`).
    """

    def __init__(self, discourse: Discourse, lines: Sequence[Reading]) -> None:
        self.discourse = discourse
        self.lines = lines
        self.posts: dict[int, str | None] = {}

    def of(
        self, compiled: Compiled, match: re.Match[str], reading: Reading
    ) -> dict[str, list[Mention]] | None:
        """Return subject, object and person of a match, None where it tells nothing of anyone.

        Parameters
        ----------
        compiled : Compiled
            The rule.
        match : re.Match
            Of one of its expressions, in ``reading.text``.
        reading : Reading
            The sentence.
        """
        rule = compiled.rule
        slots: dict[str, list[Mention]] = {}
        for name in ("subject", "object", "person"):
            found = participants(match, name, reading, self.discourse)
            if found == [] or (found and rule.kind not in POSTS and is_cut_off(match, name)):
                return None
            slots[name] = found or []
        for name, other in (("subject", "object"), ("object", "subject"), ("person", "object")):
            known = {one.name for one in slots[other]}  # nobody is a client of its own
            slots[name] = slots[name] or self._implied(compiled, name, match, reading, known)
        if rule.kind in STAKES and any(map(self._is_product, slots["object"])):
            return None  # who sells a product sells no company
        known = {one.name for one in slots["subject"]}
        if rule.implicit == "object" and not match.groupdict().get("object"):
            slots["object"] = [one for one in slots["object"] if one.name not in known]
        if was_once_at(rule, match) or not _told_of(rule, slots):
            return None
        if rule.kind in KINDS and slots["subject"] and slots["object"]:
            further, more = gapped(match, reading)
            told = {one.name for found in slots.values() for one in found}
            slots[further or "object"] += [one for one in more if one.name not in told]
        if rule.kind in MOVES and match.groupdict().get("person"):
            if rule.move == "leaves" and bids_another(match):
                return None
            slots["person"] = colleagues(match, reading, slots["person"])
        if rule.implicit == "speaker" and _of_another(match, reading, slots["subject"][0].name):
            return None
        return slots

    def _implied(
        self, compiled: Compiled, name: str, match: re.Match[str], reading: Reading, known: set[str]
    ) -> list[Mention]:
        """Return what fills a slot that the rule leaves to the text: its topic, or who speaks.

        It is none of those `known` to stand at the other end.

        A post is at the company that the text has just spoken of, as "it" would be.
        """
        rule, credit, focus = compiled.rule, reading.credit, self.discourse.focus
        if rule.implicit == name and compiled.about:
            told = self._told(compiled, name, reading.number, known)
            if told or rule.near:
                return told
        if rule.implicit == name and rule.kind in POSTS:
            return employer(match, reading, self.lines, self.discourse, self.posts)
        if rule.implicit == name and focus is not None:
            return [Mention(0, 0, "org", focus, 0.8)]
        if rule.implicit == "speaker" and name == "subject" and credit.speaker is not None:
            return [Mention(0, 0, "org", credit.speaker, 0.9)]
        return []

    def _is_product(self, mention: Mention) -> bool:
        written = self.discourse.document.text[mention.start : mention.end]
        return self.discourse.registered.is_product(written, mention.name)

    def _told(self, compiled: Compiled, name: str, number: int, known: set[str]) -> list[Mention]:
        """Return the one company that a rule's `about` finds here, before, or else right behind."""
        before = range(number, max(-1, number - TOLD - 1), -1)
        for at in (*before, *range(number + 1, min(len(self.lines), number + 3))):
            line = self.lines[at]
            names: dict[str, Mention] = {}
            for expression in compiled.about:
                if all(not need.isdisjoint(line.words) for need in expression.needs):
                    for match in expression.find(line.text):
                        for mention in participants(match, name, line, self.discourse) or ():
                            if mention.name not in known:
                                names[mention.name] = mention
            if names:
                only = next(iter(names.values()))
                if len(names) == 1:
                    return [only._replace(sure=0.8)]
                if at >= number:
                    break
        return []


def _told_of(rule: Rule, slots: dict[str, list[Mention]]) -> bool:
    """Whether the slot that a rule leaves to the text is filled, where it must be."""
    if rule.implicit is None:
        return True
    filled = bool(slots["subject" if rule.implicit == "speaker" else rule.implicit])
    if rule.implicit == "speaker" or rule.near or rule.columns or rule.kind in POSTS:
        return filled  # no post at nobody knows whose
    # no holding in nobody knows what, no rival of nobody knows whom
    return filled or rule.implicit == "subject" or rule.kind not in _TWO


def _of_another(match: re.Match[str], reading: Reading, speaker: str | None) -> bool:
    """Whether a company stands right before a match that is not who speaks: "to keep X neutral"."""
    before = _RIGHT_BEFORE.search(match.string, 0, match.start())
    return before is not None and reading.line.mentions[int(before[1])].name != speaker


_RIGHT_BEFORE = re.compile(r" O(\d+)(?: [a-z,-]+){0,3}\Z")
