"""One function a format: bytes to documents. Offsets of plain text hold in the file on disk."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from pathlib import PurePath
from typing import Any, NamedTuple

import yaml

from vendorrisk.documents import limits
from vendorrisk.documents.blocks import blocks
from vendorrisk.errors import DocumentError, did_you_mean
from vendorrisk.model.document import Document, Media, Skipped

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?\r?\n)---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_CHAIN = re.compile(r"^\s*sources?\s*:\s*(.+?)\s*$", re.IGNORECASE)
FRONT_KEYS = {"title", "publisher", "published", "not_before", "url", "reporting_chain"}
Found = Iterator[Document | Skipped]


class Input(NamedTuple):
    """Bytes with the path they came from."""

    path: str
    data: bytes
    name: str


def text_document(one: Input) -> Found:
    """Read .txt or .md, with optional front matter."""
    text = limits.decode(one.data, one.path)
    front: dict[str, Any] = {}
    match = _FRONT.match(text)
    if match:
        front = _front_matter(match.group(1), one.path)
    media: Media = "md" if one.path.lower().endswith((".md", ".markdown")) else "txt"
    yield _document(one, media, text, front, start=match.end() if match else 0)


def _front_matter(text: str, path: str) -> dict[str, Any]:
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = (mark.line if mark else 0) + 2
        raise DocumentError("front matter is not YAML", where=f"{path}:{line}") from None
    if not isinstance(data, dict):
        raise DocumentError(
            "front matter is not a mapping", where=f"{path}:1", how="write 'key: value' lines"
        )
    return checked_meta({str(key): value for key, value in data.items()}, path, FRONT_KEYS)


def checked_meta(data: dict[str, Any], path: str, allowed: set[str]) -> dict[str, Any]:
    """Return metadata with dates as dates and the chain as a tuple.

    Raises
    ------
    DocumentError
        For unknown keys and for dates that are none.
    """
    unknown = sorted(set(data) - allowed)
    if unknown:
        raise DocumentError(
            f"unknown front matter key '{unknown[0]}'",
            where=path,
            how=did_you_mean(unknown[0], allowed) or f"one of {', '.join(sorted(allowed))}",
        )
    out = {key: value for key, value in data.items() if value is not None}
    for key in ("published", "not_before"):
        if key in out:
            out[key] = _date(out[key], path, key)
    for key in ("title", "publisher", "url"):
        if key in out:
            out[key] = str(out[key])[:1000]
    if "reporting_chain" in out:
        chain = out["reporting_chain"]
        names = chain if isinstance(chain, list) else [chain]
        out["reporting_chain"] = tuple(str(name)[:200] for name in names)
    return out


def _date(value: object, path: str, key: str) -> dt.date:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value)[:10])
    except ValueError:
        raise DocumentError(
            f"'{value}' is no date for '{key}'", where=path, how="write YYYY-MM-DD"
        ) from None


def _document(
    one: Input,
    media: Media,
    text: str,
    meta: dict[str, Any],
    *,
    start: int = 0,
    facts: tuple[dict[str, Any], ...] = (),
) -> Document:
    sha256, name = limits.digest(one.data)
    parts = () if media == "facts" else blocks(text, start, titled=media in {"html", "eml"})
    if media != "facts" and not any(b.kind != "boilerplate" for b in parts):
        raise DocumentError("no readable text", where=one.path, how="check what the file holds")
    values = dict(meta)
    if not values.get("reporting_chain"):
        for block in parts:
            match = _CHAIN.match(text[block.start : block.end])
            if match and block.kind == "boilerplate":
                names = re.split(r"\s*(?:,|;| and )\s*", match.group(1))
                values["reporting_chain"] = tuple(n.strip(". ") for n in names if n.strip(". "))
    if "title" not in values:
        first = next((b for b in parts if b.kind == "title"), None)
        if first is not None:
            values["title"] = text[first.start : first.end].lstrip("# ").strip()[:1000]
    return Document(
        id=name,
        sha256=sha256,
        name=one.name,
        path=one.path,
        media=media,
        text=text,
        blocks=parts,
        facts=facts,
        **values,
    )


def html_document(one: Input) -> Found:
    """Read HTML: main text and metadata by trafilatura, offsets in the readable text."""
    from trafilatura import bare_extraction

    source = limits.decode(one.data, one.path)
    try:
        found: Any = bare_extraction(
            source, include_tables=True, include_comments=False, with_metadata=True
        )
    except Exception as error:  # noqa: BLE001  # the parser may fail in any way on hostile pages
        raise DocumentError(f"cannot parse the page: {type(error).__name__}", where=one.path) from None
    text = (found.text if found is not None else None) or _visible(source)
    if not text.strip():
        raise DocumentError("no readable text", where=one.path, how="save the article's text")
    meta: dict[str, Any] = {}
    if found is not None:
        meta = {
            "title": found.title,
            "publisher": found.sitename,
            "url": found.url,
            "published": found.date,
        }
    yield _document(one, "html", text, checked_meta(meta, one.path, FRONT_KEYS))


def _visible(source: str) -> str:
    from html.parser import HTMLParser

    class Text(HTMLParser):
        """Collects visible text; a block tag ends a line."""

        def __init__(self) -> None:
            super().__init__(convert_charrefs=True)
            self.parts: list[str] = []
            self.hidden = 0

        def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
            self.hidden += tag in {"script", "style", "noscript", "template"}
            if tag in {"p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "title"}:
                self.parts.append("\n")

        def handle_endtag(self, tag: str) -> None:
            self.hidden = max(0, self.hidden - (tag in {"script", "style", "noscript", "template"}))

        def handle_data(self, data: str) -> None:
            if not self.hidden:
                self.parts.append(data)

    parser = Text()
    parser.feed(source)
    return re.sub(r"[ \t]+", " ", "".join(parser.parts)).strip()


def pdf_document(one: Input) -> Found:
    """Read the text of a PDF by pypdf; wrapped lines are joined."""
    import io

    from pypdf import PdfReader

    try:
        reader = PdfReader(io.BytesIO(one.data))
        if reader.is_encrypted:
            raise DocumentError("the PDF is encrypted", where=one.path, how="save it without a password")
        if len(reader.pages) > limits.MAX_PAGES:
            raise DocumentError(f"over {limits.MAX_PAGES} pages", where=one.path, how="split it")
        pages = [page.extract_text() for page in reader.pages]
        info = reader.metadata
        title = str(info.title) if info is not None and info.title else None
    except DocumentError:
        raise
    except Exception as error:  # noqa: BLE001  # the parser may fail in any way on hostile files
        raise DocumentError(f"cannot parse the PDF: {type(error).__name__}", where=one.path) from None
    text = re.sub(r"(?<=\w)-\n(?=[a-z])", "", "\n\n".join(pages))[: limits.MAX_CHARACTERS]
    if not text.strip():
        raise DocumentError(
            "the PDF holds no text", where=one.path, how="it may be scanned: run text recognition"
        )
    yield _document(one, "pdf", text, {"title": title} if title else {})


def mail_document(one: Input) -> Found:
    """Read a saved mail: subject, date, sender's domain; attachments become documents."""
    message = BytesParser(policy=policy.default).parsebytes(one.data)
    if not isinstance(message, EmailMessage):
        raise DocumentError("not a mail", where=one.path)
    yield from _mail(one, message)


