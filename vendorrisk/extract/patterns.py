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
from vendorrisk.extract.frequency import frequency, rarest
from vendorrisk.extract.lexicon import Lexicon, alternatives, forms

_RELATION = (
    "rival|competitor|parent|subsidiary|owner|partner|client|customer|unit|arm|investor|backer|peer"
)
_STANDING = "(?:existing|earlier|early|previous|longtime|returning|new|fellow)"
JOINT = r"(?:and|or|&|as well as|along with|together with)"


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
_VERB = re.compile(rf" (?!(?:{_SPEECH})\Z)(?:\w+(?:ed|ing)|sold|bought|built)\Z")
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
            if not "".join(elements[number + 1 : number + 2]).startswith(("{subject", "{object")):
                raise RuleError("'@' stands before no company", how="write '@ {subject}'")
            continue
        if body.startswith("!") and len(body) > 1:
            parts.append(rf"(?! (?:{alternatives(_options(body[1:], lists))})(?= |\Z))")
            continue
        gap = re.fullmatch(r"(~~?)(\d+)(?:!(.+))?", body)
        if gap:
            parts.append(_gap(gap, lists))
            continue
        slot = re.fullmatch(r"\{([a-z_]+?)(\d?)('s)?([!-])?\}", body)
        if slot:
            name, possessive = slot.group(1), bool(slot.group(3))
            _check_slot(name, slot.group(1) + slot.group(2), slots)
            kind = (
                possessive,
                slot.group(4) or "",
                all(e.startswith("!") for e in elements[number + 1 :]),
            )
            inner = _slot(name, slot.group(2), kind, words)
            need = _POSSESSIVE if possessive else _NEEDED[name]
        else:
            options = _options(body, lists)
            inner = alternatives(options)
            need = frozenset(map(rarest, options))
        free = _FREE if elements[number - 1 : number] == ["@"] else ""
        if number == 0 and slot and slot.group(1) in {"subject", "object", "parent"}:
            free = _COMPANY
        parts.append(rf"(?: {free}(?:{inner}))?" if optional else rf" {free}(?:{inner})")
        if not optional and need:
            needs.append(need)
    return Expression(pattern, "".join(parts) + r"(?= |\Z)", tuple(needs))


def _gap(gap: re.Match[str], lists: Lists) -> str:
    barred = ";" if gap.group(1) == "~~" else r"[;()]|[OG]\d"
    if gap.group(3):
        barred += rf"|(?:{alternatives(_options(gap.group(3), lists))})(?= )"
    return rf"(?: (?!{barred})\S+){{0,{gap.group(2)}}}?"


