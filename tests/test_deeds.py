"""PLOVER classes and actors on the project's own sentences must not get worse; `open` is for developing, of `blind` only the figures are looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.evaluate import evaluate
from kg.extract import extract
from kg.knowledge import Knowledge

GOLD = Path(__file__).with_name("gold")
FLOORS = {"deeds-open": (0.73, 0.49, 1), "deeds-blind": (0.41, 0.19, 2)}
"""Set → (F1 of the classes, share with class and both actors right, irrelevant sentences given an event at most)."""


@pytest.mark.parametrize("name", FLOORS)
def test_classes_and_actors_stay_above_their_floors(name: str, knowledge: Knowledge) -> None:
    counts = evaluate([GOLD / f"{name}.jsonl"], [], lambda article: extract(article, knowledge)).counts
    f1, share, irrelevant = counts["classes"].f1, counts["class and both actors"].recall, counts["no event"].missed
    floor = FLOORS[name]
    assert (f1 >= floor[0], share >= floor[1], irrelevant <= floor[2]) == (True, True, True), (round(f1, 3), round(share, 3), irrelevant)
