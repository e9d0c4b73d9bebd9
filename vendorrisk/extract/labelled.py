"""Labelled data as the classifier's training sees it: marked pairs, and texts with their claims."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, RootModel, ValidationError

from vendorrisk.errors import DocumentError, did_you_mean
from vendorrisk.extract.cases import Case, CaseFile, Wanted, same_name
from vendorrisk.extract.checks import text_document
from vendorrisk.extract.classifier import Corpus
from vendorrisk.extract.pairs import observe
from vendorrisk.extract.proposals import Candidate, Form
from vendorrisk.extract.prose import Extractor
from vendorrisk.model.base import Noun
from vendorrisk.rulebook import load_file, rules_root

LINE = 100_000  # characters of a line at most
PAIRS = 1_000_000
NONE = "none"


class Label(Noun):
    """What a label of a corpus means: kind of claim and which of the two is its subject."""

    kind: str | None
    subject: Literal["head", "tail"] | None = None


class Labels(RootModel[dict[str, Label]]):
    """The file ``rules/classifier/labels.yaml``."""


class Marked(BaseModel):
    """A company marked in a text: ``text[start:end]``."""

    model_config = ConfigDict(extra="ignore")
    start: Annotated[int, Field(ge=0)]
    end: int


class Row(BaseModel):
    """A line of labelled JSONL; further keys are left alone."""

    model_config = ConfigDict(extra="ignore")
    text: str
    head: Marked
    tail: Marked
    relation: str


class Labelled(NamedTuple):
    """A labelled candidate.

    ``kinds`` it has, ``maybe`` it has, nobody can tell; ``leads`` says by kind whether the first
    mention is the subject; ``group`` is that of its text; ``marked``: by hand, one pair a text.
    """

    form: Form
    features: frozenset[str]
    kinds: frozenset[str]
    maybe: frozenset[str]
    leads: dict[str, bool]
    group: str
    marked: bool


def read_labelled(
    path: Path, extractor: Extractor, *, root: Path | None = None
) -> tuple[list[Labelled], Corpus]:
    """Read a file of labelled data and see it with the extractor.

    Parameters
    ----------
    path : Path
        JSONL of marked pairs, or YAML of texts with claims (`cases.CaseFile`). A first line of
        JSONL with the key ``about`` tells of the data; ``licence`` and ``source`` are taken over.
    extractor : Extractor
        What reads.
    root : Path or None
        Folder of rules; None: those that ship with the package.

    Returns
    -------
    tuple
        The candidates, and what the model will say of the file.

    Raises
    ------
    DocumentError
        For a line that is no labelled pair, or has a label nobody knows, with ``path:line``.
    RuleErrors
        For YAML that is no case file, with ``path:line``.
    """
    if path.suffix == ".jsonl":
        return _read_pairs(path, extractor, root)
    file = load_file(path, CaseFile)
    found = [one for case in file.cases for one in label_case(extractor, case)]
    sha = hashlib.sha256(path.read_bytes()).hexdigest()
    name = f"{path.resolve().parent.name}/{path.name}"
    return found, Corpus(name, sha, len(found), "as the project", "the project's own words")


def _read_pairs(
    path: Path, extractor: Extractor, root: Path | None
) -> tuple[list[Labelled], Corpus]:
    labels = load_file((root or rules_root()) / "classifier" / "labels.yaml", Labels).root
    try:
        data = path.read_bytes()
        lines = data.decode("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DocumentError(
            "cannot be read as UTF-8 text", where=str(path), how="give JSONL"
        ) from error
    pairs: list[Labelled] = []
    about: dict[str, Any] = {}
    for number, line in enumerate(lines[:PAIRS], 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        row = _row(line, where)
        if isinstance(row, dict):
            about = row
            continue
        if row.relation not in labels:
            raise DocumentError(
                f"unknown label '{row.relation}'",
                where=where,
                how=did_you_mean(row.relation, labels) or "add it to classifier/labels.yaml",
            )
        head, tail = (row.head.start, row.head.end), (row.tail.start, row.tail.end)
        try:
            seen = observe(extractor, row.text, head, tail)
        except ValueError as error:
            raise DocumentError(str(error), where=where, how="mend the marks") from error
        label = labels[row.relation]
        kinds = frozenset({label.kind} if label.kind else ())
        leads = {}
        if label.kind and label.subject:
            leads[label.kind] = (label.subject == "head") == seen.head_first
        pairs.append(
            Labelled("pair", seen.features, kinds, frozenset(), leads, _group(row.text), True)
        )
    told = about.get("about", "not stated")  # one text may say it all
    licence, source = (str(about.get(key, told)) for key in ("licence", "source"))
    sha = hashlib.sha256(data).hexdigest()
    return pairs, Corpus(path.name, sha, len(pairs), licence, source)


def _row(line: str, where: str) -> Row | dict[str, Any]:
    if len(line) > LINE:
        raise DocumentError(f"a line of more than {LINE:,} characters", where=where, how="split it")
    try:
        found = json.loads(line)
        if isinstance(found, dict) and "about" in found:
            return found
        return Row.model_validate(found)
    except (ValueError, ValidationError, RecursionError) as error:
        raise DocumentError(
            "not a labelled pair",
            where=where,
            how='write {"text": …, "head": {"start": 0, "end": 4}, "tail": {…}, "relation": …}',
        ) from error


def _group(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def label_case(extractor: Extractor, case: Case) -> Iterator[Labelled]:
    """Yield every candidate of a text with the kinds that its claims give it.

    Parameters
    ----------
    extractor : Extractor
        Finds the candidates.
    case : Case
        A text with all of its claims: what is not claimed is learnt as unrelated.
    """
    group = _group(case.text)
    for candidate, found in extractor.candidates(text_document(case.text)):
        sure: dict[str, bool] = {}
        maybe: dict[str, bool] = {}
        for wanted in case.claims:
            for kind, first_leads in _labels(candidate, wanted):
                (maybe if wanted.optional else sure).setdefault(kind, first_leads)
        leads = {**maybe, **sure} if candidate.form == "pair" else {}
        yield Labelled(
            candidate.form,
            found,
            frozenset(sure),
            frozenset(maybe) - frozenset(sure),
            {kind: leads[kind] for kind in leads if kind not in _EQUALS},
            group,
            False,
        )


_EQUALS = frozenset({"rival", "partnership"})


def _labels(candidate: Candidate, wanted: Wanted) -> Sequence[tuple[str, bool]]:
    """Return the kinds that a claim gives a candidate, each with whether the first is subject."""
    first, second = candidate.first.name, candidate.second.name
    if candidate.form == "single":
        alone = wanted.object is None and wanted.person is None
        return [(wanted.kind, True)] if alone and same_name(first, wanted.subject) else []
    if candidate.form == "post":
        if candidate.first.kind != "person":
            first, second = second, first
        return _post(first, second, wanted)
    if wanted.person is not None:
        return []
    if same_name(first, wanted.subject) and same_name(second, wanted.object):
        return [(wanted.kind, True)]
    if same_name(second, wanted.subject) and same_name(first, wanted.object):
        return [(wanted.kind, False)]
    return []


def _post(person: str, company: str, wanted: Wanted) -> list[tuple[str, bool]]:
    if not same_name(person, wanted.person):
        return []
    if wanted.kind == "directorship":
        return [("directorship", True)] if same_name(company, wanted.object) else []
    if wanted.kind != "leadership_move" or wanted.move is None:
        return []
    found: list[tuple[str, bool]] = []
    if same_name(company, wanted.object):
        found.append(("joins" if wanted.move == "leaves" else wanted.move, True))
    if same_name(company, wanted.subject):
        found.append(("leaves", True))
    return found
