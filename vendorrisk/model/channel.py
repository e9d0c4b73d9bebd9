"""The channels through which a tie bends a vendor."""

from __future__ import annotations

from typing import Literal

Channel = Literal[  # channels of the mechanisms that are not open questions
    "cash",
    "votes",
    "rights",
    "talks",
    "entry",
    "capture",
    "loss",
    "cutoff",
    "fragility",
    "departure",
    "arrival",
    "interlock",
]