def _mail(one: Input, message: EmailMessage) -> Found:
    meta: dict[str, Any] = {"title": str(message.get("subject", "")) or None}
    try:
        sent = message.get("date")
        meta["published"] = parsedate_to_datetime(str(sent)).date() if sent else None
    except (ValueError, TypeError):
        meta["published"] = None
    sender = re.search(r"@([\w.-]+)", str(message.get("from", "")))
    meta["publisher"] = sender.group(1) if sender else None
    depth, parts = 0, list(message.walk())
    if len(parts) > 200:
        yield Skipped(path=one.path, what="a mail of over 200 parts", how="save the parts alone")
        return
    plain = next((p for p in parts if p.get_content_type() == "text/plain" and not p.get_filename()), None)
    page = next((p for p in parts if p.get_content_type() == "text/html" and not p.get_filename()), None)
    clean = {key: value for key, value in meta.items() if value is not None}
    if plain is not None:
        text = limits.decode(_payload(plain), one.path)
        yield _document(one, "eml", text, checked_meta(clean, one.path, FRONT_KEYS))
    elif page is not None:
        for found in html_document(Input(one.path, _payload(page), one.name)):
            kept = isinstance(found, Document)
            yield found.model_copy(update={**clean, "media": "eml"}) if kept else found
    else:
        yield Skipped(path=one.path, what="a mail without text", how="save the attachment alone")
    for part in parts:
        name = part.get_filename()
        if not name or depth >= limits.MAX_MAIL_DEPTH:
            continue
        depth += 1
        suffix = PurePath(name).suffix.lower()
        reader = READERS.get(suffix)
        if reader is None or suffix == ".eml":
            continue
        inner = Input(f"{one.path}!{name}", _payload(part), f"{one.name}-{PurePath(name).stem}")
        try:
            yield from reader(inner)
        except DocumentError as error:
            yield Skipped(path=error.where or inner.path, what=error.what, how=error.how)


