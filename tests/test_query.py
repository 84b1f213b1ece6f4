"""Asking: what is refused, what the limits do, what the named questions answer on a small graph."""

from __future__ import annotations

import csv
import io
import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef

from kg.problems import BadInput, Broken, UnknownName
from kg.query import Answer, QueryStopped, Reader, ask, check, find, query, questions, render
from kg.query.guard import FORMS
from kg.query.questions import read, values
from kg.query.render import safe_cell

SMALL = Path(__file__).parent / "fixtures" / "small.ttl"
ID = "https://w3id.org/communique/id/"


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph(store="Oxigraph").parse(SMALL, format="ox-turtle")


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(SMALL) as opened:
        yield opened


def rows(graph: Graph, name: str, **given: str) -> list[dict[str, str]]:
    """The rows of a named question as plain text by column."""
    answer = ask(graph, name, given)
    return [dict(zip(answer.columns, row)) for row in answer.texts()]


# --- queries of one's own


def test_prefixes_are_filled_in(reader: Reader) -> None:
    answer = reader.ask("SELECT ?one { ?one a cq:Person ; cq:country state:RU } ORDER BY ?one", labels=True)
    assert answer.column("one") == ["Aleksandr Fomin", "Sergey Ryabkov"]


def test_ask_construct_and_describe_answer(reader: Reader) -> None:
    assert reader.ask("ASK { person:wendy-sherman cq:meets person:sergey-ryabkov }").truth
    built = reader.ask("CONSTRUCT { ?b cq:meets ?a } { ?a cq:meets ?b }")
    assert built.columns == ("subject", "predicate", "object")
    assert len(built) == 16
    assert len(reader.ask("DESCRIBE place:geneva")) > 2


def test_an_rdflib_graph_can_be_asked_as_a_file_can(graph: Graph) -> None:
    text = "SELECT (COUNT(*) AS ?all) { ?a ?b ?c }"
    assert query(graph, text).rows == query(SMALL, text).rows


def test_the_limit_of_rows_is_told(reader: Reader) -> None:
    answer = reader.ask("SELECT * { ?a ?b ?c }", rows=3)
    assert (len(answer), answer.truncated) == (3, True)
    assert not reader.ask("SELECT * { ?a cq:meets ?c }", rows=16).truncated


def test_a_query_that_takes_too_long_is_stopped_and_the_next_one_answered(reader: Reader) -> None:
    with pytest.raises(QueryStopped, match=r"after 0\.3 seconds"):
        reader.ask("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", seconds=0.3)
    assert reader.ask("ASK { ?a ?b ?c }").truth


def test_a_query_that_eats_memory_is_stopped() -> None:
    with Reader(SMALL, memory=700_000_000) as small, pytest.raises((QueryStopped, BadInput), match="memory"):
        small.ask("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?i ?d", seconds=60)


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("SELECT * {\n  ?a nope:x ?c }", "prefix", 2, 6),
        ("SELECT * { ?a ?b }", "sparql", 1, 18),
        ("SELEC ?x {}", "form", 1, 1),
        ("DELETE WHERE { ?a ?b ?c }", "update", 1, 1),
        ("PREFIX e: <http://e/>\nLOAD <http://e/x>", "update", 2, 1),
        ("SELECT * FROM <http://e/x> { ?a ?b ?c }", "from", 1, 10),
        ("", "form", 1, 1),
    ],
    ids=["unknown prefix", "syntax", "misspelt form", "update", "load", "from", "nothing"],
)
def test_a_mistake_is_shown_at_its_place(reader: Reader, text: str, code: str, line: int, column: int) -> None:
    with pytest.raises(Broken) as caught:
        reader.ask(text)
    problem = caught.value.problems[0]
    assert (problem.code, problem.line, problem.column) == (code, line, column)
    if text:
        assert "^" in str(problem)


# --- nothing leaves the graph

