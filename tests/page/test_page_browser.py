"""The page in Chromium, used as its readers use it."""

from __future__ import annotations

import csv
import functools
import io
import json
import time
import xml.dom.minidom
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
import synthetic
from conftest import HERE, PICTURES, Opened
from rdflib import Graph

import kg
from kg import page, vocab
from kg.page import measures
from kg.page.canvas import vis_script
from kg.page.read import read


@functools.cache
def large(things: int) -> Graph:
    """A large graph, made once for all tests."""
    return synthetic.graph(things)


@functools.cache
def large_page(things: int) -> str:
    """Its page."""
    return page.render(large(things), title=f"{things:,} imaginary things")


pytestmark = pytest.mark.browser
Open = Callable[..., Opened]

VIEWS = {
    "overview": "",
    "person": "#thing=person/wendy-sherman",
    "conflict": "#thing=person/ada-example",
    "relation": "#line=state/RU~state/US~meeting",
    "path": "#path=person/wendy-sherman~treaty/inf-treaty",
    "focus": "#thing=state/XA&focus=1",
    "meetings": "#view=meetings",
    "table": "#view=table",
}


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 768), (390, 844)], ids=["wide", "middle", "phone"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_opens_without_errors_or_requests(
    open_page: Open, sample_html: str, view: str, dark: bool, width: int, height: int
) -> None:
    opened = open_page(sample_html, VIEWS[view], width=width, height=height, dark=dark)
    assert opened.tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    opened.picture(f"{view}-{width}-{'dark' if dark else 'light'}")
    assert opened.errors == []
    assert all(request.startswith("file://") for request in opened.requests)
    assert len(opened.requests) == 1


@pytest.mark.parametrize("width", [320, 360, 768, 900, 961, 1024, 1281, 1440, 2560])
@pytest.mark.parametrize("ask", ["", "query.html"], ids=["alone", "beside the query page"])
def test_every_width_leaves_room_for_the_picture(open_page: Open, sample: Graph, width: int, ask: str) -> None:
    opened = open_page(page.render(sample, title="Talks on missiles and exercises", ask=ask), width=width, height=900)
    stage, time_row, status = (opened.tab.locator(one).bounding_box() for one in ("#stage", "#time .row", "#foot"))
    assert stage["width"] >= min(width, 340)
    assert stage["height"] >= 400
    assert time_row["height"] <= 70
    assert status["height"] <= 70
    assert opened.tab.locator("header").bounding_box()["height"] <= 160
    inside = "[...document.querySelectorAll('header button, header a')].every(one => one.getBoundingClientRect().right <= innerWidth + 1)"
    assert opened.tab.evaluate(inside)
    if PICTURES:
        opened.picture(f"width-{width}{'-ask' if ask else ''}")


def test_the_page_is_ready_in_a_second(open_page: Open, sample_html: str) -> None:
    opened = open_page(sample_html)
    assert int(opened.tab.get_attribute("html", "data-ready")) < 1000


def test_by_keyboard_alone_from_search_to_the_sentence_and_its_source(open_page: Open, sample_html: str) -> None:
    opened = open_page(sample_html)
    tab = opened.tab
    tab.keyboard.press("/")
    tab.keyboard.type("ryab")
    assert tab.get_attribute("#q", "aria-expanded") == "true"
    assert tab.get_attribute("#q", "aria-activedescendant") == "q-0"
    tab.keyboard.press("Enter")
    assert tab.inner_text("#right h2") == "Sergey Ryabkov"
    assert "is to meet Russian deputy foreign minister Sergey Ryabkov" in tab.inner_text("#right")
    assert "meeting.meet" in tab.inner_text("#right")
    link = tab.locator("#right .card footer a").first
    assert link.get_attribute("href").startswith("https://www.kuwaittimes.com/")
    assert link.get_attribute("rel") == "noopener noreferrer"
    assert tab.evaluate("document.activeElement.id") == "right"
    again = open_page(sample_html, opened.tab.evaluate("location.hash"))
    assert again.tab.inner_text("#right") == tab.inner_text("#right")


def test_arrows_walk_to_neighbours_and_escape_goes_back(open_page: Open, sample_html: str) -> None:
    opened = open_page(sample_html, "#thing=state/US")
    opened.tab.focus("#graph")
    opened.tab.keyboard.press("ArrowLeft")
    assert "thing=" in opened.hash
    assert "thing=state/US" not in opened.hash
    opened.tab.keyboard.press("Escape")
    assert "thing=" not in opened.hash
    assert opened.tab.inner_text("#right h2") == "Overview"


def test_every_control_can_be_reached_by_tab(open_page: Open, sample_html: str) -> None:
    opened = open_page(sample_html)
    seen = set()
    for _ in range(75):
        opened.tab.keyboard.press("Tab")
        seen.add(opened.tab.evaluate("document.activeElement.id || document.activeElement.className"))
    assert {
        "skip",
        "q",
        "view-table",
        "more",
        "theme",
        "source",
        "topic",
        "graph",
        "since",
        "until",
        "play",
        "undo",
    } <= seen


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("sergei", "Sergey Ryabkov"),
        ("wéndy", "Wendy Sherman"),
        ("sample bruno", "Bruno Şample"),
        ("sample", "Bruno Şample"),
        ("intermediate", "INF Treaty"),
        ("missile sys", "missile systems in Europe"),
        ("geneva", "Geneva"),
    ],
    ids=["alias", "accent typed", "any order", "accent in the name", "alias of a treaty", "topic", "place"],
)
def test_search_finds(open_page: Open, sample_html: str, words: str, name: str) -> None:
    opened = open_page(sample_html)
    opened.choose(words)
    assert opened.tab.inner_text("#right h2") == name


