"""How a sentence or a text opens: with a pronoun, or with the company that it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vendorrisk.extract.clauses import subject_of, together
from vendorrisk.extract.lexicon import Lexicon
from vendorrisk.extract.names import Mention
from vendorrisk.extract.sentences import Sentence

OPENS_WITH = re.compile(
    r"\W{0,3}(?:(?:however|meanwhile|separately|instead|but|and|also|later|now|today|then)\b,?\s+"
    r"|(?:in|on|at|last|earlier|since|by|two|three|a)\s[^,]{1,40},\s+)?(it|its|they|their)\b",
    re.IGNORECASE,
)


def first_named(
    text: str, parts: Sequence[Sentence], found: Sequence[Sequence[Mention]], words: Lexicon
) -> tuple[int, Mention] | None:
    """Return whom the first sentence is about that is about one company, with its number.

    Parameters
    ----------
    text : str
        The document's text.
    parts : sequence of Sentence
        Its sentences.
    found : sequence of sequence of Mention
        Their mentions.
    words : Lexicon
        Word lists.
    """
    for number, (sentence, mentions) in enumerate(zip(parts, found, strict=True)):
        orgs = [m for m in mentions if m.kind == "org" and m.name]
        first = subject_of(text, sentence.start, sentence.end, orgs, words)
        if first is not None:
            owner = text[first.end : first.end + 2] in {"'s", "\u2019s"}
            return None if owner or len(together(text, orgs, first)) > 1 else (number, first)
    return None