AWAY = "<http://127.0.0.1:PORT/sparql>"
ESCAPES = {
    "plain": f"SELECT * {{ SERVICE {AWAY} {{ ?a ?b ?c }} }}",
    "lower case, silent": f"SELECT * {{ service silent {AWAY} {{ ?a ?b ?c }} }}",
    "in exists": f"SELECT * {{ ?a ?b ?c FILTER EXISTS {{ SERVICE {AWAY} {{ ?a ?b ?c }} }} }}",
    "in a subselect": f"SELECT * {{ {{ SELECT * {{ SERVICE {AWAY} {{ ?a ?b ?c }} }} }} }}",
    "variable": f"SELECT * {{ VALUES ?where {{ {AWAY} }} SERVICE ?where {{ ?a ?b ?c }} }}",
    "escaped keyword": f"SELECT * {{ \\u0053ERVICE {AWAY} {{ ?a ?b ?c }} }}",
    "escaped keyword, long": f"SELECT * {{ \\U00000053ERVICE {AWAY} {{ ?a ?b ?c }} }}",
    "comment between": f"SELECT * {{ SERVICE#x\n{AWAY} {{ ?a ?b ?c }} }}",
    "after a comparison read as an address": f"SELECT * {{ ?a ?b ?c FILTER(?a<?b)SERVICE#>\n{AWAY} {{ ?d ?e ?f }} }}",
    "string opened in a comment": f"SELECT * {{ ?a ?b ?c FILTER(?a<?b#>'''\n) SERVICE {AWAY} {{ ?d ?e ?f }} #'''\n }}",
    "string opened in an address": f"SELECT * {{ ?a ?b ?c FILTER(?a<'''> ''' ) SERVICE {AWAY} {{ ?d ?e ?f }} #'''\n }}",
    "glued to a prefix": "PREFIX ex: <http://127.0.0.1:PORT/> SELECT * { ?a ?b ?c SERVICEex:foo { ?d ?e ?f } }",
    "empty prefix": "PREFIX : <http://127.0.0.1:PORT/> SELECT * { ?a ?b ?c SERVICE:foo { ?d ?e ?f } }",
    "glued to true": "PREFIX ex: <http://127.0.0.1:PORT/> SELECT * { ?a cq:anonymous trueSERVICESILENTex:foo { ?d ?e ?f } }",
    "glued to a number": "PREFIX ex: <http://127.0.0.1:PORT/> SELECT * { ?a oa:start 1090SERVICEex:foo { ?d ?e ?f } }",
    "escaped quote in a name": f"SELECT * {{ ?a person:x\\' ?c . SERVICE {AWAY} {{ ?d ?e ?f }} #'\n }}",
    "load": f"LOAD {AWAY}",
    "from": f"SELECT * FROM {AWAY} {{ ?a ?b ?c }}",
    "from named": f"SELECT * FROM NAMED {AWAY} {{ GRAPH ?g {{ ?a ?b ?c }} }}",
    "local file": "SELECT * FROM <file:///etc/passwd> { ?a ?b ?c }",
}


class _Listener(BaseHTTPRequestHandler):
    heard: list[str]

    def do_GET(self) -> None:
        self.heard.append(self.path)
        self.send_response(404)
        self.end_headers()

    do_POST = do_GET

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[int, list[str]]]:
    heard: list[str] = []
    server = HTTPServer(("127.0.0.1", 0), type("Listener", (_Listener,), {"heard": heard}))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port, heard
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("text", ESCAPES.values(), ids=ESCAPES.keys())
def test_no_query_leaves_the_graph(reader: Reader, listener: tuple[int, list[str]], text: str) -> None:
    port, heard = listener
    with pytest.raises(Broken):
        reader.ask(text.replace("PORT", str(port)), seconds=5)
    assert heard == []


