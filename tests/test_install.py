"""The project as its users install it: from a wheel and as an editable checkout, used from another folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from test_house import ROOT, tracked

pytestmark = pytest.mark.slow
Run = Callable[..., str]


def call(*words: str | Path, cwd: Path, **environment: str) -> str:
    """What a command prints. It must end well."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run([str(word) for word in words], cwd=cwd, env={**kept, **environment}, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean copy of the project, so that nothing built earlier gets in."""
    folder = tmp_path_factory.mktemp("checkout")
    for path in tracked():
        target = folder / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)
    return folder


@pytest.fixture(scope="module")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("wheel")
    call(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", made, checkout, cwd=made)
    return next(made.glob("communique-*.whl"))


@pytest.fixture(scope="module", params=["wheel", "editable"])
def kg(request: pytest.FixtureRequest, checkout: Path, wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The command `kg` of a fresh environment, run from a folder of its own. Libraries are borrowed from the tests' environment."""
    folder = tmp_path_factory.mktemp(request.param)
    call(sys.executable, "-m", "venv", "--without-pip", "env", cwd=folder)
    inside = folder / "env"
    python = inside / "bin" / "python"
    what = [wheel] if request.param == "wheel" else ["--editable", checkout]
    call(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", *what, cwd=folder)
    site = Path(call(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip())
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()

    def run(*words: str | Path) -> str:
        command = words if isinstance(words[0], Path) else (inside / "bin" / "kg", *words)
        return call(*command, cwd=elsewhere, KG_CACHE=str(folder / "cache"))

    run.python = python  # type: ignore[attr-defined]
    run.home = checkout if request.param == "editable" else site  # type: ignore[attr-defined]
    return run


def test_the_wheel_holds_every_file_that_the_program_reads(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    wanted = {path.relative_to(ROOT).as_posix() for path in tracked()}
    wanted = {name if name.startswith("kg/") else "kg/" + name for name in wanted if name.split("/")[0] in ("kg", "ontology", "seeds")}
    assert {name for name in held if name.startswith("kg/")} == wanted


def test_the_code_and_the_ontology_are_those_installed(kg: Run) -> None:
    where = kg(kg.python, "-c", "import kg.home; print(kg.__file__); print(kg.home.folder('ontology')); print(kg.home.folder('seeds'))")  # type: ignore[attr-defined]
    assert all(Path(line).is_relative_to(kg.home) for line in where.splitlines())  # type: ignore[attr-defined]


def test_help_and_version_are_shown(kg: Run) -> None:
    assert "who met whom" in kg("--help")
    assert kg("--version").strip()


def test_the_rules_are_found(kg: Run) -> None:
    assert "meeting.meet" in kg("rules", "list")


def test_a_graph_is_built_from_the_seeds_that_came_along(kg: Run) -> None:
    kg("build", "--out", "made")
    assert "Sergey Ryabkov" in kg("query", "who-met-whom", "actor=Wendy Sherman", "--graph", "made/graph.ttl", "--format", "markdown")
    kg("page", "--graph", "made/graph.ttl", "--out", "made/again.html")
