"""The judgement defaults that a result rests on, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator

from vendorrisk.model.assessment import Parameter
from vendorrisk.model.base import Noun
from vendorrisk.model.parameters import Band, Number, Parameters, Remedy


def judgement_defaults(parameters: Parameters) -> tuple[Parameter, ...]:
    """Return every default by dotted name, in the order of ``rules/model.yaml``."""
    return tuple(_flat("", parameters))


def _flat(name: str, value: object) -> Iterator[Parameter]:
    """Yield every judgement default with its reason, by dotted name."""
    if isinstance(value, Number):
        yield Parameter(name=name, value=f"{value.value:g}", reason=value.reason)
    elif isinstance(value, Band):
        shown = f"{value.point:g} [{value.low:g} to {value.high:g}]"
        yield Parameter(name=name, value=shown, reason=value.reason)
    elif isinstance(value, Remedy):
        by = f"by {value.by}" + (f": {', '.join(value.clauses)}" if value.clauses else "")
        yield Parameter(name=name, value=by, reason=value.reason)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _flat(f"{name}.{key}", part)
    elif isinstance(value, tuple):
        for part in value:
            shown = f"base rate {part.base_rate:g}, severity {part.severity:g}, link {part.link}"
            yield Parameter(name=f"{name}.{part.id}", value=shown, reason=part.reason)
    elif isinstance(value, Noun):
        for key in type(value).model_fields:
            yield from _flat(f"{name}.{key}".lstrip("."), getattr(value, key))
