"""Tells posts and titles apart from the names that stand beside them."""

from __future__ import annotations

from vendorrisk.extract.lexicon import Lexicon


def parted(run: list[str], words: Lexicon) -> int:
    """Return where a post begins in "Nexora Finance Director Jane Doe"; 0 where none does."""
    if len(run) < 3 or " ".join(run).casefold() in words.namesakes:
        return 0
    for number in range(1, min(len(run) - 1, 12)):
        if run[number].casefold() not in words.addresses:
            if _another(run, number, words):
                return number  # "Kelda Partners Jane Doe"
            continue
        at = number
        while at > 1 and run[at - 1].casefold() in _POST_WORDS:
            at -= 1
        behind = run[number + 1].casefold()
        if behind in words.legal_forms:  # "Hugo Boss AG"
            return 0
        ahead = [word.casefold() for word in run[:at]]
        told = all(w in words.posts or w in PORTFOLIOS or w in _POST_WORDS for w in ahead)
        return 0 if told or behind in {"of", "for", "&", "and"} else at
    return 0


def _another(run: list[str], at: int, words: Lexicon) -> bool:
    """Whether a person's name begins in a run of capitals, behind a company's ending."""
    ahead = run[at - 1].casefold()
    return (
        len(run) - at in {2, 3}
        and run[at].casefold() in words.first_names
        and ahead in words.company_endings
        and ahead not in words.places
        and (at > 1 or ahead in words.legal_forms)
        and run[-1].casefold() not in words.company_endings
        and run[-1][:1].isupper()
        and run[0].casefold() not in words.first_names
    )


_POST_WORDS = frozenset(
    {"finance", "technology", "technical", "operating", "operations", "sales", "marketing", "vice"}
    | {"commercial", "senior", "executive", "deputy", "managing", "interim", "former", "legal"}
    | {"creative", "financial", "information", "medical", "revenue", "editorial"}
    | {"product", "design", "procurement", "co", "chief", "acting", "founding"}
)
PORTFOLIOS = frozenset(
    {"defence", "defense", "finance", "foreign", "prime", "interior", "health", "energy", "trade"}
    | {"economy", "labour", "labor", "transport", "home", "treasury", "culture", "justice", "state"}
    | {"environment", "climate", "digital", "education", "agriculture", "industry", "commerce"}
    | {"fisheries", "science", "tourism", "human", "urban", "food", "social", "investment"}
    | {"innovation", "sports", "natural", "information", "economic", "mines", "security"}
)


_RANKS = frozenset(
    {"General", "Major", "Captain", "Prince", "Princess", "King", "Queen", "Sir", "Executive"}
    | {"President", "Director", "Chief", "Governor", "Partner"}
)


def ranked(run: list[str], words: Lexicon) -> bool:
    """Whether a run is a company's name that begins like a person's title: "General Kelda Inc"."""
    if len(run) < 3 or run[0] not in _RANKS:
        return False
    last = run[-1].casefold().strip(".")
    return last in words.legal_forms or last in {"group", "holdings"}


def behind(run: list[str], words: Lexicon) -> int:
    """Return how many words of a run are a post behind a person's name: "Jane Doe President"."""
    if len(run) < 3 or run[0].casefold() not in words.first_names:
        return 0
    at = len(run)
    while at > 2 and run[at - 1].casefold() in words.posts | _POST_WORDS:
        at -= 1
    return len(run) - at if run[-1].casefold() in words.addresses else 0


def title(run: list[str], words: Lexicon) -> int:
    """Return how many words of a run are a person's title or post before the name.

    All of them where a run is nothing but a post: "Senior Engineer".
    """
    at = 0
    if ranked(run, words):
        return 0  # "General Kelda Inc"
    for number, word in enumerate(run[:5], 1):
        lower = word.casefold().rstrip(".")
        if lower in words.addresses:
            at = number
        elif at and lower in words.titles:
            at = number  # "Attorney General"
        elif lower not in words.posts and lower not in PORTFOLIOS:
            break
    if at == len(run) > 1 and run[-1].isupper():
        return 0  # "Nexora CEO" keeps its name
    left = run[at:]
    whole = " ".join(run).casefold()
    if at and (whole in words.namesakes or (left and left[0] in {"&", "of"})):
        return 0
    return at if len(left) <= 4 else 0
