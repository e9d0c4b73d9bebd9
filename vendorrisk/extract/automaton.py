"""Finds the strings of a long list in a text, by an Aho-Corasick automaton over its bytes."""

from __future__ import annotations

from collections.abc import Sequence

Hit = tuple[int, int, int]  # number of the string, where it starts, where it ends


class Automaton:
    """The longest strings of a list that begin furthest to the left, and do not overlap.

    The automaton reads UTF-8, which is a good deal faster than characters (Aho and Corasick 1975,
    "Efficient string matching", CACM 18:6); time grows with the length of the text only.

    Parameters
    ----------
    strings : sequence of str
        None of them empty.
    """

    def __init__(self, strings: Sequence[str]) -> None:
        from ahocorasick_rs import BytesAhoCorasick, MatchKind

        encoded = [_bytes(string) for string in strings]
        self._automaton = BytesAhoCorasick(encoded, matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> list[Hit]:
        """Return the strings in a text, in order; offsets are of characters."""
        data = _bytes(text)
        hits: list[Hit] = self._automaton.find_matches_as_indexes(data)
        if len(data) == len(text):
            return hits
        found = []
        at = place = 0  # the same place in bytes and in characters
        for number, start, end in hits:
            place += _characters(data[at:start])
            length = _characters(data[start:end])
            found.append((number, place, place + length))
            at, place = end, place + length
        return found


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")  # half a pair is hostile, no reason to fail


def _characters(data: bytes) -> int:
    return len(data.decode("utf-8", "surrogatepass"))
