"""How an assumption is told, and what it sets aside."""

from __future__ import annotations

from collections.abc import Sequence

from vendorrisk.decision.chronicle import headline
from vendorrisk.evidence.assumed import Assumption
from vendorrisk.evidence.keys import key_of
from vendorrisk.mechanisms.case import Case
from vendorrisk.model.assessment import Relief
from vendorrisk.model.claim import Claim


def understood(one: Assumption) -> str:
    """Return what an assumption was taken for, in plain words.

    >>> understood(Assumption("nothing", ()))
    ''
    """
    parts = []
    for claim in one.claims:
        key = key_of(claim)
        talk = one.talks or (key is not None and key.topic == "talks")
        said = f"talk: {headline(claim)}" if talk else headline(claim)
        figures = [f"{claim.percent:g} %"] if claim.percent is not None else []
        figures += [f"{claim.votes:g} % of the votes"] if claim.votes is not None else []
        if claim.share_of_revenue is not None:
            figures.append(f"{100 * claim.share_of_revenue:g} % of its revenue")
        figures += ["without votes"] if claim.voting is False else []
        figures += [f"ended {claim.valid_to}"] if claim.valid_to else []
        figures += ["not so"] if claim.modality == "denied" else []
        parts.append(said + (f" ({', '.join(figures)})" if figures else ""))
    return "; ".join(parts)


def set_aside(case: Case, assessed: Sequence[str]) -> tuple[Relief, ...]:
    """Return the claims in whose place something is assumed, as ties that do not count.

    Those of ties between others that are not assessed are shown for every vendor.

    Parameters
    ----------
    case : Case
        One vendor.
    assessed : sequence of str
        All vendors of the result.
    """
    found: dict[tuple[str, str], list[Claim]] = {}
    for key, (one, claims) in sorted(case.evidence.set_aside.items()):
        if case.vendor not in (key.a, key.b) and {key.a, key.b} & set(assessed):
            continue
        for claim in claims:
            found.setdefault((headline(claim), one.text), []).append(claim)
    return tuple(
        Relief(what=what, why=f"set aside: assumed is “{text}”", claims=case.refs(claims))
        for (what, text), claims in found.items()
    )
