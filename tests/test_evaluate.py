"""`kg evaluate`: gold of several forms is read, counted and explained, and mistakes in it are named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.evaluate import Error, Score, compared, evaluate
from kg.extract import extract
from kg.knowledge import Knowledge
from kg.model import Extraction
from kg.problems import BadInput

ROWS = [
    {"id": "met", "text": "Sergei Lavrov met Antony Blinken in Geneva on Friday.", "meetings": [{"sides": ["RU", "US"], "status": "held"}]},
    {"id": "missed", "text": "Norway and Chile compared notes.", "meetings": [{"sides": ["NO", "CL"], "status": "held"}]},
    {
        "id": "accused",
        "text": "Norway accused Chile of overfishing.",
        "class": "ACCUSE",
        "source": [{"code": "NOR"}],
        "target": [{"code": "CHL"}],
    },
    {
        "id": "turned",
        "text": "Norway accused Chile of overfishing.",
        "class": "ACCUSE",
        "source": [{"code": "CHL"}],
        "target": [{"code": "NOR"}],
    },
    {"id": "calm", "text": "Norway accused Chile of overfishing.", "class": None},
]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["evaluate", *words])


def test_sentences_are_counted_by_meeting_class_and_actors(gold: Path, knowledge: Knowledge) -> None:
    score = evaluate([gold], [], lambda article: extract(article, knowledge), lambda article, start, end, kind: f"near {kind}")
    counts = {name: (one.hit, one.missed, one.false) for name, one in score.counts.items()}
    assert counts["meetings"] == (1, 1, 0)
    assert counts["classes"] == (2, 0, 1)
    assert counts["class and both actors"] == (1, 1, 0)
    assert counts["no event"] == (0, 1, 0)
    assert {(one.article, one.kind) for one in score.errors} >= {
        ("missed", "missed meeting"),
        ("turned", "actors"),
        ("calm", "false class"),
    }
    assert [one.near for one in score.errors if one.article == "missed"] == ["near Meeting"]


def test_a_rule_earns_what_its_hits_bring_and_costs_its_false_facts() -> None:
    score = Score()
    score.mark("meetings", rule="good", hit=8)
    score.mark("meetings", rule="bad", hit=1, false=6)
    assert score.earns("meetings", "good") > 0 > score.earns("meetings", "bad")


def test_two_rule_sets_are_compared_by_what_only_one_gets_wrong() -> None:
    same, gone, new = (Error(name, "missed meeting", "x", "y") for name in ("same", "gone", "new"))
    before, after = Score(errors=[same, gone]), Score(errors=[same, new])
    assert [(one.article, one.kind) for one in compared(before, after)] == [
        ("gone", "mended: missed meeting"),
        ("new", "new: missed meeting"),
    ]


def test_the_command_tells_the_nearest_rule_and_figures_by_style_and_rule(gold: Path) -> None:
    result = run(str(gold), "--errors")
    assert result.exit_code == 0, result.output
    assert "sentences\tclasses\t0.67\t1.00" in result.output
    assert "statement.accuse\tclasses\t2\t0\t1" in result.output
    assert next(line for line in result.output.splitlines() if line.startswith("missed\t")).split("\t")[4] != ""


def test_against_another_ontology_both_figures_stand_side_by_side(gold: Path) -> None:
    from kg import home

    result = run(str(gold), "--against", str(home.folder("ontology")), "--format", "json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert found["before"] == found["after"]


@pytest.mark.parametrize(
    ("line", "said"),
    [("{", "not JSON"), ('["text"]', "an object"), ('{"text": "x"}', "either 'meetings' or 'class'"), ('{"class": "AID"}', "needs 'text'")],
)
def test_a_faulty_line_is_named_with_its_place(line: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(ROWS[4]) + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(BadInput, match=rf"gold\.jsonl:2: .*{said}"):
        evaluate([path], [], lambda article: Extraction(article))
