"""Exports: what is written can be read back, is the same every time, and does no harm where it is opened."""

from __future__ import annotations

import base64
import contextlib
import csv
import http.server
import io
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef

from kg import export as exports
from kg.export.calendar import bounds
from kg.export.tables import safe
from kg.problems import BadInput, MissingExtra, UnknownName
from kg.registry import export
from kg.vocab import cq

SMALL = Path(__file__).parent / "fixtures" / "small.ttl"
ID = "https://w3id.org/communique/id/"
HOSTILE = '=HYPERLINK("http://x")</script><img onerror=x>\x00\u202e|*[a](javascript:x)*\r\nEND:VEVENT'


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph(store="Oxigraph").parse(SMALL, format="ox-turtle")


@pytest.fixture(scope="module")
def hostile() -> Graph:
    """The graph with a label that is out for trouble wherever it is opened."""
    made = Graph(store="Oxigraph").parse(SMALL, format="ox-turtle")
    label = URIRef("http://www.w3.org/2000/01/rdf-schema#label")
    for thing in ("person/wendy-sherman", "meeting/" + _meeting(made)):
        made.remove((URIRef(ID + thing), label, None))
        made.add((URIRef(ID + thing), label, Literal(HOSTILE, lang="en")))
    return made


def _meeting(graph: Graph) -> str:
    found = graph.subjects(URIRef(cq("participant")), URIRef(ID + "person/wendy-sherman"))
    return min(str(one).rpartition("/")[2] for one in found if "/meeting/" in str(one))


def everything(graph: Graph, name: str) -> dict[str, bytes]:
    """The files of an export, by name."""
    made = export.get(name)(graph)
    files = made if isinstance(made, dict) else {"": made}
    return {file: b"".join(piece if isinstance(piece, bytes) else piece.encode() for piece in pieces) for file, pieces in files.items()}


def triples(data: bytes, format: ox.RdfFormat) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(data, format=format)}


NAMES = sorted(export)
RDF = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


def test_the_exports_are_there() -> None:
    assert {"cameo", "csv", "gexf", "graphml", "ics", "jsonld", "markdown", "nquads", "ntriples", "parquet", "rdfxml", "trig"} <= set(
        export
    )
    assert all(export.help(name).endswith((".", "…")) or export.help(name) for name in export)


@pytest.mark.parametrize("name", RDF)
def test_rdf_reads_back_as_it_was(graph: Graph, name: str) -> None:
    before = triples(everything(graph, "ntriples")[""], ox.RdfFormat.N_TRIPLES)
    assert len(before) == len(graph)
    assert triples(everything(graph, name)[""], RDF[name]) == before


@pytest.mark.parametrize("name", [one for one in RDF if one != "rdfxml"])
def test_rdf_keeps_a_hostile_label(hostile: Graph, name: str) -> None:
    assert triples(everything(hostile, name)[""], RDF[name]) == triples(everything(hostile, "ntriples")[""], ox.RdfFormat.N_TRIPLES)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
def test_any_text_survives_trig_and_jsonld(text: str) -> None:
    made = Graph(store="Oxigraph")
    made.add((URIRef(ID + "person/a"), URIRef("http://www.w3.org/2000/01/rdf-schema#label"), Literal(text, lang="en")))
    made.add((URIRef(ID + "person/a"), URIRef(cq("office")), Literal(text)))
    for name in ("trig", "jsonld"):
        values = {triple.object.value for triple in triples(everything(made, name)[""], RDF[name])}
        assert values == {text}


def test_what_an_article_says_stands_in_its_graph(graph: Graph) -> None:
    quads = list(ox.parse(everything(graph, "trig")[""], format=ox.RdfFormat.TRIG))
    named = {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, ox.NamedNode)}
    assert len(named) == 8
    assert all("/article/" in name for name in named)
    reports = [quad for quad in quads if quad.predicate.value == cq("reports")]
    assert all(isinstance(quad.graph_name, ox.NamedNode) for quad in reports)


