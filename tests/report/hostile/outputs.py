"""Every output of the package, as a function from hostile texts to what is written of it.

Formats are read off the tables that the commands themselves use, so that a new one is swept in.
"""

from __future__ import annotations

import datetime as dt
import importlib.util
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from spoil import Texts, spoilt

from vendorrisk.cli import (
    arithmetic,
    checklist,
    claims,
    diff,
    entities,
    provenance,
    queues,
    replay,
    talk,
    verify,
    why,
)
from vendorrisk.decision.checklist import checklist as make_checklist
from vendorrisk.decision.gate import gate
from vendorrisk.dossier import Dossier, gather
from vendorrisk.entities import open_pairs
from vendorrisk.errors import SettingsError
from vendorrisk.history.diff import diff as split
from vendorrisk.history.replay import replay as walk
from vendorrisk.model.assessment import Comparison
from vendorrisk.model.gate import Gate
from vendorrisk.model.named_value import NamedValue
from vendorrisk.model.naming import Holder
from vendorrisk.model.watch import Digest
from vendorrisk.pipeline import compare
from vendorrisk.report import FORMATS, digest, render, review_book, whatif
from vendorrisk.report.gating import GATE_FORMATS, render_gate
from vendorrisk.reviewing import queue
from vendorrisk.rulebook import load_buyer, load_clauses, load_parameters, load_questions
from vendorrisk.scenarios import loose, side_by_side
from vendorrisk.verifying import verify as check_result

DAY = dt.date(2025, 6, 20)
NOTES = (
    (
        "stake",
        "2025-06-13",
        "Meta took a 49% stake in Scale AI for $14.3 billion, Bloomberg reported. Alexandr Wang,"
        " chief executive of Scale AI, left for Meta. Google is a client of Scale AI.",
    ),
    (
        "exit",
        "2025-06-18",
        "Google plans to end its partnership with Scale AI. Scale AI said it remains independent."
        " Labelbox competes with Scale AI. Meta holds 45% of Scale AI, Reuters reported.",
    ),
)
Write = Callable[[Texts], bytes]


class Output(NamedTuple):
    """One output in one format."""

    name: str
    format: str
    write: Write


class Kit(NamedTuple):
    """Nouns around which outputs are made: small ones, of real documents."""

    made: Callable[..., Comparison]
    asked: Callable[..., Any]
    digest: Callable[..., Digest]


@cache
def kit() -> Kit:
    """Return the nouns that other tests are made around."""

    def module(name: str) -> Any:
        place = Path(__file__).parents[1] / f"{name}.py"
        found = importlib.util.spec_from_file_location(f"nouns_of_{name}", place)
        assert found is not None and found.loader is not None
        made = importlib.util.module_from_spec(found)
        found.loader.exec_module(made)
        return made

    made = module("conftest")._made

    def valued() -> Comparison:
        """Return the comparison of the other tests, with a named value."""
        found = made()
        value = NamedValue(name="a", unit="share", low=0.25, high=None, how="b", claims=("c",))
        one = found.assessments[0].model_copy(update={"values": (value,)})
        return found.model_copy(update={"assessments": (one,)})

    return Kit(valued, module("test_gate_outputs").asked, module("test_digest").digest)


@cache
def dossier() -> Dossier:
    """Return two notes, read once."""
    with tempfile.TemporaryDirectory() as place:
        for name, day, text in NOTES:
            note = f"---\npublisher: Reuters\ntitle: {name}\npublished: {day}\n---\n\n{text}\n"
            (Path(place) / f"{name}.md").write_text(note, encoding="utf-8")
        return gather(place, engine="rules")


@cache
def assessed() -> Comparison:
    """Return them assessed, with an assumption and a mitigation."""
    found = compare(
        dossier(), buyer="google", vendors=["Scale AI", "Labelbox"], as_of=DAY, engine="rules"
    )
    return found.model_copy(update={"assumptions": ("Meta owns 60% of Scale AI",)})


def outputs(kit: Kit) -> Iterator[Output]:
    """Yield every output in every format."""

    def hostile(texts: Texts) -> Comparison:
        return spoilt(kit.made(), texts)

    def real(texts: Texts) -> Comparison:
        return spoilt(assessed(), texts)

    for name in FORMATS:
        yield Output("report", name, lambda texts, name=name: render(hostile(texts), name))
    for name in GATE_FORMATS:
        yield Output("gate", name, lambda texts, name=name: render_gate(_gate(kit, texts), name))
    yield from _notebook(hostile)
    yield from _checklists(hostile)
    yield from _histories()
    yield from _lists()
    yield from _explained(real)
    yield from _watches(kit)
    yield Output("error", "text", _error)


def _gate(kit: Kit, texts: Texts) -> Gate:
    return spoilt(gate(kit.made(), kit.asked()), texts)


def _notebook(hostile: Callable[[str], Comparison]) -> Iterator[Output]:
    def page(texts: Texts) -> bytes:
        return f"<!doctype html><title>x</title>{hostile(texts)._repr_html_()}".encode()

    yield Output("notebook", "html", page)
    yield Output("notebook", "text", lambda texts: str(hostile(texts)).encode())


def _checklists(hostile: Callable[[str], Comparison]) -> Iterator[Output]:
    def written(texts: Texts, format: str) -> bytes:
        made = make_checklist(assessed(), load_questions(), load_clauses())
        rows = tuple(made.of(made.vendors[0])[:4] + made.of(made.vendors[0])[-2:])
        small = made.model_copy(
            update={"rows": rows, "clause_rows": made.clause_rows[:2], "vendors": made.vendors[:1]}
        )
        return checklist.render(spoilt(small, texts), hostile(texts), format)

    for name in (*checklist.ChecklistFormat, "xlsx"):
        yield Output("checklist", str(name), lambda texts, name=str(name): written(texts, name))


