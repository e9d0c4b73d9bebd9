"""What each format must hold when strangers have had their say, read back with a real parser.

A check is given what was written of hostile texts, what was written of plain words in their places,
and the texts. It fails with an AssertionError.
"""

from __future__ import annotations

import csv
import io
import json
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import html5lib
import openpyxl
import pypdf
import python_calamine
from html5lib.constants import DataLossWarning
from lxml import etree
from markdown_it import MarkdownIt

from vendorrisk.cli.talk import printable
from vendorrisk.model.summary import visible
from vendorrisk.report.printout import BREAK

HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef"
    "\ufeff\ufff9-\ufffc\ufffe\uffff\U000e0000-\U000e007f\ud800-\udfff]"
)
PILE = re.compile("[\u0300-\u036f]{12}")
OURS = "https://example.org/"  # the only address that outputs of the tests may link to
CHUNK = 6
PLAIN = tuple(f"Plain{word}word" for word in ("one", "two", "three", "four", "five", "six"))
SHORT = 200  # characters of a text that no output cuts
Check = Callable[[bytes, bytes, Sequence[str]], None]
Texts = Sequence[str]


def html(data: bytes, plain: bytes, texts: Texts) -> None:
    """No element, attribute or address but ours; nothing hidden; the text is there."""
    source = data.decode("utf-8")
    assert not HIDDEN.search(source)
    assert not PILE.search(source)
    found, told = _elements(source)
    ours, usual = _elements(plain.decode("utf-8"))
    assert {tag for tag, _ in found} <= {tag for tag, _ in ours}
    kinds = {(tag, frozenset(names)) for tag, names in ours}
    for tag, given in found:
        assert (tag, frozenset(given)) in kinds, (tag, given)
        for name, value in given.items():
            assert not name.startswith("on"), (tag, name)
            if name in {"href", "src", "action", "formaction", "srcdoc", "data"} or ":" in name:
                assert value.startswith(("#", OURS)), (tag, name, value)
            if name in {"id", "class", "for"}:
                assert re.fullmatch(r"[a-z0-9 -]*", value), (tag, name, value)
            if name in {"style", "charset"}:
                assert value in {other.get(name) for _, other in ours}, (tag, name, value)
        if "http-equiv" in given:
            assert given in [other for _, other in ours], given
    if _short(texts):
        assert [tag for tag, _ in found] == [tag for tag, _ in ours]
    _are_there(texts, told, usual)


def _elements(source: str) -> tuple[list[tuple[str, dict[str, str]]], str]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            tree = html5lib.parse(source, treebuilder="lxml", namespaceHTMLElements=False)
        except DataLossWarning as error:  # a name that no element and no attribute of ours has
            raise AssertionError(str(error)) from None
    found = []
    for one in tree.iter():
        if isinstance(one.tag, str):
            attributes = {etree.QName(name).localname: value for name, value in one.attrib.items()}
            found.append((etree.QName(one).localname, attributes))
        else:
            assert not isinstance(one, etree._Comment), one.text
    shown = [
        part
        for one in tree.iter()
        if one.tag not in ("style", "script")
        for part in (one.text if isinstance(one.tag, str) else "", one.tail)
        if part
    ]
    return found, " ".join(shown)


def md(data: bytes, plain: bytes, texts: Texts) -> None:
    """The same blocks and inline parts as with a plain word: the text is only text."""
    source = data.decode("utf-8")
    assert not HIDDEN.search(source)
    assert not PILE.search(source)
    for pattern in _LINKS:
        bare, usual = (
            set(re.findall(pattern, re.sub(r"(?<!\\)`[^`\n]*`", "", one)))
            for one in (source, plain.decode("utf-8"))
        )
        assert bare <= usual
    _no_command(source)
    found, told = _tokens(source)
    ours, usual = _tokens(plain.decode("utf-8"))
    if _short(texts):
        assert found == ours
    rest = set(found) - set(ours)
    if not all(text.strip() for text in texts):  # nothing between marks is no mark-up but dashes
        rest -= {"hr:hr"}
    assert not rest, rest
    _are_there(texts, told, usual)


_LINKS = (  # what readers turn into links or mathematics without any mark-up
    r"(?:https?|ftp)://\S*",
    r"\bwww\.\S*",
    r"\w+@\w+",
    r"(?<!\\)\$\w+",
)


