"""Reports as files: how pages and paper are laid out, and what is said when one falls short."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from vendorrisk.cli.options import Assets, Paper
from vendorrisk.cli.outputs import Target
from vendorrisk.cli.talk import Talk, count
from vendorrisk.errors import SettingsError

if TYPE_CHECKING:
    from vendorrisk.model.assessment import Comparison


MOST_NAMED = 12  # characters that no font has; a report marks all of them
_STYLE = "css"


class Layout(NamedTuple):
    """What was typed about pages and paper."""

    assets: Assets = Assets.inline
    paper: Paper = Paper.a4
    fonts: Sequence[Path] = ()


def made(
    comparison: Comparison, wanted: Sequence[Target], layout: Layout, talk: Talk
) -> Iterator[tuple[Target, bytes]]:
    """Yield every result that is wanted, and say where one falls short."""
    from vendorrisk.report import render

    for target in wanted:
        if target.format == "html":
            data = _page(comparison, target, layout.assets, talk)
        elif target.format == _STYLE:
            data = _stylesheet()
        elif target.format == "pdf":
            data = _print(comparison, layout, talk)
        elif target.format == "docx":
            from vendorrisk.report.memo import memo

            data = memo(comparison, paper=layout.paper.value)
        else:
            data = render(comparison, target.format)
        yield target, data


def beside(wanted: Sequence[Target], layout: Layout) -> list[Target]:
    """Return the style sheets that pages with split assets link, one a folder; none when inline.

    Raises
    ------
    SettingsError
        For a page that goes to stdout, which has no place beside it, and for a file in that place
        which is no style of such a page.
    """
    from vendorrisk.report.html import STYLE_FILE

    if layout.assets is Assets.inline:
        return []
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
    found = [Target(_STYLE, folder / STYLE_FILE) for folder in folders]
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


def _page(comparison: Comparison, target: Target, assets: Assets, talk: Talk) -> bytes:
    from vendorrisk.report.html import LARGE, to_html

    data = to_html(comparison, assets.value)
    if len(data) > LARGE:
        talk.warn(
            f"{target.path or 'the page'} has {len(data) / 1e6:.1f} MB and is slow to open; compare"
            " fewer vendors at a time, or write .json or .csv for a machine"
        )
    return data


def _stylesheet() -> bytes:
    from vendorrisk.report import html

    return html.stylesheet()


def _print(comparison: Comparison, layout: Layout, talk: Talk) -> bytes:
    from vendorrisk.report.pdf import printed

    found = printed(comparison, paper=layout.paper.value, font_paths=layout.fonts)
    if found.missing:
        talk.warn(unprinted(found.missing))
    return found.data


def unprinted(missing: Sequence[str]) -> str:
    """Return which characters no font has, and what to do, as a sentence.

    >>> unprinted(["漢"])
    'no font has U+6F22 (漢), shown as U+FFFD; --font-path DIR gives fonts'
    """
    named = ", ".join(f"U+{ord(one):04X} ({one})" for one in missing[:MOST_NAMED])
    if len(missing) > MOST_NAMED:
        named += f" and {count(len(missing) - MOST_NAMED, 'more character')}"
    return f"no font has {named}, shown as U+FFFD; --font-path DIR gives fonts"
