"""Nouns that a notebook shows and that can be drawn; what draws them is looked up when asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vendorrisk.model.base import Noun
from vendorrisk.model.showing import picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


class Shown(Noun):
    """A noun that shows itself in a notebook, as text and as HTML, and as a drawing."""

    def _repr_html_(self) -> str:
        return str(picture("html", self))

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/plain": str(self), "text/html": self._repr_html_()}

    def plot(self, *, ax: Axes | None = None) -> Figure:
        """Draw the result; nothing is shown or kept, and pyplot is not touched.

        An assessment gives its drivers, which sum to the point of its risk, and the risk below
        them; a comparison one interval a vendor, riskiest first. Solid is what the evidence
        supports, hatched what nobody has said; the diamond is the point, dashed the threshold.

        Parameters
        ----------
        ax : matplotlib.axes.Axes or None
            Where to draw; None: in a figure of its own.

        Returns
        -------
        matplotlib.figure.Figure
            Of `ax`, or a new one. The same result always gives the same picture.

        Raises
        ------
        SettingsError
            Where matplotlib is missing (extra ``plot``).
        """
        found: Figure = picture("plot", self, ax=ax)
        return found