def test_without_the_guard_the_child_has_no_network(listener: tuple[int, list[str]]) -> None:
    from kg.query.guard import Checked

    port, heard = listener
    with Reader(SMALL) as opened:
        opened.ask("ASK {}")
        if opened.network:
            pytest.skip("this system does not let a process leave the network")
        with pytest.raises(Broken):
            opened._answer(Checked(ESCAPES["plain"].replace("PORT", str(port)), "SELECT", {}), 5, 10, False, "query")
    assert heard == []


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service { ?service a cq:Rule } # SERVICE <x>",
        "PREFIX load: <http://service/> SELECT * { ?a load:service 'SERVICE <http://x> {}' }",
        'SELECT * { ?a ?b """it\'s a "SERVICE" \\" """ }',
        "SELECT * { ?a <http://example.org/SERVICE#(a)'> ?c FILTER(?a < ?c && ?c > ?a) }",
        "SELECT ?from { ?from schema:serviceType <urn:x:y> }",
        "SELECT * { <https://en.wikipedia.org/wiki/Africa_Corps_(Russia)> ?b _:service }",
    ],
    ids=["variable and comment", "name and string", "long string", "address", "local name", "brackets"],
)
def test_the_word_service_may_stand_where_it_is_harmless(text: str) -> None:
    assert check(text).form == "SELECT"


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="SELECT*{}?ab<>#'\"\\ \n().:xSERVICEservice/1@_&|", max_size=60))
def test_the_guard_either_passes_or_says_where(text: str) -> None:
    try:
        form = check(text).form
    except Broken as error:
        places = [problem.line for problem in error.problems]
    else:
        places = [1] if form in FORMS else []
    assert places
    assert min(places) > 0


# --- how answers look


def test_formats_of_an_answer() -> None:
    answer = Answer(
        ("who", "n"), ((URIRef(ID + "state/RU"), Literal(-5)), (Literal("=1+1|<b>\n", lang="en"), None)), labels={ID + "state/RU": "Russia"}
    )
    assert list(csv.reader(io.StringIO(render(answer, "csv")))) == [["who", "n"], [ID + "state/RU", "-5"], ["'=1+1|<b>\n", ""]]
    assert list(csv.reader(io.StringIO(render(answer, "csv", safe=False))))[2][0] == "=1+1|<b>\n"
    found = json.loads(render(answer, "json"))["results"]["bindings"]
    assert found[0]["n"] == {"type": "literal", "value": "-5", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}
    assert found[1] == {"who": {"type": "literal", "value": "=1+1|<b>\n", "xml:lang": "en"}}
    assert render(answer, "tsv").splitlines()[0] == "?who\t?n"
    assert render(answer, "tsv").splitlines()[2] == '"=1+1|<b>\\n"@en\t'
    assert f"[Russia](<{ID}state/RU>)" in render(answer, "markdown")
    assert "\\|&lt;b&gt;" in render(answer, "markdown")


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_table_fits_the_terminal(graph: Graph, width: int) -> None:
    text = render(ask(graph, "who-met-whom-on-what"), "table", width=width)
    assert max(map(len, text.splitlines())) <= width


def test_a_table_holds_no_character_that_steers_the_terminal() -> None:
    assert "\x1b" not in render(Answer(("a",), ((Literal("x\x1b[2Jy\u202ez"),),)), "table")


@given(st.text(max_size=20))
def test_no_cell_begins_like_a_formula(text: str) -> None:
    assert safe_cell(text)[:1] not in ("=", "+", "@", "\t", "\r")
    assert safe_cell(text).removeprefix("'") == text.removeprefix("'") or safe_cell(text) == "'" + text


# --- names


@pytest.mark.parametrize(
    ("name", "kind", "found"),
    [
        ("Wendy Sherman", "Person", "person/wendy-sherman"),
        ("sherman", "Actor", "person/wendy-sherman"),
        ("Sergei Ryabkov", "Person", "person/sergey-ryabkov"),
        ("RU", "State", "state/RU"),
        ("USA", "Actor", "state/US"),
        ("person:james-mingus", "Thing", "person/james-mingus"),
        (ID + "topic/missiles", "Topic", "topic/missiles"),
        ("dlt", "Topic", "treaty/demo-limits-treaty"),
        ("Bruno Sample", "Person", "person/bruno-sample"),
    ],
)
def test_a_thing_is_found_by_what_people_type(graph: Graph, name: str, kind: str, found: str) -> None:
    assert find(graph, name, kind) == ID + found


def test_an_unknown_name_is_answered_with_the_nearest(graph: Graph) -> None:
    with pytest.raises(UnknownName, match="did you mean 'Wendy Sherman'"):
        find(graph, "Wendy Shermann", "Person")


