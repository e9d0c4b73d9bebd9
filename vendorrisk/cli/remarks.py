"""What a reader should know before the figures: the day, doubts about names, unknown outlets."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from vendorrisk.cli.talk import Talk, count
from vendorrisk.model.summary import supposed

if TYPE_CHECKING:
    from vendorrisk.dossier import Dossier
    from vendorrisk.entities import Resolver
    from vendorrisk.model.assessment import Assessment, Comparison
    from vendorrisk.model.document import Document

MOST_OUTLETS = 3


def tell_comparison(
    comparison: Comparison,
    dossier: Dossier,
    seen: frozenset[str],
    talk: Talk,
    *,
    chosen: bool,
    resolver: Resolver,
) -> None:
    """Say on stderr what bears on a comparison and is not in its figures.

    Parameters
    ----------
    comparison, dossier
        What was found, and what it was made from.
    seen : frozenset of str
        Companies that the claims name.
    talk : Talk
        Speaks.
    chosen : bool
        Whether somebody chose the day.
    resolver : Resolver
        Knows the outlets.
    """
    if comparison.assumptions:
        talk.warn(supposed(comparison.assumptions))
    if not chosen:
        talk.note(
            f"as of {comparison.as_of}, the last day on which anything in the documents became"
            " known; --as-of picks another"
        )
        _tell_slip(comparison.as_of, dossier, talk)
    for one in comparison.assessments:
        later = one.not_yet_known
        if one.vendor not in seen:
            talk.warn(f"no document speaks of {one.vendor}")
        elif later.claims and not _known(one):
            first = f", the first on {later.first_known}" if later.first_known else ""
            talk.warn(
                f"nothing on {one.vendor} was known on {comparison.as_of}:"
                f" {count(later.claims, 'claim')} became known later{first}"
            )
        for measure in one.residual.measures if one.residual else ():
            if measure.why is not None:
                what = f"mitigation {measure.mitigation.id} of {one.vendor} counts nothing"
                talk.note(f"{what}: {measure.why}")
    said = len(dossier.skipped) + len(dossier.notes)  # these have been told
    for note in comparison.skipped[said:]:
        talk.note(note)
    _tell_undated(dossier, talk)
    _tell_outlets(dossier, talk, resolver)


def tell_reviews(dossier: Dossier, talk: Talk) -> None:
    """Say on stderr what a log of reviews holds that does not count."""
    from vendorrisk.evidence.reviewed import reopened
    from vendorrisk.interchange.reviews import standing

    log = dossier.reviews
    if log is None:
        return
    if log.torn:
        talk.warn(
            f"{log.path}: left out {count(log.torn, 'byte')} at its end, cut short while they were"
            " written; nobody was told that they stand"
        )
    decided = standing(log.entries)
    present = {claim.id for claim in (*dossier.claims, *dossier.rejected)}
    disputed = [name for name, one in decided.items() if one.disputed and name in present]
    if disputed:
        talk.warn(
            f"{count(len(disputed), 'claim')} decided in different ways by merged branches count"
            f" as the machine read them: {', '.join(disputed[:MOST_OUTLETS])}; decide anew"
        )
    again, gone = reopened(dossier.as_read, decided, {d.name for d in dossier.documents})
    if again:
        talk.note(
            f"{count(len(again), 'review')} open again, as text, extractor or reading have"
            " changed: see 'vendorrisk review list'"
        )
    if gone:
        talk.note(f"{count(len(gone), 'review')} of claims that no document makes any more")


def _known(one: Assessment) -> bool:
    """Whether anything on the vendor was known on the day."""
    return bool(one.reliefs or one.statements or any(line.claims for line in one.ledger))


def _tell_slip(day: dt.date, dossier: Dossier, talk: Talk) -> None:
    """Warn where one input alone sets the day, long after everything else."""
    alone = dossier.lone_last()
    if alone is not None:
        path, before = alone
        talk.warn(
            f"{path} alone is of {day}, what comes before it of {before}; if its date is wrong,"
            " all else counts as old"
        )


def _tell_undated(dossier: Dossier, talk: Talk) -> None:
    """Say which documents nothing dates: a newcomer's files mostly lack the line that would."""
    names = dossier.undated()
    if not names:
        return
    more = f" and {len(names) - MOST_OUTLETS} more" if len(names) > MOST_OUTLETS else ""
    talk.note(
        f"{count(len(names), 'document')} nothing dates: {', '.join(names[:MOST_OUTLETS])}{more}."
        " What they say counts on every day; in a text, 'published: YYYY-MM-DD'"
        " between two lines of --- at its head dates it"
    )


def _tell_outlets(dossier: Dossier, talk: Talk, resolver: Resolver) -> None:
    """Say whose articles count as of an unknown source because nobody has graded the outlet."""
    told = {claim.doc_id for claim in dossier.claims}
    parties = {name for c in dossier.claims for name in (c.subject, c.object) if name}

    def is_unknown(document: Document) -> bool:
        name = document.publisher
        return bool(name) and resolver.entity(name) is None and resolver.name(name) not in parties

    names = sorted({d.publisher or "" for d in dossier.documents if d.id in told and is_unknown(d)})
    if names:
        more = f" and {len(names) - MOST_OUTLETS} more" if len(names) > MOST_OUTLETS else ""
        talk.note(
            f"{count(len(names), 'outlet')} nobody has graded: {', '.join(names[:MOST_OUTLETS])}"
            f"{more}. What they alone say counts .25 to .75, and all of it as one source;"
            " lexicon/sources.yaml of your rules is where to grade them (--rules)"
        )
