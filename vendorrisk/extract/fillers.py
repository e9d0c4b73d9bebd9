"""Regular expressions of what fills the slots of a pattern: names, lists of them, posts."""

from __future__ import annotations

from typing import NamedTuple

from vendorrisk.extract.lexicon import KINDS, Lexicon

RELATION = (
    "rival|competitor|parent|subsidiary|owner|partner|client|customer|unit|arm|investor|backer|peer"
)
STANDING_WORDS = "existing|earlier|early|previous|longtime|returning|new|fellow"
STANDING = f"(?:{STANDING_WORDS})"
JOINT = r"(?:and|or|&|as well as|along with|together with)"
_SECOND_POST = (  # "chairman and chief executive"; all posts once more would double the source
    r"(?: (?:and|,) (?:chief (?:[a-z]+ ){1,2}officer|chief executive"
    r"|(?:(?:managing|executive|vice|senior|deputy) )*"
    r"(?:president|chairman|chairwoman|chair|director|ceo|cfo|coo|cto|founder|co-founder"
    r"|cofounder|treasurer|secretary|partner|head)))?"
)
STAFF = (
    "employees|employee|staff|staffers|executives|engineers|researchers|workers|colleagues"
    "|scientists|team members|members of staff|people"
)


class Slot(NamedTuple):
    """What a slot asks for: its name, the digit behind it or "", its mark "!", "-" or "".

    ``last`` when no element but ``!words`` follows.
    """

    name: str
    number: str
    possessive: bool
    mark: str
    last: bool


TITLES = "mr|ms|mrs|dr|sir"
LEADS = "its|the|former|outgoing|longtime|then"  # before a person
MEMBERS = 24  # of one list: "A, B, C and D"
_ASIDES = (
    "an?|the|its|their|which|who|whose|formerly|now|then|once|long|also|known|based|owned|part|one"
    "|led|according|backed|through|via|founded|headquartered|maker|makers|parent|in|at|as|along|together|under|with"
    "|already|itself|home|two|three|both|O\\d+ 's|[a-z]+(?: [a-z]+)? 's"
)
_TAIL = (  # an appositive or brackets behind
    rf"(?: , (?:[^,;\s]+(?: [^,;\s]+){{0,2}}|(?:{_ASIDES})(?: [^,;\s]+){{1,14}}?"
    r"(?: ,(?: (?![OP]\d)[^,;\s]+){1,8}?)?) ,| \( [^)]{1,60} \))?(?:(?: ,)? (?:which|that|who))?"
)
SUCH = r"(?:including|such as|among them|particularly|especially)"
_KINDS = {"subject": "[OG]", "owner": rf"(?:(?:{TITLES}) (?:\. )?)?[OGP]"}
LETTERS = {"amount": "M", "percent": "S", "date": "D", "share": "S", "outlet": "U"}
_BRACKETS = r" \((?: (?![SM]\d)[^()\s]+){1,5} \)"  # "A (AA), B (Nasdaq: BB) and C"
# "A and B holds": a verb in the singular begins a clause of its own
_NO_MEMBER = r"(?! (?:'s?|holds|owns|has|is|was|plans|says|buys|sells|wants)(?= |\Z))"


_WARES = {"app", "brand", "exchange", "service"}  # that stand for who runs them
_BARRED = (
    "the|an?|to|by|of|in|on|at|for|from|with|that|which|who|as|but|while|is|was|has|will|said|says"
    "|rival|owner|parent|its|their"
)


def _described(barred: str, firms: str) -> str:
    """Return what may describe a further member of a list: "A, the toy maker B and Spain's C".

    It and what stands before it can be read in one way only: two ways a member are 2 ** 24 ways
    for a list.
    """
    return (
        r"(?:(?!(?:and|or|including|among|particularly|especially) )(?:the |an? )?(?:[a-z]+ 's )?"
        rf"(?:(?!(?:{barred}) )[a-z][a-z-]* ){{0,4}}?(?:{firms}) |[a-z]+ 's )?"
    )


