"""The names, figures and dates of every sentence of a document, before pronouns are resolved."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable
from itertools import islice

from vendorrisk.extract.amounts import Amount, restated
from vendorrisk.extract.capitals import Span, capitalised
from vendorrisk.extract.dates import dates
from vendorrisk.extract.departments import is_department
from vendorrisk.extract.headlines import is_headline, names_in
from vendorrisk.extract.kinds import classify, known_as
from vendorrisk.extract.lexicon import Lexicon
from vendorrisk.extract.names import Gazetteer, Mention, MentionKind
from vendorrisk.extract.newsrooms import as_company
from vendorrisk.extract.people import at_a_firm, may_be_person
from vendorrisk.extract.sentences import Sentence
from vendorrisk.extract.shortened import (
    distinct,
    of_longer,
    of_nations,
    short_names,
    with_apostrophe,
)

NEAR = 90  # characters around a name that tell what it names
LONGEST_RUN, LONGEST_NAME = 12, 4  # words of a headline's run that are looked at, and of a name
KNOWN, GUESSED, OPENING = 1.0, 0.85, 0.5  # how sure a name is: of the registry, by form, doubtful
HEADLINE = 0.86  # by its place in a headline


class Apart:
    """Mentions in order, none of which overlaps another."""

    def __init__(self) -> None:
        self.mentions: list[Mention] = []

    def add(self, mention: Mention) -> None:
        """Add a mention unless it overlaps one that is there."""
        if not self.mentions or self.mentions[-1].end <= mention.start:
            self.mentions.append(mention)
        elif self.free(mention.start, mention.end):
            insort(self.mentions, mention)

    def replace(self, old: Mention, new: Mention) -> None:
        """Put a mention in the place of another one."""
        self.mentions[self.mentions.index(old)] = new

    def free(self, start: int, end: int) -> bool:
        """Whether no mention overlaps a span."""
        at = bisect_left(self.mentions, (start,))
        if at < len(self.mentions) and self.mentions[at].start < end:
            return False
        return at == 0 or self.mentions[at - 1].end <= start


def find_mentions(
    text: str,
    parts: list[Sentence],
    figures: list[list[Amount]],
    gazetteer: Gazetteer,
    words: Lexicon,
    given: tuple[Mention, ...] = (),
) -> list[list[Mention]]:
    """Return the mentions of every sentence, in order and apart from each other.

    Names that the registry does not know are kept only where the document bears them out: a word
    with a capital that merely opens a sentence or stands in a title is none.

    Parameters
    ----------
    text : str
        Text of the document.
    parts : list of Sentence
        Its sentences.
    figures : list of list of Amount
        The sums and shares of each sentence.
    gazetteer : Gazetteer
        Names of the registry.
    words : Lexicon
        Word lists.
    given : tuple of Mention
        Mentions that the caller knows of, in order; no other overlaps them.
    """
    known = [as_company(m, text) for m in gazetteer.find(text)]
    groups = gazetteer.groups(text)
    found = []
    void: set[str] = set()
    for sentence, amounts in zip(parts, figures, strict=True):
        first = bisect_left(known, (sentence.start,))
        last = bisect_left(known, (sentence.end,))
        own = [m for m in given if sentence.start <= m.start and m.end <= sentence.end]
        low, high = bisect_left(groups, (sentence.start,)), bisect_left(groups, (sentence.end,))
        own += known[first:last] + groups[low:high]
        found.append(_names(text, sentence, own, amounts, gazetteer, words, void))
    if void:  # short for a phrase that names nothing
        found = [[m for m in ms if m.name not in void or m.sure >= KNOWN] for ms in found]
    found = [_together(mentions, text, words) for mentions in found]
    longer = of_longer(found, text)
    found = [
        [m._replace(name=longer[m.start], sure=GUESSED) if m.start in longer else m for m in ms]
        for ms in found
    ]
    found = _joined(found, text, words)
    confirmed = _confirmed(found, parts, text, words)
    return [
        [
            kept
            for m in mentions
            if (kept := m if m.sure >= KNOWN else _borne_out(m, confirmed, text)) is not None
        ]
        for mentions in found
    ]


def _borne_out(mention: Mention, confirmed: set[tuple[str, str]], text: str) -> Mention | None:
    """Return a guess that the document bears out, or the name in it that it does.

    In a headline "Nexora Picks Kelda" is one run of capitals; names of the body are found in it.
    """
    if (mention.name, mention.kind) in confirmed:
        return mention
    parts = list(islice(_PART.finditer(text, mention.start, mention.end), LONGEST_RUN))
    for first in range(len(parts)):
        for last in range(min(len(parts), first + LONGEST_NAME), first, -1):
            start, end = parts[first].start(), parts[last - 1].end()
            if last - first == len(parts):
                continue
            name = text[start:end]
            if (name, "org") in confirmed:
                return Mention(start, end, "org", name, GUESSED)
    return None


_PART = re.compile(r"\S+")


def _names(  # noqa: PLR0912
    text: str,
    sentence: Sentence,
    known: list[Mention],
    figures: list[Amount],
    gazetteer: Gazetteer,
    words: Lexicon,
    void: set[str],
) -> list[Mention]:
    apart = Apart()
    for mention in known:
        if mention.end <= sentence.end:
            apart.add(mention)
    for mention in _figures(text, sentence, figures):
        apart.add(mention)
    spans = capitalised(text, sentence.start, sentence.end, apart.mentions, words)
    known_here = {m.end: m for m in apart.mentions if m.kind == "org"} if spans else {}
    starts = {m.start: m for m in known_here.values()}
    headline = len(spans) > 0 and is_headline(text[sentence.start : sentence.end], words)
    told: set[int] = set()
    if headline:
        named = [part for span in spans for part in names_in(span, text, words, sentence.start)]
        spans = [part.span for part in named]
        told = {part.span.start for part in named if part.told}
    for span in spans:
        before = text[max(sentence.start, span.start - NEAR) : span.start]
        after = text[span.end : min(sentence.end, span.end + NEAR)]
        kind = classify(span, words, before, after)
        head = known_here.get(span.start - 1)
        if kind is None and head is not None and span.words[-1].casefold() in words.company_endings:
            kind = "org"  # "Siemens Energy"
        if kind == "person" and head is not None and not _first_name(span, words):
            kind = "org"  # "Boeing Commercial Airplanes"
        void.update(_SHORT.findall(text, span.end, span.end + 12)[:1] if kind is None else ())
        guarded = len(span.words) == 1 and gazetteer.guarded(span.words[0])
        if (
            kind is None
            or guarded
            or (kind == "org" and is_department(span.words, words, before, after))
        ):
            continue
        lettered = len(span.words) == 1 and len(span.words[0]) == 1 and _LETTERED.search(before)
        if lettered or _ROUND.fullmatch(" ".join(span.words)):
            continue  # "a series C round", "its pre-Series B"
        if text[span.end : span.end + 1] == ")" and _PHRASE.search(before):
            void.add(span.words[0])
            continue  # "annual recurring revenue (ARR)"
        first = known_here.get(span.start - 1) or known_here.get(span.start - 2)
        between = text[first.end : span.start] if first is not None else ""
        legal = span.words[0].casefold() in words.legal_forms
        joins = kind == "org" and (between == " " or (legal and "," in between))
        if first is not None and joins and not headline:
            apart.replace(first, _longer(first, span, text, words))
            continue
        sound = kind == "org" and not (span.opens or headline)
        if sound and (whole := _with_next(apart, span, starts, text)) is not None:
            known_here[whole.end] = whole
            continue
        sure = OPENING if span.opens and kind == "org" else GUESSED if kind == "org" else 0.9
        if headline:
            sure = HEADLINE if span.start in told else OPENING
        name = known_as(span, words, text) if kind == "org" else text[span.start : span.end]
        apart.add(Mention(span.start, span.end, kind, name, sure))
    return apart.mentions


def _with_next(apart: Apart, span: Span, known: dict[int, Mention], text: str) -> Mention | None:
    """Take a name of the registry right behind a run into it: "Aker BP"."""
    behind = known.get(span.end + 1)
    if behind is None or text[span.end] != " " or text.startswith(("'s", "’s"), behind.end):
        return None  # "make Kelda Boeing's supplier"
    whole = Mention(span.start, behind.end, "org", text[span.start : behind.end], GUESSED)
    apart.replace(behind, whole)
    return whole


_ROUND = re.compile(r"(?:pre-)?(?:series|seed)(?: [A-K]\d?)?", re.IGNORECASE)
_LETTERED = re.compile(
    r"\b(?:series|class|round|phase|tier|type|tranche|schedule) $", re.IGNORECASE
)


def _first_name(span: Span, words: Lexicon) -> bool:
    return span.words[0].casefold() in words.first_names or len(span.words[0]) < 2


_SHORT = re.compile(r"(?<= \()[A-Z]{2,6}(?=s?\))")
_PHRASE = re.compile(r" [a-z-]+ [a-z-]+ \($")


def _longer(first: Mention, span: Span, text: str, words: Lexicon) -> Mention:
    """Return a name of the registry with what follows: "Google Research" is more of Google.

    "Siemens Energy" and "GE Vernova" are companies of their own.
    """
    last = span.words[-1].casefold()
    own = last in words.company_endings or last in _SPUN_OFF
    if not own or all(word.casefold() in words.same_company for word in span.words):
        return first._replace(end=span.end)
    name = known_as(span._replace(start=first.start), words, text)
    return first._replace(end=span.end, name=name, sure=GUESSED)


_SPUN_OFF = frozenset({"vernova", "healthineers", "technik", "trucks", "heavy", "nederland"})


def _figures(text: str, sentence: Sentence, found: list[Amount]) -> Iterable[Mention]:
    start, end = sentence.start, sentence.end
    part = text[start:end]
    last = 0
    for number, amount in enumerate(found):
        if amount.kind not in {"sum", "share"} or amount.start < last:
            continue
        kind: MentionKind = "money" if amount.kind == "sum" else "share"
        behind = found[number + 1 : number + 2]
        both = restated(part, amount, behind[0]) if behind else None
        last = amount.end if both is None else both
        yield Mention(start + amount.start, start + last, kind, "", KNOWN)
    for date in dates(part):
        yield Mention(start + date.start, start + date.end, "date", date.iso, KNOWN)


def _together(mentions: list[Mention], text: str, words: Lexicon) -> list[Mention]:
    """Let names that stand in one list tell of each other.

    One that may have its capital only from the start of its sentence is a name where one follows
    in a list ("Orange and Nexora"), and beside a person by "and" stands a person.
    """
    kept = list(mentions)
    for at in range(len(kept) - 1):
        one, two = kept[at], kept[at + 1]
        if {one.kind, two.kind} - {"org", "person"} or two.start - one.end > 6:
            continue
        between = text[one.end : two.start]
        if between not in {", ", " and ", ", and ", " or "}:
            continue
        goes_on = between != ", " or text.startswith((", ", " and ", " or "), two.end)
        if one.sure == OPENING < two.sure and one.kind == two.kind and goes_on:
            one = kept[at] = one._replace(sure=GUESSED)
        if between == " and " and one.kind != two.kind:
            if two.kind == "org" and may_be_person(two, text, words):
                kept[at + 1] = two._replace(kind="person", name=text[two.start : two.end], sure=0.9)
            elif one.kind == "org" and may_be_person(one, text, words):
                kept[at] = one._replace(kind="person", name=text[one.start : one.end], sure=0.9)
    return kept


def _joined(found: list[list[Mention]], text: str, words: Lexicon) -> list[list[Mention]]:
    """Join short forms to the one longer name they shorten.

    A surname or first name goes to the person, the first word of a company's name to the company,
    where the long form comes first or ends in a word such as Technologies.
    """
    people: dict[str, set[str]] = {}
    companies: dict[str, set[str]] = {}
    surnames: set[str] = set()  # people called by one name only
    named_at: dict[str, int] = {}
    long_at: dict[str, int] = {}
    for mention in (m for mentions in found for m in mentions):
        named_at.setdefault(mention.name, mention.start)
        parts = text[mention.start : mention.end].split()
        if len(parts) < 2:
            if mention.kind == "person":
                surnames.add(mention.name)
            continue
        if mention.kind == "person":
            people.setdefault(mention.name, set()).add(mention.name)
            people.setdefault(parts[0], set()).add(mention.name)
            people.setdefault(parts[-1], set()).add(mention.name)
            people.setdefault(" ".join(parts[1:]), set()).add(mention.name)  # two surnames
        elif mention.kind == "org":
            if all(part.casefold() in words.places for part in parts[1:]):
                continue  # "Nexora Asia" is not all of Nexora
            companies.setdefault(parts[0], set()).add(mention.name)
            long_at.setdefault(parts[0], mention.start)

    for mention in (m for mentions in found for m in mentions):
        last = mention.name.rpartition(" ")[2]
        if mention.kind == "org" and last in surnames and may_be_person(mention, text, words):
            people.setdefault(mention.name, set()).add(mention.name)
            people.setdefault(last, set()).add(mention.name)
    surnames -= people.keys()  # those are short for longer names
    own = with_apostrophe(found, text)
    nations = of_nations(named_at, words)
    short, tickers = short_names(found, text)
    found = [[m for m in mentions if m.start not in tickers] for mentions in found]

    def join(mention: Mention) -> Mention:  # noqa: PLR0911
        if mention.name in own and mention.kind == "org":
            return mention._replace(name=mention.name + "'s", sure=max(mention.sure, GUESSED))
        if mention.name in short and mention.kind == "org" and mention.sure < KNOWN:
            return mention._replace(name=short[mention.name], sure=GUESSED)
        if mention.sure >= KNOWN or mention.kind not in {"org", "person"}:
            return mention
        if mention.name in nations and mention.kind == "org":
            return mention._replace(name=nations[mention.name])
        if mention.kind == "org":
            changed = _itself(mention, text, surnames, named_at)
            if changed is not None:
                return changed
        person = people.get(mention.name, set())
        if len(person) > 1:
            person = person - {mention.name}
        if at_a_firm(text, mention.start, known=mention.name in companies):
            person = set()  # "Jane Kelda joined Kelda", of Kelda Foods
        if len(person) == 1:
            return mention._replace(
                kind="person", name=next(iter(person)), sure=max(mention.sure, GUESSED)
            )
        company = companies.get(mention.name, set()) - {mention.name}
        if len(company) == 1:
            (name,) = company
            ending = name.split()[-1].casefold() in words.company_endings and not distinct(
                text, named_at[mention.name], long_at[mention.name]
            )
            if ending or long_at[mention.name] < named_at[mention.name]:
                return mention._replace(kind="org", name=name, sure=max(mention.sure, GUESSED))
        return mention

    return [[join(m) for m in mentions] for mentions in found]


def _itself(
    mention: Mention, text: str, surnames: set[str], named_at: dict[str, int]
) -> Mention | None:
    """Return what a company's name is by itself; None where it may be short for another."""
    if mention.name in surnames:
        return mention._replace(kind="person", sure=max(mention.sure, GUESSED))
    name = mention.name.removesuffix(" Board")
    if name != mention.name and name in named_at:  # "the Nexora Board"
        return mention._replace(end=mention.end - len(" Board"), name=name)
    whole = text[mention.start : mention.end] != mention.name  # with its legal form
    return mention if whole else None


def _confirmed(
    found: list[list[Mention]], parts: list[Sentence], text: str, words: Lexicon
) -> set[tuple[str, str]]:
    """Return the unknown names that are credible: not only words that open a sentence or title."""
    good: set[tuple[str, str]] = set()
    for mentions, sentence in zip(found, parts, strict=True):
        guesses = [m for m in mentions if m.sure < KNOWN]
        if not guesses:
            continue
        title_case = sentence.kind in {"title", "heading"} or is_headline(
            text[sentence.start : sentence.end], words
        )
        for m in guesses:
            if m.kind == "group" or m.sure == HEADLINE or (m.sure >= GUESSED and not title_case):
                good.add((m.name, m.kind))
    return good
