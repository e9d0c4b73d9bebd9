"""Legal forms come off a name, whole and however many; what is part of the name stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendorrisk.entities.legal_forms import LegalForms
from vendorrisk.rulebook import load_name_words

FORMS = LegalForms(load_name_words())


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Labelbox, Inc.", "Labelbox"),
        ("Kestrel GmbH", "Kestrel"),
        ("Rheintal GmbH & Co. KG", "Rheintal"),
        ("Brunnell S.p.A.", "Brunnell"),
        ("Brunnell SpA", "Brunnell"),
        ("Tammivuori Oyj", "Tammivuori"),
        ("Hanasaki K.K.", "Hanasaki"),
        ("Hanasaki Kabushiki Kaisha", "Hanasaki"),
        ("Wattle Creek Pty Ltd", "Wattle Creek"),
        ("Norrvik AB", "Norrvik"),
        ("Norrvik AB (publ)", "Norrvik"),
        ("Søndervig A/S", "Søndervig"),
        ("Vandermeer B.V.", "Vandermeer"),
        ("Grupo Tecolote S.A. de C.V.", "Grupo Tecolote"),
        ("Grupo Tecolote SAB de CV", "Grupo Tecolote"),
        ("Toyosu Trading Co., Ltd.", "Toyosu Trading"),
        ("PT Samudra Tbk", "Samudra"),
        ("Anadolu Cam A.Ş.", "Anadolu Cam"),
        ("Kilbarron DAC", "Kilbarron"),
        ("Eau Vive S.à r.l.", "Eau Vive"),
        # near misses
        ("Hot Springs Spa", "Hot Springs Spa"),
        ("Santander UK", "Santander UK"),
        ("The Boring Company", "The Boring Company"),
        ("Inc.", "Inc."),
        ("GmbH", "GmbH"),
        ("Limited Brands", "Limited Brands"),
        ("", ""),
    ],
)
def test_the_legal_form_comes_off(name: str, bare: str) -> None:
    assert FORMS.split(name).name == bare


@pytest.mark.parametrize(
    ("name", "countries"),
    [
        ("Norrvik AB", {"Sweden"}),
        ("Kestrel KGaA", {"Germany"}),
        ("Labelbox", set()),
        ("Hanasaki Kabushiki Kaisha", {"Japan"}),
    ],
)
def test_a_form_tells_the_country(name: str, countries: set[str]) -> None:
    found = FORMS.split(name).countries
    assert countries <= found
    assert bool(found) is bool(countries)


words = st.sampled_from(
    ["Foo", "Inc.", "Co.,", "Ltd", "GmbH", "PT", "S.p.A.", "&", "AB", "de", "SA"]
)


@given(st.lists(words, max_size=12).map(" ".join) | st.text(max_size=60))
def test_a_name_without_its_form_has_none(name: str) -> None:
    once = FORMS.split(name).name
    assert FORMS.split(once).name == once
    assert once in name
    assert bool(once) == bool(name) or not name.strip()
