"""`import kg`: the project as a library, in a notebook too."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import kg
from kg.cli import main
from kg.problems import BadInput, Broken, UnknownName

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "docs" / "library.ipynb"
SMALL = ROOT / "tests" / "fixtures" / "small.ttl"


@pytest.fixture(scope="module")
def graph() -> kg.Graph:
    return kg.load_graph(SMALL)


def run(code: str, *arguments: str) -> str:
    """What a new Python says to some code."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, env=environment, cwd=ROOT / "docs")
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_importing_is_cheap() -> None:
    loaded = run("import sys; old = set(sys.modules); import kg; print(*sorted(set(sys.modules) - old))").split()
    assert not {"rdflib", "networkx", "pyoxigraph", "pyvis", "jinja2", "click", "kg.library"} & set(loaded)


@pytest.mark.parametrize(
    "first",
    ["import kg", "import kg.build, kg.extract", "from kg.build import build; from kg.extract import extract"],
    ids=["plain", "modules", "from"],
)
def test_build_and_extract_can_be_called_whoever_imported_them_first(first: str) -> None:
    said = run(
        f"{first}\nimport kg, sys\nprint(len(kg.extract('Ann Linde met Pekka Haavisto in Stockholm.', published='2022-01-11').facts))\n"
        "graph = kg.build(sys.argv[1])\nprint(len(graph) > 50)\nimport kg.build as steps\nprint(steps.GRAPH)",
        str(min((ROOT / "seeds").glob("000_*"))),
    )
    assert said.split() == ["1", "True", "graph.ttl"]


def test_a_build_keeps_its_folder_or_leaves_nothing(tmp_path: Path) -> None:
    article = tmp_path / "one.txt"
    article.write_text("Talks\n20220109\n\nWendy Sherman met Sergey Ryabkov in Geneva on Sunday.\n", encoding="utf-8")
    (tmp_path / "bad.txt").write_text("No date\nhere\n", encoding="utf-8")
    kept = kg.build([article, tmp_path / "bad.txt"], tmp_path / "out")
    assert kept.path == tmp_path / "out" / "graph.ttl"
    assert [one.code for one in kept.problems] == ["bad-date"]
    spare = kg.build(article)
    assert spare.path is None
    assert spare.query("who-met-whom").texts() == kept.query("who-met-whom").texts() != []


def test_the_measures_go_into_the_graph_on_request(tmp_path: Path) -> None:
    article = tmp_path / "one.txt"
    article.write_text("Talks\n20220109\n\nWendy Sherman met Sergey Ryabkov in Geneva on Sunday.\n", encoding="utf-8")
    degrees = "SELECT ?who ?value { ?score cq:of ?who ; cq:value ?value ; cq:measure/cq:measureName 'degree' }"
    assert not len(kg.build(article).query(degrees))
    graph = kg.build(article, tmp_path / "library", measures=True)
    assert sorted(graph.query(degrees).texts()) == [("Sergey Ryabkov", "1"), ("Wendy Sherman", "1")]
    result = CliRunner().invoke(main, ["build", str(article), "-o", str(tmp_path / "command"), "--measures", "--no-page"])
    assert result.exit_code == 0, result.output
    assert (tmp_path / "command" / "graph.ttl").read_bytes() == (tmp_path / "library" / "graph.ttl").read_bytes()


def test_a_text_needs_its_day() -> None:
    with pytest.raises(BadInput, match="published='2022-01-09'"):
        kg.extract("Wendy Sherman met Sergey Ryabkov.")


def test_offsets_count_in_the_text_given_with_its_title() -> None:
    found = kg.extract("  Wendy Sherman met Sergey Ryabkov.\n\nThey left.", published="20220111", title="Talks")
    evidence = found.facts[0].evidence[0]
    assert found.article.text[evidence.start : evidence.end] == evidence.quote
    assert "Wendy Sherman met Sergey Ryabkov" in evidence.quote


def test_a_file_is_read_as_the_command_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_text("Talks\n20220109\n\nWendy Sherman met Sergey Ryabkov.\n", encoding="utf-8")
    assert kg.extract(path).article.published == "2022-01-09"
    path.write_text("Talks\nno day\n", encoding="utf-8")
    with pytest.raises(Broken, match="bad-date"):
        kg.extract(path)


def test_a_graph_answers_questions_and_sparql(graph: kg.Graph) -> None:
    assert "Sergey Ryabkov" in str(graph.query("meetings-of", actor="Wendy Sherman").texts())
    assert graph.query("ASK { ?a cq:meets ?b }").truth
    with pytest.raises(UnknownName):
        graph.query("meetings-off", actor="Wendy Sherman")
    with pytest.raises(BadInput, match="takes no parameters"):
        graph.query("SELECT ?a { ?a cq:meets ?b }", actor="Wendy Sherman")
    with pytest.raises(Broken):
        graph.query("DELETE WHERE { ?a ?b ?c }")


def test_an_answer_shows_itself_as_an_inert_table(graph: kg.Graph) -> None:
    shown = graph.query('SELECT ("<script>" AS ?x) ?a { ?a cq:meets ?b } LIMIT 1')._repr_html_()
    assert "&lt;script&gt;" in shown
    assert "<script>" not in shown


def test_a_graph_is_measured_shown_and_written(graph: kg.Graph, tmp_path: Path) -> None:
    scores = graph.measure("degree", since="2022")
    assert set(scores) == set(graph.network(since="2022"))
    assert [one.other for one in graph.way("Wendy Sherman", "Sergey Ryabkov")] == [graph.find("Sergey Ryabkov")]
    assert "is to meet Russian deputy foreign minister" in graph.show("Wendy Sherman")
    assert graph.export("ntriples", tmp_path / "graph.nt") == [tmp_path / "graph.nt"]
    assert "people" in graph._repr_html_()
    saved = graph.page(focus="Wendy Sherman").save(tmp_path / "page.html")
    assert saved.read_text(encoding="utf-8").startswith("<!doctype html>")


EXECUTE = """
import json, sys
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance(colors="NoColor")
shell.history_manager.enabled = False
for cell in json.load(open(sys.argv[1], encoding="utf-8"))["cells"]:
    if cell["cell_type"] == "code":
        done = shell.run_cell("".join(cell["source"]))
        if not done.success:
            sys.exit(1)
        rich = shell.display_formatter.format(done.result)[0] if done.result is not None else {}
        print("\\n=>", cell["id"], sorted(rich), len(rich.get("text/html", rich.get("text/plain", ""))))
"""


def test_the_notebook_runs_from_top_to_bottom() -> None:
    said = run(EXECUTE, str(NOTEBOOK))
    assert re.search(r"Wendy Sherman met|Sherman", said)
    shown = {line.split()[1]: line for line in said.splitlines() if line.startswith("=> ")}
    cells = [one for one in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"] if one["cell_type"] == "code"]
    assert list(shown) == [one["id"] for one in cells]
    page = next(one["id"] for one in cells if "graph.page(focus" in "".join(one["source"]))
    assert "text/html" in shown[page]
    assert all(one["outputs"] == [] and one["execution_count"] is None for one in cells), "outputs would go stale: clear them"


def test_the_python_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert blocks
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    for block in blocks:
        exec(compile(block, "README.md", "exec"), {})
