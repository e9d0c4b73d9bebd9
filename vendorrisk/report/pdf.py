"""The page as a PDF, set by typst: tagged, PDF/A-2a and PDF/UA-1, the same bytes every time.

Texts reach the templates as data and stay text; no file outside the templates can be opened, and
of the fonts only those that come with typst, or that the caller names, are used.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from vendorrisk.errors import SettingsError, missing_extra
from vendorrisk.model.assessment import Comparison
from vendorrisk.model.summary import cut
from vendorrisk.report.compose import page
from vendorrisk.report.printout import BREAK, printout

MAIN = "report.typ"
TEMPLATES = (MAIN, "pieces.typ", "drawings.typ", "vendor.typ", "ends.typ")
STANDARDS = ("a-2a", "ua-1")
NO_GLYPH = "\ufffd"  # stands for a character that no font has
_PROBED = 20_000  # distinct characters that are looked up
_LINE = re.compile(r"\.typ:(\d+):\d+$", re.MULTILINE)


class Printed(NamedTuple):
    """A PDF, and the characters that no font has and that stand in it as U+FFFD."""

    data: bytes
    missing: tuple[str, ...]


def to_pdf(comparison: Comparison) -> bytes:
    """Return a comparison as a PDF on A4."""
    return printed(comparison).data


def printed(
    comparison: Comparison, *, paper: str = "a4", font_paths: Sequence[Path] = ()
) -> Printed:
    """Return a comparison as a PDF, and the characters that it could not show.

    Parameters
    ----------
    comparison : Comparison
        Of one vendor or several.
    paper : {"a4", "letter"}
        Size of the pages.
    font_paths : sequence of Path
        Folders of fonts, looked through for characters that the fonts of typst do not have.

    Raises
    ------
    SettingsError
        Where typst is not installed, or a folder of fonts is none.
    """
    typst = _typst()
    fonts = typst.Fonts(
        include_system_fonts=False, font_paths=[str(path) for path in _folders(font_paths)]
    )
    own = sorted({font.family for font in fonts.fonts() if font.path})
    data = printout(page(comparison), paper, own)
    seconds = int(dt.datetime.combine(comparison.as_of, dt.time(), tzinfo=dt.UTC).timestamp())
    with tempfile.TemporaryDirectory(prefix="vendorrisk-pdf-") as empty:
        press = _Press(typst, fonts, empty, seconds)
        text = json.dumps(data, ensure_ascii=False)
        made = press.set(text)
        if made is not None:
            return Printed(made, ())
        gone = press.missing(text)
        for also in (_nothing, _joins, _is_not_plain):
            gone = tuple(sorted({*gone, *filter(also, text)}))
            made = press.set(_without(text, gone))
            if made is not None:
                return Printed(made, gone)
    raise SettingsError(
        f"typst cannot set this report: {cut(press.refused, 200)}",
        where="the format 'pdf'",
        how="write another format, and report it with the report.json",
    )


class _Press:
    """Sets texts with the templates; root is an empty folder, so that no file can be opened."""

    def __init__(self, typst: Any, fonts: Any, root: str, seconds: int) -> None:
        self.refused = ""  # why the last text could not be set
        self._typst = typst
        self._settings = {
            "root": root,
            "font_paths": fonts,
            "ignore_system_fonts": True,
            "pdf_standards": list(STANDARDS),
            "timestamp": seconds,
        }

    def set(self, text: str) -> bytes | None:
        """Return the PDF of a page that is given as JSON; None where its text cannot be set.

        A character that no font has is an error, as the standards forbid it; rarer, letters that
        do not go together make typst give up.
        """
        folder = files("vendorrisk.report") / "templates"
        sources = {name: (folder / name).read_bytes() for name in TEMPLATES}
        try:
            made: bytes = self._typst.compile(
                {"main.typ": sources.pop(MAIN), **sources},
                sys_inputs={"report": text},
                **self._settings,
            )
        except self._typst.TypstError as error:
            if not error.message.startswith("PDF/"):  # what the standards forbid
                raise
            self.refused = error.message
            return None
        except BaseException as error:  # a panic of typst has no class that can be imported
            if type(error).__name__ != "PanicException":
                raise
            self.refused = str(error)
            return None
        return made

    def missing(self, text: str) -> tuple[str, ...]:
        """Return the characters of a text that cannot be shown, each tried in its own paragraph."""
        tried = sorted({c for c in text if ord(c) > 0x7E})[:_PROBED]
        head = '#set document(title: "x", date: datetime(year: 2000, month: 1, day: 1))\n'
        lines = "".join(f"#sys.inputs.c{number}\n\n" for number in range(len(tried)))
        given = {f"c{number}": c for number, c in enumerate(tried)}
        try:
            self._typst.compile((head + lines).encode(), sys_inputs=given, **self._settings)
        except self._typst.TypstError as error:
            places = {(int(found) - 2) // 2 for found in _LINE.findall(error.diagnostic)}
            return tuple(one for place, one in enumerate(tried) if place in places)
        return ()


def _nothing(_: str) -> bool:
    return False


def _joins(character: str) -> bool:
    """Whether a character is drawn together with the one before it; our own break is not."""
    kind = unicodedata.category(character)
    return character != BREAK and (kind[0] == "M" or kind == "Cf")


def _is_not_plain(character: str) -> bool:
    """Whether a character may change its shape or the direction of a line."""
    return unicodedata.bidirectional(character) in {"R", "AL", "AN", ""}


def _without(text: str, characters: Sequence[str]) -> str:
    return text.translate({ord(c): NO_GLYPH for c in characters})


def _folders(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if not path.is_dir():
            raise SettingsError(
                "no such folder of fonts" if not path.exists() else "not a folder",
                where=f"--font-path {path}",
                how="give a folder that holds .ttf or .otf files",
            )
        yield path


def _typst() -> Any:
    try:
        import typst
    except ImportError:
        raise missing_extra("a PDF", "typst", "pdf", "the format 'pdf'") from None
    return typst
