"""Who is meant: names of claims become canonical entities, or stay as written."""

from vendorrisk.entities.resolver import Resolver

__all__ = ["Resolver"]
