"""The page as a file: what it holds, what it must not hold, that it is always the same."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
import synthetic
from conftest import data_of
from rdflib import Graph

from kg import page, vocab
from kg.page import html as html_module
from kg.page import words

ROOT = Path(__file__).parents[2]


class Tags(HTMLParser):
    """The tags of a page with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_nothing_is_loaded_from_anywhere(sample_html: str) -> None:
    for tag, about in Tags(sample_html).found:
        assert not (tag in ("link", "script", "img", "iframe") and (about.get("src") or about.get("href"))), (
            tag,
            about,
        )
    assert "@import" not in html_module.style()
    assert "url(" not in html_module.style()


def test_the_skeleton_is_complete(sample_html: str) -> None:
    tags = Tags(sample_html).found
    names = Counter(tag for tag, _ in tags)
    assert sample_html.startswith("<!doctype html>")
    assert [names[one] for one in ("title", "h1", "main", "html")] == [1, 1, 1, 1]
    assert ("html", {"lang": "en"}) in tags
    assert any(about.get("name") == "viewport" for tag, about in tags if tag == "meta")
    ids = [about["id"] for _, about in tags if "id" in about]
    assert len(ids) == len(set(ids))


def test_the_policy_names_exactly_the_inline_blocks(sample_html: str) -> None:
    policy = next(about["content"] for tag, about in Tags(sample_html).found if about.get("http-equiv"))
    blocks = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", sample_html, re.S)
    hashes = {base64.b64encode(hashlib.sha256(block.encode()).digest()).decode() for block in blocks}
    assert set(re.findall(r"'sha256-([^']+)'", policy or "")) == hashes
    assert (policy or "").startswith("default-src 'none';")
    assert "unsafe" not in (policy or "")


def test_no_handler_stands_in_an_attribute(sample_html: str) -> None:
    assert not [name for _, about in Tags(sample_html).found for name in about if name.startswith("on")]
    assert not [about for _, about in Tags(sample_html).found if "style" in about]


def test_the_scripts_never_make_markup_from_text() -> None:
    for forbidden in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "fetch(",
    ):
        assert forbidden not in html_module.script()


@pytest.mark.parametrize("name", html_module.SCRIPTS)
def test_each_script_is_valid_javascript(name: str) -> None:
    node = shutil.which("node")
    if not node:
        pytest.skip("no node to check the scripts with")
    checked = subprocess.run([node, "--check", str(ROOT / f"kg/page/js/{name}.js")], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr


def test_every_file_of_the_page_is_used() -> None:
    assert {path.stem for path in (ROOT / "kg/page/js").glob("*.js")} == set(html_module.SCRIPTS)
    assert {path.stem for path in (ROOT / "kg/page/css").glob("*.css")} == set(html_module.STYLES)


def test_hostile_texts_arrive_as_they_are_and_end_no_element(sample_html: str) -> None:
    html = page.render(synthetic.graph(40, labels=synthetic.HOSTILE), title=synthetic.HOSTILE[2])
    data = data_of(html)
    assert html.count("</script") == sample_html.count("</script") == 3
    assert html.count("<script") == sample_html.count("<script")
    assert set(data["things"]["label"]) <= set(synthetic.HOSTILE)
    assert set(data["evidence"]["exact"]) == set(synthetic.HOSTILE)
    assert not [name for _, about in Tags(html).found for name in about if name.startswith("on")]


def test_the_same_graph_gives_the_same_bytes_in_any_process(sample_html: str, tmp_path: Path) -> None:
    program = (
        "import sys, rdflib; from kg import page; graph = rdflib.Graph(store='Oxigraph'); "
        f"graph.parse({str(ROOT / 'tests/page/sample.ttl')!r}, format='turtle'); "
        "sys.stdout.buffer.write(page.render(graph, title='Talks on missiles and exercises').encode())"
    )
    for seed, language in (("1", "C"), ("77", "C.UTF-8")):
        folder = tmp_path / seed
        folder.mkdir()
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": language, "PYTHONPATH": str(ROOT)}
        made = subprocess.run([sys.executable, "-c", program], capture_output=True, cwd=folder, env=environment, check=True)
        assert made.stdout.decode() == sample_html
        assert not list(folder.iterdir())


def test_the_page_needs_no_numpy(monkeypatch: pytest.MonkeyPatch, sample: Graph) -> None:
    monkeypatch.setitem(sys.modules, "numpy", None)
    assert "Wendy Sherman" in page.render(sample)


def test_importing_the_package_does_not_import_pyvis() -> None:
    program = "import sys, kg.page; assert 'pyvis' not in sys.modules"
    subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT)


