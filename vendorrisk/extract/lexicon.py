"""Word lists of the extractor (``rules/lexicon/words.yaml``) and the forms of verbs."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from pathlib import Path

from vendorrisk.model.base import Noun
from vendorrisk.rulebook import load_file, rules_root


class WordFile(Noun):
    """``rules/lexicon/words.yaml``; every list in lower case."""

    not_names: tuple[str, ...]
    wares: tuple[str, ...]
    common_words: tuple[str, ...]
    company_endings: tuple[str, ...]
    roles: tuple[str, ...]
    functions: tuple[str, ...]
    first_names: tuple[str, ...]
    same_company: tuple[str, ...]
    namesakes: tuple[str, ...]
    addresses: tuple[str, ...]
    trades: tuple[str, ...]
    places: tuple[str, ...]
    nominals: tuple[str, ...]
    titles: tuple[str, ...]
    modifiers: tuple[str, ...]
    adjectives: tuple[str, ...]
    openers: tuple[str, ...]
    of_heads: tuple[str, ...]
    other_endings: tuple[str, ...]
    legal_forms: tuple[str, ...]
    finite_verbs: tuple[str, ...]
    client_groups: dict[str, tuple[str, ...]]
    nations: dict[str, tuple[str, ...]]
    told_by_names: dict[str, tuple[str, ...]]


KINDS = "former|interim|acting|global|deputy|co"


class Lexicon:
    """The word lists as sets and compiled expressions."""

    def __init__(self, file: WordFile) -> None:
        self.not_names = frozenset(file.not_names)
        self.wares = frozenset(file.wares)
        self.common_words = frozenset(file.common_words)
        self.company_endings = frozenset(ending.strip(".") for ending in file.company_endings)
        self.first_names = frozenset(file.first_names)
        self.same_company = frozenset(file.same_company) | frozenset(file.legal_forms)
        self.namesakes = frozenset(file.namesakes)
        self.addresses = frozenset(file.addresses)
        self.trades = frozenset(file.trades)
        self.functions = frozenset(file.functions)
        self.places = frozenset(file.places)
        self.client_groups = file.client_groups
        self.roles = _posts(file.roles, file.functions)
        self.role = re.compile(rf"(?<= )(?:(?:{KINDS}) )?(?:{self.roles})(?= )")
        self._role_ends = tuple(mark + role for role in file.roles for mark in (" ", "-", "("))
        self.role_after = re.compile(
            r"\s*,\s*(?:the |its |an? )?(?:former |interim )?"
            rf"(?:(?:{self.roles})\b|(?:[a-z]+ ){{1,2}}{_OFFICE}\b)",
            re.IGNORECASE,
        )
        self.titles = frozenset(file.titles)
        self.modifiers = frozenset(file.modifiers)
        self.nominals = frozenset(file.nominals)
        self.adjectives = frozenset(file.adjectives)
        self.openers = frozenset(file.openers)
        self.legal_forms = frozenset(file.legal_forms)
        self.other_endings = frozenset(file.other_endings)
        self.of_heads = frozenset(file.of_heads)
        self.posts = self.titles | self.functions | self.addresses
        self.descriptive = (
            self.functions | self.modifiers | self.nominals | self.trades | self.adjectives
        )
        self.finite = re.compile(
            rf"\s+(?:{alternatives(file.finite_verbs)})\b|['\u2019]s\b|(?P<guess>\s+(?:[a-z]+(?:ed|ly)|made|held|already|still|never)\b"
            rf"|\s+(?!as\b|is\b|was\b)[a-z]+s (?:up|off|out|its|the|an?)\b)"
            rf"|,\s+{_ASIDE}\s"
            r"|\s+to\s+(?:acquire|buy|sell|cut|join|invest|raise|launch|merge|name|appoint|supply|end|pay|open"
            r"|close|take|build|spin|list|drop|hire|expand|offer|shed|split|purchase)\b"
            r"|\s+(?:earlier|last|late|later|on|this|next)\s(?:[\w']+\s){1,3}(?:sa(?:id|ys)|announced|told|agreed"
            r"|bought|sold|acquired|reported|awarded|named|will|would|has|had)\b"
        )
        heads = alternatives(file.nominals)
        self.nominal = re.compile(
            rf"th(?<!\wth)(?:e|is|at)\s+((?:(?!{_STOP}\b)[\w'\u2019.-]+\s+){{0,3}}?)"
            rf"((?:[a-z]+maker|{heads}))\b"
            rf"(?![-\w])(?!\s+(?:{heads})\b)(?!(?<=giant)\s+[\w-]+\s+(?:{heads})\b)(?!\s+(?:of|that|which|who|in(?!{_WHEN}))\b)"
        )  # in small letters
        self.board = re.compile(
            r"\b(?:the|its)\s+(?:supervisory\s+)?board(?:\s+of\s+directors)?"
            rf"(?=\s+(?:{_LATELY}\s+){{0,2}}(?:{_ACTS})\b)"
        )  # in small letters
        self._nations = {word: nation for nation, ws in file.nations.items() for word in ws}
        self.told_by_name = _turned(file.told_by_names)
        of = rf"((?:(?!{_STOP}\b)[\w'\u2019.-]+\s+){{0,4}}?)((?:[a-z]+-?)?(?:{heads}))\b"
        self.is_a = re.compile(rf"\s+(?:is|was)\s+(?:an?|the)\s+{of}", re.IGNORECASE)
        self.based_in = re.compile(
            r"[,.\s]{1,3}(?:which is |is )?(?:based|headquartered) in ([A-Z][\w.-]+)"
        )
        self.appositive = re.compile(
            rf"\s*,\s+(?:an?|the)\s+((?:(?!{_STOP}\b)[\w'\u2019-]+\s+){{0,4}}?)({heads})\b",
            re.IGNORECASE,
        )

    def ends_in_role(self, text: str) -> bool:
        """Whether the last words of a text are a post: "its chief executive"."""
        return f" {text.rstrip(' )').casefold()}".endswith(self._role_ends)

    def heads(self, word: str) -> bool:
        """Whether a word, in small letters, is what a company can be: "startup", "steelmaker"."""
        return word in self.nominals or (word.endswith("maker") and word.isalpha())

    def nation(self, word: str) -> str | None:
        """Return the country that a word in small letters tells of: "Danish", "Denmark"."""
        return self._nations.get(word.rstrip("."))


def _turned(listed: dict[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
    """Return the keys by each of their words."""
    found: dict[str, frozenset[str]] = {}
    for key, words in listed.items():
        for word in words:
            found[word] = found.get(word, frozenset()) | {key}
    return found


def _posts(named: Iterable[str], functions: Iterable[str]) -> str:
    """Return an expression of posts: listed ones, "finance chief", "head of quality assurance"."""
    listed = tuple(functions)
    field = alternatives(listed)
    heads = "officer|director|chief|head|president|manager|boss|lead|partner|counsel"
    of = r"(?!the|its|their|his|her|an?|one|this|that|all|both)[a-z][a-z-]+"
    of = "|".join([of, *(re.escape(one) for one in sorted(listed) if not re.fullmatch(of, one))])
    formed = (
        rf"(?:chief )?(?:(?:{field}) (?:and )?){{1,3}}(?:{heads})"
        rf"|(?:head|director|vice president|president|[se]?vp) of (?:{of})"
        rf"(?: (?:and )?(?:{field}))?"
    )
    other = [one for one in named if not re.fullmatch(formed, one)]
    return f"{formed}|{alternatives(other)}"


_STOP = (
    r"(?:of|to|in|on|at|for|from|with|by|and|or|but|that|which|who|is|are|was|were|be|been|has|have|had"
    r"|will|would|could|may|might|as|its|their|the|a|an|this|said|says|not|than|into|after|before)"
)


_LATELY = r"(?:has|have|had|also|today|later|then|\w+ly|on\s\w+)"
_ACTS = (
    "appointed|named|elected|accepted|nominated|fired|ousted|removed|promoted|dismissed|chose|chosen"
    "|picked|selected|hired|sacked|elevated|re-elected|replaced|suspended"
)
_WHEN = (  # "in" goes on with a date, not with what tells which company is meant
    r"\s+(?:early |late |mid-)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|q[1-4]"
    r"|(?:19|20)\d\d|a\s|an\s|its\s|cash|stock)"
)


_OFFICE = "(?:executive|officer|president|director|engineer|scientist|manager|banker)"
_ASIDE = (
    "(?:an?|the|its|which|whose|one of|part of|based|formerly|founded|owned|maker|already|long|once"
    "|now|also|known|backed|led|listed|valued|headquartered|makers?|operator|supplier|bought"
    "|last valued|then|at the|in which|priced|[A-Z][a-z]+['\u2019]s)"
)


def small(text: str) -> str:
    """Return a text in small letters, of the same length."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower()[:1] for c in text)


