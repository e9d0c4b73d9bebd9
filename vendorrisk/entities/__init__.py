"""Who is meant: names of claims become canonical entities, or stay as written."""

from vendorrisk.entities.joining import Joined, join
from vendorrisk.entities.people import People
from vendorrisk.entities.proposals import open_pairs
from vendorrisk.entities.resolver import Resolver

__all__ = ["Joined", "People", "Resolver", "join", "open_pairs"]
