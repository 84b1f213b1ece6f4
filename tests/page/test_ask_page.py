"""The page that asks: one file, nothing from anywhere, the same answers as Python's, and every limit told."""

from __future__ import annotations

import base64
import csv
import gzip
import hashlib
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import HERE, Opened
from rdflib import Graph

from kg import ask_page, page
from kg.ask_page import pack
from kg.query import ask, questions

SMALL = HERE.parent / "fixtures" / "small.ttl"
GIVEN = {
    "actor": "Ada Example",
    "one": "XA",
    "other": "XB",
    "topic": "arms control",
    "treaty": "DLT",
    "day": "2022-02-01",
    "speaker": "US",
    "person": "Wendy Sherman",
    "place": "Demoville",
    "event": "Talks between Ada Example and Bruno Sample in Demoville, 2022",
}
"""What the questions that need something are given."""


@pytest.fixture(scope="session")
def html() -> str:
    return ask_page.render(SMALL.read_bytes(), title="Small & <tested>", summary=page.summary(Graph(store="Oxigraph").parse(SMALL)))


# --- the file


def test_nothing_is_loaded_from_anywhere(html: str) -> None:
    without = re.sub(r"<(script|style)\b[^>]*>.*?</\1>", "", html, flags=re.S)
    assert not re.search(r"<(link|img|iframe|object|embed)\b|\ssrc=", without)
    assert "url(" not in pack.style()
    assert "@import" not in pack.style()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy
    assert policy[1].startswith("default-src &#39;none&#39;;")
    assert "unsafe-inline" not in policy[1]
    assert "http" not in policy[1]


def test_the_policy_names_exactly_the_inline_blocks(html: str) -> None:
    blocks = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", html, re.S)
    hashes = {base64.b64encode(hashlib.sha256(block.encode()).digest()).decode() for block in blocks}
    assert set(re.findall(r"'sha256-([^']+)'", ask_page.policy())) == hashes


def test_the_scripts_never_make_markup_from_text() -> None:
    own = "".join((Path(pack.__file__).parent / f"js/{name}.js").read_text("utf-8") for name in (*pack.PAGE_SCRIPTS, "worker"))
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", own)
    assert {path.stem for path in (Path(pack.__file__).parent / "js").glob("*.js")} == {*pack.PAGE_SCRIPTS, *pack.WORKER_SCRIPTS}


def test_what_is_vendored_is_what_its_list_says() -> None:
    folder = Path(pack.__file__).parent / "vendor"
    told = (folder / "README.md").read_text("utf-8")
    assert hashlib.sha256(gzip.decompress((folder / "oxigraph.wasm.gz").read_bytes())).hexdigest() in told
    for name, version in pack.VERSIONS.items():
        assert f"`{name}`" in told
        assert version in told
    assert {path.name for path in folder.iterdir()} <= {*re.findall(r"`([\w.-]+)`", told), "README.md"}
    assert "export" not in re.findall(r"^\w+", pack.worker(), re.M)


def test_the_same_graph_gives_the_same_bytes(html: str) -> None:
    again = ask_page.render(SMALL.read_bytes(), title="Small & <tested>", summary=page.summary(Graph(store="Oxigraph").parse(SMALL)))
    assert again == html
    assert html.count("</script") == 6


def test_a_large_graph_is_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pack, "SMALL", 10)
    found = re.search(r'id="graph" data-encoding="gzip">([^<]+)<', ask_page.render(SMALL.read_bytes()))
    assert found
    assert gzip.decompress(base64.b64decode(found[1])) == SMALL.read_bytes()


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--<script>", "a\\</b", "]]> &lt; \\u003C/"])
def test_hostile_texts_end_no_element_and_stay_the_same(text: str) -> None:
    from rdflib import Literal, URIRef

    graph = Graph(store="Oxigraph")
    graph.add((URIRef("http://example.org/a"), URIRef("http://example.org/b"), Literal(text)))
    written, encoding = pack._packed(graph.serialize(format="ox-turtle", encoding="utf-8"))
    assert encoding == "plain"
    assert "</" not in written
    assert "<!" not in written
    assert {str(value) for _, _, value in Graph().parse(data=written, format="turtle")} == {text}


