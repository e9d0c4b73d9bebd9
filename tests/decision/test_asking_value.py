"""What it is worth to ask: against enumeration of every world, and in its simple cases."""

import itertools
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vendorrisk.decision.asking_value import Settles, settles, topic_of, worth
from vendorrisk.model.assessment import Event, Interval, Mechanism
from vendorrisk.model.belief import Belief, Family, Strength
from vendorrisk.model.buyer import Action, Appetite
from vendorrisk.rulebook import load_questions
from vendorrisk.scoring.rebuilding import beliefs_of

QUESTIONS = {question.id: question for question in load_questions()}
APPETITE = Appetite(
    accept=Action(fixed=0, per_risk=100),
    mitigate=Action(fixed=15, per_risk=40),
    replace=Action(fixed=45, per_risk=0),
)


def belief(key, low, point, high, *, told=True):
    strength = Strength(low=0.5, point=0.5, high=0.5)
    family = Family(origin="o", polarity=1, strength=strength, claims=(), documents=(), why=())
    return Belief(
        key=key, what=key, low=low, point=point, high=high, conflict=0.0, base_rate=0.5,
        families=(family,) if told else (),
    )  # fmt: skip


def event(name, root, *parts, questions=("N01",), known=True):
    """An event of parts (severity, link, private belief or None)."""
    return Event(
        id=name, what=name, factor="ownership", party=None, rivalry=1.0, claim=root, known=known,
        questions=questions,
        mechanisms=tuple(
            Mechanism(
                channel="cash", link=link, how="", claim=private,
                severity=Interval(low=severity, point=severity, high=severity),
            )
            for severity, link, private in parts
        ),
    )  # fmt: skip


def keys_of(events):
    return tuple(dict.fromkeys(b.key for e in events for b in beliefs_of(e)))


def risk_in(events, world):
    """The risk when every claim is known: by hand, event by event."""
    safe = 1.0
    for one in events:
        off = 1.0
        for m in one.mechanisms:
            private = 1.0 if m.claim is None else world[m.claim.key]
            off *= 1.0 - m.link * m.severity.point * private
        root = 1.0 if one.claim is None else world[one.claim.key]
        safe *= 1.0 - root * (1.0 - off)
    return 1.0 - safe


def least(risk):
    return min(
        action.fixed + action.per_risk * risk
        for action in (APPETITE.accept, APPETITE.mitigate, APPETITE.replace)
    )


def enumerated(events, asked, even=()):
    """Worlds of all claims at their points: V(R) - E V(R | whether any of the asked is true)."""
    chance = {b.key: (0.5 if b.key in even else b.point) for e in events for b in beliefs_of(e)}
    mass, mean = {True: 0.0, False: 0.0}, {True: 0.0, False: 0.0}
    for truth in itertools.product((0.0, 1.0), repeat=len(chance)):
        world = dict(zip(chance, truth, strict=True))
        p = math.prod(chance[k] if v else 1.0 - chance[k] for k, v in world.items())
        some = any(world[key] for key in asked)
        mass[some] += p
        mean[some] += p * risk_in(events, world)
    value = least(mean[True] + mean[False])
    for some in (True, False):
        if mass[some] > 0.0:
            value -= mass[some] * least(mean[some] / mass[some])
    return value


@st.composite
def cases(draw):
    share = st.floats(0.0, 1.0)
    names = [f"stake|{letter}|V|" for letter in "abcde"]
    drawn = {}

    def one(name):
        if name not in drawn:
            low, point, high = sorted((draw(share), draw(share), draw(share)))
            vacuous = draw(st.booleans())
            drawn[name] = belief(name, 0.0 if vacuous else low, point, 1.0 if vacuous else high)
        return drawn[name]

    events = []
    for number in range(draw(st.integers(1, 3))):
        parts = [
            (draw(share), draw(st.floats(0.0, 0.99)), draw(st.sampled_from([None, *names])))
            for _ in range(draw(st.integers(1, 2)))
        ]
        root = draw(st.sampled_from([None, *names]))
        made = [(s, link, None if p in {None, root} else one(p)) for s, link, p in parts]
        events.append(event(f"e{number}", None if root is None else one(root), *made))
    held = sorted(drawn)
    asked = draw(st.lists(st.sampled_from(held), min_size=1, unique=True)) if held else []
    return events, tuple(asked)


