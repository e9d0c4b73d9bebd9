"""The day of a result: what became known later does not count."""

from __future__ import annotations

import datetime as dt

from vendorrisk.errors import SettingsError


def day_of(as_of: dt.date | str | None, last_known: dt.date | None) -> dt.date:
    """Return the day that was asked for; None: the last on which anything became known.

    Raises
    ------
    SettingsError
        For text that is no ISO day, and where nothing was asked for and nothing has a date.
    """
    if isinstance(as_of, dt.datetime):
        return as_of.date()
    if isinstance(as_of, dt.date):
        return as_of
    if as_of is None:
        if last_known is None:
            raise SettingsError(
                "the documents carry no date", how="say on which day: as_of='YYYY-MM-DD'"
            )
        return last_known
    try:
        return dt.date.fromisoformat(as_of)
    except (ValueError, TypeError):
        raise SettingsError(f"'{as_of}' is no day", how="write YYYY-MM-DD") from None
