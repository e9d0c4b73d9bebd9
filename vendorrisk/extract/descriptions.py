"""What a text calls its companies: "the Danish brewer X", "X, a chipmaker", "Toronto-based X"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from vendorrisk.extract.lexicon import Lexicon
from vendorrisk.extract.names import Mention
from vendorrisk.model.entity import Entity

GENERIC = frozenset(
    {"company", "firm", "group", "business", "corporation", "enterprise", "outfit", "organization"}
    | {"organisation", "giant"}
)
_ROLES = frozenset(  # what one is to another, not what one does
    {"vendor", "supplier", "provider", "investor", "buyer", "seller", "acquirer", "contractor"}
    | {"fund", "network", "platform", "chain", "agency", "specialist", "lab", "developer"}
)
_YOUNG = frozenset({"startup", "start-up", "unicorn"})
_UNTOLD = 0.4  # fit of a noun such as "airline" to a company of which nothing else is told
_OF_A_FUND = 0.4  # of "the company" to a fund, beside other companies
_WORDS_BEFORE = 6
_TOKEN = re.compile(r"[\w\u00c0-\u024f]+(?:[.'\u2019&-][\w]+)*\.?|[^\w\s]")


class Descriptions:
    """What the companies of one text are called there, learnt as it is read.

    Parameters
    ----------
    entities : mapping of str to Entity
        Entries of the registry by name.
    words : Lexicon
        Word lists.
    """

    def __init__(self, entities: Mapping[str, Entity], words: Lexicon) -> None:
        self._entities = entities
        self._words = words
        self._heads: dict[str, set[str]] = {}
        self._qualities: dict[str, set[str]] = {}
        self._own: dict[str, frozenset[str]] = {}

    def learn(self, text: str, start: int, end: int, mentions: Sequence[Mention]) -> None:
        """Note what a sentence calls its companies.

        Parameters
        ----------
        text : str
            Text of the document.
        start, end : int
            Where the sentence stands.
        mentions : sequence of Mention
            Its names, in order.
        """
        last = start
        for mention in mentions:
            if mention.kind == "org":
                self.note(
                    mention.name, self._before(text[max(last, mention.start - 80) : mention.start])
                )
                for expression in (self._words.appositive, self._words.is_a):
                    after = expression.match(text, mention.end, end)
                    if after is not None:
                        phrase = f"{after.group(1)}{after.group(2)}".casefold().split()
                        self.note(mention.name, phrase)
                based = self._words.based_in.match(text, mention.end, end)
                if based is not None:
                    self.note(mention.name, [based.group(1).casefold() + "-based", ""])
            last = mention.end

    def _before(self, text: str) -> list[str]:
        """Return the words that describe the name which follows a text."""
        if text[-1:] != " ":
            return []
        words: list[str] = []
        for token in reversed(_TOKEN.findall(text)[-_WORDS_BEFORE:]):
            word = token.casefold()
            plain = word.removesuffix("'s").removesuffix("\u2019s")
            known = self._words.heads(word) or word in self._words.descriptive or "-" in word[1:]
            if not known and self._words.nation(plain) is None:
                break
            words.insert(0, word)
        return words

    def note(self, name: str, phrase: Sequence[str]) -> None:
        """Note that a company is called by a phrase, of words in small letters."""
        if not phrase:
            return
        *before, head = phrase
        if self._words.heads(head):
            self._heads.setdefault(name, set()).add(head)
        else:
            before.append(head)
        qualities = self._qualities.setdefault(name, set())
        for word in before:
            plain = word.removesuffix("'s").removesuffix("\u2019s").removesuffix("-based")
            nation = self._words.nation(plain)
            qualities.add(f"={nation}" if nation else word)

    def fits(self, name: str, phrase: str, head: str) -> float:
        """Return how well a company is called by a phrase such as "the Danish brewer".

        Parameters
        ----------
        name : str
            The company.
        phrase : str
            The noun with what stands before it, in small letters, without the article.
        head : str
            The noun.

        Returns
        -------
        float
            0 for not at all; above 1 where the text or the registry calls it so.
        """
        modifiers = phrase.split()[:-1]
        fit = self._head(name, phrase, head, modified=bool(modifiers))
        if fit == 0 or not modifiers:
            return fit
        known = self._qualities.get(name, set())
        for word in modifiers:
            nation = self._words.nation(word.removesuffix("-based"))
            if nation is not None:
                nations = {one for one in known if one.startswith("=")}
                fit *= 2.0 if f"={nation}" in nations else 0.0 if nations else 0.8
            elif word in known:
                fit *= 2.0 if word.endswith("-based") else 1.5
        return fit

    def _head(self, name: str, phrase: str, head: str, *, modified: bool) -> float:
        entity = self._entities.get(name)
        listed = {d.casefold() for d in entity.descriptors} if entity is not None else set()
        heads = {d.split()[-1] for d in listed} | self._heads.get(name, set())
        own = self._named(name)
        fit = 0.0
        if phrase in listed and (modified or head not in GENERIC):
            fit = 3.0 if head not in GENERIC else 1.5
        elif head in heads and head not in GENERIC:
            fit = 2.0
        elif head in _YOUNG and not (listed or "fund" in own):
            fit = 0.8
        elif head in own:
            fit = 2.0
        elif head in GENERIC and (not listed or listed & GENERIC):
            fit = 0.7 if modified else 1.0
            fit *= _OF_A_FUND if "fund" in own and head != "firm" else 1.0
        elif not (
            listed or own or head in GENERIC | _ROLES | _YOUNG or self._trade_told(name, heads)
        ):
            fit = _UNTOLD
        return fit

    def _trade_told(self, name: str, heads: set[str]) -> bool:
        """Whether the text tells what a company does: "the chipmaker X", "the payments firm X"."""
        if heads - GENERIC - _ROLES:
            return True
        return bool(heads) and any(not q.startswith("=") for q in self._qualities.get(name, ()))

    def _named(self, name: str) -> frozenset[str]:
        """Return the nouns that a name itself tells of: a bank of "Aldmoor Bank"."""
        if name not in self._own:
            found: set[str] = set()
            for word in name.casefold().split():
                found |= self._words.told_by_name.get(word.strip(".,"), frozenset())
            self._own[name] = frozenset(found)
        return self._own[name]
