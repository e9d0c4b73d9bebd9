"""Made-up precedents for tests."""

from __future__ import annotations

from typing import Any

from vendorrisk.model.precedent import Precedent


def precedent(number: int = 1, **values: Any) -> Precedent:
    """Return a rival's takeover that the buyer left over, but for `values`."""
    given: dict[str, Any] = {
        "id": f"C{number:03d}",
        "event": f"e{number}",
        "vendor": "Vendor",
        "buyer": "Buyer",
        "kind": "acquired_by_rival",
        "event_date": "2020",
        "stake": 1.0,
        "stake_guessed": False,
        "rivalry": 3,
        "dependence": "high",
        "access": 3,
        "substitutes": 3,
        "leaders_moved": False,
        "outcome": "left",
        "driver": "neutrality",
        "relation": "existing",
        "usable": True,
        "verified": "none",
    }
    return Precedent.model_validate(given | values)


def world(events: int, *, noise: int = 7) -> list[Precedent]:
    """Return two precedents an event: head-on rivals leave but for one in `noise`, others stay."""
    rows = []
    for event in range(events):
        for side, rivalry in enumerate((0, 3)):
            number = 2 * event + side
            leaves = (rivalry == 3) != (number % noise == 0)
            rows.append(
                precedent(
                    number,
                    event=f"e{event}",
                    rivalry=rivalry,
                    outcome="left" if leaves else "stayed",
                    driver="neutrality" if leaves else "none",
                )
            )
    return rows
