"""The page of the Python API, from signatures and docstrings."""

from __future__ import annotations

import inspect
import logging
import re
from collections.abc import Iterator
from typing import Any

from griffe import Docstring, DocstringSectionKind, Parser

import vendorrisk
from vendorrisk.model.base import Noun

logging.getLogger("griffe").setLevel(logging.ERROR)  # it asks for types that "As in" stands for


def api_page() -> str:
    """Return the page of every public name."""
    return "\n".join(_page()).rstrip() + "\n"


def _page() -> Iterator[str]:
    yield from (
        "# Python API, name by name",
        "",
        "Made from the signatures and docstrings of the package by `make docs`. How to work with"
        " it: [Python API](../api.md). Everything is imported from `vendorrisk`.",
        "",
        "| name | what it is |",
        "|---|---|",
    )
    for name in vendorrisk.__all__:
        first = (inspect.getdoc(getattr(vendorrisk, name)) or "").split("\n\n")[0]
        yield f"| [`{name}`](#{_title(name).lower().replace(' ', '-')}) | {_cell(first)} |"
    for name in vendorrisk.__all__:
        yield from ("", f"## {_title(name)}", "")
        yield from _name(name, getattr(vendorrisk, name))


def _title(name: str) -> str:
    """Return the heading of a name: `Gate` and `gate` need two anchors."""
    return f"class {name}" if inspect.isclass(getattr(vendorrisk, name)) else name


def _name(name: str, value: Any) -> Iterator[str]:
    if inspect.isclass(value) and issubclass(value, Noun):
        yield from _docstring(value)
        yield from ("A frozen model: `.to_json()`, `.model_dump()`. Its fields:", "")
        yield from ("| field | type | when left out |", "|---|---|---|")
        for key, field in value.model_fields.items():
            left_out = "needed" if field.is_required() else f"`{field.get_default()!r}`"
            yield f"| `{key}` | `{_cell(_type(field.annotation))}` | {left_out} |"
        return
    yield from ("```python", *_signature(name, value), "```", "")
    yield from _docstring(value)


def _signature(name: str, value: Any) -> Iterator[str]:
    parameters = inspect.signature(value).parameters.values()
    yield f"vendorrisk.{name}("
    starred = False
    for one in parameters:
        if one.kind is one.KEYWORD_ONLY and not starred:
            starred = True
            yield "    *,"
        default = ""
        if one.default is not one.empty:
            shown = one.default.__name__ if callable(one.default) else repr(one.default)
            default = f" = {shown}"
        kind = "" if one.annotation is one.empty else f": {_type(one.annotation)}"
        yield f"    {one.name}{kind}{default},"
    yield ")"


def _type(annotation: Any) -> str:
    text = annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)
    text = re.sub(
        r"\b(?:vendorrisk|datetime|typing|pathlib|collections)(?:\.\w+)*\.(?=\w)", "", text
    )
    return re.sub(r"Annotated\[(\w+), .*?\)\]", r"\1", text)


def _docstring(value: Any) -> Iterator[str]:
    for section in Docstring(inspect.getdoc(value) or "", parser=Parser.numpy).parsed:
        match section.kind:
            case DocstringSectionKind.text:
                yield from (_plain(section.value), "")
            case DocstringSectionKind.parameters:
                yield from ("| parameter | type | what it is |", "|---|---|---|")
                for names, kind, what in _together(section.value):
                    yield f"| {names} | {_cell(kind)} | {_cell(what)} |"
                yield ""
            case DocstringSectionKind.attributes:
                yield from ("| attribute | type | what it is |", "|---|---|---|")
                for one in section.value:
                    what = _cell(one.description)
                    yield f"| `{one.name}` | {_cell(str(one.annotation or ''))} | {what} |"
                yield ""
            case DocstringSectionKind.returns:
                for one in section.value:
                    yield from (
                        f"Returns **{_plain(str(one.annotation))}**. {_plain(one.description)}",
                        "",
                    )
            case DocstringSectionKind.raises:
                yield from ("| raises | when |", "|---|---|")
                for one in section.value:
                    yield f"| `{one.annotation}` | {_cell(one.description)} |"
                yield ""
            case DocstringSectionKind.examples:
                yield from ("```python", *(text for _, text in section.value), "", "```", "")
            case _:
                yield from (_plain(getattr(section.value, "contents", str(section.value))), "")


def _together(parameters: Any) -> Iterator[tuple[str, str, str]]:
    """Yield parameters as they are written: those of one entry share its words."""
    rows: list[tuple[list[str], str, str]] = []
    for one in parameters:
        kind, what = str(one.annotation or ""), one.description
        if rows and rows[-1][1:] == (kind, what):
            rows[-1][0].append(one.name)
        else:
            rows.append(([one.name], kind, what))
    for names, kind, what in rows:
        yield ", ".join(f"`{name}`" for name in names), kind, what


def _plain(text: str) -> str:
    return text.replace("``", "`").strip()


def _cell(text: str) -> str:
    return " ".join(_plain(text).split()).replace("|", "\\|")
