"""The contract for machines: JSON, JSON lines, and the schema of both."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from pydantic import ValidationError

from vendorrisk.errors import SettingsError
from vendorrisk.model.assessment import SCHEMA_VERSION, Comparison
from vendorrisk.model.problems import problem

SCHEMA_FILE = "comparison.schema.json"
PROBLEMS = 3  # of a file that is no result, told


def to_json(comparison: Comparison) -> bytes:
    """Return the comparison as JSON, keys in the order of the model, indented by two."""
    return (comparison.to_json(indent=2) + "\n").encode("utf-8")


def read_json(data: bytes, where: str) -> Comparison:
    """Return a comparison that `to_json` wrote.

    Parameters
    ----------
    data : bytes
        The file.
    where : str
        How the file is called, for an error.

    Raises
    ------
    SettingsError
        For what is no result of this package, with the first things that are wrong.
    """
    try:
        return Comparison.model_validate_json(data)
    except ValidationError as error:
        found = [problem(one) for one in error.errors(include_url=False)[:PROBLEMS]]
        raise SettingsError(
            f"no result of vendorrisk: {'; '.join(found)}",
            where=where,
            how="give a file that 'compare', 'score' or 'report' wrote as .json",
        ) from None


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
