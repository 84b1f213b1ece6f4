"""News articles on diplomacy in, a knowledge graph with its evidence out."""

__version__ = "0.1.0"
