"""Fact files: one claim a fact, quoted by its own sentence; what cannot be read is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from vendorrisk.documents import read
from vendorrisk.extract import extract
from vendorrisk.model.claim import KINDS
from vendorrisk.shipped import packaged

FILES = sorted((packaged("seeds") / "facts").glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_fact_of_the_pack_is_a_claim_with_its_quote(path: Path) -> None:
    (document,) = read([str(path)]).documents
    claims, skipped = extract(document)
    assert skipped == ()
    assert len(claims) == sum(fact["kind"] != "context" for fact in document.facts)
    for claim in claims:
        assert document.text[claim.start : claim.end] == claim.quote
        assert claim.kind in KINDS and claim.extractor == "facts/1"
    assert len({claim.id for claim in claims}) == len(claims)


def test_a_fact_of_an_unknown_kind_is_told_with_its_line_and_the_rest_is_read(
    tmp_path: Path,
) -> None:
    source = FILES[0].read_text(encoding="utf-8")
    (document,) = read([str(FILES[0])]).documents
    first = next(fact for fact in document.facts if fact["kind"] != "context")
    broken = tmp_path / FILES[0].name
    broken.write_text(source.replace(f"kind: {first['kind']}", "kind: gossip", 1), encoding="utf-8")
    (changed,) = read([str(broken)]).documents
    claims, skipped = extract(changed)
    assert len(skipped) == 1
    assert "unknown kind 'gossip'" in skipped[0].what
    assert f"fact '{first['id']}'" in skipped[0].what and "independence_statement" in skipped[0].how
    assert skipped[0].path.rpartition(":")[2].isdigit()
    assert len(claims) == len(extract(document)[0]) - 1
    broken.write_text(source.replace(f"kind: {first['kind']}", "kind: independence", 1), "utf-8")
    ((one,),) = [extract(read([str(broken)]).documents[0])[1]]
    assert one.how == "did you mean 'independence_statement'?"


def test_a_misspelt_grade_is_told_and_does_not_pass_for_an_unknown_source(tmp_path: Path) -> None:
    source = FILES[0].read_text(encoding="utf-8")
    broken = tmp_path / FILES[0].name
    assert "grade: press" in source
    broken.write_text(source.replace("grade: press", "grade: pres", 1), encoding="utf-8")
    (changed,) = read([str(broken)]).documents
    claims, skipped = extract(changed)
    assert len(skipped) == 1
    assert "unknown grade 'pres'" in skipped[0].what
    assert "press" in str(skipped[0].how)
    assert skipped[0].path.rpartition(":")[2].isdigit()
    assert all(claim.grade != "pres" for claim in claims)