def test_the_shell_is_small(sample_html: str) -> None:
    assert len(sample_html.encode()) - len(re.search(r'id="data".*?</script>', sample_html, re.S)[0]) < 620_000


def test_a_thousand_things_stay_below_two_megabytes() -> None:
    assert len(page.render(synthetic.graph(1000)).encode()) < 2_000_000


def test_two_relations_between_the_same_pair_both_arrive(sample_html: str) -> None:
    data = data_of(sample_html)
    things, lines = data["things"], data["lines"]
    pairs = Counter((things["id"][lines["from"][line]], things["id"][lines["to"][line]]) for line in data["relations"]["line"])
    assert pairs["person/ada-example", "state/XA"] == 2  # her post, and where she belongs
    assert pairs["state/RU", "state/US"] + pairs["state/US", "state/RU"] == 3  # they meet, offer, accuse


def test_every_count_of_the_page_is_one_of_sparql(sample: Graph, sample_html: str) -> None:
    data = data_of(sample_html)
    kinds = Counter(data["kinds"][kind]["id"] for kind in data["things"]["kind"])
    for kind in words.KINDS:
        if kind.id == "organization":
            continue  # publishers that meet nobody are left out
        (row,) = sample.query(f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ ?x a <{kind.cls}> }}")
        assert kinds[kind.id] == int(row[0]), kind.id
    families = Counter(data["families"][data["lines"]["family"][line]]["id"] for line in data["relations"]["line"])
    cq = vocab.CQ

    def number(where: str) -> int:
        (row,) = sample.query(f"PREFIX cq: <{cq}> SELECT (COUNT(*) AS ?n) WHERE {{ {where} }}")
        return int(row[0])

    meets = number("?a cq:meets ?b") // 2
    assert families["meeting"] == meets + number("?m a cq:Meeting ; cq:participant ?a") + number("?m a cq:Meeting ; cq:partOf ?p")
    assert families["place"] == number("?m a cq:Meeting ; cq:place ?p")
    assert families["treaty"] == number("?e a cq:TreatyAction ; cq:party ?p ; cq:treaty ?t")
    assert families["role"] == number("?t a cq:Tenure ; cq:holder ?h ; cq:post ?p") + number("?a cq:affiliation ?o . ?a a cq:Person")


def test_every_report_reaches_the_page_with_its_sentence(sample: Graph, sample_html: str) -> None:
    data = data_of(sample_html)
    (row,) = sample.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ ?r a <{vocab.cq('Report')}> }}")
    assert len(data["reports"]["id"]) == int(row[0])
    assert all(data["reports"]["evidence"])
    sentence = (
        "US deputy secretary of state Wendy Sherman is to meet Russian deputy foreign minister Sergey Ryabkov "
        "for the evening talks, according to a State Department spokesperson."
    )
    assert sentence in data["evidence"]["exact"]


def test_an_empty_graph_makes_a_page() -> None:
    html = page.render(Graph(store="Oxigraph"), title="Nothing")
    assert "0 things · 0 relations · 0 articles" in html


def test_a_title_with_control_characters_is_cleaned() -> None:
    assert html_module.clean("a\x00b\nc") == "a b c"


@pytest.mark.slow
def test_twenty_thousand_things_with_their_evidence_fit_into_five_megabytes() -> None:
    html = page.render(synthetic.graph(20_000))
    assert len(html.encode()) < 5_000_000
    assert 'data-encoding="gzip"' in html
    assert "left-out" not in re.sub(r"<script.*?</script>", "", html, flags=re.S)


def test_what_does_not_fit_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.page.payload.SMALL", 10_000)
    monkeypatch.setattr("kg.page.payload.BUDGET", 60_000)
    html = page.render(synthetic.graph(900))
    assert re.search(r"[\d,]+ less connected things are not in this file", html)
