"""Networks: what becomes a line, and measures against the literature's small graphs.

Zachary's karate club and the Florentine families come with networkx; the values are those of the papers and textbooks named.
"""

from __future__ import annotations

import time
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner
from rdflib import Graph

from kg.cli import main
from kg.network import KINDS, bridges, changes, lines_changed, measure_triples, measured, network, path, structural_balance, triangles
from kg.network import measures as measuring
from kg.problems import UnknownName
from kg.registry import measure

SMALL = Path(__file__).parent / "fixtures" / "small.ttl"
ID = "https://w3id.org/communique/id/"


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph(store="Oxigraph").parse(SMALL, format="ox-turtle")


@pytest.fixture(scope="module")
def florence() -> nx.Graph:
    return nx.florentine_families_graph()


@pytest.fixture(scope="module")
def karate() -> nx.Graph:
    plain: nx.Graph = nx.Graph()
    plain.add_edges_from(nx.karate_club_graph().edges)  # Zachary's lines without networkx's weights
    return plain


def pairs(net: nx.Graph) -> set[frozenset[str]]:
    """The lines, by labels."""
    return {frozenset((net.nodes[one]["label"], net.nodes[other]["label"])) for one, other in net.edges}


# --- what becomes a line


def test_sides_that_meet_are_joined_and_delegates_are_not(graph: Graph) -> None:
    net = network(graph, "meets")
    assert frozenset(("Wendy Sherman", "Sergey Ryabkov")) in pairs(net)
    assert not any("James Mingus" in pair for pair in pairs(net))
    assert not any("NATO" in pair for pair in pairs(net)), "a denied meeting joins nobody"
    assert not any("Clara Placeholder" in pair for pair in pairs(net)), "nor does a cancelled one"


def test_a_line_knows_its_meetings_days_and_sources(graph: Graph) -> None:
    line = network(graph, "meets")[ID + "person/ada-example"][ID + "person/bruno-sample"]
    assert (line["weight"], line["sources"], line["first"], line["last"]) == (2, 3, "2020-02-28", "2022-01-11")


@pytest.mark.parametrize(
    ("window", "count"),
    [({}, 8), ({"until": "2020-12-31"}, 1), ({"since": "2022-02-01"}, 2), ({"since": "2022-01-09", "until": "2022-01-09"}, 1)],
    ids=["always", "2020", "since February 2022", "one day"],
)
def test_a_window_of_time_keeps_what_lies_in_it(graph: Graph, window: dict[str, str], count: int) -> None:
    assert network(graph, "meets", **window).number_of_edges() == count


def test_people_count_for_their_states(graph: Graph) -> None:
    net = network(graph, "states")
    assert frozenset(("Russia", "United States")) in pairs(net)
    assert net[ID + "state/RU"][ID + "state/US"]["weight"] == 2


def test_statements_are_directed_and_signed(graph: Graph) -> None:
    net = network(graph, "statements")
    assert net[ID + "state/XA"][ID + "state/XB"]["sign"] == -1
    assert net[ID + "state/US"][ID + "state/RU"]["sign"] == 0, "an offer and an accusation"
    assert not net.has_edge(ID + "state/XB", ID + "state/XA")


def test_bipartite_networks_have_two_sorts(graph: Graph) -> None:
    for kind in ("actor-meeting", "topics"):
        net = network(graph, kind)
        sort = nx.get_node_attributes(net, "bipartite")
        assert set(sort.values()) == {0, 1}
        assert all(sort[one] != sort[other] for one, other in net.edges)


def test_shared_topics_join_those_who_spoke_of_the_same(graph: Graph) -> None:
    assert frozenset(("Wendy Sherman", "Russia")) in pairs(network(graph, "shared-topics"))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_network_is_the_same_from_any_order_of_triples(kind: str, graph: Graph) -> None:
    again: Graph = Graph()
    for triple in sorted(graph, reverse=True):
        again.add(triple)
    one, other = network(graph, kind), network(again, kind)
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(data=True)) == list(other.edges(data=True))


def test_an_unknown_network_is_answered_with_the_nearest(graph: Graph) -> None:
    with pytest.raises(UnknownName, match="did you mean 'meets'"):
        network(graph, "meet")


# --- measures


