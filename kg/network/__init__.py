"""The graph as networks: who met whom, who speaks about what, who accuses whom; measures, and ways between two."""

from kg.network.build import KINDS, network
from kg.network.measures import Scores, bridges, measured, structural_balance
from kg.network.paths import Step, path

__all__ = ["KINDS", "Scores", "Step", "bridges", "measured", "network", "path", "structural_balance"]
