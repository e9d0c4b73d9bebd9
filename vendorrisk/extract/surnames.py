"""Tells surnames that stand alone from the names of companies, by what is said of them."""

from __future__ import annotations

import re

_POST = (
    r"(?:chief\b|CEO\b|C[FOTIM]O\b|head of|chair(?:man|woman)?\b|president\b|managing director"
    r"|director of|finance director|general counsel|editor\b|partner\b|vice president)"
)
_OWN = (  # what only a person has
    r"(?:own |new |current |old |former )?(?:jobs?|roles?|posts?|positions?|resignation|tenure|term"
    r"|seat|career|successor|predecessor|departure|appointment|contract|wife|husband|family|duties)"
)
_SAID_OF = re.compile(
    r"['’]s (?:decision|move|plan) (?:in [A-Z][a-z]+ |[a-z ]{1,20} )?"
    r"to (?:leave|resign|retire|step|quit|join)\b"
    r"| (?:[a-z]+ ){0,6}(?:his|her) " + _OWN + r"\b"
    r"|(?: (?:has|had|have))? (?:[a-z]+ly )?(?:was|been|is|served|serves|worked|acted)(?: as)? "
    r"(?:an? |the |its )?(?:[A-Z][\w&'’.-]+ |[a-z]+ ){0,3}" + _POST + r"[^.;]{0,40}?"
    r"\b(?:at|of|for|since|until) "
    r"| (?:has |had )?served as a member of [^.;]{2,40} board\b"
    r"| (?:has |had )?(?:been|is|was|sits|sat|serves|served) (?:also )?on (?:the|its) "
    r"(?:[a-z]+ )?board\b"
    r"| (?:is|was) (?:joining|leaving) (?:the |an? )(?:[a-z]+ ){0,2}(?:company|firm|bank|group"
    r"|board|business|start-?up|agency|retailer|team)\b"
    r"| (?:also |has |had )?(?:presided over|graduated from|was born|studied (?:at|law|economics)"
    r"|(?:began|started) (?:his|her) |(?:holds|earned|has) an? (?:[A-Z][\w']+ |master|bachelor|law "
    r"|doctor|degree)[^.;]{0,30}\bfrom |previously (?:worked|served) (?:at|as|for|in|with) )"
    r"| (?:had|has) been working (?:at|for|under|with) "
    r"| (?:[a-z]+ly )?spent (?:[\w-]+ ){1,4}(?:years|months|decades) (?:at|with|as|in) "
    r"| (?:will|would|is to|plans to|is set to|intends to|wants to|agreed to|has decided to|decided"
    r" to) (?:retire|resign|step (?:down|aside|back)|remain as|stay (?:on )?as)\b"
    r"| (?:joined|joins|rejoined) [^.;,]{2,50}(?:, [^.;]{2,60},)? [^.;]{0,30}"
    r"\bto (?:work|serve|act) as an? "
)
_AS_SUBJECT = re.compile(r"(?:^\W*|, |\b(?:that|said|but|while|when|after|before) )$")
_KNOWN_AS = re.compile(  # "Jonas Kelda, who is better known as Joe"
    r"\b(?:who|he|she) (?:is|was) (?:better |also |widely |commonly |usually )?known"
    r" (?:simply )?as $"
)
_PUT_OUT = re.compile(
    r"\b(?:board|directors|shareholders|investors) (?:has |have |had )?(?:[a-z]+ly )?"
    r"(?:ousted|fired|sacked|dismissed|removed|reinstated|reappointed|thanked) $"
    r"|\b(?:tak(?:e|es|ing)|took) over (?:for|from) $"
)
_BEHIND_PUT_OUT = re.compile(r"(?:,? (?:and|as|who|after|in|on|at|last|over)\b|, who\b|[.;])")


def alone(word: str, before: str, after: str) -> bool:
    """Whether a lone word with a capital is a surname, by what only people do, have and suffer.

    Parameters
    ----------
    word : str
        The word.
    before, after : str
        The text around it in its sentence.

    Examples
    --------
    >>> alone("Wexley", "", " gave up his post at the bank")
    True
    >>> alone("Nexora", "", " gave up its licence")
    False
    """
    if not word.isalpha() or word.isupper() or len(word) < 3:
        return False
    if _KNOWN_AS.search(before):
        return True
    if _PUT_OUT.search(before) and _BEHIND_PUT_OUT.match(after):
        return True
    return _AS_SUBJECT.search(before) is not None and _SAID_OF.match(after) is not None