def test_search_says_when_nothing_is_found(open_page: Open, sample_html: str) -> None:
    opened = open_page(sample_html)
    opened.tab.fill("#q", "xyzzy")
    assert opened.tab.inner_text("#q-list") == "Nothing is called so"


def test_the_legend_counts_what_python_counts(open_page: Open, sample_html: str, sample: Graph) -> None:
    opened, contents = open_page(sample_html), read(sample)
    kinds = opened.legend("kinds")
    for kind, number in kinds.items():
        assert number == sum(thing.kind == kind for thing in contents.things.values()), kind
    families = opened.legend("families")
    assert families.pop("source") == len(contents.mentions())
    for family, number in families.items():
        assert number == sum(relation.family == family for relation in contents.relations), family


def test_hiding_a_kind_hides_its_things_and_their_relations(open_page: Open, sample_html: str, sample: Graph) -> None:
    opened, contents = open_page(sample_html), read(sample)
    opened.tab.click("#kinds li[data-id=person] .row")
    kept = {iri for iri, thing in contents.things.items() if thing.kind not in ("person", "article")}
    relations = [one for one in contents.relations if one.source in kept and one.target in kept]
    assert opened.status == f"Showing {len(kept)} of 45 things, {len(relations)} of {len(contents.relations)} relations"


def event_relations(contents, test) -> int:
    """How many relations of events (not posts, not background) rest on an event that passes the test."""
    return sum(any(test(contents.events[one]) for one in relation.events) for relation in contents.relations if not relation.loose)


def shown_event_relations(opened: Opened) -> int:
    families = opened.legend("families")
    return int(opened.status.split(", ")[1].split(" ")[0]) - families["role"] - families["background"]


def test_the_status_filter_keeps_what_python_keeps(open_page: Open, sample_html: str, sample: Graph) -> None:
    opened = open_page(sample_html)
    opened.tab.click("#statuses .planned")
    assert shown_event_relations(opened) == event_relations(read(sample), lambda event: event.status == "planned")
    assert "status=planned" in opened.hash


def test_the_source_filter_keeps_what_python_keeps(open_page: Open, sample_html: str, sample: Graph) -> None:
    opened, contents = open_page(sample_html), read(sample)
    opened.tab.select_option("#source", "Demo Gazette")
    printed = sum(
        any(contents.articles[contents.reports[one].article].publisher == "Demo Gazette" for one in relation.reports)
        for relation in contents.relations
        if not relation.loose
    )
    assert shown_event_relations(opened) == printed


def test_the_topic_filter_takes_everything_beneath(open_page: Open, sample_html: str, sample: Graph) -> None:
    opened, contents = open_page(sample_html), read(sample)
    opened.tab.select_option("#topic", "topic/arms-control")
    beneath = {
        vocab.iri(*one)
        for one in (
            ("topic", "arms-control"),
            ("topic", "missiles"),
            ("topic", "verification"),
            ("treaty", "inf-treaty"),
            ("treaty", "demo-limits-treaty"),
        )
    }
    assert shown_event_relations(opened) == event_relations(contents, lambda event: bool(beneath & set(event.topics)))


