"""What a text calls its companies."""

from __future__ import annotations

from vendorrisk.extract.descriptions import Descriptions
from vendorrisk.extract.lexicon import load_lexicon
from vendorrisk.extract.names import Mention


def learnt(*texts: str) -> Descriptions:
    found = Descriptions({}, load_lexicon())
    for text in texts:
        at = text.index("Nexora")
        found.learn(text, 0, len(text), [Mention(at, at + 6, "org", "Nexora", 0.9)])
    return found


def test_words_before_a_name_describe_it() -> None:
    found = learnt("The Danish brewer Nexora left.")
    assert found.fits("Nexora", "danish brewer", "brewer") > 1
    assert found.fits("Nexora", "swiss brewer", "brewer") == 0
    assert found.fits("Nexora", "chipmaker", "chipmaker") < 1


def test_an_appositive_describes_it() -> None:
    assert learnt("Nexora, a chipmaker, left.").fits("Nexora", "chipmaker", "chipmaker") > 1


def test_a_place_describes_it() -> None:
    found = learnt("Nexora, based in Toronto, left.")
    plain = found.fits("Nexora", "company", "company")
    assert found.fits("Nexora", "toronto-based company", "company") > plain


def test_any_company_may_be_called_one() -> None:
    assert 0 < Descriptions({}, load_lexicon()).fits("Valtek", "company", "company") <= 1
