"""Judgements on names: two names are one entity, two, or nobody can tell yet."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from vendorrisk.model.base import Noun
from vendorrisk.model.entity import Written

Verdict = Literal["same", "different", "unsure"]


class Judgement(Noun):
    """What somebody decided on two names, and why.

    ``same`` joins them, also through others; ``different`` keeps them apart whatever their
    spelling; ``unsure`` keeps them apart and says so in every report. ``by`` and ``date`` are for
    the reader of the file.
    """

    left: str
    right: str
    judgement: Verdict
    why: str
    by: str | None = None
    date: Written | None = None

    @model_validator(mode="after")
    def _of_two_names(self) -> Judgement:
        if not self.left.strip() or not self.right.strip():
            raise ValueError("a judgement needs two names")
        return self