def test_the_time_slider_keeps_what_python_keeps(open_page: Open, sample_html: str, sample: Graph) -> None:
    opened = open_page(sample_html, "#since=2022-01-15&until=2022-01-31&undated=no")
    expected = event_relations(
        read(sample),
        lambda event: bool(event.earliest) and event.latest >= "2022-01-15" and event.earliest <= "2022-01-31",
    )
    assert shown_event_relations(opened) == expected
    opened.tab.click("#all-dates")
    assert opened.status == "Showing 45 of 45 things, 92 of 92 relations"


def test_the_slider_moves_by_keyboard_and_play_stops_at_the_end(open_page: Open, sample_html: str) -> None:
    opened = open_page(sample_html, calm=False)
    opened.tab.focus("#since")
    for _ in range(20):
        opened.tab.keyboard.press("ArrowRight")
    assert opened.tab.get_attribute("#since", "aria-valuetext") == "6 Jan 2022"
    assert "since=2022-01-06" in opened.hash
    opened.tab.keyboard.press("Home")
    opened.tab.click("#play")
    assert opened.tab.inner_text("#play") == "Stop"
    opened.tab.wait_for_selector("#play:text-is('Play')", timeout=60000)
    assert opened.errors == []


def test_back_undoes_and_the_address_repeats_everything(open_page: Open, sample_html: str) -> None:
    opened = open_page(sample_html)
    opened.choose("sherman")
    opened.tab.click("#kinds li[data-id=place] .row")
    opened.tab.click("text=Pin")
    full = opened.tab.evaluate("location.hash")
    other = open_page(sample_html, full)
    assert other.status == opened.status
    assert other.tab.evaluate("location.hash") == full
    opened.tab.go_back()
    opened.tab.go_back()
    opened.tab.wait_for_selector("#kinds li[data-id=place] .row[aria-pressed=true]")
    opened.tab.click("#undo")
    opened.tab.wait_for_selector("#right h2:text-is('Overview')")
    assert "sherman" not in opened.hash


WHOLE = {
    "view": "table",
    "tab": "things",
    "sort": "-name",
    "thing": "person/wendy-sherman",
    "focus": "2",
    "off": "article,place",
    "without": "place,source",
    "status": "held,planned",
    "source": "Demo Gazette",
    "topic": "topic/arms-control",
    "since": "2022-01-05",
    "until": "2022-02-20",
    "undated": "no",
    "hide": "state/XB",
    "pin": "person/wendy-sherman@12,-34",
    "with": "treaty/inf-treaty",
    "first": "400",
    "theme": "dark",
}
"""Every part of the state that a permalink can hold, beside the path and the line."""


@pytest.mark.parametrize(
    "state",
    [
        WHOLE,
        {"line": "state/RU~state/US~meeting", "tab": "things"},
        {"path": "person/wendy-sherman~treaty/inf-treaty", "best": "1", "theme": "light"},
    ],
    ids=["everything", "line", "path"],
)
def test_a_permalink_brings_back_the_whole_state(open_page: Open, sample_html: str, state: dict[str, str]) -> None:
    def parts(opened: Opened) -> dict[str, str]:
        return dict(part.split("=", 1) for part in opened.hash.removeprefix("#").split("&"))

    opened = open_page(sample_html, "#" + "&".join(f"{name}={value}" for name, value in state.items()))
    opened.tab.click("#theme")
    opened.tab.click("#theme")  # any change writes the address anew, from the state alone
    assert parts(opened) == {"theme": "light", **state}
    again = open_page(sample_html, opened.tab.evaluate("location.hash"))
    assert again.status == opened.status
    assert again.tab.inner_text("#right") == opened.tab.inner_text("#right")
    assert again.tab.inner_text("#crumbs") == opened.tab.inner_text("#crumbs")
    assert again.errors == []


def test_a_broken_address_does_no_harm(open_page: Open, sample_html: str) -> None:
    opened = open_page(
        sample_html,
        "#thing=<img src=x onerror=alert(1)>&since=zzz&path=a~b&focus=9&off=%E0%A4%A&first=-5&pin=x@1,2&line=~~",
    )
    assert opened.errors == []
    assert opened.status.startswith("Showing 45 of 45")


