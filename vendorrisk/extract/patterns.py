"""The pattern language of ``rules/extract/*.yaml``, and its compiler.

A sentence is read as tokens in lower case, one space between; every mention is one token with a
capital letter for its type: O company, P person, G group of clients, U news outlet, M money,
S share, D date. A pattern is a line of elements:

============  ====================================================================================
``word``      itself; ``a|b`` alternatives; a trailing ``?`` makes it optional; ``_`` joins words
``end*``      any form of the verb: end, ends, ended, ending
``<name>``    one of a list of words: from the file's ``words`` or shared ones
``~4``        a gap of up to four tokens, not over ``;`` or another company; ``~~4`` over companies;
              ``~4!of|<tie>`` not over these words either
``!of|'s``    none of these words comes next
``{role}``    a slot: subject, object, person, role, staff, amount, percent, share (of revenue),
              date, outlet; lists ("A, B and C") and appositives behind are taken in
``{role's}``  a slot in the possessive: "X's" or "its"
``{other}``   a person whom the claim does not name: "A replaces B" is about A
``{owner}``   a subject that may be a person; no gap of such a pattern holds a person
``{role!}``   a slot that takes names only, no pronoun; of people one, no list
``{role-}``   a slot that takes in no appositive behind: in "X, with 20%" the share is wanted
``@``         what follows is not governed by a preposition: "shares in X rose" is not about X
``^``, ``$``  start and end of the sentence
============  ====================================================================================
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from vendorrisk.errors import RuleError, did_you_mean
from vendorrisk.extract.fillers import RELATION, STAFF, STANDING, filler
from vendorrisk.extract.frequency import frequency, rarest
from vendorrisk.extract.lexicon import Lexicon, alternatives, forms


class Expression:
    """A pattern, compiled when a sentence first holds every word and kind of mention it needs.

    Attributes
    ----------
    pattern : str
        As written.
    source : str
        Regular expression over a tokenised sentence.
    needs : tuple of frozenset of str
        For each element that must occur, in order: the tokens, or capital letters of mentions, one
        of which is in it.
    free : bool
        It begins with a slot that no preposition may govern, alone or in a list.
    """

    def __init__(self, pattern: str, source: str, needs: tuple[frozenset[str], ...]) -> None:
        self.pattern = pattern
        self.source = source
        self.needs = needs
        self.free = pattern.startswith("@")

    @functools.cached_property
    def compiled(self) -> re.Pattern[str]:
        """Return the compiled expression."""
        return re.compile(self.source)

    def find(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the matches in a tokenised sentence."""
        for match in self.compiled.finditer(text):
            if not (self.free and _governed(match)):
                yield match


class AnyOf:
    """Several patterns as one expression, looked for where a sentence has a word of theirs.

    Parameters
    ----------
    expressions : sequence of Expression
        What each of the patterns compiles to.
    """

    def __init__(self, expressions: Sequence[Expression]) -> None:
        self.pattern = re.compile("|".join(one.source for one in expressions))
        self._always = not all(one.needs for one in expressions)
        self._words: frozenset[str] = frozenset()
        for one in expressions:
            self._words |= min(one.needs, key=frequency, default=frozenset())

    def among(self, words: frozenset[str]) -> bool:
        """Whether a sentence with these tokens can hold it at all."""
        return self._always or not self._words.isdisjoint(words)


_PREPOSITIONS = (
    *("of", "in", "to", "by", "with", "from", "at", "for", "than", "between", "against", "on"),
    *("under", "into", "via", "through", "including", "like", "behind"),
)
_GOVERNED = re.compile(rf" (?:{'|'.join(_PREPOSITIONS)})(?: [OGP]\d+ ,)+\Z")
_JOINED = re.compile(
    rf" (?:{'|'.join(_PREPOSITIONS)})(?: [OGP]\d+ (?:,|and|or)){{0,7}} [OGP]\d+ (?:and|or)\Z"
)


