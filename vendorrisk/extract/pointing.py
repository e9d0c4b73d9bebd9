"""How a mention came to its name: the registry, a form left out, a pronoun or nominal."""

from __future__ import annotations

from typing import Literal

from vendorrisk.extract.discourse import Discourse
from vendorrisk.extract.names import Gazetteer, Mention
from vendorrisk.model.base import Noun, Share
from vendorrisk.model.entity import Entity

How = Literal[
    "registry",  # a name or alias of the registry
    "product",  # a product that stands for its company
    "name",  # as it stands; the registry has no such name
    "legal form",  # without the legal form behind it
    "short form",  # of a longer name of the document
    "nominal",  # "the company"
    "pronoun",  # "it"
    "group",  # clients without a name
    "topic",  # nothing is written: what the text is about
    "speaker",  # nothing is written: who speaks
]


class Pointed(Noun):
    """What stands in the text for a participant, and whom it stands for.

    ``at`` is its offset in the document; None when nothing is written. ``sure`` in 0..1 goes into
    the probability of the claim.
    """

    slot: Literal["subject", "object", "person"]
    written: str
    at: int | None
    name: str
    how: How
    why: str
    sure: Share


def named(
    slot: Literal["subject", "object", "person"],
    mention: Mention,
    discourse: Discourse,
    gazetteer: Gazetteer,
) -> Pointed:
    """Return how a mention that stands in the text came to its name.

    Parameters
    ----------
    slot : str
        What it fills.
    mention : Mention
        With its place in the document.
    discourse : Discourse
        The document.
    gazetteer : Gazetteer
        Names of the registry.
    """
    written = discourse.document.text[mention.start : mention.end]
    how, why = _how(written, mention, discourse, gazetteer)
    return Pointed(
        slot=slot,
        written=written,
        at=mention.start,
        name=mention.name,
        how=how,
        why=why,
        sure=mention.sure,
    )


def pronoun(
    slot: Literal["subject", "object", "person"],
    word: str,
    at: int,
    mention: Mention,
    discourse: Discourse,
) -> Pointed:
    """Return what a pronoun points to.

    Parameters
    ----------
    slot : str
        What it fills.
    word : str
        The pronoun.
    at : int
        Its offset in the document.
    mention : Mention
        Its antecedent; ``sure`` is that of the pronoun.
    discourse : Discourse
        The document.
    """
    why = f"points back to {mention.name}, {_last_named(mention.name, at, discourse)}"
    return Pointed(
        slot=slot, written=word, at=at, name=mention.name, how="pronoun", why=why, sure=mention.sure
    )


def unwritten(
    slot: Literal["subject", "object", "person"], name: str, how: Literal["topic", "speaker"]
) -> Pointed:
    """Return a participant that no word stands for: what the text is about, or who speaks."""
    why = "what the text is mostly about" if how == "topic" else "who says so"
    sure = 0.8 if how == "topic" else 0.9
    return Pointed(slot=slot, written="", at=None, name=name, how=how, why=why, sure=sure)


def _how(
    written: str, mention: Mention, discourse: Discourse, gazetteer: Gazetteer
) -> tuple[How, str]:
    name = mention.name
    entity = gazetteer.by_name.get(name)
    known = _of_registry(written.replace("\u2019", "'"), entity) if entity is not None else None
    if known is not None:
        return known
    if mention.kind == "group":
        return "group", "a group of clients without a name"
    if _letters(written) == _letters(name):
        how = "as it stands" if written == name else "but for its punctuation"
        return "name", f"the registry has no such name; taken {how}"
    if written.startswith(name):
        return "legal form", f"'{written[len(name) :].strip(' ,')}' is left out"
    if _is_nominal(written):
        return "nominal", f"points back to {name}, {_last_named(name, mention.start, discourse)}"
    return "short form", f"of {name}, {_last_named(name, None, discourse)}"


def _of_registry(written: str, entity: Entity) -> tuple[How, str] | None:
    """Return which name of a registry's entry is written, or begins what is written."""
    entries = _entries(entity)
    for how, names, why in entries:
        if written in names:
            return how, why
    for how, names, why in entries:
        first = next((one for one in names if written.startswith(f"{one} ")), None)
        if first is not None:
            return how, f"begins with '{first}': {why}"
    return None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _is_nominal(written: str) -> bool:
    """Whether a mention is a noun such as "the company" and no name."""
    words = written.split()
    return words[0].casefold() in {"the", "this", "its"} or words[-1][:1].islower()


def _entries(entity: Entity) -> list[tuple[How, tuple[str, ...], str]]:
    return [
        ("registry", (entity.name,), f"a name of the registry, entry '{entity.id}'"),
        (
            "registry",
            (*entity.aliases, *entity.common_words),
            f"an alias of the registry, entry '{entity.id}'",
        ),
        ("product", entity.products, f"a product of the registry's entry '{entity.id}'"),
    ]


def _last_named(name: str, before: int | None, discourse: Discourse) -> str:
    """Return where a name was last written before a place, or first anywhere."""
    text = discourse.document.text
    places = [
        mention
        for line in discourse.lines
        for mention in line.mentions
        if mention.name == name and not _is_nominal(text[mention.start : mention.end])
    ]
    ahead = [mention for mention in places if before is not None and mention.end <= before]
    if ahead:
        last = ahead[-1]
        return f"last named before it as '{text[last.start : last.end]}' at {last.start}"
    full = next((m for m in places if text[m.start : m.end].startswith(name)), None)
    return "not named before it" if full is None else f"named in full at {full.start}"
