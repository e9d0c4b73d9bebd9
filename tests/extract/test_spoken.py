"""Who speaks within quotation marks."""

from __future__ import annotations

from vendorrisk.extract import extract, extractor
from vendorrisk.extract.checks import text_document
from vendorrisk.extract.discourse import Discourse
from vendorrisk.extract.spoken import LONGEST, in_quotes, speaker_of


def speaker(text: str) -> str | None:
    made = extractor(engine="rules")
    line = Discourse(text_document(text), made.gazetteer, made.words, ()).lines[0]
    return speaker_of(text, line.sentence.start, line.sentence.end, line.mentions)


def test_marks_open_and_close() -> None:
    text = 'He said "we grew" and “we sold” and left.'
    assert in_quotes(text, 0, text.index("we grew"))
    assert in_quotes(text, 0, text.index("we sold"))
    assert not in_quotes(text, 0, text.index("left"))


def test_the_company_beside_the_verb_speaks() -> None:
    assert speaker('"We bought Labelbox," Harlow Pumps said in a statement.') == "Harlow Pumps"
    assert speaker('"We bought Labelbox," said Google and Microsoft.') is None
    assert speaker('"We bought Labelbox," she said.') is None


def test_a_very_long_sentence_is_left_alone() -> None:
    text = '"We bought Labelbox ' + "and much more " * (LONGEST // 14) + '," said Harlow Pumps.'
    assert speaker_of(text, 0, len(text), ()) is None


def test_we_is_the_speaker_in_quotation_marks_only() -> None:
    text = '"We acquired Labelbox in May," said Dana Okoro, chief executive of Harlow Pumps Inc.'
    found = [c for c in extract(text_document(text))[0] if c.kind == "acquisition"]
    assert [(c.subject, c.object) for c in found] == [("Harlow Pumps", "Labelbox")]
    text = "We acquired Labelbox in May, and Harlow Pumps Inc. said nothing."
    assert [c for c in extract(text_document(text))[0] if c.kind == "acquisition"] == []
