"""How many independent origins stand behind what a quote says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from vendorrisk.model.assessment import Assessment


def origins_behind(assessments: Iterable[Assessment]) -> dict[str, tuple[int, int]]:
    """Return how many origins say the same as a claim, and how many deny it, by its id.

    Of a claim that enters several beliefs: where the most say the same.
    """
    found: dict[str, tuple[int, int]] = {}
    for a in assessments:
        for event in (line.event for line in a.ledger):
            for belief in event.beliefs:
                for family in belief.families:
                    same = sum(f.polarity == family.polarity for f in belief.families)
                    counts = (same, len(belief.families) - same)
                    for claim in family.claims:
                        found[claim] = max(found.get(claim, counts), counts)
    return found


def corroboration(claims: Iterable[str], origins: Mapping[str, tuple[int, int]]) -> str:
    """Return how many independent origins stand behind a quote, in words.

    >>> corroboration(["a"], {"a": (3, 1)}), corroboration(["a"], {"a": (1, 0)})
    ('3 independent origins, 1 against', 'one origin')
    >>> corroboration(["b"], {"a": (3, 1)})
    ''
    """
    counts = [origins[claim] for claim in claims if claim in origins]
    if not counts:
        return ""
    same, other = max(counts)
    words = "one origin" if same == 1 else f"{same} independent origins"
    return f"{words}, {other} against" if other else words
