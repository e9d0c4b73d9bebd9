"""The part of SARIF 2.1.0 that is written: its nouns, in their own names and order.

Spec: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
Level = Literal["error", "warning", "note"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, alias_generator=to_camel, populate_by_name=True)


class Message(_Part):
    """Plain text."""

    text: str


class Snippet(_Part):
    """The words of a region."""

    text: str


class Region(_Part):
    """A part of a text file; offsets from 0, lines and columns from 1, all in code points."""

    start_line: int | None = None
    start_column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    char_offset: int | None = None
    char_length: int | None = None
    snippet: Snippet | None = None


class ArtifactLocation(_Part):
    """A file."""

    uri: str
    index: int | None = None


class PhysicalLocation(_Part):
    """A place in a file."""

    artifact_location: ArtifactLocation
    region: Region | None = None


class Location(_Part):
    """A place."""

    physical_location: PhysicalLocation
    properties: dict[str, Any] | None = None


class Suppression(_Part):
    """A waiver."""

    kind: Literal["external"] = "external"
    status: Literal["accepted"] = "accepted"
    justification: str


class Result(_Part):
    """One quote that a check was decided on, or a check without one."""

    rule_id: str
    rule_index: int
    level: Level
    message: Message
    locations: tuple[Location, ...]
    partial_fingerprints: dict[str, str]
    suppressions: tuple[Suppression, ...] = ()
    properties: dict[str, Any]


class Configuration(_Part):
    """The level of a rule."""

    level: Level


class Rule(_Part):
    """A factor, or a check of the policy."""

    id: str
    short_description: Message
    full_description: Message
    help: Message
    default_configuration: Configuration


class Driver(_Part):
    """The program."""

    name: str = "vendorrisk"
    version: str
    rules: tuple[Rule, ...]


class Tool(_Part):
    """The program."""

    driver: Driver


class Artifact(_Part):
    """A document."""

    location: ArtifactLocation
    hashes: dict[str, str] | None = None


class Notification(_Part):
    """What the reader of the file should know of how it was made."""

    level: Level
    message: Message


class Invocation(_Part):
    """That the program ran to its end."""

    execution_successful: bool = True
    tool_execution_notifications: tuple[Notification, ...] = ()


class Run(_Part):
    """One answer of a gate."""

    tool: Tool
    invocations: tuple[Invocation, ...]
    artifacts: tuple[Artifact, ...]
    results: tuple[Result, ...]
    column_kind: Literal["unicodeCodePoints"] = "unicodeCodePoints"
    properties: dict[str, Any]


class Log(_Part):
    """A SARIF file."""

    schema_uri: str = Field(default=_SCHEMA, alias="$schema")
    version: Literal["2.1.0"] = "2.1.0"
    runs: tuple[Run, ...]
