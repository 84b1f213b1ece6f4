"""The whole graph in the notations of RDF, each with its triples sorted: the same graph gives the same bytes."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import pyoxigraph as ox
from rdflib import Graph

from kg import rdf, vocab
from kg.export.facts import Facts, lines
from kg.export.files import format

_TYPE = vocab.PREFIXES["rdf"] + "type"
_XSD = vocab.PREFIXES["xsd"]
_OWN = ("cq:article", "oa:hasSource")
"""Properties that tell to which article a report or a quote belongs."""


def _named(found: list[str]) -> dict[str, str]:
    """The graph in which what is said of a subject stands: its article, for reports, quotes and articles themselves."""
    prefixed = {f"<{vocab.PREFIXES[one.split(':')[0]]}{one.split(':')[1]}>" for one in _OWN}
    article = f"<{vocab.cq('Article')}>"
    home = {}
    for line in found:
        subject, property, value = line.split(" ", 2)
        if property in prefixed:
            home[subject] = value
        elif value == article and property == f"<{_TYPE}>":
            home[subject] = subject
    return home


@format("turtle", ".ttl")
def turtle(graph: Graph, **_: Any) -> Iterator[str]:
    """Turtle that a person can read from the top: meetings first, then statements, people, states; quotes and rules last."""
    found = (line.split(" ", 2) for line in lines(graph))
    yield rdf.turtle((subject[1:-1], property[1:-1], value) for subject, property, value in found)


@format("ntriples", ".nt")
def ntriples(graph: Graph, **_: Any) -> Iterator[str]:
    """One triple a line, sorted: for loading into any store, for `sort`, `grep` and `diff`."""
    return (f"{line} .\n" for line in lines(graph))


@format("nquads", ".nq")
def nquads(graph: Graph, **_: Any) -> Iterator[str]:
    """One quad a line, sorted. What one article says (reports, quotes) stands in a named graph, the article's IRI."""
    found = lines(graph)
    home = _named(found)
    for line in found:
        graph_name = home.get(line.split(" ", 1)[0])
        yield f"{line} {graph_name} .\n" if graph_name else f"{line} .\n"


@format("trig", ".trig")
def trig(graph: Graph, **_: Any) -> Iterator[str]:
    """Turtle with named graphs: what one article says (reports, quotes) stands in a graph of its own."""
    found = lines(graph)
    home = _named(found)
    within: dict[str, list[str]] = defaultdict(list)
    for line in found:
        within[home.get(line.split(" ", 1)[0], "")].append(line)
    spaces = {**vocab.PREFIXES, **vocab.things()}
    prefixes = {space: prefix for prefix, space in spaces.items()}
    yield from (f"@prefix {prefix}: <{space}> .\n" for prefix, space in sorted(spaces.items()))
    for name in sorted(within):
        yield f"\n{_short(name, prefixes)} {{\n" if name else "\n"
        yield from _blocks(within[name], prefixes)
        if name:
            yield "}\n"


def _blocks(found: list[str], prefixes: dict[str, str]) -> Iterator[str]:
    for subject, about in groupby((line.split(" ", 2) for line in found), key=lambda one: one[0]):
        ordered = sorted(about, key=lambda one: (one[1] != f"<{_TYPE}>", one[1], one[2]))
        properties = []
        for property, values in groupby(ordered, key=lambda one: one[1]):
            verb = "a" if property == f"<{_TYPE}>" else _short(property, prefixes)
            properties.append(f"{verb} {', '.join(_short(one[2], prefixes) for one in values)}")
        yield f"{_short(subject, prefixes)} " + " ;\n    ".join(properties) + " .\n"


def _short(term: str, prefixes: dict[str, str]) -> str:
    """A term of N-Triples as Turtle writes it: with a prefix where the rest of the address allows it."""
    if term.startswith("<"):
        space, name = re.match(r"<(.*[/#])?(.*)>$", term).groups()  # type: ignore[union-attr]
        fits = space in prefixes and re.fullmatch(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?", name)
        return f"{prefixes[space]}:{name}" if fits else term
    if match := re.fullmatch(r"(\".*\")\^\^(<[^>]*>)", term, re.DOTALL):
        kind = match[2][1:-1].removeprefix(_XSD)
        if (kind == "integer" and re.fullmatch(r'"[+-]?\d+"', match[1])) or (kind == "boolean" and match[1] in ('"true"', '"false"')):
            return match[1][1:-1]
        return f"{match[1]}^^{_short(match[2], prefixes)}"
    return term


@format("rdfxml", ".rdf")
def rdfxml(graph: Graph, **_: Any) -> Iterator[str]:
    """RDF/XML, for tools that read nothing else."""
    prefixes = dict(sorted(vocab.PREFIXES.items()))
    quads = ox.parse("\n".join(f"{line} ." for line in lines(graph)), format=ox.RdfFormat.N_TRIPLES)
    made = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.RDF_XML, prefixes=prefixes)
    yield (made or b"").decode("utf-8")
    yield "\n"


