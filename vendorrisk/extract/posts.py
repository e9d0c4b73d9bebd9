"""Whose posts a text tells of where their sentence does not name the company."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from vendorrisk.extract.discourse import Discourse
from vendorrisk.extract.merging import Found
from vendorrisk.extract.names import Mention
from vendorrisk.extract.readings import Reading
from vendorrisk.extract.rules import Rule
from vendorrisk.model.claim import Claim, Kind

POSTS: frozenset[Kind] = frozenset({"leadership_move", "directorship", "position"})
REACH = 120  # characters of the token line in which a colleague is looked for
BACK = 4  # sentences in which the company of a post may have been named
MOVES: frozenset[Kind] = frozenset({"leadership_move", "directorship"})
_ONCE = re.compile(r" (?:former|ex|one-time|onetime)(?: -)? \Z")
_COLLEAGUE = re.compile(  # "P0 and head of sales P1", "P0, sales chief P1 and"
    r" P(\d+) (?:, )?(?:and|,|as well as) (?:(?:the|its|two|three) )?"
    r"(?:(?!(?:is|was|are|were|has|have|had|will|would|said|says|who|which|that|to|by|from|with"
    r"|as|after|than|but|while|his|her|their|former|ex|named|names|appointed|hired|promoted|made"
    r"|replaced|replaces|succeeds|succeeded|joined|joins|succeeding|replacing|including) )"
    r"[a-z][a-z&'-]* ){0,8}"
    r"(?:chief|head|directors?|executives?|officer|president|chairman|chairwoman|chair|managers?"
    r"|partners?|founders?|co-founders?|counsel|editor|boss|ceo|cfo|coo|cto|cmo|cio|members?)"
    r"(?: (?:of|for) (?:[a-z&-]+ ){0,4}[a-z]+)? (?:, )?\Z"
)
_ONE_MAN = re.compile(r" (?:, )?(?:has|is|was|plans|intends|joins|leaves|steps|quits) ")
_BIDDEN = re.compile(
    r" P\d+ to | (?:after|before|when|as|while|that|until|because|since)(?: mr| dr| ms)? P\d+ "
)
_ONE = re.compile(r"(?:[a-z.]+ )*P\d+")
_CHAIRS = re.compile(
    r"(?:(?:executive|non-executive|nonexecutive|independent|interim|acting|new|deputy|co"
    r"|board|supervisory board)[ -])*chair(?:man|woman|person)?(?: of the board)?"
    r"(?:(?:,| and) .{2,40})?|(?:president|CEO|chief executive) and chair(?:man|woman)?"
)


def employer(
    match: re.Match[str],
    reading: Reading,
    lines: Sequence[Reading],
    discourse: Discourse,
    told: Mapping[int, str | None],
) -> list[Mention]:
    """Return the company that a post is at when its sentence does not say so by the post.

    That is the company named before it in the sentence, else the one whose posts were told last,
    else the one that "it" would point to, if no other stands beside it. With two to choose from
    there is none.

    Parameters
    ----------
    match : re.Match
        Of an expression, in ``reading.text``.
    reading : Reading
        The sentence.
    lines : sequence of Reading
        All sentences of the document, in order.
    discourse : Discourse
        The document.
    told : mapping of int to str or None
        Of `posts_told`.
    """
    number = reading.number
    at = reading.tokens[reading.token_at(match.start() + 1)].start
    own = {m.name for m in reading.line.mentions if m.kind == "org" and m.end <= at}
    if len(own) > 1:
        return []  # "Valtek's board; Nexora says its chairman resigned"
    if not own:
        for back in range(number - 1, max(-1, number - BACK), -1):
            if back in told:
                name = told[back]
                return [] if name is None else [Mention(0, 0, "org", name, 0.8)]
    near = discourse.pronoun(number, "it", at)
    if near is None or own:
        return [] if near is None else [near]
    before = (line.line.mentions for line in lines[max(0, number - 2) : number])
    names = {m.name for mentions in before for m in mentions if m.kind == "org"}
    return [near] if len(names) == 1 or near.name == discourse.focus else []


def was_once_at(rule: Rule, match: re.Match[str]) -> bool:
    """Whether who leaves a company, or sits on its board, once did: "former Valtek boss A quit"."""
    slot = {"leadership_move": "subject", "directorship": "object"}.get(rule.kind)
    if slot is None or not (rule.move == "leaves" or rule.presupposed):
        return False
    if not match.groupdict().get(slot):
        return False
    return _ONCE.search(match.string, 0, match.start(slot)) is not None


def colleagues(match: re.Match[str], reading: Reading, people: list[Mention]) -> list[Mention]:
    """Return the people of a match with those who are named before, each by a post.

    "Finance chief A, head of sales B and director C have resigned": the match holds C alone.

    Parameters
    ----------
    match : re.Match
        Of an expression, in ``reading.text``.
    reading : Reading
        The sentence.
    people : list of Mention
        Who fills the slot.
    """
    if len(people) != 1 or _ONE_MAN.match(match.string, match.end("person")):
        return people
    found = list(people)
    at = match.start("person")
    while before := _COLLEAGUE.search(match.string, max(0, at - REACH), at):
        found.append(reading.line.mentions[int(before[1])])
        at = before.start() + 1
    return list({one.name: one for one in found}.values())


def other_post(match: re.Match[str], people: list[Mention], person: Mention | None) -> bool:
    """Whether a person is a colleague of the one whose post a match holds."""
    alone = len(people) > 1 and _ONE.fullmatch(match.groupdict().get("person") or "") is not None
    return alone and person is not people[0]


def bids_another(match: re.Match[str]) -> bool:
    """Whether it is another who does so: "A called on B to step down", "A came after B left"."""
    return _BIDDEN.search(match.string, match.end("person"), match.end()) is not None


def seats(found: Found) -> Found:
    """Return the seats on boards that posts bring with them: who is to chair it sits on it."""
    told: Found = []
    for number, claim in found:
        named = claim.kind == "leadership_move" and claim.move in {"appointed", "promoted"}
        if named and claim.person and claim.object and _CHAIRS.fullmatch(claim.role or ""):
            seat = claim.model_copy(update={"kind": "directorship", "move": None, "subject": None})
            told.append((number, seat))
    return told


def posts_told(found: Found) -> dict[int, str | None]:
    """Return by sentence the company to which it has people come, or that they leave.

    None where there are several.
    """
    places: dict[int, set[str]] = {}
    for number, claim in found:
        ends = (claim.subject, claim.object)
        place = (ends if claim.move == "leaves" else ends[::-1])[0]
        if claim.kind in MOVES and place is not None:
            places.setdefault(number, set()).add(place)
    return {
        number: next(iter(names)) if len(names) == 1 else None for number, names in places.items()
    }


def unless_told(leaning: Found, found: Found) -> Found:
    """Return the claims that lean on what the text is about, less moves told in so many words.

    Of a person whom the text itself has leave a company, no other company is guessed; where one
    that it has join a company came from is news.
    """
    told: dict[tuple[str, str | None, bool], set[str | None]] = {}
    for _, claim in found:
        if claim.person and claim.kind in MOVES:
            told.setdefault(_course(claim), set()).update((claim.subject, claim.object))

    def again(claim: Claim) -> bool:
        places = told.get(_course(claim))
        if places is None or claim.kind not in MOVES:
            return False
        ends = {claim.object, claim.subject}
        return None in ends or places.isdisjoint(ends)

    return [(number, claim) for number, claim in leaning if not again(claim)]


def _course(claim: Claim) -> tuple[str, str | None, bool]:
    return claim.kind, claim.person, claim.move == "leaves"
