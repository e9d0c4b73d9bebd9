"""A plug-in that took part in a result: code or rules of another distribution."""

from __future__ import annotations

from typing import Literal, get_args

from vendorrisk.model.base import Noun

PluginKind = Literal["reader", "extractor", "exporter", "rules"]
PLUGIN_KINDS: tuple[PluginKind, ...] = get_args(PluginKind)


class Plugin(Noun):
    """A plug-in by its kind and name, and the distribution that it came with."""

    kind: PluginKind
    name: str
    distribution: str
    version: str

    def __str__(self) -> str:
        return f"{self.kind} '{self.name}' of {self.distribution} {self.version}"
