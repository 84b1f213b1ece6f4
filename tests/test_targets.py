"""Whom a deed or an act is aimed at where the pattern does not say it."""

from __future__ import annotations

import pytest

from kg import examples
from kg.extract import extract
from kg.knowledge import Knowledge


def found(text: str, knowledge: Knowledge) -> list[tuple[str, list[str]]]:
    """(rule, targets) of each statement and deed."""
    facts = extract(examples.article(text), knowledge).facts
    return [(one.rule, [who.label for who in one.role("target")]) for one in facts if one.type in ("Statement", "TreatyAction")]


@pytest.mark.parametrize(
    ("text", "rule", "who"),
    [
        ("Norway froze the assets of two Chilean banks.", "done.impose-sanctions", ["Chile"]),
        ("Norway froze the assets in Chile.", "done.impose-sanctions", []),
        ("Norway froze the assets, Chile said.", "done.impose-sanctions", []),
        ("Norway promised a battalion for the force in Chile.", "statement.promise", ["Chile"]),
        ("Norway banned the imports of Chilean copper.", "done.impose-sanctions", ["Chile"]),
        ("Norway thanked the crews for their help in the war against Chile.", "statement.thank", []),
    ],
)
def test_the_target_is_the_next_other_side_that_is_not_only_beside(text: str, rule: str, who: list[str], knowledge: Knowledge) -> None:
    assert (rule, who) in found(text, knowledge)


def test_a_deed_that_is_only_threatened_is_not_done(knowledge: Knowledge) -> None:
    rules = [rule for rule, _ in found("Norway threatened on Monday to impose sanctions on Chile.", knowledge)]
    assert rules
    assert not any(rule.startswith("done.") for rule in rules)


@pytest.mark.parametrize(
    ("text", "plover"),
    [
        ("Norway will send food to Chile.", "AGREE"),
        ("Norway sent food to Chile.", "AID"),
        ("Norway will not accept the offer of Chile.", "REJECT"),
        ("Norway did not accuse Chile of anything.", ""),
    ],
)
def test_what_is_intended_or_not_done_has_a_class_of_its_own(text: str, plover: str, knowledge: Knowledge) -> None:
    facts = extract(examples.article(text), knowledge).facts
    assert plover in [one.plover for one in facts if one.type in ("Statement", "TreatyAction")]
