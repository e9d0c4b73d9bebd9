"""Where a watch stands, and marking alerts as seen to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from vendorrisk.errors import SettingsError
from vendorrisk.model.watch import Alert, Digest
from vendorrisk.watching.records import Records
from vendorrisk.watching.store import WAIT, Store


def status(state: str | Path, *, wait: float = WAIT) -> tuple[Digest, tuple[Alert, ...]]:
    """Return the digest of the last pass, and every alert that was ever opened, oldest first.

    Raises
    ------
    SettingsError
        When there is no such file, it is of no watch, or nothing was watched yet.
    """
    with Store(Path(state), wait=wait, must_exist=True) as store:
        records = Records(store)
        last = records.last()
        if last is None:
            raise SettingsError(
                "no pass yet", where=f"--state {state}", how="run 'vendorrisk watch' first"
            )
        return last.digest, records.alerts(open_only=False)


def acknowledge(
    state: str | Path,
    alerts: Sequence[str],
    *,
    by: str,
    on: dt.date,
    note: str | None = None,
    wait: float = WAIT,
) -> tuple[Alert, ...]:
    """Mark alerts as seen to, all of them or none; one that is marked already stays as it is.

    Parameters
    ----------
    state : path
        File of the watch.
    alerts : sequence of str
        Ids.
    by, on, note
        Who saw to them, on which day, and what there is to say.

    Raises
    ------
    SettingsError
        For an alert that is not there.
    """
    with Store(Path(state), wait=wait, must_exist=True) as store, store.writing():
        records = Records(store)
        return tuple(records.acknowledge(name, by, on, note) for name in alerts)
