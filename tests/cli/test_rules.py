"""``rules check``: every problem of every file, each with its line."""

from __future__ import annotations

from pathlib import Path

from vendorrisk.cli.rules import PARTS


def test_the_shipped_rules_are_sound(cli) -> None:
    done = cli("rules", "check")
    assert done.code == 0, done.err
    for part in PARTS:
        assert part in done.out
    assert "6 buyers" in done.out
    assert "770 yearly rates of 41 currencies" in done.out


def test_a_misspelt_key_and_a_circle_are_both_said_with_their_lines(cli, rules: Path) -> None:
    model = rules / "model.yaml"
    model.write_text(model.read_text().replace("tier_threshold:", "tier_treshold:", 1))
    companies = rules / "lexicon" / "companies.yaml"
    text = companies.read_text()
    extra = (
        "  - id: ring-one\n    name: Ring One\n    parent: ring-two\n"
        "  - id: ring-two\n    name: Ring Two\n    parent: ring-one\n"
    )
    companies.write_text(text.rstrip("\n") + "\n" + extra)
    done = cli("rules", "check", "--rules", rules)
    assert done.code == 2
    said = " ".join(done.err.split())
    line = 1 + model.read_text().splitlines().index("tier_treshold:")
    assert (
        f"unknown key 'tier_treshold' at {model}:{line} fix did you mean 'tier_threshold'?" in said
    )
    assert "ring-one -> ring-two -> ring-one" in said
    assert f"{companies}:" in said
    assert "questions.yaml" in done.out, "the other files are checked all the same"


def test_a_spoilt_buyer_and_a_missing_file(cli, rules: Path) -> None:
    buyer = rules / "buyers" / "google.yaml"
    buyer.write_text(buyer.read_text().replace("rivals:", "rivls:", 1))
    (rules / "lexicon" / "sources.yaml").unlink()
    done = cli("rules", "check", "--rules", rules)
    assert done.code == 2
    assert "did you mean 'rivals'?" in done.err
    assert "rule file is missing" in done.err


def test_a_command_with_spoilt_rules_stops_with_the_line(cli, rules: Path) -> None:
    model = rules / "model.yaml"
    model.write_text("version: [1\n" + model.read_text())
    words = ["--buyer", "google", "--vendor", "labelbox", "--rules", rules]
    done = cli("score", "seeds", *words)
    assert done.code == 2
    assert f"{model}:" in done.err
    assert done.out == ""
