"""Words that tell one company's name from another's (``rules/lexicon/names.yaml``)."""

from __future__ import annotations

import functools
from pathlib import Path

from pydantic import model_validator

from vendorrisk.model.base import Noun
from vendorrisk.rulebook.files import load_file, rules_root


class NameWords(Noun):
    """Word lists on names, in lower case, as `spell` writes them."""

    shared: frozenset[str]  # many companies begin with it: alone it names none of them
    arms: frozenset[str]  # behind a name, it makes another entity of it: a fund, a foundation
    trades: frozenset[str]  # lines of business: a short form leaves them out
    peoples: frozenset[str]  # as in "Austrian Airlines"
    plain: frozenset[str]  # behind a name, it adds nothing: group, holdings
    regions: frozenset[str]  # behind a name, it makes the arm of a country or region
    forms: dict[str, tuple[str, ...]]  # legal forms beyond those of cleanco, by country
    before: frozenset[str]  # legal forms that stand before the name
    not_forms: frozenset[str]  # what cleanco takes for a legal form and a name may end in
    also_words: frozenset[str]  # legal forms that are words too: "Spa" is none, "SpA" is one
    offices: dict[str, tuple[str, ...]]  # an office, and other words for it
    single: frozenset[str]  # offices that one person holds at a time

    @model_validator(mode="after")
    def _single_offices_are_known(self) -> NameWords:
        unknown = sorted(self.single - set(self.offices))
        if unknown:
            raise ValueError(f"single: '{unknown[0]}' is not among the offices")
        return self

    def office(self, role: str | None) -> str | None:
        """Return the one word for an office: a CEO is a chief executive."""
        wanted = " ".join((role or "").casefold().split())
        for office, others in self.offices.items():
            if wanted == office or wanted in others:
                return office
        return wanted or None


def load_name_words(root: Path | None = None) -> NameWords:
    """Load ``rules/lexicon/names.yaml``."""
    return _load(root or rules_root())


@functools.lru_cache(maxsize=8)
def _load(root: Path) -> NameWords:
    return load_file(root / "lexicon" / "names.yaml", NameWords)
