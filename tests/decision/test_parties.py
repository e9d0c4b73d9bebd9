"""Who is assessed, for whom: names that nothing knows, the buyer itself, misspelt rivals."""

from __future__ import annotations

from pathlib import Path

import pytest

import vendorrisk
from vendorrisk.errors import SettingsError
from vendorrisk.model.buyer import Buyer
from vendorrisk.rulebook import load_buyer

TEXT = "Labelbox competes with Scale AI. Carrow Freight has nothing to do with it.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def profile(**changed: object) -> Buyer:
    return Buyer.model_validate(load_buyer("google").model_dump() | changed)


def rival(name: str) -> dict[str, object]:
    return {"name": name, "rivalry": 1.0, "why": "w"}


def compare(article: Path, buyer: Buyer | str = "google", vendor: object = "Labelbox") -> object:
    return vendorrisk.compare(article, buyer=buyer, vendors=vendor, as_of="2026-01-01")  # type: ignore[arg-type]


def test_one_vendor_may_be_given_as_text(article: Path) -> None:
    assert [a.vendor for a in compare(article).assessments] == ["Labelbox"]  # type: ignore[attr-defined]


def test_a_company_that_is_only_written_about_is_undetermined(article: Path) -> None:
    found = compare(article, vendor=["carrow freight"])
    assert [(a.vendor, a.tier) for a in found.assessments] == [("Carrow Freight", "UNDETERMINED")]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("vendor", "what"),
    [
        ("Nobody Ltd", "unknown vendor 'Nobody Ltd'"),
        ([], "no vendor given"),
        ([None], "None is no vendor"),
        ("Google", "'Google' belongs to the buyer Google itself"),
        ("Google DeepMind", "'Google DeepMind' belongs to the buyer Google itself"),
        ("Alexandr Wang", "'Alexandr Wang' is a person, no vendor"),
        ("Founders Fund", "'Founders Fund' is a fund, no vendor"),
    ],
)
def test_what_cannot_be_a_vendor(article: Path, vendor: object, what: str) -> None:
    with pytest.raises(SettingsError, match=what):
        compare(article, vendor=vendor)


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"rivals": [rival("Metta")]}, "rival 'Metta' is not known"),
        ({"rivals": [], "markets": {}}, "neither rivals nor markets"),
        ({"rivals": [rival("Meta"), rival("Meta")]}, "names the rival 'Meta' twice"),
        ({"rivals": [rival("Google")]}, "'Google', the buyer itself"),
    ],
)
def test_a_profile_that_would_mislead_is_refused(
    article: Path, changed: dict[str, object], what: str
) -> None:
    with pytest.raises(SettingsError, match=what):
        compare(article, profile(**changed))


def test_a_rival_that_nothing_names_is_told(article: Path) -> None:
    found = compare(article, profile(rivals=[rival("Zyxwv Holdings")]))
    assert any("'Zyxwv Holdings' is in no document" in line for line in found.skipped)  # type: ignore[attr-defined]
