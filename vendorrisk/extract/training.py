"""Trains the classifier: fits, calibrates and prunes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from vendorrisk.errors import DocumentError
from vendorrisk.extract.classifier import (
    DIRECTED,
    MARKED,
    SHARES,
    UNREPORTED,
    Classifier,
    Corpus,
    Head,
    Model,
)
from vendorrisk.extract.heldout import FormScore, KindScore, calibration_error
from vendorrisk.extract.labelled import NONE, Labelled
from vendorrisk.extract.proposals import FORMS
from vendorrisk.extract.segments import SCHEME
from vendorrisk.progress import track

if TYPE_CHECKING:
    import numpy as np
    from scipy.sparse import csr_matrix

    Flags = np.ndarray[Any, np.dtype[np.bool_]]
    Floats = np.ndarray[Any, np.dtype[np.float64]]

FOLDS = 5
RARE = 2  # a feature must occur in so many candidates
SMALL = 0.02  # a weight nearer to zero is left out
DIGITS = 3
REGULAR = 1.0  # inverse strength of the L2 penalty
CUTS = tuple(n / 100 for n in range(15, 81, 5))
FLAT = 0.01  # of measures that close to the best the highest cut is taken
BETA = 0.7  # of F, van Rijsbergen 1979: precision counts twice as much as recall
FEWEST = 10  # candidates of a kind from which it is learnt


class Trained(NamedTuple):
    """A model, and how well each form did on folds held out."""

    model: Model
    scores: tuple[FormScore, ...]


def train(labelled: Sequence[Labelled], corpora: Iterable[Corpus], *, note: str = "") -> Model:
    """Return the model that `fit` makes; parameters and errors as there."""
    return fit(labelled, corpora, note=note).model


def fit(labelled: Sequence[Labelled], corpora: Iterable[Corpus], *, note: str = "") -> Trained:
    """Fit, calibrate and prune a classifier; the same data in the same order give the same model.

    The texts fall into five folds. Calibration, cuts and scores come from candidates that were
    held out while the weights were fitted on the other folds; the model has the weights of all.

    Parameters
    ----------
    labelled : sequence of Labelled
        Of `labelled.read_labelled`.
    corpora : iterable of Corpus
        Where they come from.
    note : str
        For readers of the file.

    Raises
    ------
    DocumentError
        When no form has two kinds with ten candidates each.
    """
    import sklearn.linear_model  # noqa: F401  # only what is loaded can be limited
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1):  # sums in one order: the same bytes on any number of cores
        return _fit_forms(labelled, corpora, note)


def _fit_forms(labelled: Sequence[Labelled], corpora: Iterable[Corpus], note: str) -> Trained:
    forms: dict[str, _Form] = {}
    for name in (MARKED, *FORMS):
        made = _Form([one for one in labelled if _part(one) == name])
        if len(made.kinds) < 2 or UNREPORTED.issuperset(made.kinds):
            continue
        made.fit()
        forms[name] = made
    if not forms:
        raise DocumentError(
            "too few labelled candidates",
            how=f"two kinds need {FEWEST} candidates each",
        )
    model = Model(
        scheme=SCHEME,
        corpora=tuple(corpora),
        note=note,
        cuts=dict.fromkeys(forms, 1.0),
        heads={name: form.heads for name, form in forms.items()},
        weights={name: dict(sorted(form.weights.items())) for name, form in forms.items()},
    )
    classifier = Classifier(model)
    cuts: dict[str, float] = {}
    scores: list[FormScore] = []
    for name, form in forms.items():
        for other in SHARES.get(name, {}):
            if other != name and other in forms:
                form.hear(classifier, other, SHARES[name][other])
        cuts[name] = form.cut(one_kind=name == MARKED)
        scores.append(form.score(name, cuts[name], one_kind=name == MARKED))
    return Trained(model.model_copy(update={"cuts": cuts}), tuple(scores))


class _Form:
    """Candidates of one form being learnt from."""

    def __init__(self, ones: Sequence[Labelled]) -> None:
        self.ones = ones
        counts: dict[str, int] = {}
        for one in ones:
            for kind in one.kinds or {NONE}:
                counts[kind] = counts.get(kind, 0) + 1
        self.kinds = sorted(kind for kind, count in counts.items() if count >= FEWEST)
        self.heads: dict[str, Head] = {}
        self.weights: dict[str, dict[str, float]] = {}

    def fit(self) -> None:
        """Fit every head; keep the calibrated chances of candidates held out for the cuts."""
        import numpy as np

        self._names, self._matrix = _matrix(self.ones)
        self._folds = np.array([int(one.group[:8], 16) % FOLDS for one in self.ones])
        self._held = np.zeros((len(self.ones), len(self.kinds)))
        self._leading = np.ones((len(self.ones), len(self.kinds)))
        self._heard = np.zeros((len(self.ones), len(self.kinds)))
        self._shares = np.zeros(len(self.kinds))
        for number, kind in enumerate(self.kinds):
            known = np.array([self._known(one, kind) for one in self.ones])
            wanted = np.array([kind in (one.kinds or {NONE}) for one in self.ones])
            chance = self._head(kind, known, wanted)
            self._held[known, number] = chance
            leads = np.array([one.leads.get(kind, False) for one in self.ones])
            rows = np.array([kind in one.kinds and kind in one.leads for one in self.ones])
            if min(leads[rows].sum(), (~leads[rows]).sum()) >= FOLDS:
                first = self._head(f"{DIRECTED}{kind}", rows, leads)
                self._leading[rows, number] = np.where(leads[rows], first, 1 - first)
            elif rows.any():
                always = 8.0 if leads[rows].mean() >= 0.5 else -8.0
                self.heads[f"{DIRECTED}{kind}"] = Head(intercept=always, scale=1, offset=0)

    def _known(self, one: Labelled, kind: str) -> bool:
        return not one.maybe if kind == NONE and not one.kinds else kind not in one.maybe

    def _head(self, name: str, rows: Flags, wanted: Flags) -> Floats:
        matrix, folds, wanted = self._matrix[rows], self._folds[rows], wanted[rows]
        self.heads[name], coefficients, chance = _fit(matrix, wanted, folds)
        for feature, weight in zip(self._names, coefficients.tolist(), strict=True):
            if abs(weight) >= SMALL:
                self.weights.setdefault(feature, {})[name] = round(weight, DIGITS)
        return chance

    def cut(self, *, one_kind: bool) -> float:
        """Return the probability from which reporting is best on held-out folds.

        Best is micro F1 where a pair has one kind, and F with precision counted
        twice (beta² = .5) for what is proposed of running text: a false owner costs more than
        a missed one.
        """
        import numpy as np

        reported = self._reported()
        chance = self._chances(one_kind=one_kind)[:, reported]
        right = np.array([[self.kinds[n] in one.kinds for n in reported] for one in self.ones])
        maybe = np.array([[self.kinds[n] in one.maybe for n in reported] for one in self.ones])
        wanted = right.sum()
        right &= self._leading[:, reported] >= 0.5
        if one_kind:
            best = chance.argmax(axis=1)
            every = np.arange(len(best))
            chance, right, maybe = chance[every, best], right[every, best], maybe[every, best]

        weight = 1.0 if one_kind else BETA**2

        def measure(cut: float) -> float:
            made = (chance >= cut) & ~maybe
            hits = (1 + weight) * (right & made).sum()
            return float(hits / max(1, weight * wanted + made.sum()))

        values = {cut: measure(cut) for cut in CUTS}
        return max(cut for cut in CUTS if values[cut] >= max(values.values()) - FLAT)

    def score(self, form: str, cut: float, *, one_kind: bool) -> FormScore:
        """Return how well each kind is reported from a cut on, on held-out folds."""
        import numpy as np

        chances = self._chances(one_kind=one_kind)
        reported = self._reported()
        best = chances[:, reported].argmax(axis=1)
        kinds = []
        for place, number in enumerate(reported):
            kind = self.kinds[number]
            right = np.array([kind in one.kinds for one in self.ones])
            known = np.array([self._known(one, kind) for one in self.ones])
            made = (chances[:, number] >= cut) & known
            if one_kind:
                made &= best == place
            hits = made & right & (self._leading[:, number] >= 0.5)
            error = calibration_error(chances[known, number], right[known])
            kinds.append(
                KindScore(
                    form=form,
                    kind=kind,
                    candidates=int(right.sum()),
                    made=int(made.sum()),
                    hits=int(hits.sum()),
                    calibration_error=round(error, 4),
                )
            )
        return FormScore(form=form, candidates=len(self.ones), cut=cut, kinds=tuple(kinds))

    def _reported(self) -> list[int]:
        return [n for n, kind in enumerate(self.kinds) if kind not in UNREPORTED]

    def hear(self, classifier: Classifier, form: str, share: float) -> None:
        """Mix in the opinion of another form's weights, which never saw these candidates."""
        import numpy as np

        known = classifier.kinds(form)
        for number, kind in enumerate(self.kinds):
            if kind in known:
                self._shares[number] = share
        self._heard = np.array(
            [
                [kinds.get(kind, 0.0) for kind in self.kinds]
                for kinds in (classifier.opinion(form, one.features).kinds for one in self.ones)
            ]
        )

    def _chances(self, *, one_kind: bool) -> Floats:
        """Return the chance of every kind and its likelier direction, as they are reported.

        Only where a candidate has the kind is its direction known; elsewhere it counts as sure.
        """
        import numpy as np

        held = self._held / self._held.sum(axis=1, keepdims=True) if one_kind else self._held
        mixed: Floats = held * (1 - self._shares) + self._heard * self._shares
        return mixed * np.maximum(self._leading, 1 - self._leading)


