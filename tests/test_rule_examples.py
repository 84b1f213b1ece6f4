"""Every example inside every rule, each a test of its own: `rules/meetings.yaml::meeting.meet::match[0]`."""

from __future__ import annotations

import pytest

from kg import examples
from kg.knowledge import Knowledge, load_knowledge
from kg.rules.rule import Example, Rule

_KNOWLEDGE = load_knowledge()
_CASES = [
    pytest.param(rule, example, number, id=examples.example_id(rule.file, rule.id, example.kind, number))
    for rule in _KNOWLEDGE.rules
    for number, example in examples.numbered(rule)
]


@pytest.fixture
def knowledge() -> Knowledge:
    return _KNOWLEDGE


@pytest.mark.parametrize(("rule", "example", "number"), _CASES)
def test_example(rule: Rule, example: Example, number: int, knowledge: Knowledge) -> None:
    result = examples.run_one(rule, example, number, knowledge)
    if not result.passed:
        pytest.fail(str(result), pytrace=False)


def test_an_example_is_found_by_the_beginning_of_its_rules_id(knowledge: Knowledge) -> None:
    results = list(examples.run(knowledge, ["meeting"]))
    assert results
    assert {result.rule.split(".")[0] for result in results} == {"meeting"}


def test_a_wrong_participant_is_named_in_the_message(knowledge: Knowledge) -> None:
    rule = knowledge.rule_set.by_id["meeting.meet"]
    example = Example("match", "Sergey Lavrov met Antony Blinken in Geneva.", (("participant", ("Sergey Lavrov", "Wang Yi")),), line=7)
    result = examples.run_one(rule, example, 0, knowledge)
    assert not result.passed
    assert "participant lacks Wang Yi" in str(result)
    assert "Antony Blinken" in result.found[0]


def test_a_known_miss_that_is_found_asks_to_be_moved_up(knowledge: Knowledge) -> None:
    rule = knowledge.rule_set.by_id["meeting.meet"]
    result = examples.run_one(rule, Example("known_miss", "Sergey Lavrov met Antony Blinken in Geneva."), 0, knowledge)
    assert not result.passed
    assert "move the example to `match`" in result.message


def test_a_known_false_that_is_not_found_any_more_asks_to_be_moved(knowledge: Knowledge) -> None:
    rule = knowledge.rule_set.by_id["meeting.meet"]
    result = examples.run_one(rule, Example("known_false", "Nobody met anybody."), 0, knowledge)
    assert not result.passed
    assert "move the example to `no_match`" in result.message