# --- in Chromium


@pytest.fixture
def open_ask(browser: Any, tmp_path: Path, html: str) -> Iterator[Callable[..., Opened]]:
    contexts = []

    def opened(hash: str = "", *, text: str = html, width: int = 1440, height: int = 900, dark: bool = False) -> Opened:
        path = tmp_path / "query.html"
        path.write_text(text, encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light")
        contexts.append(context)
        tab, errors, requests = context.new_page(), [], []
        tab.on("pageerror", lambda error: errors.append(str(error)))
        tab.on("console", lambda message: errors.append(message.text) if message.type in ("error", "warning") else None)
        tab.on("request", lambda request: requests.append(request.url))
        tab.goto(path.as_uri() + hash)
        tab.wait_for_selector("html[data-ready]", timeout=60000)
        return Opened(tab, errors, requests)

    yield opened
    for context in contexts:
        context.close()


def wait(opened: Opened, found: Callable[[], str]) -> str:
    """What `found` gives as soon as it gives something; the page's policy lets Playwright wait for no function of its own."""
    for _ in range(300):
        if text := found():
            return text
        opened.tab.wait_for_timeout(100)
    raise AssertionError(f"nothing came: {opened.status!r}")


def done(opened: Opened) -> str:
    """What the page says once the query has ended."""
    return wait(opened, lambda: opened.status if opened.tab.locator("#stop").is_hidden() and not opened.status.startswith("Asking") else "")


def write(opened: Opened, text: str) -> str:
    """Asks a query of one's own, typed into the editor."""
    opened.tab.click("#own-query")
    opened.tab.keyboard.press("Control+A")
    opened.tab.keyboard.insert_text(text)
    opened.tab.keyboard.press("Control+Enter")
    return done(opened)


def cells(opened: Opened) -> list[list[str]]:
    """The table's rows as texts, without the columns that are empty everywhere."""
    return opened.tab.evaluate("[...document.querySelectorAll('#table tbody tr')].map(row => [...row.cells].map(cell => cell.textContent))")


browser_test = pytest.mark.browser


@browser_test
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)], ids=["wide", "phone"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_it_opens_without_errors_or_requests_and_passes_axe(open_ask: Callable[..., Opened], width: int, height: int, dark: bool) -> None:
    axe = HERE / "node_modules/axe-core/axe.min.js"
    if not axe.exists():
        pytest.skip("no axe-core: npm install --prefix tests/page")
    opened = open_ask("#question=who-met-whom-on-what", width=width, height=height, dark=dark)
    assert re.match(r"\d+ rows in", done(opened))
    opened.tab.click("#details summary")
    assert opened.tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    opened.picture(f"ask-{width}-{'dark' if dark else 'light'}")
    assert opened.errors == []
    assert all(request.startswith(("file://", "blob:")) for request in opened.requests)
    session = opened.tab.context.new_cdp_session(opened.tab)  # is not bound by the page's policy
    session.send("Runtime.evaluate", {"expression": axe.read_text("utf-8")})
    told = (
        ".violations.map(rule => rule.id + ': ' + rule.nodes.slice(0, 4).map(node => node.target + ' ' + node.failureSummary).join(' | '))"
    )
    rules = "['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']"
    asked = {
        "awaitPromise": True,
        "returnByValue": True,
        "expression": f"axe.run(document, {{runOnly: {rules}}}).then(found => found{told})",
    }
    found = session.send("Runtime.evaluate", asked)["result"]["value"]
    assert found == []


@browser_test
def test_every_question_is_answered_as_python_answers_it(open_ask: Callable[..., Opened]) -> None:
    opened, graph = open_ask(), Graph(store="Oxigraph").parse(SMALL)
    for name, question in questions().items():
        given = {one.name: GIVEN[one.name] for one in question.parameters if not one.optional and not one.default}
        opened.tab.evaluate(
            "hash => { document.querySelector('#status').textContent = ''; location.hash = hash }",
            "&".join([f"question={name}", *(f"{key}={value}" for key, value in given.items())]),
        )
        assert re.search(r"rows? in", done(opened)), name
        answer = ask(graph, name, given)
        full = [n for n in range(len(answer.columns)) if any(row[n] is not None for row in answer.rows)]
        expected = [[" ".join(row[n].split()) for n in full] for row in answer.texts()][:300]
        assert [[" ".join(cell.split()) for cell in row] for row in cells(opened)] == expected, name
    assert opened.errors == []


@browser_test
def test_a_form_is_filled_by_keyboard_and_a_wrong_value_is_told_beside_its_field(open_ask: Callable[..., Opened]) -> None:
    opened = open_ask()
    opened.tab.keyboard.press("/")
    opened.tab.keyboard.type("meetings of one")
    opened.tab.keyboard.press("Tab")
    opened.tab.keyboard.press("Enter")
    opened.tab.fill("#value-actor", "Wendy Shermann")
    opened.tab.press("#value-actor", "Enter")
    assert "Did you mean Wendy Sherman or" in opened.tab.inner_text("#value-actor-wrong")
    assert opened.tab.get_attribute("#value-actor", "aria-invalid") == "true"
    opened.tab.fill("#value-actor", "sherman")
    opened.tab.press("#value-actor", "Enter")
    assert done(opened).startswith("1 row in")
    assert "question=meetings-of&actor=sherman" in opened.hash


@browser_test
def test_a_hostile_value_stays_a_value(open_ask: Callable[..., Opened]) -> None:
    opened = open_ask("#question=meetings-of&actor=" + 'http://x/" } %3E} SELECT * { ?a ?b ?c } #')
    assert done(opened).startswith("0 rows")


@browser_test
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT * {\n  ?a nope:x ?c }", "Line 2, column 6: the prefix 'nope:' is not known"),
        ("SELECT * { ?a ?b }", "Line 1, column 18: "),
        ("SELECT ?x WHERE { ?x a cq:Person", "the query ends too early"),
        ("DELETE WHERE { ?a ?b ?c }", "DELETE would change the graph"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }", "SERVICE would ask another machine"),
        ("SELECT * FROM <http://127.0.0.1:9/> { ?a ?b ?c }", "FROM would name another graph"),
    ],
    ids=["prefix", "syntax", "end", "update", "service", "from"],
)
def test_a_mistake_is_shown_at_its_place(open_ask: Callable[..., Opened], text: str, said: str) -> None:
    opened = open_ask()
    assert said in write(opened, text)
    assert opened.tab.locator(".fault-note").count() == 1
    assert opened.tab.locator(".fault").count() >= 1
    assert all(request.startswith(("file://", "blob:")) for request in opened.requests)


