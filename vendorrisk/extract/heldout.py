"""How well a classifier does on folds that it was not fitted on: by form and kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vendorrisk.model.base import Noun, Share

if TYPE_CHECKING:
    import numpy as np

    Flags = np.ndarray[Any, np.dtype[np.bool_]]
    Floats = np.ndarray[Any, np.dtype[np.float64]]

BINS = 10  # of equal width, for the calibration error


class KindScore(Noun):
    """One kind of one form, counted on held-out folds.

    ``candidates`` have the kind, ``made`` were reported at the form's cut, ``hits`` of them with
    the right kind and direction. ``calibration_error`` in 0..1 is the mean distance between the
    probability told and the share that was right, over bins of probability; None for a total.
    """

    form: str
    kind: str
    candidates: int
    made: int
    hits: int
    calibration_error: Share | None = None

    @property
    def precision(self) -> float | None:
        """Share of what was reported that is right, 0..1; None when nothing was."""
        return self.hits / self.made if self.made else None

    @property
    def recall(self) -> float | None:
        """Share of the candidates of the kind that was reported, 0..1; None without any."""
        return self.hits / self.candidates if self.candidates else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall, 0..1; None when there is nothing to count."""
        both = self.candidates + self.made
        return 2 * self.hits / both if both else None


class FormScore(Noun):
    """One form: its candidates, the cut from which it reports, and its kinds."""

    form: str
    candidates: int
    cut: Share
    kinds: tuple[KindScore, ...]

    @property
    def total(self) -> KindScore:
        """Return all kinds counted together (micro average)."""
        return KindScore(
            form=self.form,
            kind="all",
            candidates=sum(one.candidates for one in self.kinds),
            made=sum(one.made for one in self.kinds),
            hits=sum(one.hits for one in self.kinds),
        )


def calibration_error(chances: Floats, right: Flags) -> float:
    """Return the expected calibration error over ten bins of equal width.

    Naeini, Cooper and Hauskrecht 2015, "Obtaining well calibrated probabilities using Bayesian
    binning", AAAI: the distance between mean probability and share of right ones in every bin,
    weighted by its size.

    Parameters
    ----------
    chances : numpy.ndarray, shape (n,)
        Probabilities in 0..1.
    right : numpy.ndarray of bool, shape (n,)
        Which were right.

    Returns
    -------
    float
        In 0..1; 0 for no candidates.

    Examples
    --------
    >>> import numpy as np
    >>> calibration_error(np.array([0.25, 0.25, 0.75, 0.75]), np.array([False, False, True, True]))
    0.25
    """
    import numpy as np

    if not len(chances):
        return 0.0
    bins = np.minimum((chances * BINS).astype(int), BINS - 1)
    told = np.bincount(bins, weights=chances, minlength=BINS)
    held = np.bincount(bins, weights=right.astype(float), minlength=BINS)
    return float(np.abs(told - held).sum() / len(chances))
