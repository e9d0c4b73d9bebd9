"""What a digest tells beside alerts: changed rules, documents gone, tiers moved without news."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vendorrisk.model.document import Document
from vendorrisk.model.watch import Alert, Digest, Held, Seen, Settings, Standing
from vendorrisk.watching.holdings import Holdings

_TOLD = {
    "version": "the program changed",
    "rules_sha256": "the rules changed",
    "judgements_sha256": "the judgements on names changed",
    "buyer_sha256": "the buyer's profile changed",
    "reviews_sha256": "the reviews of claims changed",
    "engine": "another engine finds the claims",
}


def seen(document: Document) -> Seen:
    """Return a document as a digest names it."""
    return Seen(
        id=document.id,
        name=document.name,
        title=document.title,
        publisher=document.publisher,
        published=document.published,
    )


def notices(
    last: Digest | None,
    settings: Settings,
    held: Holdings,
    standings: Sequence[Standing],
    opened: Sequence[Alert],
    waiting: Sequence[Held],
) -> Iterator[str]:
    """Yield what is worth a line and no alert.

    Parameters
    ----------
    last : Digest or None
        Of the pass before.
    settings : Settings
        Of this pass.
    held : Holdings
        Documents of this pass.
    standings : sequence of Standing
        Where the vendors stand.
    opened, waiting
        What is told already.
    """
    if last is None:
        yield "first pass: what changes from here on is told"
    else:
        for name, what in _TOLD.items():
            if getattr(last.settings, name) != getattr(settings, name):
                yield f"{what} since the pass before; what moved by that is no alert"
        for one in standings:
            if one.last is None:
                yield f"{one.vendor} is watched from this pass on"
    told = {one.vendor for one in opened} | {one.vendor for one in waiting}
    for one in standings:
        if one.last is not None and one.last.tier != one.now.tier and one.vendor not in told:
            yield (
                f"{one.vendor}: {one.last.tier} became {one.now.tier}, not by news beyond the"
                " thresholds; no alert"
            )
    if held.gone:
        yield f"no longer in the inputs: {len(held.gone)}; what only they said does not count"
    if held.shown_before:
        yield f"entries that a feed no longer shows and that still count: {held.shown_before}"
