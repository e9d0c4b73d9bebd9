"""Extraction rules: the nouns of ``rules/extract/*.yaml``, loaded and compiled."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from pydantic import Field, RootModel

from vendorrisk.errors import RuleError, RuleErrors
from vendorrisk.extract.elements import Vocabulary, alternatives_of
from vendorrisk.extract.lexicon import Lexicon, load_lexicon
from vendorrisk.extract.patterns import AnyOf, Expression, compile_pattern
from vendorrisk.model.base import Noun
from vendorrisk.model.claim import Kind, Modality, Move, Stage
from vendorrisk.rulebook import load_file, load_folder, rules_root


class Expected(Noun):
    """What a rule's test expects of one claim; values left out are not compared."""

    subject: str | None = None
    object: str | None = None
    person: str | None = None
    role: str | None = None
    move: Move | None = None
    amount_usd: float | None = None
    percent: float | None = None
    stage: Stage | None = None
    modality: Modality | None = None
    rank: str | None = None


class RuleTest(Noun):
    """A sentence and the claims of this rule in it; an empty list is a near miss."""

    text: str
    claims: tuple[Expected, ...] = ()


Attached = Literal["amount", "percent", "share_of_revenue"]


class Rule(Noun):
    """One file under ``rules/extract``: one way in which a text states one kind of claim.

    ``stages`` are words in the match that tell the stage. A ``presupposed`` claim is out of reach
    of its sentence's hedges ("after Meta's purchase"). ``implicit`` names the slot that is filled
    by what the text is about, or by who speaks; patterns in ``about`` tell it first, in the
    same sentence or one near by: "X raised $5m. Y led the round." With ``near`` nothing else does.
    ``attach`` lists the figures that are looked for near the match. ``role`` is the post of a
    wording that names none: "X founded Y". ``blocks`` are the kinds of block it reads; none: all
    but tables. A ``columns`` rule reads rows of tables with the name of its column before each
    cell: "client : X | share of revenue : 9%". ``among`` says that the companies of the subject's
    list stand in the relation to each other, two by two: "A, B and C compete". The words of an
    ``either`` rule are said of clients and vendors alike: "ends its contract"; a ``called`` rule
    claims only where the text calls one of the two a vendor or a buyer: "signed a deal with the
    airline".
    """

    id: str
    kind: Kind
    status: Literal["experimental", "stable", "deprecated"] = "experimental"
    why: str
    patterns: tuple[str, ...]
    words: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    probability: float = Field(gt=0, le=1)
    stage: Stage | None = None
    stages: dict[Stage, tuple[str, ...]] = Field(default_factory=dict)
    move: Move | None = None
    role: str | None = None
    rank: str | None = None
    parent: bool = False
    observer: bool = False
    voting: bool | None = None
    interest: Literal["self", "against", "none"] = "none"
    modality: Modality | None = None  # fixed: cues are not read
    presupposed: bool = False
    among: bool = False
    implicit: Literal["subject", "object", "speaker"] | None = None
    about: tuple[str, ...] = ()
    near: bool = False
    attach: tuple[Attached, ...] = ()
    blocks: tuple[str, ...] = ()
    columns: bool = False
    note: str | None = None
    either: bool = False
    called: bool = False
    tests: tuple[RuleTest, ...]


Cue = Literal[
    "denied",
    "unconfirmed",
    "settled",
    "contracted",
    "speech",
    "void",
    "past",
    "void_after",
    "rumoured",
    "planned",
    "reported",
    "unnamed",
    "credited",
]


class Compiled(NamedTuple):
    """A rule with its expressions."""

    rule: Rule
    expressions: tuple[Expression, ...]
    stages: tuple[tuple[Stage, re.Pattern[str]], ...]
    about: tuple[Expression, ...] = ()


class WordLists(Noun):
    """``rules/lexicon/verbs.yaml``: word lists that several rules share, and cues of modality."""

    lists: dict[str, tuple[str, ...]]
    cues: dict[Cue, tuple[str, ...]]