_EDGES = {
    "^": r"(?:\A)",
    "$": r"(?=(?: [.!?])? ?\Z)",
}
_COMPANY = (
    rf"(?=[OG]\d|(?:its?|their|we|our|{_STANDING}|{_RELATION}) )"  # quickly told, before all else
)
_FREE = (  # "a blow to Valtek, which bought Nexora": the relative clause is its own
    rf"{_COMPANY}(?:(?=[OG]\d+ , (?:which|who) )|"
    + "".join(rf"(?<! {word} )" for word in _PREPOSITIONS)
    + ")"
)
_SECOND_POST = (  # "chairman and chief executive"; all posts once more would double the source
    r"(?: (?:and|,) (?:chief (?:[a-z]+ ){1,2}officer|chief executive"
    r"|(?:(?:managing|executive|vice|senior|deputy) )*"
    r"(?:president|chairman|chairwoman|chair|director|ceo|cfo|coo|cto|founder|co-founder"
    r"|cofounder|treasurer|secretary|partner|head)))?"
)
_STAFF = (
    "employees|employee|staff|staffers|executives|engineers|researchers|workers|colleagues"
    "|scientists|team members|members of staff|people"
)
_NEEDED: dict[str, frozenset[str]] = {
    "subject": frozenset({"O", "G", "it", "we"}),
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
    "staff": frozenset(map(rarest, _STAFF.split("|"))),
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


MEMBERS = 24  # of one list: "A, B, C and D"
_ASIDES = (
    "an?|the|its|their|which|who|whose|formerly|now|then|once|long|also|known|based|owned|part|one"
    "|led|backed|through|via|founded|headquartered|maker|makers|parent|in|at|as|along|together|under|with"
    "|already|itself|home|two|three|both|O\\d+ 's|[a-z]+(?: [a-z]+)? 's"
)
_TAIL = (  # an appositive or brackets behind
    rf"(?: , (?:[^,;\s]+(?: [^,;\s]+){{0,2}}|(?:{_ASIDES})(?: [^,;\s]+){{1,14}}?"
    r"(?: ,(?: (?![OP]\d)[^,;\s]+){1,8}?)?) ,| \( [^)]{1,60} \))?(?:(?: ,)? (?:which|that|who))?"
)
SUCH = r"(?:including|such as|among them|particularly|especially)"
_LETTERS = {"amount": "M", "percent": "S", "date": "D", "share": "S", "outlet": "U"}


_BRACKETS = r" \((?: (?![SM]\d)[^()\s]+){1,5} \)"  # "A (AA), B (Nasdaq: BB) and C"
# "A and B holds": a verb in the singular begins a clause of its own
_NO_MEMBER = r"(?! (?:'s?|holds|owns|has|is|was|plans|says|buys|sells|wants)(?= |\Z))"


def _several(one: str, not_before: str = "", aside: str = "", joints: str = JOINT) -> str:
    """Return a list of one or more, "A, B and C"; `not_before` bars further ones before it.

    In "Google, Scale AI's largest customer" the second company is no member of a list. Before a
    further member something that is no name may stand, `aside`: "A, a maker of pumps, B and C".
    Whether commas make a list at all is decided when the match is read.
    """
    separator = rf"(?: \.(?= ,))?(?:{_BRACKETS})?(?: ,(?: {joints})?| {joints})"
    return rf"{one}(?:{aside}{separator} {one}{not_before}){{0,{MEMBERS}}}"


_ASIDE = (
    r"(?: , (?!(?:while|but|after|as|when|whereas|although|though|in|on|at|for|with|before|since"
    r"|which|who|and|or|said|says|according|by|then|to|that|it|he|she|they) )"
    r"[a-z][^\s,;]*(?: [a-z][^\s,;]*){0,5})?"
)


_APPOSED = (  # "A, a bank, and B"
    r"(?: , an? [a-z][^\s,;]*(?: [a-z][^\s,;]*){0,7}(?= , (?:and|or) ))?"
)
_OWNER = (  # "Valtek's", "Valtek's UK rival", "the Valtek unit"
    r"(?:O\d+ (?:'s(?: (?:[a-z]+ ){0,2}(?:rival|competitor|peer|parent|owner|arm|unit|subsidiary))?"
    r"|(?:[a-z]+ )?(?:arm|unit|subsidiary|affiliate)) )?"
)
_SHORT = r"(?: \( O\d+ \)(?= ,| and | or ))?"  # a short name behind the full one


def _slot(role: str, number: str, kind: tuple[bool, str, bool], words: Lexicon) -> str:
    possessive, mark, last = kind
    named = mark == "!"
    name = f"{role}{number}"
    if role in _LETTERS:
        aside = r"(?: \( [^()]{1,80} \))?" if role == "amount" else ""  # "$9m (SEK 90m) for"
        return rf"(?:an? |some )?(?P<{name}>{_LETTERS[role]}\d+){aside}"
    if role == "role":
        roles = words.roles
        kinds = "former|interim|acting|global|deputy|new|then|co"
        return rf"(?P<{name}>(?:(?:{kinds}) )?(?:{roles}){_SECOND_POST})"
    if role == "staff":
        return rf"(?P<{name}>{_STAFF})"
    if role in {"person", "other"}:
        return _person_slot(name, possessive, named, last)
    kinds = "[OG]" if role == "subject" else "O"
    related = rf"(?:(?:{_STANDING} )?(?:{_RELATION}) )?"
    if possessive:
        owner = _several(rf"{related}(?:O\d+ 's (?=O\d+ '))?{kinds}\d+")
        pronouns = "" if named else "|its|their|our"
        return rf"(?P<{name}>(?>{owner})(?= 's?(?: |\Z)){pronouns})(?: 's?)?"
    one = rf"{related}{_OWNER}{kinds}\d+{_SHORT}"
    joints = f"(?:{JOINT}|{SUCH})" if role == "subject" else JOINT
    many = _several(one, _NO_MEMBER, _ASIDE if last else _APPOSED, joints)
    pronouns = "" if named else "|it|we"
    return rf"(?P<{name}>{many}{pronouns})" + ("" if last or mark == "-" else _TAIL)


def _person_slot(name: str, possessive: bool, one: bool, last: bool) -> str:
    titled = r"(?:(?:mr|ms|mrs|dr|sir) \.? ?)?P\d+"
    if one:
        return rf"(?P<{name}>{titled})"
    many = _several(titled)
    lead = r"(?:(?:its|the|former|outgoing|longtime|then) )?"
    pronoun = "" if possessive else "|he|she|him|her" if name == "other" else "|he|she"
    tail = " 's?" if possessive else "" if last else _TAIL
    return rf"{lead}(?P<{name}>{many}{pronoun}){tail}"