def straight(text: str) -> str:
    r"""Return a text with straight quotes and hyphens, of the same length; em dashes stay.

    >>> straight("Meta\u2019s \u201cstake\u201d")
    'Meta\'s "stake"'
    """
    if not text.isascii():
        for mark, plain in _STRAIGHT:
            text = text.replace(mark, plain)
    return text


_STRAIGHT = (
    ("\u2019", "'"), ("\u2018", "'"), ("\u2013", "-"), ("\u201c", '"'), ("\u201d", '"'),
)  # fmt: skip


def alternatives(words: Iterable[str]) -> str:
    """Return words as alternatives of a regular expression that share their beginnings.

    A longer word is tried before one that it begins with.

    >>> alternatives(["plan", "plans", "planned", "quit"])
    'plan(?:ned|s)?|quit'
    """
    return _alternatives(tuple(sorted(set(words))))


@functools.lru_cache(maxsize=8192)  # patterns share their lists of words
def _alternatives(words: tuple[str, ...]) -> str:
    return "|".join(_branches(list(words), 0))


def _branches(words: list[str], depth: int) -> list[str]:
    """Return the alternatives of sorted words that agree up to `depth`."""
    found = []
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and words[end][depth : depth + 1] == words[at][depth : depth + 1]:
            end += 1
        group = words[at:end]
        at = end
        if len(group) == 1 or len(group[0]) == depth:
            found.append(re.escape(group[0][depth:]))
            continue
        pairs = zip(group[0], group[-1], strict=False)
        shared = next((n for n, (a, b) in enumerate(pairs) if a != b), len(group[0]))
        rest = [word for word in group if len(word) > shared]
        inner = _branches(rest, shared)
        whole = f"(?:{'|'.join(inner)})" + ("?" if len(rest) < len(group) else "")
        found.append(re.escape(group[0][depth:shared]) + whole)
    return found


