"""A Word document with what the memo needs: real styles, tables, fields, and the same bytes twice.

Text is written as text: one visible line of characters that XML can hold, never a field, a link or
a macro.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from vendorrisk.errors import missing_extra
from vendorrisk.model.summary import cut, one_line

MOST_OF_A_PROPERTY = 255  # characters; marks that take no column count too
_TOGETHER = 8  # rows of a table that is signed on one page
LONGEST = 600  # characters of one text
COLOURS = {"HIGH": "9B1C1C", "LOW": "1D6B3F", "UNDETERMINED": "7A5200"}
WHAT_IF = "A5321A"
_INK, _MUTED, _RULE, _WASH = "1C1F24", "5B6470", "C9CED6", "EEF0F3"
_SIZES = {"a4": (210, 297), "letter": (215.9, 279.4)}
_STYLES = (("Normal", 10), ("Title", 20), ("Heading 1", 14), ("Heading 2", 11.5))


class Run(NamedTuple):
    """A piece of a paragraph."""

    text: str
    bold: bool = False
    italic: bool = False
    muted: bool = False
    raised: bool = False  # as a footnote's number is
    colour: str = ""  # six hexadecimal digits
    below: bool = False  # on a line of its own, below what stands before it


class Word:
    """A document that grows from top to bottom.

    Parameters
    ----------
    title, subject : str
        In its properties.
    day : datetime.date
        Its date: no clock is read.
    paper : {"a4", "letter"}
        Size of its pages.

    Raises
    ------
    SettingsError
        Where python-docx is not installed.
    """

    def __init__(self, title: str, subject: str, day: dt.date, paper: str = "a4") -> None:
        self._docx = _docx()
        self._made = self._docx.Document()
        self._day = dt.datetime.combine(day, dt.time())
        self._properties(title, subject)
        self._style()
        self._page(paper)
        self._drop_thumbnail()

    def _properties(self, title: str, subject: str) -> None:
        found = self._made.core_properties
        found.title, found.subject = (
            cut(one, 200)[:MOST_OF_A_PROPERTY] for one in (title, subject)
        )
        found.author = "vendorrisk"
        found.last_modified_by = ""
        found.comments = ""
        found.language = "en-GB"
        found.revision = 1
        found.created = found.modified = self._day

    def _style(self) -> None:
        styles = self._made.styles
        pt, colour = self._docx.shared.Pt, self._docx.shared.RGBColor.from_string
        for name, size in _STYLES:
            style = styles[name]
            style.font.name = "Calibri"
            self._fonts(style.element.get_or_add_rPr(), "Calibri")
            style.font.size = pt(size)
            style.font.color.rgb = colour(_INK)
        styles["Normal"].paragraph_format.space_after = pt(6)
        styles["Heading 1"].paragraph_format.space_before = pt(14)
        styles["Heading 1"].paragraph_format.space_after = pt(4)
        styles["Heading 2"].paragraph_format.space_before = pt(10)
        styles["Heading 2"].paragraph_format.space_after = pt(2)
        styles["List Bullet"].paragraph_format.space_after = pt(2)
        for lang in styles.element.iter(self._name("w:lang")):
            lang.set(self._name("w:val"), "en-GB")

    def _fonts(self, properties: Any, font: str) -> None:
        """Name a font for every script, in place of those of the theme."""
        fonts = properties.find(self._name("w:rFonts"))
        for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(self._name(f"w:{kind}"), font)
            fonts.attrib.pop(self._name(f"w:{kind}Theme"), None)
        fonts.attrib.pop(self._name("w:cstheme"), None)

    def _page(self, paper: str) -> None:
        mm = self._docx.shared.Mm
        section = self._made.sections[0]
        width, height = _SIZES[paper]
        section.page_width, section.page_height = mm(width), mm(height)
        section.left_margin = section.right_margin = mm(20)
        section.top_margin, section.bottom_margin = mm(20), mm(18)
        self._width = width - 40

    def _drop_thumbnail(self) -> None:
        rels = self._made.part.package.rels
        for key in [key for key, rel in rels.items() if rel.reltype.endswith("/thumbnail")]:
            del rels[key]

    def running(self, head: Iterable[Run], foot: str) -> None:
        """Set what stands on every page: a head, and a foot with the number of the page."""
        section = self._made.sections[0]
        self._runs(section.header.paragraphs[0], head, size=8.5)
        below = section.footer.paragraphs[0]
        self._runs(below, [Run(f"{foot}  ·  page ", muted=True)], size=8.5)
        self._field(below, "PAGE")
        self._runs(below, [Run(" of ", muted=True)], size=8.5)
        self._field(below, "NUMPAGES")

    def heading(self, text: str, level: int) -> None:
        """Add a heading; level 0 is the title."""
        self._made.add_heading(_text(text, 160), level)

    def paragraph(self, *runs: Run, style: str | None = None) -> None:
        """Add a paragraph."""
        self._runs(self._made.add_paragraph(style=style), runs)

    def bullets(self, items: Iterable[Sequence[Run]]) -> None:
        """Add a list."""
        for item in items:
            self.paragraph(*item, style="List Bullet")

    def table(
        self,
        head: Sequence[str],
        rows: Iterable[Sequence[Sequence[Run]]],
        widths: Sequence[float],
        *,
        name: str,
        tall: float = 0,
    ) -> None:
        """Add a table whose head is repeated over pages and whose rows are never cut.

        Parameters
        ----------
        head : sequence of str
            Titles of its columns; none: a table without a head.
        rows : iterable of rows
            Of cells, each a sequence of `Run`.
        widths : sequence of float
            Of the columns, in any unit; they fill the page.
        name : str
            What it holds, for who cannot see it.
        tall : float
            Least height of a row in millimetres, for what is filled in by hand; a short table of
            that kind stays on one page.
        """
        table = self._made.add_table(rows=0, cols=len(widths))
        table.style = "Table Grid"
        table.autofit = True
        self._describe(table, name)
        for row in ([[Run(title, bold=True)] for title in head], *rows) if head else rows:
            made = table.add_row()
            self._keep(made)
            if tall and (not head or len(table.rows) > 1):
                made.height = self._docx.shared.Mm(tall)
            for cell, runs in zip(made.cells, row, strict=True):
                cell.paragraphs[0].paragraph_format.space_after = self._docx.shared.Pt(1)
                self._runs(cell.paragraphs[0], runs, size=9)
        if head and table.rows:
            self._head(table.rows[0])
        if tall and len(table.rows) <= _TOGETHER:
            for cell in (cell for made in table.rows[:-1] for cell in made.cells):
                cell.paragraphs[0].paragraph_format.keep_with_next = True
        unit = self._width / sum(widths)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = self._docx.shared.Mm(width * unit)
            for cell in column.cells:
                cell.width = self._docx.shared.Mm(width * unit)
        self._made.add_paragraph().paragraph_format.space_after = self._docx.shared.Pt(2)

    def data(self) -> bytes:
        """Return the file; its entries carry the day of the document."""
        raw = io.BytesIO()
        self._made.save(raw)
        out = io.BytesIO()
        first, last = dt.datetime(1980, 1, 1), dt.datetime(2107, 12, 31)  # that ZIP can tell
        stamp = min(max(self._day, first), last).timetuple()[:6]
        with zipfile.ZipFile(raw) as given, zipfile.ZipFile(out, "w") as made:
            for name in given.namelist():
                entry = zipfile.ZipInfo(name, date_time=stamp)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = 3  # as on every other system
                entry.external_attr = 0o600 << 16
                made.writestr(entry, given.read(name))
        return out.getvalue()

    def _runs(self, paragraph: Any, runs: Iterable[Run], size: float | None = None) -> None:
        for run in runs:
            made = paragraph.add_run()
            if run.below:
                made.add_break()
            made.add_text(_text(run.text, LONGEST))
            made.bold, made.italic = run.bold or None, run.italic or None
            made.font.superscript = run.raised or None
            colour = run.colour or (_MUTED if run.muted else "")
            if colour:
                made.font.color.rgb = self._docx.shared.RGBColor.from_string(colour)
            if size is not None:
                made.font.size = self._docx.shared.Pt(size)

    def _field(self, paragraph: Any, word: str) -> None:
        """Add a field of our own: the number of the page, or of the pages."""
        field = self._element("w:fldSimple", {"w:instr": word})
        run = self._element("w:r", {})
        text = self._element("w:t", {})
        text.text = "1"
        run.append(text)
        field.append(run)
        paragraph._p.append(field)

    def _describe(self, table: Any, name: str) -> None:
        properties = table._tbl.tblPr
        properties.append(self._element("w:tblCaption", {"w:val": cut(name, 120)}))
        properties.append(self._element("w:tblDescription", {"w:val": cut(name, 120)}))
        edges = self._element("w:tblBorders", {})
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            look = {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": _RULE}
            edges.append(self._element(f"w:{side}", look))
        layout = properties.find(self._name("w:tblLayout"))
        look = properties.find(self._name("w:tblLook"))
        (layout if layout is not None else look).addprevious(edges)

    def _keep(self, row: Any) -> None:
        row._tr.get_or_add_trPr().append(self._element("w:cantSplit", {}))

    def _head(self, row: Any) -> None:
        row._tr.get_or_add_trPr().append(self._element("w:tblHeader", {}))
        for cell in row.cells:
            shade = {"w:val": "clear", "w:color": "auto", "w:fill": _WASH}
            cell._tc.get_or_add_tcPr().append(self._element("w:shd", shade))

    def _element(self, name: str, attributes: dict[str, str]) -> Any:
        made = self._docx.oxml.OxmlElement(name)
        for key, value in attributes.items():
            made.set(self._name(key), value)
        return made

    def _name(self, name: str) -> str:
        found: str = self._docx.oxml.ns.qn(name)
        return found


def _text(text: str, longest: int) -> str:
    """Return visible text on one line, cut; the blanks at its ends stay, runs need them."""
    lead = " " if text[:1] == " " else ""
    tail = " " if len(text) > 1 and text[-1:] == " " else ""
    line = one_line(text) if len(text) <= longest else cut(text, longest)
    return f"{lead}{line}{tail}"


def _docx() -> Any:
    try:
        import docx
        import docx.oxml
        import docx.shared
    except ImportError:
        raise missing_extra("a Word document", "python-docx", "docx", "the format 'docx'") from None
    return docx
