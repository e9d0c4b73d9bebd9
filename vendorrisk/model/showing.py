"""How a result shows itself, as the package registers it.

A result is asked for its picture on the model's floor, by a notebook or by ``.plot()``; what draws
it lives above. So the model holds names, which the package gives it on import, and looks one up
when a picture is wanted.

>>> from vendorrisk.model import showing
>>> sorted(showing.PLACES)
['html', 'plot']
"""

from __future__ import annotations

import importlib
from typing import Any

PLACES: dict[str, str] = {}  # by kind of picture: "module:function"


def register(**places: str) -> None:
    """Say what shows a result: ``html="module:function"``; nothing is imported."""
    PLACES.update(places)


def picture(kind: str, noun: object, **options: Any) -> Any:
    """Return the picture of a kind, made by what is registered for it."""
    module, _, name = PLACES[kind].partition(":")
    return getattr(importlib.import_module(module), name)(noun, **options)
