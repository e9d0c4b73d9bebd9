"""The page as one HTML file: no script, no outside asset, a strict content policy."""

from __future__ import annotations

import base64
import functools
import hashlib
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from vendorrisk.model.assessment import Comparison
from vendorrisk.model.summary import visible
from vendorrisk.report import charts
from vendorrisk.report.compose import page
from vendorrisk.report.figures import plural


def to_html(comparison: Comparison) -> bytes:
    """Return a comparison as one HTML page that opens offline."""
    template = environment().get_template("page.html.j2")
    return template.render(page=page(comparison)).encode("utf-8")


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
    style = (files("vendorrisk.report") / "templates" / "style.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    made.globals.update(
        style=Markup(style),  # noqa: S704  our own file, hashed in the policy
        style_hash=f"sha256-{digest}",
        shape=charts.shape,
        hatches=charts.hatches,
        interval=charts.interval,
        axis=charts.axis,
        bar=charts.bar,
        strip=charts.strip,
        graph=charts.graph,
        plural=plural,
    )
    return made


def _gate(value: Any) -> Any:
    """Spell out hidden characters in every text on its way into the page; escaping comes after."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return visible(value)
    return value