def test_betweenness_of_the_florentine_families(florence: nx.Graph) -> None:
    """Padgett and Ansell 1993; the values as in Jackson, Social and Economic Networks (2008), section 2.1.1: Medici .522, Strozzi .103."""
    found = measured(florence, "betweenness")
    assert found["Medici"] == pytest.approx(0.522, abs=0.0005)
    assert found["Strozzi"] == pytest.approx(0.103, abs=0.0005)
    assert found["Guadagni"] == pytest.approx(0.255, abs=0.0005)
    assert found.note == ""


def test_degrees_of_the_florentine_families(florence: nx.Graph) -> None:
    found = measured(florence, "degree")
    assert (found["Medici"], found["Strozzi"], found["Guadagni"], found["Pazzi"]) == (6, 4, 4, 1)
    assert found.ranked()[0] == ("Medici", 6)


def test_bridges_of_the_florentine_families(florence: nx.Graph) -> None:
    assert bridges(florence) == [
        ("Acciaiuoli", "Medici"),
        ("Albizzi", "Ginori"),
        ("Guadagni", "Lamberteschi"),
        ("Medici", "Salviati"),
        ("Pazzi", "Salviati"),
    ]
    assert measured(florence, "bridges")["Medici"] == 2


def test_the_karate_club(karate: nx.Graph) -> None:
    """Zachary 1977: 34 members, the instructor (0) and the administrator (33); betweenness as in Freeman's definition, normalised."""
    degree, between, core = (measured(karate, name) for name in ("degree", "betweenness", "k-core"))
    assert (degree[33], degree[0], degree[32]) == (17, 16, 12)
    assert between[0] == pytest.approx(0.437635, abs=1e-6)
    assert between[33] == pytest.approx(0.304075, abs=1e-6)
    assert max(core.values()) == 4
    assert sorted(node for node in core if core[node] == 4) == [0, 1, 2, 3, 7, 8, 13, 30, 32, 33]


def test_communities_of_the_karate_club(karate: nx.Graph) -> None:
    """Four groups; the largest modularity is 0.4198 (Brandes and others 2008), and Louvain comes near it."""
    found = measured(karate, "communities")
    groups = [{node for node in found if found[node] == number} for number in sorted(set(found.values()))]
    assert nx.community.modularity(karate, groups) > 0.41
    assert found[0] != found[33], "the two who quarrelled are apart"
    assert [len(group) for group in groups] == sorted((len(group) for group in groups), reverse=True)
    assert found == measured(karate, "communities")


def test_pagerank_of_the_karate_club(karate: nx.Graph) -> None:
    """0.1009 for the administrator and 0.0970 for the instructor, as igraph and networkx give with damping 0.85."""
    found = measured(karate, "pagerank")
    assert found[33] == pytest.approx(0.1009, abs=0.00005)
    assert found[0] == pytest.approx(0.0970, abs=0.00005)
    assert sum(found.values()) == pytest.approx(1)


def test_pagerank_of_pages_that_link_nowhere() -> None:
    """A dead end passes its weight to all: two pages, one link, 0.85: the shares are 1/2.85 and 1.85/2.85."""
    found = measured(nx.DiGraph([("a", "b")]), "pagerank")
    assert found["a"] == pytest.approx(1 / 2.85, abs=1e-9)
    assert found["b"] == pytest.approx(1.85 / 2.85, abs=1e-9)


def test_the_four_triangles_of_cartwright_and_harary() -> None:
    for signs, expected in (((1, 1, 1), 1), ((1, -1, -1), 1), ((1, 1, -1), 0), ((-1, -1, -1), 0)):
        net = nx.DiGraph()
        for (one, other), sign in zip((("a", "b"), ("b", "c"), ("c", "a")), signs):
            net.add_edge(one, other, sign=sign)
        assert structural_balance(net) == (expected, 1)


def test_balance_of_words(graph: Graph) -> None:
    found = measured(network(graph, "statements"), "balance")
    assert found[ID + "state/XA"] == -1
    assert found[ID + "state/US"] == 0


def test_triangles_name_their_lines() -> None:
    net = nx.DiGraph()
    net.add_edge("b", "a", sign=-2)
    net.add_edge("b", "c", sign=1)
    net.add_edge("a", "c", sign=1)
    net.add_edge("c", "d", sign=0)
    assert [(one.one, one.two, one.three, one.signs, one.balanced) for one in triangles(net)] == [("a", "b", "c", (-1, 1, 1), False)]


