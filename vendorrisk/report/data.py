"""The contract for machines: JSON, JSON lines, and the schema of both."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from vendorrisk.model.assessment import SCHEMA_VERSION, Comparison

SCHEMA_FILE = "comparison.schema.json"


def to_json(comparison: Comparison) -> bytes:
    """Return the comparison as JSON, keys in the order of the model, indented by two."""
    return (comparison.to_json(indent=2) + "\n").encode("utf-8")


def to_jsonl(comparison: Comparison) -> bytes:
    """Return one assessment a line, each with the versions that it was made with."""
    head = {
        "schema_version": comparison.schema_version,
        "model_version": comparison.model_version,
        "engine": comparison.engine,
    }
    lines = (
        json.dumps(head | a.model_dump(mode="json"), ensure_ascii=False, separators=(",", ":"))
        for a in comparison.assessments
    )
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of what `to_json` writes, made from the model."""
    body = Comparison.model_json_schema(mode="serialization")
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:vendorrisk:comparison:{SCHEMA_VERSION}",
    }
    return head | body


def schema_text() -> str:
    """Return the schema as the shipped file holds it."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def shipped_schema() -> str:
    """Return the text of the shipped schema file."""
    return (files("vendorrisk.report") / "schemas" / SCHEMA_FILE).read_text(encoding="utf-8")