@functools.lru_cache(maxsize=8)
def load_lexicon(root: Path | None = None) -> Lexicon:
    """Load the word lists.

    Raises
    ------
    RuleErrors
        For a file that is missing or wrong.
    """
    return Lexicon(load_file((root or rules_root()) / "lexicon" / "words.yaml", WordFile))


_IRREGULAR = {
    "be": "be|is|are|was|were|been|being",
    "have": "have|has|had|having",
    "buy": "buy|buys|bought|buying",
    "sell": "sell|sells|sold|selling",
    "take": "take|takes|took|taken|taking",
    "hold": "hold|holds|held|holding",
    "leave": "leave|leaves|left|leaving",
    "lead": "lead|leads|led|leading",
    "pay": "pay|pays|paid|paying",
    "spend": "spend|spends|spent|spending",
    "lose": "lose|loses|lost|losing",
    "seek": "seek|seeks|sought|seeking",
    "say": "say|says|said|saying",
    "tell": "tell|tells|told|telling",
    "become": "become|becomes|became|becoming",
    "begin": "begin|begins|began|begun|beginning",
    "go": "go|goes|went|gone|going",
    "make": "make|makes|made|making",
    "give": "give|gives|gave|given|giving",
    "get": "get|gets|got|gotten|getting",
    "draw": "draw|draws|drew|drawn|drawing",
    "withdraw": "withdraw|withdraws|withdrew|withdrawn|withdrawing",
    "wind": "wind|winds|wound|winding",
    "choose": "choose|chooses|chose|chosen|choosing",
    "build": "build|builds|built|building",
    "strike": "strike|strikes|struck|striking",
    "fall": "fall|falls|fell|fallen|falling",
    "rise": "rise|rises|rose|risen|rising",
    "win": "win|wins|won|winning",
    "grow": "grow|grows|grew|grown|growing",
    "break": "break|breaks|broke|broken|breaking",
    "bring": "bring|brings|brought|bringing",
    "keep": "keep|keeps|kept|keeping",
    "see": "see|sees|saw|seen|seeing",
    "cut": "cut|cuts|cutting",
    "put": "put|puts|putting",
    "quit": "quit|quits|quitting",
    "shed": "shed|sheds|shedding",
    "split": "split|splits|splitting",
    "set": "set|sets|setting",
    "step": "step|steps|stepped|stepping",
    "transfer": "transfer|transfers|transferred|transferring",
    "poach": "poach|poaches|poached|poaching",
    "quit_": "quit",
}


@functools.lru_cache(maxsize=4096)
def forms(word: str) -> str:
    """Return the forms of a verb as alternatives of a regular expression.

    >>> forms("reduce")
    'reduce|reduces|reduced|reducing'
    >>> forms("cut")
    'cut|cuts|cutting'
    >>> forms("ship")
    'ship|ships|shipped|shipping'
    """
    head, _, rest = word.partition(" ")
    if head in _IRREGULAR:
        found = _IRREGULAR[head]
    elif re.fullmatch(r"[^aeiou]+[aeiou][bdgklmnprtz]", head):
        found = f"{head}|{head}s|{head}{head[-1]}ed|{head}{head[-1]}ing"
    elif head.endswith("e"):
        found = f"{head}|{head}s|{head}d|{head[:-1]}ing"
    elif re.search(r"[^aeiou]y$", head):
        found = f"{head}|{head[:-1]}ies|{head[:-1]}ied|{head}ing"
    elif re.search(r"(s|x|z|ch|sh)$", head):
        found = f"{head}|{head}es|{head}ed|{head}ing"
    else:
        found = f"{head}|{head}s|{head}ed|{head}ing"
    if not rest:
        return found
    return "|".join(f"{form} {rest}" for form in found.split("|"))
