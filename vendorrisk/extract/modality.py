"""How a text words a claim: confirmed, reported, rumoured, planned or denied.

A cue counts only where it governs the claim: hedges stand before or inside the match in the same
clause, credits to a source anywhere in the sentence. What a sentence presupposes ("after Meta's
purchase of ...") is out of reach of the sentence's own hedges. The cues are patterns in
``rules/lexicon/verbs.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from vendorrisk.extract.patterns import AnyOf
from vendorrisk.model.claim import Kind, Modality

_STAGED: frozenset[Kind] = frozenset({"client_loss", "vendor_cutoff"})
_STAKES: frozenset[Kind] = frozenset({"investment", "ownership", "acquisition"})
_PASSED_ON = re.compile(r" (?:.* )?(?:sold|sells?|selling) .* to (?:\S+ ){0,5}[OGP]\d+(?=\D*\Z)")
GONE = re.compile(  # a holding that was, until somebody sold it
    r" (?:sold|divested|disposed of|exited|offloaded|dumped|unloaded|liquidated|relinquished"
    r"|no longer|formerly|(?:gave|given) up) "
)
_TALKED_OF: frozenset[Kind] = _STAKES | {"valuation", "partnership"}
_OUTLET = re.compile(r"(?<! \() U\d")  # not that of a dateline: "LONDON (Reuters) -"
_RELATIVE = (
    re.compile(  # of no one else; what is said of a person behind "who" is not the main verb's
        r" , (?:(?:which|whose)(?: (?![OPG]\d|,)\S+)+|(?:who|which sold)(?: (?!,)\S+){1,14}) ,(?= )"
    )
)
_TO_OWNER = re.compile(r" (?:\S+ ){0,6}sold (?:\S+ )?to (?:\S+ ){0,3}[OG]\d+(?=\D*\Z)")
_CLAUSE = re.compile(
    r" (?:;|:|but|while|although|though|whereas|since(?! (?:D?\d|last|the|at|then|early))"
    r"|and(?= [OP]\d+ (?:has|have|had|was|were|already|previously) ))(?= )"
)
_NOUN_OF = re.compile(r" \S+ (?:of|about|for|that)\Z")
_APPOSED = re.compile(r" [OG]\d+ , (?:a|an|the|another|its|their)(?: (?![OGP]\d|,)\S+){0,3}\Z")
_OWN_CLAUSE = re.compile(  # "X, which Y owns" is so, whatever is planned for X
    r" [OG]\d+ , (?:in |of )?(?:which|who|whose) (?:\S+ ){0,2}"
    r"(?:own|hold|control|compete|is|was|are|were|paid|bought|took|acquired|invested)"
)
_DENIED = re.compile(r" den(?:y|ied|ies|ying) ")  # a bid that is rejected has been made
_RIVALRY = re.compile(  # with what may deny it: "is not a rival", "would become a competitor"
    r"(?: (?![OGP]\d|,)\S+){0,3} (?:(?:arch[ -]?)?rivals?|competitors?|challengers?|competition)"
    r"(?= )"
)
_BECOMES = re.compile(r" (?:will|would|could|may|might|to|set to) (?:become|be|turn) | becoming ")
_AT_ONCE = re.compile(r" (?:effective immediately|with immediate effect|effective today) ")
_POSTS: frozenset[Kind] = frozenset({"leadership_move", "directorship"})
_LAST = re.compile(r" (?!(?:if|whether|would|may|might|could|will|not|should)\Z)\S+\Z")


class Stated(NamedTuple):
    """A claim in its sentence, and what is known of it before its cues are read.

    ``text[start:end]`` is the match in the tokenised sentence, one space before every token and
    one at the end. Only cues inside a ``presupposed`` match, or right before it, count.
    ``credited``: the claim is credited to somebody. ``considering``: its stage is a state of mind,
    so it is reported at best, and no plan. ``words`` are the tokens of the sentence.
    """

    kind: Kind
    text: str
    words: frozenset[str]
    start: int
    end: int
    presupposed: bool = False
    credited: bool = False
    considering: bool = False


class Cues:
    """The cues of modality.

    Parameters
    ----------
    cues : mapping of str to AnyOf
        Expressions over tokenised sentences: ``denied``; ``unconfirmed``, what looks like a denial
        and is none; ``speech``, what somebody said they would do; ``void`` and ``void_after``, a
        deal that came to nothing; ``past``, a holding that has ended; ``rumoured``; ``planned``;
        ``settled``, what sounds like a plan and is none; ``contracted``, that for what is bought;
        ``reported``; ``unnamed``, of somebody who tells of talks and is not named; and
        ``credited``, which counts anywhere in the sentence.
    """

    def __init__(self, cues: Mapping[str, AnyOf]) -> None:
        self._cues = cues

    def modality(self, claim: Stated) -> Modality:
        """Return how the text words a claim."""
        text = claim.text
        rivalry = claim.kind == "rival" and _RIVALRY.search(text, claim.start, claim.end)
        if rivalry:  # the rivalry stands, whatever becomes of the deal: "drops its bid for a rival"
            if self._denies(claim, rivalry.group() + " "):
                return "denied"
            return "planned" if _BECOMES.search(rivalry.group() + " ") else "confirmed"
        if _OWN_CLAUSE.match(text, claim.start):
            found = self._read(claim, text[claim.start : claim.end], "")
        elif claim.presupposed or _APPOSED.search(text, 0, claim.start):
            found = self._read(claim, text[_attached(text, claim.start) : claim.end], "")
        else:
            found = self._read(claim, text[_clause(text, claim.start) : claim.end], text)
            if found == "confirmed" and text.endswith(" ? "):
                return "rumoured"
        return "reported" if found == "confirmed" and claim.credited else found

    def denies(self, claim: Stated) -> bool:
        """Whether somebody denies what a rule takes for a plan: "X denied that it approached Y"."""
        scope = claim.text[_clause(claim.text, claim.start) : claim.end]
        return _DENIED.search(scope) is not None and self._denies(claim, scope)

    def _read(self, claim: Stated, scope: str, sentence: str) -> Modality:
        words = claim.words
        scope = _RELATIVE.sub(" ,", scope)
        if self._denies(claim, scope):
            return "denied"
        told = self._without("speech", scope, words, " will")
        if told != scope:
            scope, words = told, words | {"will"}
        rumoured = self._holds("rumoured", scope, words)
        planned = self._plans(claim, scope, words)
        if not (planned and " agreed " in scope):
            unnamed = self._holds("unnamed", sentence, words)
            talks = planned and claim.kind in _TALKED_OF
            rumoured = rumoured or (unnamed and (talks or not _OUTLET.search(sentence)))
        if planned and claim.kind not in _STAGED:
            rumoured = rumoured or self._holds("reported", scope, words)
        reported = self._holds("reported", scope, words) or self._holds("credited", sentence, words)
        if claim.kind not in _STAGED:
            ranked: tuple[tuple[Modality, bool], ...] = (
                ("rumoured", rumoured),
                ("planned", planned),
                ("reported", reported),
            )
        elif claim.considering:
            ranked = (("rumoured", rumoured), ("reported", True))
        else:  # a plan to leave keeps its stage, so a report of it is reported
            ranked = (
                ("rumoured", rumoured and not (reported and planned)),
                ("reported", reported),
                ("planned", planned),
            )
        return next((word for word, holds in ranked if holds), "confirmed")

    def _plans(self, claim: Stated, scope: str, words: frozenset[str]) -> bool:
        """Whether a part of a sentence tells of what is still to come."""
        if claim.kind in _POSTS and _AT_ONCE.search(claim.text):
            return False
        scope = self._without("settled", scope, words, "")
        if claim.kind == "client":
            scope = self._without("contracted", scope, words, "")
        return self._holds("planned", scope, words)

    def _denies(self, claim: Stated, scope: str) -> bool:
        words = claim.words
        if self._cues["denied"].among(words):
            sound = self._without("unconfirmed", scope, words, "")
            if self._holds("denied", sound, words):
                return True
        if claim.kind == "client":
            return " no longer " in scope
        if claim.kind in _STAKES:
            after = self._cues["void_after"]
            if self._holds("void", scope, words) or (
                after.among(words) and after.pattern.match(claim.text, claim.end)
            ):
                return True
        if claim.kind != "ownership" or not self._holds("past", scope, words):
            return False
        return (
            _PASSED_ON.match(claim.text, claim.start, claim.end) is None
            and _TO_OWNER.match(claim.text, claim.start, claim.end) is None
        )

    def _holds(self, cue: str, text: str, words: frozenset[str]) -> bool:
        """Whether a cue stands in a part of a sentence that has these words."""
        one = self._cues[cue]
        return one.among(words) and one.pattern.search(text) is not None

    def _without(self, cue: str, text: str, words: frozenset[str], instead: str) -> str:
        """Return a part of a sentence with something else in place of a cue."""
        one = self._cues[cue]
        return one.pattern.sub(instead, text) if one.among(words) else text


def supposed(text: str, start: int, end: int | None = None) -> bool:
    """Whether what stands at `start` is only supposed: in an if-clause, or asked outright.

    "Had X bought Y, Z would" is an if-clause too, and so is "declined to say whether X bought Y".

    Parameters
    ----------
    text : str
        The tokenised sentence, one space before every token and one at the end.
    start : int
        Where the claim's words begin.
    end : int or None
        Where they end.
    """
    if (
        _HAD.match(text)
        or _UNSAID.search(text, 0, end or start + 1)
        or (_ASKED.match(text) and text.endswith((" ? ", ' ? " ')))
    ):
        return True
    clauses = [match.end() for match in _IF.finditer(text, 0, start + 1)]
    return bool(clauses) and " , " not in text[clauses[-1] : start + 1]


_IF = re.compile(r" (?:if|unless|supposing|suppose|in the event that)(?= )(?<! as if)(?<! even if)")
_HAD = re.compile(  # "Had X bought Y, Z would"; "Should X buy Y, Z will"; "Z would, were X to"
    r" (?:had|should|were) (?:[OGP]\d+|it|they) (?=.* (?:would|could|might) )"
    r"| should [OGP]\d+ (?!.* \? )(?=[^,]* , )"
    r"|(?=.* (?:would|could|might) ).* were (?:[OGP]\d+|it|they) to "
)
_UNSAID = re.compile(
    r" (?:declin|refus|ask|wonder|unclear|not (?:say|clear|known?|disclose|confirm|comment))\w*"
    r"(?: (?![OGP]\d|,)\S+){0,6} (?:whether|if)(?: (?!,)\S+){0,16} ?\Z"
)
_ASKED = re.compile(
    r' (?:" )?(?:will|would|did|does|do|is|are|was|were|has|have|can|could|should|may|might|shall) '
)


def _attached(text: str, start: int) -> int:
    """Return where what belongs to a noun begins: "the rumoured", "plans for"."""
    before = _NOUN_OF.search(text, 0, start) or _LAST.search(text, 0, start)
    return before.start() if before else start


def _clause(text: str, start: int) -> int:
    """Return where the clause of the match begins: behind a fronted one and its comma, too."""
    at = 0
    for match in _CLAUSE.finditer(text, 0, start + 1):
        at = match.end()
    if _SUBORDINATE.match(text, at) or text[:at].endswith(_OPENS_SUBORDINATE):
        at = max(at, text.rfind(" ,", at, start))
    return at


_SUBORDINATE = re.compile(
    r" (?:while|although|though|whereas|after|as|when|since|despite|following|because|before) "
)
_OPENS_SUBORDINATE = (" while", " although", " though", " whereas")
