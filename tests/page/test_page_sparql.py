"""The page and SPARQL agree: counts, filters and ways on the default graph, asked of its Turtle without the page's own code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest
from conftest import Opened
from rdflib import Graph

from kg import page, vocab
from kg.store import load_graph

GRAPH = Path(__file__).parents[2] / "exports" / "graph.ttl"
pytestmark = pytest.mark.browser
Open = Callable[..., Opened]
EVERYTHING = "without=source"
"""All relations, background too; only the lines to articles are off."""
_DAY = """{ ?e cq:earliestDate ?first . OPTIONAL { ?e cq:latestDate ?until } BIND(STR(COALESCE(?until, ?first)) AS ?last) }
    UNION { { SELECT ?e (MIN(?on) AS ?first) { ?e a cq:Statement . ?r cq:reports ?e ; cq:article/schema:datePublished ?on . } GROUP BY ?e }
            MINUS { ?e cq:earliestDate ?other } BIND(STR(?first) AS ?last) }"""
"""The days of an event; words without a day of their own have that of the first article."""
_LINES = """{ ?e a cq:Meeting ; cq:participant ?a . BIND(?e AS ?b) } UNION { ?e a cq:Meeting ; cq:place|cq:topic|cq:partOf ?b . BIND(?e AS ?a) }
    UNION { ?e a cq:Statement ; cq:speaker ?a ; cq:target|cq:addressee|cq:topic ?b } UNION { ?e a cq:TreatyAction ; cq:party ?a ; cq:treaty ?b }"""
"""What one event joins."""


@pytest.fixture(scope="module")
def default() -> Graph:
    return load_graph(GRAPH)


@pytest.fixture(scope="module")
def html(default: Graph) -> str:
    return page.render(default)


@pytest.fixture(scope="module")
def count(default: Graph) -> Callable[[str], int]:
    def rows(where: str) -> int:
        found = default.query(f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {where} }}", initNs=vocab.PREFIXES)
        return int(next(iter(found))[0])

    return rows


@pytest.mark.parametrize(
    ("kind", "cls"),
    [
        ("person", "Person"),
        ("state", "State"),
        ("meeting", "Meeting"),
        ("process", "Process"),
        ("treaty", "Treaty"),
        ("place", "Place"),
        ("article", "Article"),
    ],
)
def test_things_are_counted_as_in_sparql(open_page: Open, html: str, count: Callable[[str], int], kind: str, cls: str) -> None:
    opened = open_page(html, "#without=&off=")
    assert opened.legend("kinds").get(kind, 0) == count(f"?x a cq:{cls}")


def test_topics_are_counted_without_the_treaties(open_page: Open, html: str, count: Callable[[str], int]) -> None:
    assert open_page(html, "#without=").legend("kinds")["topic"] == count("?x a cq:Topic MINUS { ?x a cq:Treaty }")


def test_unnamed_sources_and_bodies_are_those_that_relations_touch(open_page: Open, html: str, count: Callable[[str], int]) -> None:
    touched = """{ ?x cq:meets|cq:affiliation|cq:country|cq:memberOf|cq:parent ?y } UNION { ?y cq:affiliation|cq:memberOf|cq:parent ?x }
        UNION { ?e a cq:Meeting ; cq:participant ?x } UNION { ?e a cq:Statement ; cq:speaker ?x ; cq:target|cq:addressee|cq:topic ?y }
        UNION { ?e a cq:Statement ; cq:target|cq:addressee ?x ; cq:speaker ?y } UNION { ?e a cq:TreatyAction ; cq:party ?x ; cq:treaty ?y }
        UNION { ?t cq:post/cq:postOf ?x ; cq:holder ?y }"""
    found = open_page(html, "#without=").legend("kinds")
    assert found["organization"] == count(f"?x a cq:Organization . {touched}")
    assert found.get("source", 0) == count(f"?x a cq:Source . {touched}")


def test_meetings_and_places_and_topics_are_joined_as_in_sparql(open_page: Open, html: str, default: Graph) -> None:
    families = open_page(html, "#" + EVERYTHING).legend("families")

    def pairs(where: str) -> int:
        found = default.query(f"SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT ?a ?b {{ {where} }} }}", initNs=vocab.PREFIXES)
        return int(next(iter(found))[0])

    meets = pairs("?a cq:meets ?b FILTER(STR(?a) < STR(?b))")
    assert families["meeting"] == meets + pairs("{ ?a a cq:Meeting ; cq:participant ?b } UNION { ?a a cq:Meeting ; cq:partOf ?b }")
    assert families["place"] == pairs("?a a cq:Meeting ; cq:place ?b")
    assert families["topic"] == pairs("?a a cq:Meeting ; cq:topic ?b")


@pytest.mark.parametrize("status", ["planned", "held", "proposed", "denied"])
def test_a_status_keeps_its_meetings(open_page: Open, html: str, count: Callable[[str], int], status: str) -> None:
    opened = open_page(html, f"#{EVERYTHING}&status={status}")
    assert opened.legend("kinds")["meeting"] == count(f"?x a cq:Meeting ; cq:status cq:{status}")


def test_a_source_keeps_what_it_printed(open_page: Open, html: str, count: Callable[[str], int]) -> None:
    opened = open_page(html, f"#{EVERYTHING}&source=Kuwait%20Times")
    assert opened.legend("kinds")["meeting"] == count(
        "?x a cq:Meeting . ?r cq:reports ?x ; cq:article/schema:publisher ?p . ?p rdfs:label ?name FILTER(STR(?name) = 'Kuwait Times')"
    )


@pytest.mark.parametrize("topic", ["topic/arms-control", "topic/nuclear-arms-control", "treaty/inf-treaty"])
def test_a_topic_keeps_what_is_beneath_it(open_page: Open, html: str, count: Callable[[str], int], topic: str) -> None:
    if not count(f"BIND(1 AS ?x) FILTER EXISTS {{ <{vocab.ID}{topic}> a ?class }}"):
        pytest.skip(f"the default graph does not speak of {topic}")
    opened = open_page(html, f"#{EVERYTHING}&topic={topic}")
    assert opened.legend("kinds")["meeting"] == count(f"?x a cq:Meeting ; cq:topic/skos:broader* <{vocab.ID}{topic}>")


@pytest.mark.parametrize(("since", "until"), [("2022-01-01", "2022-01-31"), ("2019-01-01", "2021-12-31"), ("1970-01-01", "1991-12-31")])
def test_a_time_keeps_the_events_within_it(open_page: Open, html: str, count: Callable[[str], int], since: str, until: str) -> None:
    opened = open_page(html, f"#{EVERYTHING}&since={since}&until={until}&undated=no")
    within = f"FILTER(SUBSTR('{since}', 1, STRLEN(?last)) <= ?last && STR(?first) <= '{until}')"
    assert opened.legend("kinds").get("meeting", 0) == count(f"?e a cq:Meeting . {_DAY} {within} BIND(?e AS ?x)")
    assert int(opened.legend("families")["statement"]) + int(opened.legend("families").get("dispute", 0)) == count(
        f"{{ SELECT DISTINCT ?e ?a ?b {{ ?e a cq:Statement ; cq:speaker ?a ; cq:target|cq:addressee|cq:topic ?b }} }} {_DAY} {within} "
        "BIND(CONCAT(STR(?e), STR(?a), STR(?b)) AS ?x)"
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [("person/wendy-sherman", "state/IR"), ("treaty/inf-treaty", "place/vienna"), ("person/sergey-ryabkov", "topic/sanctions")],
)
def test_a_way_is_as_short_as_in_sparql(open_page: Open, html: str, default: Graph, one: str, other: str) -> None:
    more = """UNION { ?a cq:meets ?b } UNION { ?a cq:affiliation ?b } UNION { ?t cq:holder ?a ; cq:post/cq:postOf ?b }"""
    net = nx.Graph([(str(a), str(b)) for a, b in default.query(f"SELECT DISTINCT ?a ?b {{ {_LINES} {more} }}", initNs=vocab.PREFIXES)])
    ends = vocab.ID + one, vocab.ID + other
    if not all(end in net for end in ends):
        pytest.skip("the default graph does not join these")
    steps = nx.shortest_path_length(net, *ends)
    opened = open_page(html, f"#{EVERYTHING}&path={one}~{other}")
    assert opened.tab.locator("#right .step").count() == steps