@settings(max_examples=150, deadline=None)
@given(cases())
def test_the_value_is_that_of_enumeration(case):
    events, asked = case
    if not asked:
        return
    vacuous = {
        b.key
        for e in events
        for b in beliefs_of(e)
        if b.key in asked and b.low == 0.0 and b.high == 1.0
    }
    expected = enumerated(events, asked)
    if vacuous:
        expected = max(expected, enumerated(events, asked, vacuous))
    found = worth(events, Settles(asked, asked, asked), 0.0, APPETITE)
    assert found.evppi == pytest.approx(max(0.0, expected), abs=2e-6)
    assert found.evppi >= 0.0 and found.spread >= 0.0 and 0.0 <= found.effect <= 1.0
    assert (found.action is None) == (found.evppi > 0.0)


def test_a_question_on_one_claim_has_the_value_of_that_claim():
    """R = .5 * .6 = .3: mitigate 27; no: 0, yes: R .6: 39 (mitigate); 27 - .5 * 39 = 7.5."""
    one = event("e", belief("stake|a|V|", 0.3, 0.5, 0.8), (1.0, 0.6, None))
    found = worth([one], Settles(("stake|a|V|",), (), ("stake|a|V|",)), 0.0, APPETITE)
    assert found.evppi == pytest.approx(7.5)
    assert found.effect == pytest.approx(0.8 * 0.6)
    assert found.shrinks == pytest.approx(0.3)  # settled either way, nothing is open
    assert found.spread == pytest.approx(0.25 * 0.36)


def test_what_cannot_change_the_action_is_worth_nothing_and_says_which_stays():
    one = event("e", belief("stake|a|V|", 0.3, 0.5, 0.8), (0.1, 0.5, None))
    found = worth([one], Settles(("stake|a|V|",), (), ("stake|a|V|",)), 0.0, APPETITE)
    assert (found.evppi, found.action) == (0.0, "accept")
    assert found.shrinks > 0.0


def test_without_an_appetite_there_is_no_value_and_no_reason():
    one = event("e", belief("stake|a|V|", 0.3, 0.5, 0.8), (1.0, 0.6, None))
    found = worth([one], Settles(("stake|a|V|",), (), ("stake|a|V|",)), 0.0, None)
    assert (found.evppi, found.action) == (None, None)


def test_an_answer_may_widen_the_interval():
    """A root that is surely false hides its open private claim; that it is true lays it bare."""
    inner = belief("rights|a|V|", 0.0, 0.3, 1.0, told=False)
    one = event("e", belief("stake|a|V|", 0.0, 0.05, 0.1), (1.0, 0.9, inner))
    found = worth([one], Settles(("stake|a|V|",), (), ("stake|a|V|",)), 0.0, APPETITE)
    assert found.shrinks == pytest.approx(0.09 - 0.05 * 0.9)  # and so it is only in expectation
    sure = event("e", belief("stake|a|V|", 0.4, 0.5, 0.5), (1.0, 0.9, inner))
    assert worth([sure], Settles(("stake|a|V|",), (), ("stake|a|V|",)), 0.0, APPETITE).shrinks <= 0


@pytest.mark.parametrize(
    ("key", "topic"),
    [
        ("stake|Meta|Scale AI|", "stake"),
        ("required|owners|Scale AI|", "owners"),
        ("required|client-book|V|", "client-book"),
        ("move|A|B|Jane | Doe", "move"),
    ],
)
def test_topic_of_a_key(key, topic):
    assert topic_of(key) == topic


def test_only_claims_of_the_topics_are_settled():
    private = belief("rights|a|V|", 0.0, 0.2, 1.0, told=False)
    stake = event("stake:a", belief("stake|a|V|", 0.5, 0.7, 1.0), (1.0, 0.5, private),
                  questions=("N01", "N03", "N07"))  # fmt: skip
    open_ = event("unknown:rights", belief("required|rights|V|", 0.0, 0.1, 1.0, told=False),
                  (1.0, 0.5, None), questions=("N03",), known=False)  # fmt: skip
    events = [stake, open_]
    assert settles(QUESTIONS["N01"], events) == (("stake|a|V|",), ("stake|a|V|",), ("stake|a|V|",))
    rights = settles(QUESTIONS["N03"], events)
    assert rights.keys == ("rights|a|V|", "required|rights|V|")
    assert rights.reported == ()
    assert rights.present == ("required|rights|V|",)  # nobody is said to have any: not a's
    assert settles(QUESTIONS["N03"], [stake]).present == ("rights|a|V|",)
    assert settles(QUESTIONS["N07"], events) == ((), (), ())  # about notice, which is no claim
