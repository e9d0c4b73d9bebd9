"""Small worlds for tests: real documents, claims, registries, buyers; nothing is mocked."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable
from typing import Any

from hypothesis import strategies as st

from vendorrisk.entities import Resolver
from vendorrisk.evidence.beliefs import Evidence, fused
from vendorrisk.evidence.fusion import joined
from vendorrisk.mechanisms.case import Case
from vendorrisk.model.assessment import Event
from vendorrisk.model.belief import Belief, Family, Strength
from vendorrisk.model.buyer import Action, Appetite, Buyer, DataExposure, Rival
from vendorrisk.model.claim import Claim
from vendorrisk.model.document import Block, Document
from vendorrisk.model.entity import Entity
from vendorrisk.model.parameters import Parameters
from vendorrisk.rulebook import Grade, Registry, SourceFile, load_parameters
from vendorrisk.selftest.worlds import NO_KEY, belief, event, interval, mechanism

DAY = dt.date(2025, 6, 30)
VENDOR = "Acme Labels"


def entity(name: str, **values: Any) -> Entity:
    """Return an entity whose id is made of its name."""
    return Entity(id=name.casefold().replace(" ", "-"), name=name, **values)


COMPANIES = (
    entity("Conglomerate", aliases=("Conglomerate Inc",), markets=("search",)),
    entity("Searcher", parent="conglomerate", markets=("search", "models"), products=("Gemma",)),
    entity("Searcher Lab", parent="searcher", markets=("models",)),
    entity("CV Fund", kind="fund", parent="conglomerate"),
    entity("Friendly", markets=("social", "models")),
    entity("Friendly Apps", parent="friendly"),
    entity("Rocket", markets=("rockets",)),
    entity("Blank"),
    entity("Pension Fund", kind="fund"),
    entity("Ministry", kind="government"),
    entity(VENDOR, aliases=("Acme",), markets=("labels",)),
    entity("Ada Weaver", kind="person"),
)
PUBLISHERS = (
    entity("Reuters", kind="publisher", reliability="B", origin=True),
    entity("The Bell", kind="publisher", reliability="B", origin=True, aliases=("Bell",)),
    entity("Gazette", kind="publisher", reliability="C", origin=True),
    entity("Relay Wire", kind="publisher", reliability="D"),
    entity("Rumour Mill", kind="publisher", reliability="E"),
    entity("SEC filing", kind="publisher", reliability="A", origin=True, filing=True),
)
ADMIRALTY = {"A": 1.0, "B": 0.75, "C": 0.5, "D": 0.25, "E": 0.0, "F": 0.5}


def registry(
    entities: Iterable[Entity] = COMPANIES, publishers: Iterable[Entity] = PUBLISHERS
) -> Registry:
    """Return a registry of these entities, with the sources of the model."""

    def grade(letter: Any) -> Grade:
        return Grade(reliability=letter, reason="for the test")

    outlets = tuple(publishers)
    sources = SourceFile(
        publishers=outlets,
        grades={
            "primary": grade("A"),
            "press": grade("B"),
            "relay": grade("D"),
            "junk": grade("E"),
            "none": grade("F"),
        },
        unknown_publisher=grade("F"),
        vendor_statement=grade("D"),
        against_interest=grade("A"),
        admiralty=ADMIRALTY,
    )
    return Registry(
        entities={e.id: e for e in entities}, publishers={p.id: p for p in outlets}, sources=sources
    )


def document(name: str = "note", text: str | None = None, **values: Any) -> Document:
    """Return a text document of its own words; its id is made of text, publisher and name."""
    if text is None:
        words = hashlib.sha256(name.encode()).hexdigest()
        text = " ".join([name, *(words[i : i + 4] for i in range(0, 64, 4))])
    head = f"{text}|{values.get('publisher')}|{name}"
    sha = hashlib.sha256(head.encode()).hexdigest()
    values.setdefault("published", dt.date(2025, 6, 1))
    return Document(
        id=f"doc-{sha[:16]}",
        sha256=sha,
        name=name,
        path=f"{name}.txt",
        media="txt",
        text=text,
        blocks=(Block(start=0, end=len(text), kind="paragraph"),),
        **values,
    )


def claim(
    kind: str, subject: str | None, target: str | None, doc: Document, **values: Any
) -> Claim:
    """Return a claim that quotes the start of a document."""
    return Claim(
        doc=doc.name,
        doc_id=doc.id,
        kind=kind,  # type: ignore[arg-type]
        subject=subject,
        object=target,
        modality=values.pop("modality", "confirmed"),
        quote=doc.text[:5],
        start=0,
        end=5,
        probability=0.9,
        extractor="test/1",
        rule=values.pop("rule", "r"),
        **values,
    ).identified()


def evidence(
    claims: Iterable[Claim],
    documents: Iterable[Document] = (),
    *,
    as_of: dt.date = DAY,
    known: Registry | None = None,
    parameters: Parameters | None = None,
) -> Evidence:
    """Return the evidence of claims, resolved, as of a day."""
    resolver = Resolver(known or registry())
    return Evidence(
        resolver.resolve(tuple(claims)),
        {d.id: d for d in documents},
        resolver,
        parameters or load_parameters(),
        as_of,
    )


def buyer(**values: Any) -> Buyer:
    """Return a buyer whose rivals are Searcher in full and Friendly in half."""
    values.setdefault(
        "rivals",
        (
            Rival(name="Searcher", rivalry=1.0, why="the same models"),
            Rival(name="Friendly", rivalry=0.5, why="some of the same models"),
        ),
    )
    values.setdefault("id", "buyer")
    values.setdefault("name", "Buyer")
    return Buyer(
        description="a buyer",
        exposure=DataExposure(level="high", what="drafts"),
        appetite=Appetite(
            accept=Action(fixed=0, per_risk=100),
            mitigate=Action(fixed=15, per_risk=40),
            replace=Action(fixed=45, per_risk=0),
        ),
        **values,
    )


def case(
    claims: Iterable[Claim] = (),
    documents: Iterable[Document] = (),
    *,
    who: Buyer | None = None,
    vendor: str = VENDOR,
    **values: Any,
) -> Case:
    """Return the case of the vendor for the buyer."""
    found = evidence(claims, documents, **values)
    return Case(vendor, who or buyer(), found, found.parameters)


def teller(**usual: Any) -> Callable[..., Case]:
    """Return a maker of cases of one claim a part, each from a document of its own.

    What a part does not give is as usual: its kind, subject, object, and so on.
    """

    def told(*parts: dict[str, Any], **values: Any) -> Case:
        claims, docs = [], []
        for number, part in enumerate(parts):
            one = {**usual, **part}
            outlet = one.pop("publisher", "Reuters")
            doc = document(f"d{number}", publisher=outlet, published=DAY)
            docs.append(doc)
            kind, subject, target = (one.pop(name) for name in ("kind", "subject", "object"))
            claims.append(claim(kind, subject, target, doc, **one))
        return case(claims, docs, **values)

    return told


shares = st.floats(0.0, 1.0, allow_nan=False)
strengths = st.floats(0.0, 0.99, allow_nan=False)
links = st.floats(0.0, 0.99, allow_nan=False)


def ordered(values: st.SearchStrategy[float] = shares) -> st.SearchStrategy[tuple[float, ...]]:
    """Return triples low <= point <= high."""
    return st.tuples(values, values, values).map(lambda ends: tuple(sorted(ends)))


intervals = ordered().map(lambda ends: interval(*ends))
beliefs = ordered().map(lambda ends: belief(*ends))
strong = ordered(strengths).map(lambda e: Strength(low=e[0], point=e[1], high=e[2]))
mechanisms = st.builds(mechanism, intervals, links, st.none() | beliefs)


@st.composite
def events(draw: st.DrawFn, most: int = 4, prefix: str = "e") -> list[Event]:
    """Return up to `most` events of up to three mechanisms, none of which share a claim."""
    count = draw(st.integers(0, most))
    return [
        event(
            f"{prefix}{i}",
            *draw(st.lists(mechanisms, max_size=3)),
            claim=draw(st.none() | beliefs),
            factor=draw(st.sampled_from(["ownership", "clients", "leadership"])),
            known=draw(st.booleans()),
        )
        for i in range(count)
    ]


PARTIES = (
    "Conglomerate",
    "Searcher",
    "CV Fund",
    "Friendly",
    "Rocket",
    "Pension Fund",
    "Nobody Ltd",
    "Buyer",
    VENDOR,
)
OUTLETS = (
    *("Reuters", "The Bell", "Gazette", "Relay Wire", "Rumour Mill", "SEC filing"),
    *("A Blog", None),
)
MODALITIES = ("confirmed", "reported", "rumoured", "planned", "denied")
DATES = (None, "2021", "2024-03", "2025-06-01", "2025-06-20", "soon")
KINDS = (
    "investment",
    "ownership",
    "client",
    "client_loss",
    "vendor_cutoff",
    "leadership_move",
    "directorship",
    "rival",
    "independence_statement",
)
percents = st.none() | st.sampled_from([0.0, 4.5, 20.0, 49.0, 50.0, 51.0, 100.0])


@st.composite
def statements(draw: st.DrawFn, number: int = 0, **fixed: Any) -> tuple[Claim, Document]:
    """Return a claim of any kind about anybody, mostly the vendor, and its document."""
    kind = fixed.get("kind") or draw(st.sampled_from(KINDS))
    vendor_first = kind in {"vendor_cutoff", "independence_statement"}
    other, vendor = (
        draw(st.sampled_from(PARTIES)),
        draw(st.sampled_from([VENDOR, VENDOR, "Searcher"])),
    )
    if kind == "leadership_move":
        vendor_first = draw(st.booleans())
    subject, target = (vendor, other) if vendor_first else (other, vendor)
    published = draw(st.sampled_from([DAY, DAY - dt.timedelta(days=400), None]))
    outlet = draw(st.sampled_from(OUTLETS))
    doc = document(f"s{number}-{outlet}-{published}", publisher=outlet, published=published)
    values: dict[str, Any] = {
        "modality": draw(st.sampled_from(MODALITIES)),
        "date": draw(st.sampled_from(DATES)),
        "attributed_to": draw(st.sampled_from([(), (), ("Reuters",), ("people familiar",)])),
        "interest": draw(st.sampled_from(["none", "none", "self", "against"])),
    }
    if kind in {"investment", "ownership"}:
        values |= {f"percent{end}": draw(percents) for end in ("", "_low", "_high")}
        values |= {
            "voting": draw(st.sampled_from([None, None, True, False])),
            "parent": draw(st.sampled_from([False, False, True])),
            "rank": draw(st.sampled_from([None, "lead"])),
            "valid_to": draw(st.sampled_from([None, None, "2025-01"])),
        }
    if kind == "client":
        shares_ = st.sampled_from([None, 0.0, 0.2, 0.5, 0.9, 1.0])
        values |= {
            "share_of_revenue": draw(shares_),
            "rank": draw(st.sampled_from([None, "largest", "among_largest"])),
        }
    if kind == "client_loss":
        stages = [None, "considering", "planned", "reducing", "paused", "ended"]
        values["stage"] = draw(st.sampled_from(stages))
    if kind in {"leadership_move", "directorship"}:
        values["person"] = draw(st.sampled_from([None, "Ada Weaver", "Bo Lind"]))
        values["role"] = draw(st.sampled_from([None, "CEO", "vice president", "engineers"]))
        values["observer"] = draw(st.booleans())
    return claim(kind, subject, target, doc, rule=f"r{number}", **(values | fixed)), doc


@st.composite
def stories(draw: st.DrawFn, most: int = 8) -> tuple[list[Claim], list[Document]]:
    """Return the claims of a small world, and their documents."""
    told = [draw(statements(number)) for number in range(draw(st.integers(0, most)))]
    return [c for c, _ in told], [d for _, d in told]


def spoken(
    families: Iterable[tuple[str, int, Strength]], base_rate: float = 0.5, key: str = NO_KEY
) -> Belief:
    """Return the belief that families (origin, polarity, strength) support."""
    listed = [
        Family(
            origin=origin, polarity=sign, strength=s, claims=(f"c-{origin}",), documents=(), why=()
        )
        for origin, sign, s in families
    ]
    return fused(key, key, listed, base_rate, 1.0)


@st.composite
def spoken_events(draw: st.DrawFn, most: int = 4, signs: tuple[int, ...] = (1, -1)) -> list[Event]:
    """Return events whose beliefs rest on families of four origins, every claim with its key."""

    def one(key: str) -> Belief:
        pairs = draw(
            st.lists(
                st.tuples(st.sampled_from("ABCD"), st.sampled_from(signs)), max_size=3, unique=True
            )
        )
        return spoken([(o, sign, draw(strong)) for o, sign in pairs], draw(shares), key)

    listed = []
    for i in range(draw(st.integers(1, most))):
        parts = [
            mechanism(draw(intervals), draw(links), draw(st.none() | st.just(one(f"q{i}{j}"))))
            for j in range(draw(st.integers(1, 2)))
        ]
        if draw(st.booleans()):
            people = tuple(one(f"p{i}{j}") for j in range(2))
            weights = tuple(draw(st.floats(0.01, 1.0)) for _ in people)
            ends = [
                joined(weights, [getattr(b, end) for b in people])
                for end in ("low", "point", "high")
            ]
            whole = belief(*ends).model_copy(
                update={
                    "conflict": max(b.conflict for b in people),
                    "families": tuple(f for b in people for f in b.families),
                }
            )
            listed.append(event(f"e{i}", *parts, claim=whole, others=people, weights=weights))
        else:
            listed.append(event(f"e{i}", *parts, claim=one(f"r{i}")))
    return listed