_SPEECH = (
    "announced|confirmed|revealed|reported|claimed|stated|warned|added|noted|disclosed|argued|believed"
    "|expected|suggested|indicated|learned|showed|denied|following|saying|meaning|adding|during"
    "|being|alleged|insisted|explained|concluded|decided|denying|insisting|claiming|confirming"
    "|announcing|reporting|suggesting|noting"
)
_VERB = re.compile(rf" (?!(?:{_SPEECH})\Z)(?:\w+(?:ed|ing)|sold|bought|built|owns|buys|holds)\Z")
_NAMED = re.compile(r" [OP]\d+ ")
_THROUGH = re.compile(r" (?:through|via)(?: (?![OGP]\d)[^\s,;]+){1,6}\Z")  # "through its unit X"
_RELATIVE = re.compile(r" (?:, )?(?:which|who) ")


def _governed(match: re.Match[str]) -> bool:
    """Whether the first slot is governed by a verb, or by a preposition with a list before it."""
    first = match.group(1) or ""
    joined = " and " in first or " or " in first
    listed = (_GOVERNED if joined else _JOINED).search(match.string, 0, match.start()) is not None
    if not listed and _RELATIVE.match(match.string, match.end(1)):
        return False  # "sued Google, which bought Valtek": its own clause
    if _THROUGH.search(match.string, 0, match.start()):
        return True
    verb = _VERB.search(match.string, 0, match.start())
    return listed or (
        verb is not None and _NAMED.search(match.string, 0, verb.start() + 1) is not None
    )


Lists = Mapping[str, tuple[str, ...]]


def compile_pattern(pattern: str, lists: Lists, words: Lexicon) -> Expression:
    """Return the expression of a pattern over a tokenised sentence.

    Parameters
    ----------
    pattern : str
        Elements with one space between.
    lists : mapping of str to tuple of str
        Named lists of words.
    words : Lexicon
        Gives the names of posts.

    Raises
    ------
    RuleError
        For an unknown word list or slot, a slot that stands twice and a malformed element.
    """
    parts: list[str] = []
    needs: list[frozenset[str]] = []
    slots: set[str] = set()
    elements = pattern.split()
    if not elements:
        raise RuleError("empty pattern", how="write its elements with one space between")
    for number, element in enumerate(elements):
        optional = element.endswith("?") and len(element) > 1
        body = element[:-1] if optional else element
        if body in _EDGES:
            parts.append(_EDGES[body])
            continue
        if body == "@":
            if not "".join(elements[number + 1 : number + 2]).startswith(_FIRST):
                raise RuleError("'@' stands before no company", how="write '@ {subject}'")
            continue
        if body.startswith("!") and len(body) > 1:
            parts.append(rf"(?! (?:{alternatives(_options(body[1:], lists))})(?= |\Z))")
            continue
        gap = re.fullmatch(r"(~~?)(\d+)(?:!(.+))?", body)
        if gap:
            parts.append(_gap(gap, lists, _OTHERS if "{owner" in pattern else "[OG]"))
            continue
        slot = re.fullmatch(r"\{([a-z_]+?)(\d?)('s)?([!-])?\}", body)
        if slot:
            name, possessive = slot.group(1), bool(slot.group(3))
            _check_slot(name, name.replace("owner", "subject") + slot.group(2), slots)
            kind = (
                possessive,
                slot.group(4) or "",
                all(e.startswith("!") for e in elements[number + 1 :]),
            )
            inner = filler(name, slot.group(2), kind, words)
            need = _POSSESSIVE if possessive else _NEEDED[name]
        else:
            options = _options(body, lists)
            inner = alternatives(options)
            need = frozenset(map(rarest, options))
        free = _FREE if elements[number - 1 : number] == ["@"] else ""
        if number == 0 and slot and f"{{{name}" in (*_FIRST, "{parent"):
            free = _COMPANY
        parts.append(rf"(?: {free}(?:{inner}))?" if optional else rf" {free}(?:{inner})")
        if not optional and need:
            needs.append(need)
    return Expression(pattern, "".join(parts) + r"(?= |\Z)", tuple(needs))


