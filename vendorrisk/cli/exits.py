"""Exit codes: a gate that failed and a program that failed are told apart.

0 ok, 1 a gate failed, 2 usage or configuration, 3 incomplete (``--strict``), 70 a bug,
130 interrupted, 141 the reader of standard output has gone.
"""

from __future__ import annotations

INTERNAL_CODE = "internal"  # how JSON calls an error that is a bug
USAGE_CODE = "usage"
OK, GATE, USAGE, INCOMPLETE, INTERNAL, INTERRUPTED, PIPE = 0, 1, 2, 3, 70, 130, 141
