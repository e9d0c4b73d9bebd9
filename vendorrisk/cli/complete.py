"""What a shell may complete: names from the rules that ship with the package, and nothing else.

Completion runs at every press of a key, in whatever folder somebody stands. So it reads file names
and one list of companies of the package, imports no parser, and opens nothing that lies about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from vendorrisk.cli.mechanisms import FACTORS, MECHANISMS, TERMS
from vendorrisk.shipped import packaged

_ID = re.compile(r"^  - id: (\S+)\n    name: (.+)$", re.MULTILINE)
Found = list[tuple[str, str]]


def _that_begin(names: Iterable[str], with_: str) -> Found:
    return [(name, "") for name in sorted(names) if name.startswith(with_)]


def _stems(folder: str, pattern: str = "*.yaml") -> list[str]:
    return [path.stem for path in packaged("rules").joinpath(folder).glob(pattern)]


def buyers(incomplete: str) -> Found:
    """Return the known buyers."""
    return _that_begin(_stems("buyers"), incomplete)


def policies(incomplete: str) -> Found:
    """Return the known policies."""
    return _that_begin(_stems("policies"), incomplete)


def flags(incomplete: str) -> Found:
    """Return the red-flag rules."""
    return _that_begin(_stems("flags", "*/*.yaml"), incomplete)


def families(incomplete: str) -> Found:
    """Return the families of red-flag rules."""
    folder = packaged("rules") / "flags"
    return _that_begin((one.name for one in folder.iterdir() if one.is_dir()), incomplete)


def schemas(incomplete: str) -> Found:
    """Return the names of the schemas."""
    from vendorrisk.cli.configured import application
    from vendorrisk.cli.schemas import schemas as known

    return _that_begin(("list", *known(application())), incomplete)


def topics(incomplete: str) -> Found:
    """Return what can be explained without documents and without reading a rule."""
    names = (*FACTORS, *MECHANISMS, *TERMS, *_stems("flags", "*/*.yaml"), *_stems("extract"))
    return _that_begin(names, incomplete)


def tables(incomplete: str) -> Found:
    """Return the commands that take options from a configuration."""
    from vendorrisk.cli.configured import application
    from vendorrisk.cli.keys import tables as known

    return _that_begin(known(application()), incomplete)


def vendors(incomplete: str) -> Found:
    """Return the ids of known companies, each with its name: ids hold no blank to be quoted."""
    text = (packaged("rules") / "lexicon" / "companies.yaml").read_text(encoding="utf-8")
    found = [(id, name.strip()) for id, name in _ID.findall(text)]
    return sorted(pair for pair in found if pair[0].startswith(incomplete.casefold()))