@browser_test
def test_a_runaway_query_can_be_stopped_and_ends_by_itself(open_ask: Callable[..., Opened]) -> None:
    opened = open_ask()
    opened.tab.click("#own-query")
    opened.tab.keyboard.press("Control+A")
    opened.tab.keyboard.insert_text("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    opened.tab.keyboard.press("Control+Enter")
    wait(opened, lambda: opened.status if opened.status.startswith("Asking") else "")
    opened.tab.click("#stop")
    assert done(opened) == "Stopped."
    opened.tab.evaluate("document.querySelector('#seconds').options[0].value = '1'")
    opened.tab.click("#ask")
    assert done(opened).startswith("The query was stopped after 1 seconds")
    assert write(opened, "ASK { ?a ?b ?c }").startswith("Answered")
    assert opened.tab.inner_text("#table") == "Yes"


@browser_test
@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", 1000),
        ("SELECT * { { SELECT ?a { ?a ?b ?c } LIMIT 5 } }", 5),
        ("SELECT ?a { ?a ?b ?c } LIMIT 7", 7),
        ("SELECT ?a { ?a ?b ?c } LIMIT 70000000 OFFSET 2", 1000),
        ("SELECT ?a { ?a a ?b . ?d ?e ?f . ?g ?h ?i } VALUES ?b { cq:Person }", 1000),
        ("CONSTRUCT { ?a a ?i } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", None),
        ("DESCRIBE place:geneva", None),
    ],
    ids=["product", "limit inside", "limit", "limit above", "values", "construct", "describe"],
)
def test_no_more_rows_than_the_limit_are_made(open_ask: Callable[..., Opened], text: str, rows: int | None) -> None:
    opened = open_ask()
    opened.tab.select_option("#rows", "1000")
    said = write(opened, text)
    number = re.search(r"([\d,]+) rows?", said)
    assert number, said
    assert rows is None or int(number[1].replace(",", "")) == rows
    assert said.startswith("The first") == (rows == 1000)


