"""Posts and titles beside names."""

from __future__ import annotations

from vendorrisk.extract.lexicon import load_lexicon
from vendorrisk.extract.titles import behind, parted, title


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
