"""From documents to claims, each with its quote."""

from __future__ import annotations

import functools
from pathlib import Path

from vendorrisk.errors import SettingsError, did_you_mean
from vendorrisk.extract.amounts import money, percent
from vendorrisk.extract.classifier import FILE, load_classifier
from vendorrisk.extract.facts import claims_of_facts
from vendorrisk.extract.pairs import Related, relate, weigh
from vendorrisk.extract.prose import Extractor
from vendorrisk.extract.weighing import Weigher
from vendorrisk.model.claim import ENGINES, Claim, Engine
from vendorrisk.model.document import Document, Skipped
from vendorrisk.rulebook import Judgements, load_registry, rules_root

__all__ = ["engine_for", "extract", "extractor", "money", "percent", "relation"]


def engine_for(engine: Engine | None = None, root: Path | None = None) -> Engine:
    """Return the engine that is meant: the classifier where the rules hold one, unless said.

    Parameters
    ----------
    engine : "classifier", "rules" or None
        What was asked for.
    root : Path or None
        Folder of rules; None: those that ship with the package.

    Raises
    ------
    SettingsError
        For an engine that nobody knows.
    """
    if engine is None:
        return "classifier" if ((root or rules_root()) / FILE).is_file() else "rules"
    if engine not in ENGINES:
        how = did_you_mean(engine, ENGINES) or f"one of: {', '.join(ENGINES)}"
        raise SettingsError(f"no engine '{engine}'", how=how)
    return engine


def extractor(
    root: Path | None = None,
    judgements: Judgements | None = None,
    *,
    engine: Engine | None = None,
) -> Extractor:
    """Return the extractor of a folder of rules; it is built once.

    What judgements keep apart from an entity is none of its names. Engine as in `engine_for`.

    Raises
    ------
    RuleError
        When the classifier is asked for and the rules hold none.
    """
    apart = [j for j in judgements.made if j.judgement != "same"] if judgements else []
    names = Judgements(made=tuple(apart)).to_json(indent=None) if apart else ""
    return _extractor(root, names, engine_for(engine, root))


@functools.lru_cache(maxsize=4)
def _extractor(root: Path | None, apart: str, engine: Engine) -> Extractor:
    registry = load_registry(root)
    if apart:
        parted = Judgements.model_validate_json(apart).parted(registry)
        if parted is registry:
            return _extractor(root, "", engine)
        registry = parted
    weigher = Weigher(load_classifier(root), root) if engine == "classifier" else None
    return Extractor(registry, root, weigher=weigher)


def extract(
    document: Document,
    *,
    rules: Path | None = None,
    judgements: Judgements | None = None,
    engine: Engine | None = None,
) -> tuple[tuple[Claim, ...], tuple[Skipped, ...]]:
    """Return the claims of a document, in the order of the text, and what could not be read.

    Parameters
    ----------
    document : Document
        Text or facts.
    rules : Path or None
        Folder of rules; None: those that ship with the package.
    judgements : Judgements or None
        What is decided on pairs of names; None: nothing.
    engine : "classifier", "rules" or None
        As in `engine_for`.
    """
    if document.media == "facts":
        return claims_of_facts(document, load_registry(rules).sources.grades)
    return extractor(rules, judgements, engine=engine).read(document)


def relation(
    text: str,
    head: tuple[int, int],
    tail: tuple[int, int],
    *,
    rules: Path | None = None,
    engine: Engine | None = None,
) -> Related:
    """Return what a text says of two companies marked in it: kind, direction, probability.

    Parameters
    ----------
    text : str
        A sentence or a few.
    head, tail : tuple of int
        Start and end of each company in `text`, also where it is a pronoun.
    rules : Path or None
        Folder of rules; None: those that ship with the package.
    engine : "classifier", "rules" or None
        As in `engine_for`.

    Returns
    -------
    Related
        ``kind`` None: the text states no relation of the two. ``direction`` "head->tail" when
        the head is the claim's subject; None for equals (rivals, partners).

    Raises
    ------
    ValueError
        For spans that overlap, are empty or leave the text.

    Examples
    --------
    >>> relation("Nexora was bought by Valtek.", head=(0, 6), tail=(21, 27), engine="rules")
    Related(kind='acquisition', direction='tail->head', probability=0.85)
    """
    reader = extractor(rules, engine="rules")
    if engine_for(engine, rules) == "rules":
        return relate(reader, text, head, tail)
    return weigh(reader, load_classifier(rules), text, head, tail, root=rules)
