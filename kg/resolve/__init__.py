"""References → arguments: who "the Russian president", "they" or "Sherman" is in one article, on its day."""

from kg.resolve.scope import Scope

__all__ = ["MULTILATERAL", "Scope"]

MULTILATERAL = frozenset(("intergovernmental", "format"))
