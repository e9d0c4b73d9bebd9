"""How a text words a claim: confirmed, reported, rumoured, planned or denied.

A cue counts only where it governs the claim: hedges stand before or inside the match in the same
clause, credits to a source anywhere in the sentence. What a sentence presupposes ("after Meta's
purchase of ...") is out of reach of the sentence's own hedges.
"""

from __future__ import annotations

import re

from vendorrisk.model.claim import Kind, Modality

_DENIED = re.compile(
    r" (?:den(?:y|ies|ied|ying)|dismiss(?:es|ed)?|refut(?:e|es|ed)|rejects?|rejected|rul(?:ed|es|ing) out"
    r"|not|never|cannot|no (?:plans?|intention|talks|interest|longer intends)|n't|\w+n't|false|untrue|without) "
)
_UNCONFIRMED = re.compile(
    r" (?:not|n't|\w+n't|neither|yet to)(?: \S+){0,2} (?:confirm\w*|comment\w*|respond\w*|verif\w+|only|just|immediately|clear) "
)
_RUMOURED = re.compile(
    r" (?:rumou?r(?:s|ed)?|speculat(?:ion|ed|e)|may|might|could|potential(?:ly)?|possib(?:le|ly)|perhaps|maybe"
    r"|allegedly|if|whether|would|unconfirmed|what if|hypothetical(?:ly)?) "
)
_PLANNED = re.compile(
    r" (?:plan(?:s|ned|ning)?|intend(?:s|ed|ing)?|agreed|agrees|agreement|will|set to|about to|poised to|due to|on track to"
    r"|expect(?:s|ed|ing)?|in (?:\w+ ){0,2}(?:talks|negotiations|discussions)|talks|negotiating|consider(?:s|ed|ing)?|explor(?:e|es|ed|ing)"
    r"|seek(?:s|ing)?|aim(?:s|ed|ing)?|looking to|look to|propos(?:e|es|ed|al)|offer(?:s|ed)? (?:to|for)|bid(?:s|ding)?|earmarked|set aside"
    r"|budget(?:s|ed)?|committed|commitments?|prepar(?:es|ed|ing)|want(?:s|ed)?|hopes?|in line to|near(?:s|ing)? a deal|close to) "
)
_CREDITED = re.compile(
    r" (?:according to|reports? (?:that|from|by|in|say|said|indicate|suggest)|reported(?: by| that|ly)?|sources|people familiar"
    r"|person familiar|people close|insiders|as cited by|has learned) "
)
_REPORTED = re.compile(
    r" (?:reportedly|said to|appear(?:s|ed)? to|appearing|seem(?:s|ed|ingly)?|believed to|understood to|thought to|apparently"
    r"|claims?|claimed|is seen as|expectations|report) "
)
_OUTLET = re.compile(
    r" U\d+ (?:has |first |also |had )?(?:report(?:s|ed)?|not(?:es|ed)|said|says|wrote|writes|quot(?:es|ed)|cit(?:es|ed)|reveals?|revealed|learned) "
)
_STAGED: frozenset[Kind] = frozenset({"client_loss", "vendor_cutoff"})


def modality(kind: Kind, sentence: str, start: int, end: int, *, presupposed: bool, credited: bool, considering: bool) -> Modality:
    """Return the modality of a claim.

    Parameters
    ----------
    kind : str
        Kind of the claim: a plan to leave keeps its stage, so a report of it is "reported".
    sentence : str
        Tokenised sentence, one space before every token and one at the end.
    start, end : int
        The match in `sentence`.
    presupposed : bool
        Only cues inside the match, or right before it, count.
    credited : bool
        The claim is credited to somebody.
    considering : bool
        The stage is "considering": a state of mind, so at best reported, and no plan.
    """
    inside = sentence[start:end] + " "
    if presupposed:
        near = " " + " ".join(sentence[:start].split()[-3:]) + inside
        found = _first(kind, near, inside, "", considering=considering)
        return "reported" if found == "confirmed" and credited else found
    scope = sentence[_clause(sentence, start) : end] + " "
    found = _first(kind, scope, scope, sentence, considering=considering)
    if found == "confirmed" and sentence.rstrip().endswith("?"):
        return "rumoured"
    return "reported" if found == "confirmed" and credited else found


def _first(kind: Kind, scope: str, negatable: str, sentence: str, *, considering: bool) -> Modality:
    if _DENIED.search(_UNCONFIRMED.sub(" ", negatable)):
        return "denied"
    rumoured = bool(_RUMOURED.search(scope))
    planned = bool(_PLANNED.search(scope))
    reported = bool(_REPORTED.search(scope) or _CREDITED.search(sentence) or _OUTLET.search(sentence))
    if kind in _STAGED and considering:
        return "rumoured" if rumoured else "reported"
    if kind in _STAGED:
        if rumoured and not (reported and planned):
            return "rumoured"
        return "reported" if reported else "planned" if planned else "confirmed"
    if rumoured:
        return "rumoured"
    return "planned" if planned else "reported" if reported else "confirmed"


def _clause(sentence: str, start: int) -> int:
    """Return where the clause of the match begins."""
    cuts = [0]
    for mark in (" ; ", " but ", " while ", " although ", " whereas ", " : "):
        at = sentence.rfind(mark, 0, start)
        if at >= 0:
            cuts.append(at + len(mark) - 1)
    return max(cuts)
