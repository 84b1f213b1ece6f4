"""A graph that grows: articles added, taken out and watched; decisions by hand; the graph against a table of its meetings."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from test_build import KNOWLEDGE, extract, write
from test_merge import HELD, PLANNED, meeting, meetings, told

from kg import collection, decide, home, vocab
from kg.build import build
from kg.cli import main
from kg.merge import report_of
from kg.merge.decisions import Decision, read
from kg.problems import BadInput, Broken, UnknownName
from kg.store import load_graph
from kg.tally import names_of, read_rows, tally

FIRST = "Lavrov meets Blinken in Geneva\n20220122\n\nSergey Lavrov met Antony Blinken in Geneva on Friday.\n"
SECOND = "Sherman meets Ryabkov\n20220111\n\nWendy Sherman met Sergey Ryabkov in Geneva on Monday.\n"


@pytest.fixture
def graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a graph of one article; decisions go to a folder of the test's own."""
    monkeypatch.setenv("KG_DECISIONS", str(tmp_path / "decisions"))
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "first.txt").write_text(FIRST, encoding="utf-8")
    assert run("build", str(tmp_path / "news"), "-o", str(tmp_path / "out"), "--no-page").exit_code == 0
    return tmp_path / "out"


def run(*words: str, text: str = "") -> Result:
    return CliRunner().invoke(main, words, input=text)


def test_what_is_added_and_removed_again_leaves_the_same_bytes(graph):
    before = (graph / "graph.ttl").read_bytes()
    assert run("add", "-", "-o", str(graph), text=SECOND).exit_code == 0
    assert b"Wendy Sherman" in (graph / "graph.ttl").read_bytes()
    assert run("remove", "sherman meets ryabkov", "-o", str(graph)).exit_code == 0
    assert (graph / "graph.ttl").read_bytes() == before


def test_an_added_article_outlives_its_file_and_the_next_build(graph, tmp_path):
    file = tmp_path / "second.txt"
    file.write_text(SECOND, encoding="utf-8")
    run("add", str(file), "-o", str(graph))
    file.unlink()
    run("build", str(tmp_path / "news"), "-o", str(graph), "--no-page")
    assert b"Wendy Sherman" in (graph / "graph.ttl").read_bytes()


def test_a_removed_source_stays_on_disk_and_out_of_the_graph_until_it_is_added(graph, tmp_path):
    run("add", "-", "-o", str(graph), text=SECOND)
    assert run("remove", "first.txt", "-o", str(graph)).exit_code == 0
    run("build", "-o", str(graph), "--no-page")
    assert (tmp_path / "news" / "first.txt").exists()
    assert b"Sergey Lavrov" not in (graph / "graph.ttl").read_bytes()
    assert run("add", str(tmp_path / "news"), "-o", str(graph)).exit_code == 0
    assert b"Sergey Lavrov" in (graph / "graph.ttl").read_bytes()


def test_an_unknown_article_is_answered_with_what_is_near(graph):
    result = run("remove", "Lavrow meets Blinken in Geneva", "-o", str(graph))
    assert result.exit_code == 2
    assert "did you mean 'Lavrov meets Blinken in Geneva'" in result.stderr


def test_a_faulty_file_adds_nothing(graph):
    with pytest.raises(Broken, match="bad-date"):
        collection.add(collection.read(graph), ["-"], text="A title\nno date\n\nText.\n")
    assert not (graph / "articles").exists()


def test_a_source_that_is_gone_does_not_shrink_the_graph(graph, tmp_path):
    (tmp_path / "news").rename(tmp_path / "elsewhere")
    result = run("add", "-", "-o", str(graph), text=SECOND)
    assert result.exit_code == 2
    assert "no longer there" in result.stderr


