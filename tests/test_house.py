"""The rules of the house: what keeps the project readable, checked on the files themselves."""

from __future__ import annotations

import ast
import configparser
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg.knowledge import ABOVE, Knowledge
from kg.rules import syntax
from kg.rules.check import Surroundings, names_a_thing
from kg.rules.rule import Pattern

ROOT = Path(__file__).parents[1]
LONG: dict[str, str] = {}
"""The modules above 400 lines, with the word that excuses them."""


def modules() -> list[Path]:
    return sorted((ROOT / "kg").rglob("*.py"))


def tracked() -> list[Path]:
    """The project's files: what git knows, or would take."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True)
    if listed.returncode:
        pytest.skip("this is no git checkout")
    return [path for name in listed.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def test_imports_point_down() -> None:
    done = subprocess.run([Path(sys.executable).with_name("lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_what_extraction_imports_is_in_the_hash_of_the_knowledge() -> None:
    """A package that extraction needs and that the hash leaves out would let stale facts be trusted."""
    code = "import kg.extract, sys; print(*sorted({name.split('.')[1] for name in sys.modules if name.startswith('kg.')}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "chunks" in done.stdout.split()
    assert not ABOVE & set(done.stdout.split())


def test_long_modules_are_excused_and_only_those() -> None:
    long = {path.relative_to(ROOT).as_posix() for path in modules() if len(path.read_text("utf-8").splitlines()) > 400}
    assert long == set(LONG), "split it where the reader changes the subject, or say above why not"


def undocumented(tree: ast.Module) -> Iterator[str]:
    """The public functions, classes and methods of a module without a docstring; protocols and special methods need none."""
    for node in tree.body:
        if not isinstance(node, (ast.FunctionDef, ast.ClassDef)) or node.name.startswith("_"):
            continue
        if not ast.get_docstring(node):
            yield node.name
        if isinstance(node, ast.ClassDef) and not any(isinstance(base, ast.Name) and base.id == "Protocol" for base in node.bases):
            for one in node.body:
                if isinstance(one, ast.FunctionDef) and not one.name.startswith("_") and not ast.get_docstring(one):
                    yield f"{node.name}.{one.name}"


@pytest.mark.parametrize("path", [pytest.param(path, id=path.relative_to(ROOT).as_posix()) for path in modules()])
def test_what_is_public_says_what_it_is(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree) or not tree.body, "the module has no docstring"
    assert list(undocumented(tree)) == []


def test_a_function_without_a_docstring_is_found() -> None:
    assert list(undocumented(ast.parse("def open(): pass\ndef _shut(): pass\nclass A:\n  'x'\n  def b(self): pass"))) == ["open", "A.b"]


MACHINE = re.compile(r"(?<![\w.~-])/(?:work|root|farm|Users/\w+|home/\w+|tmp/\w+)/|[A-Z]:\\Users\\")


@pytest.mark.parametrize(
    ("text", "found"), [("see /" + "root/x", True), ("file:///" + "home/ann/x", True), ("a/work/b", False), ("/usr/bin", False)]
)
def test_a_path_of_a_machine_is_recognised(text: str, found: bool) -> None:
    assert bool(MACHINE.search(text)) == found


def test_no_file_holds_a_path_of_a_machine() -> None:
    found = []
    for path in tracked():
        if path.suffix in (".png", ".ico", ".woff2", ".gz") or path.parent.name == "seeds":
            continue
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if MACHINE.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}")
    assert found == []


def test_every_text_is_utf8_with_plain_line_ends() -> None:
    for path in tracked():
        if path.suffix in (".py", ".ttl", ".yaml", ".md", ".rq", ".js", ".css", ".j2", ".cfg", ".toml"):
            data = path.read_bytes()
            data.decode("utf-8")
            assert b"\r" not in data, path


def test_no_pattern_names_a_person_a_city_or_a_day(knowledge: Knowledge) -> None:
    around = Surroundings(knowledge.rule_set, knowledge.gazetteer)
    assert [str(fault) for rule in knowledge.rules for fault in names_a_thing(rule, around)] == []


@pytest.mark.parametrize("word", ["Geneva", "Monday", "Russia", "2022"])
def test_a_pattern_that_names_a_thing_is_found(knowledge: Knowledge, word: str) -> None:
    text = f"{{A:actor}} <meet> {word}"
    rule = replace(knowledge.rules[0], patterns=(Pattern(text, syntax.parse(text)),), unless=())
    assert list(names_a_thing(rule, Surroundings(knowledge.rule_set, knowledge.gazetteer)))


def test_every_package_is_named_in_the_set_up() -> None:
    read = configparser.ConfigParser()
    read.read(ROOT / "setup.cfg", encoding="utf-8")
    named = read["options"]["packages"].split()
    inside = [path.parent.relative_to(ROOT).as_posix().replace("/", ".") for path in modules() if path.name == "__init__.py"]
    beside = sorted(
        {
            "kg." + path.parent.relative_to(ROOT).as_posix().replace("/", ".")
            for top in ("ontology", "seeds")
            for path in (ROOT / top).rglob("*")
            if path.is_file()
        }
    )
    assert sorted(named) == sorted([*inside, *beside])