def _tokens(source: str) -> tuple[list[str], str]:
    """Return the kinds of the tokens in order, with the mark-up that they carry, and the text."""
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    kinds, told = [], []
    for token in reader.parse(source):
        if token.type == "html_block":
            kinds.append(f"html:{_tags(token.content)}")
            told.append(re.sub(r"<[^>]*>", " ", token.content))
        elif token.type == "fence" or token.type == "code_block":
            kinds.append(token.type)
        else:
            kinds.append(f"{token.type}:{token.tag}")
        for part in token.children or ():
            if part.type in {"text", "softbreak", "text_special"}:
                told.append(part.content or " ")
                continue
            if part.type == "code_inline":
                told.append(part.content)
                kinds.append("code")
            elif part.type == "html_inline":
                kinds.append(f"html:{part.content}")
            else:
                target = part.attrs.get("href") or part.attrs.get("src") or ""
                assert not target or str(target).startswith(("#", OURS)), target
                kinds.append(f"{part.type}:{target}")
    return kinds, "".join(told)


def _tags(source: str) -> str:
    return " ".join(re.findall(r"<!--|-->|</?[a-zA-Z][^>]*>", source))


def csv_(data: bytes, plain: bytes, texts: Texts) -> None:
    """As many rows and cells, none of which a spreadsheet runs; the text is there."""
    rows, ours = _rows(data), _rows(plain)
    assert len(rows) == len(ours)
    assert rows[0] == ours[0]
    assert {len(row) for row in rows} == {len(ours[0])}
    told = []
    for row in rows:
        for cell in row:
            assert not HIDDEN.search(cell)
            if not re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", cell):
                assert not cell.lstrip(" ").startswith(tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"))
            told.append(cell)
    assert b"\r" not in data
    _are_there(texts, " ".join(told), plain.decode("utf-8"))


def _rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))


def xlsx(data: bytes, plain: bytes, texts: Texts) -> None:
    """Cells are text or numbers, formulas are ours, links stay inside, every part is plain XML."""
    names = _parts(data)
    assert names == _parts(plain)
    book = openpyxl.load_workbook(io.BytesIO(data))
    ours = openpyxl.load_workbook(io.BytesIO(plain))
    assert book.sheetnames == ours.sheetnames
    assert sorted(book.defined_names) == sorted(ours.defined_names)
    told = []
    for sheet in book:
        assert len(sheet._charts) == len(sheet._images) == 0
        rules = [r.formula for c in sheet.conditional_formatting for r in c.rules]
        assert rules == [
            r.formula for c in ours[sheet.title].conditional_formatting for r in c.rules
        ]
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert re.fullmatch(r"=COUNTIFS\([A-Za-z0-9!$:,\"]+\)", str(cell.value))
                elif isinstance(cell.value, str):
                    assert cell.data_type == "s", cell.coordinate
                    assert not HIDDEN.search(cell.value)
                    told.append(cell.value)
                if cell.hyperlink is not None:
                    assert cell.hyperlink.target is None
                    assert re.fullmatch(r"'[A-Za-z ]+'!A\d+", cell.hyperlink.location)
    assert _codes(data) == _codes(plain)
    again = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert again.sheet_names == book.sheetnames
    usual = [str(cell.value) for sheet in ours for row in sheet.iter_rows() for cell in row]
    _are_there(texts, " ".join(told), " ".join(usual))


