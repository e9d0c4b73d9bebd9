"""Files in, documents out. Bad input is skipped with its reason; the rest of the run goes on."""

from vendorrisk.documents.reading import read, shelve

__all__ = ["read", "shelve"]
