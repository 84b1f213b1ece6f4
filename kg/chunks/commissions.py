"""Bodies that two sides share: "the India-Bangladesh Joint Rivers Commission" is both, whatever it is called."""

from __future__ import annotations

from kg.chunks.nodes import Node, Ref
from kg.chunks.tape import Tape
from kg.chunks.words import DETERMINERS, FUNCTION_WORDS
from kg.gazetteer import Mention

_BODIES = frozenset("commission committee council subcommission subcommittee taskforce".split())
_OF_TWO_WORDS = frozenset((("working", "group"), ("contact", "group"), ("task", "force"), ("consultative", "group"), ("steering", "group")))
_NOT = frozenset("business chamber olympic trading friendship youth student students".split())
_DASHES = ("-", "–", "/", "—")
_REACH = 5
"""So many words may stand between the two sides and the noun."""


def commission(tape: Tape, i: int) -> Node | None:
    """The actor of two sides that a joint body at token i stands for; None where none begins there."""
    lows = tape.lows
    j = i + (lows[i] in DETERMINERS)
    if lows[j : j + 1] == ["joint"]:
        j += 1
    first = _side(tape, j)
    if first is None or lows[first[0] : first[0] + 1] == [] or lows[first[0]] not in _DASHES:
        return None
    second = _side(tape, first[0] + 1)
    if second is None or second[1].entity == first[1].entity:
        return None
    end = _noun(tape, second[0])
    if not end or lows[end : end + 1] == ["'s"]:
        return None
    node = tape.node("A", i, end, "")
    node.refs = [first[1], second[1]]
    return node


def _side(tape: Tape, j: int) -> tuple[int, Ref] | None:
    """(the token behind, the reference of) a state or a body of states at j."""
    if j >= tape.size or j not in tape.mention_at:
        return None
    last, mention = tape.mention_at[j]
    return (last, ref) if (ref := _ref(mention)) is not None else None


def _ref(mention: Mention) -> Ref | None:
    if state := mention.of("State"):
        return Ref("state", mention.text, mention.start, mention.end, name=mention.text, entity=state.entity, countries=(state.entity,))
    if body := mention.of("Organization"):
        return Ref("org", mention.text, mention.start, mention.end, name=mention.text, entity=body.entity, body=body.entity)
    return None


def _noun(tape: Tape, j: int) -> int:
    """The token behind the noun of the body, at most some describing words after j; 0 where there is none."""
    lows = tape.lows
    for k in range(j, min(tape.size, j + _REACH + 1)):
        if lows[k] in _BODIES:
            return k + 1
        if tuple(lows[k : k + 2]) in _OF_TWO_WORDS:
            return k + 2
        if not lows[k].replace("-", "").isalpha() or lows[k] in FUNCTION_WORDS - {"and"} or lows[k] in _NOT or k in tape.date_at:
            return 0
    return 0
