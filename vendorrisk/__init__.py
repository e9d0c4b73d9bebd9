"""Score vendor neutrality risk from documents, for one buyer, on one day.

>>> import vendorrisk
>>> vendorrisk.__version__
'0.1.0'
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from vendorrisk.model.showing import register
from vendorrisk.version import __version__ as __version__

if TYPE_CHECKING:
    from vendorrisk.decision.gate import gate
    from vendorrisk.documents import read
    from vendorrisk.dossier import gather
    from vendorrisk.errors import VendorRiskError
    from vendorrisk.estimators import MechanismFeatures, NeutralityScorer
    from vendorrisk.history.diff import diff
    from vendorrisk.history.replay import replay
    from vendorrisk.model.assessment import Assessment, Comparison
    from vendorrisk.model.gate import Gate
    from vendorrisk.model.lineage import ArticleFamily
    from vendorrisk.model.verification import Verification
    from vendorrisk.pipeline import assess, compare, screen
    from vendorrisk.scenarios import what_if
    from vendorrisk.stories import families
    from vendorrisk.verifying import verify
    from vendorrisk.watching import watch

__all__ = [
    "ArticleFamily",
    "Assessment",
    "Comparison",
    "Gate",
    "MechanismFeatures",
    "NeutralityScorer",
    "VendorRiskError",
    "Verification",
    "assess",
    "compare",
    "diff",
    "families",
    "gate",
    "gather",
    "read",
    "replay",
    "screen",
    "verify",
    "watch",
    "what_if",
]
_HOMES = {
    "ArticleFamily": "vendorrisk.model.lineage",
    "Assessment": "vendorrisk.model.assessment",
    "Comparison": "vendorrisk.model.assessment",
    "Gate": "vendorrisk.model.gate",
    "MechanismFeatures": "vendorrisk.estimators",
    "NeutralityScorer": "vendorrisk.estimators",
    "VendorRiskError": "vendorrisk.errors",
    "Verification": "vendorrisk.model.verification",
    "assess": "vendorrisk.pipeline",
    "compare": "vendorrisk.pipeline",
    "diff": "vendorrisk.history.diff",
    "families": "vendorrisk.stories",
    "gate": "vendorrisk.decision.gate",
    "gather": "vendorrisk.dossier",
    "read": "vendorrisk.documents",
    "replay": "vendorrisk.history.replay",
    "screen": "vendorrisk.pipeline",
    "verify": "vendorrisk.verifying",
    "watch": "vendorrisk.watching",
    "what_if": "vendorrisk.scenarios",
}
register(html="vendorrisk.report.card:to_card", plot="vendorrisk.report.plot:to_figure")


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for: ``import vendorrisk`` stays light."""
    if name not in _HOMES:
        raise AttributeError(f"module 'vendorrisk' has no attribute '{name}'")
    value = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
