"""Whether the plug-ins at hand are those that a result was made with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from vendorrisk.model.assessment import Comparison
from vendorrisk.model.plugin import Plugin
from vendorrisk.model.verification import Verified
from vendorrisk.plugins import installed
from vendorrisk.rulebook import PACK, packs
from vendorrisk.verifying.tally import Tally, unchecked

_OPTIONS = {"extractor": "--extractor {}", "rules": f"--overlay {PACK}{{}}"}


def plugins_check(
    result: Comparison, extractors: Sequence[Plugin], overlays: Sequence[str | Path]
) -> Verified | None:
    """Check the plug-ins of a result against those here, by name, distribution and version.

    Parameters
    ----------
    extractors : sequence of Plugin
        Those that were given.
    overlays : sequence of path
        As they were given, rule packs among them.

    Returns
    -------
    Verified or None
        None: no plug-in took part, and none was given.
    """
    told = () if result.receipt is None else result.receipt.plugins
    given = (*extractors, *packs(overlays))
    if not told and not given:
        return None
    what = "plug-ins: the same, by name and version"
    here = {(one.kind, one.name): one for one in given}
    readers = {one.plugin.name: one.plugin for one in installed("reader")}
    here |= {(one.kind, one.name): one for one in readers.values()}
    for one in told:
        other = here.get((one.kind, one.name))
        if other == one:
            continue
        how = f"install {one.distribution} {one.version}"
        if one.kind in _OPTIONS:
            how += f", and give {_OPTIONS[one.kind].format(one.name)}"
        beside = "is not at hand" if other is None else f"is not what is here: {other}"
        return unchecked("rules", what, f"the {one} that it was made with {beside}", how)
    check = Tally("rules", what)
    for one in told:
        check.put(True, "receipt.plugins", one, one)
    for one in given:
        if one not in told:
            check.put(False, "receipt.plugins", one, "not there", "leave it out")
    return check.done()
