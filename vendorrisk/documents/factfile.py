"""Fact files: a YAML list of facts, each quoted by its own sentence."""

from __future__ import annotations

import datetime as dt
from typing import Any

import yaml

from vendorrisk.documents import limits
from vendorrisk.documents.metadata import (
    FRONT_KEYS,
    TOO_DEEP,
    YAML,
    Found,
    Input,
    build,
    checked_meta,
    too_deep,
)
from vendorrisk.errors import DocumentError
from vendorrisk.model.document import Skipped


def facts_document(one: Input) -> Found:
    """Read a fact file (YAML): every fact is quoted by its own ``says``."""
    text = limits.decode(one.data, one.path)
    loader = YAML(text)
    try:
        deep = too_deep(text)
        if deep is not None:
            raise DocumentError(TOO_DEEP, where=f"{one.path}:{deep}", how="write it out flat")
        node = loader.get_single_node()
        data = loader.construct_document(node)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{one.path}:{mark.line + 1}" if mark else one.path
        raise DocumentError("not YAML", where=where, how="check the indentation there") from None
    except ValueError as error:  # the 30th of February, a number of 5,000 digits
        raise DocumentError(f"impossible value: {error}", where=one.path) from None
    finally:
        loader.dispose()
    if not isinstance(data, dict) or not isinstance(data.get("facts"), list):
        raise DocumentError(
            "not a fact file", where=one.path, how="a mapping with a list 'facts' is expected"
        )
    top = _once(node, one.path)
    facts: list[dict[str, Any]] = []
    seen: set[str] = set()
    for item, fact in zip(top["facts"].value, data["facts"], strict=True):
        line = item.start_mark.line + 1
        problem = _fact_problem(fact, seen)
        if problem:
            yield Skipped(path=f"{one.path}:{line}", what=problem, how="see docs/facts.md")
            continue
        seen.add(str(fact["id"]))
        start, end = _span(text, _once(item, one.path)["says"])
        dated = {k: v.isoformat() if isinstance(v, dt.date) else v for k, v in fact.items()}
        facts.append({**dated, "line": line, "start": start, "end": end})
    meta = {key: data[key] for key in ("title", "publisher") if data.get(key)}
    checked = checked_meta(meta, one.path, FRONT_KEYS)
    yield build(one, "facts", text, checked, facts=tuple(facts))


def _once(node: Any, path: str) -> dict[str, Any]:
    """Return the values of a mapping by key; a key that stands twice is an error."""
    found: dict[str, Any] = {}
    for key, value in node.value:
        name = str(key.value)
        if name in found:
            line = key.start_mark.line + 1
            raise DocumentError(
                f"key '{name}' stands twice", where=f"{path}:{line}", how="drop one"
            )
        found[name] = value
    return found


def _fact_problem(fact: Any, seen: set[str]) -> str | None:
    if not isinstance(fact, dict):
        return "a fact is not a mapping"
    odd = next((key for key in fact if not isinstance(key, str)), None)
    if odd is not None:
        return f"fact '{fact.get('id', '?')}' has a key that is not a word: {odd}"
    for key in ("id", "says", "kind", "modality"):
        if not fact.get(key):
            return f"fact '{fact.get('id', '?')}' has no '{key}'"
    if not isinstance(fact["says"], str):
        return f"fact '{fact['id']}': 'says' is not a sentence"
    return f"fact id '{fact['id']}' stands twice" if str(fact["id"]) in seen else None


def _span(text: str, node: Any) -> tuple[int, int]:
    """Return where a scalar's text stands in the file, without its quotes."""
    start, end = node.start_mark.index, node.end_mark.index
    if text[:1] == "\ufeff":  # the YAML reader drops the mark from its count
        start, end = start + 1, end + 1
    if node.style in {"|", ">"}:  # the sentence begins below its mark
        start = text.index("\n", start) + 1
    raw = text[start:end].strip()
    start = text.index(raw, start) if raw else start
    end = start + len(raw)
    if raw[:1] in "\"'" and raw[-1:] == raw[:1] and len(raw) > 1:
        return start + 1, end - 1
    return start, end
