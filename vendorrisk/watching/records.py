"""What a watch remembers: runs, documents, extracted claims, baselines, alerts."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any, NamedTuple, TypeVar

from pydantic import TypeAdapter, ValidationError

from vendorrisk.errors import SettingsError, did_you_mean
from vendorrisk.model.assessment import Assessment
from vendorrisk.model.claim import Claim
from vendorrisk.model.document import Document
from vendorrisk.model.watch import Alert, Baseline, Digest
from vendorrisk.watching.store import Store

T = TypeVar("T")
_CLAIMS: TypeAdapter[tuple[Claim, ...]] = TypeAdapter(tuple[Claim, ...])
_DIGEST, _DOCUMENT = TypeAdapter(Digest), TypeAdapter(Document)
_BASELINE, _ALERT = TypeAdapter(Baseline), TypeAdapter(Alert)


class Run(NamedTuple):
    """A pass that was recorded."""

    seq: int
    id: str
    asked: str  # hash of all that it was made from
    as_of: dt.date
    digest: Digest


class Kept(NamedTuple):
    """A document that is or was in the inputs.

    ``first`` is the pass that found it first, ``gone`` the last one that found it no longer,
    ``back`` the one that found it again after that.
    """

    document: Document
    place: str
    first: int
    gone: int | None = None
    back: int | None = None

    @property
    def there(self) -> bool:
        """Whether the last pass found it."""
        return self.gone is None or self.back is not None

    def was_there(self, seq: int) -> bool:
        """Whether a pass found it."""
        lost = self.gone is not None and self.gone <= seq and (self.back is None or seq < self.back)
        return self.first <= seq and not lost


class Records:
    """Reads and writes the rows of a store; what it writes belongs to the store's transaction."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.sql = store.sql

    def last(self) -> Run | None:
        """Return the last pass, None before the first."""
        row = self.sql.execute(
            "SELECT seq, id, asked, as_of, digest FROM runs ORDER BY seq DESC LIMIT 1"
        ).fetchone()
        if row is None:
            return None
        seq, name, asked, as_of, digest = row
        try:
            day = dt.date.fromisoformat(as_of)
        except (TypeError, ValueError):
            raise self.store.damaged(f"run {seq} has no day") from None
        return Run(seq, name, asked, day, self._read(_DIGEST, digest, f"digest of run {seq}"))

    def _read(self, model: TypeAdapter[T], body: Any, what: str) -> T:
        """Return a stored body; one that nobody stored like that is damage."""
        try:
            return model.validate_json(body)
        except ValidationError:
            raise self.store.damaged(f"the {what} is not as it was stored") from None

    def add_run(self, run: Run) -> None:
        """Record a pass."""
        values = (run.seq, run.id, run.asked, run.as_of.isoformat(), run.digest.to_json(None))
        self.sql.execute("INSERT INTO runs VALUES (?, ?, ?, ?, ?)", values)

    def add_score(self, seq: int, one: Assessment) -> None:
        """Record the figures of one vendor, with the ids of the claims in its ledger."""
        claims = sorted({ref.id for line in one.ledger for ref in line.claims})
        risk = (one.risk.low, one.risk.point, one.risk.high)
        values = (seq, one.vendor, *risk, one.tier, one.coverage, json.dumps(claims))
        self.sql.execute("INSERT INTO scores VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)

    def documents(self) -> list[Kept]:
        """Return every document that is kept, by id."""
        rows = self.sql.execute(
            "SELECT id, body, place, first, gone, back FROM documents ORDER BY id"
        )
        return [
            Kept(self._read(_DOCUMENT, body, f"document {name}"), *rest)
            for name, body, *rest in rows
        ]

    def keep_document(self, one: Kept) -> None:
        """Record a document, in the place of what was recorded of it."""
        body = one.document.to_json(None)
        values = (one.document.id, one.place, one.first, one.gone, one.back, body)
        self.sql.execute("INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?, ?)", values)

    def drop_documents(self, ids: Iterable[str]) -> None:
        """Forget documents that nothing is held against any more."""
        self.sql.executemany("DELETE FROM documents WHERE id = ?", ((one,) for one in ids))

    def extract(self, key: str) -> tuple[Claim, ...] | None:
        """Return the claims that are stored under a key, None without any."""
        row = self.sql.execute("SELECT claims FROM extracts WHERE key = ?", (key,)).fetchone()
        return None if row is None else self._read(_CLAIMS, row[0], f"extract {key}")

    def keep_extract(self, key: str, claims: tuple[Claim, ...]) -> None:
        """Store the claims of a document; what is stored under the key already stays."""
        body = _CLAIMS.dump_json(claims).decode("utf-8")
        self.sql.execute("INSERT OR IGNORE INTO extracts VALUES (?, ?)", (key, body))

    def drop_extracts(self, but: Iterable[str]) -> None:
        """Forget the claims of what is no longer read, or was read with other rules."""
        kept = set(but)
        stored = [key for (key,) in self.sql.execute("SELECT key FROM extracts")]
        old = ((key,) for key in stored if key not in kept)
        self.sql.executemany("DELETE FROM extracts WHERE key = ?", old)

    def baselines(self) -> dict[str, Baseline]:
        """Return the baselines by vendor, sorted."""
        rows = self.sql.execute("SELECT vendor, body FROM baselines ORDER BY vendor")
        return {
            vendor: self._read(_BASELINE, body, f"baseline of {vendor}") for vendor, body in rows
        }

    def keep_baseline(self, one: Baseline) -> None:
        """Record the baseline of a vendor, in the place of the one before."""
        values = (one.vendor, one.to_json(None))
        self.sql.execute("INSERT OR REPLACE INTO baselines VALUES (?, ?)", values)

    def alerts(self, *, open_only: bool) -> tuple[Alert, ...]:
        """Return alerts in the order in which they were opened."""
        rows = self.sql.execute("SELECT id, body FROM alerts ORDER BY run, id")
        found = (self._read(_ALERT, body, f"alert {name}") for name, body in rows)
        return tuple(one for one in found if one.state == "open" or not open_only)

    def add_alert(self, seq: int, one: Alert) -> None:
        """Record a new alert."""
        values = (one.id, seq, one.vendor, one.state, one.to_json(None))
        self.sql.execute("INSERT INTO alerts VALUES (?, ?, ?, ?, ?)", values)

    def acknowledge(self, name: str, by: str, on: dt.date, note: str | None) -> Alert:
        """Mark an alert as seen to, and return it; one that is already marked stays as it is.

        Raises
        ------
        SettingsError
            When there is no such alert.
        """
        known = {one.id: one for one in self.alerts(open_only=False)}
        if name not in known:
            waiting = [key for key, one in known.items() if one.state == "open"]
            raise SettingsError(
                f"no alert '{name}'",
                where=f"--ack {name}",
                how=did_you_mean(name, known)
                or ("open: " + ", ".join(waiting) if waiting else "no alert is open"),
            )
        if known[name].state == "acknowledged":
            return known[name]
        done = known[name].model_copy(
            update={
                "state": "acknowledged",
                "acknowledged_by": by,
                "acknowledged_on": on,
                "note": note,
            }
        )
        values = (done.state, done.to_json(None), name)
        self.sql.execute("UPDATE alerts SET state = ?, body = ? WHERE id = ?", values)
        return done