@cache
def _course() -> Any:
    return walk(dossier(), buyer="google", vendors=["Scale AI"])


@cache
def _change() -> Any:
    since = _course().vendors[0].stops[0].day.isoformat()
    until = _course().vendors[0].stops[-1].day.isoformat()
    return split(since, until, sources=dossier(), buyer="google", vendors=["Scale AI"])


@cache
def _scenarios() -> Any:
    placed = loose(["Meta owns 60% of Scale AI"], [])
    return side_by_side(assessed(), dossier(), load_buyer("google"), placed, None)


def _histories() -> Iterator[Output]:
    for name in replay.CourseFormat:
        yield Output(
            "replay",
            str(name),
            lambda texts, name=str(name): replay.render(spoilt(_course(), texts), name),
        )
        yield Output(
            "diff",
            str(name),
            lambda texts, name=str(name): diff.render(spoilt(_change(), texts), name, worlds=True),
        )
    for name in whatif._WRITE:
        yield Output(
            "whatif",
            name,
            lambda texts, name=name: whatif.render_what_if(spoilt(_scenarios(), texts), name),
        )


def _read(texts: Texts) -> Dossier:
    return spoilt(dossier(), texts, keep=("facts", "blocks"))


@cache
def _queue() -> Any:
    found = queue(dossier(), assessed(), load_buyer("google"), None)
    return found.model_copy(update={"items": found.items[:4]})


def _lists() -> Iterator[Output]:
    for name in claims.ClaimFormat:
        yield Output(
            "claims",
            str(name),
            lambda texts, name=str(name): claims.render(_read(texts), name).encode(),
        )
    for name in entities.EntityFormat:
        yield Output(
            "entities",
            str(name),
            lambda texts, name=str(name): entities.render(_named(texts), name).encode(),
        )
    yield Output(
        "queue",
        "table",
        lambda texts: _queued(texts, queues.as_table, total=spoilt(_queue(), texts)),
    )
    yield Output("queue", "json", lambda texts: _queued(texts, queues.as_json))
    yield Output("queue", "csv", lambda texts: _queued(texts, queues.as_csv))
    yield Output("queue", "xlsx", _queue_book)


def _queued(texts: Texts, write: Callable[..., str], **more: Any) -> bytes:
    return write(spoilt(_queue(), texts), _read(texts), **more).encode()


def _queue_book(texts: Texts) -> bytes:
    rows = queues.as_cells(_queue(), dossier())
    bad = [
        {k: texts.instead(k, v) if isinstance(v, str) else v for k, v in row.items()}
        for row in rows
    ]
    return review_book.review_workbook(bad, DAY)


def _named(texts: Texts) -> entities.Named:
    holder = Holder(document="d", organisation="o", role="r", day="2025", person="p")
    found = dossier()
    pairs = open_pairs(found.names, found.resolver())
    named = entities.Named(found.names[:6], pairs[:3], (holder,), found.notes)
    return spoilt(named, texts)


def _explained(real: Callable[[str], Comparison]) -> Iterator[Output]:
    parameters = load_parameters()

    def whole(texts: Texts) -> bytes:
        return arithmetic.whole(real(texts).assessments[0], parameters)[0].encode()

    def line(texts: Texts) -> bytes:
        one = real(texts).assessments[0]
        return arithmetic.worked(one.ledger[0], one, parameters)[0].encode()

    def claim(texts: Texts) -> bytes:
        read = spoilt(dossier(), texts, keep=("facts", "blocks", "id"))
        read = read.model_copy(update={"claims": dossier().claims[:1]})
        shown = spoilt(dossier().claims[0], texts, keep=("doc_id", "id"))
        return provenance.provenance(shown, read, DAY, None)[0].encode()

    def told(texts: Texts) -> why.Why:
        return spoilt(
            why.why(dossier().claims[0], dossier(), None), texts, keep=("facts", "blocks")
        )

    yield Output("explain vendor", "text", whole)
    yield Output("explain line", "text", line)
    yield Output("explain claim", "text", claim)
    yield Output("claims --why", "table", lambda texts: why.as_text(told(texts)).encode())
    yield Output("claims --why", "json", lambda texts: why.as_json(told(texts)).encode())
    for name in verify.VerifyFormat:
        yield Output("verify", str(name), lambda texts, name=str(name): _verified(texts, name))


@cache
def _verification() -> Any:
    return check_result(assessed())


def _verified(texts: Texts, format: str) -> bytes:
    from vendorrisk.report.verified import verification_json, verification_text

    found = spoilt(_verification(), texts)
    made = verification_json(found) if format == "json" else verification_text(found, whole=True)
    return made.encode()


def _watches(kit: Kit) -> Iterator[Output]:
    def alerts(texts: Texts, write: Callable[..., str]) -> bytes:
        found = spoilt(kit.digest(), texts)
        return write(found, found.opened).encode()

    yield Output(
        "watch", "md", lambda texts: digest.digest_markdown(spoilt(kit.digest(), texts)).encode()
    )
    yield Output(
        "watch", "json", lambda texts: digest.digest_json(spoilt(kit.digest(), texts)).encode()
    )
    yield Output("alerts", "md", lambda texts: alerts(texts, digest.alerts_markdown))
    yield Output("alerts", "json", lambda texts: alerts(texts, digest.alerts_json))


def _error(texts: Texts) -> bytes:
    """Return what an error prints that quotes a text."""
    import contextlib
    import io

    told = io.StringIO()
    with contextlib.redirect_stderr(told):
        for number, text in enumerate(texts.texts):
            talk.say_error(SettingsError(text, where=f"{number} {text}", how=text))
    return told.getvalue().encode()