def test_a_complete_signed_graph_in_two_camps_is_balanced() -> None:
    """Cartwright and Harary's structure theorem (1956): friends within two camps, enemies across: every triangle is balanced."""
    net = nx.DiGraph()
    for one, other in nx.complete_graph(7).edges:
        net.add_edge(one, other, sign=1 if (one < 3) == (other < 3) else -1)
    assert structural_balance(net) == (35, 35)


def test_changes_between_windows(graph: Graph) -> None:
    before, after = network(graph, "meets", until="2021-12-31"), network(graph, "meets", since="2022-01-01")
    found = {one.label: (one.before, one.after) for one in changes(before, after, "degree")}
    assert found["Wendy Sherman"] == (0, 1)
    assert all(old != new for old, new in found.values())
    new, gone = lines_changed(before, after)
    assert ("Sergey Ryabkov", "Wendy Sherman") in {tuple(sorted(pair)) for pair in new}
    assert not set(new) & set(gone)
    with pytest.raises(ValueError, match="names of groups"):
        changes(before, after, "communities")


def test_a_backend_that_fails_costs_nothing_but_time(monkeypatch: pytest.MonkeyPatch) -> None:
    net = nx.barabasi_albert_graph(700, 2, seed=1)
    plain = measured(net, "betweenness")
    monkeypatch.setattr(measuring, "backends", lambda: ["not-there"])
    assert measured(net, "betweenness") == plain


def test_measures_as_triples_name_their_version_and_parameters(graph: Graph) -> None:
    net = network(graph, "meets", since="2020", until="2022-06")
    rows = measure_triples(net, ["communities", "degree", "pagerank"])
    said = {(property.rpartition("#")[2], value) for subject, property, value in rows if "/measure/" in subject}
    assert {("measureName", '"pagerank"'), ("version", '"1"'), ("network", '"meets"'), ("parameter", '"damping=0.85"')} <= said
    assert {value.partition("^^")[0] for property, value in said if property in ("since", "until")} == {'"2020"', '"2022-06"'}
    assert any(property == "approximation" and "seed" in value for property, value in said)
    assert rows == sorted(rows) == measure_triples(net, ["communities", "degree", "pagerank"])


def test_scores_in_the_graph_are_those_of_the_measure_and_fit_the_shapes(graph: Graph) -> None:
    from kg.rdf.check import check

    net = network(graph, "meets")
    rows = measure_triples(net)
    made = Graph(store="Oxigraph")
    for triple in graph:
        made.add(triple)
    made.parse(data="".join(f"<{one}> <{property}> {value} .\n" for one, property, value in rows), format="ox-nt")
    answer = made.query(
        "SELECT ?thing ?value ?rank { ?score cq:of ?thing ; cq:value ?value ; cq:rank ?rank ; cq:measure/cq:measureName 'degree' }",
        initNs={"cq": "https://w3id.org/communique/ns#"},
    )
    found = {str(thing): (float(value), int(rank)) for thing, value, rank in answer}
    degree = measured(net, "degree")
    assert {thing: value for thing, (value, _) in found.items()} == {thing: value for thing, value in degree.items() if value}
    assert all(rank == 1 + sum(other > value for other in degree.values()) for value, rank in found.values())
    problems = [one for one in check(made) if "/measure/" in one.message or "/score/" in one.message]
    assert problems == []


def test_a_large_network_says_what_is_estimated() -> None:
    found = measured(nx.barabasi_albert_graph(700, 2, seed=1), "betweenness")
    assert "estimated from 120 of 700 nodes" in found.note


@pytest.mark.parametrize("name", sorted(measure))
@pytest.mark.parametrize(
    "net",
    [nx.Graph(), nx.DiGraph([("a", "b")]), nx.empty_graph(3), nx.Graph([("a", "a"), ("a", "b")])],
    ids=["nothing", "one arrow", "no lines", "a loop"],
)
def test_a_measure_has_a_number_for_each_node_and_tells_its_source(name: str, net: nx.Graph) -> None:
    found = measured(net, name)
    assert list(found) == list(net)
    assert len((measure.get(name).__doc__ or "").strip().splitlines()) >= 3, "the definition, and where it comes from"


