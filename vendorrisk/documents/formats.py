"""One function a format: bytes to documents. Offsets of plain text hold in the file on disk."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from email import policy
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
    if len(text) > limits.MAX_FRONT:
        what = f"front matter longer than {limits.MAX_FRONT:,} characters"
        raise DocumentError(what, where=f"{path}:1", how="close it with a line '---'")
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = (mark.line if mark else 0) + 2
        raise DocumentError("front matter is not YAML", where=f"{path}:{line}") from None
    except (ValueError, RecursionError) as error:  # the 30th of February, 5,000 digits or brackets
        what = f"front matter holds an impossible value: {error}"[:200]
        raise DocumentError(what, where=f"{path}:1", how="mend it or put it in quotes") from None
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise DocumentError(
            "front matter is not a mapping", where=f"{path}:1", how="write 'key: value' lines"
        )
    lines = {line.partition(":")[0]: n for n, line in enumerate(text.split("\n"), 2)}
    return checked_meta({str(k): v for k, v in data.items()}, path, FRONT_KEYS, lines)


def checked_meta(
    data: dict[str, Any], path: str, allowed: set[str], lines: dict[str, int] | None = None
) -> dict[str, Any]:
    """Return metadata with dates as dates and the chain as a tuple; `lines` are those of the keys.

    Raises
    ------
    DocumentError
        For unknown keys, for dates that are none, and for lists where a text belongs.
    """
    where = {key: f"{path}:{n}" for key, n in (lines or {}).items()}
    unknown = sorted(set(data) - allowed)
    if unknown:
        raise DocumentError(
            f"unknown front matter key '{unknown[0]}'",
            where=where.get(unknown[0], path),
            how=did_you_mean(unknown[0], allowed) or f"one of {', '.join(sorted(allowed))}",
        )
    out = {key: value for key, value in data.items() if value is not None}
    for key in ("published", "not_before"):
        if key in out:
            out[key] = _date(out[key], where.get(key, path), key)
    for key in ("title", "publisher", "url"):
        if key in out:
            out[key] = _plain(out[key], where.get(key, path), key, 1000)
    if "reporting_chain" in out:
        chain = out["reporting_chain"]
        names = chain if isinstance(chain, list) else [chain]
        place = where.get("reporting_chain", path)
        out["reporting_chain"] = tuple(_plain(n, place, "reporting_chain", 200) for n in names)
    return out


def _plain(value: object, path: str, key: str, longest: int) -> str:
    if isinstance(value, dict | list | set | tuple):
        raise DocumentError(f"'{key}' is not a text", where=path, how=f"write '{key}: some text'")
    return _sound(str(value))[:longest]


def _sound(text: str) -> str:
    """Return text without lone surrogates, which no encoding can write."""
    return text.encode("utf-8", "replace").decode("utf-8")


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
        raise DocumentError(
            f"cannot parse the page: {type(error).__name__}", where=one.path
        ) from None
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
            raise DocumentError(
                "the PDF is encrypted", where=one.path, how="save it without a password"
            )
        if len(reader.pages) > limits.MAX_PAGES:
            raise DocumentError(f"over {limits.MAX_PAGES} pages", where=one.path, how="split it")
        pages = [page.extract_text() for page in reader.pages]
        info = reader.metadata
        title = str(info.title) if info is not None and info.title else None
    except DocumentError:
        raise
    except Exception as error:  # noqa: BLE001  # the parser may fail in any way on hostile files
        raise DocumentError(
            f"cannot parse the PDF: {type(error).__name__}", where=one.path
        ) from None
    joined = re.sub(r"(?<=\w)-\n(?=[a-z])", "", "\n\n".join(pages))
    text = _sound(joined)[: limits.MAX_CHARACTERS].replace("\x00", " ")
    if not text.strip():
        raise DocumentError(
            "the PDF holds no text", where=one.path, how="it may be scanned: run text recognition"
        )
    yield _document(one, "pdf", text, {"title": _sound(title)[:1000]} if title else {})


def mail_document(one: Input) -> Found:
    """Read a saved mail: subject, date, sender's domain; attachments become documents."""
    try:
        message = BytesParser(policy=policy.default).parsebytes(one.data)
        parts = list(message.walk())
        meta = _mail_meta(message)
    except Exception as error:  # noqa: BLE001  # the parser may fail in any way on hostile mails
        raise DocumentError(
            f"cannot parse the mail: {type(error).__name__}", where=one.path
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
        yield _document(one, "eml", text, clean)
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
            body = limits.decode(_sound(row["text"]).encode("utf-8"), where)
            yield _document(inner, "jsonl", body, checked_meta(meta, where, FRONT_KEYS))
        except (ValueError, RecursionError):  # not JSON, or a number of 5,000 digits
            yield Skipped(path=where, what="not JSON", how="one JSON object a line")
        except DocumentError as error:
            yield Skipped(path=error.where or where, what=error.what, how=error.how)


def facts_document(one: Input) -> Found:
    """Read a fact file (YAML): every fact is quoted by its own ``says``."""
    text = limits.decode(one.data, one.path)
    kind = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loader = kind(text)
    try:
        depth = 0
        for event in yaml.parse(text, Loader=kind):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent) or depth > limits.MAX_DEPTH:
                what = f"YAML aliases, or nested more than {limits.MAX_DEPTH} deep"
                mark = event.start_mark
                where = f"{one.path}:{mark.line + 1 if mark else 1}"
                raise DocumentError(what, where=where, how="write it out flat")
        node = loader.get_single_node()
        data = loader.construct_document(node)
    except (yaml.YAMLError, RecursionError) as error:
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
    yield _document(one, "facts", text, checked, facts=tuple(facts))


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
