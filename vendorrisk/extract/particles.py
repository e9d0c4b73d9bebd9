"""Small words between the words of a name: "Aukje van der Veen", "Banco de la Tarn"."""

from __future__ import annotations

BETWEEN_PEOPLES = frozenset({"bin", "ibn", "ter", "van", "von", "zu"})  # rarely in other names
_BOTH = BETWEEN_PEOPLES | {
    *("af", "da", "de", "del", "dela", "della", "den", "der", "di", "dos", "du", "el", "la", "le"),
    *("ten", "y"),
}
OF_PEOPLE = _BOTH | {"al"}
OF_COMPANIES = _BOTH | {
    *("am", "das", "degli", "dei", "delle", "des", "do", "et", "las", "les", "los", "sur", "und"),
    "ve",
}
