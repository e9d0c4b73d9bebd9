"""Who is assessed, for whom: the vendors that a user names, and the rivals of a profile."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from vendorrisk.entities import Resolver
from vendorrisk.entities.lookalikes import mixes_alphabets, plain_letters
from vendorrisk.entities.proposals import open_pairs
from vendorrisk.errors import SettingsError, did_you_mean
from vendorrisk.model.buyer import Buyer
from vendorrisk.model.claim import Claim
from vendorrisk.model.document import Document, Skipped
from vendorrisk.model.naming import Naming


def named(claims: Iterable[Claim]) -> frozenset[str]:
    """Return every company that a claim names."""
    return frozenset(n for c in claims for n in (c.subject, c.object) if n)


def vendor_names(
    vendors: str | Sequence[str],
    seen: frozenset[str],
    documents: Sequence[Document],
    resolver: Resolver,
) -> tuple[str, ...]:
    """Return the canonical names of the vendors a user typed, doubles dropped.

    A name that no claim holds but a document writes is taken as it stands: nothing is known of it.

    Raises
    ------
    SettingsError
        When no vendor is given, or nothing names it.
    """
    typed = [vendors] if isinstance(vendors, str) else list(vendors)
    found: dict[str, None] = {}
    for name in typed:
        if not isinstance(name, str) or not name.strip():
            raise SettingsError(f"{name!r} is no vendor", how="give a name as text")
        try:
            found[resolver.vendor(name, seen)] = None
        except SettingsError:
            written = _written(name, documents)
            if written is None:
                raise
            found[written] = None
    if not found:
        raise SettingsError("no vendor given", how="name at least one vendor")
    return tuple(found)


def _written(name: str, documents: Sequence[Document]) -> str | None:
    words = r"\s+".join(map(re.escape, name.split()))
    pattern = re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
    for document in documents:
        match = pattern.search(document.text)
        if match:
            return " ".join(match.group().split())
    return None


def check_vendor(name: str, buyer: Buyer, resolver: Resolver) -> None:
    """Refuse what cannot be a vendor of this buyer.

    Raises
    ------
    SettingsError
        When the vendor belongs to the buyer's own group, or is a person, a fund or an outlet.
    """
    own = {member for one in (buyer.name, *buyer.group) for member in resolver.group(one)}
    own |= {buyer.name, *buyer.group}
    if name in own or own & set(resolver.group(name)[1:]):
        raise SettingsError(
            f"'{name}' belongs to the buyer {buyer.name} itself",
            how="neutrality is a matter between a buyer and somebody else: name another vendor",
        )
    entity = resolver.entity(name)
    if entity is not None and entity.kind not in {"company", "group"}:
        raise SettingsError(f"'{name}' is a {entity.kind}, no vendor", how="name a company")


def check_rivals(
    buyer: Buyer, seen: frozenset[str], documents: Sequence[Document], resolver: Resolver
) -> tuple[Skipped, ...]:
    """Return a note for every declared rival that nothing names, so that it cannot count.

    Raises
    ------
    SettingsError
        When such a name looks like a misspelt one of the registry or the documents; for a profile
        with neither rivals nor markets, a rival named twice, or the buyer as its own rival.
    """
    _check_profile(buyer)
    notes = []
    known = seen | {entity.name for entity in resolver.registry.entities.values()}
    for rival in buyer.rivals:
        name = rival.name
        if resolver.entity(name) is not None or name in seen or _written(name, documents):
            continue
        hint = did_you_mean(name, known, cutoff=0.8)
        if hint is not None:
            raise SettingsError(f"the buyer's rival '{name}' is not known", how=hint)
        notes.append(
            Skipped(
                path=f"buyer {buyer.id}",
                what=f"rival '{name}' is in no document and not in the registry: it cannot count",
                how="check the spelling, or add it to rules/lexicon/companies.yaml",
            )
        )
    return tuple(notes)


def _check_profile(buyer: Buyer) -> None:
    names = [rival.name for rival in buyer.rivals]
    twice = sorted({name for name in names if names.count(name) > 1})
    own = sorted({buyer.name, *buyer.group} & set(names))
    what = how = None
    if not buyer.rivals and not buyer.markets:
        what = "has neither rivals nor markets, so nobody could be a rival"
        how = "name its rivals, or the markets it sells in; see docs/rules.md"
    elif twice:
        what, how = f"names the rival '{twice[0]}' twice", "keep one"
    elif own:
        what, how = f"names '{own[0]}', the buyer itself, as a rival", "remove it"
    if what is not None:
        raise SettingsError(f"the profile of {buyer.name} {what}", how=how)


def check_names(
    parties: frozenset[str],
    seen: frozenset[str],
    namings: Sequence[Naming],
    resolver: Resolver,
) -> tuple[Skipped, ...]:
    """Return a note for every doubt about names that may change who counts.

    Parameters
    ----------
    parties : frozenset of str
        Buyer and rivals, vendors, and whoever stands in their ledgers.
    seen : frozenset of str
        Names in the claims.
    namings : sequence of Naming
        What the names of the run stand for.
    resolver : Resolver
        Registry and judgements.
    """
    notes = []
    known = seen | parties
    for name in sorted(seen):
        plain = plain_letters(name)
        if plain == name or not (mixes_alphabets(name) or resolver.entity(plain) or plain in known):
            continue
        what = f"'{name}' ({written_out(name)}) has letters of another alphabet"
        if resolver.entity(plain) is not None or plain in known:
            what += f" and looks like '{plain}'"
        notes.append(Skipped(path="names", what=f"{what}: left apart", how=_JUDGE))
    for pair in open_pairs(namings, resolver):
        if {pair.left, pair.right} <= parties:
            what = f"'{pair.left}' and '{pair.right}' may be one, and count as two: {pair.why}"
            notes.append(Skipped(path="names", what=what, how=_JUDGE))
    return tuple(notes)


_JUDGE = "say in a judgement whether they are the same, see 'vendorrisk entities'"


def written_out(name: str) -> str:
    r"""Return a name with what is not ASCII as its code, so that lookalikes can be told apart.

    >>> written_out("Meta" + chr(0x430))
    'Meta\\u0430'
    """
    return name.encode("ascii", "backslashreplace").decode("ascii")
