"""The graph as networks: who met whom, who speaks about what, who accuses whom; measures, and ways between two."""

from kg.network.build import KINDS, network
from kg.network.change import Change, changes, lines_changed
from kg.network.measures import Scores, Triangle, bridges, measured, structural_balance, triangles
from kg.network.paths import Step, path
from kg.network.triples import measure_triples, with_measures

__all__ = [
    "KINDS",
    "Change",
    "Scores",
    "Step",
    "Triangle",
    "bridges",
    "changes",
    "lines_changed",
    "measure_triples",
    "measured",
    "network",
    "path",
    "structural_balance",
    "triangles",
    "with_measures",
]
