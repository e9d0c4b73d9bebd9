"""The pattern language of ``rules/extract/*.yaml``, and its compiler.

A sentence is read as tokens in lower case, one space between; every mention is one token with a
capital letter for its type: O company, P person, G group of clients, U news outlet, M money,
S share, D date. A pattern is a line of elements:

============  ====================================================================================
``word``      itself; ``a|b`` alternatives; a trailing ``?`` makes it optional; ``_`` joins words
``end*``      any form of the verb: end, ends, ended, ending
``<name>``    one of a list of words: from the file's ``words`` or shared ones
``~4``        a gap of up to four tokens, not over ``;`` or another company; ``~~4`` over companies
``{role}``    a slot: subject, object, person, role, amount, percent, from, to ...; lists ("A, B and C"),
              descriptors before and appositives behind are taken in
``{role's}``  a slot in the possessive: "X's" or "its"
``^``, ``$``  start and end of the sentence
============  ====================================================================================
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import Field

from vendorrisk.errors import RuleError, RuleErrors, did_you_mean
from vendorrisk.extract.lexicon import Lexicon, forms, load_lexicon
from vendorrisk.extract.names import Mention
from vendorrisk.model.base import Noun
from vendorrisk.model.claim import Kind, Modality, Move, Stage
from vendorrisk.rulebook import load_file, load_folder, rules_root

TYPES = {"org": "O", "person": "P", "group": "G", "outlet": "U", "money": "M", "share": "S", "date": "D"}
_TOKEN = re.compile(r"\w+(?:[.'\u2019/-]\w+)*|[^\w\s]")
_RELATION = "rival|competitor|parent|subsidiary|owner|partner|client|customer|unit|arm|investor|backer|peer"
_JOINT = r"(?:and|or|&|as well as|along with|together with)"


class Token(NamedTuple):
    """One token of a sentence; ``mention`` is an index into the sentence's mentions or -1."""

    text: str
    start: int
    end: int
    mention: int


def tokenise(
    text: str, start: int, end: int, mentions: tuple[Mention, ...], words: Lexicon
) -> list[Token]:
    """Return the tokens of a sentence, each mention as one.

    What only describes the company that follows ("the data-labelling startup X") is left out, so
    that a slot is a name and nothing more.
    """
    tokens: list[Token] = []
    at = start
    for number, mention in enumerate(mentions):
        tokens += _plain(text, at, mention.start)
        if mention.kind in {"org", "group"}:
            _drop_descriptors(tokens, words)
        tokens.append(Token(f"{TYPES[mention.kind]}{number}", mention.start, mention.end, number))
        at = mention.end
    tokens += _plain(text, at, end)
    return tokens


_ARTICLES = frozenset("the a an its their his her our another both".split())
_ADJECTIVES = frozenset(
    "former smaller larger fellow us uk some many other major big private public listed significant"
    " also even leading giant chinese american british german french japanese european".split()
)


def _drop_descriptors(tokens: list[Token], words: Lexicon) -> None:
    """Take "(the) (modifiers) startup" off the end of a list of tokens."""
    keep = len(tokens)
    if keep and tokens[keep - 1].mention < 0 and tokens[keep - 1].text in words.nominals:
        keep -= 1
        while keep and len(tokens) - keep < 4 and _modifies(tokens[keep - 1], words):
            keep -= 1
        with_article = keep
        while with_article and len(tokens) - with_article < 5 and tokens[with_article - 1].text.isalpha():
            with_article -= 1
            if tokens[with_article].text in _ARTICLES and tokens[with_article].mention < 0:
                keep = with_article
                break
    while keep and tokens[keep - 1].mention < 0 and tokens[keep - 1].text in (_ARTICLES | _ADJECTIVES):
        keep -= 1
    del tokens[keep:]


def _modifies(token: Token, words: Lexicon) -> bool:
    return token.mention < 0 and (token.text in words.modifiers or "-" in token.text.strip("-"))


def _plain(text: str, start: int, end: int) -> list[Token]:
    found = []
    for match in _TOKEN.finditer(text, start, end):
        word = match.group().replace("\u2019", "'").casefold()
        if len(word) > 2 and word.endswith("'s"):
            cut = match.end() - 2
            found += [Token(word[:-2], match.start(), cut, -1), Token("'s", cut, match.end(), -1)]
        else:
            found.append(Token(word, match.start(), match.end(), -1))
    joined: list[Token] = []
    for token in found:  # a lone apostrophe and s behind a mention
        if token.text == "s" and joined and joined[-1].text == "'" and joined[-1].end == token.start:
            joined[-1] = Token("'s", joined[-1].start, token.end, -1)
        elif token.text == "\u2019":
            joined.append(token._replace(text="'"))
        elif token.text in {"\u2013", "\u2014"}:
            joined.append(token._replace(text="-"))
        else:
            joined.append(token)
    return joined


class Expected(Noun):
    """What a rule's test expects of one claim; values left out are not compared."""

    subject: str | None = None
    object: str | None = None
    person: str | None = None
    role: str | None = None
    move: Move | None = None
    amount_usd: float | None = None
    percent: float | None = None
    stage: Stage | None = None
    modality: Modality | None = None
    rank: str | None = None


