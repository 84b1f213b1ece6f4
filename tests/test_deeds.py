"""PLOVER classes and actors on the project's own sentences must not get worse; `open` is for developing, of `blind` only the figures are looked at."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.export.codes import ALPHA3
from kg.extract import extract
from kg.knowledge import load_knowledge
from kg.model import Argument, Article, Span

GOLD = Path(__file__).with_name("gold")
SAME = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "CONCEDE": "YIELD", "RETREAT": "YIELD", "FIGHT": "ASSAULT"}
FLOORS = {"deeds-open": (0.58, 0.28, 1), "deeds-blind": (0.36, 0.17, 2)}
"""Set → (F1 of the classes, share with class and both actors right, irrelevant sentences given an event at most)."""


def _codes(arguments: tuple[Argument, ...]) -> set[str]:
    return {ALPHA3.get(one.country, one.country) for one in arguments if one.country} | {
        "IGO" for one in arguments if one.type == "Organization" and not one.country
    }


@pytest.mark.parametrize("name", FLOORS)
def test_classes_and_actors_stay_above_their_floors(name: str) -> None:
    knowledge = load_knowledge()
    hit = missed = false = both = irrelevant = 0
    for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        whole = Span(0, len(row["text"]))
        found = []
        for fact in extract(Article(row["id"], row["text"], "2010-06-15", "", Span(0, 0), (whole,)), knowledge).facts:
            if fact.plover and fact.type != "Tenure":
                doers = fact.role("speaker") + fact.role("party") + fact.role("participant")
                others = fact.role("target") + fact.role("addressee") + fact.role("participant")
                found.append((SAME.get(fact.plover, fact.plover), _codes(doers), _codes(others)))
        classes, wanted = {one[0] for one in found}, row["class"]
        false += len(classes - {wanted})
        if wanted is None:
            irrelevant += bool(classes)
            continue
        hit += wanted in classes
        missed += wanted not in classes
        source, target = ({one["code"] for one in row[side]} for side in ("source", "target"))
        both += any(one[0] == wanted and (not source or source & one[1]) and (not target or target & one[2]) for one in found)
    f1, share = 2 * hit / (2 * hit + missed + false), both / (hit + missed)
    floor = FLOORS[name]
    assert (f1 >= floor[0], share >= floor[1], irrelevant <= floor[2]) == (True, True, True), (round(f1, 3), round(share, 3), irrelevant)