@functools.lru_cache(maxsize=8)
def load_rules(root: Path | None = None) -> tuple[Compiled, ...]:
    """Load and compile every extraction rule.

    Parameters
    ----------
    root : Path or None
        Folder of rules; None: those that ship with the package.

    Raises
    ------
    RuleErrors
        For unknown keys, unknown word lists, malformed patterns and too few tests, all of them
        with ``path:line``.
    """
    base = root or rules_root()
    words = load_lexicon(root)
    shared = load_lists(root)
    problems: list[RuleError] = []
    compiled = []
    for rule in load_folder(base / "extract", Rule):
        path = base / "extract" / f"{rule.id}.yaml"
        one = _compile(rule, path, {**shared, **rule.words}, words, problems)
        compiled.append(one)
        if sum(bool(t.claims) for t in rule.tests) < 2 or sum(not t.claims for t in rule.tests) < 2:
            problems.append(
                RuleError(
                    "a rule needs at least two sentences that match and two near misses",
                    where=place_of(path, "tests:"),
                    how="add them under tests",
                )
            )
    if problems:
        raise RuleErrors(problems)
    return tuple(compiled)


@functools.lru_cache(maxsize=8)
def load_lists(root: Path | None = None) -> dict[str, tuple[str, ...]]:
    """Load the word lists that rules share, as written in ``rules/lexicon/verbs.yaml``."""
    return load_file((root or rules_root()) / "lexicon" / "verbs.yaml", WordLists).lists


class Senses(RootModel[dict[str, tuple[str, ...]]]):
    """``rules/lexicon/senses.yaml``: words by what they tell of a relation."""


@functools.lru_cache(maxsize=8)
def load_senses(root: Path | None = None) -> dict[str, tuple[str, ...]]:
    """Load the words that the classifier takes together, by what they tell."""
    return load_file((root or rules_root()) / "lexicon" / "senses.yaml", Senses).root


@functools.lru_cache(maxsize=8)
def load_cues(root: Path | None = None) -> dict[str, AnyOf]:
    """Load the cues of modality, each as one expression over a tokenised sentence.

    Raises
    ------
    RuleErrors
        For a missing or unknown cue and for malformed patterns, with ``path:line``.
    """
    path = (root or rules_root()) / "lexicon" / "verbs.yaml"
    words = load_lexicon(root)
    file = load_file(path, WordLists)
    problems = [
        RuleError(f"cue '{cue}' is missing", where=f"{path}:1", how="add it under cues")
        for cue in get_args(Cue)
        if cue not in file.cues
    ]
    vocabulary = Vocabulary(file.lists)
    compiled = {}
    for cue, patterns in file.cues.items():
        expressions = []
        for pattern in patterns:
            try:
                expressions.append(compile_pattern(pattern, vocabulary, words))
            except RuleError as error:
                problems.append(RuleError(error.what, where=place_of(path, pattern), how=error.how))
        compiled[str(cue)] = AnyOf(expressions)
    if problems:
        raise RuleErrors(problems)
    return compiled


def _compile(
    rule: Rule,
    path: Path,
    lists: dict[str, tuple[str, ...]],
    words: Lexicon,
    problems: list[RuleError],
) -> Compiled:
    vocabulary = Vocabulary(lists)
    parts: list[tuple[Expression, ...]] = []
    for patterns in (rule.patterns, rule.about):
        expressions = []
        for pattern in patterns:
            try:
                expressions.append(compile_pattern(pattern, vocabulary, words))
            except RuleError as error:
                problems.append(RuleError(error.what, where=place_of(path, pattern), how=error.how))
        parts.append(tuple(expressions))
    stages = []
    for stage, listed in rule.stages.items():
        try:
            found = re.compile(rf"(?<!\S)(?:{alternatives_of(listed, lists)})(?!\S)")
        except RuleError as error:
            problems.append(RuleError(error.what, where=place_of(path, f"{stage}:"), how=error.how))
        else:
            stages.append((stage, found))
    return Compiled(rule, parts[0], tuple(stages), parts[1])


def place_of(path: Path, needle: str) -> str:
    """Return ``path:line`` of the line that is a text, or else the first one that holds it.

    Parameters
    ----------
    path : Path
        File of YAML.
    needle : str
        An item as it was read; YAML may quote and escape it.
    """
    wanted = {needle, needle.replace("\\", "\\\\")}
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        if line.strip().removeprefix("- ").strip("\"'") in wanted:
            return f"{path}:{number}"
    for number, line in enumerate(lines, 1):
        if any(one in line for one in wanted):
            return f"{path}:{number}"
    return f"{path}:1"
