"""Pages are tested as doctests; the modules that make them run as scripts, from this folder."""

from __future__ import annotations

collect_ignore_glob = ["*.py"]
