"""The drawings: well formed, inside their frame, and without text that is not escaped."""

from __future__ import annotations

import itertools
import re
import xml.etree.ElementTree as ET

import pytest

from vendorrisk.model.assessment import Comparison, Interval
from vendorrisk.report import charts
from vendorrisk.report.compose import page
from vendorrisk.report.figures import span
from vendorrisk.report.network import graph
from vendorrisk.report.view import Moment, Node, Tick

NASTY = '"><script>alert(1)</script>&'


def attributes(svg: str, tag: str) -> list[dict[str, str]]:
    return [dict(e.attrib) for e in ET.fromstring(svg).iter(tag)]  # noqa: S314


@pytest.mark.parametrize(
    ("low", "point", "high"),
    [(0.0, 0.0, 0.0), (0.0, 0.5, 1.0), (0.567, 0.758, 0.975), (1.0, 1.0, 1.0)],
)
def test_interval_is_drawn_where_it_is(low: float, point: float, high: float) -> None:
    svg = charts.interval(span(Interval(low=low, point=point, high=high)), "HIGH", 0.5, "x")
    track, sure, unknown = attributes(svg, "rect")
    assert track["width"] == "100%"
    assert sure["width"] == f"{low * 100:.1f}%"
    assert unknown["x"] == f"{low * 100:.1f}%"
    assert float(unknown["width"].rstrip("%")) == pytest.approx(100 * (high - low), abs=0.11)
    assert unknown["fill"].startswith("url(#hatch-")
    assert f'x="{point * 100:.1f}%"' in svg


@pytest.mark.parametrize("share", [-1.0, 0.0, 0.5, 1.0, 7.0])
def test_bar_never_leaves_its_frame(share: float) -> None:
    (rect,) = attributes(charts.bar(share), "rect")
    assert 0 <= float(rect["width"].rstrip("%")) <= 100


def test_every_tier_has_its_own_sign() -> None:
    assert len({charts.shape(tier) for tier in ("HIGH", "LOW", "UNDETERMINED")}) == 3


def test_an_unknown_tier_is_drawn_as_undetermined() -> None:
    assert charts.shape("?") == charts.shape("UNDETERMINED")


def test_strip_stacks_events_of_one_day() -> None:
    moments = [Moment("2025-06-12", NASTY, "clients", 0.5, True)] * 3
    svg = charts.strip(moments, [Tick(0.0, "2025")], "2025-06-20")
    heights = [float(c["cy"]) for c in attributes(svg, "circle")]
    assert len(set(heights)) == 3
    assert "<script" not in svg


def test_a_moment_without_a_place_is_left_to_the_list() -> None:
    svg = charts.strip([Moment("soon", "x", "clients", None, False)], [], "2025-06-20")
    assert attributes(svg, "circle") == []


def test_graph_escapes_and_cuts_names() -> None:
    nodes = [Node(NASTY * 20, NASTY * 20, side, True, 1.0, "0.1") for side in ("owners", "clients")]
    svg = graph(nodes, NASTY)
    ET.fromstring(svg)  # noqa: S314
    assert "<script" not in svg
    assert max(len(text) for text in re.findall(r"<text[^>]*>([^<]*)<", svg)) < 200
    assert max(len(text) for text in re.findall(r">([^<]*)<", svg)) < 2000


def test_graph_has_at_most_forty_nodes(google: Comparison) -> None:
    for v in page(google).vendors:
        assert len(v.nodes) <= 40
        if v.nodes:
            boxes = attributes(graph(v.nodes, v.name), "rect")
            assert len(boxes) == len(v.nodes) + 1


def test_boxes_of_a_branch_do_not_overlap_and_lie_inside(google: Comparison) -> None:
    v = page(google).vendors[0]
    branches = [
        one
        for one in ET.fromstring(graph(v.nodes, v.name)).iter("svg")  # noqa: S314
        if one.get("class") == "branch"
    ]
    assert len(branches) == len({n.side for n in v.nodes})
    for branch in branches:
        boxes = [dict(e.attrib) for e in branch.iter("rect")]
        tops = [float(b["y"]) for b in boxes]
        assert all(b - a >= float(boxes[0]["height"]) for a, b in itertools.pairwise(tops))
        assert tops[-1] + float(boxes[-1]["height"]) <= float(branch.attrib["height"])


def test_a_branch_is_told_in_words_too(google: Comparison) -> None:
    v = page(google).vendors[0]
    root = ET.fromstring(graph(v.nodes, v.name, "v1"))  # noqa: S314
    said = " ".join(e.text or "" for e in root.iter("desc"))
    for node in v.nodes:
        assert f"{node.name}: {node.tie}" in said


@pytest.mark.parametrize("shares", [(1.0, 0.0, 0.0), (0.5, 0.2, 0.3), (0.0, 0.0, 1.0)])
def test_a_split_bar_leaves_what_is_equal_between_its_parts(
    shares: tuple[float, float, float],
) -> None:
    safer, riskier = attributes(charts.split(shares), "rect")
    ends = [float(riskier["x"].rstrip("%")), float(safer["width"].rstrip("%"))]
    assert ends[0] - ends[1] == pytest.approx(100 * shares[1], abs=0.2)
    assert float(riskier["width"].rstrip("%")) == pytest.approx(100 * shares[2], abs=0.1)


def test_the_interval_of_a_factor_is_drawn_where_it_is() -> None:
    drawn = charts.small_interval(span(Interval(low=0.2, point=0.4, high=0.9)), 0.5)
    _, sure, unknown = attributes(drawn, "rect")
    assert (sure["width"], unknown["x"], unknown["width"]) == ("20.0%", "20.0%", "70.0%")


def test_one_line_has_one_figure_in_the_ledger_the_picture_and_the_checklist() -> None:
    import re
    from pathlib import Path

    import vendorrisk
    from vendorrisk.decision.checklist import checklist
    from vendorrisk.report.lines import printed_parts
    from vendorrisk.report.picture import nodes
    from vendorrisk.rulebook import load_clauses, load_questions

    facts = Path(__file__).parents[2] / "seeds" / "facts"
    found = vendorrisk.compare(facts, buyer="google", vendors=["Scale AI"], as_of="2025-06-20")
    one = found.assessments[0]
    shown = {line.what: part for line, part in zip(one.ledger, printed_parts(one), strict=True)}
    stake = next(line for line in one.ledger if line.id == "stake:meta")
    drawn = next(n for n in nodes(one) if n.side == "owners" and n.name == "Meta")
    assert drawn.contribution == shown[stake.what]
    said = " ".join(
        row.why_raised for row in checklist(found, load_questions(), load_clauses()).rows
    )
    told = re.findall(re.escape(stake.what) + r" \((\S+) of the risk\)", said)
    assert told and set(told) == {shown[stake.what]}