# --- the named questions


def test_there_are_at_least_thirty_questions_each_with_title_and_help() -> None:
    found = questions()
    assert len(found) >= 30
    assert all(one.title and one.help and not one.title.endswith(".") and one.help.endswith(".") for one in found.values())


@pytest.mark.parametrize("name", sorted(questions()))
def test_a_question_runs_as_its_file_stands_and_avoids_what_is_slow(name: str, graph: Graph) -> None:
    text = questions()[name].text
    assert "NOT EXISTS" not in text
    for inside in re.findall(r"OPTIONAL \{([^{}]*)\}", text):
        assert not re.search(r"[a-zA-Z:]+[*/+]\s", inside), "a property path inside OPTIONAL is slow"
    graph.query(text)


@pytest.mark.parametrize("name", sorted(questions()))
def test_a_question_gives_its_rows_always_in_the_same_order(name: str, graph: Graph) -> None:
    examples = {
        "actor": "Ada Example",
        "one": "XA",
        "other": "XB",
        "topic": "arms control",
        "treaty": "DLT",
        "day": "2022-02-01",
        "speaker": "US",
        "person": "Wendy Sherman",
        "place": "Demoville",
        "event": "Talks between Ada Example and Bruno Sample in Demoville, 2022",
    }
    wanted = questions()[name]
    given = {one.name: examples[one.name] for one in wanted.parameters if not one.optional and not one.default}
    first = ask(graph, name, given)
    assert first.rows, f"{name} finds nothing in the fixture"
    again = ask(Graph(store="Oxigraph").parse(SMALL, format="ox-turtle"), name, given)
    assert first.rows == again.rows


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1))
def test_a_value_stays_a_value(text: str) -> None:
    wanted = read("x", '# title: t\n# help: h.\n# param: what text "w"\nSELECT ?what {\nVALUES ?what { "" }\n}')
    bound = wanted.bound({"what": Literal(text)})
    found = [row[0] for row in Graph(store="Oxigraph").query(bound)]
    assert [str(one) for one in found] == [text.encode("utf-8", "replace").decode()]


@pytest.mark.parametrize("hostile", ['" } SELECT * { ?a ?b ?c } #', "x> } #", "\\u0022 }", "'''", "\n} DROP ALL"])
def test_hostile_values_change_no_query(graph: Graph, hostile: str) -> None:
    with pytest.raises((UnknownName, BadInput)):
        ask(graph, "meetings-of", {"actor": hostile})
    with pytest.raises(BadInput):
        ask(graph, "what-changed-since", {"day": hostile})
    assert rows(graph, "meetings-of", actor="http://example.org/" + hostile) == []


def test_a_parameter_that_is_missing_unknown_or_wrong_is_named(graph: Graph) -> None:
    with pytest.raises(BadInput, match="needs 'actor'"):
        ask(graph, "meetings-of")
    with pytest.raises(UnknownName, match="did you mean 'actor'"):
        ask(graph, "meetings-of", {"actr": "x"})
    with pytest.raises(BadInput, match="is no date"):
        ask(graph, "what-changed-since", {"day": "Monday"})
    with pytest.raises(UnknownName, match="did you mean"):
        ask(graph, "who-met-hwom")
    assert values(graph, questions()["upcoming"], {}) == {}


def test_the_line_the_product_was_asked_for(graph: Graph) -> None:
    found = rows(graph, "who-met-whom-on-what", actor="Sherman")
    assert {one["line"] for one in found} == {
        "Wendy Sherman meets Sergey Ryabkov in Geneva, the topics are INF-range missiles and military exercises"
    }
    assert {one["status"] for one in found} == {"planned"}
    of = {(one["part"], one["value"]): one for one in found if "accompanied" not in one["quote"]}
    assert of["who", "Wendy Sherman"]["quote"].startswith("US deputy secretary of state Wendy Sherman is to meet")
    assert of["who", "Wendy Sherman"]["said_by"] == "State Department spokesperson"
    assert "in talks that could begin as early as yesterday in Geneva" in of["where", "Geneva"]["quote"]
    assert of["where", "Geneva"]["said_by"] == "senior White House official"
    assert "INF Treaty" in of["on what", "INF-range missiles"]["quote"]
    assert "size and scope of military exercises" in of["on what", "military exercises"]["quote"]
    assert "tomorrow night" in of["when", "2022-01-09"]["quote"]