def _payload(part: Any) -> bytes:
    data = part.get_payload(decode=True)
    charset = part.get_content_charset() or "utf-8"
    raw = data if isinstance(data, bytes) else b""
    try:
        return raw.decode(charset).encode("utf-8")
    except (LookupError, UnicodeDecodeError):
        return raw


def jsonl_documents(one: Input) -> Found:
    """Read one document a line: text, and what front matter may hold; ``id`` names it."""
    text = limits.decode(one.data, one.path)
    lines = text.splitlines()
    if len(lines) > limits.MAX_LINES:
        raise DocumentError(f"over {limits.MAX_LINES:,} lines", where=one.path, how="split it")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{one.path}:{number}"
        try:
            row = json.loads(line)
            if not isinstance(row, dict) or not isinstance(row.get("text"), str):
                raise DocumentError("a line needs a 'text'", where=where, how='{"text": "..."}')
            meta = {key: row[key] for key in FRONT_KEYS if key in row}
            name = str(row.get("id", ""))
            safe = re.fullmatch(r"[\w.-]{1,80}", name)
            inner = Input(where, line.encode("utf-8"), name if safe else f"{one.name}-{number}")
            body = limits.decode(row["text"].encode("utf-8", "replace"), where)
            yield _document(inner, "jsonl", body, checked_meta(meta, where, FRONT_KEYS))
        except (json.JSONDecodeError, RecursionError):
            yield Skipped(path=where, what="not JSON", how="one JSON object a line")
        except DocumentError as error:
            yield Skipped(path=error.where or where, what=error.what, how=error.how)


def facts_document(one: Input) -> Found:
    """Read a fact file (YAML): every fact is quoted by its own ``says``."""
    text = limits.decode(one.data, one.path)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text)):
            raise DocumentError("YAML aliases are not allowed", where=one.path, how="write it out")
        node = loader.get_single_node()
        data = loader.construct_document(node)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{one.path}:{mark.line + 1}" if mark else one.path
        raise DocumentError("not YAML", where=where, how="check the indentation there") from None
    finally:
        loader.dispose()
    if not isinstance(data, dict) or not isinstance(data.get("facts"), list):
        raise DocumentError(
            "not a fact file", where=one.path, how="a mapping with a list 'facts' is expected"
        )
    listed = next(value for key, value in node.value if key.value == "facts")
    facts: list[dict[str, Any]] = []
    seen: set[str] = set()
    for item, fact in zip(listed.value, data["facts"], strict=True):
        line = item.start_mark.line + 1
        problem = _fact_problem(fact, seen)
        if problem:
            yield Skipped(path=f"{one.path}:{line}", what=problem, how="see docs/facts.md")
            continue
        seen.add(str(fact["id"]))
        says = next(value for key, value in item.value if key.value == "says")
        start, end = _span(text, says)
        facts.append({**fact, "line": line, "start": start, "end": end})
    meta = {key: data[key] for key in ("title", "publisher") if data.get(key)}
    yield _document(one, "facts", text, meta, facts=tuple(facts))


def _fact_problem(fact: Any, seen: set[str]) -> str | None:
    if not isinstance(fact, dict):
        return "a fact is not a mapping"
    for key in ("id", "says", "kind", "modality"):
        if not fact.get(key):
            return f"fact '{fact.get('id', '?')}' has no '{key}'"
    return f"fact id '{fact['id']}' stands twice" if str(fact["id"]) in seen else None


def _span(text: str, node: Any) -> tuple[int, int]:
    """Return where a scalar's text stands in the file, without its quotes."""
    start, end = node.start_mark.index, node.end_mark.index
    if text[:1] == "\ufeff":  # the YAML reader drops the mark from its count
        start, end = start + 1, end + 1
    raw = text[start:end].rstrip()
    end = start + len(raw)
    if raw[:1] in "\"'" and raw[-1:] == raw[:1] and len(raw) > 1:
        return start + 1, end - 1
    return start, end


READERS: dict[str, Callable[[Input], Found]] = {
    ".txt": text_document,
    ".text": text_document,
    ".md": text_document,
    ".markdown": text_document,
    ".html": html_document,
    ".htm": html_document,
    ".pdf": pdf_document,
    ".eml": mail_document,
    ".jsonl": jsonl_documents,
    ".ndjson": jsonl_documents,
    ".yaml": facts_document,
    ".yml": facts_document,
}
