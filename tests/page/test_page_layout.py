"""Where things stand: the same everywhere, stable, without heaps."""

from __future__ import annotations

import time

import synthetic
from rdflib import Graph, Literal, URIRef

from kg import page, vocab
from kg.page import layout, measures
from kg.page.read import read


def test_the_layout_is_the_same_every_time(sample: Graph) -> None:
    assert page.positions(sample) == page.positions(sample)


def test_every_thing_has_a_place_of_its_own(sample: Graph) -> None:
    points = page.positions(sample)
    assert set(points) == set(read(sample).things)
    assert len(set(points.values())) == len(points)


def test_labels_have_room(sample: Graph) -> None:
    contents = read(sample)
    measured = measures.measure(contents)
    points = layout.place(contents, measured)
    boxes = {
        iri: layout._box(thing.label, layout.size(measured.connections[iri]))
        for iri, thing in contents.things.items()
        if thing.kind != "article"
    }
    names = sorted(boxes)
    heaps = [
        (one, other)
        for number, one in enumerate(names)
        for other in names[number + 1 :]
        if abs(points[one][0] - points[other][0]) < (boxes[one][0] + boxes[other][0]) / 2 - 2
        and abs(points[one][1] - points[other][1]) < (boxes[one][1] + boxes[other][1]) / 2 - 2
    ]
    assert not heaps


def test_what_was_there_stays_where_it_was(sample: Graph) -> None:
    before = page.positions(sample)
    more = Graph(store="Oxigraph")
    for triple in sample:
        more.add(triple)
    person, rdf = URIRef(vocab.iri("person", "nova-example")), vocab.PREFIXES["rdf"]
    more.add((person, URIRef(rdf + "type"), URIRef(vocab.cq("Person"))))
    more.add((person, URIRef(vocab.PREFIXES["rdfs"] + "label"), Literal("Nova Example", lang="en")))
    more.add((person, URIRef(vocab.cq("country")), URIRef(vocab.iri("state", "XA"))))
    after = page.positions(more, before)
    assert {iri: after[iri] for iri in before} == before
    assert str(person) in after


def test_five_thousand_things_are_placed_in_seconds() -> None:
    contents = read(synthetic.graph(5000))
    measured = measures.measure(contents)
    begun = time.process_time()
    points = layout.place(contents, measured)
    assert time.process_time() - begun < 20
    assert len(set(points.values())) == len(points)


def test_the_order_is_by_connections_then_brokerage_then_name(sample: Graph) -> None:
    measured = measures.measure(read(sample))
    keys = [(-measured.connections[iri], -measured.brokerage[iri], iri) for iri in measured.order if "/article/" not in iri]
    assert keys == sorted(keys)
