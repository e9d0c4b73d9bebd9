"""The change of one vendor: causes, the lines of each, and what a file printed beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from vendorrisk.errors import SettingsError
from vendorrisk.history.credits import claim_parts
from vendorrisk.history.parts import allotted, line_ids, shapley, wording
from vendorrisk.history.sides import Side
from vendorrisk.history.worlds import LEAK, NewCauses, Weighed, Worlds
from vendorrisk.model.assessment import Interval, Tier
from vendorrisk.model.change import Cause, CausePart, LinePart, Shift, VendorChange, World
from vendorrisk.rulebook import load_parameters
from vendorrisk.scoring.ledger import DIGITS, rounded, tier
from vendorrisk.version import __version__

ENDS = ("low", "point", "high")
_Found = Mapping[NewCauses, Weighed]


class _Told:
    """What one side says of a vendor, and what this version makes of the same."""

    def __init__(self, side: Side, vendor: str, world: Weighed) -> None:
        made = rounded(world.risk)
        file = side.assessment(vendor)
        self.risk: Interval = made if file is None else file.risk
        self.differs = self.risk != made
        if self.differs and side.version == __version__:
            raise SettingsError(
                f"{side.name} says {_text(self.risk)} of {vendor}; this version makes"
                f" {_text(made)} of the documents, rules and profile that its receipt names",
                where=side.name,
                how="give the --judgements that it was made with, or make it again",
            )
        threshold = load_parameters(side.made_from.rules).tier_threshold.value
        self.tier: Tier = tier(made, threshold)[0] if file is None else file.tier
        self.gap = {
            end: getattr(self.risk, end) - getattr(world.risk, end) if self.differs else 0.0
            for end in ENDS
        }
        self.lines: dict[str, float] = {}  # what the file says of each line beyond this version
        self.what: dict[str, str] = {}
        if file is not None and self.differs:
            self.what = {line.id: line.what for line in file.ledger}
            told = {line.id: line.contribution for line in file.ledger}
            rest = self.risk.point - sum(told.values())
            told[LEAK] = rest if abs(rest) > 10.0**-DIGITS else 0.0
            names = told.keys() | world.lines.keys()
            self.lines = {n: told.get(n, 0.0) - world.lines.get(n, 0.0) for n in names}


def vendor_change(vendor: str, old: Side, new: Side, worlds: Worlds) -> VendorChange:
    """Return the change of one vendor, split by cause.

    Parameters
    ----------
    vendor : str
        As the worlds know it.
    old, new : Side
        The two results.
    worlds : Worlds
        Every mixture of them.

    Raises
    ------
    SettingsError
        When a file of this version does not say what this version makes of its receipt.
    """
    found = worlds.of(vendor)
    causes = worlds.causes
    before = _Told(old, vendor, found[frozenset()])
    after = _Told(new, vendor, found[frozenset(causes)])
    used: list[Cause] = list(causes)
    if before.differs or after.differs:
        used.append("model")
    whole: dict[str, float] = {}
    shifts: dict[str, dict[Cause, float]] = {}
    for end in ENDS:
        parts = shapley(found, causes, _reader(end))
        parts["model"] = after.gap[end] - before.gap[end]
        whole[end] = round(getattr(after.risk, end) - getattr(before.risk, end), DIGITS)
        rounded_parts = allotted([parts[cause] for cause in used], whole[end], DIGITS)
        shifts[end] = dict(zip(used, rounded_parts, strict=True))
    return VendorChange(
        vendor=vendor,
        old=before.risk,
        new=after.risk,
        old_tier=before.tier,
        new_tier=after.tier,
        change=Shift(**whole),
        causes=tuple(
            CausePart(
                cause=cause,
                change=Shift(**{end: shifts[end][cause] for end in ENDS}),
                lines=_model_lines(before, after, found, shifts["point"][cause])
                if cause == "model"
                else _lines(found, causes, cause, shifts["point"][cause]),
            )
            for cause in used
        ),
        worlds=tuple(
            World(new=tuple(cause for cause in causes if cause in switched), risk=world.risk)
            for switched, world in found.items()
        ),
    )


def _reader(end: str) -> Callable[[Weighed], float]:
    def value(world: Weighed) -> float:
        return float(getattr(world.risk, end))

    return value


def _lines(
    found: _Found, causes: Sequence[Cause], cause: Cause, total: float
) -> tuple[LinePart, ...]:
    names = line_ids(found)

    def of(name: str) -> Callable[[Weighed], float]:
        return lambda world: world.lines.get(name, 0.0)

    values = [shapley(found, causes, of(name))[cause] for name in names]
    parts = zip(names, allotted(values, total, DIGITS), strict=True)
    made = [
        LinePart(
            id=name,
            what=wording(found, name),
            point=part,
            claims=claim_parts(found, causes, cause, name, part, DIGITS),
        )
        for name, part in parts
    ]
    kept = [line for line in made if line.point or any(c.point for c in line.claims)]
    return tuple(sorted(kept, key=lambda line: (-abs(line.point), line.id)))


def _model_lines(before: _Told, after: _Told, found: _Found, total: float) -> tuple[LinePart, ...]:
    names = sorted(before.lines.keys() | after.lines.keys())
    values = [after.lines.get(n, 0.0) - before.lines.get(n, 0.0) for n in names]
    known = line_ids(found)
    what = before.what | after.what
    made = [
        LinePart(id=n, what=wording(found, n) if n in known or n == LEAK else what[n], point=part)
        for n, part in zip(names, allotted(values, total, DIGITS), strict=True)
        if part
    ]
    return tuple(sorted(made, key=lambda line: (-abs(line.point), line.id)))


def _text(risk: Interval) -> str:
    return f"{risk.point:.6f} [{risk.low:.6f} to {risk.high:.6f}]"
