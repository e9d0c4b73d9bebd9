"""``claims --why``: every probability can be redone from what is printed."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path

import pytest

from vendorrisk.documents import read
from vendorrisk.extract import extractor
from vendorrisk.extract.prose import Trace
from vendorrisk.extract.reasons import why
from vendorrisk.shipped import packaged

SEEDS = packaged("seeds")
STORY = """---
published: 2025-06-14
---
Morvane Inc. scranned Eskil Inc. in Ohio. It competes with Tarno Inc. in Ohio.

Google, a client of Scale AI, said that the company had done well.
Meta bought Eskil last year.

Scale AI sells labels. Scale AI grows. Rivals including Labelbox gain.
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    place = tmp_path / "story.md"
    place.write_text(STORY, encoding="utf-8")
    return place


def claims(cli, *words: object) -> list[dict]:
    return [json.loads(line) for line in cli("claims", *words).out.splitlines()]


def sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def logit(p: float) -> float:
    return math.log(p / (1 - p))


def test_a_claim_of_a_rule_shows_its_pattern_names_and_probability(cli, story: Path) -> None:
    rows = claims(cli, story, "--engine", "rules")
    row = next(one for one in rows if one["kind"] == "rival")
    done = cli("claims", story, "--engine", "rules", "--why", row["id"][:10])
    assert done.code == 0, done.err
    assert max(map(len, re.sub(r"\S*/\S*", "", done.out).splitlines())) <= 80
    told = " ".join(done.out.split())
    assert f"rule: {row['rule']}" in told
    path, line = re.search(r"at: +(\S+\.yaml):(\d+)$", done.out, re.MULTILINE).groups()
    pattern = json.loads(
        cli("claims", story, "--engine", "rules", "--why", row["id"], "-f", "json").out
    )["matched"]["pattern"]
    assert pattern in Path(path).read_text(encoding="utf-8").splitlines()[int(line) - 1]
    assert (
        f"'It' at {STORY.index('It competes')} -> Morvane: pronoun, points back to Morvane" in told
    )
    assert f"last named before it as 'Morvane Inc' at {STORY.index('Morvane')}" in told
    assert f"'Tarno Inc' at {STORY.index('Tarno')} -> Tarno: legal form, 'Inc' is left out" in told
    given, sure, product = re.search(
        r"gives ([\d.]+) x ([\d.]+), .*? = ([\d.]+)", told.split("arose", 1)[1]
    ).groups()
    assert float(product) == pytest.approx(float(given) * float(sure), abs=1e-4)
    assert float(product) == row["probability"]


def test_names_of_the_registry_and_what_documents_make_of_them(cli, story: Path) -> None:
    rows = claims(cli, story, "--engine", "rules")
    row = next(one for one in rows if one["object"] == "Scale AI")
    body = json.loads(
        cli("claims", story, "--engine", "rules", "--why", row["id"], "-f", "json").out
    )
    assert [one["how"] for one in body["mentions"]] == ["registry", "registry"]
    assert {one["name"] for one in body["names"]} == {row["subject"], row["object"]}
    assert body["document"]["line"] == 6
    assert body["family"]["claims"][0]["id"] == row["id"]
    assert body["family"]["claims"][0]["why"]


def test_the_sum_of_the_classifier_is_redone_from_the_page(
    cli, story: Path, weighed_rules: Path
) -> None:
    words = (story, "--rules", weighed_rules)
    rows = claims(cli, *words)
    row = next(one for one in rows if one["kind"] == "rival")
    done = cli("claims", *words, "--why", row["id"])
    assert done.code == 0, done.err
    sums = done.out.split("    rival\n")[1:]
    assert sums, "both tables weigh a pair"
    for part in sums:
        figures = re.findall(r"^      (.+?) +([+-][\d.]+)(?:  p ([\d.]+))?$", part, re.MULTILINE)
        total = 0.0
        for name, value, chance in figures:
            if name == "sum":
                assert total == pytest.approx(float(value), abs=2e-4)
                assert sigmoid(float(value)) == pytest.approx(float(chance), abs=2e-4)
                break
            total += float(value)
        else:
            pytest.fail("no sum")
    text = " ".join(done.out.split())
    parts = re.search(r"log-odds (\S+) x (\S+) \+ (\S+) x (\S+), as a probability", text)
    trust, rule, rest, other = map(float, parts.groups())
    assert trust + rest == 1
    mixed = sigmoid(trust * rule + rest * other)
    assert mixed == pytest.approx(row["probability"], abs=2e-4)


