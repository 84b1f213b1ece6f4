"""Every mistake in a rule file is named with its file, its line and column, what is wrong, and what to do; one fault is one remark."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.knowledge import load_knowledge
from kg.problems import Broken, Problem
from kg.rules import load
from kg.rules.compile import RuleSet

_KNOWLEDGE = load_knowledge()
_TERMS = frozenset(name for name, _, _ in _KNOWLEDGE.vocabulary.concepts)
_GOOD = """- id: my.rule
  says: One mocks another.
  patterns:
    - "{A:actor+} <mock> {B:actor+}"
  fact: Statement
  act: praise
  roles: {speaker: [A], target: [B]}
  unless:
    - "<mock> gently"
  examples:
    match:
      - text: Germany mocked France.
        gives: {speaker: Germany, target: France}
    no_match:
      - text: France was calm.
        because: nobody is mocked
"""


def _problems(tmp_path: Path, content: str | bytes) -> tuple[Problem, ...]:
    """The mistakes of a rule file."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "mine.yaml").write_bytes(content if isinstance(content, bytes) else content.encode())
    try:
        RuleSet(load.load([tmp_path], _KNOWLEDGE.vocabulary.kinds(), _TERMS), _KNOWLEDGE.lexicon)
    except Broken as broken:
        return broken.problems
    return ()


def test_a_sound_file_has_no_mistake(tmp_path: Path) -> None:
    assert _problems(tmp_path, _GOOD) == ()


def test_a_single_text_counts_as_a_list_of_one(tmp_path: Path) -> None:
    content = _GOOD.replace("patterns:\n    - ", "patterns: ").replace("unless:\n    - ", "unless: ")
    assert _problems(tmp_path, content) == ()


def test_a_file_written_on_another_system_is_read(tmp_path: Path) -> None:
    assert _problems(tmp_path, b"\xef\xbb\xbf" + _GOOD.replace("\n", "\r\n").encode()) == ()


