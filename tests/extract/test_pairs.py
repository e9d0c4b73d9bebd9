"""The relation of two marked companies: kind, direction, and none where the text states none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendorrisk.extract import relation
from vendorrisk.model.claim import KINDS, Engine

HEAD, TAIL = "head->tail", "tail->head"

PAIRS = [
    # text with <head> and [tail], kind, direction
    ("<Nexora> was bought by [Valtek].", "acquisition", TAIL),
    ("[Nexora] was bought by <Valtek>.", "acquisition", HEAD),
    ("<Valtek> owns 20% of [Nexora].", "ownership", HEAD),
    ("<Nexora> is a subsidiary of [Valtek].", "ownership", TAIL),
    ("<Walmart> signed a contract with [Nexora].", "client", HEAD),
    ("[Nexora]'s clients include Barclays, <Walmart> and others.", "client", HEAD),
    ("<It> was acquired by [Valtek] in 2012.", "acquisition", TAIL),
    ("<Its> investors include [Valtek] and Google.", "investment", TAIL),
    ("<the company> raised $5 million from [Valtek].", "investment", TAIL),
    ("<Walmart> ended its partnership with [Nexora].", "client_loss", HEAD),
    ("<Nexora> competes with [Valtek].", "rival", None),
    ("<Nexora> formed an alliance with [Valtek].", "partnership", None),
    ("<Nexora Inc.> was sold to [Valtek Ltd.] for cash.", "acquisition", TAIL),
    # a relation of others, a denied one, or none at all
    ("<Nexora> met [Valtek] in May.", None, None),
    ("<Nexora> denied that it will buy [Valtek].", None, None),
    ("<Nexora> sued Google, which acquired [Valtek].", None, None),
    ("Shares of <Nexora> rose. [Valtek] bought Google.", None, None),
]


def marked(text: str) -> tuple[str, tuple[int, int], tuple[int, int]]:
    """Return a text without its marks, and the spans of head and tail."""
    spans = {}
    for left, right in ("<>", "[]"):
        start, end = text.index(left), text.index(right)
        before = sum(text.find(m) < start for m in "<>[]" if m not in (left, right))
        spans[left] = (start - before, end - before - 1)
    plain = text.translate(dict.fromkeys(map(ord, "<>[]")))
    return plain, spans["<"], spans["["]


@pytest.mark.parametrize("engine", ["rules", "classifier"])
@pytest.mark.parametrize(("text", "kind", "direction"), PAIRS)
def test_kind_and_direction(
    text: str, kind: str | None, direction: str | None, engine: Engine
) -> None:
    plain, head, tail = marked(text)
    found = relation(plain, head=head, tail=tail, engine=engine)
    assert (found.kind, found.direction) == (kind, direction)
    certain = kind is not None or engine == "classifier"  # rules do not say how sure a no is
    assert (found.probability > 0) == certain


@pytest.mark.parametrize("spans", [((0, 4), (2, 6)), ((0, 0), (2, 6)), ((0, 2), (3, 99))])
def test_impossible_spans_are_refused(spans: tuple[tuple[int, int], tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match="overlap, are empty or leave"):
        relation("Nexora", head=spans[0], tail=spans[1], engine="rules")


@given(st.text(min_size=4, max_size=80), st.data())
def test_any_marked_text_gives_an_answer(text: str, data: st.DataObject) -> None:
    cuts = data.draw(
        st.lists(st.integers(0, len(text)), min_size=4, max_size=4, unique=True).map(sorted)
    )
    found = relation(text, head=(cuts[0], cuts[1]), tail=(cuts[2], cuts[3]), engine="rules")
    assert found.kind is None or found.kind in KINDS
    assert 0 <= found.probability <= 1
