"""Loads and checks everything under ``rules/``.

Every problem is reported with its file and line, all problems of a file at once, and a misspelt
key comes with a suggestion. What a rule *does* is decided on higher floors.
"""

from vendorrisk.rulebook.assumptions import Form, load_forms
from vendorrisk.rulebook.files import load_file, load_folder, rules_root
from vendorrisk.rulebook.flags import PlacedFlag, load_flag_words, load_flags
from vendorrisk.rulebook.hashes import file_hash, rules_hash
from vendorrisk.rulebook.judgements import Judgements, load_judgements
from vendorrisk.rulebook.name_words import NameWords, load_name_words
from vendorrisk.rulebook.overlays import PACK, overlay_folder, packs
from vendorrisk.rulebook.policies import Sourced, load_policy, load_waivers, policy_names
from vendorrisk.rulebook.profiles import (
    buyer_names,
    load_buyer,
    load_exit_rule,
    load_mitigations,
    load_parameters,
)
from vendorrisk.rulebook.questions import load_clauses, load_questions
from vendorrisk.rulebook.registry import Grade, Registry, SourceFile, load_registry
from vendorrisk.rulebook.spelling import fold, spell

__all__ = [
    "PACK",
    "Form",
    "Grade",
    "Judgements",
    "NameWords",
    "PlacedFlag",
    "Registry",
    "SourceFile",
    "Sourced",
    "buyer_names",
    "file_hash",
    "fold",
    "load_buyer",
    "load_clauses",
    "load_exit_rule",
    "load_file",
    "load_flag_words",
    "load_flags",
    "load_folder",
    "load_forms",
    "load_judgements",
    "load_mitigations",
    "load_name_words",
    "load_parameters",
    "load_policy",
    "load_questions",
    "load_registry",
    "load_waivers",
    "overlay_folder",
    "packs",
    "policy_names",
    "rules_hash",
    "rules_root",
    "spell",
]
