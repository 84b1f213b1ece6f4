"""The merged graph as triples and as Turtle, and the checks that find a graph which is not correct."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import home, vocab, vocabulary
from kg.merge import merge
from kg.model import Argument, Article, Attribution, Entity, Evidence, Extraction, Fact, Span, When
from kg.rdf import check, triples, turtle
from kg.rdf.terms import date, literal, name

TEXT = "Talks in Geneva\n20220108\n\nAda Example is to meet Bruno Sample on Sunday, an official said. Clara Guest comes along."
CQ = vocab.CQ


@dataclass(frozen=True)
class Rule:
    id: str = "meeting.meet"
    version: str = "1a"
    says: str = "One side meets another."


def person(slug: str, label: str, code: str, part: str = "", office: str = "") -> Argument:
    return Argument(vocab.iri("person", slug), label, "Person", code, part=part, office=office, behalf=vocab.iri("state", code))


def extraction(text: str = TEXT, published: str = "2022-01-08", status: str = "planned") -> Extraction:
    article = Article(
        "a.txt", text, published, "https://example.org/a?b=1&c=2", Span(0, 15), (Span(26, len(text)),), "Example Gazette", "Example Wire"
    )
    stop = text.index(" Clara")
    quote = Evidence(26, stop, text[26:stop], ("participant", "when"))
    official = Attribution(vocab.iri("source", "o1"), "an official", country="US", anonymous=True)
    meeting = replace(
        Fact.of(
            "Meeting",
            "meeting.meet",
            status=status,
            format="talks",
            when=When("2022-01-09", "2022-01-09", "Sunday", basis="relative", readings=(("2022-01-02", "2022-01-02", "publication"),)),
            participant=(
                person("ada", "Ada Example", "US", "principal", "envoy"),
                person("bruno", "Bruno Sample", "RU", "principal"),
                person("clara", "Clara Guest", "US", "delegate"),
            ),
            place=(Argument(vocab.iri("place", "geneva"), "Geneva", "Place", "CH"),),
            topic=(Argument(vocab.iri("topic", "arms-control"), "arms control", "Topic"),),
        ),
        evidence=(quote, Evidence(stop + 1, len(text), text[stop + 1 :])),
        attribution=official,
        plover="CONSULT",
    )
    post = Argument(
        vocab.iri("post", "us.envoy"), "envoy of the United States", "Post", "US", office="envoy", behalf=vocab.iri("state", "US")
    )
    tenure = replace(Fact.of("Tenure", "post.title", person=(person("ada", "Ada Example", "US"),), post=(post,)), evidence=(quote,))
    speech = replace(
        Fact.of(
            "Statement",
            "say",
            speaker=(Argument(official.id, official.label, "Source", "US"),),
            target=(Argument(vocab.iri("state", "RU"), "Russia", "State", "RU"),),
        ),
        evidence=(quote,),
        act="accuse",
        polarity="negative",
        attribution=official,
    )
    treaty = Argument(vocab.iri("treaty", "demo-treaty"), "Demo Treaty", "Treaty")
    signing = replace(
        Fact.of(
            "TreatyAction",
            "sign",
            status="held",
            when=When("2022-01-07", "2022-01-07"),
            party=(Argument(vocab.iri("state", "US"), "United States", "State", "US"),),
            treaty=(treaty,),
        ),
        evidence=(quote,),
        action="sign",
    )
    stranger = Entity(vocab.iri("person", "ada"), "Person", "Ada Example", ("Ada Example", "A. Example"), country="US")
    return Extraction(article, (meeting, tenure, speech, signing), (stranger,))


@pytest.fixture(scope="module")
def words() -> vocabulary.Vocabulary:
    return vocabulary.load([home.folder("ontology")])


@pytest.fixture(scope="module")
def found(words: vocabulary.Vocabulary) -> list[tuple[str, str, str]]:
    both = [extraction(), extraction(TEXT.replace("is to meet", "has met   "), "2022-01-10", "held")]
    return triples(merge(both, words), words, [Rule()], ontology=[home.folder("ontology")])


def graph_of(rows: list[tuple[str, str, str]]) -> rdflib.Graph:
    return rdflib.Graph(store="Oxigraph").parse(data=turtle(rows), format="ox-turtle")


def values(rows: list[tuple[str, str, str]], subject: str, property: str) -> list[str]:
    return [value for s, p, value in rows if s == subject and p == CQ + property]


def test_a_graph_is_correct(found):
    assert check.check(graph_of(found)) == []


def test_turtle_says_what_the_triples_say(found):
    parsed = {
        (t.subject.value, t.predicate.value, str(t.object)) for t in ox.parse(input=turtle(found).encode(), format=ox.RdfFormat.TURTLE)
    }
    again = {
        (s, p, str(next(iter(ox.parse(input=f"<{s}> <{p}> {o} .".encode(), format=ox.RdfFormat.N_TRIPLES))).object)) for s, p, o in found
    }
    assert parsed == again


def test_a_report_keeps_what_its_article_says(found):
    reports = [s for s, p, o in found if p == CQ + "dateText" and o == '"Sunday"']
    assert len(reports) == 2
    assert values(found, reports[0], "reading") == ['"2022-01-02/2022-01-02 publication"']
    assert values(found, reports[0], "attributedTo") == [name(vocab.iri("source", "o1"))]
    assert len(values(found, reports[0], "evidence")) == 2


def test_a_quote_carries_its_place_and_what_stands_around_it(found):
    exact = vocab.PREFIXES["oa"] + "exact"
    quote = next(s for s, p, o in found if p == exact and o.startswith('"Ada Example is to meet'))
    about = {p: o for s, p, o in found if s == quote}
    assert about[vocab.PREFIXES["oa"] + "start"].startswith('"26"')
    assert about[vocab.PREFIXES["oa"] + "prefix"].endswith('20220108\\n\\n"')
    assert about[vocab.PREFIXES["oa"] + "suffix"].startswith('" Clara')


def test_a_participation_tells_role_side_and_office(found):
    part = next(s for s, p, o in found if p == CQ + "actor" and o == name(vocab.iri("person", "ada")))
    assert values(found, part, "role") == [name(CQ + "principal")]
    assert values(found, part, "onBehalfOf") == [name(vocab.iri("state", "US"))]
    assert values(found, part, "inCapacity") == ['"envoy"']


def test_what_is_above_a_used_thing_comes_along(found):
    labels = {s for s, p, _ in found if p == vocab.PREFIXES["rdfs"] + "label"}
    assert vocab.iri("state", "CH") in labels


def test_what_no_fact_uses_stays_out(found):
    assert not [s for s, _, _ in found if s == vocab.iri("place", "aachen")]


def test_another_base_changes_things_and_not_terms(words):
    rows = triples(merge([extraction()], words), words, base="https://example.org/news/")
    text = turtle(rows, base="https://example.org/news/")
    assert "@prefix meeting: <https://example.org/news/id/meeting/> ." in text
    assert vocab.ID not in text
    assert f"@prefix cq: <{CQ}> ." in text


def test_turtle_begins_with_the_meetings(found):
    text = turtle(found)
    order = [
        text.index(f"# {heading}\n")
        for heading in ("Meetings", "Statements", "Treaty actions", "People", "What each article says", "Articles")
    ]
    assert order == sorted(order)


def test_the_order_of_the_triples_makes_no_difference(found):
    assert turtle(list(reversed(found))) == turtle(found)


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_other_hash_seeds_give_the_same_bytes(seed, found, tmp_path):
    script = (
        "import sys; sys.path[:0] = [sys.argv[1], sys.argv[2]]\n"
        "from test_rdf import *\n"
        "words = vocabulary.load([home.folder('ontology')])\n"
        "both = [extraction(TEXT.replace('is to meet', 'has met   '), '2022-01-10', 'held'), extraction()]\n"
        "print(turtle(triples(merge(both, words), words, [Rule()], ontology=[home.folder('ontology')])), end='')"
    )
    here = Path(__file__).parent
    made = subprocess.run(
        [sys.executable, "-c", script, str(here), str(here.parent)],
        capture_output=True,
        check=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
    )
    assert made.stdout.decode("utf-8") == turtle(found)


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_can_be_written_and_read_back(text):
    rows = [
        ("https://example.org/a", "https://example.org/p", literal(text)),
        ("https://example.org/a", "https://example.org/q", literal(text, language="en")),
    ]
    back = sorted((t.predicate.value, t.object.value) for t in ox.parse(input=turtle(rows).encode("utf-8"), format=ox.RdfFormat.TURTLE))
    assert back == [(f"https://example.org/{one}", text.replace("\0", "\N{REPLACEMENT CHARACTER}")) for one in "pq"]


@given(st.text(max_size=30))
@settings(max_examples=200, deadline=None)
def test_any_iri_can_be_written_and_read(text):
    rows = [("https://example.org/a", "https://example.org/p", name("https://example.org/" + text.replace("\ud800", "")))]
    assert len(list(ox.parse(input=turtle(rows).encode("utf-8"), format=ox.RdfFormat.TURTLE))) == 1


def test_a_lone_surrogate_is_replaced():
    assert literal("a\ud800b") == '"a\N{REPLACEMENT CHARACTER}b"'


@pytest.mark.parametrize(("written", "kind"), [("2022", "gYear"), ("2022-01", "gYearMonth"), ("2022-01-09", "date")])
def test_a_date_keeps_its_precision(written, kind):
    assert date(written).endswith(f"#{kind}>")


def _without(property: str) -> str:
    return f"DELETE {{ ?s {property} ?o }} WHERE {{ ?s {property} ?o }}"


BROKEN = {
    "a value that no report gives": ("INSERT { ?m cq:place <x:nowhere> } WHERE { ?m a cq:Meeting }", "no-report"),
    "a meeting in one direction": ("DELETE { ?a cq:meets ?b } WHERE { ?a cq:meets ?b . FILTER(STR(?a) < STR(?b)) }", "one-way"),
    "a pair that never met": ("INSERT DATA { <x:a> cq:meets <x:b> . <x:b> cq:meets <x:a> }", "never-met"),
    "somebody meets themselves": ("INSERT DATA { <x:a> cq:meets <x:a> }", "alone"),
    "dates in the wrong order": (
        "DELETE { ?m cq:latestDate ?d } INSERT { ?m cq:latestDate '2021-01-01'^^xsd:date } WHERE { ?m a cq:Meeting ; cq:latestDate ?d }",
        "dates",
    ),
    "a quote from elsewhere": (
        "DELETE { ?e oa:hasSource ?a } INSERT { ?e oa:hasSource <x:a> } WHERE { ?e oa:hasSource ?a }",
        "other-article",
    ),
    "an offset that is off by one": (
        "DELETE { ?e oa:end ?n } INSERT { ?e oa:end ?m } WHERE { ?e oa:end ?n . BIND(?n + 1 AS ?m) }",
        "length",
    ),
    "a wrong count": ("DELETE { ?m cq:reportCount ?n } INSERT { ?m cq:reportCount 7 } WHERE { ?m cq:reportCount ?n }", "count"),
    "a blank node": ("INSERT DATA { [] rdfs:label 'x' }", "blank"),
    "a thing without a label": (_without("rdfs:label"), "no-label"),
    "a report without evidence": (_without("cq:evidence"), "shape"),
    "a status that is no concept": ("DELETE { ?m cq:status ?s } INSERT { ?m cq:status <x:s> } WHERE { ?m cq:status ?s }", "shape"),
    "two statuses": ("INSERT { ?m cq:status cq:cancelled } WHERE { ?m a cq:Meeting }", "shape"),
    "an address that is a script": (
        "DELETE { ?a schema:url ?u } INSERT { ?a schema:url 'javascript:x'^^xsd:anyURI } WHERE { ?a schema:url ?u }",
        "shape",
    ),
    "an article without a date": (_without("schema:datePublished"), "shape"),
    "a quote without a place": (_without("oa:start"), "shape"),
}


@pytest.mark.parametrize(("update", "code"), BROKEN.values(), ids=BROKEN)
def test_a_broken_graph_is_found_out(update, code, found):
    graph = graph_of(found)
    graph.update("".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in vocab.PREFIXES.items()) + update)
    problems = check.shapes(graph) if code == "shape" else check.integrity(graph)
    assert code in {one.code for one in problems}


def test_every_term_of_the_graph_is_in_the_schema(found):
    schema = {t.subject.value for t in ox.parse(path=str(home.folder("ontology") / "schema.ttl"), format=ox.RdfFormat.TURTLE)}
    assert {p for _, p, _ in found if p.startswith(CQ)} <= schema
    assert {o[1:-1] for _, p, o in found if p == vocab.PREFIXES["rdf"] + "type" and o.startswith("<" + CQ)} <= schema


def test_every_term_of_the_schema_is_explained():
    rows = list(ox.parse(path=str(home.folder("ontology") / "schema.ttl"), format=ox.RdfFormat.TURTLE))
    terms = {t.subject.value for t in rows if t.subject.value.startswith(CQ)}
    for property in ("label", "comment"):
        assert terms == {
            t.subject.value for t in rows if t.predicate.value == vocab.PREFIXES["rdfs"] + property and t.subject.value in terms
        }
