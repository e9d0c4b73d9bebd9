"""What may be claimed of a sentence: its pairs of companies, people with companies, companies.

Rules propose claims of the wordings they know. Where they are silent, all mentions of a sentence
are candidates, and the classifier decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Literal, NamedTuple, get_args

from vendorrisk.extract.discourse import Discourse
from vendorrisk.extract.names import Mention
from vendorrisk.extract.readings import Reading
from vendorrisk.extract.segments import PERSON, Fired, Sight
from vendorrisk.extract.tokens import TYPES
from vendorrisk.model.claim import Claim

Form = Literal["pair", "post", "single"]
FORMS: tuple[Form, ...] = get_args(Form)
MAX_MENTIONS = 8  # of a sentence that are paired
REACH = 40  # tokens between two that are paired
_PRONOUNS = frozenset({"it", "its", "they", "their"})
_PEOPLE = frozenset({"he", "she", "his", "her"})
PRONOUNS = _PRONOUNS | _PEOPLE
_STANDING = PRONOUNS | {"O", "G", "P"}  # what something may be claimed of, as tokens
_MARKED = frozenset(TYPES.values())  # words are in small letters
# senses of rules/lexicon/senses.yaml without which nothing is claimed of one company, of people
_ALONE = frozenset({"valuation", "revenue", "incident", "independent", "demand"})
_OF_PEOPLE = frozenset({"join", "appoint", "promote", "leave_post", "board", "role_word"})


class Candidate(NamedTuple):
    """Mentions of one sentence, in its order; a company alone stands as both.

    ``places`` are their tokens' numbers in the reading.
    """

    form: Form
    first: Mention
    second: Mention
    places: tuple[int, int]


def candidates(reading: Reading, discourse: Discourse, sight: Sight) -> Iterator[Candidate]:
    """Yield what may be claimed of, in the order of the text.

    Pronouns stand for what they point back to; those that point to nothing certain are left out.
    So are companies alone, and people, where no word of the sentence tells of what is claimed of
    them.

    Parameters
    ----------
    reading : Reading
        A sentence.
    discourse : Discourse
        Its document.
    sight : Sight
        Its tokens.
    """
    alone = not _ALONE.isdisjoint(sight.senses)
    people = not _OF_PEOPLE.isdisjoint(sight.senses)
    numbers = [n for n, token in enumerate(sight.tokens) if token in _STANDING]
    if len(numbers) < (1 if alone else 2):
        return
    placed: list[tuple[int, Mention]] = []
    for number in numbers:
        mention = _mention(reading, discourse, number)
        if mention is not None and mention.name:
            token = reading.tokens[number]
            placed.append((number, mention._replace(start=token.start, end=token.end)))
        if len(placed) == MAX_MENTIONS:
            break
    seen: set[str] = set()
    for number, mention in placed if alone else ():
        if mention.kind == "org" and mention.name not in seen:
            seen.add(mention.name)
            yield Candidate("single", mention, mention, (number, number))
    taken: set[tuple[str, str]] = set()
    for (one, first), (two, second) in combinations(placed, 2):
        names = (first.name, second.name)
        if first.name == second.name or two - one > REACH:
            continue
        form = _form(first, second)
        if form == "post" and not people:
            continue
        if form is not None and not taken & {names, names[::-1]}:
            taken.add(names)
            yield Candidate(form, first, second, (one, two))


def _form(first: Mention, second: Mention) -> Form | None:
    people = (first.kind == "person") + (second.kind == "person")
    if people == 2:
        return None
    return "post" if people else "pair"


def _mention(reading: Reading, discourse: Discourse, number: int) -> Mention | None:
    token = reading.tokens[number]
    if token.mention >= 0:
        mention = reading.line.mentions[token.mention]
        return mention if mention.kind in {"org", "group", "person"} else None
    if token.text in _PRONOUNS or token.text in _PEOPLE:
        return discourse.pronoun(reading.number, token.text, token.start)
    return None


def sight_of(reading: Reading, classes: dict[str, tuple[str, ...]]) -> Sight:
    """Return the tokens of a sentence, ready to be looked at.

    Parameters
    ----------
    reading : Reading
        The sentence.
    classes : dict
        Senses by word.
    """
    return Sight([text[0] if text[0] in _MARKED else text for text in reading.texts], classes)


def seen_features(
    candidate: Candidate, sight: Sight, text: str, claims: Iterable[Claim]
) -> set[str]:
    """Return the features of a candidate.

    Parameters
    ----------
    candidate : Candidate
        Of a sentence.
    sight : Sight
        Its tokens.
    text : str
        Text of the document.
    claims : iterable of Claim
        What rules claim of the sentence.
    """
    written = (_written(candidate.first, text), _written(candidate.second, text))
    sides = {candidate.first.name: "X", candidate.second.name: "Y", None: "-"}
    if candidate.form == "single":
        sides[candidate.first.name] = "X"
    fired = [one for claim in claims for one in _fired(claim, sides)]
    return sight.features(candidate.places, written, fired, wide=candidate.form != "pair")


def _fired(claim: Claim, sides: dict[str | None, str]) -> list[Fired]:
    """Return a rule's claim as features see it; of a person's, one a company."""
    if claim.person is None:
        ends = (sides.get(claim.subject, "o"), sides.get(claim.object, "o"))
        return [Fired(claim.rule, claim.kind, *ends, claim.modality)]
    who = sides.get(claim.person, "o")
    kind = claim.move or claim.kind
    return [
        Fired(claim.rule, f"{kind} {way}", who, sides.get(name, "o"), claim.modality)
        for way, name in (("from", claim.subject), ("to", claim.object))
        if name is not None
    ]


def _written(mention: Mention, text: str) -> str:
    return PERSON if mention.kind == "person" else text[mention.start : mention.end]
