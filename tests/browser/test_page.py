"""The page in a browser: fits, is readable, is allowed, and works from the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from vendorrisk.model.assessment import Comparison

WIDTHS = (360, 768, 1400)
SCHEMES = ("light", "dark")
AXE = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],  # of the rest one node a rule
}
UNFOLDED = {(1400, "light"), (360, "dark")}  # with every part open; the others as they open
WHOLE = (1400, "light")  # where all vendors are looked at; else one, which takes a third
NASTY = (
    "</style></title><script>document.title='RUN'</script>"
    "<img src=x onerror=\"document.title='RUN'\">"
    "<svg onload=\"document.title='RUN'\"></svg><a href=\"javascript:document.title='RUN'\">x</a>"
)


class Opened:
    """A page with what the browser complained about while it loaded."""

    def __init__(self, browser: Any, address: str, width: int, scheme: str, **more: Any) -> None:
        self.context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, **more
        )
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("requestfailed", lambda request: self.said.append(request.url))
        self.page.goto(address)

    def ask(self, script: str, given: Any = None) -> Any:
        """Return what a script says of the page."""
        return self.page.evaluate(script, given)


@pytest.fixture
def opened(browser: Any) -> Iterator[Callable[..., Opened]]:
    """Open a page, at a width and in a scheme; closed with the test."""
    found: list[Opened] = []

    def call(where: Path | str, width: int = 1400, scheme: str = "light", **more: Any) -> Opened:
        address = where.as_uri() if isinstance(where, Path) else where
        found.append(Opened(browser, address, width, scheme, **more))
        return found[-1]

    yield call
    for one in found:
        one.context.close()


TOO_WIDE = """() => {
  const wide = document.documentElement.clientWidth;
  const scrolls = e => {
    for (; e; e = e.parentElement)
      if (['auto', 'scroll'].includes(getComputedStyle(e).overflowX)) return true;
    return false;
  };
  return [...document.querySelectorAll('main *, footer *, header *')]
    .filter(e => !e.closest('svg') && e.checkVisibility())
    .filter(e => e.getBoundingClientRect().right > wide + 1 && !scrolls(e))
    .map(e => e.tagName + '.' + e.className + ' ' + e.textContent.slice(0, 40));
}"""
TEXTS = """() => {
  const found = [];
  for (const svg of document.querySelectorAll('svg')) {
    const frame = svg.getBoundingClientRect();
    if (!frame.width || svg.parentElement.closest('svg')) continue;
    const boxes = [...svg.querySelectorAll('text')].map(t => [t.getBoundingClientRect(), t]);
    for (const [a, t] of boxes) {
      if (a.left < frame.left - 1 || a.right > frame.right + 1)
        found.push('cut: ' + t.textContent);
      for (const [b, u] of boxes) {
        if (t === u) break;
        const x = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const y = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (x > 1 && y > 2) found.push(t.textContent + ' over ' + u.textContent);
      }
    }
  }
  return found;
}"""


@pytest.mark.parametrize("vendors", ["three", "ten"])
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_page_and_no_text_is_cut(
    opened: Callable[..., Opened], pages: Any, crowd: Path, vendors: str, width: int
) -> None:
    one = opened(crowd if vendors == "ten" else pages.seeds, width)
    root = "document.documentElement"
    for folded in (True, False):
        if not folded:
            one.ask("() => document.querySelectorAll('details').forEach(d => { d.open = true })")
        assert one.ask(f"() => {root}.scrollWidth <= {root}.clientWidth")
        assert one.ask(TOO_WIDE) == []
        assert one.ask(TEXTS) == []
    smallest = one.ask(
        "() => Math.min(...[...document.querySelectorAll('svg text')].map("
        "t => parseFloat(getComputedStyle(t).fontSize) * (t.getCTM() ? t.getCTM().a : 1)))"
    )
    assert smallest >= 11


@pytest.mark.parametrize("width", WIDTHS)
def test_the_verdict_stands_in_the_first_screen(
    opened: Callable[..., Opened], pages: Any, result: Comparison, width: int
) -> None:
    one = opened(pages.seeds, width)
    first = one.page.locator(".verdict").first
    box = first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 800
    said = first.inner_text()
    riskiest = result.assessments[0]
    for word in (riskiest.tier, riskiest.vendor, f"{riskiest.risk.point:.2f}", "coverage"):
        assert word in said


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(
    opened: Callable[..., Opened], pages: Any, width: int, scheme: str
) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright",
        reason="no axe: pip install 'vendorrisk[browser]'",
    )
    one = opened(pages.seeds if (width, scheme) == WHOLE else pages.one, width, scheme)
    if (width, scheme) in UNFOLDED:
        one.ask("() => document.querySelectorAll('details').forEach(d => { d.open = true })")
    found = axe.Axe().run(one.page, options=AXE).response
    assert "color-contrast" in {rule["id"] for rule in found["passes"]}
    assert [
        (rule["id"], rule["impact"], rule["nodes"][0]["html"][:160]) for rule in found["violations"]
    ] == []


@pytest.mark.parametrize("name", ["seeds", "split"])
def test_the_policy_blocks_nothing(opened: Callable[..., Opened], pages: Any, name: str) -> None:
    one = opened(getattr(pages, name))
    assert one.said == []
    assert one.ask("() => getComputedStyle(document.body).maxWidth") == "1056px"


def test_a_build_server_that_forbids_style_in_a_page_shows_it_whole(
    opened: Callable[..., Opened], build_server: str
) -> None:
    one = opened(build_server)
    assert one.said == []
    assert one.ask("() => getComputedStyle(document.body).maxWidth") == "1056px"
    assert one.ask("() => document.querySelectorAll('[style], style, script').length") == 0
    hatched = one.page.locator("rect.unknown").first
    assert hatched.evaluate("e => getComputedStyle(e).fill").startswith('url("#hatch-')


def test_the_keyboard_reaches_everything_in_order_with_a_visible_focus(
    opened: Callable[..., Opened], pages: Any
) -> None:
    one = opened(pages.seeds)
    expected = one.ask(
        "() => [...document.querySelectorAll('a[href], summary, [tabindex=\"0\"]')]"
        ".filter(e => e.checkVisibility()).map((e, i) => { e.dataset.at = i; return i })"
    )
    assert len(expected) > 100
    reached, unseen = [], []
    for _ in expected:
        one.page.keyboard.press("Tab")
        at, style, width, name = one.ask(
            "() => { const e = document.activeElement, s = getComputedStyle(e);"
            " return [+e.dataset.at, s.outlineStyle, parseFloat(s.outlineWidth), e.textContent] }"
        )
        reached.append(at)
        if style == "none" or width < 2:
            unseen.append(name)
    assert reached == expected
    assert unseen == []


def test_a_link_into_a_folded_line_opens_it(opened: Callable[..., Opened], pages: Any) -> None:
    one = opened(pages.seeds)
    one.ask("() => document.querySelector('details.evidence').open = false")
    link = one.page.locator('.reasons .refs a[href^="#q"]').first
    target = link.get_attribute("href")
    assert target is not None
    link.click()
    assert one.page.locator(target).is_visible()


def test_targets_are_large_enough_to_touch(opened: Callable[..., Opened], pages: Any) -> None:
    one = opened(pages.seeds, 360)
    small = one.ask(
        "() => [...document.querySelectorAll('summary, nav a, .refs a')]"
        ".filter(e => e.checkVisibility()).map(e => [e.textContent, "
        "e.getBoundingClientRect()]).filter(([, b]) => b.width < 24 || b.height < 24)"
        ".map(([t]) => t)"
    )
    assert small == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_forced_colours_keep_the_drawings(
    opened: Callable[..., Opened], pages: Any, scheme: str
) -> None:
    one = opened(pages.seeds, 1400, scheme, forced_colors="active")
    sure, paper = one.ask(
        "() => [getComputedStyle(document.querySelector('.interval .sure')).fill,"
        " getComputedStyle(document.body).backgroundColor]"
    )
    assert sure != paper


def test_nothing_moves_for_those_who_ask_for_less(
    opened: Callable[..., Opened], pages: Any
) -> None:
    one = opened(pages.seeds, 1400, "light", reduced_motion="reduce")
    assert one.ask("() => getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_text_of_a_hostile_document_is_text_and_nothing_runs(
    opened: Callable[..., Opened], tmp_path: Path
) -> None:
    import vendorrisk
    from vendorrisk.report.html import to_html

    story = f"Meta owns a 49% stake in Nexora {NASTY}, Reuters reported on 13 June 2025.\n"
    (tmp_path / "story.txt").write_text(story, encoding="utf-8")
    found = vendorrisk.compare(tmp_path, buyer="google", vendors="Nexora", as_of="2025-06-20")
    page = tmp_path / "report.html"
    page.write_bytes(to_html(found))
    one = opened(page)
    one.ask("() => document.querySelectorAll('details').forEach(d => { d.open = true })")
    assert one.said == []
    assert one.page.title() != "RUN"
    assert (
        one.ask("() => document.querySelectorAll('script, img, [onload], [onclick]').length") == 0
    )
    assert one.ask("() => document.querySelectorAll('a[href^=javascript]').length") == 0
    assert "<script>document.title='RUN'</script>" in one.page.locator("main").inner_text()
