"""Claims of one key, grouped by origin and fused to a belief as of a day."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterable, Sequence

from vendorrisk.entities import Resolver
from vendorrisk.evidence.answers import answered, counted, given_to, merged, origin_of
from vendorrisk.evidence.assumed import Assumption, placed, ruling
from vendorrisk.evidence.fusion import (
    decayed,
    fuse,
    fuse_strengths,
    masses,
    mix,
    weakened,
    weight,
)
from vendorrisk.evidence.intervals import rank, shown, stated
from vendorrisk.evidence.keys import Key, name_the_unnamed
from vendorrisk.evidence.lineage import Lineage, trace
from vendorrisk.evidence.sources import Sources
from vendorrisk.evidence.timing import in_force, known_days
from vendorrisk.model.belief import Belief, Family, Figure, Strength
from vendorrisk.model.claim import ANSWER, Claim
from vendorrisk.model.document import Document
from vendorrisk.model.parameters import Band, Parameters
from vendorrisk.model.period import first_day, last_day

_TIES = {"stake", "client", "seat"}  # states that last until they end
_STATED = {"confirmed", "reported"}


class Evidence:
    """Everything the documents say, as of a day, ready to be asked for beliefs.

    Parameters
    ----------
    claims : tuple of Claim
        Resolved claims of all documents; their order does not matter.
    documents : dict
        Documents by id.
    resolver : Resolver
        Names, groups, publishers.
    parameters : Parameters
        Judgement defaults.
    as_of : datetime.date
        What became known later, or had not begun, or had ended, does not count.
    assumptions : sequence of Assumption
        What is assumed: it takes the place of what documents say on the same ties.

    Attributes
    ----------
    by_key : dict
        Claims known on the day and in force, by key, in a stable order.
    ended : dict
        Claims known on the day that had ended, by key.
    later : tuple of Claim
        Claims that became known only afterwards.
    by_id : dict
        All claims by id.
    sources : Sources
        How far the source of each claim is relied on.
    known : dict
        First day on which each claim can have been known, by claim id.
    answers : dict
        Answers to the checklist that count, by the key (as text) of each belief they speak to.
    overtaken : dict
        How far an end that was told later takes the weight from a claim, in 0..1, by claim id.
    assumed : dict
        The assumption that makes a claim, by claim id.
    set_aside : dict
        Claims of documents in whose place something is assumed, by key, with that assumption.
    """

    def __init__(
        self,
        claims: tuple[Claim, ...],
        documents: dict[str, Document],
        resolver: Resolver,
        parameters: Parameters,
        as_of: dt.date,
        assumptions: Sequence[Assumption] = (),
    ) -> None:
        self.resolver = resolver
        self.parameters = parameters
        self.as_of = as_of
        self.documents = documents
        ordered = tuple(sorted({c.id: c for c in claims}.values(), key=lambda c: c.id))
        self.by_id = {claim.id: claim for claim in ordered}
        self.known = known_days(ordered, documents, name_the_unnamed(ordered))
        visible = tuple(c for c in ordered if self._is_known(c))
        self.assumed = {c.id: one for one in assumptions for c in one.claims}
        supposed = tuple(c for one in assumptions for c in one.claims)
        self.by_id |= {claim.id: claim for claim in supposed}
        self.known |= {claim.id: as_of for claim in supposed}
        # nobody is named by what became known later
        keys = name_the_unnamed((*visible, *supposed))
        ruled = placed(assumptions, keys)
        self.sources = Sources(documents, resolver, keys, parameters.evidence.unknown_source)
        self.overtaken: dict[str, float] = {}
        self.by_key: dict[Key, list[Claim]] = {}
        self.ended: dict[Key, list[Claim]] = {}
        self.later: tuple[Claim, ...] = tuple(c for c in ordered if not self._is_known(c))
        self.unkeyed: tuple[Claim, ...] = tuple(c for c in visible if c.id not in keys)
        self.answers = counted(visible, self.known)
        self.lineage: dict[str, Lineage] = trace(
            visible,
            documents,
            keys,
            resolver,
            parameters.review,
            lambda claim: self.strength(claim, keys[claim.id].topic).point,
        )
        self.set_aside: dict[Key, tuple[Assumption, list[Claim]]] = {}
        for claim in visible:
            if claim.id not in keys:
                continue
            instead = ruling(keys[claim.id], ruled)
            if instead is not None:
                self.set_aside.setdefault(keys[claim.id], (instead, []))[1].append(claim)
                continue
            start = first_day(claim.date)
            if start is not None and start > as_of:
                continue
            if self._is_end_to_come(claim, keys[claim.id]):
                continue
            table = self.by_key if in_force(claim, as_of) else self.ended
            table.setdefault(keys[claim.id], []).append(claim)
        for key, (one, own) in ruled.items():
            for claim in () if one.talks else own:  # that nobody talks is no claim of its own
                table = self.by_key if in_force(claim, as_of) else self.ended
                table.setdefault(key, []).append(claim)
        for key in sorted(set(self.by_key) & set(self.ended)):
            if key.topic in _TIES:
                self._end(key)

    def _end(self, key: Key) -> None:
        """Take the weight from what an end has overtaken: older statements of a tie that ceased.

        An end as well evidenced as the tie takes all, and the statements move to the ended ones; a
        weaker word takes its part (`replaced`). A statement dated, or known, after the end tells of
        a tie that goes on or was taken up anew: each is met by the ends that come after it.
        """
        gone = [c for c in self.ended[key] if last_day(c.valid_to)]
        closing = [c for c in map(self._as_end, gone) if c.modality in _STATED]
        older: dict[tuple[str, ...], list[Claim]] = {}  # by the ends that come after a statement
        for claim in self.by_key[key]:
            told = last_day(claim.date) or self.known[claim.id]
            after = tuple(c.id for c in closing if told and told < (last_day(c.valid_to) or told))
            older.setdefault(after, []).append(claim)
        lasting = older.pop((), [])
        for ends, claims in older.items():
            part = self.replaced(claims, [c for c in closing if c.id in ends])
            if part >= 1.0:
                self.ended[key] += claims
            else:
                self.overtaken.update({claim.id: part for claim in claims})
                lasting += claims
        if lasting:
            self.by_key[key] = sorted(lasting, key=lambda c: c.id)
        else:
            del self.by_key[key]

    def _is_end_to_come(self, claim: Claim, key: Key) -> bool:
        """Whether a claim says that a tie will be no more: until that day it denies nothing."""
        end = first_day(claim.valid_to)
        ending = claim.modality == "denied" and key.topic in _TIES
        return ending and end is not None and end > self.as_of

    def _as_end(self, claim: Claim) -> Claim:
        """Return a claim that a tie is no more, with the day of its end, as word of that end."""
        if claim.modality != "denied":
            return claim
        interest = self.sources.interest(claim)
        return claim.model_copy(update={"modality": "reported", "interest": interest})

    def replaced(self, earlier: Iterable[Claim], later: Iterable[Claim]) -> float:
        """Return how far claims of a later state replace those of an earlier one, in 0..1.

        In full when the later state is as well evidenced as the earlier, or believed as firmly as
        ``evidence.settled_at`` asks; else in proportion, so that no belief has an edge at which the
        score jumps. What has happened does not fade: both beliefs are taken without decay.
        """
        believed = self._believed(later)
        if believed <= 0.0:
            return 0.0
        needed = min(self.parameters.evidence.settled_at.value, self._believed(earlier))
        return 1.0 if believed >= needed else believed / needed

    def _believed(self, claims: Iterable[Claim]) -> float:
        """Return the belief that claims of one key give, at their middle strengths, undecayed."""
        families = self._families(claims, "", None)
        supports = [f.strength.point for f in families if f.polarity > 0]
        denials = [f.strength.point for f in families if f.polarity < 0]
        return fuse(supports, denials, 0.5, self.parameters.evidence.family_discount.value)[0]

    def _is_known(self, claim: Claim) -> bool:
        day = self.known[claim.id]
        return day is None or day <= self.as_of

    def keys(self, topic: str, *, a: str | None = None, b: str | None = None) -> list[Key]:
        """Return the keys of a topic with these parties, sorted."""
        return sorted(
            key
            for key in self.by_key
            if key.topic == topic and (a is None or key.a == a) and (b is None or key.b == b)
        )

    def with_ids(self, ids: Iterable[str]) -> list[Claim]:
        """Return the claims with these ids, in the order of the ids."""
        return [self.by_id[name] for name in ids]

    def belief(
        self,
        key: Key,
        what: str,
        *,
        base_rate: float | None = None,
        support: Iterable[Claim] = (),
        extra: Iterable[Claim] = (),
        asked: int | None = None,
        answers: bool = True,
    ) -> Belief:
        """Return the belief of a key; vacuous when nobody spoke.

        `support` and `extra` are claims of other keys that speak for and against this one; `asked`
        as in `answered`. Without `answers` it is what the documents alone say.
        """
        rates = self.parameters.evidence.base_rate
        rate = base_rate
        if rate is None:
            rate = (rates.get(key.topic) or rates["default"]).value
        families = self._families(self.by_key.get(key, []), key.topic, None)
        families += self._families(support, key.topic, 1)
        families += self._families(extra, key.topic, -1)
        if answers and str(key) in self.answers:
            families = merged(families, self.answered(key, asked))
        return fused(str(key), what, families, rate, self.parameters.evidence.family_discount.value)

    def heard_by(self, buyer: str) -> Evidence:
        """Return the evidence with the answers that were given to a buyer, and no others."""
        if not self.answers:
            return self
        own = copy.copy(self)
        own.answers = given_to(self.answers, buyer)
        return own

    def answered(self, key: Key, asked: int | None = None) -> list[Family]:
        """Return the families of the answers about a key; `asked` as in `answers.answered`."""
        about = self.answers.get(str(key), ())
        return answered(about, lambda claim: self.strength(claim, key.topic), asked)

    def _families(self, claims: Iterable[Claim], topic: str, polarity: int | None) -> list[Family]:
        groups: dict[tuple[str, int], list[tuple[Strength, Claim]]] = {}
        for claim in claims:
            sign = polarity or (-1 if claim.modality == "denied" else 1)
            groups.setdefault((self.origin(claim), sign), []).append(
                (self.strength(claim, topic), claim)
            )
        families = []
        for (origin, sign), members in sorted(groups.items()):
            members.sort(key=lambda m: (-m[0].point, -m[0].low, m[1].id))
            top = Strength(
                low=max(s.low for s, _ in members),
                point=max(s.point for s, _ in members),
                high=max(s.high for s, _ in members),
            )
            why = {self._name(c): self._why(c) for _, c in members}
            families.append(
                Family(
                    origin=origin,
                    polarity=sign,
                    strength=top,
                    claims=tuple(c.id for _, c in members),
                    documents=tuple(sorted(why)),
                    why=tuple(f"{name}: {reason}" for name, reason in sorted(why.items())),
                )
            )
        return families

    def _name(self, claim: Claim) -> str:
        return f"{claim.doc}#{claim.rule}" if claim.source else claim.doc

    def _why(self, claim: Claim) -> str:
        if claim.id in self.assumed:
            return "assumed, said by no document"
        return self.lineage[claim.id].why if claim.id in self.lineage else "speaks for itself"

    def origin(self, claim: Claim) -> str:
        """Return the root origin of a claim."""
        if claim.id in self.assumed:
            return self.assumed[claim.id].origin
        found = self.lineage.get(claim.id)
        if found is not None:
            return found.origin
        if claim.kind == ANSWER:
            return origin_of(claim)
        if claim.interest == "self" and claim.subject:
            return f"statement of {claim.subject}"
        return claim.doc_id

    def strength(self, claim: Claim, topic: str) -> Strength:
        """Return min(cap, reliability x modality) after decay (model section 2.1)."""
        p = self.parameters.evidence
        if claim.id in self.assumed:
            sure = p.strength_cap.value
            return Strength(low=sure, point=sure, high=sure)
        reliability = self.sources.reliability(claim)
        modality = p.modality[claim.modality]
        half_life = p.half_life_days.get(topic)
        start = first_day(claim.date) or self.known[claim.id]
        age = max(0, (self.as_of - start).days) if start is not None else 0
        decay = half_life.value if half_life is not None else None
        left = 1.0 - self.overtaken.get(claim.id, 0.0)

        def one(r: float, m: float) -> float:
            return weakened(decayed(min(p.strength_cap.value, r * m), age, decay), left)

        return Strength(
            low=one(reliability.low, modality.low),
            point=one(reliability.point, modality.point),
            high=one(reliability.high, modality.high),
        )

    def figure(
        self,
        claims: Iterable[Claim],
        topic: str,
        read: str,
        default: Band,
        logical: tuple[float, float] = (0.0, 1.0),
    ) -> Figure:
        """Return one figure from conflicting claims (model section 2.4).

        Parameters
        ----------
        claims : iterable of Claim
            Claims of one key.
        topic : str
            For decay.
        read : {"percent", "votes", "share_of_revenue"}
            Which value; percent points become a share in 0..1.
        default : Band
            Used, and named, when no claim gives a figure.
        logical : tuple of float
            Range that law or logic allows.
        """
        scale = 1.0 if read == "share_of_revenue" else 100.0
        best: dict[str, tuple[tuple[float, float, float], float, Claim]] = {}
        for claim in sorted(claims, key=lambda c: c.id):
            interval = stated(claim, read, scale)
            if interval is None or claim.modality == "denied":
                continue
            entry = (interval, self.strength(claim, topic).point, claim)
            if entry[1] <= 0.0:
                continue  # a source that carries no weight gives no figure
            origin = self.origin(claim)
            if origin not in best or rank(entry) < rank(best[origin]):
                best[origin] = entry
        if not best:
            return Figure(
                low=default.low,
                point=default.point,
                high=default.high,
                how=f"no figure given: {default.low:g} to {default.high:g}, {default.reason}",
            )
        entries = [best[name] for name in sorted(best)]
        figures = [(*i, s) for i, s, _ in entries]
        low, point, high = mix(figures, *logical)
        told = ((name, *best[name][:2]) for name in sorted(best))
        parts = ", ".join(f"{name}: {shown(i)} (weight {weight(s):.2f})" for name, i, s in told)
        return Figure(
            low=low,
            point=point,
            high=high,
            how=parts,
            claims=tuple(c.id for *_, c in entries),
            parts=tuple(masses(figures, *logical)),
        )


def fused(key: str, what: str, families: list[Family], base_rate: float, discount: float) -> Belief:
    """Return the belief that families support; none gives the vacuous belief."""
    supports = [f.strength for f in families if f.polarity > 0]
    denials = [f.strength for f in families if f.polarity < 0]
    low, point, high, conflict = fuse_strengths(supports, denials, base_rate, discount)
    return Belief(
        key=key,
        what=what,
        low=low,
        point=point,
        high=high,
        conflict=conflict,
        base_rate=base_rate,
        families=tuple(families),
    )
