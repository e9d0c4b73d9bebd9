"""Which claims speak about the same thing: one key a belief."""

from __future__ import annotations

import re
from typing import NamedTuple

from vendorrisk.model.claim import Claim


class Key(NamedTuple):
    """Topic of a belief and its parties; empty strings where a party does not apply."""

    topic: str  # stake, talks, client, loss, cutoff, move, seat, rival
    a: str
    b: str
    person: str = ""

    def __str__(self) -> str:
        """Return the key as stable text, for ids."""
        return "|".join(self)


_STAKE = {"investment", "ownership", "acquisition"}


def key_of(claim: Claim) -> Key | None:  # noqa: PLR0911  # one a kind
    """Return the key of the belief a claim speaks to, or None when it names too little.

    A stake that is only planned, talked about or rumoured is a claim of its own (`talks`), not a
    weak form of a stake: nobody is called an owner on a rumour.
    """
    subject, target = claim.subject or "", claim.object or ""
    if claim.kind in _STAKE and subject and target:
        topic = "talks" if claim.modality in {"planned", "rumoured"} else "stake"
        return Key(topic, subject, target)
    if claim.kind == "client" and subject and target:
        return Key("client", subject, target)
    if claim.kind == "client_loss" and subject and target:
        return Key("loss", subject, target)
    if claim.kind == "vendor_cutoff" and subject and target:
        return Key("cutoff", subject, target)
    if claim.move == "stays_on_board" and claim.kind == "leadership_move" and target:
        return Key("seat", subject, target, claim.person or "")
    if claim.kind == "leadership_move" and target and subject != target:
        return Key("move", subject, target, claim.person or _unnamed(claim))
    if claim.kind == "directorship" and target:
        return Key("seat", subject, target, claim.person or "")
    if claim.kind == "rival" and subject and target:
        return Key("rival", *sorted((subject, target)))
    return None


def _unnamed(claim: Claim) -> str:
    return f"({claim.role or 'staff'})"


def name_the_unnamed(claims: tuple[Claim, ...]) -> dict[str, Key]:
    """Return the key of every claim by id, with unnamed office-holders joined to named ones.

    "Its chief executive moves to Meta" joins the move of the one person whom another document
    names with that role and the same two companies; so does a named person whose former company
    a text leaves out, and a named director whom another text ties to a company: one seat is one
    belief. With no such person, or with two, the claim keeps its own key; who is only said not to
    have moved is nobody to join.
    """
    keys = {claim.id: key for claim in claims if (key := key_of(claim)) is not None}
    stated = [(keys[c.id], c) for c in claims if c.id in keys and c.modality != "denied"]
    named = [(key, c.role) for key, c in stated if c.person and c.role]
    people = {key for key, c in stated if key.topic == "move" and c.person}
    seats = {key for key, c in stated if key.topic == "seat" and key.a and key.person}
    out = dict(keys)
    for claim in claims:
        key = keys.get(claim.id)
        if key is None or key.topic not in {"move", "seat"}:
            continue
        if key.topic == "seat":
            if key.a or not key.person:
                continue
            same = {k for k in seats if (k.b, k.person) == (key.b, key.person)}
        elif not claim.person and claim.role:
            same = {
                k
                for k, role in named
                if k.topic == "move"
                and (k.a, k.b) == (key.a, key.b)
                and _same_office(role, claim.role)
            }
        elif claim.person and not key.a:
            same = {k for k in people if (k.b, k.person) == (key.b, key.person) and k.a}
        else:
            continue
        if len(same) == 1:
            out[claim.id] = next(iter(same))
    return out


def _same_office(one: str | None, other: str | None) -> bool:
    """Whether two roles are one office: a company has one chief executive and many engineers."""
    kind = role_class(one)
    if kind in {"chief executive", "chair"}:
        return kind == role_class(other)
    return kind not in {"staff", "unknown"} and (one or "").casefold() == (other or "").casefold()


def role_class(role: str | None) -> str:
    """Return the class of a role: a key of ``leadership.role`` in ``rules/model.yaml``.

    >>> role_class("CEO"), role_class("Senior Vice President"), role_class("Director of Research")
    ('chief executive', 'vice president', 'head')
    """
    if not role:
        return "unknown"
    text = " " + re.sub(r"[\W_]+", " ", role.casefold()).strip() + " "
    text = text.replace(" vice president", " vp")  # no president
    if re.fullmatch(r" (independent |non ?executive )?directors? ", text):
        return "board member"
    for words, name in _ROLES:
        if any(f" {word} " in text or f" {word}s " in text for word in words):
            return name
    return "other chief" if " chief " in text else "staff" if "employee" in text else "head"


_ROLES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("ceo", "chief executive", "chief executive officer", "interim ceo"), "chief executive"),
    (("founder", "co founder", "cofounder"), "founder"),
    (
        ("cfo", "cto", "coo", "cio", "cmo", "president", "general counsel", "chief of staff"),
        "other chief",
    ),
    (("chair", "chairman", "chairwoman", "chairperson"), "chair"),
    (
        ("board member", "member of the board", "board seat", "board director", "outside director"),
        "board member",
    ),
    (("vp", "svp", "evp"), "vice president"),
    (("staff", "employee", "staffer", "worker", "researcher", "engineer"), "staff"),
)