def test_jsonld_uses_short_names_and_fetches_nothing(graph: Graph) -> None:
    made = json.loads(everything(graph, "jsonld")[""])
    sherman = next(one for one in made["@graph"] if one["id"] == ID + "person/wendy-sherman")
    assert (sherman["type"], sherman["label"], sherman["meets"]) == (["cq:Person"], "Wendy Sherman", ID + "person/sergey-ryabkov")
    assert isinstance(made["@context"], dict)


@pytest.mark.parametrize("name", NAMES)
def test_an_export_is_the_same_under_another_hash_seed_and_order(name: str, graph: Graph, tmp_path: Path) -> None:
    if name == "parquet":
        pytest.importorskip("pyarrow")
    shuffled = tmp_path / "shuffled.nt"
    lines = everything(graph, "ntriples")[""].decode().splitlines()
    shuffled.write_text("\n".join(sorted(lines, key=lambda line: line[::-1])) + "\n", encoding="utf-8")
    code = (
        "import sys, hashlib; from rdflib import Graph; import kg.export; from kg.registry import export\n"
        "made = export.get(sys.argv[2])(Graph(store='Oxigraph').parse(sys.argv[1], format='ox-nt'))\n"
        "made = made if isinstance(made, dict) else {'': made}\n"
        "for file, pieces in made.items():\n"
        "    data = b''.join(p if isinstance(p, bytes) else p.encode() for p in pieces)\n"
        "    print(file, hashlib.sha256(data).hexdigest())\n"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "4711", "PYTHONPATH": str(Path(__file__).parents[1])}
    said = subprocess.run(
        [sys.executable, "-c", code, str(shuffled), name], env=environment, capture_output=True, text=True, check=True
    ).stdout
    import hashlib

    expected = [f"{file} {hashlib.sha256(data).hexdigest()}" for file, data in everything(graph, name).items()]
    assert [line.strip() for line in said.splitlines()] == [line.strip() for line in expected]


# --- networks


def test_graphml_reads_back(graph: Graph) -> None:
    net = nx.parse_graphml(everything(graph, "graphml")[""].decode())
    assert net.number_of_edges() == 8
    assert net.nodes[ID + "person/wendy-sherman"]["label"] == "Wendy Sherman"
    assert net.edges[ID + "person/ada-example", ID + "person/bruno-sample"]["sources"] == 3


@pytest.mark.parametrize("kind", ["meets", "statements", "topics"])
def test_gexf_is_built_as_its_schema_says(graph: Graph, hostile: Graph, kind: str) -> None:
    """GEXF 1.3: one graph with a time format; attributes declared before they are used; ends that exist; days that are days."""
    for one in (graph, hostile):
        root = ET.fromstring("".join(export.get("gexf")(one, kind=kind)))
        space = "{http://gexf.net/1.3}"
        assert (root.tag, root.get("version")) == (space + "gexf", "1.3")
        assert [part.tag for part in root] == [space + "meta", space + "graph"]
        made = root[1]
        assert (made.get("mode"), made.get("timeformat"), made.get("timerepresentation")) == ("dynamic", "date", "interval")
        assert made.get("defaultedgetype") == ("directed" if kind == "statements" else "undirected")
        assert [part.tag.removeprefix(space) for part in made] == ["attributes", "attributes", "nodes", "edges"]
        declared = {part.get("class"): {row.get("id"): row.get("type") for row in part} for part in made[:2]}
        nodes, edges = list(made[2]), list(made[3])
        ids = [node.get("id") for node in nodes]
        assert len(set(ids)) == len(ids) > 1
        assert all(node.get("label") for node in nodes)
        assert len({edge.get("id") for edge in edges}) == len(edges) > 0
        assert all(edge.get("source") in ids and edge.get("target") in ids and float(edge.get("weight", "")) > 0 for edge in edges)
        for group, parts in (("node", nodes), ("edge", edges)):
            for part in parts:
                for value in part.iterfind(f"{space}attvalues/{space}attvalue"):
                    assert value.get("for") in declared[group]
                    assert declared[group][value.get("for")] != "integer" or int(value.get("value", "")) is not None
                for day in (part.get("start"), part.get("end")):
                    assert day is None or date.fromisoformat(day)
                assert (part.get("start") or "") <= (part.get("end") or "9999")
        colours = [node.find("{http://gexf.net/1.3/viz}color") for node in nodes]
        assert all(colour is not None and all(0 <= int(colour.get(part, "")) < 256 for part in "rgb") for colour in colours)
        spans = {node.get("id"): (node.get("start") or "", node.get("end") or "9999") for node in nodes}
        for edge in edges:
            for end in (edge.get("source"), edge.get("target")):
                assert spans[end][0] <= (edge.get("start") or "")
                assert (edge.get("end") or "9999") <= spans[end][1]


