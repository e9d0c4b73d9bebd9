"""A result in a notebook: one small element, escaped, with words where drawings are taken away."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from lxml import html

import vendorrisk
from vendorrisk.model.assessment import Comparison
from vendorrisk.model.mitigation import Mitigation
from vendorrisk.report.card import MOST, card_of, to_card

CSS = Path(vendorrisk.__file__).parent / "report" / "templates" / "card.css"
EVIL = '<script>x</script>{{ 7*7 }} "url(#hatch-high) $a$ \u202eevil'


def test_three_vendors_are_small_and_hold_no_script(google: Comparison) -> None:
    text = google._repr_html_()
    assert len(text.encode()) < 30_000
    assert not re.search(r"<script|javascript:|\son\w+=|https?://|@import", text)
    assert text == google._repr_html_()


def test_no_number_stands_alone(google: Comparison) -> None:
    element = html.fromstring(google._repr_html_())
    for style in element.iter("style"):
        style.text = ""
    said = " ".join(element.text_content().split())
    assert "for Google, as of 2025-06-20 · model 1.0 · 0 to 1, higher is riskier" in said
    for a in google.assessments:
        assert (
            f"{a.tier} {a.vendor} {a.risk.point:.2f} [{a.risk.low:.2f}–{a.risk.high:.2f}]" in said
        )
        assert f"coverage {a.coverage:.2f}" in said
        assert a.tier_reason in said
    assert said.count("insufficient evidence") == 3
    assert "Not known: " in said


def test_an_assessment_alone_has_the_same_card(google: Comparison) -> None:
    one = google.assessments[0]
    assert card_of(one).vendors[0] == card_of(google).vendors[0]
    assert card_of(one).vendors[0].left_out == f"{len(one.ledger) - 3} more lines"


def test_text_of_documents_stays_text(made: Callable[..., Comparison]) -> None:
    shown = made(EVIL, name=EVIL)
    for noun in (shown, shown.assessments[0]):
        page = noun._repr_html_()
        element = html.fromstring(page)
        assert not list(element.iter("script"))
        assert len(list(element.iter("style"))) == 1
        assert '<script>x</script>{{ 7*7 }} "url(#hatch-high) $a$ <U+202E>evil' in (
            element.text_content()
        )


def test_hatches_of_two_cards_have_names_of_their_own(google: Comparison) -> None:
    cards = [to_card(google), *(to_card(a) for a in google.assessments)]
    ids = [set(re.findall(r'id="(vr[0-9a-f]{8}-\w+)"', card)) for card in cards]
    assert all(len(one) == 3 for one in ids)
    assert len(set().union(*ids)) == 3 * len(cards)
    for card, own in zip(cards, ids, strict=True):
        assert set(re.findall(r"url\(#([^)]+)\)", card)) <= own


def test_every_class_of_the_card_is_drawn_and_every_rule_is_scoped(google: Comparison) -> None:
    style = CSS.read_text(encoding="utf-8")
    element = html.fromstring(google._repr_html_())
    used = {name for node in element.iter() for name in (node.get("class") or "").split()}
    assert used - {"undetermined"} <= set(re.findall(r"\.([a-z][\w-]*)", style))
    body = re.sub(r"@media[^{]*\{", "", style)
    for selectors in re.findall(r"([^{}]+)\{[^}]*\}", body):
        assert all(".vendorrisk-card" in one for one in selectors.split(",")), selectors


def test_what_is_left_with_mitigations_stands_beside_the_risk() -> None:
    measure = Mitigation(
        id="firewall", vendor="Scale AI", channel="votes", what="a firewall", effect=0.5,
        evidence="seen", grade="independent_audit", until="2030-01-01",  # type: ignore[arg-type]
    )  # fmt: skip
    one = vendorrisk.assess(
        ["seeds/facts"], buyer="google", vendor="Scale AI", as_of="2025-06-20",
        mitigations=[measure],
    )  # fmt: skip
    assert one.residual is not None
    risk = one.residual.risk
    assert "With mitigations: " in one._repr_html_()
    assert f"{risk.point:.2f} [{risk.low:.2f}–{risk.high:.2f}]" in one._repr_html_()


def test_a_long_list_says_what_it_leaves_out(google: Comparison) -> None:
    many = google.model_copy(update={"assessments": google.assessments * 5})
    card = card_of(many)
    assert len(card.vendors) == MOST
    assert "3 more vendors not shown" in card.disclaimer


def test_a_notebook_is_given_text_and_html(google: Comparison) -> None:
    for noun in (google, google.assessments[0]):
        bundle = noun._repr_mimebundle_(include=None, exclude=None)
        assert bundle == {"text/plain": str(noun), "text/html": noun._repr_html_()}


def test_the_model_loads_no_report_before_it_is_shown() -> None:
    code = (
        "import sys, vendorrisk.model.assessment;"
        "print([m for m in sys.modules if m.startswith('vendorrisk.report') or m == 'jinja2'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
