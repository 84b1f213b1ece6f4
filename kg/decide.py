"""Decisions by hand, taken over a graph: which thing is meant by each name, and whether the decision can stand beside the others."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kg import store, vocab
from kg.merge.decisions import Decision, names, read, turtle
from kg.problems import BadInput, UnknownName
from kg.query.names import find

if TYPE_CHECKING:
    import rdflib

_SAME = vocab.PREFIXES["owl"] + "sameAs"
KINDS = (
    "Person",
    "Organization",
    "State",
    "Place",
    "Topic",
    "Treaty",
    "Post",
    "Source",
    "Process",
    "Meeting",
    "Statement",
    "TreatyAction",
    "Report",
    "Article",
)
"""What can be decided upon, in the order in which a name is looked up."""

ALIKE = ({"Topic", "Treaty"}, {"Organization", "State"})
"""Kinds that can name one thing."""


def named(graph: rdflib.Graph, name: str, known: Mapping[str, str] | None = None) -> str:
    """The IRI of the thing that is meant by a name, an IRI or a prefixed name; `known` maps labels of the vocabularies to IRIs.

    Raises UnknownName, with near spellings, when there is no such thing.
    """
    from rdflib import URIRef

    wanted = _whole(name.strip())
    if "://" not in wanted:
        try:
            return find(graph, wanted)
        except UnknownName:
            if found := (known or {}).get(wanted.casefold()):
                return found
            raise
    node = URIRef(wanted)
    if (node, None, None) in graph or (None, URIRef(_SAME), node) in graph or wanted in (known or {}).values():
        return wanted
    start, _, end = wanted.rpartition("/")
    others = {vocab.local(str(one)): str(one) for one in graph.subjects() if str(one).startswith(start + "/")}
    close = [_short(others[one]) for one in difflib.get_close_matches(end, sorted(others), n=3, cutoff=0.6)]
    raise UnknownName(f"the graph knows no {_short(wanted)}" + (f"; did you mean {' or '.join(close)}?" if close else ""))


def _whole(name: str) -> str:
    head, colon, rest = name.partition(":")
    space = vocab.things().get(head)
    return space + rest if colon and space and "/" not in rest else name


def _short(iri: str) -> str:
    return next((f"{prefix}:{iri[len(space) :]}" for prefix, space in vocab.things().items() if iri.startswith(space)), iri)


def kinds(graph: rdflib.Graph, iri: str) -> set[str]:
    """What a thing is, as far as the graph tells; an alias is what its thing is."""
    from rdflib import RDF, URIRef

    node = URIRef(iri)
    nodes = [node, *graph.subjects(URIRef(_SAME), node)]
    return {vocab.local(str(kind)) for one in nodes for kind in graph.objects(one, RDF.type)} & set(KINDS)


def decide(path: Path, one: str, other: str, *, same: bool, graph: rdflib.Graph | None = None) -> tuple[Decision, ...]:
    """Write into a file of decisions that two IRIs name one thing, or two things; the decisions then in it.

    The opposite of it, if it was decided before, is given up. Raises BadInput for what cannot be: one thing with itself, a person
    with a place, or what follows from the other decisions to be otherwise. That a person is `different` from an article means:
    the person of that name in that article is somebody else.
    """
    if one == other:
        raise BadInput(f"both names are of one thing already: {_short(one)}")
    if graph is not None:
        _check_kinds(kinds(graph, one), kinds(graph, other), one, other, same=same)
    a, b = sorted((one, other))
    wanted = Decision(a, b, same)
    kept = {row for row in read(path) if (row.one, row.other) != (a, b)} | {wanted}
    if clash := clashing(kept):
        raise BadInput(
            f"that cannot be, because {_short(clash[0])} and {_short(clash[1])} are declared different, and the same by way of others, in {path}: "
            "take one of these decisions back first, with --undo"
        )
    store.write_whole(path, turtle(kept).encode("utf-8"))
    return tuple(sorted(kept))


def undo(path: Path, one: str, other: str) -> tuple[Decision, ...]:
    """Take a decision back; those that stay. Raises UnknownName when there is none on these two."""
    before = read(path)
    kept = tuple(row for row in before if {row.one, row.other} != {one, other})
    if len(kept) == len(before):
        raise UnknownName(f"nothing was decided on {_short(one)} and {_short(other)} in {path}")
    store.write_whole(path, turtle(kept).encode("utf-8"))
    return kept


def clashing(decisions: Iterable[Decision]) -> tuple[str, str] | None:
    """Two names that are declared different and yet the same by way of others, if there are any.

    >>> clashing([Decision("x:a", "x:b", True), Decision("x:b", "x:c", True), Decision("x:a", "x:c", False)])
    ('x:a', 'x:c')
    """
    rows = sorted(decisions)
    kept = names(rows, frozenset())
    for row in rows:
        if not row.same and kept.get(row.one, row.one) == kept.get(row.other, row.other):
            return row.one, row.other
    return None


def _check_kinds(mine: Collection[str], yours: Collection[str], one: str, other: str, *, same: bool) -> None:
    both = {*mine, *yours}
    if not mine or not yours or set(mine) & set(yours) or any(both <= alike for alike in ALIKE):
        return
    if not same and "Article" in both and both & {"Person", "Organization"}:
        return
    told = f"{_short(one)} is a {'/'.join(sorted(mine))}, {_short(other)} a {'/'.join(sorted(yours))}"
    raise BadInput(f"{told}: {'they cannot be one thing' if same else 'they are different anyway'}")
