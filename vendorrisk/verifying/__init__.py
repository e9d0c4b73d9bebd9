"""Checks a result that was written earlier: by whom, from what and when does not matter.

From the outside in: the file, its receipt, what it says of itself, its arithmetic, its documents
and quotes, the rules; and the whole made again, field by field.
"""

from vendorrisk.verifying.running import verify

__all__ = ["verify"]
