"""One function a format: bytes to documents. Offsets are those of the text as it reads."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from email import policy
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from vendorrisk.documents import limits
from vendorrisk.documents.characters import legible
from vendorrisk.documents.factfile import facts_document
from vendorrisk.documents.feeds import feed_documents
from vendorrisk.documents.metadata import (
    FRONT,
    FRONT_KEYS,
    Found,
    Input,
    build,
    checked_meta,
    front_matter,
    sound,
)
from vendorrisk.documents.pages import visible_text
from vendorrisk.errors import DocumentError
from vendorrisk.model.document import Document, Media, Skipped

if TYPE_CHECKING:
    from pypdf import PdfReader


def text_document(one: Input) -> Found:
    """Read .txt or .md, with optional front matter."""
    text = limits.decode(one.data, one.path)
    front: dict[str, Any] = {}
    match = FRONT.match(text)
    if match:
        front = front_matter(match.group(1), one.path)
    media: Media = "md" if one.path.lower().endswith((".md", ".markdown")) else "txt"
    yield build(one, media, text, front, start=match.end() if match else 0)


def html_document(one: Input) -> Found:
    """Read HTML: main text and metadata by trafilatura, offsets in the readable text."""
    try:
        from trafilatura import bare_extraction
    except ImportError as error:
        raise DocumentError(
            f"pages cannot be read: {error}", where=one.path, how="pip install lxml-html-clean"
        ) from None
    source = _CELL.sub(rf"\g<0>{_KEPT}", limits.decode(one.data, one.path))
    try:
        found: Any = bare_extraction(
            source, include_tables=True, include_comments=False, with_metadata=True
        )
    except Exception as error:  # noqa: BLE001  # the parser may fail in any way on hostile pages
        raise DocumentError(
            f"cannot parse the page: {type(error).__name__}",
            where=one.path,
            how="save the article's text",
        ) from None
    text = ((found.text if found is not None else None) or visible_text(source)).replace(_KEPT, "")
    text = legible(text)  # entities that the page wrote out
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
    yield build(one, "html", text, checked_meta(meta, one.path, FRONT_KEYS))


# A cell or item that is nothing but one of these names is taken for a button to share the page, and
# left out of the main text; an invisible joiner behind the name, taken out again, keeps it.
_KEPT = "\u034f"
_BUTTONS = (
    "Facebook|Flipboard|Google|Instagram|LinkedIn|Pinterest|Pocket|QQ|Reddit|Twitter|WeChat|Weibo"
    "|WhatsApp|Xing"
)
_CELL = re.compile(
    rf"<(?:(?:td|th|dt|dd)\b[^<>]{{0,200}}>\s{{0,20}}(?:<(?:a|b|em|p|span|strong)\b[^<>]{{0,200}}>\s{{0,20}}){{0,3}}"
    rf"|li\b[^<>]{{0,200}}>\s{{0,20}}(?:<(?:b|em|p|span|strong)\b[^<>]{{0,200}}>\s{{0,20}}){{0,3}})"
    rf"(?:{_BUTTONS})(?=\s{{0,20}}<)",
    re.IGNORECASE,
)


def pdf_document(one: Input) -> Found:
    """Read the text of a PDF by pypdf; wrapped lines are joined."""
    import io
    import logging

    from pypdf import PdfReader
    from pypdf.errors import LimitReachedError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its remarks name no file
    try:
        reader = PdfReader(io.BytesIO(one.data))
        if reader.is_encrypted:
            raise DocumentError(
                "the PDF is encrypted", where=one.path, how="save it without a password"
            )
        if len(reader.pages) > limits.MAX_PAGES:
            raise DocumentError(f"over {limits.MAX_PAGES} pages", where=one.path, how="split it")
        pages = _pages(reader)
        left = len(reader.pages) - len(pages)
        info = reader.metadata
        title = str(info.title) if info is not None and info.title else None
    except DocumentError:
        raise
    except LimitReachedError:
        raise DocumentError(
            "a page of the PDF unpacks to too much", where=one.path, how="save its text"
        ) from None
    except Exception as error:  # noqa: BLE001  # the parser may fail in any way on hostile files
        raise DocumentError(
            f"cannot parse the PDF: {type(error).__name__}",
            where=one.path,
            how="it may be cut short: fetch it again, or print it to a new PDF",
        ) from None
    joined = re.sub(r"(?<=\w)[-\u00ad]\n(?=[a-z])", "", "\n\n".join(pages))
    text = legible(sound(joined)).replace("\x00", " ")[: limits.MAX_CHARACTERS]
    if not text.strip():
        raise DocumentError(
            "the PDF holds no text", where=one.path, how="it may be scanned: run text recognition"
        )
    yield build(one, "pdf", text, {"title": sound(title)[:1000]} if title else {})
    if left or len(joined) > limits.MAX_CHARACTERS:
        what = f"too much to read: of {len(pages) + left} pages the first {len(pages)} were read"
        yield Skipped(path=one.path, what=what, how="split it")


def _pages(reader: PdfReader) -> list[str]:
    """Return the text of the pages, up to the bounds on text and on what the pages draw."""
    found: list[str] = []
    characters = unpacked = 0
    for page in reader.pages:
        contents = page.get_contents()
        unpacked += len(contents.get_data()) if contents is not None else 0
        if characters > limits.MAX_CHARACTERS or (found and unpacked > limits.MAX_UNPACKED):
            break
        found.append(page.extract_text())
        characters += len(found[-1])
    return found


def mail_document(one: Input) -> Found:
    """Read a saved mail: subject, date, sender's domain; attachments become documents."""
    try:
        message = BytesParser(policy=policy.default).parsebytes(one.data)
        parts = list(message.walk())
        meta = _mail_meta(message)
    except Exception as error:  # noqa: BLE001  # the parser may fail in any way on hostile mails
        raise DocumentError(
            f"cannot parse the mail: {type(error).__name__}",
            where=one.path,
            how="save its text",
        ) from None
    if len(parts) > limits.MAX_MAIL_PARTS:
        raise DocumentError(
            f"a mail of over {limits.MAX_MAIL_PARTS} parts",
            where=one.path,
            how="save the parts alone",
        )
    yield from _each(_mail_body(one, parts, meta), one.path)
    read = 0
    for part in parts:
        name = part.get_filename()
        if not name:
            continue
        path = f"{one.path}!{name}"
        suffix = PurePath(name).suffix.lower()
        if suffix not in READERS or suffix == ".eml":
            if part.get_content_disposition() == "attachment":  # not a logo inside the text
                how = "save it alone in a known format"
                yield Skipped(path=path, what=f"attachment of unknown format '{suffix}'", how=how)
            continue
        read += 1
        if read > limits.MAX_ATTACHMENTS:
            what = f"over {limits.MAX_ATTACHMENTS} attachments; the rest was left out"
            yield Skipped(path=one.path, what=what, how="save the attachments alone")
            return
        inner = Input(path, _payload(part), f"{one.name}-{PurePath(name).stem}")
        yield from _each(READERS[suffix](inner), path)


