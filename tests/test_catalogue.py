"""The generated pages of docs/rules/ and the schema of rule files are fresh, and the schema accepts what the program accepts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg import catalogue, home
from kg.article import read_articles
from kg.knowledge import load_knowledge
from kg.rules import conditions
from kg.rules.rule import FACTS, KEYS, KINDS, ROLES
from kg.uses import uses

_KNOWLEDGE = load_knowledge()
_DOCS = Path(__file__).parent.parent / "docs"


def test_the_pages_of_the_rules_are_fresh(request: pytest.FixtureRequest) -> None:
    made = catalogue.contents(_KNOWLEDGE, uses(read_articles([home.folder("seeds")]), _KNOWLEDGE))
    if request.config.getoption("--update-golden", default=False):
        catalogue.write(_DOCS, made)
    assert catalogue.stale(_DOCS, made) == (), "run `kg rules catalogue`, or pytest --update-golden, and read the difference"


def test_every_key_of_a_rule_file_is_described() -> None:
    assert set(catalogue._KEYS) == set(KEYS)
    assert set(catalogue._EXAMPLES) == set(KINDS)


def test_the_schema_knows_every_key_role_and_fact() -> None:
    item = json.loads(catalogue.schema(_KNOWLEDGE))["items"]["properties"]
    assert set(item) == set(KEYS)
    assert set(item["where"]["properties"]) == set(conditions.NAMES)
    assert set(item["roles"]["properties"]) == set(ROLES)
    assert item["fact"]["enum"] == list(FACTS)


def test_the_schema_accepts_every_rule_file() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    from kg import yamlfile

    for path in sorted((home.folder("ontology") / "rules").glob("*.yaml")):
        jsonschema.validate(yamlfile.read(path), json.loads(catalogue.schema(_KNOWLEDGE)))


def test_writing_removes_pages_of_rule_files_that_are_gone(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "old.md").write_text("old", encoding="utf-8")
    assert catalogue.write(tmp_path, {"rules/new.md": "new\n"}) == ("rules/new.md", "rules/old.md")
    assert catalogue.stale(tmp_path, {"rules/new.md": "new\n"}) == ()
