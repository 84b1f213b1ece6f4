"""Tokens and mentions → chunks: people with their posts, event nouns with their describers, verb groups, places, dates."""

from kg.chunks.cascade import chunk
from kg.chunks.nodes import Context, Node, Ref
from kg.chunks.words import ADVERBS, LOCATIVE, MODALS, PREPOSITIONS

__all__ = ["ADVERBS", "LOCATIVE", "MODALS", "PREPOSITIONS", "Context", "Node", "Ref", "chunk"]
