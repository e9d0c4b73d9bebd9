"""Posts and titles beside names."""

from __future__ import annotations

from vendorrisk.extract.lexicon import load_lexicon
from vendorrisk.extract.titles import behind, parted, ranked, title


def test_a_post_parts_two_names():
    words = load_lexicon()
    assert parted(["Nexora", "Finance", "Director", "Jane", "Doe"], words) == 1
    assert parted(["Chief", "Financial", "Officer", "Jane", "Doe"], words) == 0
    assert parted(["Hugo", "Boss", "AG"], words) == 0


def test_a_title_stands_before_a_name():
    words = load_lexicon()
    assert title(["Professor", "Jane", "Doe"], words) == 1
    assert title(["Nexora", "CEO"], words) == 0


def test_a_post_stands_behind_a_name():
    words = load_lexicon()
    assert behind(["Jane", "Doe", "Finance", "Director"], words) == 2
    assert behind(["Jane", "Doe"], words) == 0
    assert behind(["Nexora", "Managing", "Director"], words) == 0


def test_a_persons_name_begins_behind_a_companys_ending():
    words = load_lexicon()
    assert parted(["Kelda", "Capital", "Partners", "Jane", "Doe"], words) == 3
    assert parted(["Kelda", "Capital", "Partners", "Jane", "Holdings"], words) == 0


def test_a_rank_begins_a_companys_name():
    words = load_lexicon()
    assert ranked(["General", "Kelda", "Inc"], words)
    assert not ranked(["General", "Jane", "Doe"], words)
    assert title(["President", "Kelda", "Inc"], words) == 0
    assert title(["President", "Jane", "Doe"], words) == 1
