"""How cells of a workbook look: styles by name, and the colours of words that mean something.

Dark text on light ground: it reads in print, on a grey printer, and for colour-blind readers. A
colour never stands alone; the word is in the cell.
"""

from __future__ import annotations

from typing import Any

NAVY, GREEN, GREY, RED = "#1F3A5F", "#2F6B4F", "#6B7280", "#A5321A"  # of headings and tabs
_GRAVE, _HIGH, _MIDDLE, _CALM = (
    ("#7F1D1D", "#F8C9C4"),
    ("#7C2D12", "#FCE0C2"),
    ("#5B4A00", "#FFF4C2"),
    ("#14532D", "#DCF2DF"),
)
_OPEN = ("#374151", "#E5E7EB")
COLOURS: dict[str, tuple[str, str]] = {  # text and ground
    "Critical": _GRAVE,
    "High": _HIGH,
    "Medium": _MIDDLE,
    "Low": _CALM,
    "Actual": _GRAVE,
    "Apparent": _HIGH,
    "Potential": _MIDDLE,
    "Satisfied": _CALM,
    "Exception": ("#4C1D95", "#E6DDF7"),
    "HIGH": _GRAVE,
    "UNDETERMINED": _OPEN,
    "LOW": _CALM,
    "flagged": _GRAVE,
    "unknown": _OPEN,
    "critical": _GRAVE,
    "high": _HIGH,
    "medium": _MIDDLE,
}
ALARM = {"font_color": "#FFFFFF", "bg_color": "#B91C1C"}
WAITS = {"bg_color": "#FDE9B8"}
_HEAD = {
    "bold": True,
    "text_wrap": True,
    "valign": "vcenter",
    "font_color": "#FFFFFF",
    "border": 1,
    "border_color": "#FFFFFF",
}
_CELL = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#D5DAE1"}
_RIGHT = {"align": "right", "indent": 1}  # figures do not touch the text beside them
STYLES: dict[str, dict[str, Any]] = {
    "text": _CELL,
    "number": {**_CELL, **_RIGHT, "num_format": "0.000"},
    "count": {**_CELL, **_RIGHT, "num_format": "0"},
    "date": {**_CELL, "num_format": "yyyy-mm-dd", "align": "left"},
    "bold": {**_CELL, "bold": True},
    "small": {**_CELL, "font_size": 8, "font_color": "#555555"},
    "bar": {**_CELL, "font_name": "Consolas", "text_wrap": False, "font_color": NAVY},
    "link": {**_CELL, "font_color": "#1D4ED8", "underline": 1},
    "plain": {"text_wrap": True, "valign": "top"},
    "strong": {"text_wrap": True, "valign": "top", "bold": True},
    "note": {"font_color": "#555555"},
    "title": {"bold": True, "font_size": 16, "font_color": NAVY},
    "heading": {"bold": True, "font_size": 12, "font_color": NAVY, "valign": "bottom"},
    "head_tool": {**_HEAD, "bg_color": NAVY},
    "head_open": {**_HEAD, "bg_color": GREEN},
}
FREE_GROUND = "#F3FAF5"  # of cells that people fill in
WIDE = {
    "text": 1.15,
    "link": 1.15,
    "plain": 1.15,
    "small": 1.6,
    "bold": 1.05,
    "strong": 1.05,
}  # characters that a unit of width holds, by style
LINE = {"small": 11.5, "title": 24.0, "heading": 20.0}  # points a line, by style