def _several(
    one: str, not_before: str = "", aside: str = "", joints: str = JOINT, firms: str = ""
) -> str:
    """Return a list of one or more, "A, B and C"; `not_before` bars further ones before it.

    In "Google, Scale AI's largest customer" the second company is no member of a list. Before a
    further member something that is no name may stand, `aside`: "A, a maker of pumps, B and C".
    `firms` are nouns that may describe it. Whether commas make a list at all is decided when the
    match is read.
    """
    separator = rf"(?: \.(?= ,))?(?:{_BRACKETS})?(?: ,(?: {joints})?| {joints})"
    barred = f"{_BARRED}|and|or" if aside == _ASIDE else _BARRED
    before = _described(barred, firms) if firms else ""
    return rf"{one}(?:{aside}{separator} {before}{one}{not_before}){{0,{MEMBERS}}}"


_ASIDE = (
    r"(?: , (?!(?:while|but|after|as|when|whereas|although|though|in|on|at|for|with|before|since"
    r"|which|who|and|or|said|says|according|by|then|to|that|it|he|she|they) )"
    r"[a-z][^\s,;]*(?: [a-z][^\s,;]*){0,5})?"
)


_APPOSED = (  # "A, a bank, and B"
    r"(?: , an? [a-z][^\s,;]*(?: [a-z][^\s,;]*){0,7}(?= , (?:and|or) ))?"
)
_OWNER = (  # "Valtek's", "Valtek's UK rival", "the Valtek unit", "the Valtek-owned"
    r"(?:[OP]\d+ (?:- owned|'s(?: (?:[a-z]+ ){0,2}(?:rival|competitor|peer|parent|owner"
    r"|arm|unit|subsidiary))?"
    r"|(?:[a-z]+ )?(?:arm|unit|subsidiary|affiliate)) )?"
)
_SHORT = r"(?: \( O\d+ \)(?= ,| and | or ))?+"  # a short name behind the full one, read one way


def filler(slot: Slot, words: Lexicon) -> str:
    """Return the expression of what fills a slot, as a named group.

    Parameters
    ----------
    slot : Slot
        What it asks for.
    words : Lexicon
        Gives the names of posts.
    """
    role, number, possessive, mark, last = slot
    named = mark == "!"
    name = f"{role.replace('owner', 'subject')}{number}"
    if role in LETTERS:
        aside = r"(?: \( [^()]{1,80} \))?" if role == "amount" else ""  # "$9m (SEK 90m) for"
        return rf"(?:an? |some )?(?P<{name}>{LETTERS[role]}\d+){aside}"
    if role == "role":
        roles = words.roles
        return rf"(?P<{name}>(?:(?:{KINDS}|new|then) )?(?:{roles}){_SECOND_POST})"
    if role == "staff":
        return rf"(?P<{name}>{STAFF})"
    if role in {"person", "other"}:
        return _person_slot(name, possessive, named, last)
    kinds = _KINDS.get(role, "O")
    related = rf"(?:(?:{STANDING} )?(?:{RELATION}) )?"
    if possessive:
        owner = _several(rf"{related}(?:O\d+ 's (?=O\d+ '))?{kinds}\d+")
        pronouns = "" if named else "|its|their|our"
        return rf"(?P<{name}>(?>{owner})(?= 's?(?: |\Z)){pronouns})(?: 's?)?"
    one = rf"{related}{_OWNER}{kinds}\d+{_SHORT}"
    joints = f"(?:{JOINT}|{SUCH})" if role in _KINDS else JOINT
    firms = "|".join(sorted((words.nominals | _WARES) - set(RELATION.split("|"))))
    many = _several(one, _NO_MEMBER, _ASIDE if last else _APPOSED, joints, firms)
    pronouns = "" if named else "|it|we|s?he" if role == "owner" else "|it|we"
    return rf"(?P<{name}>{many}{pronouns})" + ("" if last or mark == "-" else _TAIL)


def _person_slot(name: str, possessive: bool, one: bool, last: bool) -> str:
    titled = rf"(?:(?:{TITLES}) \.? ?)?P\d+"
    if one:
        return rf"(?P<{name}>{titled})"
    many = _several(titled)
    lead = rf"(?:(?:{LEADS}) )?"
    pronoun = "" if possessive else "|he|she|him|her" if name == "other" else "|he|she"
    tail = " 's?" if possessive else "" if last else _TAIL
    return rf"{lead}(?P<{name}>{many}{pronoun}){tail}"
