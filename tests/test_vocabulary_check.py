"""`kg vocabulary check` and `format`: the project's own files are sound, and each kind of fault is found with its line."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from kg import home, vocabulary
from kg.cli import main
from kg.curate import turtle
from kg.curate.check import check

FILES = vocabulary.files([home.folder("ontology")])
HEAD = """@prefix cq: <https://w3id.org/communique/ns#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix state: <https://w3id.org/communique/id/state/> .
@prefix tenure: <https://w3id.org/communique/id/tenure/> .
@prefix topic: <https://w3id.org/communique/id/topic/> .
@prefix treaty: <https://w3id.org/communique/id/treaty/> .

"""
TREATY = 'treaty:x a cq:Treaty ; skos:prefLabel "X Treaty"@en ; dcterms:source "a page" ; skos:broader topic:arms-control'


def test_the_project_s_vocabularies_have_no_faults() -> None:
    assert [str(one) for one in check([home.folder("ontology")]) if one.severity == "error"] == []


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_a_file_is_read_as_turtle_and_is_in_its_written_form(path: Path) -> None:
    read = turtle.read(path)
    mine = {(entry.subject, row.property, row.value) for entry in read.entries for row in entry.rows}
    assert mine == {
        (one.subject.value, one.predicate.value, str(one.object)) for one in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    }
    assert path.read_text("utf-8") == turtle.text(read)


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (TREATY.replace('dcterms:source "a page" ; ', ""), "no-source"),
        (TREATY.replace("topic:arms-control", "topic:arms-controll"), "unknown"),
        (TREATY + ' ; cq:opened "2019-02-30"', "date"),
        (TREATY + ' ; cq:opened "2019-02-20" ; cq:ended "2018-01-01"', "dates"),
        (TREATY.replace('"X Treaty"@en', '"X Treaty"'), "language"),
        (TREATY.replace("X Treaty", "the X Treaty"), "label"),
        (TREATY.replace("X Treaty", "New START"), "same-label"),
        (TREATY.replace("treaty:x ", "treaty:X_1 "), "id"),
        (TREATY + " .\n" + TREATY, "twice"),
        (TREATY.replace(' ; skos:prefLabel "X Treaty"@en', ""), "no-label"),
        (TREATY.replace("cq:Treaty", "cq:Topic").replace("treaty:x", "topic:x").replace("topic:arms-control", "topic:x"), "circle"),
    ],
    ids=lambda value: value if " " not in value else "",
)
def test_a_fault_is_found_with_its_line(entry: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text(HEAD + entry + " .\n", encoding="utf-8")
    found = check([home.folder("ontology"), tmp_path], only=tmp_path)
    assert [one.line >= 9 and bool(one.remedy) for one in found if one.code == code] == [True]


def test_what_is_no_turtle_is_one_clear_fault(tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text(HEAD + "treaty:x a cq:Treaty ;; . .", encoding="utf-8")
    assert [(one.code, one.line) for one in check([tmp_path])] == [("turtle", 9)]


def test_formatting_twice_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(HEAD + "# why this one\n" + TREATY + " .\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["vocabulary", "format", str(path)])
    assert done.exit_code == 0, done.output
    assert "# why this one\ntreaty:x a cq:Treaty ;\n" in path.read_text("utf-8")
    assert CliRunner().invoke(main, ["vocabulary", "format", "--check", str(path)]).exit_code == 0