@pytest.mark.slow
def test_a_hundred_thousand_lines_are_measured_in_seconds() -> None:
    net = nx.barabasi_albert_graph(20_000, 5, seed=1)
    for name in sorted(measure):
        begun = time.process_time()
        scores = measured(net, name)
        assert len(scores) == 20_000
        assert time.process_time() - begun < 60, name
        assert scores.note or name not in ("betweenness", "communities"), "what is approximated is said"


# --- ways


def test_a_way_shows_the_sentences_of_each_step(graph: Graph) -> None:
    steps = path(graph, network(graph, "meets"), ID + "person/bruno-sample", ID + "person/dmitri-specimen")
    assert [step.other.rpartition("/")[2] for step in steps] == ["ada-example", "fiona-dummy", "dmitri-specimen"]
    assert [label for _, label in steps[2].events] == ["Talks between Fiona Dummy and Dmitri Specimen in Geneva"]
    assert [quote.text for quote in steps[2].quotes] == ["Fiona Dummy met Dmitri Specimen in Geneva on 17 February."]
    assert "Examplian Foreign Ministry" in {quote.said_by for quote in steps[0].quotes}


def test_of_equal_ways_the_better_supported_is_taken(graph: Graph) -> None:
    net: nx.Graph = nx.Graph()
    net.add_edge("a", "b", sources=1)
    net.add_edge("b", "d", sources=9)
    net.add_edge("a", "c", sources=2)
    net.add_edge("c", "d", sources=2)
    assert [step.other for step in path(graph, net, "a", "d")] == ["c", "d"]


def test_no_way_is_an_empty_list_and_a_stranger_an_error(graph: Graph) -> None:
    net = network(graph, "meets")
    assert path(graph, net, ID + "person/ada-example", ID + "person/wendy-sherman") == []
    with pytest.raises(UnknownName, match="not in this network"):
        path(graph, net, ID + "person/ada-example", ID + "person/nobody")


def test_the_manual_names_every_network_and_measure() -> None:
    text = (Path(__file__).parents[1] / "docs" / "networks.md").read_text(encoding="utf-8")
    rows = {line.split("`")[1] for line in text.splitlines() if line.startswith("| `")}
    assert rows == {*KINDS, *measure}


# --- the command


def said(*words: str) -> list[str]:
    """What the command prints, by lines."""
    result = CliRunner().invoke(main, ["network", *words, "-g", str(SMALL)])
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


def test_the_command_shows_measures_lines_bridges_and_changes() -> None:
    assert said("measures", "degree", "--most", "1")[0] == "measure\tvalue\tthing"
    lines = said("lines", "--kind", "states")
    assert lines[0].split("\t") == ["one", "other", "events", "sources", "first", "last"]
    assert sorted((int(line.split("\t")[2]) for line in lines[1:]), reverse=True) == [int(line.split("\t")[2]) for line in lines[1:]]
    assert said("bridges")[0] == "things cut off\ton this side\tfrom"
    assert any("Wendy Sherman\t0\t1\t1" in line for line in said("change", "--at", "2022"))
    groups = said("measures", "communities")
    assert all(line.split("\t")[0] == "communities" for line in groups[1:])
    assert any("Sergey Ryabkov" in line and "Wendy Sherman" in line for line in groups)


def test_the_command_gives_other_formats(tmp_path: Path) -> None:
    assert said("lines", "-f", "csv")[0] == "one,other,events,sources,first,last"
    assert any(line.startswith("measure:") for line in said("measures", "degree", "-f", "turtle"))
    said("lines", "-f", "gexf", "-o", str(tmp_path / "meets.gexf"))
    assert (tmp_path / "meets.gexf").read_text(encoding="utf-8").startswith("<?xml")


def test_a_way_names_its_sources() -> None:
    lines = said("path", "Wendy Sherman", "Sergey Ryabkov")
    assert lines[0] == "Wendy Sherman — Sergey Ryabkov"
    assert any("according to State Department spokesperson" in line for line in lines)


def test_no_day_is_an_error_with_its_remedy() -> None:
    result = CliRunner().invoke(main, ["network", "change", "--at", "yesterday", "-g", str(SMALL)])
    assert result.exit_code == 2
    assert "write 2022-02-24" in result.output
