"""HTML pages as files: the style in the page or beside it, and a word when one gets large."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from vendorrisk.cli.options import Assets
from vendorrisk.cli.outputs import Target
from vendorrisk.cli.talk import Talk
from vendorrisk.errors import SettingsError

if TYPE_CHECKING:
    from vendorrisk.model.assessment import Comparison


def beside(wanted: Sequence[Target]) -> list[Target]:
    """Return the style sheets that pages with split assets link, one a folder.

    Raises
    ------
    SettingsError
        For a page that goes to stdout, which has no place beside it, and for a file in that place
        which is no style of such a page.
    """
    from vendorrisk.report.html import STYLE_FILE

    folders: dict[Path, None] = {}
    for target in wanted:
        if target.format != "html":
            continue
        if target.path is None:
            raise SettingsError(
                f"a page on stdout has no place for {STYLE_FILE} beside it",
                where="--assets split",
                how="write the page to a file: -o report.html",
            )
        folders[target.path.parent] = None
    found = [Target("css", folder / STYLE_FILE) for folder in folders]
    for style in found:
        _check_is_ours(style.path)
    return found


def _check_is_ours(path: Path | None) -> None:
    from vendorrisk.report.html import STYLE_MARK

    if path is None or not path.exists():
        return
    with path.open("rb") as file:
        ours = file.read(len(STYLE_MARK)) == STYLE_MARK
    if not ours:
        raise SettingsError(
            "a file that is no style of a report stands where the style goes",
            where=str(path),
            how="write the page to another folder, or move that file away",
        )


def page(comparison: Comparison, target: Target, assets: Assets, talk: Talk) -> bytes:
    """Return a comparison as the page of a target; says so when it is slow to open."""
    from vendorrisk.report.html import LARGE, to_html

    made = to_html(comparison, assets.value)
    if len(made) > LARGE:
        talk.warn(
            f"{target.path or 'the page'} has {len(made) / 1e6:.1f} MB and is slow to open; compare"
            " fewer vendors at a time, or write .json or .csv for a machine"
        )
    return made


def stylesheet() -> bytes:
    """Return the style of the pages."""
    from vendorrisk.report import html

    return html.stylesheet()
