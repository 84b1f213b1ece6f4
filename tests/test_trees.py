"""The views that a parser's tree gives, and the whole way with any spaCy pipeline that is installed."""

from __future__ import annotations

import importlib.util

import pytest

from kg import examples, extract, trees
from kg.knowledge import Knowledge, load_knowledge
from kg.problems import BadInput, MissingExtra

_TEXT = "Norway, whose coast is long, met Sweden."


def _words(text: str, *rows: tuple[str, int, str]) -> list[trees.Word]:
    """Words with the number of the word above and the relation, as a parser would give them."""
    made, place = [], 0
    for form, head, relation in rows:
        place = text.index(form, place)
        made.append(trees.Word(place, place + len(form), form.lower(), head, relation))
        place += len(form)
    return made


def _shown(text: str, words: list[trees.Word], known: Knowledge) -> list[str]:
    article = examples.article(text)
    reads, _ = extract.read(article, known)
    found = trees.views(reads[0].clauses.nodes, words, reads[0].sentence.span.start)
    return [" ".join(article.text[node.start : node.end] for node in view.nodes) for view in found]


def test_a_verb_stands_beside_its_subject_and_object(knowledge: Knowledge) -> None:
    rows = [
        ("Norway", 7, "nsubj"),
        (",", 0, "punct"),
        ("whose", 3, "poss"),
        ("coast", 4, "nsubj"),
        ("is", 0, "relcl"),
        ("long", 4, "acomp"),
    ]
    words = _words(_TEXT, *rows, (",", 0, "punct"), ("met", 7, "ROOT"), ("Sweden", 7, "dobj"), (".", 7, "punct"))
    assert "Norway met Sweden" in _shown(_TEXT, words, knowledge)


def test_the_labels_of_universal_dependencies_are_known(knowledge: Knowledge) -> None:
    text = "Norway met with Sweden."
    words = _words(text, ("Norway", 1, "nsubj"), ("met", 1, "root"), ("with", 3, "case"), ("Sweden", 1, "obl"), (".", 1, "punct"))
    assert _shown(text, words, knowledge) == ["Norway met with Sweden"]


def test_a_tree_that_is_a_circle_ends(knowledge: Knowledge) -> None:
    text = "Norway met Sweden."
    words = _words(text, ("Norway", 2, "conj"), ("met", 0, "xcomp"), ("Sweden", 1, "conj"), (".", 1, "punct"))
    assert _shown(text, words, knowledge) == []


def test_a_parser_that_is_not_there_is_named_with_what_to_do() -> None:
    if importlib.util.find_spec("spacy") is None:
        with pytest.raises(MissingExtra, match="parser"):
            load_knowledge(parser="no_such_pipeline")
    else:
        with pytest.raises(BadInput, match="no spaCy pipeline 'no_such_pipeline'"):
            load_knowledge(parser="no_such_pipeline")


def _pipeline() -> str:
    """An installed spaCy pipeline for English that has a parser."""
    spacy = pytest.importorskip("spacy", reason="spaCy is not installed: the optional parser is not tested")
    for name in sorted(spacy.util.get_installed_models()):
        try:
            trees.version(name)
        except (BadInput, ImportError):
            continue
        if name.startswith("en"):
            return str(name)
    pytest.skip("no English spaCy pipeline with a parser is installed: the optional parser is not tested")


def test_a_fact_that_a_parser_found_says_so_and_no_other_does() -> None:
    known = load_knowledge(parser=_pipeline())
    plain = load_knowledge()
    assert known.digest != plain.digest
    hard = examples.article(
        "Angela Merkel, tired after a week of storms and strikes at home, on her way to the coast briefly met Emmanuel Macron."
    )
    easy = examples.article("Angela Merkel met Emmanuel Macron in Berlin.")
    assert [fact.parser for fact in extract.extract(easy, known).facts if fact.type == "Meeting"] == [""]
    assert extract.extract(easy, known).facts == extract.extract(easy, plain).facts
    found = [fact for fact in extract.extract(hard, known).facts if fact.type == "Meeting"]
    assert found
    assert all(fact.parser == known.parser_version for fact in found if fact not in extract.extract(hard, plain).facts)
