"""The examples of modality.yaml: what words around a meeting make of it."""

from __future__ import annotations

import pytest

from kg import examples
from kg.knowledge import load_knowledge
from kg.modality import STATUSES

_KNOWLEDGE = load_knowledge()


@pytest.mark.parametrize("example", [pytest.param(one, id=f"line {one.line}: {one.text}") for one in examples.status_examples()])
def test_status(example: examples.StatusExample) -> None:
    result = examples.run_status(example, _KNOWLEDGE)
    if not result.passed:
        pytest.fail(str(result), pytrace=False)


def test_every_status_has_an_example() -> None:
    assert {one.status for one in examples.status_examples()} == set(STATUSES)
