"""The server: the query half of the SPARQL 1.1 Protocol, its limits, who may ask, and a page for each thing."""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import Graph

pytest.importorskip("starlette", reason="no Starlette: pip install 'communique[serve]'")
uvicorn = pytest.importorskip("uvicorn", reason="no uvicorn: pip install 'communique[serve]'")

from kg.serve.app import application, listening  # noqa: E402
from kg.serve.settings import Settings  # noqa: E402

SMALL = Path(__file__).parent / "fixtures" / "small.ttl"
ASK = "ASK { ?a cq:meets ?b }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    listener = listening("127.0.0.1", 0)
    app = application(SMALL, Settings(seconds=1.5, rows=50, queries=2, waiting=0.3))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def call(address: str, *, method: str = "GET", body: bytes | None = None, **headers: str) -> tuple[int, dict[str, str], str]:
    """Status, headers and text of an answer."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(address, data=body, method=method, headers=named)
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=20) as answer:
            return answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, {name.lower(): value for name, value in error.headers.items()}, error.read().decode()


def q(**given: str) -> str:
    return "/sparql?" + urllib.parse.urlencode(given)


def test_the_three_ways_to_send_a_query(address: str) -> None:
    form = urllib.parse.urlencode({"query": ASK}).encode()
    answers = [
        call(address + q(query=ASK)),
        call(address + "/sparql", method="POST", body=form, Content_Type=FORM),
        call(address + "/sparql", method="POST", body=ASK.encode(), Content_Type="application/sparql-query; charset=utf-8"),
    ]
    assert [(status, json.loads(text)["boolean"]) for status, _, text in answers] == [(200, True)] * 3


@pytest.mark.parametrize(
    ("query", "accept", "media", "begins"),
    [
        ("SELECT ?a { ?a a cq:Person } ORDER BY ?a", "text/csv", "text/csv", "a\r\n"),
        ("SELECT ?a { ?a a cq:Person } ORDER BY ?a", "text/tab-separated-values", "text/tab-separated-values", "?a\n<"),
        ("SELECT ?a { ?a a cq:Person }", "application/sparql-results+xml", "application/sparql-results+xml", "<?xml"),
        ("SELECT ?a { ?a a cq:Person }", "", "application/sparql-results+json", "{"),
        (ASK, "application/sparql-results+xml", "application/sparql-results+xml", "<?xml"),
        ("DESCRIBE place:geneva", "", "text/turtle", "@prefix"),
        ("CONSTRUCT { ?a cq:meets ?b } { ?a cq:meets ?b }", "application/n-triples", "application/n-triples", "<https://"),
        ("DESCRIBE place:geneva", "application/rdf+xml", "application/rdf+xml", "<?xml"),
        ("DESCRIBE place:geneva", "application/ld+json", "application/ld+json", "["),
    ],
)
def test_the_answer_has_the_form_that_is_accepted(address: str, query: str, accept: str, media: str, begins: str) -> None:
    status, headers, text = call(address + q(query=query), Accept=accept or "*/*")
    assert status == 200
    assert headers["content-type"].split(";")[0] == media
    assert text.startswith(begins)


@pytest.mark.parametrize(
    ("path", "given", "status", "said"),
    [
        (q(query="SELECT * { ?a ?b }"), {}, 400, "query:1:18"),
        (q(query=ASK) + "&query=ASK%7B%7D", {}, 400, "2 queries"),
        (q(query="DELETE WHERE { ?a ?b ?c }"), {}, 400, "only read"),
        (q(query="ASK { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }"), {}, 400, "another machine"),
        (q(update="CLEAR ALL"), {}, 403, "only read"),
        (q(**{"query": ASK, "default-graph-uri": "http://example.org/"}), {}, 400, "one graph"),
        ("/sparql?query=%FF%FE", {}, 400, "UTF-8"),
        (q(query=ASK), {"Accept": "image/png"}, 406, "application/sparql-results+json"),
        ("/sparql", {"method": "POST", "body": b"x", "Content_Type": "text/plain"}, 415, "application/sparql-query"),
        ("/sparql", {"method": "POST", "body": b"\xff", "Content_Type": "application/sparql-query"}, 400, "UTF-8"),
        ("/sparql", {"method": "POST", "body": b"a=b", "Content_Type": FORM}, 400, "no query"),
        ("/sparql", {"method": "POST", "body": b"CLEAR ALL", "Content_Type": "application/sparql-update"}, 403, "only read"),
        ("/sparql", {"method": "POST", "body": b"x" * 900_000, "Content_Type": "application/sparql-query"}, 413, "larger"),
        ("/sparql", {"method": "PUT", "body": b""}, 405, ""),
        (q(query=ASK, rows="-1"), {}, 400, "rows"),
        ("/id/person/nobody", {}, 404, "tells nothing"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_plain_words(address: str, path: str, given: dict, status: int, said: str) -> None:
    found, headers, text = call(address + path, **given)
    assert (found, said in text) == (status, True), text
    assert headers["x-content-type-options"] == "nosniff"


def test_without_a_query_the_service_describes_itself(address: str) -> None:
    _, headers, text = call(address + "/sparql", Accept="text/turtle")
    assert headers["content-type"].startswith("text/turtle")
    assert any("Service" in str(kind) for kind in Graph().parse(data=text, format="turtle").objects())


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 421),
        ({"Host": "127.0.0.1.evil.example:80"}, 421),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, 403),
        ({"Host": "localhost:1"}, 200),
    ],
    ids=["rebinding", "longer name", "foreign origin", "no origin", "foreign image", "own name"],
)
def test_only_this_machine_by_its_own_name_is_answered(address: str, headers: dict[str, str], status: int) -> None:
    assert call(address + q(query=ASK), **headers)[0] == status


def test_a_runaway_query_is_stopped_and_others_are_answered_meanwhile(address: str) -> None:
    found: list[tuple[int, str]] = []

    def ask(query: str) -> None:
        status, _, text = call(address + q(query=query))
        found.append((status, text))

    slow = [threading.Thread(target=ask, args=(ENDLESS,)) for _ in range(2)]
    slow[0].start()
    time.sleep(0.5)
    assert call(address + q(query=ASK))[0] == 200
    slow[1].start()
    time.sleep(0.3)
    status, headers, text = call(address + q(query=ASK))
    assert (status, headers.get("retry-after")) in ((503, "5"), (200, None)), text
    for one in slow:
        one.join()
    assert [status for status, _ in found] == [503, 503]
    assert all("stopped after 1.5 seconds" in text for _, text in found)
    assert call(address + q(query=ASK))[0] == 200


def test_the_limit_of_rows_is_told(address: str) -> None:
    _, headers, text = call(address + q(query="SELECT * { ?a ?b ?c }"))
    assert len(json.loads(text)["results"]["bindings"]) == 50
    assert "50" in headers["communique-truncated"]


def test_the_pages_open_with_their_policies(address: str) -> None:
    for path in ("/", "/graph", "/id/person/wendy-sherman"):
        status, headers, text = call(address + path, Accept="text/html")
        assert (status, text.startswith("<!doctype html>")) == (200, True)
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert json.loads(call(address + "/health")[2])["status"] == "ok"
    assert json.loads(call(address + "/version")[2])["name"] == "communique"


def test_a_thing_shows_each_fact_with_its_evidence(address: str) -> None:
    _, _, text = call(address + "/id/person/wendy-sherman", Accept="text/html")
    for part in (
        "is to meet Russian deputy foreign minister",
        "meeting.meet",
        "State Department spokesperson",
        "/id/person/sergey-ryabkov",
    ):
        assert part in text
    _, headers, turtle = call(address + "/id/person/wendy-sherman", Accept="text/turtle")
    assert headers["content-type"].startswith("text/turtle")
    assert len(Graph().parse(data=turtle, format="turtle")) > 2


def test_sparqlwrapper_is_a_client(address: str) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper")
    for kind, method in ((wrapper.GET, wrapper.URLENCODED), (wrapper.POST, wrapper.URLENCODED), (wrapper.POST, wrapper.POSTDIRECTLY)):
        client = wrapper.SPARQLWrapper(address + "/sparql")
        client.setQuery("SELECT ?a { ?a a cq:Person }")
        client.setMethod(kind)
        client.setRequestMethod(method)
        client.setReturnFormat(wrapper.JSON)
        assert client.query().convert()["results"]["bindings"]


def test_curl_is_a_client(address: str) -> None:
    if not shutil.which("curl"):
        pytest.skip("no curl")
    words = ["curl", "-sS", "--noproxy", "*", "-H", "Accept: text/csv", "--data-urlencode", f"query={ASK}", address + "/sparql"]
    assert subprocess.run(words, capture_output=True, text=True, check=True).stdout == "true\n"
