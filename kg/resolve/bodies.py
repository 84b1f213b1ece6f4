""" "The council", "the commission": which body of the sentences before is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.chunks import Node, Ref
from kg.knowledge import Knowledge
from kg.lexicon import THIRD

_NOUNS = frozenset("council commission committee board conference forum quad quartet quintet bloc alliance".split())
_SHORT = {"alliance": ("nato", "north atlantic treaty organization", "csto", "collective security treaty organization")}
"""Words for bodies whose names do not have them."""
_REACH = 12
_KINDS = frozenset(("intergovernmental", "format"))


class Bodies:
    """The bodies of states that an article named so far."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.named: list[tuple[int, str]] = []
        self._present = {
            form: rows[0][0]
            for form, rows in knowledge.lexicon.verbs.items()
            if form not in knowledge.lexicon.talks and any(kind == THIRD for _, kind in rows)
        }
        """What such a body does, in a form that may be a noun elsewhere: "the council meets"."""

    def carry(self, nodes: Sequence[Node], sentence: int) -> list[Node]:
        """The chunks of a sentence with "the council" before a verb as the council that was named last; unchanged where none was, or two fit.

        Call it for the sentences in the order of the text.
        """
        out: list[Node] = []
        for k, node in enumerate(nodes):
            if node.kind == "W" and out and out[-1].kind == "A" and out[-1].determiner == "the" and node.low in self._present:
                node = replace(node, kind="V", head=self._present[node.low], tense="present", form=THIRD)
            for ref in node.refs:
                if ref.kind == "org" and self._of_states(ref.body):
                    self.named.append((sentence, ref.body))
            if (
                node.kind in ("W", "E")
                and node.low.split()[-1:] != []
                and node.low.split()[-1] in _NOUNS
                and not node.refs
                and (node.determiner == "the" or (node.kind == "W" and out and out[-1].low == "the"))
                and (_acts(nodes, k) or (k + 1 < len(nodes) and nodes[k + 1].kind == "W" and nodes[k + 1].low in self._present))
                and (meant := self._meant(node.low.split()[-1], sentence))
            ):
                text = node.low
                ref = Ref("org", text, node.start, node.end, name=text, entity=meant, body=meant, determiner="the")
                node = replace(node, kind="A", refs=[ref], determiner="the")
                if out and out[-1].low == "the":
                    out.pop()
            out.append(node)
        return out

    def _of_states(self, iri: str) -> bool:
        entity = self.knowledge.entities.get(iri)
        return entity is not None and entity.kind in _KINDS

    def _meant(self, noun: str, sentence: int) -> str:
        rows = [(number, iri) for number, iri in self.named if sentence - number <= _REACH and self._is(iri, noun)]
        nearest = {iri for number, iri in rows if number == rows[-1][0]}
        return next(iter(nearest)) if len(nearest) == 1 else ""

    def _is(self, iri: str, noun: str) -> bool:
        entity = self.knowledge.entities[iri]
        return any(noun in label.lower().split() or label.lower() in _SHORT.get(noun, ()) for label in (entity.label, *entity.labels))


def _acts(nodes: Sequence[Node], k: int) -> bool:
    """Whether the noun is the subject of a verb: right before it, or before a comma and a participle of its own."""
    after = nodes[k + 1] if k + 1 < len(nodes) else None
    if after is None:
        return False
    if after.kind == "W" and after.low in ("last", "next", "also", "then") and k + 2 < len(nodes):
        after = nodes[k + 2]
    if after.low == "," and k + 2 < len(nodes):
        return nodes[k + 2].kind == "V" and nodes[k + 2].tense in ("past", "participle")
    return after.kind == "V"
