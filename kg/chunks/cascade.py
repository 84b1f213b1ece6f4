"""The cascade: from left to right each place of a sentence becomes the first chunk that fits; then chunks are joined.

Finite-state chunking by hand-written procedures in the manner of FASTUS (Hobbs et al., 1997): no statistics, one pass.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg import dates
from kg.chunks import treaties
from kg.chunks.actors import actor
from kg.chunks.commissions import commission
from kg.chunks.delegations import led, offices_of
from kg.chunks.doors import ACTOR, COMMISSION, OCCASION, VERB
from kg.chunks.joining import appositions, bodies_before, lists, plural_titles, possessives, with_states
from kg.chunks.names import name_end
from kg.chunks.nodes import Context, Node, Ref
from kg.chunks.occasions import dated, occasion
from kg.chunks.tape import Tape
from kg.chunks.verbs import verb_group
from kg.chunks.words import PRONOUNS
from kg.gazetteer import Mention
from kg.text import Token


def chunk(text: str, tokens: Sequence[Token], mentions: Sequence[Mention], context: Context) -> list[Node]:
    """The chunks of a sentence, in the order of the text; every token is in exactly one."""
    if not tokens:
        return []
    found = dates.find(text, tokens[0].start, tokens[-1].end)
    tape = Tape(text, tokens, mentions, context, found)
    tape.lay(treaties.find(tape))
    return _read(tape)


def _read(tape: Tape) -> list[Node]:
    """The sentence as chunks."""
    nodes: list[Node] = []
    i = 0
    while i < tape.size:
        node = _one(tape, i, nodes)
        nodes.append(node)
        i = node.last
    joined = plural_titles(bodies_before(with_states(possessives(nodes, tape.text), tape.text), tape.text), tape.text)
    return offices_of(lists(led(appositions(joined, tape.text))))


def _one(tape: Tape, i: int, nodes: list[Node]) -> Node:
    low = tape.lows[i]
    if i in tape.treaty_at:
        last, iri = tape.treaty_at[i]
        node = tape.node("T", i, last, " ".join(tape.lows[i:last]))
        node.entity = iri
        return node
    if i in tape.date_at and not (dated(tape, i) and occasion(tape, i, nodes)):
        last, found = tape.date_at[i]
        node = tape.node("D", i, last, low)
        node.date = found
        return node
    if (read := _group(tape, i, nodes)) is not None:
        return read
    token = tape.tokens[i]
    if low in PRONOUNS:
        node = tape.node("A", i, i + 1, low)
        node.refs = [Ref("pronoun", token.text, token.start, token.end, name=low, plural=low in ("they", "them", "we", "us"))]
        if low in ("who", "i", "we", "us"):
            node.kind = "W" if low == "who" else "A"
        return node
    if not (token.text[0].isalnum() or low == "'s"):
        return tape.node("P", i, i + 1, low)
    if tape.bare_name(i) and (name := name_end(tape, i)) and (name > i + 1 or i > 0):
        return tape.node("N", i, name, " ".join(tape.lows[i:name]))
    return tape.node("W", i, i + 1, low)


def _group(tape: Tape, i: int, nodes: list[Node]) -> Node | None:
    """The group of words that begins at token i, asked only of those readers for which its word is a door."""
    opens = tape.opens[i]
    mentioned, named = i in tape.mention_at, tape.bare_name(i)
    if (opens & OCCASION or mentioned or named or i in tape.date_at) and (read := occasion(tape, i, nodes)):
        return read
    if (opens & COMMISSION or mentioned) and (read := commission(tape, i)):
        return read
    if (opens & ACTOR or mentioned or named) and (read := actor(tape, i, nodes)):
        return read
    if opens & VERB and (read := verb_group(tape, i, nodes)):
        return read
    if mentioned:
        last, mention = tape.mention_at[i]
        return _thing(tape, i, last, mention)
    return None


def _thing(tape: Tape, i: int, last: int, mention: Mention) -> Node | None:
    if sense := mention.of("Treaty", "Topic"):
        node = tape.node("T", i, last, mention.text.lower())
        node.entity = sense.entity
        return node
    if sense := mention.of("Place"):
        node = tape.node("L", i, last, mention.text.lower())
        node.entity = sense.entity
        return node
    if (sense := mention.of("State")) and last == i + 1:
        node = tape.node("W", i, last, mention.text.lower())
        node.entity = sense.entity  # "Polish ham": no actor, but it tells whom a deed concerns
        return node
    return None