def test_the_path_is_as_short_as_networkx_finds(open_page: Open, sample_html: str, sample: Graph) -> None:
    opened = open_page(sample_html, "#path=person/wendy-sherman~treaty/inf-treaty")
    network = measures.network(read(sample))
    steps = nx.shortest_path_length(network, vocab.iri("person", "wendy-sherman"), vocab.iri("treaty", "inf-treaty"))
    assert f"{steps} steps, each with its evidence" in opened.tab.inner_text("#right")
    assert opened.tab.locator("#right .step").count() == steps
    ways = len(list(nx.all_shortest_paths(network, vocab.iri("person", "wendy-sherman"), vocab.iri("treaty", "inf-treaty"))))
    assert f"(1 of {ways})" in opened.tab.inner_text("#right")
    opened.tab.click("text=Best sourced")
    assert opened.tab.locator("#right .step").count() >= steps


def test_reports_that_disagree_stand_side_by_side(open_page: Open, sample_html: str) -> None:
    opened = open_page(sample_html, "#thing=person/ada-example")
    sides = opened.tab.locator("#right .conflict .sides > div")
    assert sides.count() == 2
    assert {"Demoville", "Vienna"} <= set(" ".join(sides.all_inner_texts()).replace("·", " ").split())


def test_focus_hide_and_expand(open_page: Open, sample_html: str, sample: Graph) -> None:
    opened = open_page(sample_html)
    opened.choose("inf treaty")
    opened.tab.click("#right .acts button:has-text('Focus')")
    contents, treaty = read(sample), vocab.iri("treaty", "inf-treaty")
    around = {treaty} | {
        one.target if one.source == treaty else one.source for one in contents.relations if treaty in (one.source, one.target)
    }
    assert opened.status.startswith(f"Showing {len(around)} of 45")
    opened.tab.click("#right .acts button:has-text('Hide')")
    assert "hide=treaty/inf-treaty" in opened.hash
    assert opened.status.startswith("Showing 44 of 45")


def test_the_table_sorts_and_its_csv_has_a_row_for_each_relation(open_page: Open, sample_html: str) -> None:
    opened = open_page(sample_html, "#view=table")
    opened.tab.click("#list th button:has-text('To')")
    column = opened.tab.evaluate("[...document.querySelectorAll('#list tbody tr')].map(row => row.cells[2].textContent)")
    assert column == opened.tab.evaluate("names => names.sort((a, b) => a.localeCompare(b, 'en'))", column)
    assert opened.tab.get_attribute("#list th:nth-child(3)", "aria-sort") == "ascending"
    rows = list(csv.reader(io.StringIO(opened.take("csv").decode("utf-8-sig"), newline="")))
    assert len(rows) == 1 + 92 == 1 + len(column)


def test_the_meetings_stand_in_order(open_page: Open, sample_html: str) -> None:
    opened = open_page(sample_html, "#view=meetings")
    assert opened.tab.locator("#list .meetings h3").all_inner_texts() == [
        "February 2022",
        "January 2022",
        "Date not said",
    ]
    assert opened.tab.locator("#list .meetings li").count() == 6


def test_the_turtle_is_a_part_of_the_graph(open_page: Open, sample_html: str) -> None:
    opened, sample = open_page(sample_html), Graph()
    sample.parse(HERE / "sample.ttl")
    taken = Graph()
    taken.parse(data=opened.take("ttl").decode(), format="turtle")
    assert len(taken) > 400
    whole = set(sample)
    assert not [triple for triple in taken if triple not in whole]
    meetings = f"SELECT (COUNT(*) AS ?n) WHERE {{ ?m a <{vocab.cq('Meeting')}> }}"
    assert [int(row[0]) for row in taken.query(meetings)] == [opened.legend("kinds")["meeting"]]
    meets = f"SELECT (COUNT(*) AS ?n) WHERE {{ ?a <{vocab.cq('meets')}> ?b }}"
    assert [int(row[0]) for row in taken.query(meets)] == [int(row[0]) for row in sample.query(meets)]


def test_pictures_and_data_can_be_taken_away(open_page: Open, sample_html: str) -> None:
    opened = open_page(sample_html, "#thing=person/wendy-sherman&focus=1")
    assert opened.take("png").startswith(b"\x89PNG")
    assert xml.dom.minidom.parseString(opened.take("svg")).documentElement.tagName == "svg"
    assert {one["label"] for one in json.loads(opened.take("json"))["things"]} >= {"Wendy Sherman", "Sergey Ryabkov"}


