"""What all tests share: the project's folder, its knowledge, and the switch that rewrites golden files."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.knowledge import Knowledge, load_knowledge

ROOT = Path(__file__).parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite the golden files and the generated pages; read the difference like code"
    )


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The project's ontology, compiled."""
    return load_knowledge()
