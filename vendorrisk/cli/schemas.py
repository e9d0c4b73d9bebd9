"""JSON Schemas of every file that a person edits, made from the models that read them.

A model also takes shorter forms than its fields say: a bare number for a limit, a named value as
the key of its bound. What stands here beside the models says those forms, and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from vendorrisk.cli import keys
from vendorrisk.errors import SettingsError, did_you_mean

if TYPE_CHECKING:
    import typer
    from pydantic import BaseModel

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]


class Known(NamedTuple):
    """A schema: what it is of, where such files lie, and what makes it."""

    what: str
    files: str
    make: Callable[[], Schema]


def text(name: str, known: dict[str, Known]) -> str:
    """Return a schema as JSON.

    Raises
    ------
    SettingsError
        For a name that is none.
    """
    if name not in known:
        hint = did_you_mean(name, known) or f"one of: {', '.join(known)}"
        raise SettingsError(f"no schema '{name}'", where="vendorrisk schema", how=hint)
    one = known[name]
    head = {"$schema": DIALECT, "$id": f"urn:vendorrisk:{name}"}
    return json.dumps(head | one.make(), indent=2, ensure_ascii=False) + "\n"


def schemas(app: typer.Typer) -> dict[str, Known]:
    """Return every schema by name; nothing is imported before one is made."""
    return {
        "config": Known("options of commands", "vendorrisk.toml", lambda: config(app)),
        "buyer": Known("a buyer profile", "buyers/*.yaml, --buyer", _buyer),
        "facts": Known("a fact file", "*.yaml among the inputs", _facts),
        "policy": Known("a policy", "policies/*.yaml, --policy", _policy),
        "waivers": Known("waivers", "--waivers", _waivers),
        "mitigations": Known("mitigations", "--mitigations", _mitigations),
        "judgements": Known("judgements on names", "--judgements", _judgements),
        "scenarios": Known("scenarios of a what-if", "--scenario", _scenarios),
        "flag": Known("a red-flag rule", "flags/*/*.yaml", _flag),
        "extraction-rule": Known("an extraction rule", "extract/*.yaml", _rule),
        "model": Known("the judgement defaults", "model.yaml", _parameters),
        "companies": Known("the registry of names", "lexicon/companies.yaml", _companies),
        "sources": Known("outlets and grades", "lexicon/sources.yaml", _sources),
        "questions": Known("the questions of the checklist", "questions.yaml", _questions),
        "clauses": Known("the clauses of the checklist", "clauses.yaml", _clauses),
        "result": Known("a result", "report.json", _result),
    }


def config(app: typer.Typer) -> Schema:
    """Return the schema of a file of configuration, from the options of the commands."""
    known = keys.tables(app)
    above = {name: _value(key) for name, key in keys.shared(known).items()}
    tables = {
        table: {
            "type": "object",
            "description": f"Options of 'vendorrisk {table}' alone.",
            "properties": {name: _value(key) for name, key in own.items()},
            "additionalProperties": False,
        }
        for table, own in sorted(known.items())
    }
    return {
        "title": "Configuration of vendorrisk",
        "type": "object",
        "properties": above | tables,
        "additionalProperties": False,
    }


def _value(key: keys.Key) -> Schema:
    types = {"flag": "boolean", "whole number": "integer", "number": "number"}
    one: Schema = {"type": types.get(key.kind, "string")}
    if key.choices:
        one["enum"] = list(key.choices)
    if key.many:
        one = {"anyOf": [{"type": "array", "items": one}, one]}
    return {"description": key.help, **one}


def _of(model: type[BaseModel]) -> Schema:
    """Return the schema of what a model reads, with the shorter forms that it takes."""
    made = model.model_json_schema(mode="validation", by_alias=True)
    inner: Schema = made.get("$defs", {})
    if "Condition" in inner:
        inner["Condition"] = _condition()
    for name, bare in (("Limit", "number"), ("DayLimit", "integer")):
        if name in inner:
            inner[name] = {"anyOf": [inner[name], {"type": bare}]}
    return made


def _condition() -> Schema:
    from vendorrisk.decision.values import VALUES

    itself = {"$ref": "#/$defs/Condition"}
    several = {"type": "array", "items": itself, "minItems": 1}
    joints = {"all": several, "any": several, "not": itself}
    named = {name: {"$ref": "#/$defs/Bound"} for name in VALUES}
    return {
        "description": "all, any or not of conditions, or one named value with its bound.",
        "type": "object",
        "properties": joints | named,
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 1,
    }


def _dates_as_written(made: Schema, *names: str) -> Schema:
    """Let keys whose days are kept as they are written hold a year, which is a number."""
    for part in (made, *made.get("$defs", {}).values()):
        for name in names:
            if name in part.get("properties", {}):
                told = part["properties"][name]
                told["anyOf"] = [*told.pop("anyOf", []), {"type": "integer"}]
    return made


def _buyer() -> Schema:
    from vendorrisk.model.buyer import Buyer

    return _of(Buyer)


def _facts() -> Schema:
    from vendorrisk.extract.facts import KEYS
    from vendorrisk.model.claim import ANSWER, KINDS, Claim

    claim = Claim.model_json_schema(mode="validation")
    told = {name: claim["properties"].get(name, {}) for name in KEYS}
    told |= {
        "id": {"type": "string", "description": "Stands once in the file."},
        "says": {"type": "string", "description": "The fact as one sentence: its quote."},
        "kind": {"enum": [*KINDS, ANSWER, "context"]},
        "chain": {"type": "array", "items": {"type": "string"}},
        "confidence": {"enum": ["high", "medium", "low"]},
        "known_from": {"type": "string", "format": "date"},
    }
    for name in ("date", "valid_to", "period"):
        told[name] = {"anyOf": [{"type": "string"}, {"type": "integer"}, {"type": "null"}]}
    fact = {
        "type": "object",
        "properties": told,
        "required": ["id", "says", "kind", "modality"],
        "if": {"properties": {"kind": {"not": {"const": "context"}}}},
        "then": {"propertyNames": {"enum": sorted(told)}},
    }
    return {
        "title": "Facts",
        "type": "object",
        "properties": {
            "title": {"type": "string"},
            "publisher": {"type": "string"},
            "facts": {"type": "array", "items": fact},
        },
        "required": ["facts"],
        "$defs": claim.get("$defs", {}),
    }


def _policy() -> Schema:
    from vendorrisk.model.policy import Policy

    return _of(Policy)


def _waivers() -> Schema:
    from vendorrisk.model.policy import WaiverFile

    return _of(WaiverFile)


def _mitigations() -> Schema:
    from vendorrisk.model.mitigation import MitigationFile

    return _of(MitigationFile)


def _judgements() -> Schema:
    from vendorrisk.rulebook.judgements import JudgementFile

    return _dates_as_written(_of(JudgementFile), "date")


def _scenarios() -> Schema:
    from vendorrisk.model.scenario import ScenarioFile

    return _of(ScenarioFile)


def _flag() -> Schema:
    from vendorrisk.model.flag import FLAG_FAMILIES, FlagRule

    made = _of(FlagRule)
    made["properties"]["family"]["enum"] = list(FLAG_FAMILIES)
    return made


def _rule() -> Schema:
    from vendorrisk.extract.rules import Rule

    return _of(Rule)


def _parameters() -> Schema:
    from vendorrisk.model.parameters import Parameters

    return _of(Parameters)


def _companies() -> Schema:
    from vendorrisk.rulebook.registry import EntityFile

    return _dates_as_written(_of(EntityFile), "since", "until")


def _sources() -> Schema:
    from vendorrisk.rulebook import SourceFile

    return _dates_as_written(_of(SourceFile), "since", "until")


def _questions() -> Schema:
    from vendorrisk.rulebook.questions import QuestionFile

    return _of(QuestionFile)


def _clauses() -> Schema:
    from vendorrisk.rulebook.questions import ClauseFile

    return _of(ClauseFile)


def _result() -> Schema:
    from vendorrisk.report.data import schema

    return schema()