def test_on_paper_the_drawing_takes_the_place_of_the_canvas(open_page: Open, sample_html: str) -> None:
    opened = open_page(sample_html, "#thing=person/wendy-sherman", dark=True, width=800, height=1100)
    opened.tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    opened.tab.emulate_media(media="print")
    assert opened.tab.is_visible("#paper text:has-text('Sergey')")
    assert opened.tab.is_hidden("#left")
    opened.picture("print-800-dark")
    opened.tab.evaluate("dispatchEvent(new Event('afterprint'))")
    assert opened.tab.locator("#paper").count() == 0
    assert opened.errors == []


@pytest.mark.parametrize(
    "hash",
    ["", "#thing=person/ada-example", "#view=table", "#view=meetings", "#path=person/wendy-sherman~treaty/inf-treaty"],
    ids=["overview", "person", "table", "meetings", "path"],
)
@pytest.mark.parametrize(("dark", "width"), [(False, 1440), (True, 1440), (False, 320)], ids=["light", "dark", "320"])
def test_axe_finds_no_violation(open_page: Open, sample_html: str, hash: str, dark: bool, width: int) -> None:
    axe = HERE / "node_modules/axe-core/axe.min.js"
    if not axe.exists():
        pytest.skip("axe-core is not installed: npm install --prefix tests/page")
    opened = open_page(sample_html, hash, dark=dark, width=width)
    session = opened.tab.context.new_cdp_session(opened.tab)  # is not bound by the page's policy
    session.send("Runtime.evaluate", {"expression": axe.read_text("utf-8")})
    rules = "['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']"
    found = session.send(
        "Runtime.evaluate",
        {
            "awaitPromise": True,
            "returnByValue": True,
            "expression": f"axe.run(document, {{runOnly: {rules}}})"
            ".then(found => found.violations.map(rule => rule.id + ': '"
            " + rule.nodes.slice(0, 4).map(node => node.target + ' ' + node.failureSummary).join(' | ')))",
        },
    )
    assert found["result"]["value"] == []


def test_hostile_texts_stay_texts(open_page: Open) -> None:
    html = page.render(synthetic.graph(60, labels=synthetic.HOSTILE), title=synthetic.HOSTILE[0])
    opened = open_page(html)
    tab = opened.tab
    for query in ("script", "img", "href"):
        tab.fill("#q", query)
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    opened.picture("hostile-1440-light")
    for view in ("table", "meetings", "graph"):
        tab.click("#view-" + view)
    for n in range(6):
        tab.mouse.move(400 + 60 * n, 300 + 40 * n)
        tab.mouse.click(400 + 60 * n, 300 + 40 * n)
    for what in ("csv", "ttl", "json", "svg"):
        opened.take(what)
    assert tab.evaluate("window.xss") is None
    assert tab.evaluate("document.querySelectorAll('img, a[href^=javascript]').length") == 0
    assert opened.errors == []
    assert len(opened.requests) == 1


def test_an_injected_handler_is_blocked_by_the_policy(open_page: Open, sample_html: str) -> None:
    opened = open_page(sample_html)
    opened.tab.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=\"x:y\" onerror=\"window.xss=1\">' + '<script>window.xss=1</script>')"
    )
    opened.tab.wait_for_timeout(300)
    assert opened.tab.evaluate("window.xss") is None
    assert any("Content Security Policy" in error for error in opened.errors)


def test_an_empty_graph_says_so(open_page: Open) -> None:
    opened = open_page(page.render(Graph(store="Oxigraph")))
    opened.picture("empty-1440-light")
    assert opened.tab.inner_text("#empty h2") == "The graph is empty"
    assert opened.errors == []


def test_without_anything_left_the_way_back_is_shown(open_page: Open, sample_html: str) -> None:
    opened = open_page(sample_html, "#since=2021-12-18&until=2021-12-20&undated=no")
    opened.tab.click("#empty button")
    assert opened.status.startswith("Showing 45 of 45")


