"""The model for scikit-learn: rows of mechanisms to intervals, assessments and ties to rows."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted, validate_data

from vendorrisk.errors import ModelError
from vendorrisk.model.assessment import Assessment, Event
from vendorrisk.rulebook import load_parameters
from vendorrisk.scoring.columns import (
    BLOCK,
    NO_ACTIONS,
    Column,
    channels,
    columns,
    ends_of,
    first_outside,
    grouped,
    pack_rows,
)
from vendorrisk.scoring.explanation import Explained, decibels_of, explain
from vendorrisk.scoring.ties import ENDS, severities_of_events, severities_of_ties

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

PAIR = ["vendor", "buyer"]
SCORES = ("low", "point", "high", "decibels")


class OutsideWarning(UserWarning):
    """A severity outside [0, 1] was taken as the nearest end."""


class _Rows(TransformerMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn has no types
    """What both estimators share: rows of numbers, missing ones allowed."""

    def _rows(self, X: Any, *, reset: bool) -> Floats:
        found = validate_data(self, X, reset=reset, dtype=np.float64, ensure_all_finite="allow-nan")
        return np.asarray(found, dtype=np.float64)

    def _names(self) -> list[str]:
        """Return the names of the columns: those of the frame, or x0, x1 ..."""
        named = getattr(self, "feature_names_in_", None)
        if named is not None:
            return [str(name) for name in named]
        return [f"x{i}" for i in range(self.n_features_in_)]

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.allow_nan = True
        return tags


class NeutralityScorer(_Rows):
    """Score rows of mechanisms: the risk as low, point and high, and the point in decibels.

    Every column is a mechanism, and its value a severity times the rivalry of who is behind it:
    a rival's share of the votes, of the money, of the revenue, the share of revenue that was lost,
    a leader who moved to a rival. ``R = 1 - (1 - leak) * prod(1 - link * x)``. A value that is
    missing is unknown: 0 at the low end, the base rate at the point, 1 at the high end. Columns
    ``votes_low`` and ``votes_high`` beside ``votes`` are the ends of one mechanism.

    Parameters
    ----------
    links : float, dict or None
        Links in [0, 0.99]: one for all, some by column, or those of the model.
    leak : float or None
        Leak in [0, 1); None: that of the model.
    outside : {"clip", "error"}
        A value outside [0, 1] is taken as the nearest end, with a warning, or is an error.
    rules : str, Path or None
        Folder of rules; None: those that ship with the package.

    Attributes
    ----------
    columns_ : tuple of Column
        Name, link, base rate and severity where unknown, of every mechanism.
    leak_ : float
        The leak used.
    n_features_in_, feature_names_in_
        As in scikit-learn.

    Examples
    --------
    >>> from vendorrisk import NeutralityScorer
    >>> scorer = NeutralityScorer(links=0.5).fit([[0.0, 0.0]])
    >>> scorer.transform([[0.5, 0.0], [0.5, float("nan")]])[:, :3].round(3).tolist()
    [[0.25, 0.25, 0.25], [0.25, 0.438, 0.625]]
    """

    def __init__(
        self,
        *,
        links: float | Mapping[str, float] | None = None,
        leak: float | None = None,
        outside: str = "clip",
        rules: str | Path | None = None,
    ) -> None:
        self.links = links
        self.leak = leak
        self.outside = outside
        self.rules = rules

    def fit(self, X: Any, y: Any = None) -> NeutralityScorer:  # noqa: ARG002  # scikit-learn's form
        """Take the columns of X and what the model says of each; nothing is learnt.

        Parameters
        ----------
        X : array or frame of shape (n_rows, n_columns)
            Severities in [0, 1], NaN where unknown.
        y : ignored

        Raises
        ------
        ModelError
            For links, a leak or `outside` that are impossible.
        """
        self._rows(X, reset=True)
        if self.outside not in {"clip", "error"}:
            raise ModelError(f"outside cannot be {self.outside!r}", how="one of: clip, error")
        parameters = load_parameters(None if self.rules is None else Path(self.rules))
        leak = parameters.leak.value if self.leak is None else float(self.leak)
        if not 0.0 <= leak < 1.0:
            raise ModelError(f"the leak {leak} is outside [0, 1)")
        groups = grouped(self._names())
        self.columns_: tuple[Column, ...] = columns(list(groups), parameters, self.links)
        self._places = tuple(groups.values())
        self.leak_ = leak
        return self

    def transform(self, X: Any) -> Any:
        """Return the scores of rows.

        Returns
        -------
        array or frame of shape (n_rows, 4)
            low, point, high (0..1, higher is riskier), decibels of the point.

        Raises
        ------
        ModelError
            With ``outside="error"`` for a value outside [0, 1], and for ends in the wrong order.
        """
        risk = np.concatenate([found.risk for found in self._explained(X)])
        return np.column_stack([risk, decibels_of(risk[:, 1])])

    def contributions(self, X: Any) -> Floats:
        """Return the exact Shapley value of every mechanism at the point.

        Returns
        -------
        array of shape (n_rows, n_mechanisms)
            In the order of ``columns_``; a row sums to the point less the leak.
        """
        found = np.concatenate([found.shapley for found in self._explained(X)])
        return found.reshape(-1, len(self.columns_))

    def get_feature_names_out(self, input_features: Any = None) -> NDArray[Any]:  # noqa: ARG002
        """Return low, point, high, decibels."""
        check_is_fitted(self)
        return np.array(SCORES, dtype=object)

    def _explained(self, X: Any) -> list[Explained]:
        ends = self._ends(X)
        return [
            explain(pack_rows(ends[first : first + BLOCK], self.columns_), self.leak_, NO_ACTIONS)
            for first in range(0, len(ends), BLOCK)
        ]

    def _ends(self, X: Any) -> Floats:
        check_is_fitted(self)
        values = self._rows(X, reset=False)
        wrong = (values < 0.0) | (values > 1.0)
        if wrong.any():
            row, column = np.argwhere(wrong)[0]
            name = self._names()[column]
            what = f"row {row}, column '{name}' is {values[row, column]:g}, outside 0..1"
            if self.outside == "error":
                raise ModelError(what, how="shares are 0..1, not percent; NaN where unknown")
            warnings.warn(f"{what}: taken as the nearest end", OutsideWarning, stacklevel=3)
            values = np.clip(values, 0.0, 1.0)
        ends = ends_of(values, self._places)
        crossed = first_outside(ends)
        if crossed is not None:
            low, point, high = ends[crossed]
            raise ModelError(
                f"row {crossed[0]}, '{self.columns_[crossed[1]].name}' breaks low <= point <= high:"
                f" {low:g}, {point:g}, {high:g}",
                how="give ends around the point",
            )
        return ends


class MechanismFeatures(_Rows):
    """Make rows of mechanisms, one column a channel of the model, for `NeutralityScorer`.

    It takes

    - assessments, or sequences of events (those of a ledger): a row each, in a frame;
    - a long frame of ties with columns vendor, buyer, channel and severity, and rivalry, belief,
      severity_low, severity_high where there are any: a row for each (vendor, buyer), in a frame
      with these as its index, sorted;
    - a frame or array of rows that are made already, which it checks and hands on as they are.

    The value of a channel is ``1 - prod(1 - p * x)`` over its ties, with p the beliefs and x the
    severity times rivalry. A channel is missing where all that is there are open questions, or
    ties whose severity is missing; it is 0 where there is no tie at all.

    Parameters
    ----------
    ends : bool
        Also give ``<channel>_low`` and ``<channel>_high``.
    rules : str, Path or None
        Folder of rules; None: those that ship with the package.

    Attributes
    ----------
    channels_ : tuple of str or None
        The channels; None where rows are handed on.

    Examples
    --------
    >>> import pandas as pd
    >>> from vendorrisk import MechanismFeatures
    >>> ties = pd.DataFrame({"vendor": ["Acme"] * 2, "buyer": ["google"] * 2,
    ...     "channel": ["votes", "capture"], "severity": [0.4, 0.2], "rivalry": [0.5, 1.0]})
    >>> rows = MechanismFeatures().fit_transform(ties)
    >>> rows[["votes", "capture", "loss"]].round(6).values.tolist()
    [[0.2, 0.2, 0.0]]
    """

    def __init__(self, *, ends: bool = False, rules: str | Path | None = None) -> None:
        self.ends = ends
        self.rules = rules

    def fit(self, X: Any, y: Any = None) -> MechanismFeatures:  # noqa: ARG002  # scikit-learn's form
        """Take the channels of the model, or the columns of rows made already.

        Parameters
        ----------
        X : as in the class
        y : ignored
        """
        self.channels_: tuple[str, ...] | None = None
        if _is_rows(X):
            self._rows(X, reset=True)
            return self
        for name in ("n_features_in_", "feature_names_in_"):
            if hasattr(self, name):
                delattr(self, name)
        self.channels_ = channels(load_parameters(None if self.rules is None else Path(self.rules)))
        return self

    def transform(self, X: Any) -> Any:
        """Return the rows.

        Returns
        -------
        array or frame of shape (n_rows, n_columns)
            Severities in [0, 1], NaN where unknown.

        Raises
        ------
        ModelError
            For a tie with an unknown channel, or numbers outside [0, 1], by its row.
        """
        check_is_fitted(self)
        if _is_rows(X) != (self.channels_ is None):
            raise ModelError(
                "rows, and what rows are made of, are not the same",
                how="fit and transform both on rows, or both on assessments, events or ties",
            )
        if self.channels_ is None:
            return self._rows(X, reset=False)
        if _is_ties(X):
            keys, found = severities_of_ties(X, self.channels_)
            return self._framed(found, keys)
        stories = [X] if isinstance(X, Assessment) else list(X)
        found = severities_of_events([_events(one) for one in stories], self.channels_)
        named = [(a.vendor, a.buyer) for a in stories if isinstance(a, Assessment)]
        return self._framed(found, named if len(named) == len(stories) else None)

    def get_feature_names_out(self, input_features: Any = None) -> NDArray[Any]:
        """Return the names of the columns."""
        check_is_fitted(self)
        if self.channels_ is None:
            names = self._names()
            if input_features is not None and list(input_features) != names:
                raise ValueError("input_features is not equal to feature_names_in_")
            return np.array(names, dtype=object)
        ends = ENDS if self.ends else ("",)
        return np.array([name + end for name in self.channels_ for end in ends], dtype=object)

    def _framed(self, found: Floats, keys: list[tuple[str, str]] | None) -> pd.DataFrame:
        """A frame whatever the output is set to: without names the scorer could not tell links."""
        import pandas as pd

        kept = found if self.ends else found[:, :, 1:2]
        index = None if keys is None else pd.MultiIndex.from_tuples(keys, names=PAIR)
        return pd.DataFrame(
            np.ascontiguousarray(kept).reshape(found.shape[0], -1),
            index=index,
            columns=self.get_feature_names_out(),
        )


def _is_ties(X: Any) -> bool:
    return {"vendor", "buyer", "channel", "severity"} <= set(getattr(X, "columns", ()))


def _is_rows(X: Any) -> bool:
    if _is_ties(X) or isinstance(X, Assessment):
        return False
    if not isinstance(X, Sequence) or isinstance(X, str) or not X:
        return True
    return not all(_is_story(one) for one in X)


def _is_story(one: object) -> bool:
    if isinstance(one, Assessment):
        return True
    return isinstance(one, Sequence) and all(isinstance(event, Event) for event in one)


def _events(story: Assessment | Sequence[Event]) -> list[Event]:
    if isinstance(story, Assessment):
        return [line.event for line in story.ledger]
    return list(story)