def _parts(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            body = archive.read(name)
            assert b"<!DOCTYPE" not in body and b"<!ENTITY" not in body
            etree.fromstring(body)
            assert b'TargetMode="External"' not in body
        return sorted(archive.namelist())


def _codes(data: bytes) -> list[list[str]]:
    """Return the codes in the printed headers of every sheet; && is a written &."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in sorted(archive.namelist()):
            if name.startswith("xl/worksheets/sheet"):
                tree = etree.fromstring(archive.read(name))
                told = [one.text or "" for one in tree.iterfind(".//{*}headerFooter/{*}*")]
                found.append(re.findall(r"&(?:\d+|.)", "".join(told).replace("&&", "")))
    return found


def json_(data: bytes, plain: bytes, texts: Texts) -> None:
    """JSON of the same shape that holds the text unchanged."""
    assert not re.search(rb"[\x00-\x09\x0b-\x1f]", data)
    found, ours = (json.loads(one) for one in (data, plain))
    assert _shape(found) == _shape(ours)
    told, usual = (list(_strings(one)) for one in (found, ours))
    for text, word in zip(texts, PLAIN, strict=False):
        if any(word in one for one in usual) and len(text) < SHORT:
            assert any(text in one for one in told), text


def _shape(value: Any) -> Any:
    """Return what kinds of values a value is made of, whatever names and words stand in it."""
    if isinstance(value, dict):
        return ["mapping", *sorted((_shape(one) for one in value.values()), key=json.dumps)]
    if isinstance(value, list):
        return ["list", *sorted((_shape(one) for one in value), key=json.dumps)]
    return "null" if value is None else type(value).__name__


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)


def jsonl(data: bytes, plain: bytes, texts: Texts) -> None:
    """One object a line, as many lines as with a plain word."""
    lines, ours = data.split(b"\n"), plain.split(b"\n")
    assert lines[-1] == b"" and len(lines) == len(ours)
    whole, other = (b"[" + b",".join(one[:-1]) + b"]" for one in (lines, ours))
    json_(whole, other, texts)


def sarif(data: bytes, plain: bytes, texts: Texts) -> None:
    """JSON whose messages hold no link, and whose places lead to no other scheme."""
    assert not re.search(rb"[\x00-\x09\x0b-\x1f]", data)
    found, ours = json.loads(data), json.loads(plain)
    assert len(found["runs"][0]["results"]) == len(ours["runs"][0]["results"])
    told = list(_strings(found))
    for one in _strings(_without(found, "snippet")):
        assert not HIDDEN.search(one)
    for message in _messages(found):
        assert not re.search(r"(?<!\\)\[[^\]]*(?<!\\)\]\(", message), message
    for uri in _uris(found):
        assert not re.match(r"(?i)\s*(javascript|data|vbscript|ftp|mailto):", uri), uri
        assert not re.search(r"[\s<>\"\\^`{|}]", uri), uri
    _are_there(texts, " ".join(told), plain.decode("utf-8"))


def _without(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        return {key: _without(one, name) for key, one in value.items() if key != name}
    return [_without(one, name) for one in value] if isinstance(value, list) else value


def _messages(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, one in value.items():
            if name in {"text", "markdown"} and isinstance(one, str):
                yield one
            else:
                yield from _messages(one)
    elif isinstance(value, list):
        for one in value:
            yield from _messages(one)


def _uris(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, one in value.items():
            if name in {"uri", "helpUri", "informationUri"} and isinstance(one, str):
                yield one
            else:
                yield from _uris(one)
    elif isinstance(value, list):
        for one in value:
            yield from _uris(one)


def junit(data: bytes, plain: bytes, texts: Texts) -> None:
    """The same elements and attributes, no document type, nothing hidden."""
    assert b"<!DOCTYPE" not in data
    found, ours = etree.fromstring(data), etree.fromstring(plain)
    kinds, usual = (
        [(one.tag, sorted(one.attrib)) for one in tree.iter()] for tree in (found, ours)
    )
    assert {tag for tag, _ in kinds} <= {tag for tag, _ in usual}
    assert kinds == usual or not _short(texts)
    parts = [str(part) for one in found.iter() for part in (one.text, *one.attrib.values()) if part]
    for part in parts:
        assert not HIDDEN.search(part)
    _are_there(texts, " ".join(parts), plain.decode("utf-8"))


def github(data: bytes, plain: bytes, texts: Texts) -> None:
    """One command a line, as many as with a plain word, each of a known kind."""
    lines = data.decode("utf-8").split("\n")
    assert len(lines) == len(plain.decode("utf-8").split("\n"))
    for line in lines[:-1]:
        head = re.match(r"::(error|warning|notice) ((?:[a-z]+=[^,:]*,?)+)::", line)
        assert head, line
        assert {one.partition("=")[0] for one in head[2].split(",")} <= {"file", "line", "title"}
        assert "##[" not in line
        assert not re.search("%(?!25|0A|0D|3A|2C)", line)
        assert not HIDDEN.search(line)
    told = data.decode("utf-8").replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
    _are_there(texts, told.replace("## [", "##["), plain.decode("utf-8"))


def table(data: bytes, plain: bytes, texts: Texts) -> None:
    """Plain lines that steer no terminal and speak to no build server."""
    source = data.decode("utf-8")
    assert not HIDDEN.search(source)
    assert "\t" not in source
    assert not PILE.search(source)
    _no_command(source)
    assert bool(source.strip()) == bool(plain.strip())
    _are_there(texts, source, plain.decode("utf-8"))


def yaml_(data: bytes, plain: bytes, texts: Texts) -> None:
    """Reads back with the safe loader as the same shape, and holds the text unchanged."""
    import yaml

    found, ours = yaml.safe_load(data), yaml.safe_load(plain)
    assert _shape(found) == _shape(ours)
    assert not HIDDEN.search(data.decode("utf-8"))
    told = set(_strings(found))
    assert all(text in told for text, word in zip(texts, PLAIN, strict=False) if word in str(ours))


def pdf(data: bytes, plain: bytes, texts: Texts) -> None:
    """No action, script, file or form; links lead to a place in it or to our address."""
    found, usual = pypdf.PdfReader(io.BytesIO(data)), pypdf.PdfReader(io.BytesIO(plain))
    root = found.trailer["/Root"].get_object()
    names = root.get("/Names", {})
    assert not {"/OpenAction", "/AA", "/AcroForm", "/AF"} & set(root), sorted(root)
    assert not {"/JavaScript", "/EmbeddedFiles"} & set(names.get_object() if names else {})
    told = []
    for page in found.pages:
        assert "/AA" not in page
        for one in page.get("/Annots") or ():
            link = one.get_object()
            assert link["/Subtype"] == "/Link"
            action = link.get("/A")
            if action is not None:
                kind = action.get_object()
                assert kind["/S"] in {"/GoTo", "/URI"}, kind["/S"]
                assert kind["/S"] != "/URI" or str(kind["/URI"]).startswith(OURS), kind["/URI"]
        told.append(page.extract_text())
    shown = _unbroken(" ".join(told))
    assert not HIDDEN.search(shown)
    plainly = [text if text.isascii() else "" for text in texts]  # other scripts are reordered
    _are_there(plainly, shown, _unbroken(" ".join(page.extract_text() for page in usual.pages)))


def _unbroken(text: str) -> str:
    """Return text of paper without the places, ours and those of typst, where words may break."""
    return text.replace("\xad", "").replace(BREAK, "")


def docx(data: bytes, plain: bytes, texts: Texts) -> None:
    """Fields are page numbers, links are ours, nothing is embedded; the text is there."""
    parts, usual = _word(data), _word(plain)
    assert sorted(parts) == sorted(usual)
    for name, tree in parts.items():
        for one in tree.iter():
            tag = etree.QName(one).localname
            assert tag not in {"altChunk", "object", "OLEObject", "control", "script"}, tag
            if tag in {"instrText", "fldSimple"}:
                told = " ".join(one.attrib.values()) or "".join(one.itertext())
                assert re.fullmatch(r"\s*(PAGE|NUMPAGES|SECTIONPAGES)\b[^{}\"]*", told), told
            if tag == "Relationship" and one.get("TargetMode") == "External":
                assert one.get("Target", "").startswith(OURS), one.get("Target")
        shown = "".join(tree.itertext())
        assert not HIDDEN.search(shown), name
    _are_there(texts, _letters(parts), _letters(usual))


def _word(data: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    for name, body in found.items():
        assert not name.endswith((".bin", ".vbs", ".exe")), name
        assert b"<!DOCTYPE" not in body
    return {
        name: etree.fromstring(body)
        for name, body in found.items()
        if name.endswith((".xml", ".rels"))
    }


def _letters(parts: dict[str, Any]) -> str:
    body = parts["word/document.xml"]
    return "".join(one.text or "" for one in body.iter() if etree.QName(one).localname == "t")


def _no_command(source: str) -> None:
    """No line is one that a build server takes for a command."""
    for line in source.split("\n"):
        assert not line.lstrip().startswith("::"), line
        assert not re.search(r"##(\[|vso\[|teamcity\[)", line), line


def _short(texts: Texts) -> bool:
    """Whether all texts are such that no output cuts or leaves them out."""
    return all(text.strip() and len(text) < SHORT and not text.isdigit() for text in texts)


def _are_there(texts: Texts, told: str, usual: str) -> None:
    """The texts can be read wherever a plain word can, whatever breaks lines or widens them."""
    seen, before = _squeezed(told), _squeezed(usual)
    shown = [text for text, word in zip(texts, PLAIN, strict=False) if word in before]
    assert shown, "no text is shown at all: the check would hold of anything"
    for text in shown:
        line = " ".join(text.split())
        ways = (visible(text), visible(line), printable(text), printable(line))
        wanted = [_squeezed(one)[:9] for one in ways]
        assert any(one in seen for one in wanted), (wanted, text[:60])


def _squeezed(text: str) -> str:
    plain = text.translate(str.maketrans("“”–−…¦", '""---|'))
    return re.sub(r"[\s\\]", "", plain)


CHECKS: dict[str, Check] = {
    "csv": csv_,
    "docx": docx,
    "github": github,
    "html": html,
    "json": json_,
    "jsonl": jsonl,
    "junit": junit,
    "md": md,
    "pdf": pdf,
    "sarif": sarif,
    "table": table,
    "text": table,
    "xlsx": xlsx,
    "yaml": yaml_,
}


def check_of(format: str) -> Check:
    """Return the check of a format; ``findings.csv`` is checked as ``csv``.

    Raises
    ------
    AssertionError
        For a format that nobody has written a check for.
    """
    name = format.rpartition(".")[2]
    assert name in CHECKS, (
        f"no hostile text has gone through '{format}': write a check for it in {__file__}"
    )
    return CHECKS[name]