def test_json_has_all_that_the_sum_needs(cli, story: Path, weighed_rules: Path) -> None:
    words = (story, "--rules", weighed_rules)
    for row in claims(cli, *words):
        body = json.loads(cli("claims", *words, "--why", row["id"], "-f", "json").out)
        assert body["agrees"] is True
        for weighing in body["weighings"]:
            chance = lead = shares = lead_shares = 0.0
            for opinion in weighing["opinions"]:
                for head in [*opinion["heads"], *([opinion["lead"]] if opinion["lead"] else [])]:
                    base = head["scale"] * head["intercept"] + head["offset"]
                    assert head["base"] == pytest.approx(base, abs=1e-4)
                    total = head["base"] + sum(w for _, w in head["features"]) + head["rest"]
                    assert total == pytest.approx(head["log_odds"], abs=1e-3)
                    assert sigmoid(head["log_odds"]) == pytest.approx(head["chance"], abs=1e-4)
                    ways = [w > 0 for _, w in head["features"]]
                    assert max(ways.count(True), ways.count(False)) <= 12
                own = sum(head["chance"] for head in opinion["heads"]) / (opinion["total"] or 1)
                chance += opinion["share"] * own
                shares += opinion["share"]
                if opinion["lead"]:
                    lead += opinion["share"] * opinion["lead"]["chance"]
                    lead_shares += opinion["share"]
            assert weighing["chance"] == pytest.approx(chance / shares, abs=1e-6)
            if lead_shares:
                assert weighing["lead"] == pytest.approx(lead / lead_shares, abs=1e-6)


def test_a_proposal_of_the_classifier_says_so(cli, story: Path, weighed_rules: Path) -> None:
    words = (story, "--rules", weighed_rules)
    row = next(one for one in claims(cli, *words) if one["rule"] == "weighed-acquisition")
    done = cli("claims", *words, "--why", row["id"])
    told = " ".join(done.out.split())
    assert "no rule: the classifier proposes it (weighed-acquisition)" in told
    assert "no rule claims it; the classifier does" in told
    assert re.search(r"acquisition is claimed from 0\.\d+ on", told)
    body = json.loads(cli("claims", *words, "--why", row["id"], "-f", "json").out)
    (weighing,) = body["weighings"]
    assert weighing["probability"] * 0.85 == pytest.approx(row["probability"], abs=1e-4)
    assert min(one["sure"] for one in body["mentions"]) == 0.85


def test_what_leans_on_the_text_is_left_to_its_rule(cli, story: Path, weighed_rules: Path) -> None:
    words = (story, "--rules", weighed_rules)
    row = next(one for one in claims(cli, *words) if one["rule"] == "rival-topic")
    body = json.loads(cli("claims", *words, "--why", row["id"], "-f", "json").out)
    assert body["agrees"] and not body["weighings"]
    assert "not asked" in body["steps"][-1]
    assert {one["how"] for one in body["mentions"]} == {"registry", "topic"}


def test_a_fact_is_stated(cli) -> None:
    facts = SEEDS / "facts"
    row = claims(cli, facts)[0]
    done = cli("claims", facts, "--why", row["id"])
    assert done.code == 0
    assert "a file of facts states it" in done.out
    assert f"the fact file states it: {row['probability']:g}" in done.out


@pytest.mark.parametrize("engine", ["rules", None])
def test_every_claim_of_the_seeds_can_be_explained(engine) -> None:
    reader = extractor(engine=engine)
    count = 0
    for document in read(str(SEEDS)).documents:
        if document.media == "facts":
            continue
        trace = Trace()
        for claim in reader.read(document, trace=trace)[0]:
            told = why(reader, trace, claim)
            parties = {claim.subject, claim.object, claim.person} - {None}
            assert {one.name for one in told.mentions} == parties
            assert told.agrees, told.steps
            if told.matched is not None:
                assert told.matched.rule == claim.rule
                assert told.matched.text in document.text
            count += 1
    assert count > 50


def test_ids_are_found_by_their_first_digits_or_the_error_helps(cli, story: Path) -> None:
    rows = claims(cli, story, "--engine", "rules")
    for target, what in [("clm-", "claims begin with 'clm-'"), ("clm-zz", "no claim 'clm-zz'")]:
        done = cli("claims", story, "--engine", "rules", "--why", target)
        assert (done.code, done.out) == (2, "")
        assert what in done.err
        assert "  fix " in done.err
    bare = rows[0]["id"].removeprefix("clm-")
    assert cli("claims", story, "--engine", "rules", "--why", bare).code == 0


def test_formats_and_files(cli, story: Path, tmp_path: Path) -> None:
    row = claims(cli, story)[0]
    done = cli("claims", story, "--why", row["id"], "-o", f"{tmp_path}/out/")
    assert done.code == 0 and done.out == ""
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["why.json", "why.txt"]
    wrong = cli("claims", story, "--why", row["id"], "-f", "md")
    assert wrong.code == 2
    assert "--why is not told as md" in wrong.err


def test_what_a_document_says_cannot_steer_the_terminal(cli, tmp_path: Path) -> None:
    place = tmp_path / "x.txt"
    place.write_text("Morvane\x1b[2J Inc. competes with Tarno Inc. in Ohio.", encoding="utf-8")
    for row in claims(cli, place):
        assert "\x1b" not in cli("claims", place, "--why", row["id"]).out
    assert "\x1b" not in cli("claims", place, "-f", "table").out
