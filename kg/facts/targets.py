"""To whom something is done or said where the pattern does not tell: the next other side that its clause names behind the verb."""

from __future__ import annotations

from collections.abc import Sequence

from kg.chunks import Node, Ref
from kg.clauses import Clauses
from kg.events import Draft
from kg.facts.desk import Desk
from kg.model import Argument

_AIMED = frozenset(
    "threaten warn accuse condemn criticise protest express-concern demand request urge offer promise reject refuse veto praise welcome thank "
    "congratulate condole apologise express-support defend recognise accept express-readiness give-ultimatum invite".split()
)
"""Acts that are aimed at somebody."""
_REPROACHES = frozenset("accuse condemn criticise protest express-concern".split())
_VICTIM = frozenset("on against in to with for at over".split())
_ASIDE = frozenset("in at through near via across within".split())
_SAYING = frozenset("say tell report add announce note state warn write".split())
_DIRECT = frozenset("thank urge welcome praise congratulate condole defend invite request".split())
"""Acts whose target is the object: what comes behind "for" or "to" is what they are about."""
_GIVEN = frozenset("promise offer express-readiness accept".split())
_UNTIL = frozenset("threaten warn give-ultimatum".split())
"""Acts whose target may stand in the condition ("unless X withdraws")."""
_STOPS = frozenset((";", "—", "–", "”"))
_FAR = 14


def aimed(draft: Draft) -> bool:
    """Whether a fact of that rule has a target by its meaning."""
    rule = draft.rule
    if draft.tree or not any(role in ("target", "addressee") for role, _ in rule.roles):
        return False
    return rule.fact == "TreatyAction" or rule.plover in ("THREATEN", "ACCUSE", "SUPPORT") or rule.act in _AIMED


def target(draft: Draft, clauses: Clauses, doers: Sequence[Argument], desk: Desk) -> list[Argument]:
    """The side that the clause names next behind the verb, of another country than those who act; empty when there is none.

    A place beside ("in Geneva"), whoever only reports it ("Germany said"), and behind a reproach its victim ("the attack on X") are none.
    """
    nodes = clauses.nodes
    own = {one.country or one.id for one in doers}
    act, start = draft.rule.act, draft.trigger
    for k in range(start + 1, min(start + _FAR, len(nodes))):
        node, before = nodes[k], nodes[k - 1].low
        if node.low in _STOPS or (act in _DIRECT and before in ("for", "to", "during", "and")):
            return []
        if node.kind == "V" and (act in _DIRECT or act == "express-support"):
            return []
        if act not in _UNTIL and (
            clauses.borders[k] != clauses.borders[start]
            or (_finite(node) and (nodes[k - 1].kind == "A" or before in ("and", "but", "or", ",", "which", "who", "that")))
        ):
            return []
        if before in _ASIDE and act not in _GIVEN and node.kind != "W":
            continue
        if act in _REPROACHES and before in _VICTIM:
            continue
        found = _sides(node, nodes[k + 1 :], before, desk)
        found = [one for one in found if (one.country or one.id) not in own]
        if found and not (act in _GIVEN and before not in ("to", "for", "with", "in", "of")):
            return found
    return []


def _finite(node: Node) -> bool:
    return node.kind == "V" and not node.infinitive and node.tense not in ("participle", "ing")


def _sides(node: Node, after: Sequence[Node], before: str, desk: Desk) -> list[Argument]:
    """Who a chunk names: a side, a capital for its government, or the state of an adjective ("Polish ham")."""
    if node.kind == "W" and node.entity in desk.knowledge.entities:
        if desk.knowledge.entities[node.entity].type != "State":
            return []
        label = node.low.capitalize()
        return desk.scope.resolve(Ref("state", label, node.start, node.end, name=label, entity=node.entity, countries=(node.entity,)))
    if node.kind not in ("A", "L") or (node.kind == "L" and (not node.both or before in _ASIDE)):
        return []
    if all(ref.kind in ("pronoun", "source") and not ref.countries for ref in node.refs):
        return []
    if after and _finite(after[0]) and (after[0].head in _SAYING or before in ("and", "but", ",")):
        return []
    return [one for ref in node.refs for one in desk.scope.resolve(ref)]