CONTEXT: dict[str, Any] = {
    **{
        prefix: space
        for prefix, space in sorted({**vocab.PREFIXES, **vocab.things()}.items())
        if prefix
        not in (
            "action",
            "article",
            "place",
            "process",
            "rule",
            "topic",
            "treaty",
            "participation",
            "post",
            "evidence",
            "report",
            "source",
        )
    },
    "id": "@id",
    "type": "@type",
    "label": {"@id": "rdfs:label", "@language": "en"},
    "prefLabel": {"@id": "skos:prefLabel", "@language": "en"},
    "altLabel": {"@id": "skos:altLabel", "@language": "en"},
    "description": {"@id": "dcterms:description", "@language": "en"},
    "broader": {"@id": "skos:broader", "@type": "@id"},
    "exactMatch": {"@id": "skos:exactMatch", "@type": "@id"},
    "sameAs": {"@id": "owl:sameAs", "@type": "@id"},
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "start": "oa:start",
    "end": "oa:end",
    "hasSource": {"@id": "oa:hasSource", "@type": "@id"},
    "headline": "schema:headline",
    "datePublished": {"@id": "schema:datePublished", "@type": "xsd:date"},
    "url": {"@id": "schema:url", "@type": "xsd:anyURI"},
    "earliestDate": {"@id": "cq:earliestDate", "@type": "xsd:date"},
    "latestDate": {"@id": "cq:latestDate", "@type": "xsd:date"},
    "attestedOn": {"@id": "cq:attestedOn", "@type": "xsd:date"},
    "validFrom": {"@id": "cq:validFrom", "@type": "xsd:date"},
    "validUntil": {"@id": "cq:validUntil", "@type": "xsd:date"},
    **{
        name: {"@id": f"cq:{name}", "@type": "@id"}
        for name in (
            "act",
            "action",
            "actor",
            "addressee",
            "affiliation",
            "agency",
            "article",
            "attributedTo",
            "contradicts",
            "country",
            "evidence",
            "format",
            "holder",
            "meets",
            "memberOf",
            "onBehalfOf",
            "parent",
            "partOf",
            "participant",
            "participation",
            "party",
            "place",
            "plover",
            "post",
            "postOf",
            "reports",
            "role",
            "rule",
            "speaker",
            "status",
            "supports",
            "target",
            "topic",
            "treaty",
            "within",
        )
    },
    **{
        name: f"cq:{name}"
        for name in (
            "anonymous",
            "countryCode",
            "dateBasis",
            "dateText",
            "inCapacity",
            "independentSources",
            "office",
            "polarity",
            "reading",
            "reportCount",
            "textDigest",
            "version",
        )
    },
}
"""The context of the JSON-LD: short names for the properties. It stands in the file; nothing is fetched."""
_NAMES = {
    definition["@id"] if isinstance(definition, dict) else definition: name
    for name, definition in CONTEXT.items()
    if isinstance(definition, dict) or (":" in definition and not definition.startswith("http"))
}


@format("jsonld", ".jsonld")
def jsonld(graph: Graph, **_: Any) -> Iterator[str]:
    """JSON-LD with its context inside: one object a thing, short names, for programs that know JSON and no RDF."""
    facts = Facts(graph)
    spaces = {**vocab.PREFIXES, **vocab.things()}
    yield '{\n"@context": ' + json.dumps(CONTEXT, ensure_ascii=False, indent=1, sort_keys=True) + ',\n"@graph": ['
    first = True
    for subject in facts.subjects():
        thing: dict[str, Any] = {"id": subject}
        for property, values in facts.about(subject):
            if property == _TYPE:
                thing["type"] = sorted(_compact(str(value.value), spaces) for value in values)
                continue
            name = _NAMES.get(_compact(property, vocab.PREFIXES), _compact(property, vocab.PREFIXES))
            shown = [_json(value, CONTEXT.get(name, {})) for value in sorted(values, key=_order)]
            thing[name] = shown[0] if len(shown) == 1 else shown
        yield ("\n" if first else ",\n") + json.dumps(thing, ensure_ascii=False)
        first = False
    yield "\n]\n}\n"


def _compact(iri: str, spaces: dict[str, str]) -> str:
    """The IRI with a prefix that the context knows."""
    return next(
        (
            f"{prefix}:{iri[len(space) :]}"
            for prefix, space in spaces.items()
            if prefix in CONTEXT and iri.startswith(space) and iri != space
        ),
        iri,
    )


def _order(value: Any) -> tuple[str, str, str]:
    return type(value).__name__, value.value, str(value)


def _json(value: Any, definition: Any) -> Any:
    coerced = definition if isinstance(definition, dict) else {}
    text = str(value.value)
    if isinstance(value, ox.NamedNode):
        return text if coerced.get("@type") == "@id" else {"@id": text}
    if isinstance(value, ox.BlankNode):
        return {"@id": f"_:{text}"}
    if value.language:
        return text if coerced.get("@language") == value.language else {"@value": text, "@language": value.language}
    datatype = str(value.datatype.value).replace(_XSD, "xsd:")
    if datatype == "xsd:string":
        return {"@value": text} if coerced else text
    if datatype == coerced.get("@type"):
        return text
    if not coerced and datatype == "xsd:integer" and re.fullmatch(r"0|-?[1-9]\d{0,14}", text):
        return int(text)
    if not coerced and datatype == "xsd:boolean" and text in ("true", "false"):
        return text == "true"
    return {"@value": text, "@type": datatype}