@pytest.mark.parametrize(
    ("right", "wrong", "code", "place", "remedy"),
    [
        ("  says", "\tsays", "yaml", (2, 1), "indent with spaces"),
        ('{B:actor+}"', "{B:actor+}", "yaml", (9, 8), "missing quote above"),
        ("  fact:", "   fact:", "yaml", (5, 4), "stand exactly below"),
        ("mocks another", "mocks: another", "yaml", (2, 18), "double quotes"),
        ("text: France was calm.", 'text: "France was calm.', "yaml", (15, 15), "close the quote"),
        ("{speaker: [A], target: [B]}", "{speaker: [A], target: [B]", "yaml", (7, 10), "close it with }"),
        ("act: praise", "act: praise\n  act: say", "repeated-key", (7, 3), "keep one"),
        ("patterns:", "patern:", "unknown-key", (3, 3), "did you mean 'pattern'"),
        ("<mock> {B", "<mock> %tlaks {B", "unknown-class", (4, 26), "did you mean 'talks'"),
        ("<mock> gently", "<mokc> gently", "unknown-verb", (9, 8), "did you mean 'mock'"),
        ("{B:actor+}", "{B:actr+}", "unknown-type", (4, 29), "did you mean 'actor'"),
        ("{B:actor+}", "{B:Actor}", "pattern", (4, 26), "{Name:type}"),
        ("{A:actor+}", "{V1:actor+}", "pattern", (4, 9), "call the slot"),
        ("<mock> {B", "<mock> * {B", "pattern", (4, 26), "a gap is .."),
        ("<mock> {B", "<mock> by-and {B", "", (0, 0), ""),
        ("<mock> {B", "<mock> Mock-Up {B", "pattern", (4, 26), "write Mock - Up"),
        ("<mock> {B", "<mock> [with {B", "pattern", (4, 42), "add ']'"),
        ("<mock> gently", "<mock> (gently|)", "pattern", (9, 23), "[ ]"),
        ('{B:actor+}"', '{B:actor+} ..."', "pattern", (4, 37), "leave it out"),
        ("<mock> {B", "<> {B", "pattern", (4, 19), "<meet>"),
        ("act: praise", "act: prase", "unknown-term", (6, 8), "did you mean 'praise'"),
        ("act: praise", "act: praise\n  status: hled", "unknown-term", (7, 11), "did you mean 'held'"),
        ("act: praise", "act: praise\n  polarity: maybe", "unknown-term", (7, 13), "negative, positive"),
        ("act: praise", "act: praise\n  state: stabel", "unknown-term", (7, 10), "did you mean 'stable'"),
        ("fact: Statement", "fact: Statment", "unknown-fact", (5, 9), "did you mean 'Statement'"),
        ("target:", "traget:", "unknown-role", (7, 25), "did you mean 'target'"),
        ("target:", "host:", "unknown-role", (7, 25), "its roles are: speaker"),
        ("speaker: [A], ", "", "missing-role", (1, 3), "write roles: {speaker"),
        ("target: [B]", "target: [C]", "unbound-role", (7, 34), "{C:actor}"),
        ("roles: {speaker: [A], target: [B]}", "roles: speaker A", "bad-roles", (7, 3), "write roles:"),
        ("gives: {speaker: Germany, target: France}", "gives: Germany", "bad-gives", (13, 9), "write gives:"),
        ("- id: my.rule\n ", "-", "missing-key", (1, 3), "add 'id"),
        ("my.rule", "My Rule", "bad-id", (1, 7), "meeting.call-on"),
        ("      - text: Germany mocked France.\n  ", "      text: Germany mocked France.\n", "examples", (11, 5), "begin each"),
        ("match:\n", "mach:\n", "unknown-key", (11, 5), "did you mean 'match'"),
        ("because:", "becaus:", "unknown-key", (16, 9), "did you mean 'because'"),
    ],
    ids=lambda one: repr(one) if isinstance(one, str) else "",
)
def test_a_mistake_is_named_with_its_place_and_its_remedy(
    tmp_path: Path, right: str, wrong: str, code: str, place: tuple[int, int], remedy: str
) -> None:
    assert right in _GOOD
    problems = _problems(tmp_path, _GOOD.replace(right, wrong, 1))
    if not code:
        assert problems == ()
        return
    found = [one for one in problems if one.code == code]
    assert found, problems
    assert found[0].path.endswith("rules/mine.yaml")
    assert (found[0].line, found[0].column if place[1] else 0) == place
    assert remedy in found[0].remedy
    assert found[0].message
    assert not [one for one in problems if one.code == "unbound-role" and one.code != code], "a fault that only follows from another"


def test_two_rules_of_one_name_are_named_with_both_places(tmp_path: Path) -> None:
    (problem,) = _problems(tmp_path, _GOOD + _GOOD)
    assert (problem.code, problem.line) == ("same-id", 17)
    assert "mine.yaml:1" in problem.message


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("rules:\n  - id: x\n", "not-a-list"),
        ("-\n", "not-a-rule"),
        (_GOOD.replace("calm", "calm\xe9").encode("latin-1"), "unreadable"),
        (_GOOD + "---\n" + _GOOD, "yaml"),
    ],
    ids=["mapping", "nothing", "latin-1", "two documents"],
)
def test_a_file_that_is_no_list_of_rules_is_refused(tmp_path: Path, content: str | bytes, code: str) -> None:
    (problem,) = _problems(tmp_path, content)
    assert problem.code == code
    assert problem.remedy


def test_all_mistakes_are_shown_at_once(tmp_path: Path) -> None:
    content = _GOOD.replace("praise", "prase").replace("{B:actor+}", "{B:actr+}").replace("because", "becaus")
    assert [one.code for one in _problems(tmp_path, content)] == ["unknown-type", "unknown-term", "unknown-key"]
