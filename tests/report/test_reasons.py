"""What is read first: reasons, what to ask, rules side by side, how far the order holds."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path

from vendorrisk.cli.main import run
from vendorrisk.model.assessment import Comparison
from vendorrisk.model.finding import GRAVITY
from vendorrisk.report import render
from vendorrisk.report.compose import page
from vendorrisk.report.gaps import command


def test_drivers_are_the_largest_known_lines(result: Comparison) -> None:
    for a, v in zip(result.assessments, page(result).vendors, strict=True):
        known = [x for x in a.ledger if x.event.known and x.contribution > 0]
        largest = sorted(known, key=lambda x: -x.contribution)[:3]
        assert [r.what for r in v.drivers] == [x.what for x in largest]
        anchors = {line.anchor: line for line in v.lines}
        for reason in v.drivers:
            assert anchors[reason.anchor].contribution == reason.part
            assert reason.quotes


def test_reliefs_are_denials_and_ties_that_do_not_count(result: Comparison) -> None:
    first = page(result).vendors[0]
    denied, rights, ties = first.top_reliefs
    assert denied.what == "Denied: the stake of Meta in Scale AI carries votes"
    assert denied.part == ""
    assert denied.why == "believed to 0.25 [0–0.25]; denied by Reuters"
    assert denied.quotes
    assert rights.what.startswith("Denied: Meta has special rights")
    most = max(len(group.ties) for group in first.reliefs)
    assert ties.what == f"{most} ties found that do not count"


def test_what_to_ask_comes_by_what_it_is_worth(result: Comparison) -> None:
    gaps = page(result).gaps
    worth = [float(gap.worth) for gap in gaps]
    assert worth == sorted(worth, reverse=True)
    assert worth[0] > 0
    by_name = {a.vendor: a for a in result.assessments}
    for gap in gaps:
        for name, _ in gap.vendors:
            assert gap.what in {q.what for q in by_name[name].open_questions}


def test_the_command_makes_the_checklist(result: Comparison, tmp_path: Path) -> None:
    program, *words = shlex.split(" ".join(command(result)))
    assert program == "vendorrisk"
    assert words[-1] == "checklist.xlsx"
    assert run([*words[:-1], str(tmp_path / "checklist.xlsx"), "-q"]) == 0
    assert (tmp_path / "checklist.xlsx").stat().st_size > 10_000


def test_a_strange_name_stays_one_word_of_the_command(made: Callable[..., Comparison]) -> None:
    strange = "x'; rm -rf $(HOME) `id`\n\"& | <b>"
    words = shlex.split(" ".join(command(made(name=strange))))
    at = words.index("--vendor")
    assert words[at + 1] == " ".join(strange.split())
    assert "INPUTS" in words


def test_every_rule_stands_once_with_its_outcome_for_each_vendor(result: Comparison) -> None:
    rows = page(result).rules
    assert len({row.rule for row in rows}) == len(rows)
    gravity = [GRAVITY.index(row.severity) for row in rows]
    assert gravity == sorted(gravity)
    for number, a in enumerate(result.assessments):
        told = {row.rule: row.outcomes[number] for row in rows}
        assert told == {f.rule: f.outcome.replace("_", " ") for f in a.findings}
    for row in rows:
        assert bool(row.ask) == ("unknown" in row.outcomes)


def test_how_far_the_order_holds_is_told_and_drawn(result: Comparison) -> None:
    shown = page(result)
    assert result.ranking is not None
    apart = sum(pair.distinguishable for pair in result.ranking.pairs)
    assert shown.stability.startswith(f"The draws tell {apart} of 3 pairs of vendors apart")
    assert "by base rates: too little is known of it" in shown.stability
    assert len(shown.ranks) == len(result.assessments)
    for order in shown.orders:
        assert abs(sum(order.shares) - 1) < 1e-5
    for name in ("html", "md"):
        text = render(result, name).decode("utf-8")
        for one in shown.ranks:
            assert all(share in text for share, _ in one.ranks)


def test_a_title_names_four_vendors_and_counts_more(result: Comparison) -> None:
    assert page(result).title == "Scale AI, Labelbox and Handshake"
    first = result.assessments[0]
    many = tuple(first.model_copy(update={"vendor": f"Vendor {n}"}) for n in range(5))
    assert page(result.model_copy(update={"assessments": many})).title == "5 vendors"
