"""Rows of a table beside the names of its columns, so that rules can read a cell by its header."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vendorrisk.extract.readings import Reading

WORDS = 8  # of a column's name that are kept
Columns = list[list[str]]


def with_headed(lines: Iterable[Reading]) -> Iterator[Reading]:
    """Yield every sentence, and behind a row of a table that row by the names of its columns.

    A first row names columns where it has two or more cells with words and no company, person or
    figure among them. ``| Client | Share |`` above ``| Nexora | 9% |`` gives ``| client :
    Nexora | share : 9% |``.
    """
    columns: Columns = []
    expected = -1  # number of the row that would go on with the table
    for reading in lines:
        yield reading
        if reading.line.sentence.kind != "table_row":
            continue
        if reading.number != expected:
            columns = _columns(reading)
        elif columns:
            yield reading.headed(columns)
        expected = reading.number + 1


def _columns(reading: Reading) -> Columns:
    """Return the words of each cell of a row that names columns; nothing where it names none."""
    if any(mention.kind != "date" for mention in reading.line.mentions):
        return []
    texts = reading.texts[1:] if reading.texts[:1] == ["|"] else reading.texts
    cells: Columns = [[]]
    for text in texts:
        if text == "|":
            cells.append([])
        else:
            cells[-1].append(text)
    named = [[*cell[:WORDS], ":"] if cell else [] for cell in cells]
    return named if sum(map(bool, named)) > 1 else []