def _gap(gap: re.Match[str], lists: Lists, kinds: str) -> str:
    barred = ";" if gap.group(1) == "~~" else rf"[;()]|{kinds}\d"
    if gap.group(3):
        barred += rf"|(?:{alternatives(_options(gap.group(3), lists))})(?= )"
    return rf"(?: (?!{barred})\S+){{0,{gap.group(2)}}}?"


_OTHERS = r"(?:[OG]|(?<! by )P)"
_FIRST = ("{subject", "{owner", "{object")
_EDGES = {
    "^": r"(?:\A)",
    "$": r"(?=(?: [.!?])? ?\Z)",
}
_COMPANY = (
    rf"(?=[OGP]\d|(?:its?|their|we|our|s?he|mr?s?|sir|dr|{STANDING}|{RELATION}) )"  # quickly told
)
_FREE = (  # "a blow to Valtek, which bought Nexora": the relative clause is its own
    rf"{_COMPANY}(?:(?=[OGP]\d+ , (?:which|who) )|"
    + "".join(rf"(?<! {word} )" for word in _PREPOSITIONS)
    + ")"
)
_NEEDED: dict[str, frozenset[str]] = {
    "subject": frozenset({"O", "G", "it", "we"}),
    "owner": frozenset({"O", "G", "P", "it", "we", "he", "she"}),
    "object": frozenset({"O", "it", "we"}),
    "parent": frozenset({"O"}),
    "person": frozenset({"P", "he", "she"}),
    "other": frozenset({"P", "he", "she", "him", "her"}),
    "amount": frozenset({"M"}),
    "percent": frozenset({"S"}),
    "share": frozenset({"S"}),
    "date": frozenset({"D"}),
    "outlet": frozenset({"U"}),
    "role": frozenset(),
    "staff": frozenset(map(rarest, STAFF.split("|"))),
}
_POSSESSIVE = frozenset({"its", "their", "our", "his", "her", "'s", "'"})


def _check_slot(name: str, numbered: str, seen: set[str]) -> None:
    if name not in _NEEDED:
        raise RuleError(
            f"unknown slot '{{{name}}}'",
            how=did_you_mean(name, _NEEDED) or f"one of {', '.join(sorted(_NEEDED))}",
        )
    if numbered in seen:
        raise RuleError(
            f"slot '{{{numbered}}}' stands twice", how=f"write {{{name}2}} for the second"
        )
    seen.add(numbered)


def _options(body: str, lists: Lists) -> tuple[str, ...]:
    options = tuple(o.replace("\0", "|") for o in body.replace("\\|", "\0").split("|"))
    for option in options:
        if not option or re.search(r"[{}~]", option):
            raise RuleError(
                f"malformed element '{body}'",
                how="write words, <lists>, {slots}, gaps such as ~4, ^ or $",
            )
    return spread(options, lists)


def alternatives_of(listed: Iterable[str], lists: Lists) -> str:
    """Return words as alternatives: stars spread out, named lists filled in."""
    return alternatives(spread(listed, lists))


def spread(listed: Iterable[str], lists: Lists) -> tuple[str, ...]:
    """Return every word and form that is meant, longest first.

    Parameters
    ----------
    listed : iterable of str
        Words; ``end*`` stands for all forms of the verb, ``_`` joins words, ``<name>`` a list.
    lists : mapping of str to tuple of str
        Named lists.

    Raises
    ------
    RuleError
        For a list that does not exist, with the nearest name.

    Examples
    --------
    >>> spread(["cut*_back", "<pets>"], {"pets": ("cat",)})
    ('cutting back', 'cuts back', 'cut back', 'cat')
    """
    out: set[str] = set()
    waiting = list(listed)
    opened: set[str] = set()
    while waiting:
        word = waiting.pop()
        if word.startswith("<"):
            name = word.strip("<>")
            if name not in lists:
                raise RuleError(f"unknown word list <{name}>", how=did_you_mean(name, lists))
            if name not in opened:
                opened.add(name)
                waiting += lists[name]
            continue
        head, star, rest = word.replace("_", " ").partition("*")
        out |= {form + rest for form in forms(head).split("|")} if star else {head}
    return tuple(sorted(out, key=lambda w: (-len(w), w)))
