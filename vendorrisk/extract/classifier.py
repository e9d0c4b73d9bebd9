"""A sparse linear classifier of company pairs: what rules propose, it weighs.

For every kind of relation a logistic regression on present-or-absent features scaled by their
log-count ratio (Wang and Manning 2012, "Baselines and bigrams", ACL), calibrated by Platt's
method on held-out folds (Platt 1999); where a kind has a direction, a second one tells which of
the two is the subject. All of it is data: a JSON file of weights by feature.
"""

from __future__ import annotations

import functools
import json
import math
import struct
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import Field, ValidationError

from vendorrisk.errors import RuleError
from vendorrisk.extract.segments import SCHEME
from vendorrisk.model.base import Noun, Share
from vendorrisk.rulebook import rules_root

FILE = Path("classifier") / "model.json"
UNIT = 1000  # weights are held in thousandths
LANE = 64  # bits
MERGER = "merger"  # an acquisition of equals
UNREPORTED = frozenset({"none", "product"})  # heads that stand for no claim
MARKED = "marked"  # pairs that somebody has marked: few of them are unrelated
SHARES = {  # how far pairs are weighed as marked ones, and as those that a text happens to hold
    MARKED: {MARKED: 0.7, "pair": 0.3},
    "pair": {MARKED: 0.3, "pair": 0.7},
}
DIRECTED = "subject of "  # heads that tell whether the first of a pair is the subject


class Corpus(NamedTuple):
    """Labelled data that a model was trained on."""

    name: str
    sha256: str
    pairs: int
    licence: str
    address: str


Weight = Annotated[float, Field(ge=-1e6, le=1e6)]  # so that no sum leaves its lane


class Head(Noun):
    """One binary decision: ``p = sigmoid(scale * (intercept + sum of weights) + offset)``."""

    intercept: float
    scale: float
    offset: float


class Model(Noun):
    """What ``rules/classifier/model.json`` holds.

    Parameters
    ----------
    scheme : str
        Version of the features; a model of another one is refused.
    corpora : tuple of Corpus
        What it was trained on, with licences.
    note : str
        For readers.
    cuts : dict of str to float
        Probability from which something is reported; best F1 on held-out folds. By form:
        "marked", "pair", "post" and "single".
    heads : dict
        By form, then by kind or "subject of" a kind.
    weights : dict
        By form, by feature, then by head.
    """

    scheme: str
    corpora: tuple[Corpus, ...]
    note: str = ""
    cuts: dict[str, Share]
    heads: dict[str, dict[str, Head]] = Field(min_length=1)
    weights: dict[str, dict[str, dict[str, Weight]]]


class Weighed(NamedTuple):
    """Probability in 0..1 of every kind, each by itself, and that the first is its subject.

    ``leads`` has the kinds that have a direction.
    """

    kinds: dict[str, float]
    leads: dict[str, float]


class Part(NamedTuple):
    """What one feature adds to the score of a kind, in log-odds."""

    feature: str
    weight: float


class _Table:
    """Weights of a form in thousandths, those of a feature packed into one number, a lane a head.

    Whole numbers have the same sum in any order and on any machine; one addition adds a feature's
    weights for every head.

    Parameters
    ----------
    heads : dict of str to Head
        Of the form.
    weights : dict of str to dict
        Weights by feature, then by head.
    """

    def __init__(self, heads: dict[str, Head], weights: dict[str, dict[str, float]]) -> None:
        self.heads = [
            (name.removeprefix(DIRECTED), name.startswith(DIRECTED), h.intercept, h.scale, h.offset)
            for name, h in heads.items()
        ]
        self._shifts = {name: LANE * number for number, name in enumerate(heads)}
        self._zeros = sum(1 << (shift + LANE - 1) for shift in self._shifts.values())
        self._lanes = struct.Struct(f"<{len(heads)}Q")
        self._weights = weights
        self._packed: dict[str, int] = {}  # by feature, when first asked for

    def sums(self, features: Iterable[str]) -> list[int]:
        """Return the sum of the weights of some features, a head each."""
        total = self._zeros  # half a lane each, so that none is ever below 0
        packed = self._packed
        for feature in features:
            if feature in packed:
                total += packed[feature]
            elif feature in self._weights:
                total += self._pack(feature)
        lanes = self._lanes.unpack(total.to_bytes(self._lanes.size, "little"))
        return [lane - (1 << (LANE - 1)) for lane in lanes]

    def _pack(self, feature: str) -> int:
        own = self._weights[feature]
        one = sum(round(weight * UNIT) << self._shifts[name] for name, weight in own.items())
        self._packed[feature] = one
        return one