def test_gexf_has_days_and_colours(graph: Graph) -> None:
    root = ET.fromstring(everything(graph, "gexf")[""])
    space = {"g": "http://gexf.net/1.3"}
    line = next(
        one
        for one in root.iterfind(".//g:edge", space)
        if one.get("source", "").endswith("ada-example") and one.get("target", "").endswith("bruno-sample")
    )
    assert (line.get("start"), line.get("end"), line.get("weight")) == ("2020-02-28", "2022-01-11", "2")
    assert len(list(root.iterfind(".//g:node/{http://gexf.net/1.3/viz}color", space))) == 11


@pytest.mark.parametrize("kind", ["actor-meeting", "statements", "states", "topics", "shared-topics"])
def test_every_network_can_be_taken_away(graph: Graph, kind: str) -> None:
    assert "".join(export.get("graphml")(graph, kind=kind)).count("<node ") > 3
    ET.fromstring("".join(export.get("gexf")(graph, kind=kind)))


def test_xml_stays_well_formed_whatever_the_labels(hostile: Graph) -> None:
    for name in ("graphml", "gexf"):
        assert HOSTILE[1:9] in ET.tostring(ET.fromstring(everything(hostile, name)[""]), encoding="unicode")


# --- tables


def test_the_csv_set_reads_back(graph: Graph) -> None:
    files = {name: list(csv.DictReader(io.StringIO(data.decode()))) for name, data in everything(graph, "csv").items()}
    meetings = {one["label"]: one for one in files["meetings.csv"]}
    assert meetings["Talks between Wendy Sherman and Sergey Ryabkov in Geneva"]["topics"] == "INF-range missiles; military exercises"
    ids = {one["id:ID"] for one in files["nodes.csv"]}
    assert all(one[":START_ID"] in ids and one[":END_ID"] in ids for one in files["relationships.csv"])
    assert {"meets", "participant", "reports"} <= {one[":TYPE"] for one in files["relationships.csv"]}
    assert any("tomorrow night" in one["quote"] for one in files["reports.csv"])


def test_no_cell_of_any_table_is_a_formula(hostile: Graph) -> None:
    for name, delimiter in (("csv", ","), ("cameo", "\t")):
        for data in everything(hostile, name).values():
            for row in csv.reader(io.StringIO(data.decode(), newline=""), delimiter=delimiter):
                assert not any(cell[:1] in ("=", "+", "@", "\t", "\r") for cell in row)
    assert "'=HYPERLINK" in everything(hostile, "csv")["nodes.csv"].decode()


@given(st.text(max_size=10))
def test_a_safe_cell_changes_nothing_else(text: str) -> None:
    assert safe(text) in (text, "'" + text)


def test_parquet_reads_back(graph: Graph) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    data = everything(graph, "parquet")["meetings.parquet"]
    table = parquet.read_table(io.BytesIO(data)).to_pylist()
    assert len(table) == 10
    assert {one["status"] for one in table} == {"planned", "held", "cancelled", "postponed", "denied"}


def test_parquet_without_its_library_names_the_extra(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=r"communique\[parquet\]"):
        export.get("parquet")(graph)


def test_cameo_lines(graph: Graph) -> None:
    found = list(csv.DictReader(io.StringIO(everything(graph, "cameo")[""].decode()), delimiter="\t"))
    lines = {(one["date"], one["source"], one["target"], one["code"]) for one in found}
    assert ("2022-01-09", "USAGOV", "RUSGOV", "04") in lines
    assert ("2022-01-09", "USA", "RUS", "11") in lines
    assert ("2022-02-19", "XB", "", "12") in lines
    assert all(re.fullmatch(r"([A-Z]{2,3}(GOV)?|IGO[A-Z]*)?", one[end]) for one in found for end in ("source", "target")), "codes, no names"
    assert {("USAGOV", "Wendy Sherman")} <= {(one["source"], one["source_name"]) for one in found}
    assert not any("NATO" in one["target"] for one in found)


