"""What the tests of the page share: the sample graph, its page, and Chromium."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph

from kg import page

HERE = Path(__file__).parent
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
PICTURES = Path(os.environ.get("KG_PICTURES", "")) if os.environ.get("KG_PICTURES") else None
"""Where the browser tests leave their screenshots, if anywhere."""


@pytest.fixture(scope="session")
def sample() -> Graph:
    graph = Graph(store="Oxigraph")
    graph.parse(HERE / "sample.ttl", format="turtle")
    return graph


@pytest.fixture(scope="session")
def sample_html(sample: Graph) -> str:
    return page.render(sample, title="Talks on missiles and exercises")


def data_of(html: str) -> dict[str, Any]:
    """The data block of a page that is small enough to hold plain JSON."""
    block = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', html, re.S)
    assert block, "no data block"
    return json.loads(block[1])


class Opened:
    """An open page and what went wrong on it."""

    def __init__(self, tab: Any, errors: list[str], requests: list[str]) -> None:
        self.tab, self.errors, self.requests = tab, errors, requests

    @property
    def status(self) -> str:
        return self.tab.inner_text("#status")

    @property
    def hash(self) -> str:
        return self.tab.evaluate("decodeURIComponent(location.hash)")

    def picture(self, name: str) -> None:
        """Leaves a screenshot for people to look at."""
        if PICTURES:
            PICTURES.mkdir(parents=True, exist_ok=True)
            self.tab.wait_for_timeout(400)
            self.tab.screenshot(path=str(PICTURES / f"{name}.png"))

    def choose(self, words: str) -> None:
        """Searches and takes the first suggestion, by keyboard."""
        self.tab.focus("#graph")
        self.tab.keyboard.press("/")
        self.tab.keyboard.type(words)
        self.tab.wait_for_selector("#q-list li[aria-selected=true]")
        self.tab.keyboard.press("Enter")

    def legend(self, list_id: str) -> dict[str, int]:
        """The counts of the legend, by id."""
        rows = self.tab.evaluate(
            "id => [...document.querySelectorAll(`#${id} li`)].map(li => [li.dataset.id, li.querySelector('.n').textContent])",
            list_id,
        )
        return {name: int(number.replace(",", "")) for name, number in rows}

    def take(self, what: str) -> bytes:
        """The file that "Take away" gives."""
        self.tab.click("#more")
        with self.tab.expect_download() as download:
            self.tab.click(f"[data-take={what}]")
        return Path(download.value.path()).read_bytes()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install 'communique[test]'")
    if not shutil.which(CHROMIUM):
        pytest.skip(f"no Chromium at {CHROMIUM}: apt-get install chromium, or name it in CHROMIUM")
    with playwright.sync_playwright() as engine:
        running = engine.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield running
        running.close()


@pytest.fixture
def open_page(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    contexts = []

    def opened(
        html: str,
        hash: str = "",
        *,
        width: int = 1440,
        height: int = 900,
        dark: bool = False,
        calm: bool = True,
        before: str = "",
    ) -> Opened:
        path = tmp_path / "graph.html"
        if not path.exists() or path.read_text("utf-8") != html:
            path.write_text(html, encoding="utf-8")
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce" if calm else "no-preference",
        )
        contexts.append(context)
        tab, errors, requests = context.new_page(), [], []
        if before:
            tab.add_init_script(before)
        tab.on("pageerror", lambda error: errors.append(str(error)))
        tab.on("console", lambda message: errors.append(message.text) if message.type in ("error", "warning") else None)
        tab.on("request", lambda request: requests.append(request.url))
        tab.goto(path.as_uri() + hash)
        tab.wait_for_selector("html[data-ready]", timeout=30000)
        return Opened(tab, errors, requests)

    yield opened
    for context in contexts:
        context.close()