@browser_test
def test_the_table_sorts_links_and_is_saved(open_ask: Callable[..., Opened]) -> None:
    opened = open_ask("#question=who-met-whom")
    done(opened)
    first = cells(opened)
    opened.tab.click("th button:has-text('other')")
    assert [row[1] for row in cells(opened)] == sorted(row[1] for row in first)
    opened.tab.click("th button:has-text('other')")
    assert [row[1] for row in cells(opened)] == sorted((row[1] for row in first), reverse=True)
    assert opened.tab.get_attribute("th:nth-child(2)", "aria-sort") == "descending"
    link = opened.tab.locator("#table td a", has_text="Ada Example").first
    assert link.get_attribute("href") == "graph.html#thing=person/ada-example"
    with opened.tab.expect_download() as download:
        opened.tab.click("#save")
    assert download.value.suggested_filename == "who-met-whom.csv"
    rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text("utf-8-sig"))))
    assert len(rows) == len(first)
    ada = next(one for one in rows if one["one"] == "Ada Example")
    assert ada["one_address"] == "https://w3id.org/communique/id/person/ada-example"


@browser_test
def test_cells_are_safe_for_spreadsheets_and_keep_their_text(open_ask: Callable[..., Opened]) -> None:
    opened = open_ask()
    write(opened, 'SELECT * { VALUES (?a ?b) { ("=1+1" "<img src=x onerror=alert(1)>") ("-5" "a,\\"b\\nc") } }')
    assert cells(opened)[0] == ["=1+1", "<img src=x onerror=alert(1)>"]
    with opened.tab.expect_download() as download:
        opened.tab.click("#save")
    rows = list(csv.reader(io.StringIO(Path(download.value.path()).read_text("utf-8-sig"), newline="")))
    assert rows == [["a", "b"], ["'=1+1", "<img src=x onerror=alert(1)>"], ["-5", 'a,"b\nc']]


@browser_test
def test_the_editor_completes_and_lets_the_keyboard_out(open_ask: Callable[..., Opened]) -> None:
    opened = open_ask()
    opened.tab.click("#own-query")
    opened.tab.keyboard.press("Control+A")
    opened.tab.keyboard.insert_text("SELECT * { ?a cq:countr")
    opened.tab.keyboard.press("Control+Space")
    opened.tab.wait_for_selector(".CodeMirror-hints")
    opened.tab.keyboard.press("Enter")
    opened.tab.keyboard.insert_text(" ?b . ?c ?d Geneva")
    opened.tab.keyboard.press("Control+Space")
    opened.tab.wait_for_selector(".CodeMirror-hints")
    opened.tab.keyboard.press("Enter")
    opened.tab.keyboard.insert_text(" }")
    opened.tab.keyboard.press("Control+Enter")
    done(opened)
    assert "?a cq:country ?b . ?c ?d place:geneva }" in opened.hash
    opened.tab.keyboard.press("Tab")
    assert opened.tab.evaluate("document.activeElement.id") == "ask"


@browser_test
def test_an_old_address_repeats_the_query(open_ask: Callable[..., Opened]) -> None:
    opened = open_ask("#query=" + "ASK%20%7B%20%3Fa%20cq%3Ameets%20%3Fb%20%7D")
    assert done(opened).startswith("Answered")
    assert opened.tab.inner_text("#table") == "Yes"
