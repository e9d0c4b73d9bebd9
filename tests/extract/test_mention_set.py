"""How well names are found on a labelled set, with floors that may only be raised."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import yaml
from mentioned import mentions

SET = Path(__file__).parents[1] / "data" / "mentions.yaml"
KINDS = {"orgs": {"org", "outlet"}, "persons": {"person"}}
FORMS = ("inc", "ab", "ag", "oyj", "gmbh & co kg", "s.p.a.", "s.a.", "k.k.", "a/s", "plc")


def cases():
    groups = yaml.safe_load(SET.read_text(encoding="utf-8"))
    return [case for group in groups.values() for case in group]


def bare(name: str) -> str:
    """A name in small letters without legal form, "&" of "& Co" and possessive."""
    text = name.casefold().replace("\u2019", "'").removeprefix("the ")
    for form in FORMS:
        text = text.removesuffix(" " + form)
    return text.removesuffix(" co").removesuffix(" &").strip(" ,")


def found(text: str) -> dict[str, list[set[str]]]:
    """The mentions of a text by kind, each by its name and as written."""
    listed = [m for m in mentions(text) if m.name]
    return {
        key: [
            {bare(m.name), bare(text[m.start : m.end])}
            for m in listed
            if m.kind in kinds and not text[m.start : m.end].casefold().startswith(_BACK)
        ]
        for key, kinds in KINDS.items()
    }


_BACK = ("the ", "its ", "their ", "his ", "her ")  # point back, name nothing


def compare(key: str) -> tuple[int, list[str], list[str]]:
    """How many names are right, and which are wrong and missed, with their sentences."""
    right, wrong, missed = 0, [], []
    for case in cases():
        mentions = found(case["text"])[key]
        wanted = {bare(str(name)) for name in case[key]}
        spare = {bare(str(name)) for name in case.get("either", [])}
        for name in sorted(wanted):
            if any(name in names for names in mentions):
                right += 1
            else:
                missed.append(f"{name} | {case['text']}")
        strange = {min(n) for n in mentions if not n & (wanted | spare)}
        wrong += [f"{name} | {case['text']}" for name in sorted(strange)]
    return right, wrong, missed


HASH = "4d6ff7a9dea39b54"
FLOORS = {"orgs": (0.98, 0.96), "persons": (0.97, 0.97)}  # precision, recall


def test_the_set_is_the_one_that_was_measured():
    assert hashlib.sha256(SET.read_bytes()).hexdigest()[:16] == HASH


def test_the_set_is_broad_enough():
    groups = yaml.safe_load(SET.read_text(encoding="utf-8"))
    assert len(groups) >= 10
    assert len(cases()) >= 120
    assert sum(not case["orgs"] and not case["persons"] for case in cases()) >= 25


@pytest.mark.parametrize("key", FLOORS)
def test_names_are_found_and_others_are_not(key):
    right, wrong, missed = compare(key)
    precision, recall = FLOORS[key]
    assert right / (right + len(wrong)) >= precision, wrong
    assert right / (right + len(missed)) >= recall, missed
