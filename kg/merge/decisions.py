"""Decisions by hand: two names are one thing, or are not. They win over every rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox

from kg import vocab
from kg.model import Argument, Attribution, Fact
from kg.problems import Broken, Problem

DECISIONS = "decisions.ttl"
"""The file of an ontology folder in which decisions stand."""

SAME, DIFFERENT = vocab.PREFIXES["owl"] + "sameAs", vocab.PREFIXES["owl"] + "differentFrom"


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """That two IRIs name the same thing (or event), or different ones."""

    one: str
    other: str
    same: bool


def read(path: Path) -> tuple[Decision, ...]:
    """The decisions in a Turtle file (`owl:sameAs`, `owl:differentFrom`), sorted; none where there is no file.

    Raises Broken when the file is no Turtle.
    """
    if not path.exists():
        return ()
    try:
        triples = list(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
    except (SyntaxError, ValueError) as error:
        raise Broken(
            [
                Problem(
                    str(path),
                    getattr(error, "lineno", 0) or 0,
                    0,
                    "turtle",
                    str(error),
                    "each line reads: <one> owl:sameAs <other> .",
                )
            ]
        ) from error
    found = set()
    for triple in triples:
        if (
            triple.predicate.value in (SAME, DIFFERENT)
            and isinstance(triple.object, ox.NamedNode)
            and isinstance(triple.subject, ox.NamedNode)
        ):
            one, other = sorted((triple.subject.value, triple.object.value))
            found.add(Decision(one, other, triple.predicate.value == SAME))
    return tuple(sorted(found))


def turtle(decisions: Iterable[Decision]) -> str:
    """The decisions as a Turtle file.

    >>> print(turtle([Decision("x:a", "x:b", True)]).splitlines()[-1])
    <x:a> owl:sameAs <x:b> .
    """
    lines = [f"<{one.one}> owl:{'sameAs' if one.same else 'differentFrom'} <{one.other}> ." for one in sorted(set(decisions))]
    head = [
        "# Decisions by hand: which names are one thing, and which are not. They win over every rule.",
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .",
        "",
    ]
    return "\n".join((*head, *lines)) + "\n"


def names(decisions: Iterable[Decision], known: frozenset[str]) -> dict[str, str]:
    """Each name that a decision declares the same as another → the name kept: one a vocabulary knows, else the first."""
    groups: dict[str, set[str]] = {}
    for one in sorted(decisions):
        if one.same:
            joined = groups.get(one.one, {one.one}) | groups.get(one.other, {one.other})
            for name in joined:
                groups[name] = joined
    return {name: kept for name, group in sorted(groups.items()) if (kept := min(group, key=lambda iri: (iri not in known, iri))) != name}


def rename(fact: Fact, kept: dict[str, str]) -> Fact:
    """The fact with the names that are kept."""
    if not kept:
        return fact

    def argument(one: Argument) -> Argument:
        return replace(one, id=kept.get(one.id, one.id), behalf=kept.get(one.behalf, one.behalf))

    roles = tuple(
        (role, tuple({kept.get(one.id, one.id): argument(one) for one in reversed(values)}.values())[::-1]) for role, values in fact.roles
    )
    said: Attribution | None = fact.attribution
    if said and said.id in kept:
        said = replace(said, id=kept[said.id])
    return replace(fact, roles=roles, attribution=said)