def _part(one: Labelled) -> str:
    return MARKED if one.marked else one.form


def _matrix(ones: Sequence[Labelled]) -> tuple[list[str], csr_matrix]:
    from sklearn.feature_extraction.text import CountVectorizer

    def sorted_features(one: Labelled) -> list[str]:
        return sorted(one.features)

    vectoriser = CountVectorizer(analyzer=sorted_features, min_df=RARE, dtype=float)
    matrix = vectoriser.fit_transform(ones).tocsr()
    return [str(name) for name in vectoriser.get_feature_names_out()], matrix


def _fit(matrix: csr_matrix, wanted: Flags, folds: Floats) -> tuple[Head, Floats, Floats]:
    """Return a head, its weights a feature, and calibrated chances of candidates held out."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    scores = np.zeros(len(wanted))
    for fold in track(range(FOLDS), "fitting"):
        out = folds == fold
        if not out.any() or wanted[~out].all() or not wanted[~out].any():
            continue
        coefficients, intercept = _regress(matrix[~out], wanted[~out])
        scores[out] = matrix[out] @ coefficients + intercept
    platt = LogisticRegression(C=1e6, max_iter=1000).fit(scores[:, None], wanted)
    scale, offset = float(platt.coef_[0, 0]), float(platt.intercept_[0])
    coefficients, intercept = _regress(matrix, wanted)
    head = Head(
        intercept=round(intercept, DIGITS),
        scale=round(scale, DIGITS),
        offset=round(offset, DIGITS),
    )
    return head, coefficients, 1 / (1 + np.exp(-(scale * scores + offset)))


def _regress(matrix: csr_matrix, wanted: Flags) -> tuple[Floats, float]:
    """Fit a logistic regression on features scaled by their log-count ratio."""
    import numpy as np
    from scipy import sparse
    from sklearn.linear_model import LogisticRegression

    with_it = np.asarray(matrix[wanted].sum(axis=0)).ravel() + 1
    without = np.asarray(matrix[~wanted].sum(axis=0)).ravel() + 1
    ratio = np.log((with_it / with_it.sum()) / (without / without.sum()))
    model = LogisticRegression(C=REGULAR, max_iter=1000)
    model.fit(matrix @ sparse.diags(ratio), wanted)
    return ratio * model.coef_[0], float(model.intercept_[0])