def _each(found: Found, path: str) -> Found:
    """Yield what is found; an error becomes one more thing that was skipped."""
    try:
        yield from found
    except DocumentError as error:
        yield Skipped(path=error.where or path, what=error.what, how=error.how)


def _mail_meta(message: Any) -> dict[str, Any]:
    meta: dict[str, Any] = {"title": str(message.get("subject", "")) or None}
    try:
        sent = message.get("date")
        meta["published"] = parsedate_to_datetime(str(sent)).date() if sent else None
    except (ValueError, TypeError):
        meta["published"] = None
    sender = re.search(r"@([\w.-]+)", str(message.get("from", "")))
    meta["publisher"] = sender.group(1) if sender else None
    return {key: value for key, value in meta.items() if value is not None}


def _mail_body(one: Input, parts: list[Any], meta: dict[str, Any]) -> Found:
    bodies = {p.get_content_type(): p for p in reversed(parts) if not p.get_filename()}
    clean = checked_meta(meta, one.path, FRONT_KEYS)
    if "text/plain" in bodies:
        text = limits.decode(_payload(bodies["text/plain"]), one.path)
        yield build(one, "eml", text, clean)
    elif "text/html" in bodies:
        for found in html_document(Input(one.path, _payload(bodies["text/html"]), one.name)):
            kept = isinstance(found, Document)
            yield found.model_copy(update={**clean, "media": "eml"}) if kept else found
    else:
        yield Skipped(path=one.path, what="a mail without text", how="save the attachment alone")


def _payload(part: Any) -> bytes:
    data = part.get_payload(decode=True)
    charset = part.get_content_charset() or "utf-8"
    raw = data if isinstance(data, bytes) else b""
    try:
        return raw.decode(charset).encode("utf-8")
    except (LookupError, ValueError):  # an unknown charset, or bytes that are not in it
        return raw


def jsonl_documents(one: Input) -> Found:
    """Read one document a line: text, and what front matter may hold; ``id`` names it."""
    text = limits.decode(one.data, one.path).removeprefix("\ufeff")
    lines = text.split("\n")  # a JSON string may hold other line ends as they are
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
            body = limits.decode(sound(row["text"]).encode("utf-8"), where)
            yield build(inner, "jsonl", body, checked_meta(meta, where, FRONT_KEYS))
        except (ValueError, RecursionError):  # not JSON, or a number of 5,000 digits
            yield Skipped(path=where, what="not JSON", how="one JSON object a line")
        except DocumentError as error:
            yield Skipped(path=error.where or where, what=error.what, how=error.how)


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
    ".rss": feed_documents,
    ".atom": feed_documents,
    ".xml": feed_documents,
    ".yaml": facts_document,
    ".yml": facts_document,
}
