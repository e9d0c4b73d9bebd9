"""Results of unknown origin: every way to be no result is one clear error."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendorrisk.errors import ResultError, VendorRiskError
from vendorrisk.interchange import results
from vendorrisk.interchange.results import check_soundness, load_result, parse_result
from vendorrisk.model.assessment import Comparison

HEAD = b'{"schema_version": "1", '
GOLDEN = Path(__file__).parents[2] / "reports" / "google" / "report.json"


@pytest.fixture(scope="module")
def golden() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(GOLDEN.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def result() -> Comparison:
    return parse_result(GOLDEN.read_bytes(), "report.json")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty file"),
        (b" \n", "empty file"),
        (b"\xff\xfe", "no UTF-8"),
        (b"[]", "no result of vendorrisk"),
        (b'"text"', "no result of vendorrisk"),
        (b"{}", "no result of vendorrisk"),
        (b'{"schema_version": "2"}', "schema version '2'; this version reads '1'"),
        (b'{"schema_version": 1}', "schema version '1'; this version reads '1'"),
        (HEAD, "no JSON"),
        (HEAD + b'"buyer": "a', "no JSON"),
        (HEAD + b'"buyer": "a"} x', "no JSON"),
        (HEAD + b'"buyer": "a", "buyer": "b"}', "the key 'buyer' stands twice"),
        (HEAD + b'"x": [{"a": 1, "a": 1}]}', "the key 'a' stands twice"),
        (HEAD + b'"x": NaN}', "NaN is no number of JSON"),
        (HEAD + b'"x": -Infinity}', "-Infinity is no number of JSON"),
        (HEAD + b'"x": 1e999}', "larger than any number"),
        (HEAD + b'"x": ' + b"9" * 5000 + b"}", "a whole number of 5,000 digits"),
        (HEAD + b'"x": ' + b"[" * 100 + b"]" * 100 + b"}", "nested deeper than 60 levels"),
        (b"[" * 200_000, "nested deeper than 60 levels"),
        (b'"' + b'\\"' * 200_000, "no JSON"),
        (HEAD + b'"buyer": 3}', "'model_version' is missing"),
    ],
)  # fmt: skip
def test_what_is_no_result(data: bytes, what: str) -> None:
    with pytest.raises(ResultError) as caught:
        parse_result(data, "some.json")
    assert what in caught.value.what
    assert str(caught.value.where).startswith("some.json")
    assert caught.value.how


@pytest.mark.parametrize(
    ("place", "value", "what"),
    [
        (("buyer",), 3, "buyer: 3 is not a text"),
        (("as_of",), "yesterday", "as_of"),
        (("assessments", 0, "risk", "low"), "0.6", "assessments.0.risk.low"),
        (("assessments", 0, "risk", "low"), None, "assessments.0.risk.low"),
        (("assessments", 0, "tier"), "low", "assessments.0.tier"),
        (("assessments", 0, "coverage"), 1.5, "1.5 is more than 1"),
        (("assessments", 0, "ledger"), {}, "is not a list"),
        (("documents", 0, "size"), 1, "unknown key 'size'"),
        (("receipt", "statement"), ["x"], "receipt.statement"),
    ],
)
def test_wrong_types_are_named_with_their_place(golden, place, value, what: str) -> None:
    data = json.loads(json.dumps(golden))
    at = data
    for step in place[:-1]:
        at = at[step]
    at[place[-1]] = value
    with pytest.raises(ResultError) as caught:
        parse_result(json.dumps(data).encode(), "some.json")
    assert what in caught.value.what


def test_brackets_in_texts_are_no_depth(golden) -> None:
    data = json.loads(json.dumps(golden))
    data["disclaimer"] = '[{"' * 500
    assert parse_result(json.dumps(data).encode(), "x").disclaimer == data["disclaimer"]


def test_a_file_is_read_as_it_was_written(result) -> None:
    assert parse_result(result.to_json().encode(), "x") == result
    assert parse_result(b"\xef\xbb\xbf" + result.to_json(indent=None).encode(), "x") == result


@pytest.mark.parametrize("name", ["no.json", "folder", "x\x00y", "a" * 5000])
def test_a_place_without_a_result(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(ResultError):
        load_result(f"{tmp_path}/{name}")


def test_a_name_that_was_meant(tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ResultError) as caught:
        load_result(tmp_path / "reprot.json")
    assert caught.value.how == "did you mean 'report.json'?"


def test_what_is_too_large_is_not_read(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(results, "MAX_BYTES", 2_000_000)
    big = tmp_path / "big.json"
    big.write_bytes(b" " * 2_000_001)
    with pytest.raises(ResultError, match="larger than 2 MB"):
        load_result(big)


@given(st.binary(max_size=200))
def test_any_bytes_are_an_error_and_no_crash(data: bytes) -> None:
    with pytest.raises(VendorRiskError):
        parse_result(data, "x")


def test_what_this_package_writes_is_sound(result) -> None:
    check_soundness(result, "x")


def test_all_that_is_unsound_is_told(golden) -> None:
    data = json.loads(json.dumps(golden))
    data["assessments"].append(data["assessments"][0])
    data["assessments"][0]["risk"]["low"] = 0.999
    with pytest.raises(ResultError, match=r"stands twice.*0\.999"):
        check_soundness(parse_result(json.dumps(data).encode(), "x"), "x")


@pytest.mark.parametrize("part", [1e308, -1e308, 1.01])
def test_a_part_of_a_risk_that_is_none_is_told(golden, part: float) -> None:
    data = json.loads(json.dumps(golden))
    data["assessments"][0]["ledger"][0]["contribution"] = part
    with pytest.raises(ResultError, match="is none between -1 and 1"):
        check_soundness(parse_result(json.dumps(data).encode(), "x"), "x")
