"""Whether a graph is correct: SHACL shapes for each thing by itself, plain queries for what concerns several things.

The queries use MINUS throughout: Oxigraph answers FILTER NOT EXISTS a hundred times slower.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg import home, vocab
from kg.problems import Problem

if TYPE_CHECKING:
    import rdflib

_HEAD = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in sorted(vocab.PREFIXES.items()))
_REPORTED = (
    "participant",
    "place",
    "topic",
    "status",
    "format",
    "act",
    "action",
    "plover",
    "polarity",
    "speaker",
    "addressee",
    "target",
    "party",
    "treaty",
    "holder",
    "post",
    "earliestDate",
    "latestDate",
    "attestedOn",
)
"""The properties of an event that at least one of its reports must give with the same value."""

INTEGRITY: dict[str, tuple[str, str]] = {
    "no-report": (
        "no report says this of the event",
        "SELECT ?event ?property ?value WHERE { VALUES ?property { " + " ".join(f"cq:{one}" for one in _REPORTED) + " } "
        "?event cq:reportCount ?count ; ?property ?value . MINUS { ?report cq:reports ?event ; ?property ?value } }",
    ),
    "no-event": (
        "the report tells of nothing in the graph",
        "SELECT ?report ?event WHERE { ?report cq:reports ?event . MINUS { ?event cq:reportCount ?count } }",
    ),
    "count": (
        "the number of reports is not the number said",
        "SELECT ?event ?said ?number WHERE { { SELECT ?event (COUNT(?report) AS ?number) WHERE { ?report cq:reports ?event } "
        "GROUP BY ?event } ?event cq:reportCount ?said . FILTER(?number != ?said) }",
    ),
    "sources": (
        "more independent sources than reports",
        "SELECT ?event ?sources WHERE { ?event cq:independentSources ?sources ; cq:reportCount ?reports . FILTER(?sources > ?reports) }",
    ),
    "no-label": (
        "the thing has no label",
        "SELECT ?thing WHERE { ?thing a ?class . MINUS { ?thing rdfs:label ?label } }",
    ),
    "one-way": (
        "A meets B, and B does not meet A",
        "SELECT ?one ?other WHERE { ?one cq:meets ?other . MINUS { ?x cq:meets ?one . ?other cq:meets ?one } }",
    ),
    "alone": ("somebody meets themselves", "SELECT ?one WHERE { ?one cq:meets ?one }"),
    "never-met": (
        "two meet, and no meeting has them both",
        "SELECT ?one ?other WHERE { ?one cq:meets ?other . MINUS { ?event cq:participant ?one ; cq:participant ?other ; "
        "cq:status ?status . FILTER(?status NOT IN (cq:denied, cq:cancelled, cq:proposed, cq:postponed)) } }",
    ),
    "no-part": (
        "a participant without a part",
        "SELECT ?event ?actor WHERE { ?event cq:reportCount ?count ; cq:participant ?actor . "
        "MINUS { ?event cq:participation ?part . ?part cq:actor ?actor } }",
    ),
    "dates": (
        "the latest date lies before the earliest",
        "SELECT ?thing ?earliest ?latest WHERE { ?thing cq:earliestDate ?earliest ; cq:latestDate ?latest . "
        "FILTER(SUBSTR(STR(?earliest), 1, STRLEN(STR(?latest))) > STR(?latest)) }",
    ),
    "other-article": (
        "the quote comes from another article than its report",
        "SELECT ?report ?evidence WHERE { ?report cq:evidence ?evidence ; cq:article ?article . MINUS { ?evidence oa:hasSource ?article } }",
    ),
    "contradicts": (
        "a contradiction in one direction only",
        "SELECT ?one ?other WHERE { ?one cq:contradicts ?other . MINUS { ?other cq:contradicts ?one } }",
    ),
    "length": (
        "the quote is not as long as its offsets say",
        "SELECT ?evidence WHERE { ?evidence oa:exact ?exact ; oa:start ?start ; oa:end ?end . FILTER(STRLEN(?exact) != ?end - ?start) }",
    ),
    "blank": (
        "a node without a name",
        "SELECT ?property ?value WHERE { ?thing ?property ?value . FILTER(isBlank(?thing) || isBlank(?value)) }",
    ),
}
"""The name of each check → what is wrong, and a query for the cases."""


def integrity(graph: rdflib.Graph, name: str = "graph.ttl", *, most: int = 20) -> list[Problem]:
    """What is wrong across the graph, at most `most` cases of each kind."""
    found = []
    for code, (what, query) in INTEGRITY.items():
        rows = graph.query(f"{_HEAD}{query} LIMIT {most}")
        cases = sorted(" ".join(str(value) for value in row if value is not None) for row in rows)  # type: ignore[union-attr]
        found += [Problem(name, 0, 0, code, f"{what}: {case}", "build the graph again; if it stays, report it") for case in cases]
    return found


def shapes(graph: rdflib.Graph, name: str = "graph.ttl", *, folder: Path | None = None) -> list[Problem]:
    """Where the graph differs from `shapes.ttl`, one problem a place."""
    import rdflib
    from pyshacl import validate

    place = folder or home.folder("ontology")
    shape, schema = (rdflib.Graph(store="Oxigraph").parse(place / file, format="ox-turtle") for file in ("shapes.ttl", "schema.ttl"))
    conforms, report, text = validate(graph, shacl_graph=shape, ont_graph=schema, inference="none", advanced=False, meta_shacl=False)
    if conforms:
        return []
    if not isinstance(report, rdflib.Graph):
        return [Problem(name, 0, 0, "shapes", str(text), "the shapes themselves are broken")]
    sh = rdflib.Namespace(vocab.PREFIXES["sh"])
    found = []
    for one in sorted(report.subjects(rdflib.RDF.type, sh.ValidationResult), key=str):
        focus, path, value, message = (report.value(one, term) for term in (sh.focusNode, sh.resultPath, sh.value, sh.resultMessage))
        said = f"{focus} {vocab.local(str(path or ''))} {value if value is not None else ''}: {message}"
        found.append(Problem(name, 0, 0, "shape", said, "see ontology/shapes.ttl"))
    return sorted(found)


def check(graph: rdflib.Graph, name: str = "graph.ttl") -> list[Problem]:
    """Everything that is wrong with a graph: its shapes first, then what the queries find."""
    return [*shapes(graph, name), *integrity(graph, name)]
