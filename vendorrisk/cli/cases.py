"""From what was typed to a comparison: inputs, buyer, vendors, day, and sensible defaults."""

from __future__ import annotations

import contextlib
import datetime as dt
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from vendorrisk.cli.asking import Asked
from vendorrisk.cli.options import Engine, engine_of
from vendorrisk.cli.talk import Talk, count
from vendorrisk.errors import SettingsError

if TYPE_CHECKING:
    from vendorrisk.dossier import Dossier
    from vendorrisk.model.assessment import Comparison
    from vendorrisk.model.buyer import Buyer
    from vendorrisk.model.claim import Claim
    from vendorrisk.streaming import Stream

SEED_BUYER = "google"
SEED_VENDORS = ("scale-ai", "labelbox", "handshake")
MOST_NAMED = 6
MOST_NOTES = 5  # on names, said on stderr; reports list all of them
_VENDOR_IS_SUBJECT = {"vendor_cutoff", "alternative_demand", "independence_statement"}
_VENDOR_IS_OBJECT = {"client", "client_loss", "investment", "ownership", "acquisition"}


class Answer(NamedTuple):
    """The comparison, what it was made from, the vendors that the gate looks at, and the buyer."""

    dossier: Dossier
    comparison: Comparison
    gated: frozenset[str]
    buyer: Buyer


def collect(
    inputs: Sequence[str],
    rules: Path | None,
    talk: Talk,
    judgements: Path | None = None,
    engine: Engine | None = None,
    reviews: Path | None = None,
    extractors: Sequence[str] = (),
) -> Dossier:
    """Read the inputs and say on stderr what was left out, and which names were left apart.

    Raises
    ------
    SettingsError
        For an input or a folder of rules that does not exist.
    DocumentError
        When nothing could be read.
    """
    from vendorrisk.cli.remarks import tell_reviews
    from vendorrisk.dossier import gather
    from vendorrisk.interchange.reviews import read_log

    _announce(inputs, rules, talk)
    if reviews is not None:
        read_log(reviews)  # a wrong path is told before documents are read
    said = engine_of(engine)
    dossier = gather(
        located(inputs, talk),
        rules=rules,
        judgements=judgements,
        engine=said,
        extractors=extractors,
    )
    _tell(dossier, talk)
    if reviews is not None:
        dossier = dossier.reviewed(reviews, rules)
        tell_reviews(dossier, talk)
    return dossier


def collect_asked(asked: Asked, talk: Talk) -> Dossier:
    """Read the inputs of a case, as `collect` does."""
    return collect(
        asked.inputs,
        asked.rules,
        talk,
        asked.judgements,
        asked.engine,
        asked.reviews,
        asked.extractors,
    )


def collect_on_disk(
    inputs: Sequence[str],
    rules: Path | None,
    talk: Talk,
    judgements: Path | None = None,
    engine: Engine | None = None,
    extractors: Sequence[str] = (),
) -> Stream:
    """Read the inputs as `collect` does, in memory that does not grow with their number."""
    from vendorrisk.streaming import stream

    _announce(inputs, rules, talk)
    said = engine_of(engine)
    found = stream(
        located(inputs, talk),
        rules=rules,
        judgements=judgements,
        engine=said,
        extractors=extractors,
    )
    _tell(found, talk)
    return found


def _announce(inputs: Sequence[str], rules: Path | None, talk: Talk) -> None:
    check_rules(rules)
    if "-" in inputs and sys.stdin.isatty():
        talk.note("reading standard input; Ctrl-D ends it")


def _tell(dossier: Dossier | Stream, talk: Talk) -> None:
    talk.skipped(dossier.skipped)
    for note in dossier.notes[:MOST_NOTES]:
        talk.note(f"{note.path}: {note.what}")
    if len(dossier.notes) > MOST_NOTES:
        talk.note(f"and {len(dossier.notes) - MOST_NOTES} more on names: see 'vendorrisk entities'")
    if dossier.copies:
        talk.note(
            f"left out {count(dossier.copies, 'copy', 'copies')} identical to a document read"
        )
    talk.detail(
        f"read {count(len(dossier.documents), 'document')}, {count(len(dossier.claims), 'claim')}"
        f" with the engine '{dossier.engine}'"
    )


class Question(NamedTuple):
    """The documents, the buyer, and the vendors as typed: on an earlier day a name is another."""

    dossier: Dossier
    buyer: Buyer
    vendors: tuple[str, ...]  # each names a company of the documents
    own: int  # how many of them are --vendor; the others are --against


def question(asked: Asked, talk: Talk) -> Question:
    """Read the documents and find buyer and vendors, filling in what may be filled in.

    On the seeds that ship with the package, buyer and vendors have defaults, said on stderr;
    elsewhere both must be named.

    Raises
    ------
    VendorRiskError
        For anything that the user can mend.
    """
    from vendorrisk.rulebook import load_buyer

    check_rules(asked.rules)
    with placed(f"--buyer {asked.buyer}"):
        profile = load_buyer(asked.buyer, asked.rules) if asked.buyer else None
    vendors = list(asked.vendors)
    seeds = (profile is None or not vendors) and are_seeds(asked.inputs)
    if profile is None and vendors and not seeds:
        raise _missing(asked, None)
    dossier = collect_asked(asked, talk)
    if seeds:
        chosen = [f"--buyer {SEED_BUYER}"] if profile is None else []
        chosen += [] if vendors else [f"--vendor {name}" for name in SEED_VENDORS]
        talk.note(f"these are the seeds; taken as said: {' '.join(chosen)}")
        profile = profile or load_buyer(SEED_BUYER, asked.rules)
        vendors = vendors or list(SEED_VENDORS)
    if profile is None or not vendors:
        raise _missing(asked, dossier)
    resolver = dossier.resolver(asked.rules)
    seen = _seen(dossier)
    for option, given in [(asked.vendor_named, vendors), ("--against", asked.against)]:
        for name in given:
            with placed(f"{option} {name}"):
                resolver.vendor(name, seen)
    return Question(dossier, profile, (*vendors, *asked.against), len(vendors))


