"""Plug-ins: what other distributions add by entry points, and what is asked of them.

Four groups: ``vendorrisk.readers`` (a suffix), ``vendorrisk.extractors`` (claims out of a
document), ``vendorrisk.exporters`` (a suffix of an output) and ``vendorrisk.rules`` (a folder of
red-flag rules). Nothing is loaded before it is needed, and nothing of ours is ever replaced.
"""

from vendorrisk.plugins.contracts import Exporter, Extractor, Reader
from vendorrisk.plugins.finding import (
    GROUPS,
    OFF,
    Installed,
    chosen,
    installed,
    named,
    switched_off,
)
from vendorrisk.plugins.loading import aside, failed, folder_of, load, plain

__all__ = [
    "GROUPS",
    "OFF",
    "Exporter",
    "Extractor",
    "Installed",
    "Reader",
    "aside",
    "chosen",
    "failed",
    "folder_of",
    "installed",
    "load",
    "named",
    "plain",
    "switched_off",
]
