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
from collections.abc import Iterator, Sequence

from vendorrisk.extract.elements import Element, Vocabulary, elements_of
from vendorrisk.extract.fillers import RELATION, STANDING, filler
from vendorrisk.extract.frequency import frequency
from vendorrisk.extract.lexicon import Lexicon, alternatives
from vendorrisk.extract.outline import may_match

_TRIED = 4  # sentences that are looked at in outline before an expression is compiled all the same


class Expression:
    """A pattern, compiled when a sentence first looks as if it matched.

    Most patterns that a sentence has all words for do not match it, and compiling one takes as
    long as looking at a hundred sentences in outline.

    Attributes
    ----------
    pattern : str
        As written.
    needs : tuple of frozenset of str
        For each element that must occur, in order: the tokens, or capital letters of mentions, one
        of which is in it.
    free : bool
        It begins with a slot that no preposition may govern, alone or in a list.
    """

    def __init__(self, pattern: str, elements: tuple[Element, ...], words: Lexicon) -> None:
        self.pattern = pattern
        self.needs = tuple(need for one in elements if (need := one.needs()))
        self.free = pattern.startswith("@")
        self._elements = elements
        self._words = words
        self._tried = 0

    @property
    def source(self) -> str:
        """Return the regular expression over a tokenised sentence."""
        return _source(self.pattern, self._elements, self._words)

    @functools.cached_property
    def compiled(self) -> re.Pattern[str]:
        """Return the compiled expression."""
        self._tried = _TRIED
        return re.compile(self.source)

    def looks(self, text: str) -> bool:
        """Whether a tokenised sentence looks, in outline, as if it matched."""
        return may_match(self._elements, text.split())

    def find(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the matches in a tokenised sentence."""
        if self._tried < _TRIED:
            self._tried += 1
            if not self.looks(text):
                return
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
_VERB = re.compile(
    rf" (?!(?:{_SPEECH})\Z)(?:\w+(?:ed|ing)|sold|bought|built|spun|owns|buys|holds)\Z"
)
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


def compile_pattern(pattern: str, vocabulary: Vocabulary, words: Lexicon) -> Expression:
    """Return the expression of a pattern over a tokenised sentence.

    Parameters
    ----------
    pattern : str
        Elements with one space between.
    vocabulary : Vocabulary
        Gives the words of named lists.
    words : Lexicon
        Gives the names of posts.

    Raises
    ------
    RuleError
        As in `elements_of`.
    """
    return Expression(pattern, elements_of(pattern, vocabulary), words)


def _source(pattern: str, elements: tuple[Element, ...], words: Lexicon) -> str:
    parts = []
    for number, one in enumerate(elements):
        free = ""
        if one.form == "start":
            part = r"(?:\A)"
        elif one.form == "end":
            part = r"(?=(?: [.!?])? ?\Z)"
        elif one.form == "unless":
            part = rf"(?! (?:{alternatives(one.options)})(?= |\Z))"
        elif one.form == "gap":
            part = _gap(one, _OTHERS if "{owner" in pattern else "[OG]")
        else:
            inner = alternatives(one.options)
            if one.slot is not None:
                inner = filler(one.slot, words)
                if one.free:
                    free = _FREE
                elif number == 0 and one.slot.name in _COMPANIES:
                    free = _COMPANY
            part = rf"(?: {free}(?:{inner}))?" if one.optional else rf" {free}(?:{inner})"
        parts.append(part)
    return "".join(parts) + r"(?= |\Z)"


def _gap(one: Element, kinds: str) -> str:
    barred = ";" if one.wide else rf"[;()]|{kinds}\d"
    if one.options:
        barred += rf"|(?:{alternatives(one.options)})(?= )"
    return rf"(?: (?!{barred})\S+){{0,{one.reach}}}?"


_OTHERS = r"(?:[OG]|(?<! by )P)"
_COMPANIES = ("subject", "owner", "object", "parent")
_COMPANY = (
    rf"(?=[OGP]\d|(?:its?|their|we|our|s?he|mr?s?|sir|dr|{STANDING}|{RELATION}) )"  # quickly told
)
_FREE = (  # "a blow to Valtek, which bought Nexora": the relative clause is its own
    rf"{_COMPANY}(?:(?=[OGP]\d+ , (?:which|who) )|"
    + "".join(rf"(?<! {word} )" for word in _PREPOSITIONS)
    + "(?<![a-z]ing )"  # "leaving Valtek, the bank bought Nexora"
    + ")"
)