class RuleTest(Noun):
    """A sentence and the claims of this rule in it; an empty list is a near miss."""

    text: str
    claims: tuple[Expected, ...] = ()


class Rule(Noun):
    """One file under ``rules/extract``: one way in which a text states one kind of claim."""

    id: str
    kind: Kind
    status: Literal["experimental", "stable", "deprecated"] = "experimental"
    why: str
    patterns: tuple[str, ...]
    words: dict[str, tuple[str, ...]] = {}
    probability: float = Field(gt=0, le=1)
    stage: Stage | None = None
    stages: dict[Stage, tuple[str, ...]] = {}  # words in the match that tell the stage
    move: Move | None = None
    rank: str | None = None
    parent: bool = False
    observer: bool = False
    voting: bool | None = None
    interest: Literal["self", "against", "none"] = "none"
    modality: Modality | None = None  # fixed: cues are not read
    presupposed: bool = False  # the sentence's hedges do not reach it: "after Meta's purchase"
    implicit: Literal["subject", "object", "speaker"] | None = None  # filled by what the text is about, or by who speaks
    attach: tuple[Literal["amount", "percent", "share_of_revenue"], ...] = ()
    blocks: tuple[str, ...] = ()  # kinds of block it reads; empty: all but tables
    note: str | None = None
    tests: tuple[RuleTest, ...]


class Expression:
    """A pattern, compiled when a sentence first holds every word and kind of mention it needs.

    Attributes
    ----------
    pattern : str
        As written.
    source : str
        Regular expression over a tokenised sentence.
    needs : tuple of frozenset of str
        For each element that must occur: the tokens, or capital letters of mentions, it can be.
    """

    def __init__(self, pattern: str, source: str, needs: tuple[frozenset[str], ...]) -> None:
        self.pattern = pattern
        self.source = source
        self.needs = needs

    @functools.cached_property
    def compiled(self) -> re.Pattern[str]:
        """Return the compiled expression."""
        try:
            return re.compile(self.source)
        except re.error as error:
            raise RuleError(f"pattern '{self.pattern}' does not compile: {error}") from None

    def find(self, text: str, tokens: frozenset[str]) -> Iterator[re.Match[str]]:
        """Yield the matches in a sentence whose tokens are given."""
        if all(not need.isdisjoint(tokens) for need in self.needs):
            yield from self.compiled.finditer(text)


class Compiled(NamedTuple):
    """A rule with its expressions."""

    rule: Rule
    expressions: tuple[Expression, ...]
    stages: tuple[tuple[Stage, re.Pattern[str]], ...]


class WordLists(Noun):
    """``rules/lexicon/verbs.yaml``: word lists that several rules share."""

    lists: dict[str, tuple[str, ...]]


@functools.lru_cache(maxsize=8)
def load_rules(root: Path | None = None) -> tuple[Compiled, ...]:
    """Load and compile every extraction rule.

    Raises
    ------
    RuleErrors
        For unknown keys, unknown word lists and patterns that do not compile, with the file.
    """
    base = root or rules_root()
    words = load_lexicon(root)
    shared = load_file(base / "lexicon" / "verbs.yaml", WordLists).lists
    problems: list[RuleError] = []
    compiled = []
    for rule in load_folder(base / "extract", Rule):
        lists = {**shared, **rule.words}
        where = str(base / "extract" / f"{rule.id}.yaml")
        try:
            expressions = tuple(compile_pattern(p, lists, words) for p in rule.patterns)
            stages = tuple(
                (stage, re.compile(rf"(?<!\S)(?:{_any(ws, lists)})(?!\S)"))
                for stage, ws in rule.stages.items()
            )
        except RuleError as error:
            problems.append(RuleError(error.what, where=f"{where}:1", how=error.how))
            continue
        if sum(bool(t.claims) for t in rule.tests) < 2 or sum(not t.claims for t in rule.tests) < 2:
            problems.append(
                RuleError(
                    "a rule needs at least two sentences that match and two near misses",
                    where=f"{where}:1",
                    how="add them under tests",
                )
            )
        compiled.append(Compiled(rule, expressions, stages))
    if problems:
        raise RuleErrors(problems)
    return tuple(compiled)


def compile_pattern(pattern: str, lists: dict[str, tuple[str, ...]], words: Lexicon) -> Expression:
    """Return the expression of a pattern over a tokenised sentence.

    Raises
    ------
    RuleError
        For an unknown word list or a malformed element.
    """
    parts: list[str] = []
    needs: list[frozenset[str]] = []
    elements = pattern.split()
    for number, element in enumerate(elements):
        optional = element.endswith("?") and len(element) > 1
        body = element[:-1] if optional else element
        if body == "^":
            parts.append(r"(?:\A)")
            continue
        if body == "$":
            parts.append(r"(?=(?: [.!?])? ?\Z)")
            continue
        wide = re.fullmatch(r"~~(\d+)", body)
        if wide:
            parts.append(rf"(?: (?!;)\S+){{0,{wide.group(1)}}}?")
            continue
        gap = re.fullmatch(r"~(\d+)", body)
        if gap:
            parts.append(rf"(?: (?!;|[OG]\d)\S+){{0,{gap.group(1)}}}?")
            continue
        inner = _element(body, lists, words, last=number == len(elements) - 1)
        parts.append(rf"(?: (?:{inner}))?" if optional else rf" (?:{inner})")
        if not optional:
            needs.append(_needed(body, lists))
    return Expression(pattern, "".join(parts) + r"(?= |\Z)", tuple(n for n in needs if n))