def test_two_processes_make_the_same_bytes_as_one(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(40):
        write(folder, number)
    write(folder, 41, "trouble met somebody")
    made = [build([folder], tmp_path / str(jobs), KNOWLEDGE, extract=extract, ontology=[], jobs=jobs) for jobs in (1, 2)]
    assert made[0].graph.read_bytes() == made[1].graph.read_bytes()
    assert [one.code for one in made[1].problems] == ["extract-failed"]


def test_watching_builds_again_when_an_article_comes_and_ends_cleanly(graph, tmp_path):
    program = "import sys; from kg.cli import main; main(sys.argv[1:])"
    child = subprocess.Popen(
        [sys.executable, "-c", program, "watch", str(tmp_path / "news"), "-o", str(graph), "--every", "0.1"],
        env={**os.environ, "PYTHONPATH": str(home.PACKAGE.parent)},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert child.stderr is not None
        while "watching" not in child.stderr.readline():
            pass
        (tmp_path / "news" / "second.txt").write_text(SECOND, encoding="utf-8")
        end = time.monotonic() + 60
        while b"Wendy Sherman" not in (graph / "graph.ttl").read_bytes() and time.monotonic() < end:
            time.sleep(0.1)
        assert b"Wendy Sherman" in (graph / "graph.ttl").read_bytes()
        child.send_signal(signal.SIGTERM)  # a shell starts what runs in the background deaf to SIGINT
        assert child.wait(30) == 0
        assert "stopped" in child.stderr.read()
    finally:
        child.kill()
        child.wait()
        child.stderr.close()


def test_a_decision_is_written_applied_and_taken_back(graph, tmp_path):
    run("add", "-", "-o", str(graph), text=SECOND.replace("Sergey Ryabkov", "Serghei Riabkow, a Russian deputy foreign minister,"))
    before = (graph / "graph.ttl").read_bytes()
    one, other = "Serghei Riabkow", "Sergey Ryabkov"
    assert run("same", one, other, "-o", str(graph)).exit_code == 0
    assert [row.same for row in read(tmp_path / "decisions" / "decisions.ttl")] == [True]
    assert vocab.iri("person", "sergey-ryabkov").rsplit("/", 1)[-1].encode() in (graph / "graph.ttl").read_bytes()
    undone = run("same", vocab.iri("person", "serghei-riabkow"), other, "-o", str(graph), "--undo")
    assert undone.exit_code == 0, undone.stderr
    assert (graph / "graph.ttl").read_bytes() == before


def test_a_bad_id_is_answered_with_near_ones(graph):
    name = vocab.iri("person", "sergey-lavrof")
    with pytest.raises(UnknownName, match="person:sergey-lavrov"):
        decide.named(load_graph(graph / "graph.ttl"), name)


def test_a_person_and_a_place_cannot_be_one(graph, tmp_path):
    with pytest.raises(BadInput, match="cannot be one thing"):
        decide.decide(
            tmp_path / "d.ttl",
            vocab.iri("person", "sergey-lavrov"),
            vocab.iri("place", "geneva"),
            same=True,
            graph=load_graph(graph / "graph.ttl"),
        )


def test_decisions_that_exclude_each_other_are_refused_and_the_opposite_replaces(tmp_path):
    path = tmp_path / "d.ttl"
    decide.decide(path, "x:a", "x:b", same=True)
    decide.decide(path, "x:b", "x:c", same=True)
    with pytest.raises(BadInput, match="by way of others"):
        decide.decide(path, "x:a", "x:c", same=False)
    assert len(read(path)) == 2
    assert Decision("x:a", "x:b", same=False) in decide.decide(path, "x:a", "x:b", same=False)


def test_a_decision_parts_two_reports_that_look_the_same():
    other = told("2022-01-10", HELD.facts[0], text=" ".join(f"other{number}" for number in range(100)))
    ids = sorted(report_of(one.facts[0], one.article).id for one in (HELD, other))
    assert len(meetings(HELD, other)) == 1
    assert len(meetings(HELD, other, decisions=(Decision(*ids, same=False),))) == 2


def test_the_person_of_one_article_can_be_declared_somebody_else():
    person, article = vocab.iri("person", "sherman"), HELD.article.iri
    told_of = meetings(HELD, PLANNED, decisions=(Decision(*sorted((person, article)), same=False),))
    assert len(told_of) == 2
    assert sum(person in one.ids("participant") for one in told_of) == 1


def test_a_second_meeting_of_one_name_can_be_joined_by_a_decision():
    one, other = told("2022-01-10", meeting("US", "RU")), told("2022-01-20", meeting("US", "RU"))
    ids = sorted(event.id for event in meetings(one, other))
    assert len(ids) == 2
    assert len(meetings(one, other, decisions=(Decision(*ids, same=True),))) == 1


TABLE = "meeting,participants,countries,place,earliest,latest,status,format,briefs,optional\n"


def test_a_table_of_meetings_finds_hits_misses_and_false_ones(graph, tmp_path):
    table = tmp_path / "table.csv"
    table.write_text(
        TABLE + "one,Sergey Lavrov;Antony Blinken,RU;US,Geneva,2022-01-21,2022-01-21,held,meeting,first,no\n"
        "two,Wendy Sherman;Sergey Ryabkov,RU;US,Geneva,2022-01-10,2022-01-10,held,meeting,first,no\n",
        encoding="utf-8",
    )
    found = tally(read_rows(table), load_graph(graph / "graph.ttl"), names_of([tmp_path / "news"]))
    assert (found.counts["meetings"].hit, found.counts["meetings"].missed, found.counts["meetings"].false) == (1, 1, 0)
    assert [found.counts[name].hit for name in ("participants", "date", "place", "status")] == [2, 1, 1, 1]


def test_a_table_without_its_columns_is_refused(tmp_path):
    (tmp_path / "table.csv").write_text("meeting,place\nx,y\n", encoding="utf-8")
    with pytest.raises(Broken, match="participants"):
        read_rows(tmp_path / "table.csv")


FLOORS = {"meetings": 0.55, "participants": 0.775, "date": 0.53, "place": 0.67, "status": 0.68}
"""F1 of the seeds' graph; they only go up. The target is .95."""


def test_the_graph_of_the_seeds_agrees_with_its_table(tmp_path):
    root = Path(__file__).parents[1]
    run("build", str(root / "seeds"), "-o", str(tmp_path / "out"), "--no-page")
    result = run("evaluate", str(root / "tests" / "gold" / "seeds.csv"), "--graph", str(tmp_path / "out" / "graph.ttl"), "--format", "json")
    figures = {name: one["f1"] for name, one in json.loads(result.stdout).items()}
    assert {name: figure for name, figure in figures.items() if figure < FLOORS[name]} == {}
