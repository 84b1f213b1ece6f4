""" "The treaty", "this accord": which treaty of the sentences before is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.chunks import Node
from kg.knowledge import Knowledge

_NOUNS = frozenset("treaty accord pact agreement convention deal protocol armistice memorandum".split())
_DEFINITE = frozenset(("the", "this", "that"))
# With these behind it, "the agreement" says itself which one it is ("the agreement on fisheries").
_OWN = frozenset("of on to between with among concerning over about - – that which".split())
_REACH = 5


class Treaties:
    """The treaties that an article named so far."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.named: list[tuple[int, str]] = []

    def carry(self, nodes: Sequence[Node], sentence: int) -> list[Node]:
        """The chunks of a sentence with "the treaty" as the treaty that was named last, within five sentences; unchanged where two would fit.

        Call it for the sentences in the order of the text.
        """
        out: list[Node] = []
        for k, node in enumerate(nodes):
            if node.kind == "T" and "/treaty/" in node.entity:
                self.named.append((sentence, node.entity))
            elif (
                node.kind == "W"
                and node.low in _NOUNS
                and out
                and out[-1].low in _DEFINITE
                and not (k + 1 < len(nodes) and (nodes[k + 1].low in _OWN or nodes[k + 1].kind in ("N", "A", "T", "E")))
                and (meant := self._meant(node.low, sentence))
            ):
                node = replace(node, kind="T", entity=meant)
                self.named.append((sentence, meant))
            out.append(node)
        return out

    def _meant(self, noun: str, sentence: int) -> str:
        """The one treaty that such a noun may stand for; empty where there is none, or more than one in the nearest sentence."""
        rows = [(number, iri) for number, iri in self.named if sentence - number <= _REACH and self._is(iri, noun)]
        nearest = {iri for number, iri in rows if number == rows[-1][0]}
        return next(iter(nearest)) if len(nearest) == 1 else ""

    def _is(self, iri: str, noun: str) -> bool:
        entity = self.knowledge.entities.get(iri)
        return entity is not None and any(noun in label.lower().split() for label in (entity.label, *entity.labels))
