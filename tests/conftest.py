"""What all tests share: the project's folder, its knowledge, the graph of the seeds, and the switch that rewrites golden files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.knowledge import Knowledge, load_knowledge

ROOT = Path(__file__).parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files and the generated pages; read the difference like code")


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The project's ontology, compiled."""
    return load_knowledge()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with exports/ made from the seeds by the command, as a reader has it after `make graph`."""
    folder = tmp_path_factory.mktemp("reader")
    (folder / "seeds").symlink_to(ROOT / "seeds", target_is_directory=True)
    done = subprocess.run([sys.executable, "-m", "kg", "build", "seeds"], cwd=folder, env={**os.environ, "PYTHONHASHSEED": "1"},
                          capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return folder
