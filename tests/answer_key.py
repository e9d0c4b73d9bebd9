"""Answers from outside, as the package carries them: a view of ``rules/answers.yaml``."""

from __future__ import annotations

from vendorrisk.selftest.answers import load_answers

ENTRIES = load_answers()
