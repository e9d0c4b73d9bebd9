"""The page as one HTML file: no script, no outside asset, a strict content policy."""

from __future__ import annotations

import base64
import functools
import hashlib
from importlib.resources import files
from typing import Any, Literal

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from vendorrisk.model.assessment import Comparison
from vendorrisk.model.summary import visible
from vendorrisk.report import charts
from vendorrisk.report.compose import page
from vendorrisk.report.figures import plural
from vendorrisk.report.network import graph

Assets = Literal["inline", "split"]
STYLE_FILE = "report.css"  # beside the page, when assets are split
STYLE_MARK = b"/* report of vendorrisk */"  # how that file begins
LARGE = 2_000_000  # bytes from which a page is slow to open


def to_html(comparison: Comparison, assets: Assets = "inline") -> bytes:
    """Return a comparison as one HTML page that opens offline.

    Parameters
    ----------
    comparison : Comparison
        Of one vendor or several.
    assets : {"inline", "split"}
        ``inline``: the style stands in the page, under its hash. ``split``: the page links
        ``report.css`` beside it, for viewers that allow no style in a page; `stylesheet` is that
        file.
    """
    template = environment().get_template("page.html.j2")
    return template.render(page=page(comparison), split=assets == "split").encode("utf-8")


def stylesheet() -> bytes:
    """Return the style of the page, as the file that a page with split assets links."""
    return _style().encode("utf-8")


@functools.cache
def _style() -> str:
    return (files("vendorrisk.report") / "templates" / "style.css").read_text(encoding="utf-8")


@functools.cache
def environment() -> Environment:
    """Return what renders templates: escaping, hidden characters spelt out, our drawings."""
    made = Environment(
        loader=PackageLoader("vendorrisk.report"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_gate,
    )
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    made.globals.update(
        style=Markup(style),  # noqa: S704  our own file, hashed in the policy
        style_file=STYLE_FILE,
        style_hash=f"sha256-{digest}",
        shape=charts.shape,
        hatches=charts.hatches,
        interval=charts.interval,
        small_interval=charts.small_interval,
        axis=charts.axis,
        bar=charts.bar,
        split_bar=charts.split,
        strip=charts.strip,
        graph=graph,
        plural=plural,
    )
    return made


def _gate(value: Any) -> Any:
    """Spell out hidden characters in every text on its way into the page; escaping comes after."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return visible(value)
    return value
