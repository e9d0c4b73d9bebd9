"""Watches vendors over time: passes that remember, alerts on news alone, nothing told twice."""

from vendorrisk.watching.acknowledging import acknowledge, status
from vendorrisk.watching.passing import Passed, watch

__all__ = ["Passed", "acknowledge", "status", "watch"]
