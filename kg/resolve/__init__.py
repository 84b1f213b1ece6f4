"""References → arguments: who "the Russian president", "they" or "Sherman" is in one article, on its day."""

from kg.resolve.bodies import Bodies
from kg.resolve.scope import Scope
from kg.resolve.treaties import Treaties

__all__ = ["MULTILATERAL", "Bodies", "Scope", "Treaties"]

MULTILATERAL = frozenset(("intergovernmental", "format"))