# --- calendar


def test_the_calendar(graph: Graph) -> None:
    text = everything(graph, "ics")[""].decode()
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    unfolded = text.replace("\r\n ", "")
    entries = unfolded.split("BEGIN:VEVENT")[1:]
    assert len(entries) == 9, "all but the denied one"
    geneva = next(one for one in entries if "Wendy Sherman and" in one)
    assert "DTSTART;VALUE=DATE:20220109\r\nDTEND;VALUE=DATE:20220110\r\n" in geneva
    assert "STATUS:TENTATIVE" in geneva
    assert "LOCATION:Geneva" in geneva
    month = next(one for one in entries if "Second round" in one)
    assert "DTSTART;VALUE=DATE:20220201\r\nDTEND;VALUE=DATE:20220301\r\n" in month
    assert "only 2022-02" in month


def test_no_label_breaks_out_of_the_calendar(hostile: Graph) -> None:
    text = everything(hostile, "ics")[""].decode()
    assert text.count("\r\nEND:VEVENT\r\n") == text.count("BEGIN:VEVENT")


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("2022", "2022", "2022-01-01 2022-12-31"),
        ("2024-02", "2024-02", "2024-02-01 2024-02-29"),
        ("2022-01-30", "2022-02", "2022-01-30 2022-02-28"),
        ("9999", "9999", "9999-01-01 9999-12-31"),
    ],
)
def test_a_month_or_year_spans_all_of_it(first: str, last: str, shown: str) -> None:
    found = bounds(first, last)
    assert found is not None
    assert " ".join(map(str, found)) == shown


@pytest.mark.parametrize("day", ["", "soon", "2022-13", "2022-02-30"])
def test_what_is_no_date_is_left_out(day: str) -> None:
    assert bounds(day, day) is None


# --- dossiers


def test_a_dossier_has_every_sentence_as_a_footnote(graph: Graph) -> None:
    text = exports.text(graph, "markdown", about=ID + "person/wendy-sherman")
    assert text.startswith("# Wendy Sherman\n")
    marks = [int(one.split("]")[0]) for one in text.split("[^")[1:]]
    assert set(marks) == set(range(1, max(marks) + 1))
    assert all(text.count(f"\n[^{number}]: ") == 1 for number in set(marks))
    assert "On the word of State Department spokesperson." in text
    assert "characters 2278 to 2447" in text


def test_a_dossier_of_a_topic_counts_what_lies_below_it(graph: Graph) -> None:
    text = exports.text(graph, "markdown", about=ID + "topic/arms-control")
    assert "Talks between Wendy Sherman and Sergey Ryabkov in Geneva" in text
    assert "Samplonia suspends the Demo Limits Treaty" in text


def test_a_dossier_of_nothing_is_an_error(graph: Graph) -> None:
    with pytest.raises(UnknownName):
        exports.text(graph, "markdown", about=ID + "person/nobody")


def test_no_label_becomes_markup(hostile: Graph) -> None:
    text = exports.text(hostile, "markdown", about=ID + "person/wendy-sherman")
    assert "<img" not in text
    assert not re.search(r"(?<!\\)\]\(javascript:", text)
    assert "\u202e" not in text


# --- files


def test_files_are_written_whole_or_not_at_all(graph: Graph, tmp_path: Path) -> None:
    target = tmp_path / "graph.nq"
    target.write_text("old", encoding="utf-8")

    def broken() -> object:
        yield "new"
        raise OSError(28, "No space left on device")

    with pytest.raises(BadInput, match="No space left"):
        exports.write_files({target: broken()})  # type: ignore[dict-item]
    assert target.read_text(encoding="utf-8") == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["graph.nq"]
    assert exports.write(graph, "nquads", target) == [target]
    assert target.read_text(encoding="utf-8").endswith(" .\n")