_NEEDED = {"amount": "M", "percent": "S", "share": "S", "date": "D"}


def _needed(body: str, lists: dict[str, tuple[str, ...]]) -> frozenset[str]:
    """Return the tokens of which one must occur for an element to match; empty: cannot tell."""
    slot = re.fullmatch(r"\{([a-z]+)\d?(?:'s)?\}", body)
    if slot:
        return frozenset(_NEEDED.get(slot.group(1), ""))
    options = tuple(o.replace("\0", "|") for o in body.replace("\\|", "\0").split("|"))
    return frozenset(word.split()[0] for word in _spread(options, lists))


def _element(body: str, lists: dict[str, tuple[str, ...]], words: Lexicon, *, last: bool) -> str:
    slot = re.fullmatch(r"\{([a-z_]+?)(\d?)('s)?\}", body)
    if slot:
        return _slot(slot.group(1), slot.group(2), bool(slot.group(3)), last, words)
    options = tuple(body.replace("\\|", "\0").split("|"))
    for option in options:
        if option.startswith("<") and option.strip("<>") not in lists:
            hint = did_you_mean(option.strip("<>"), lists)
            raise RuleError(f"unknown word list {option}", how=hint)
        if re.search(r"[{}~]", option) or ("<" in option and not re.fullmatch(r"<[a-z_]+>", option)):
            raise RuleError(f"malformed element '{body}'", how="see docs/rules.md")
    return _any(tuple(option.replace("\0", "|") for option in options), lists)


def _any(listed: tuple[str, ...], lists: dict[str, tuple[str, ...]]) -> str:
    """Return words as alternatives, longest first: stars spread out, named lists filled in."""
    return "|".join(map(re.escape, sorted(_spread(listed, lists), key=lambda w: (-len(w), w))))


def _spread(listed: tuple[str, ...], lists: dict[str, tuple[str, ...]]) -> set[str]:
    out: set[str] = set()
    for word in listed:
        if re.fullmatch(r"<[a-z_]+>", word):
            if word.strip("<>") not in lists:
                raise RuleError(f"unknown word list {word}")
            out |= _spread(lists[word.strip("<>")], lists)
            continue
        head, star, rest = word.replace("_", " ").partition("*")
        out |= {form + rest for form in forms(head).split("|")} if star else {head}
    return out


_TAIL = r"(?: ,(?! ,)(?: [^,;\s]+){1,14}? ,| \( [^)]{1,60} \))?(?:(?: ,)? (?:which|that|who))?"


def _several(one: str, not_before: str = "") -> str:
    """Return a list of one or more, "A, B and C"; `not_before` is what no further one stands before.

    In "Google, Scale AI's largest customer" the second company is no member of a list.
    """
    more = one + not_before
    return rf"{one}(?: , {more})*(?:(?: ,)? {_JOINT} {more})?"


_ROLE_SLOTS = {"amount": "M", "percent": "S", "date": "D", "share": "S"}


def _slot(role: str, number: str, possessive: bool, last: bool, words: Lexicon) -> str:
    name = f"{role}{number}"
    if role in _ROLE_SLOTS:
        return rf"(?:an? |some )?(?P<{name}>{_ROLE_SLOTS[role]}\d+)"
    if role == "role":
        roles = re.sub(r"\\", "", words.roles)
        return rf"(?P<{name}>(?:(?:former|interim|acting|global|deputy|new|then|co) )?(?:{roles})(?: (?:and|,) (?:{roles}))?)"
    if role == "staff":
        return rf"(?P<{name}>employees|employee|staff|staffers|executives|engineers|researchers|workers|colleagues|scientists|team members|members of staff|people)"
    if role == "person":
        one = rf"(?:(?:mr|ms|mrs|dr|sir) \.? ?)?P\d+"
        lead = r"(?:(?:its|the|former|outgoing|longtime|then) )?"
        many = _several(one)
        pronoun = "" if possessive else "|he|she"
        tail = " 's?" if possessive else "" if last else _TAIL
        return rf"{lead}(?P<{name}>{many}{pronoun}){tail}"
    kinds = "[OG]" if role == "subject" else "O"
    one = rf"(?:(?:{_RELATION}) )?(?:O\d+ 's )?{kinds}\d+"
    if possessive:
        return rf"(?P<{name}>{_several(one)}(?= 's?(?: |\Z))|its|their)(?: 's?)?"
    many = _several(one, r"(?! ')")
    if role == "subject":
        such = r"(?:including|such as|among them|particularly|especially)"
        many = rf"{many}(?:(?: ,)? {such} {many}){{0,2}}"
    return rf"(?P<{name}>{many}|it)" + ("" if last else _TAIL)
