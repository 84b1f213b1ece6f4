"""Treaties that an article names and tells no deed of: the graph still has to know which articles speak of them."""

from __future__ import annotations

from collections.abc import Sequence

from kg.facts.desk import Desk
from kg.model import Fact


def citations(desk: Desk, facts: Sequence[Fact]) -> list[Fact]:
    """A fact for each treaty that stands in none of the article's other facts, with its first sentence."""
    rule = next((one for one in desk.knowledge.rules if one.action == "cite"), None)
    if rule is None:
        return []
    told = {argument.id for fact in facts for _, rows in fact.roles for argument in rows}
    found: list[Fact] = []
    for sentence, analysed in desk.sentences:
        nodes = [(node.entity, node.start, node.end) for node in analysed.nodes if node.kind == "T" and "/treaty/" in node.entity]
        for treaty in desk.things(nodes):
            if treaty.type == "Treaty" and treaty.id not in told:
                told.add(treaty.id)
                found.append(
                    Fact("TreatyAction", rule=rule.id, evidence=desk.evidence(sentence, {}), action="cite").with_roles({"treaty": [treaty]})
                )
    return found
