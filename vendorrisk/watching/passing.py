"""One pass of a watch: read, score, hold against what was last told, record; twice is once."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from vendorrisk.documents import read
from vendorrisk.dossier import Dossier, gather
from vendorrisk.errors import SettingsError
from vendorrisk.extract import engine_for
from vendorrisk.interchange.reviews import read_log
from vendorrisk.model.assessment import Assessment, Comparison
from vendorrisk.model.base import content_id
from vendorrisk.model.buyer import Buyer
from vendorrisk.model.claim import Engine
from vendorrisk.model.document import Corpus, Skipped
from vendorrisk.model.parameters import Parameters
from vendorrisk.model.watch import Baseline, Digest, Settings
from vendorrisk.pipeline import compare
from vendorrisk.rulebook import (
    Judgements,
    load_buyer,
    load_judgements,
    load_parameters,
    load_registry,
    rules_hash,
)
from vendorrisk.version import __version__
from vendorrisk.watching.holdings import Holdings, held_by
from vendorrisk.watching.news import News, news_since
from vendorrisk.watching.notices import notices, seen
from vendorrisk.watching.records import Records, Run
from vendorrisk.watching.remembered import Remembered, fingerprint
from vendorrisk.watching.store import WAIT, Store
from vendorrisk.watching.weighing import first_seen, weigh


class Passed(NamedTuple):
    """What one pass made.

    ``digest`` is what there is to tell now; ``recorded`` the digest of the last pass that was
    recorded: the same, unless nothing is new. ``read_anew`` counts the documents whose claims were
    not known yet. ``skipped`` are the inputs that were left out, ``notes`` doubts about names.
    """

    digest: Digest
    recorded: Digest
    read_anew: int
    skipped: tuple[Skipped, ...]
    notes: tuple[Skipped, ...]


class _Asked(NamedTuple):
    """What a pass is made from, but for the documents."""

    buyer: Buyer
    vendors: tuple[str, ...]
    day: dt.date | None
    rules: Path | None
    judgements: Judgements
    own_judgements: Path | None
    reviews: Path | None
    settings: Settings
    parameters: Parameters


def watch(
    sources: str | Path | Iterable[str | Path],
    *,
    buyer: str | Buyer,
    vendors: str | Sequence[str],
    state: str | Path,
    as_of: dt.date | None = None,
    rules: Path | None = None,
    judgements: Path | None = None,
    engine: Engine | None = None,
    reviews: Path | None = None,
    wait: float = WAIT,
) -> Passed:
    """Look at documents once more, and tell what is new since the pass before.

    Parameters
    ----------
    sources : path or iterable of paths
        Files, folders, globs. Entries that a feed once showed go on counting.
    buyer : str or Buyer
        As in `pipeline.compare`; a state is for one buyer.
    vendors : str or sequence of str
        Names, aliases or ids; at least one.
    state : path
        File that the watch remembers in; made when it is not there.
    as_of : datetime.date or None
        Day of the pass. None: the latest day on which anything became known, never before the day
        of the last pass.
    rules, judgements, engine, reviews
        As in `dossier.gather`.
    wait : float
        Seconds to wait for another pass on the same state.

    Returns
    -------
    Passed
        All of it is in the state when this returns; nothing is, when it does not.

    Raises
    ------
    SettingsError
        For an unknown buyer, vendor or day, a day before that of the last pass, the state of
        another buyer, and a state that cannot be used.
    DocumentError
        When nothing could be read.
    """
    asked = _asked(buyer, vendors, as_of, rules, judgements, engine, reviews)
    corpus = read(sources)
    with Store(Path(state), wait=wait) as store:
        records = Records(store)
        found = _unchanged(records, asked, corpus)
        if found is not None:
            return found
        remembered = Remembered(records, _made_with(asked))
        remembered.learn(
            held_by(records, corpus).corpus.documents,
            rules=rules,
            judgements=asked.judgements,
            engine=asked.settings.engine,
        )
        with store.writing():
            return _unchanged(records, asked, corpus) or _record(records, asked, corpus, remembered)


def _asked(
    buyer: str | Buyer,
    vendors: str | Sequence[str],
    day: dt.date | None,
    rules: Path | None,
    judgements: Path | None,
    engine: Engine | None,
    reviews: Path | None,
) -> _Asked:
    profile = buyer if isinstance(buyer, Buyer) else load_buyer(str(buyer), rules)
    names = (vendors,) if isinstance(vendors, str) else tuple(vendors)
    parameters = load_parameters(rules)
    decided = load_judgements(load_registry(rules), rules, judgements)
    settings = Settings(
        version=__version__,
        model_version=parameters.version,
        engine=engine_for(engine, rules),
        rules_sha256=rules_hash(rules),
        judgements_sha256=content_id("jdg", decided.to_json(indent=None)),
        buyer=profile.name,
        buyer_sha256=content_id("buy", profile.to_json(indent=None)),
        reviews_sha256=read_log(reviews).sha256 if reviews is not None else "",
    )
    own = (judgements, reviews)
    return _Asked(profile, names, day, rules, decided, *own, settings, parameters)


def _made_with(asked: _Asked) -> str:
    one = asked.settings
    return content_id("ext", one.version, one.engine, one.rules_sha256, one.judgements_sha256)


def _unchanged(records: Records, asked: _Asked, corpus: Corpus) -> Passed | None:
    """Return what there is to tell when the last pass was made from the same; else None.

    Raises
    ------
    SettingsError
        When the state is of another buyer, or has come further than the day that was asked for.
    """
    last = records.last()
    if last is None:
        return None
    if last.digest.buyer != asked.buyer.name:
        raise SettingsError(
            f"this state watches for {last.digest.buyer}, not for {asked.buyer.name}",
            where=f"--state {records.store.path}",
            how="give each buyer a state of its own",
        )
    if asked.day is not None and asked.day < last.as_of:
        raise SettingsError(
            f"the watch stands at {last.as_of}; {asked.day} lies before it",
            where="--as-of",
            how="'vendorrisk score --as-of' looks back; a watch goes forward only",
        )
    if last.asked != _hash(asked, held_by(records, corpus)):
        return None
    waiting = records.alerts(open_only=True)
    digest = last.digest.model_copy(update={"news": False, "opened": (), "still_open": waiting})
    return Passed(digest, last.digest, 0, corpus.skipped, ())


def _hash(asked: _Asked, held: Holdings) -> str:
    """Return the hash of all that a pass is made from."""
    day = asked.day.isoformat() if asked.day else None
    documents = sorted(fingerprint(document) for document in held.corpus.documents)
    settings = asked.settings.to_json(None)
    return content_id("ask", settings, sorted(set(asked.vendors)), day, documents)


def _record(records: Records, asked: _Asked, corpus: Corpus, remembered: Remembered) -> Passed:
    """Score, weigh what changed, and write it all; the caller holds the right to write."""

    def look(documents: Corpus) -> Dossier:
        return gather(
            documents,
            rules=asked.rules,
            judgements=asked.own_judgements,
            engine=asked.settings.engine,
            extracting=remembered,
            reviews=asked.reviews,
        )

    last = records.last()
    seq = last.seq + 1 if last else 1
    held = held_by(records, corpus, seq)
    made_from = _hash(asked, held)
    dossier = look(held.corpus)
    day = _day(asked, dossier, last)
    dossier = dossier.as_known_on(day, asked.rules)
    now = _compare(asked, dossier, asked.vendors, day)
    run = content_id("run", last.id if last else "", made_from, day.isoformat())
    baselines = records.baselines()
    since: dict[int, News] = {}
    weighed = []
    for one in now.assessments:
        base = baselines.get(one.vendor)
        if base is None:
            weighed.append(first_seen(one, seq, asked.parameters))
            continue
        if base.seq not in since:  # one look back for all vendors last told of in one pass
            names = [a.vendor for a in now.assessments if _stands_at(baselines, a, base.seq)]
            score = functools.partial(_compare, asked, vendors=names, day=day)
            since[base.seq] = news_since(base, held, dossier, day, score, look)
        weighed.append(weigh(one, base, since[base.seq], (seq, run), dossier, asked.parameters))
    standings = [one.standing for one in weighed]
    opened = tuple(one.alert for one in weighed if one.alert is not None)
    waiting = tuple(one.held for one in weighed if one.held is not None)
    digest = Digest(
        run=run,
        news=True,
        buyer=asked.buyer.name,
        as_of=day,
        last_as_of=last.as_of if last else None,
        settings=asked.settings,
        opened=opened,
        still_open=records.alerts(open_only=True),
        held=waiting,
        vendors=tuple(standings),
        new=tuple(map(seen, held.new)),
        gone=tuple(map(seen, held.gone)),
        documents=len(held.corpus.documents),
        notices=tuple(
            notices(last.digest if last else None, asked.settings, held, standings, opened, waiting)
        ),
        skipped=tuple(f"{s.path}: {s.what}" for s in (*dossier.skipped, *dossier.notes)),
        disclaimer=now.disclaimer,
    )
    records.add_run(Run(seq, run, made_from, day, digest))
    for one in now.assessments:
        records.add_score(seq, one)
    for alert in opened:
        records.add_alert(seq, alert)
    for base in (one.baseline for one in weighed):
        records.keep_baseline(base)
    held.write(records, oldest=min(base.seq for base in records.baselines().values()))
    remembered.keep()
    records.drop_extracts(but=remembered.used)
    return Passed(digest, digest, remembered.fresh, dossier.skipped, dossier.notes)


def _stands_at(baselines: Mapping[str, Baseline], one: Assessment, seq: int) -> bool:
    base = baselines.get(one.vendor)
    return base is not None and base.seq == seq


def _compare(asked: _Asked, dossier: Dossier, vendors: Sequence[str], day: dt.date) -> Comparison:
    return compare(dossier, buyer=asked.buyer, vendors=vendors, as_of=day, rules=asked.rules)


def _day(asked: _Asked, dossier: Dossier, last: Run | None) -> dt.date:
    if asked.day is not None:
        return asked.day
    known = dossier.last_known
    if known is None:
        raise SettingsError(
            "no document carries a date", how="say on which day: --as-of YYYY-MM-DD"
        )
    alone = dossier.lone_last()
    if alone is not None and (last is None or known > last.as_of):
        path, before = alone
        raise SettingsError(
            f"this alone is of {known}, what comes before it of {before}",
            where=path,
            how="mend its date, or say where the watch shall stand: --as-of YYYY-MM-DD",
        )
    return max(known, last.as_of) if last else known