COLLECT_TEXTS = """(() => {
  const draw = CanvasRenderingContext2D.prototype.fillText;
  window.texts = [];
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
    const m = this.getTransform(), half = this.measureText(text).width / 2;
    const high = parseFloat(/([\\d.]+)px/.exec(this.font)[1]);
    window.texts.push([text, m.a * (x - half) + m.e, m.d * y + m.f, m.a * (x + half) + m.e, m.d * (y + high) + m.f]);
    return draw.apply(this, arguments);
  };
})()"""


def test_no_two_labels_lie_on_each_other(open_page: Open, sample_html: str) -> None:
    opened = open_page(sample_html, before=COLLECT_TEXTS)
    opened.tab.evaluate("window.texts = []")
    opened.tab.click("#zoom-fit")
    opened.tab.wait_for_timeout(300)
    boxes = {tuple(box) for box in opened.tab.evaluate("window.texts")}
    assert len(boxes) > 30
    overlaps = [
        (a[0], b[0])
        for a in boxes
        for b in boxes
        if a < b and a[0] != b[0] and a[1] < b[3] - 1 and b[1] < a[3] - 1 and a[2] < b[4] - 2 and b[2] < a[4] - 2
    ]
    assert not overlaps


def test_a_notebook_shows_the_page_in_a_frame_of_its_own(browser: Any, sample: Graph, tmp_path: Path) -> None:
    shown = kg.Graph(sample).page(title="Talks & more")._repr_html_()
    (tmp_path / "notebook.html").write_text(f"<!doctype html><meta charset=utf-8><body>{shown}</body>", encoding="utf-8")
    context = browser.new_context(viewport={"width": 1100, "height": 800})
    tab, errors = context.new_page(), []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.on("console", lambda message: errors.append(message.text) if message.type in ("error", "warning") else None)
    tab.goto((tmp_path / "notebook.html").as_uri())
    frame = tab.frame_locator("iframe")
    frame.locator("html[data-ready]").wait_for(timeout=30000)
    frame.locator("#q").fill("sherman")
    frame.locator("#q").press("Enter")
    assert frame.locator("#right h2").inner_text() == "Wendy Sherman"
    with tab.expect_download() as download:
        frame.locator("#more").click()
        frame.locator("[data-take=csv]").click()
    assert Path(download.value.path()).read_bytes()
    if PICTURES:
        tab.screenshot(path=str(PICTURES / "notebook-1100.png"))
    context.close()
    assert errors == []


def test_the_picture_of_the_readme_is_made_of_the_default_page(open_page: Open, root: Path, request: pytest.FixtureRequest) -> None:
    """`pytest --update-golden` takes it anew, of the page of the graph that the build wrote."""
    picture = root / "docs" / "page.png"
    if request.config.getoption("--update-golden"):
        opened = open_page(kg.load_graph(root / "exports" / "graph.ttl").page().html, "#thing=person/sergey-ryabkov&focus=2")
        opened.tab.wait_for_timeout(400)
        opened.tab.screenshot(path=str(picture))
    head = picture.read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    assert (int.from_bytes(head[16:20]), int.from_bytes(head[20:24])) == (1440, 900)


@pytest.mark.slow
@pytest.mark.parametrize("things", [300, 5000, 20_000])
def test_large_graphs_open_quickly_and_keep_their_evidence(open_page: Open, things: int) -> None:
    opened = open_page(large_page(things))
    assert int(opened.tab.get_attribute("html", "data-ready")) < (2000 if things <= 300 else 4000)
    opened.picture(f"things-{things}")
    if things > 300:
        assert opened.status.startswith("Showing 300 of ")
        assert opened.status.endswith("most connected first")
        opened.tab.click("#show-more")
        assert opened.status.startswith("Showing 600 of ")
        for _ in range(3):
            opened.tab.click("#show-more")
        assert opened.status.endswith("Filter or focus to see the others")
        assert opened.tab.is_hidden("#show-more")
    opened.choose(f"talks number {things // 4}")
    assert opened.tab.inner_text("#right h2") == f"Talks number {things // 4}"
    assert f"In sentence {things // 4} of this imaginary meeting report" in opened.tab.inner_text("#right")
    assert opened.errors == []


@pytest.mark.slow
def test_a_hub_asks_before_it_shows_hundreds(open_page: Open) -> None:
    opened = open_page(large_page(5000))
    opened.tab.click("#right .ranking button >> nth=0")
    opened.tab.click("#right .acts button:has-text('more neighbours')")
    assert opened.tab.is_visible("#ask")
    opened.picture("hub-asks")
    before = opened.tab.evaluate("document.querySelector('#status').textContent")
    opened.tab.click("#ask button:has-text('25 most connected')")
    assert before != opened.status
    assert "with=" in opened.hash


