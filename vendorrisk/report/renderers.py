"""Which renderer writes which format, loaded when it is asked for."""

from __future__ import annotations

import importlib
from collections.abc import Mapping

from vendorrisk.errors import SettingsError, did_you_mean

Renderers = Mapping[str, tuple[str, str]]  # by format: a module of this package, a function in it


def written(noun: object, format: str, renderers: Renderers, what: str) -> bytes:
    """Return a noun in one format; text is UTF-8.

    Parameters
    ----------
    noun : object
        What the renderers take.
    format : str
        A key of `renderers`.
    renderers : mapping
        Formats with their renderers.
    what : str
        How an error calls the format: "a report format".

    Raises
    ------
    SettingsError
        For an unknown format.
    """
    if format not in renderers:
        raise SettingsError(
            f"'{format}' is no {what}",
            how=did_you_mean(format, renderers) or f"use one of {', '.join(renderers)}",
        )
    module, name = renderers[format]
    made: bytes = getattr(importlib.import_module(f"vendorrisk.report.{module}"), name)(noun)
    return made
