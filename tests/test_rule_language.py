"""What a pattern and a condition may say, and that it has the effect which docs/rules.md promises.

The rules here ask for verbs that no rule of the project has, so that nothing competes with them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import examples, explain, extract, home
from kg.knowledge import Knowledge, compile_knowledge
from kg.problems import Broken
from kg.rules import load

_SCHEMA = """@prefix cq: <https://w3id.org/communique/ns#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
cq:Alliance a owl:Class ; rdfs:subClassOf cq:Organization .
cq:DefenceAlliance a owl:Class ; rdfs:subClassOf cq:Alliance .
"""
_ENTRIES = """@prefix cq: <https://w3id.org/communique/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://w3id.org/communique/id/org/larchen-pact> a cq:DefenceAlliance ; skos:prefLabel "Larchen Pact"@en .
"""
_RULES = {
    "known": ("{A:actor+} <serenade> {B:actor+}", "{known: B}"),
    "different": ("{A:actor+} <eclipse> {B:actor+}", "{different: [A, B]}"),
    "same": ("{A:actor+} <tutor> {B:actor+}", "{same: [A, B]}"),
    "other-side": ("{A:actor+} <pester> {B:actor+}", "{other-side: [A, B]}"),
    "same-side": ("{A:actor+} <outwit> {B:actor+}", "{same-side: [A, B]}"),
    "is": ("{A:actor+} <dazzle> {B:actor+}", "{is: {A: [person, ministry]}}"),
    "is-not": ("{A:actor+} <amuse> {B:actor+}", "{is-not: {B: news}}"),
    "kind": ("{A:parliament} <bewitch> {B:actor+}", "{}"),
    "class": ("{A:defencealliance} <enchant> {B:actor+}", "{}"),
    "choice": ("{A:actor+} (<flabbergast>|<be> full of tunes for) {B:actor+}", "{}"),
    "noun": ("{A:actor+} <tickle> {B:actor+} over (inspectors|diplomats)", "{}"),
    "group": ("{A:actor+} <mesmerise> {B:group}", "{}"),
}


def _rule(name: str, pattern: str, where: str) -> str:
    return f"""- id: test.{name}
  says: One does something to another.
  patterns: ["{pattern}"]
  fact: Statement
  act: praise
  roles: {{speaker: A, target: B}}
  where: {where}
  examples: {{match: [], no_match: []}}
"""


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """The project's knowledge with the rules of this test, in a folder of an expert's own."""
    folder = tmp_path_factory.mktemp("ontology")
    (folder / "rules").mkdir()
    (folder / "rules" / "mine.yaml").write_text("".join(_rule(name, *parts) for name, parts in _RULES.items()), encoding="utf-8")
    (folder / "schema.ttl").write_text(_SCHEMA, encoding="utf-8")
    (folder / "mine.ttl").write_text(_ENTRIES, encoding="utf-8")
    return compile_knowledge([home.folder("ontology"), folder], "")


def _gives(sentence: str, known: Knowledge, rule: str) -> list[dict[str, list[str]]]:
    """For each fact of a rule: role → labels."""
    found = extract.extract(examples.article(sentence), known).facts
    return [{role: [one.label for one in rows] for role, rows in fact.roles} for fact in found if fact.rule == f"test.{rule}"]


@pytest.mark.parametrize(
    ("rule", "stands", "falls"),
    [
        ("known", "Germany serenaded Emmanuel Macron.", "Germany serenaded Hubert Nobodyson."),
        ("different", "Germany eclipsed France.", "Germany eclipsed Germany."),
        ("same", "Germany tutored Germany.", "Germany tutored France."),
        ("other-side", "Olaf Scholz pestered Emmanuel Macron.", "Olaf Scholz pestered Germany."),
        ("same-side", "Olaf Scholz outwitted Germany.", "Olaf Scholz outwitted Emmanuel Macron."),
        ("is", "Olaf Scholz dazzled France.", "Germany dazzled France."),
        ("is-not", "Germany amused the African Union.", "Germany amused Reuters."),
        ("kind", "The Bundestag bewitched France.", "The African Union bewitched France."),
        ("class", "The Larchen Pact enchanted France.", "NATO enchanted France."),
    ],
)
def test_a_condition_or_a_narrower_type_decides(known: Knowledge, rule: str, stands: str, falls: str) -> None:
    assert _gives(stands, known, rule)
    assert not _gives(falls, known, rule)


def test_the_explanation_names_the_condition(known: Knowledge) -> None:
    shown = explain.as_text(explain.explain_sentence("Olaf Scholz pestered Germany.", known, "test.other-side"))
    assert "does not meet the rule's condition other-side: [A, B]" in shown


def test_an_explanation_shows_the_words_so_far(known: Knowledge) -> None:
    shown = explain.as_text(explain.explain_sentence("Olaf Scholz pestered the cat.", known, "test.other-side"))
    assert "up to “Olaf Scholz pestered”" in shown


def test_a_required_word_may_stand_in_every_alternative(known: Knowledge) -> None:
    assert _gives("Germany flabbergasted France.", known, "choice")
    assert _gives("Germany was full of tunes for France.", known, "choice")


def test_a_group_may_be_written_without_plus(known: Knowledge) -> None:
    assert _gives("Poland mesmerised the leaders of France and Germany.", known, "group")


@pytest.mark.parametrize("phrase", ["inspectors", "the three inspectors", "senior foreign diplomats"])
def test_a_word_means_a_phrase_without_a_name_by_its_noun(known: Knowledge, phrase: str) -> None:
    assert _gives(f"Germany tickled France over {phrase}.", known, "noun")
    assert not _gives("Germany tickled France over senior officials.", known, "noun")


@pytest.mark.parametrize(
    ("where", "code", "remedy"),
    [
        ("{knwon: B}", "unknown-condition", "known"),
        ("{different: A}", "unknown-condition", "name two"),
        ("{known: C}", "unbound-role", "bind it"),
        ("{is: {A: minstry}}", "unknown-type", "ministry"),
        ("{is: A}", "unknown-condition", "write is"),
    ],
)
def test_a_mistake_in_a_condition_is_named_with_its_remedy(tmp_path: Path, where: str, code: str, remedy: str) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "mine.yaml").write_text(_rule("mine", "{A:actor+} <pester> {B:actor+}", where), encoding="utf-8")
    with pytest.raises(Broken) as raised:
        load.load([tmp_path], {"ministry": "organization"})
    (problem,) = raised.value.problems
    assert (problem.code, problem.line) == (code, 7)
    assert remedy in problem.remedy