def test_the_line_is_the_same_through_the_child_process(graph: Graph, reader: Reader) -> None:
    assert ask(reader, "who-met-whom-on-what").rows == ask(graph, "who-met-whom-on-what").rows


def test_who_met_whom(graph: Graph) -> None:
    found = {(one["one"], one["other"]): one for one in rows(graph, "who-met-whom")}
    assert found["Ada Example", "Bruno Sample"] == {
        "one": "Ada Example",
        "other": "Bruno Sample",
        "meetings": "2",
        "held": "2",
        "first": "2020-02-28",
        "last": "2022-01-11",
    }
    assert found["Sergey Ryabkov", "Wendy Sherman"]["held"] == "0"
    assert not any("NATO" in pair for pair in found), "a denied meeting is not met"
    assert ("Clara Placeholder", "Dmitri Specimen") not in found


@pytest.mark.parametrize(
    ("given", "pairs"),
    [
        ({"until": "2020"}, {("Ada Example", "Bruno Sample")}),
        ({"since": "2022-02"}, {("Ada Example", "Fiona Dummy"), ("Dmitri Specimen", "Fiona Dummy")}),
        ({"topic": "missiles"}, {("Russia", "United States"), ("Sergey Ryabkov", "Wendy Sherman")}),
        ({"actor": "Bruno Sample"}, {("Ada Example", "Bruno Sample")}),
    ],
    ids=["until", "since", "topic and below", "actor"],
)
def test_who_met_whom_can_be_narrowed(graph: Graph, given: dict[str, str], pairs: set[tuple[str, str]]) -> None:
    assert {(one["one"], one["other"]) for one in rows(graph, "who-met-whom", **given)} == pairs


