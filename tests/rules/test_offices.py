"""Offices and names of the registry that cannot all be true are reported with their lines."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from pydantic import ValidationError

from vendorrisk.errors import RuleErrors
from vendorrisk.model.entity import Entity, Office
from vendorrisk.rulebook import load_registry, rules_root

COMPANIES = """\
entities:
  - {id: acme, name: Acme, aliases: [Akme], products: [Atlas]}
  - {id: blank, name: Blank}
  - id: ada
    name: Ada Weaver
    kind: person
    offices:
      - {organisation: acme, role: CEO, since: 2016, until: 2025-06-12}
"""


def load(tmp_path: Path, more: str = "", companies: str = COMPANIES) -> list[str]:
    """Return the problems of a registry."""
    folder = tmp_path / "lexicon"
    folder.mkdir(exist_ok=True)
    for name in ("names.yaml", "sources.yaml"):
        (folder / name).write_text((rules_root() / "lexicon" / name).read_text("utf-8"), "utf-8")
    (folder / "companies.yaml").write_text(companies + more, encoding="utf-8")
    try:
        load_registry(tmp_path)
    except RuleErrors as error:
        return [str(one).replace(f"{folder}/", "") for one in error.problems]
    return []


def person(name: str, *offices: str) -> str:
    lines = "".join(f"\n      - {{{one}}}" for one in offices)
    return f"  - id: {name}\n    name: {name.title()} Roe\n    kind: person\n    offices:{lines}\n"


@pytest.mark.parametrize(
    ("more", "what"),
    [
        (person("eve", "organisation: acme, role: chief executive, since: 2025-07"), None),
        (person("eve", "organisation: acme, role: CEO, since: 2025"), None),  # not surely at once
        (person("eve", "organisation: acme, role: director, since: 2018"), None),
        (person("eve", "organisation: acme, role: CEO, since: 2018, concurrent: true"), None),
        (
            person("eve", "organisation: acme, role: chief executive officer, since: 2018"),
            "companies.yaml:9: chief executive twice at one time: Ada Weaver at acme (2016 to"
            " 2025-06-12) at companies.yaml:4, and Eve Roe at acme (2018 to now)",
        ),
        (
            person(
                "eve",
                "organisation: acme, role: chair, since: 2018",
                "organisation: blank, role: chairman, since: 2020, until: 2021",
            ),
            "chair twice at one time: Eve Roe at acme",
        ),
        (person("eve", "organisation: acmee, role: CEO"), "'acmee' is not in the registry"),
        (person("eve", "organisation: acme, role: CEO, since: May"), "since 'May' is no day"),
        (
            person("eve", "organisation: blank, role: CEO, since: 2020, until: 2019"),
            "until 2019 is before since 2020",
        ),
        (
            "  - {id: c, name: C, offices: [{organisation: acme, role: CEO}]}\n",
            "a company holds no office",
        ),
        (
            "  - {id: c, name: C, aliases: [x, ÀKME]}\n",
            "name 'ÀKME' is also that of 'acme' (companies.yaml:2)",
        ),
        (
            "  - {id: c, name: C, products: [atlas]}\n",
            "product 'atlas' is also that of 'acme' (companies.yaml:2)",
        ),
        ("  - {id: c, name: C, products: [Blank]}\n", None),  # a name comes before a product
    ],
)
def test_what_cannot_all_be_true(tmp_path: Path, more: str, what: str | None) -> None:
    found = load(tmp_path, more)
    if what is None:
        assert found == []
    else:
        assert len(found) == 1
        assert what in found[0]


@pytest.mark.parametrize(
    ("day", "held"),
    [
        ("2015-12-31", False),
        ("2016-07-01", None),
        ("2017-01-01", True),
        ("2025-05-31", True),
        ("2025-06-01", None),
        ("2025-07-01", False),
    ],
)
def test_held_on(day: str, held: bool | None) -> None:
    office = Office(organisation="acme", role="CEO", since="2016", until="2025-06")
    assert office.held_on(dt.date.fromisoformat(day)) is held


def test_without_a_beginning_nothing_is_sure() -> None:
    assert Office(organisation="acme", role="CEO").held_on(dt.date(2020, 1, 1)) is None


def test_only_people_hold_offices() -> None:
    with pytest.raises(ValidationError, match="holds no office"):
        Entity(id="a", name="A", offices=(Office(organisation="a", role="CEO"),))