COUNT_REDRAWS = """(() => {
  const clear = CanvasRenderingContext2D.prototype.clearRect;
  window.redraws = 0;
  CanvasRenderingContext2D.prototype.clearRect = function () { window.redraws++; clear.apply(this, arguments); };
})()"""


def bare(html_graph: Graph, number: int) -> str:
    """Bare vis-network, tuned, with as many of the most connected things as the page draws: the yardstick."""
    contents = read(html_graph)
    measured = measures.measure(contents)
    points = page.positions(html_graph)
    kept = [iri for iri in measured.order if contents.things[iri].kind != "article"][:number]
    pairs = sorted(
        {(one.source, one.target) for one in contents.relations if one.family != "background" and {one.source, one.target} <= set(kept)}
    )
    data = json.dumps(
        {
            "nodes": [
                {
                    "id": iri,
                    "x": points[iri][0],
                    "y": points[iri][1],
                    "shape": "dot",
                    "size": 8,
                    "label": contents.things[iri].label,
                }
                for iri in kept
            ],
            "edges": [{"from": a, "to": b} for a, b in pairs],
        }
    )
    options = {
        "physics": False,
        "layout": {"improvedLayout": False},
        "edges": {"smooth": False, "arrows": ""},
        "interaction": {"hideEdgesOnDrag": True, "hover": True},
        "nodes": {"scaling": {"label": {"drawThreshold": 8}}},
    }
    return (
        "<!doctype html><meta charset=utf-8>"
        "<style>#graph{position:absolute;left:248px;top:60px;width:808px;height:714px}</style>"
        "<div id=graph></div>"
        f"<script>{vis_script()}</script><script>var d={data};"
        f"new vis.Network(document.getElementById('graph'),d,{json.dumps(options)})"
        ".once('afterDrawing',()=>document.documentElement.dataset.ready=Math.round(performance.now()))</script>"
    )


def redraws_per_second(opened: Opened) -> float:
    tab = opened.tab
    tab.mouse.move(300, 120)
    tab.mouse.down()
    tab.evaluate("window.redraws = 0")
    begun = time.perf_counter()
    step = 0
    while time.perf_counter() - begun < 3:
        step += 1
        tab.mouse.move(300 + step * 3 % 200, 120 + step * 2 % 150)
    number = tab.evaluate("window.redraws") / (time.perf_counter() - begun)
    tab.mouse.up()
    return number


@pytest.mark.speed
@pytest.mark.parametrize("things", [1000, 5000])
def test_the_first_picture_comes_as_soon_as_that_of_bare_vis_network(open_page: Open, things: int) -> None:
    """Something on the screen, as the browser itself says: the best of three, for its clocks; bare vis-network draws all it is given."""

    def painted(html: str) -> float:
        tab = open_page(html).tab
        tab.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
        return float(tab.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))

    yardstick = bare(large(things), min(things, 1500))
    assert min(painted(large_page(things)) for _ in range(3)) <= min(painted(yardstick) for _ in range(3)) / 0.9


@pytest.mark.speed
@pytest.mark.parametrize("things", [1000, 1500])
def test_with_as_much_drawn_dragging_is_as_smooth_as_bare_vis_network(open_page: Open, things: int) -> None:
    ratios = []
    for _ in range(3):  # the machine has other work: the middle of three
        mine = redraws_per_second(open_page(large_page(things), f"#first={things}", before=COUNT_REDRAWS))
        ratios.append(mine / redraws_per_second(open_page(bare(large(things), things), before=COUNT_REDRAWS)))
    assert sorted(ratios)[1] >= 0.9, ratios


@pytest.mark.speed
@pytest.mark.parametrize("things", [1000, 5000, 20_000])
def test_dragging_is_nearly_as_smooth_as_bare_vis_network(open_page: Open, things: int) -> None:
    ours = open_page(large_page(things), before=COUNT_REDRAWS)
    mine = redraws_per_second(ours)
    yardstick = open_page(bare(large(things), things), before=COUNT_REDRAWS)
    assert mine >= 0.9 * redraws_per_second(yardstick)
