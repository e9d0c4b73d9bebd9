"""Red-flag rules: what they find, whether their own tests hold, and how they are written."""

from vendorrisk.decision.flags.evaluating import evaluate, judged
from vendorrisk.decision.flags.linting import LINTS, lint
from vendorrisk.decision.flags.testing import Tried, tried, untested

__all__ = ["LINTS", "Tried", "evaluate", "judged", "lint", "tried", "untested"]
