"""Features of pairs: masked, directed, bounded."""

from __future__ import annotations

from vendorrisk.extract.segments import PERSON, Fired, Sight, stem, word_classes

WORDS = ["O", "bought", "a", "stake", "in", "O", "last", "year", "."]


def seen(tokens=WORDS, first=0, second=5, written=("Valtek", "Nexora"), fired=()):
    return Sight(tokens, word_classes()).features((first, second), written, fired)


def test_the_words_between_are_taken_with_the_pair_at_their_edges():
    found = seen()
    assert {"b:X", "b:X bought", "b:in Y", "b:Y", "w:bought", "a:Y last"} <= found
    assert not any("Valtek" in name or "Nexora" in name for name in found)


def test_a_name_tells_only_its_form():
    assert seen(written=("Valtek", "Nexora")) == seen(written=("Ormund", "Kelda"))
    assert "x:pronoun" in seen(written=("it", "Nexora"))
    assert "x:nominal" in seen(written=("the company", "Nexora"))
    assert {"y:name", "y:ventures"} <= seen(written=("It", "Kelda Ventures"))
    assert "x:person" in seen(written=(PERSON, "Nexora"))


def test_a_rule_that_links_the_two_keeps_its_direction():
    one = seen(fired=[Fired("deal", "acquisition", "X", "Y", "planned")])
    other = seen(fired=[Fired("deal", "acquisition", "Y", "X", "planned")])
    assert {"r:deal:XY", "k:acquisition:XY", "m:planned:acquisition"} <= one
    assert "r:deal:YX" in other and "r:deal:XY" not in other
    assert "n:" not in one


def test_a_rule_that_takes_only_one_of_them_is_told_apart():
    found = seen(fired=[Fired("deal", "acquisition", "X", "o", "confirmed")])
    assert {"p:deal:Xo", "q:acquisition:Xo", "n:"} <= found


def test_a_long_stretch_between_is_cut_in_the_middle():
    tokens = ["O", *[f"w{n}" for n in range(400)], "O"]
    found = seen(tokens, 0, 401)
    assert "b:..." in found
    assert "b:w0 w1" in found and "b:w398 w399" in found and "b:w200 w201" not in found


def test_word_lists_stand_for_their_words():
    lists = word_classes()["bought"]
    assert "buy_company" in lists
    assert {f"cb:{name}" for name in lists} <= seen()


def test_stems_keep_four_letters():
    assert stem("uses") == "uses" and stem("acquires") == "acquir" and stem("ended") == "ended"