CASES: dict[str, tuple[str, dict[str, str], str, list[str]]] = {
    "meetings of": ("meetings-of", {"actor": "Clara Placeholder"}, "status", ["held", "held", "postponed", "cancelled"]),
    "meetings of two states": ("meetings-of-two", {"one": "US", "other": "Russia"}, "begin", ["2022-01-09", "2022-01-10"]),
    "first and last": ("first-and-last-meeting", {"one": "Examplia", "other": "Samplonia"}, "day", ["2020-02-28", "2022-01-19"]),
    "state pairs": ("state-pairs-by-year", {"state": "Samplonia"}, "year", ["2020", "2022", "2022"]),
    "upcoming": ("upcoming", {}, "begin", ["2022-04-01"]),
    "upcoming from a day": ("upcoming", {"day": "2022-01-10"}, "begin", ["2022-01-10", "2022-04-01"]),
    "never confirmed": ("never-confirmed", {}, "begin", ["2022-01-09", "2022-01-10"]),
    "cancelled": ("cancelled", {}, "status", ["cancelled", "cancelled", "denied", "postponed"]),
    "only denied": ("cancelled", {"status": "denied"}, "said_by", ["Dmitri Specimen"]),
    "delegation": (
        "delegations",
        {"meeting": "Talks between Wendy Sherman and Sergey Ryabkov in Geneva", "state": "RU"},
        "actor",
        ["Sergey Ryabkov", "Aleksandr Fomin"],
    ),
    "in the room": ("in-the-room", {"topic": "verification"}, "actor", ["Ada Example", "Bruno Sample", "Clara Placeholder"]),
    "brokers": ("brokers", {}, "broker", ["Ada Example", "Fiona Dummy"]),
    "mediators": ("mediators", {}, "part", ["mediator", "host"]),
    "unnamed sources of an institution": ("anonymous-statements", {"institution": "Examplian Foreign Ministry"}, "act", ["criticise"]),
    "accusations": ("accusations", {"target": "Russia"}, "speaker", ["Europe", "United States"]),
    "accusations by topic": ("accusations", {"topic": "arms control"}, "target", ["Samplonia", "Samplonia"]),
    "denials beside accusations": (
        "accusations-and-denials",
        {"target": "Samplonia"},
        "denied_in",
        ["", "Samplonia denied that it had broken the treaty."],
    ),
    "commitments": ("commitments", {}, "act", ["offer", "promise", "promise"]),
    "a promise not to": ("commitments", {"topic": "missiles"}, "polarity", ["negative"]),
    "statements of a state": ("statements-of", {"speaker": "Examplia"}, "act", ["criticise", "accuse"]),
    "statements on": ("statements-on", {"topic": "missiles"}, "speaker", ["Russia", "Russia", "Russia", "United States"]),
    "treaty": ("treaty-timeline", {"treaty": "DLT"}, "what", ["held", "held", "held", "accuse", "deny", "sign", "ratify", "suspend"]),
    "standing": ("treaty-standing", {}, "what", ["ratify", "suspend"]),
    "changed": ("what-changed-since", {"day": "2022-02-19"}, "change", ["changed", "new", "new", "new", "new"]),
    "conflicts": (
        "conflicts",
        {"event": "Talks between Ada Example and Bruno Sample in Demoville, 2022"},
        "kind",
        ["day", "day", "place", "place"],
    ),
    "readings": (
        "conflicts",
        {"event": "Main meeting of the United States and Russia in Geneva"},
        "but",
        ["2022-01-09/2022-01-09 publication"],
    ),
    "one rule": ("by-rule", {"rule": "statement.accuse"}, "reports", ["1", "1"]),
    "coverage": ("coverage-by-source", {}, "articles", ["1", "1", "3", "4", "1"]),
    "one source": ("single-source", {"status": "held"}, "begin", ["2020-02-28", "2022-01-19", "2022-02-17"]),
    "tenures on a day": ("tenures-on", {"day": "2022-01-09", "owner": "US"}, "holder", ["Wendy Sherman"]),
    "tenures by the vocabulary": ("tenures-on", {"day": "2020-01-01"}, "holder", ["Ada Example", "Bruno Sample"]),
    "no tenure beyond its end": ("tenures-on", {"day": "2023-01-01", "owner": "Samplonia"}, "holder", []),
    "offices": ("offices-of", {"person": "Mingus"}, "attested", ["2022-01-09"]),
    "in a place and its rooms": ("meetings-in", {"place": "Demoville"}, "where", ["Demoville", "Demoville", "Demo Palace"]),
    "in a country": ("meetings-in", {"place": "Switzerland"}, "begin", ["2022-01-09", "2022-01-10", "2022-02-17", "2022-04-01"]),
    "places": ("places-of-meetings", {"until": "2021"}, "place", ["Demoville"]),
    "topics": ("topics-by-year", {"topic": "arms control"}, "year", ["2020", "2021", *["2022"] * 6]),
    "evidence": ("evidence-of", {"event": "Meeting of Dmitri Specimen and NATO"}, "rule", ["meeting.deny"]),
    "series": ("series", {"process": "Examplia–Samplonia dialogue"}, "status", ["held", "held", "held", "postponed", "cancelled"]),
    "on whose word": ("on-whose-word", {"country": "US"}, "named", ["unnamed", "named"]),
    "shared topics": ("shared-topics", {"state": "US"}, "topic", ["INF-range missiles", "military exercises"]),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_question_answers(graph: Graph, case: tuple[str, dict[str, str], str, list[str]]) -> None:
    name, given, column, expected = case
    assert [one[column] for one in rows(graph, name, **given)] == expected


def test_every_question_has_a_case_of_its_own() -> None:
    covered = {case[0] for case in CASES.values()} | {"who-met-whom", "who-met-whom-on-what"}
    assert covered == set(questions())


def test_quotes_of_the_real_article_are_cut_from_its_text(graph: Graph) -> None:
    text = (Path(__file__).parents[1] / "seeds" / "000_fde489b2373b5e7d.txt").read_text(encoding="utf-8")
    for one in rows(graph, "evidence-of", event="Talks between Wendy Sherman and Sergey Ryabkov in Geneva"):
        assert text[int(one["from_character"]) : int(one["to_character"])] == one["quote"]
