"""Whether the rules and the buyer at hand are those that a result was made with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from vendorrisk.decision.defaults import judgement_defaults
from vendorrisk.decision.receipts import buyer_hash, judgements_hash
from vendorrisk.errors import VendorRiskError
from vendorrisk.interchange.reviews import read_log
from vendorrisk.model.assessment import Comparison
from vendorrisk.model.buyer import Buyer
from vendorrisk.model.parameters import Parameters
from vendorrisk.model.receipt import Receipt
from vendorrisk.model.verification import Verified
from vendorrisk.rulebook import (
    buyer_names,
    file_hash,
    load_buyer,
    load_judgements,
    load_parameters,
    load_registry,
    overlay_folder,
    rules_hash,
)
from vendorrisk.verifying.tally import Tally, unchecked

_MADE = {"model_sha256": "model.yaml", "questions_sha256": "questions.yaml"}


class AtHand:
    """Rules and buyer as they are here, beside those of the receipt.

    Parameters
    ----------
    result : Comparison
        With its receipt or without.
    rules : Path or None
        Folder of rules; None: those that ship with the package.
    buyer : str or None
        Name or path of the buyer's profile; None: the known buyer of that name.
    judgements : Path or None
        File of the user's own judgements on names.
    overlays : sequence of path
        Folders of further red-flag rules, in the order in which they were given.
    reviews : Path or None
        Log of reviews of claims.

    Attributes
    ----------
    buyer : Buyer or None
        The profile that the result was made for; None: it is not at hand.
    parameters : Parameters or None
        The judgement defaults, when they are those that the result prints.
    same_rules : bool
        Whether every file of the rules is that of the receipt.
    same_judgements : bool
        Whether the judgements on names are; True for a receipt that does not say.
    same_extras : bool
        Whether overlays and reviews are, to the byte.
    """

    def __init__(
        self,
        result: Comparison,
        rules: Path | None,
        buyer: str | None,
        judgements: Path | None = None,
        overlays: Sequence[str | Path] = (),
        reviews: Path | None = None,
    ) -> None:
        self.overlays, self.reviews = tuple(overlays), reviews
        self._overlays = tuple(rules_hash(overlay_folder(name) / "flags") for name in overlays)
        self._reviews = None if reviews is None else read_log(reviews).sha256
        made = load_judgements(load_registry(rules), rules, judgements)
        self.judgements = judgements
        self._judgements = judgements_hash(made)
        self.result = result
        self.rules = rules
        self.named = buyer
        self.receipt = result.receipt
        self._whole = rules_hash(rules)
        self.same_rules = self.receipt is not None and self.receipt.rules_sha256 == self._whole
        told = None if self.receipt is None else self.receipt.judgements_sha256
        self.same_judgements = told is None or told == self._judgements
        self.same_extras = self.receipt is None or (
            self.receipt.overlays_sha256 == self._overlays
            and self.receipt.reviews_sha256 == self._reviews
        )
        self._profile = load_buyer(buyer, rules) if buyer else self._known()
        self.buyer = self._profile if self._is_meant(self._profile) else None
        self.parameters = self._parameters()

    def _known(self) -> Buyer | None:
        """Return the known buyer of the name in the result, which is never taken for a path."""
        for name in buyer_names(self.rules):
            try:
                found = load_buyer(name, self.rules)
            except VendorRiskError:
                continue
            if found.name == self.result.buyer:
                return found
        return None

    def _is_meant(self, profile: Buyer | None) -> bool:
        if profile is None or profile.name != self.result.buyer:
            return False
        return self.receipt is None or buyer_hash(profile) == self.receipt.buyer_sha256

    def _parameters(self) -> Parameters | None:
        found = load_parameters(self.rules)
        return found if judgement_defaults(found) == self.result.parameters else None

    def differing(self, own: Receipt) -> list[str]:
        """Return the parts of the rules that differ from those of the receipt, in words."""
        found = [
            f"{name} differs"
            for field, name in _MADE.items()
            if file_hash(name, self.rules) != getattr(own, field)
        ]
        return found or ["model.yaml and questions.yaml are the same, another file differs"]

    def rules_check(self) -> Verified:
        """Check the hashes of the rules, and the judgement defaults that the result prints.

        Other rules that were given fail the check; other rules of the package only mean that the
        result cannot be made again here.
        """
        what = "rules: the same files, to the byte"
        own = self.receipt
        if own is None:
            return unchecked("rules", what, "the result carries no receipt")
        if not self.same_rules and self.rules is None:
            reason = (
                f"made with other rules than those of this package: {_and(self.differing(own))}"
            )
            how = "give the rules it was made with: --rules DIR"
            return unchecked("rules", what, reason, how)
        check = Tally("rules", what)
        how = f"{_and(self.differing(own))}: give the rules that the result was made with"
        check.equal("receipt.rules_sha256", self._whole, own.rules_sha256, how)
        for field, name in _MADE.items():
            expected = file_hash(name, self.rules)
            check.equal(f"receipt.{field}", expected, getattr(own, field), f"{name} differs")
        version = load_parameters(self.rules).version
        check.equal("model_version", version, self.result.model_version)
        defaults = judgement_defaults(load_parameters(self.rules))
        told = {one.name: one for one in self.result.parameters}
        for number, one in enumerate(self.result.parameters):
            expected_one = next((d for d in defaults if d.name == one.name), None)
            place = f"parameters[{number}]"
            if check.put(expected_one is not None, place, "a default of model.yaml", one.name):
                check.put(expected_one == one, f"{place}.value", expected_one, one)
        for one in defaults:
            check.put(one.name in told, "parameters", one.name, "not there")
        return check.done()

    def buyer_check(self) -> Verified:
        """Check that the buyer's profile is the one that the result was made for."""
        what = "buyer: the same profile"
        own = self.receipt
        if own is None:
            return unchecked("rules", what, "the result carries no receipt")
        profile = self._profile
        if profile is None or (self.buyer is None and self.named is None):
            known = "no known buyer has this name" if profile is None else "it has changed"
            how = "give the profile that the result was made for: --buyer FILE"
            return unchecked("rules", what, f"{self.result.buyer}: {known}", how)
        check = Tally("rules", what)
        check.equal("buyer", profile.name, self.result.buyer)
        check.equal("receipt.buyer_sha256", buyer_hash(profile), own.buyer_sha256)
        return check.done()

    def judgements_check(self) -> Verified:
        """Check that the judgements on names are those that the result was made with."""
        what = "judgements on names: the same"
        told = None if self.receipt is None else self.receipt.judgements_sha256
        if told is None:
            return unchecked("rules", what, "the result does not say which they were")
        if not self.same_judgements and (self.judgements is None or not self.same_rules):
            how = "give the file it was made with: --judgements FILE"
            return unchecked("rules", what, "made with others than those at hand", how)
        check = Tally("rules", what)
        check.equal("receipt.judgements_sha256", self._judgements, told)
        return check.done()

    def extras_check(self) -> Verified:
        """Check that overlays and reviews are those that the result was made with."""
        what = "overlays of rules and reviews of claims: the same"
        own = self.receipt
        if own is None:
            return unchecked("rules", what, "the result carries no receipt")
        missing = []
        if own.overlays_sha256 and not self.overlays:
            missing.append("--overlay DIR")
        if own.reviews_sha256 is not None and self.reviews is None:
            missing.append("--reviews FILE")
        if missing:
            how = f"give what it was made with: {_and(missing)}"
            return unchecked("rules", what, "it was made with some that are not given", how)
        check = Tally("rules", what)
        check.equal("receipt.overlays_sha256", self._overlays, own.overlays_sha256)
        check.equal("receipt.reviews_sha256", self._reviews, own.reviews_sha256)
        return check.done()


def _and(words: list[str]) -> str:
    return ", ".join(words)