def test_a_set_is_written_into_a_folder(graph: Graph, tmp_path: Path) -> None:
    written = exports.write(graph, "csv", tmp_path / "tables")
    assert {one.name for one in written} == {one.name for one in (tmp_path / "tables").iterdir()}
    assert exports.suffix("csv") == "/"
    assert exports.suffix("rdfxml") == ".rdf"


def test_a_folder_that_is_not_there_is_a_clear_error(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be written"):
        exports.write(graph, "nquads", tmp_path / "no" / "where.nq")


# --- into a store on a server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real store, `oxigraph serve`, on a port of its own."""
    program = shutil.which("oxigraph", path=os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", ""))))
    if not program:
        pytest.skip("oxigraph is not installed: pip install 'communique[test]'")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = subprocess.Popen([program, "serve", "--bind", f"127.0.0.1:{port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait()


def asked(server: str, query: str) -> list[str]:
    """The rows that the store gives, without their head."""
    request = urllib.request.Request(f"{server}/query?{urllib.parse.urlencode({'query': query})}", headers={"Accept": "text/csv"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.read().decode().split()[1:]


def test_a_graph_arrives_whole_in_a_store_on_a_server(graph: Graph, server: str) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert exports.send(graph, f"{server}/store") == len(graph)
    assert exports.send(graph, f"{server}/store?default") == len(graph), "the same triples a second time change nothing"
    assert asked(server, count) == [str(len(graph))]
    meets = "PREFIX cq: <https://w3id.org/communique/ns#> SELECT (COUNT(*) AS ?n) { ?a cq:meets ?b }"
    assert asked(server, meets) == [str(len(list(graph.subject_objects(URIRef(cq("meets"))))))]


def test_a_graph_goes_into_a_named_graph_and_replaces_it(graph: Graph, hostile: Graph, server: str) -> None:
    name = "https://example.org/news?a=b&c"
    exports.send(hostile, f"{server}/store", name=name)
    assert any("HYPERLINK" in row for row in asked(server, f"SELECT ?o {{ GRAPH <{name}> {{ ?s ?p ?o }} }}"))
    exports.send(graph, f"{server}/store", name=name, replace=True)
    assert asked(server, f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{name}> {{ ?s ?p ?o }} }}") == [str(len(graph))]


def test_the_command_sends_to_a_store(server: str) -> None:
    from click.testing import CliRunner

    from kg.cli import main

    result = CliRunner().invoke(main, ["export", "-g", str(SMALL), "--to", f"{server}/store", "--name", "https://example.org/small"])
    assert result.exit_code == 0, result.output
    assert "were added to https://example.org/small" in result.output


@pytest.mark.parametrize(
    ("path", "said"),
    [("/query", "415"), ("/nowhere", "is this where the store takes graphs?")],
    ids=["endpoint for queries", "no such place"],
)
def test_a_store_that_refuses_is_a_clear_error(graph: Graph, server: str, path: str, said: str) -> None:
    with pytest.raises(BadInput, match=re.escape(said)):
        exports.send(graph, server + path)


@pytest.mark.parametrize(
    ("url", "name", "said"),
    [
        ("ftp://localhost/store", "", "no address of a store"),
        ("localhost:7878", "", "no address of a store"),
        ("http://localhost:1/store?default", "https://a.org/g", "says already which graph"),
        ("http://localhost:1/store", "news", "no name of a graph"),
        ("http://127.0.0.1:1/store", "", "no store answers"),
    ],
)
def test_a_wrong_address_says_what_to_write(graph: Graph, url: str, name: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        exports.send(graph, url, name=name)


def test_a_password_is_sent_and_never_shown(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = {}

    class Store(http.server.BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            seen.update(self.headers.items(), path=self.path, body=len(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(401)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Store) as store:
        threading.Thread(target=store.handle_request, daemon=True).start()
        with pytest.raises(BadInput) as refused:
            exports.send(graph, f"http://ann:s%40crt@127.0.0.1:{store.server_port}/rdf", replace=True)
    assert seen["Authorization"] == "Basic " + base64.b64encode(b"ann:s@crt").decode()
    assert (seen["path"], seen["Content-Type"]) == ("/rdf?default", "application/n-triples")
    assert seen["body"] == len(everything(graph, "ntriples")[""])
    assert "crt" not in str(refused.value)
