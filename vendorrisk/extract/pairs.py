"""The relation of two companies that somebody else has marked in a text, for labelled pairs."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple, cast

from vendorrisk.extract.classifier import MARKED, Classifier
from vendorrisk.extract.discourse import Discourse
from vendorrisk.extract.merging import MUTUAL
from vendorrisk.extract.names import Mention
from vendorrisk.extract.prose import Extractor
from vendorrisk.extract.readings import readings
from vendorrisk.extract.segments import END, Fired, Sight, word_classes
from vendorrisk.model.claim import Claim, Kind
from vendorrisk.model.document import Block, Document

Span = tuple[int, int]
Direction = Literal["head->tail", "tail->head"]
# probability from which a pair is reported where a rule links one of it with somebody else
ELSEWHERE = 0.45
# who buys whom is told outright: on texts of another source half of the doubtful pairs stood beside
# a takeover and took no part in it (docs/rules.md)
OUTRIGHT = {"acquisition": 0.65}
_HEAD, _TAIL = "\0head", "\0tail"  # no text names a company so


class Related(NamedTuple):
    """What a text says of two companies: subject and object of `kind` are as in a claim.

    ``direction`` is None where both are equals, and when there is no relation. ``probability`` in
    0..1 is that of the kind and direction given; with kind None, that there is no relation.
    """

    kind: Kind | None
    direction: Direction | None
    probability: float


class Observed(NamedTuple):
    """A marked pair as rules and classifier see it.

    ``claims`` of rules link the two and do not deny it; ``denied``: one denies it. ``taken`` are
    the kinds in which a rule links one of the two with somebody else.
    """

    features: frozenset[str]
    head_first: bool
    claims: tuple[Claim, ...]
    denied: bool
    taken: frozenset[str]


def observe(
    extractor: Extractor, text: str, head: Span, tail: Span, *, root: Path | None = None
) -> Observed:
    """Return the features of two marked companies and the rules' claims that link them.

    Parameters
    ----------
    extractor : Extractor
        What reads.
    text : str
        A sentence or a few.
    head, tail : tuple of int
        Start and end of each company, also where it is a pronoun.
    root : Path or None
        Folder of rules that the word lists come from.

    Raises
    ------
    ValueError
        For spans that overlap, are empty or leave the text.
    """
    spans = sorted([(*head, _HEAD), (*tail, _TAIL)])
    (start, middle, one), (second, end, other) = spans
    if not 0 <= start < middle <= second < end <= len(text):
        raise ValueError(f"spans {head} and {tail} overlap, are empty or leave the text")
    document = Document(
        id="doc-pair",
        sha256="",
        name="pair",
        path="pair",
        media="txt",
        text=text,
        blocks=(Block(start=0, end=len(text), kind="paragraph"),),
    )
    given = tuple(Mention(first, last, "org", name, 1.0) for first, last, name in spans)
    claims, _ = extractor.read(document, given=given, weighed=False)
    tokens, places = _masked(Discourse(document, extractor.gazetteer, extractor.words, given))
    written = (text[start:middle], text[second:end])
    where = (places.get(one, 0), places.get(other, len(tokens) - 1))
    sides = {one: "X", other: "Y", None: "-"}
    fired = [
        Fired(c.rule, c.kind, sides.get(c.subject, "o"), sides.get(c.object, "o"), c.modality)
        for c in claims
    ]
    linking = [c for c in claims if {c.subject, c.object} == {_HEAD, _TAIL}]
    beside = (c for c in claims if None not in (c.subject, c.object) and c not in linking)
    return Observed(
        frozenset(Sight(tokens, word_classes(root)).features(where, written, fired)),
        one == _HEAD,
        tuple(c for c in linking if c.modality != "denied"),
        any(c.modality == "denied" for c in linking),
        frozenset(c.kind for c in beside if {c.subject, c.object} & {_HEAD, _TAIL}),
    )


def _masked(discourse: Discourse) -> tuple[list[str], dict[str, int]]:
    """Return the tokens of a text, mentions as the letter of their type, and the pair's places."""
    tokens: list[str] = []
    places: dict[str, int] = {}
    for reading in readings(discourse):
        for token in reading.tokens:
            if token.mention < 0:
                tokens.append(token.text)
                continue
            name = reading.line.mentions[token.mention].name
            if name in {_HEAD, _TAIL}:
                places.setdefault(name, len(tokens))
            tokens.append(token.text[0])
        tokens.append(END)
    return tokens, places


def relate(extractor: Extractor, text: str, head: Span, tail: Span) -> Related:
    """Return the best claim of a rule that links two marked companies.

    Parameters and errors as in `observe`.
    """
    claims = observe(extractor, text, head, tail).claims
    if not claims:
        return Related(None, None, 0.0)
    best = max(claims, key=_weight)
    return Related(_stated(best), _direction(best), best.probability)


def _stated(claim: Claim) -> Kind:
    return cast(Kind, claim.kind)  # read from text, so that it is no answer


def weigh(
    extractor: Extractor,
    classifier: Classifier,
    text: str,
    head: Span,
    tail: Span,
    *,
    root: Path | None = None,
) -> Related:
    """Return the most probable relation of two marked companies.

    What only rules know of, a client that leaves for one, is theirs to tell; for the kinds that
    the classifier knows it decides. Parameters and errors as in `observe`.
    """
    seen = observe(extractor, text, head, tail, root=root)
    special = [c for c in seen.claims if c.kind not in classifier.kinds(MARKED)]
    if special:
        best = max(special, key=_weight)
        return Related(_stated(best), _direction(best), best.probability)
    kinds, leads = classifier.weigh(MARKED, seen.features)
    chances = {kind: chance for kind, chance in kinds.items() if kind != "none"}
    kind = max(sorted(chances), key=chances.__getitem__)
    cut = max(classifier.model.cuts[MARKED], OUTRIGHT.get(kind, 0.0))
    if not seen.claims and kind in seen.taken:
        cut = max(cut, ELSEWHERE)
    lead = leads.get(kind, 1.0)
    chance = chances[kind] * max(lead, 1 - lead)
    if chance < cut or (seen.denied and not seen.claims):
        return Related(None, None, round(kinds["none"], 4))
    direction: Direction | None = None
    if kind in leads:
        direction = "head->tail" if (lead >= 0.5) == seen.head_first else "tail->head"
    return Related(_kind(kind), direction, round(chance, 4))


def _kind(name: str) -> Kind:
    return cast(Kind, name)


def _weight(claim: Claim) -> tuple[float, str, str]:
    return claim.probability, claim.kind, claim.rule


def _direction(claim: Claim) -> Direction | None:
    if claim.kind in MUTUAL:
        return None
    return "head->tail" if claim.subject == _HEAD else "tail->head"
