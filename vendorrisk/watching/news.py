"""What is news since a pass, and what the day would look like without it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from vendorrisk.dossier import Dossier
from vendorrisk.errors import SettingsError
from vendorrisk.evidence.keys import name_the_unnamed
from vendorrisk.evidence.timing import known_days
from vendorrisk.model.assessment import Assessment, Comparison
from vendorrisk.model.claim import Claim
from vendorrisk.model.document import Corpus
from vendorrisk.model.watch import Baseline
from vendorrisk.watching.holdings import Holdings


class News(NamedTuple):
    """What has become known since a pass, or stands where something else stood.

    Attributes
    ----------
    claims : frozenset of str
        Ids of the claims that count now and did not then.
    any : bool
        Whether there is any: also a document in whose place one that says less stands.
    known : dict
        First day on which each claim can have been known, by id.
    without : dict
        The same day without the news, by vendor; empty when there is none. A vendor of whom
        nothing would be known is left out.
    """

    any: bool
    claims: frozenset[str]
    known: dict[str, dt.date | None]
    without: dict[str, Assessment]


def news_since(
    base: Baseline,
    held: Holdings,
    dossier: Dossier,
    day: dt.date,
    score: Callable[[Dossier], Comparison],
    look: Callable[[Corpus], Dossier],
) -> News:
    """Return what is news on a day, held against a baseline.

    Rules, buyer and day are those of today on both sides, so that what is left between the two is
    news alone: not age, not another profile, not other rules.

    Parameters
    ----------
    base : Baseline
        Its pass and its day say what was known.
    held : Holdings
        Documents of this pass, and what they have replaced.
    dossier : Dossier
        What they say.
    day : datetime.date
        Today.
    score : callable
        Compares the vendors on a dossier, today.
    look : callable
        Reads a corpus as the dossier was read.
    """
    known = _known(dossier)
    counting = {c.id for c in dossier.claims if _by(known[c.id], day)}
    same, replaced = held.at(base.seq)
    then = dossier
    if replaced:
        documents = [d for d in dossier.documents if d.id in set(same)] + replaced
        ordered = sorted(documents, key=lambda d: (d.name, d.id))
        then = look(Corpus(documents=tuple(ordered)))
    told = {document.id for document in replaced} | set(same)
    days = known if then is dossier else _known(then)
    claims = tuple(c for c in then.claims if c.doc_id in told and _by(days[c.id], base.as_of))
    old = {claim.id for claim in claims}
    news = frozenset(counting - old)
    if not news and not replaced:
        return News(False, frozenset(), known, {})
    everything = {d.id: d for d in (*then.documents, *dossier.documents)}
    try:  # the documents stay, so that a vendor's name is found where no claim is left
        found = score(
            then.model_copy(update={"claims": claims, "documents": tuple(everything.values())})
        )
    except SettingsError:
        return News(True, news, known, {})
    return News(True, news, known, {one.vendor: one for one in found.assessments})


def _by(known: dt.date | None, day: dt.date) -> bool:
    return known is None or known <= day


def _known(dossier: Dossier) -> dict[str, dt.date | None]:
    ordered: tuple[Claim, ...] = tuple(sorted(dossier.claims, key=lambda c: c.id))
    documents = {document.id: document for document in dossier.documents}
    return known_days(ordered, documents, name_the_unnamed(ordered))
