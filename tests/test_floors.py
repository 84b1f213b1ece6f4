"""Precision and recall on the development gold must not fall; `pytest --update-golden` raises the floors, never lowers them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.evaluate import Score, evaluate
from kg.extract import extract
from kg.knowledge import load_knowledge

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
FLOORS = Path(__file__).with_name("floors.json")
MEASURES = ("meetings", "both sides", "participants", "place", "date", "status", "statements", "people", "posts", "treaties")

pytestmark = pytest.mark.skipif(not (SHARED / "corpus").is_dir(), reason="the texts of the gold annotations (../shared) are not here")


@pytest.fixture(scope="module")
def score() -> Score:
    knowledge = load_knowledge()
    gold = [*(SHARED / "gold-dev" / "gold").glob("*.json"), *(ROOT / "tests" / "gold" / "open").glob("*.json")]
    return evaluate(gold, [SHARED / "gold-dev" / "articles", SHARED / "corpus"], lambda article: extract(article, knowledge))


def test_no_figure_falls_below_its_floor(score: Score, request: pytest.FixtureRequest) -> None:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    if request.config.getoption("--update-golden", default=False):
        old = floors["floors"] if floors["fingerprint"] == score.fingerprint else {}
        floors = {
            "fingerprint": score.fingerprint,
            "floors": {
                name: {
                    "precision": max(round(score.counts[name].precision - 0.005, 3), old.get(name, {}).get("precision", 0)),
                    "recall": max(round(score.counts[name].recall - 0.005, 3), old.get(name, {}).get("recall", 0)),
                }
                for name in MEASURES
            },
            "false_in_empty": min(score.false_in_empty, floors.get("false_in_empty", score.false_in_empty)),
        }
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
    assert score.fingerprint == floors["fingerprint"], "the gold has changed: look at the figures, then pytest --update-golden"
    fallen = {
        name: (round(score.counts[name].precision, 3), round(score.counts[name].recall, 3), floor)
        for name, floor in floors["floors"].items()
        if score.counts[name].precision < floor["precision"] or score.counts[name].recall < floor["recall"]
    }
    assert fallen == {}
    assert score.false_in_empty <= floors["false_in_empty"]
