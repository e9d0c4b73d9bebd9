"""Training: the same data give the same bytes, and what is learnt can be worked out by hand."""

from __future__ import annotations

import json
import math

import pytest
from labelled_data import marked_pairs

from vendorrisk.errors import DocumentError, RuleError
from vendorrisk.extract import extractor
from vendorrisk.extract.cases import Case, Wanted
from vendorrisk.extract.classifier import Classifier, Model, dump, load_classifier
from vendorrisk.extract.labelled import label_case, read_labelled
from vendorrisk.extract.pairs import weigh
from vendorrisk.extract.segments import SCHEME
from vendorrisk.extract.training import train

NAMES = ["Valtek", "Nexora", "Ormund", "Kelda", "Brisko", "Tarnex", "Ulvar", "Quillon", "Sardon"]
LABELS = {
    "{a} bought {b} last year.": "acquisition",
    "{b} was bought by {a} in May.": "acquisition",
    "{a} and {b} both opened plants in Ohio.": "none",
    "{a} said that {b} had moved to Ohio.": "none",
    "{a} competes with {b} in Ohio.": "rival",
}


def lines():
    return marked_pairs(NAMES, LABELS)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    path = tmp_path_factory.mktemp("corpus") / "pairs.jsonl"
    about = {"about": "made up", "licence": "CC0-1.0", "source": "here"}
    path.write_text("\n".join(map(json.dumps, [about, *lines()])), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def model(corpus) -> Model:
    pairs, about = read_labelled(corpus, extractor(engine="rules"))
    return train(pairs, [about])


def test_the_same_data_give_the_same_bytes(corpus, model):
    pairs, about = read_labelled(corpus, extractor(engine="rules"))
    again = dump(train(pairs, [about]))
    assert again == dump(model)
    assert Model.model_validate_json(again) == model


def test_a_model_names_what_it_was_trained_on(model):
    (corpus,) = model.corpora
    assert corpus.licence == "CC0-1.0"
    assert corpus.pairs == len(lines())
    assert len(corpus.sha256) == 64
    assert model.scheme == SCHEME


def test_what_was_learnt_holds_on_names_never_seen(model):
    classifier = Classifier(model)

    def told(text, head, tail):
        at = text.index(head), text.index(tail)
        return weigh(
            extractor(engine="rules"),
            classifier,
            text,
            (at[0], at[0] + len(head)),
            (at[1], at[1] + len(tail)),
        )

    bought = told("Morvane bought Eskil last year.", "Morvane", "Eskil")
    assert (bought.kind, bought.direction) == ("acquisition", "head->tail")
    passive = told("Eskil was bought by Morvane in May.", "Eskil", "Morvane")
    assert (passive.kind, passive.direction) == ("acquisition", "tail->head")
    rival = told("Morvane competes with Eskil in Ohio.", "Morvane", "Eskil")
    assert (rival.kind, rival.direction) == ("rival", None)
    nothing = told("Morvane and Eskil both opened plants in Ohio.", "Morvane", "Eskil")
    assert nothing.kind is None and nothing.probability > 0.5


def test_a_probability_is_redone_by_hand_from_the_file(model):
    heads, weights = model.heads["marked"], model.weights["marked"]
    features = ["b:X bought", "w:bought", "b:nobody has seen this"]
    head = heads["acquisition"]
    total = head.intercept + sum(weights.get(f, {}).get("acquisition", 0.0) for f in features)

    def chance(kind):
        one = heads[kind]
        score = one.intercept + sum(weights.get(f, {}).get(kind, 0.0) for f in features)
        return 1 / (1 + math.exp(-(one.scale * score + one.offset)))

    by_hand = chance("acquisition") / (chance("acquisition") + chance("rival") + chance("none"))
    given = Classifier(model).weigh("marked", features).kinds["acquisition"]
    assert given == pytest.approx(by_hand, abs=1e-12)
    parts = Classifier(model).parts("marked", "acquisition", features)
    assert sum(part.weight for part in parts) == pytest.approx(
        head.scale * (total - head.intercept), abs=1e-3
    )


def test_chances_are_calibrated_on_folds_held_out(corpus, model):
    pairs, _ = read_labelled(corpus, extractor(engine="rules"))
    classifier = Classifier(model)
    bought = [classifier.weigh("marked", p.features).kinds["acquisition"] for p in pairs]
    share = sum("acquisition" in p.kinds for p in pairs) / len(pairs)
    assert sum(bought) / len(bought) == pytest.approx(share, abs=0.05)


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("[1, 2]", "not a labelled pair"),
        ("{", "not a labelled pair"),
        ("[" * 90_000, "not a labelled pair"),
        (json.dumps({**lines()[0], "relation": "aquisition"}), "unknown label"),
        (json.dumps({**lines()[0], "tail": {"start": 0, "end": 3}}), "overlap"),
        (json.dumps({**lines()[0], "text": "x" * 100_001}), "a line of more than"),
    ],
)
def test_a_bad_line_is_named(tmp_path, line, what):
    path = tmp_path / "bad.jsonl"
    path.write_text(f"{json.dumps(lines()[0])}\n{line}\n", encoding="utf-8")
    with pytest.raises(DocumentError, match=what) as error:
        read_labelled(path, extractor(engine="rules"))
    assert error.value.where == f"{path}:2"
    assert error.value.how


def test_too_little_to_learn_from_is_refused(corpus):
    pairs, about = read_labelled(corpus, extractor(engine="rules"))
    with pytest.raises(DocumentError, match="too few"):
        train([p for p in pairs if "rival" in p.kinds], [about])


def test_a_text_with_claims_labels_all_of_its_candidates():
    case = Case(
        text="Valtek Inc. bought Nexora in May. Ormund Corp. uses Nexora.",
        claims=(
            Wanted(kind="acquisition", subject="Valtek", object="Nexora"),
            Wanted(kind="client", subject="Ormund", object="Nexora", optional=True),
        ),
    )
    found = [one for one in label_case(extractor(engine="rules"), case) if one.form == "pair"]
    assert [(set(one.kinds), set(one.maybe)) for one in found] == [
        ({"acquisition"}, set()),
        (set(), {"client"}),
    ]
    assert found[0].leads == {"acquisition": True}


def test_a_model_for_other_features_is_refused(tmp_path, model):
    folder = tmp_path / "classifier"
    folder.mkdir()
    other = model.model_copy(update={"scheme": "segments/0"})
    (folder / "model.json").write_bytes(dump(other))
    with pytest.raises(RuleError, match="segments/0"):
        load_classifier(tmp_path)
    (folder / "model.json").write_text("{}", encoding="utf-8")
    load_classifier.cache_clear()
    with pytest.raises(RuleError, match="not a classifier"):
        load_classifier(tmp_path)
