"""A fact in the making, of one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.chunks import Node, Ref
from kg.dates import DateMention
from kg.rules.rule import Rule
from kg.text import Sentence


@dataclass(slots=True)
class Draft:
    """A fact in the making, of one sentence; references are not yet resolved."""

    rule: Rule
    sentence: Sentence
    clause: int
    trigger: int
    roles: dict[str, list[Ref]] = field(default_factory=dict)
    parts: dict[int, str] = field(default_factory=dict)
    """id() of a reference → its part (host, mediator, delegate)."""
    things: dict[str, list[tuple[str, int, int]]] = field(default_factory=dict)
    """Role → (IRI, start, end) of places, topics and treaties."""
    status: str = ""
    why: str = ""
    format: str = ""
    dates: list[tuple[DateMention, str]] = field(default_factory=list)
    speakers: list[Ref] = field(default_factory=list)
    speech_date: DateMention | None = None
    quoted: frozenset[int] = frozenset()
    """Starts of the dates that stand inside direct speech."""
    margin: str = ""
    definite: bool = False
    plural: bool = False
    fresh: bool = False
    """Said to be another one ("a second meeting")."""
    span: tuple[int, int] = (0, 0)
    polarity: str = ""
    others: list[str] = field(default_factory=list)
    here: bool = False
    separate: bool = False
    """Said of several events at once ("bilateral meetings with A and B", "met separately")."""
    alone: bool = False
    """Said of an event noun whose clause names nobody before it: it is a subject itself."""
    attending: bool = False
    """Said of those who attend "the talks" of others: they join a meeting that was told before, if there is one."""
    conditional: bool = False
    """Said under "if", "whether" or "unless"."""
    in_headline: bool = False
    tree: bool = False
    """Found on the tree of a parser."""


def join(refs: list[Ref], more: Sequence[Ref]) -> None:
    """Add the references that do not overlap one of the list."""
    for ref in more:
        if not any(ref.start < one.end and one.start < ref.end and ref.start >= 0 for one in refs):
            refs.append(ref)


def same_ref(refs: Sequence[Ref], ref: Ref) -> Ref:
    """The reference of the list that stands where this one stands; else this one."""
    return next((one for one in refs if one.start < ref.end and ref.start < one.end), ref)


def add_place(draft: Draft, node: Node) -> None:
    """Give the draft the place, or the state as a place, that a node names."""
    if node.entity:
        draft.things.setdefault("place", []).append((node.entity, node.start, node.end))
    for ref in node.refs:
        if ref.kind == "state" and ref.entity and not node.entity:
            city = next((one for one in ref.senses if "/place/" in one), ref.entity)
            draft.things.setdefault("place", []).append((city, ref.start, ref.end))
