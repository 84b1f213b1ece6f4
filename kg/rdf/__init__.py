"""The merged graph as triples, as Turtle, and its correctness."""

from kg.rdf.graph import triples
from kg.rdf.turtle import turtle

__all__ = ["triples", "turtle"]
