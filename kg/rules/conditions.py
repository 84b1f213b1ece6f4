"""The conditions of a rule (`where:`): what must be true of the things that fill its slots, once it is known who they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.chunks import Node, Ref
from kg.model import Argument, Entity
from kg.rules.syntax import Slot, walk

if TYPE_CHECKING:
    from kg.rules.match import Match

NAMES: Mapping[str, str] = {
    "known": "Slots whose filler must be known by name, post or country: known: B.",
    "different": "Slots that must not be filled by the same person, body or state: different: [A, B].",
    "same": "Slots that must be filled by the same person, body or state: same: [A, B].",
    "other-side": "Slots that must belong to different states, or be different bodies: other-side: [A, P].",
    "same-side": "Slots that must belong to one state, or be one body: same-side: [A, B].",
    "is": "Of what class a slot must be: is: {A: [ministry, parliament]}; a class of the schema or a kind of the vocabularies.",
    "is-not": "Of what class a slot must not be: is-not: {A: news}.",
}
"""Every condition and what it asks."""

OF_CLASS = ("is", "is-not")


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: its name, the slots it looks at, and for `is` and `is-not` the classes.

    >>> print(Condition("is-not", ("A",), ("news", "institute")))
    is-not: {A: [news, institute]}
    """

    name: str
    slots: tuple[str, ...]
    classes: tuple[str, ...] = ()

    def __str__(self) -> str:
        slots = ", ".join(self.slots)
        if self.classes:
            classes = ", ".join(self.classes)
            return f"{self.name}: {{{slots}: {f'[{classes}]' if len(self.classes) > 1 else classes}}}"
        return f"{self.name}: {f'[{slots}]' if len(self.slots) > 1 else slots}"


@dataclass(frozen=True, slots=True)
class World:
    """What conditions look things up in: who a reference is, given the others of its event, and what the vocabularies know of a thing."""

    resolve: Callable[[Ref, Sequence[Argument]], Sequence[Argument]]
    entities: Mapping[str, Entity]


def failed(match: Match, conditions: Sequence[Condition], world: World) -> str:
    """The first condition that a match does not meet, as written; empty when it meets them all.

    A condition on a slot that the pattern of the match does not have holds.
    """
    typed = tuple(
        Condition("is", (element.name,), (element.kind,)) for element in walk(match.elements) if isinstance(element, Slot) and element.kind
    )
    if not conditions and not typed:
        return ""
    fillers: dict[str, list[Argument]] = {}
    for one in (*typed, *conditions):
        rows = [_filler(match, slot, fillers, world) for slot in one.slots if slot in match.slots]
        if len(rows) == len(one.slots) and not _holds(one, rows, world):
            return str(one)
    return ""


def _filler(match: Match, slot: str, fillers: dict[str, list[Argument]], world: World) -> list[Argument]:
    if slot not in fillers:
        near = [one for other in fillers.values() for one in other]
        fillers[slot] = [one for node in match.slots[slot] for one in _arguments(node, near, world)]
    return fillers[slot]


def _arguments(node: Node, near: Sequence[Argument], world: World) -> Iterator[Argument]:
    if node.kind == "L" and (place := world.entities.get(node.entity)) is not None and place.kind == "venue":
        # "The White House" is a house here, not the government that sits in it.
        yield Argument(place.id, place.label, place.type, place.country, start=node.start, end=node.end)
        return
    for ref in node.refs:
        yield from world.resolve(ref, near)
    if not node.refs and (entity := world.entities.get(node.entity)) is not None:
        yield Argument(entity.id, entity.label, entity.type, entity.country, start=node.start, end=node.end)


def _holds(condition: Condition, rows: Sequence[Sequence[Argument]], world: World) -> bool:
    if condition.name == "known":
        return all(any(one.country or one.id in world.entities for one in row) for row in rows)
    if condition.name == "is":
        return all(row and all(_classes(one, world) & set(condition.classes) for one in row) for row in rows)
    if condition.name == "is-not":
        return not any(_classes(one, world) & set(condition.classes) for row in rows for one in row)
    if condition.name in ("different", "same"):
        sets = [{one.id for one in row} for row in rows]
    else:
        sets = [{one.country or one.id for one in row} for row in rows]
    if not all(sets):
        return condition.name in ("different", "other-side")
    shared = set.intersection(*sets)
    return bool(shared) if condition.name.startswith("same") else not shared


def _classes(one: Argument, world: World) -> frozenset[str]:
    entity = world.entities.get(one.id)
    found = {one.type.lower()} | ({"actor"} if one.type in ("Person", "Organization", "State", "Source") else set())
    if one.type == "Treaty":
        found.add("topic")
    if entity is not None and entity.kind:
        found.add(entity.kind)
    return frozenset(found)
