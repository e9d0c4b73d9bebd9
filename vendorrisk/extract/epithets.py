"""Words that only describe the company behind them: "the data-labelling startup X"."""

from __future__ import annotations

from vendorrisk.extract.lexicon import Lexicon

DOTTED = frozenset({"u.s.", "u.k."})
_ARTICLES = frozenset({"the", "a", "an", "its", "their", "his", "her", "our", "another", "both"})
_OWN = frozenset({"its", "their"})
_LINKS = frozenset({  # "a contract with carmaker X": the article is not the carmaker's
    "with", "in", "from", "to", "for", "by", "at", "on", "and", "or", "that", "of", "as", "into",
    "over", "under", "between", "against", "than", "is", "was", "are", "were", "has", "have", "had",
})  # fmt: skip
_PRODUCTS = frozenset({"app", "website", "marketplace"})  # they describe, and point back to nobody
_DESCRIPTION = 4  # words of a description before its head noun


_RELATED = frozenset(
    {"supplier", "vendor", "provider", "contractor", "subcontractor", "buyer", "investor"}
    | {"agency", "label", "brand", "carrier", "airline", "studio", "network"}
)


def relates(tokens: list[str], words: Lexicon) -> bool:
    """Whether tokens tell what a company is to the one before it: "Boeing('s) (key) supplier X"."""
    if not tokens or len(tokens) > _DESCRIPTION or tokens[-1] not in _RELATED:
        return False
    before = tokens[1:-1] if tokens[0] == "'s" else tokens[:-1]
    return all(word.isalpha() and _modifies(word, words) for word in before)


def drop_epithet(tokens: list[str], words: Lexicon) -> None:
    """Take "(the) (modifiers) startup (called)" off the end of a list of tokens."""
    keep = _before_called(tokens, words)
    if keep and (tokens[keep - 1] in words.nominals or tokens[keep - 1] in _PRODUCTS):
        head = keep - 1
        keep = head
        while keep and head - keep < _DESCRIPTION - 1 and _modifies(tokens[keep - 1], words):
            keep -= 1
        for at in range(keep - 1, max(-1, head - _DESCRIPTION), -1):
            if not tokens[at].isalpha() or tokens[at] in _LINKS:
                break
            if tokens[at] in _ARTICLES:
                keep = at
                break
    keep = _before_based(tokens, keep)
    while keep and (_idle(tokens[keep - 1], words) or _short_country(tokens[:keep])):
        keep -= 2 if tokens[keep - 1] == "." else 1
        if tokens[keep].endswith(_SEATED):
            keep = _before_place(tokens, keep, words)
    if "rival" in tokens[keep:]:  # "rival delivery firm X" tells more than what X is
        keep = len(tokens) - tokens[::-1].index("rival")
    if keep > 1 and tokens[keep - 1] == "'s":  # "Denmark's Valtek"
        for back in (3, 2):
            if " ".join(tokens[max(0, keep - back) : keep - 1]) in words.places:
                keep -= back
                break
    dropped = tokens[keep:]
    del tokens[keep:]
    own = [word for word in dropped if word in _OWN]
    if own and dropped[-1] in words.nominals:  # "its pump business X" tells whose X is
        tokens += [own[-1], dropped[-1]]


def _before_called(tokens: list[str], words: Lexicon) -> int:
    """Return how many tokens stand before "called" in "a telecoms company called X", else all."""
    told = len(tokens) > 1 and tokens[-1] == "called" and tokens[-2] in words.nominals
    return len(tokens) - 1 if told else len(tokens)


def _before_based(tokens: list[str], keep: int) -> int:
    """Return how many of `keep` tokens stand before "U.K.-based"."""
    return keep - 4 if tokens[max(0, keep - 4) : keep] in _BASED else keep


def _idle(word: str, words: Lexicon) -> bool:
    return word in _ARTICLES or word in words.adjectives or word.endswith(_SEATED)


def _short_country(tokens: list[str]) -> bool:
    """Whether they end with a country as an adjective: "and U.S. carmaker X", not "in the U.S."."""
    if len(tokens) > 1 and tokens[-1] in DOTTED:
        return tokens[-2] != "the"
    return len(tokens) > 2 and tokens[-1] == "." and tokens[-2] in _SHORT and tokens[-3] != "the"


_SEATED = ("-based", "-listed", "-headquartered", "-traded")
_SHORT = frozenset({"u.s", "u.k", "u.a.e"})
_BASED = tuple([short, ".", "-", "based"] for short in sorted(_SHORT))


def _before_place(tokens: list[str], keep: int, words: Lexicon) -> int:
    """Return where the place begins of which the last word is left out: "San Francisco-based"."""
    last = tokens[keep].rpartition("-")[0]
    for back in (2, 1):
        if keep >= back and " ".join([*tokens[keep - back : keep], last]).strip() in words.places:
            return keep - back
    return keep


def _modifies(word: str, words: Lexicon) -> bool:
    return word in words.modifiers or "-" in word.strip("-")
