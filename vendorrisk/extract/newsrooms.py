"""Tells where an outlet is a company among others: one that buys, hires and is owned."""

from __future__ import annotations

import re

from vendorrisk.extract.names import Mention

AROUND = 60  # characters before an outlet that tell how the text uses it


def as_company(mention: Mention, text: str) -> Mention:
    """Return an outlet as a company where it does or undergoes what companies do.

    "Reuters reported" stays an outlet; "Reuters signed a contract" is a company's doing.

    Parameters
    ----------
    mention : Mention
        Any mention; all but outlets are returned as they are.
    text : str
        The document.
    """
    if mention.kind == "org" and (land := _ABROAD.match(text, mention.end)):
        written = text[mention.start : mention.end]
        if written[:1].isupper() and not written.isupper():
            name = f"{mention.name} {land[1]}"
            return mention._replace(end=land.end(1), name=name, sure=0.85)
    if mention.kind != "outlet":
        return mention
    ahead = text[max(0, mention.start - AROUND) : mention.start]
    if _BEHIND.match(text, mention.end) or _AHEAD.search(ahead):
        return mention._replace(kind="org")
    return mention


_ABROAD = re.compile(  # "Walmart Canada has": a company of its own
    r" (Australia|Canada|India|Japan|Korea|China|Mexico|Brazil|France|Germany|Italy|Spain|Poland"
    r"|Ireland|UK|Europe|Asia|Africa|America|Nederland|Deutschland|Singapore|Thailand|Malaysia"
    r"|Indonesia|Vietnam|Turkey|Sweden|Norway|Denmark|Finland|Austria|Switzerland|Belgium"
    r"|New Zealand|South Africa|Hong Kong|Philippines|Egypt|Nigeria|Kenya|Chile|Colombia|Argentina)"
    r"(?=['\u2019]s |, (?:a|an|the|which|whose) | (?:has|had|have|will|is|was|said|says|also|signed"
    r"|bought|sold|hired|named|appointed|chose|picked|selected|awarded|terminated|ended|plans"
    r"|announced|and|to|as|for|after|in|on|over)\b|[.,;)])"
)
_BEHIND = re.compile(  # "Bloomberg LP" is the company
    r",? (?:LP|L\.P\.|Inc|LLC|Ltd|plc|PLC|Corp|SA|AG|SE)\b"
    r"| (?:(?:has|have|had|will|is to|was to|plans to|agreed to|is set to|intends to|wants to|also"
    r"|is|was|recently|today|yesterday|previously|formally|itself) ){0,3}"
    r"(?:sign(?:s|ed)?|inked|ink|cho(?:se|sen|ose)|choosing|selected|select|picked|bought|buy(?:ing)?"
    r"|acquir(?:e|es|ed|ing)|sold|sell(?:ing)?|hir(?:e|es|ed|ing)|appoint(?:s|ed|ing)?"
    r"|award(?:s|ed|ing)?|tapped|outsourc(?:e|es|ed|ing)|partner(?:s|ed)? with|invest(?:s|ed)"
    r"|renewed|switch(?:es|ed|ing)? (?:to|from|its)|laid off|lays? off|dropped|drops"
    r"|terminat(?:es|ed)|cancell?ed|us(?:es|ing) [A-Z]|aim(?:s|ing) to (?:cut|slash|save)|spun off"
    r"|ousted|fired|expected to (?:spend|pay|save)|spends|spent|pays|laying off|merged with"
    r"|merging with|promot(?:es|ed))"
    r"|['’]s? (?:[a-z]+ ){0,2}(?:parent|owners?\b|board\b|chief (?:executive|financial"
    r"|operating|technology|information)|CEO\b|chairman|president\b|shareholders?\b|suppliers?\b"
    r"|subsidiar|principal|main\b|account\b|agency|payroll|software|servers|acquisition of"
    r"|purchase of|takeover of|stake\b|sale to|contract|deal with)"
    r"|,? (?:the )?(?:(?:[Cc]hief [Ee]xecutive|CEO|CFO|CTO|COO|[Cc]hairman|[Cc]hairwoman"
    r"|[Pp]resident)\b|(?:chief (?:financial|operating|technology|information|product)) officer"
    r"|parent company\b|parent [A-Z]|owner [A-Z]|subsidiary [A-Z]|subsidiary\b|shareholders?\b)"
)
_AHEAD = re.compile(
    r"\b(?:[Aa]cquir(?:e|es|ed|ing|er of)|[Bb]uy(?:s|ing)?|[Bb]ought|[Pp]urchase of|[Tt]akeover of"
    r"|[Aa]cquisition of|[Ss]ale of|stakes? in|shareholders? (?:of|in)|[Oo]wners? of|parents? of"
    r"|parent company of|owns|owned|contracts? with|(?:deal|agreement|partnership|talks) with"
    r"|outsourcing deal with|sold (?:it )?to|supplier (?:to|of)"
    r"|lost|losing|landed|signed up"
    r"|suppl(?:y|ies|ied|ying)|serv(?:es|ed|ing)"
    r"|clients? (?:including|include|such as)|customers? (?:including|include|such as)"
    r"|executive (?:of|at)|CEO of|chairman of|president of|director (?:of|at)|board of"
    r"|merge with|merger with|replaces?|replaced|contract (?:from|by)|hired by|chosen by"
    r"|selected by|appointed by) (?:the )?(?:[a-z-]+ ){0,3}$"
)