def _seen(dossier: Dossier) -> frozenset[str]:
    claims = (*dossier.claims, *dossier.rejected)
    return frozenset(name for c in claims for name in (c.subject, c.object) if name)


def answer(asked: Asked, talk: Talk) -> Answer:
    """Compare the vendors that were asked for; defaults and errors as in `question`."""
    from vendorrisk.cli.remarks import tell_comparison
    from vendorrisk.decision.parties import vendor_names
    from vendorrisk.pipeline import compare

    day = parse_day(asked.as_of)
    dossier, profile, names, own = question(asked, talk)
    if day is None and dossier.last_known is None:
        raise SettingsError(
            "no document carries a date",
            where=" ".join(asked.inputs),
            how="say on which day: --as-of YYYY-MM-DD",
        )
    comparison = compare(
        dossier,
        buyer=profile,
        vendors=names,
        as_of=day,
        rules=asked.rules,
        mitigations=asked.mitigations or (),
        assume=asked.assume,
        overlays=asked.overlays,
    )
    then = dossier.as_known_on(comparison.as_of, asked.rules)
    resolver, seen = then.resolver(asked.rules), _seen(then)
    tell_comparison(comparison, dossier, seen, talk, chosen=day is not None, resolver=resolver)
    gated = vendor_names(names[:own], seen, then.documents, resolver)
    return Answer(dossier, comparison, frozenset(gated), profile)


@contextlib.contextmanager
def placed(where: str) -> Iterator[None]:
    """Give an error that names no place the option it comes from."""
    try:
        yield
    except SettingsError as error:
        raise SettingsError(error.what, where=error.where or where, how=error.how) from None


def parse_day(text: str | None, option: str = "--as-of") -> dt.date | None:
    """Return the day that was typed as the value of an option.

    Raises
    ------
    SettingsError
        When it is no day.
    """
    if text is None:
        return None
    try:
        return dt.datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise SettingsError(
            f"'{text}' is no day", where=option, how="write YYYY-MM-DD, for example 2025-06-20"
        ) from None


def located(inputs: Sequence[str], talk: Talk) -> list[str]:
    """Return the inputs, with ``seeds`` taken from the package where no such folder exists."""
    from vendorrisk.shipped import packaged

    found = []
    for name in inputs:
        path = Path(name)
        if path.parts[:1] == ("seeds",) and not Path("seeds").exists():
            path = packaged("seeds").joinpath(*path.parts[1:])
            talk.note(f"reading the seeds that ship with the package: {path}")
            name = str(path)  # noqa: PLW2901
        found.append(name)
    return found


def are_seeds(inputs: Sequence[str]) -> bool:
    """Whether every file of the inputs is a file of the packaged seeds, byte for byte."""
    from vendorrisk.shipped import packaged

    seeds: dict[str, list[Path]] = {}
    for path in packaged("seeds").rglob("*"):
        seeds.setdefault(path.name, []).append(path)
    some = False
    for name in inputs:
        path = Path(name)
        if path.parts[:1] == ("seeds",) and not Path("seeds").exists():
            some = True
            continue
        for file in _files(path):
            if not any(_same(file, seed) for seed in seeds.get(file.name, ())):
                return False
            some = True
        if not path.exists():
            return False
    return some


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir():
        yield from (p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))


def _same(one: Path, other: Path) -> bool:
    try:
        return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()
    except OSError:
        return False


def check_rules(rules: Path | None) -> None:
    """Check that a folder of rules is one.

    Raises
    ------
    SettingsError
        When it is not there, or holds no rules.
    """
    if rules is not None and not rules.is_dir():
        raise SettingsError(
            "no such folder of rules", where=f"--rules {rules}", how="give a copy of rules/"
        )
    if rules is not None and not (rules / "model.yaml").is_file():
        raise SettingsError(
            "no rules in this folder: model.yaml is missing",
            where=f"--rules {rules}",
            how="give a whole copy of rules/, changed where you want to",
        )


def _missing(asked: Asked, dossier: Dossier | None) -> SettingsError:
    from vendorrisk.rulebook import buyer_names

    what, how = [], []
    if not asked.buyer:
        what.append("--buyer")
        how.append(f"buyers: {', '.join(buyer_names(asked.rules))}, or a profile of yours (.yaml)")
    if dossier is not None:
        what.append("--vendor")
        named = ", ".join(named_as_vendors(dossier.claims))
        how.append(
            f"most named as vendors: {named}" if named else "no company is named as a vendor"
        )
    inputs = " ".join(asked.inputs)
    return SettingsError(f"{' and '.join(what)} missing", where=inputs, how="; ".join(how))


def named_as_vendors(claims: Sequence[Claim]) -> list[str]:
    """Return the companies most often in the role of a vendor, the most named first."""
    named: Counter[str] = Counter()
    for claim in claims:
        if claim.kind in _VENDOR_IS_SUBJECT and claim.subject:
            named[claim.subject] += 1
        if claim.kind in _VENDOR_IS_OBJECT and claim.object:
            named[claim.object] += 1
    ranked = sorted(named, key=lambda name: (-named[name], name))
    return ranked[:MOST_NAMED]
