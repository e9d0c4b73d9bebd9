"""Text is cut into blocks that lose nothing and overlap nowhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendorrisk.documents.blocks import blocks

SENTENCE = "Rocket buys labels from Acme, and it has done so for years."

lines = st.sampled_from(
    [
        "",
        "   ",
        SENTENCE,
        "a line that goes on and on with words until it is about as wide as the page is",
        "# Head",
        "## Labels And Rockets",
        "- item",
        "1. item",
        "| a | b |",
        "|---|---|",
        "Share this article",
        "Facebook",
        "About the author",
        "Recent posts",
        "Sources: Reuters",
        "Acme Labels Grows",
        "***",
        "x",
    ]
)


@given(
    st.lists(lines | st.text(max_size=40), max_size=20),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
)
def test_blocks_cover_every_character_once(parts: list[str], end: str, titled: bool) -> None:
    text = end.join(parts)
    found = blocks(text, titled=titled)
    last = 0
    for block in found:
        assert last <= block.start < block.end <= len(text)
        assert not text[last : block.start].strip()
        assert text[block.start : block.end].strip() == text[block.start : block.end]
        last = block.end
    assert not text[last:].strip()


@given(st.text(max_size=60), st.integers(0, 60))
def test_blocks_begin_behind_the_front_matter(text: str, start: int) -> None:
    place = min(start, len(text))
    assert all(block.start >= place for block in blocks(text, place))


def kinds(text: str, **values: bool) -> list[tuple[str, str]]:
    return [(b.kind, text[b.start : b.end]) for b in blocks(text, **values)]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("# A title", "title"),
        ("Rocket pays Acme", "title"),
        ("Does Rocket pay?", "title"),
        (SENTENCE, "paragraph"),
        ("- a thing", "list_item"),
        ("| a | b |", "table_row"),
        ("Share", "boilerplate"),
        ("© 2025 The Bell. All rights reserved.", "boilerplate"),
        ("=====", "boilerplate"),
    ],
)
def test_the_first_line(line: str, kind: str) -> None:
    assert kinds(f"{line}\n\n{SENTENCE}")[0] == (kind, line)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("## Acme in trouble", "heading"),
        ("Labels And Rockets", "heading"),
        ("labels and rockets", "paragraph"),  # not in title case
        ("Rocket", "paragraph"),  # one word
        (SENTENCE, "paragraph"),
        ("• a thing", "list_item"),
        ("2) a thing", "list_item"),
        ("2025 was a year of labels.", "paragraph"),
        ("Rocket | Acme | 2025", "table_row"),
        ("He said a | b and went on.", "paragraph"),
        ("Advertisement", "boilerplate"),
        ("Sources: Reuters, AFP", "boilerplate"),
        ("Sources close to Rocket said it would pay.", "paragraph"),
        ("By Ada Weaver", "boilerplate"),
        ("BY ADA WEAVER and Bo Lind | June 13, 2025", "boilerplate"),
        ("By then Rocket had paid twice", "paragraph"),
        ("By June, Rocket held 49% of Acme.", "paragraph"),
        ("By the end of the year Rocket had paid twice.", "paragraph"),
        ("Image credit: Reuters", "boilerplate"),
        ("Copyright 2025 The Bell", "boilerplate"),
        ("Copyright suits have cost Acme a third of its clients.", "paragraph"),
        ("Follow us on X", "boilerplate"),
    ],
)
def test_a_line_in_the_text(line: str, kind: str) -> None:
    assert (kind, line) in kinds(f"A title\n\n{SENTENCE}\n\n{line}\n\n{SENTENCE} Again.")


def test_open_sections_run_until_a_heading() -> None:
    old = f"Recent posts\n\n{SENTENCE} Old.\n\nMore old."
    text = f"# T\n\n{SENTENCE}\n\n{old}\n\n## Next\n\n{SENTENCE} New."
    assert [kind for kind, _ in kinds(text)] == [
        "title",
        "paragraph",
        "boilerplate",
        "boilerplate",
        "boilerplate",
        "heading",
        "paragraph",
    ]


def test_the_title_again_is_a_caption() -> None:
    assert kinds(f"Rocket pays Acme\n\n{SENTENCE}\n\nRocket pays Acme 2\n")[-1][0] == "boilerplate"


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    wide = "Rocket buys labels from Acme and has done so for many years now"
    text = f"A title\n\n{wide}\n{wide}\nand it pays for them.\n\n{wide}\n"
    assert [kind for kind, _ in kinds(text)] == ["title", "paragraph", "paragraph"]
    assert kinds(text)[1][1] == f"{wide}\n{wide}\nand it pays for them."


def test_short_lines_stay_apart() -> None:
    assert len(kinds("A title\nIt was so then\nIt is so now\n")) == 3


def test_a_sentence_broken_over_short_lines_is_one() -> None:
    text = "Meta holds a\n49% stake in\nScale AI.\n"
    assert kinds(text) == [("paragraph", text.strip())]


def test_a_known_title_leaves_the_first_line_to_the_text() -> None:
    assert kinds("it was so then", titled=True) == [("paragraph", "it was so then")]


def test_a_long_wrapped_text_is_cut_in_one_go() -> None:
    """Twenty thousand lines without a gap: quadratic work would not come back."""
    text = "\n".join(
        f"line {i} of a text that goes on and on without any gap at all" for i in range(20_000)
    )
    assert [b.kind for b in blocks(text, titled=True)] == ["paragraph"]