class Classifier:
    """Weighs candidates by a model.

    Parameters
    ----------
    model : Model
        Weights.
    """

    def __init__(self, model: Model) -> None:
        self.model = model
        self._tables = {
            form: _Table(model.heads[form], model.weights[form]) for form in model.heads
        }

    def kinds(self, form: str) -> frozenset[str]:
        """Return the kinds that it tells apart for a form."""
        return frozenset(n for n in self.model.heads.get(form, ()) if not n.startswith(DIRECTED))

    def weigh(self, form: str, features: Collection[str]) -> Weighed:
        """Return the probabilities of a candidate with these features.

        Pairs are weighed twice, as marked ones and as those of running text, and both opinions
        count by `SHARES`: the first knows more of the kinds, the second of pairs that share a
        sentence and nothing else.

        Parameters
        ----------
        form : str
            "marked", "pair", "post" or "single"; one that was not trained has no kinds.
        features : collection of str
            Of `segments.features`.
        """
        opinions = [
            (share, self.opinion(one, features))
            for one, share in SHARES.get(form, {form: 1.0}).items()
            if one in self._tables
        ]
        if len(opinions) == 1:
            return opinions[0][1]
        return Weighed(
            _mean([(share, one.kinds) for share, one in opinions]),
            _mean([(share, one.leads) for share, one in opinions]),
        )

    def opinion(self, form: str, features: Iterable[str]) -> Weighed:
        """Return what the weights of one form alone say; parameters as in `weigh`."""
        kinds: dict[str, float] = {}
        leads: dict[str, float] = {}
        table = self._tables[form]
        for head, score in zip(table.heads, table.sums(features), strict=True):
            name, directed, intercept, scale, offset = head
            chance = sigmoid(scale * (intercept + score / UNIT) + offset)
            (leads if directed else kinds)[name] = chance
        return Weighed(_shares(kinds) if form == MARKED else kinds, leads)

    def parts(self, form: str, kind: str, features: Iterable[str]) -> list[Part]:
        """Return what each feature adds to a kind, in log-odds, the strongest first."""
        scale = self.model.heads[form][kind].scale
        weights = self.model.weights[form]
        found = [
            Part(feature, round(scale * weights[feature][kind], 4))
            for feature in features
            if kind in weights.get(feature, {})
        ]
        return sorted(found, key=lambda one: (-abs(one.weight), one.feature))


def _shares(kinds: dict[str, float]) -> dict[str, float]:
    """Return chances of which one holds, the unreported kinds as one and mergers as purchases."""
    total = math.fsum(kinds.values())
    shares = {kind: chance / total for kind, chance in kinds.items()}
    none = math.fsum(shares.pop(kind, 0.0) for kind in sorted(UNREPORTED))
    merger = shares.pop(MERGER, 0.0)
    if merger or "acquisition" in shares:
        shares["acquisition"] = shares.get("acquisition", 0.0) + merger
    return {"none": none, **shares}


def _mean(opinions: list[tuple[float, dict[str, float]]]) -> dict[str, float]:
    """Return the weighted mean by kind, over those that have an opinion on it."""
    out = {}
    for kind in dict.fromkeys(kind for _, values in opinions for kind in values):
        held = [(share, values[kind]) for share, values in opinions if kind in values]
        out[kind] = sum(share * value for share, value in held) / sum(share for share, _ in held)
    return out


def sigmoid(x: float) -> float:
    """Return ``1 / (1 + exp(-x))`` without overflow."""
    if x >= 0:
        return 1.0 / (1.0 + math.exp(-x))
    return math.exp(x) / (1.0 + math.exp(x))


@functools.lru_cache(maxsize=4)
def load_classifier(root: Path | None = None) -> Classifier:
    """Load the classifier of a folder of rules.

    Parameters
    ----------
    root : Path or None
        Folder of rules; None: those that ship with the package.

    Raises
    ------
    RuleError
        For a file that is missing, is no model, or was made for other features.
    """
    path = (root or rules_root()) / FILE
    how = "train one: vendorrisk train PAIRS.jsonl -o FILE"
    try:
        model = Model.model_validate_json(path.read_bytes())
    except OSError as error:
        raise RuleError("no classifier here", where=f"{path}:1", how=how) from error
    except ValidationError as error:
        raise RuleError("not a classifier", where=f"{path}:1", how=how) from error
    if model.scheme != SCHEME:
        raise RuleError(
            f"made for features {model.scheme}, this version makes {SCHEME}",
            where=f"{path}:1",
            how=how,
        )
    return Classifier(model)


def dump(model: Model) -> bytes:
    """Return a model as bytes of JSON, a feature a line; the same model gives the same bytes."""
    body = model.model_dump(mode="json")
    forms = body.pop("weights")
    head = json.dumps(body, ensure_ascii=False, indent=1)[:-2]
    blocks = []
    for form in sorted(forms):
        lines = (
            f"   {json.dumps(name, ensure_ascii=False)}: {json.dumps(forms[form][name])}"
            for name in sorted(forms[form])
        )
        blocks.append(f'  "{form}": {{\n' + ",\n".join(lines) + "\n  }")
    weights = ",\n".join(blocks)
    return f'{head},\n "weights": {{\n{weights}\n }}\n}}\n'.encode()
