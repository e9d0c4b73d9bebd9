"""The verb that groups articles by the report they lean on."""

from __future__ import annotations

from pathlib import Path

from vendorrisk.dossier import Dossier, Sources, gather
from vendorrisk.evidence.families import families as by_origin
from vendorrisk.evidence.keys import name_the_unnamed
from vendorrisk.model.claim import Engine
from vendorrisk.model.lineage import ArticleFamily
from vendorrisk.rulebook import load_parameters


def families(
    sources: Sources | Dossier,
    *,
    rules: Path | None = None,
    judgements: Path | None = None,
    engine: Engine | None = None,
) -> tuple[ArticleFamily, ...]:
    """Group articles by origin: copies, relays and retellings of one report are one family.

    Parameters
    ----------
    sources : path, iterable of paths, Corpus or Dossier
        What to read; files of facts are left out.
    rules, judgements, engine
        As in `gather`.

    Returns
    -------
    tuple of ArticleFamily
        Every article in exactly one, with what shows why it is there.
    """
    dossier = gather(sources, rules=rules, judgements=judgements, engine=engine)
    return by_origin(
        dossier.documents,
        dossier.claims,
        name_the_unnamed(dossier.claims),
        dossier.resolver(rules),
        load_parameters(rules).review,
    )
