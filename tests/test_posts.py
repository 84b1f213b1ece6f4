"""People whom no vocabulary knows, by the grammar of posts: rank, office, body and state, before and behind a name."""

from __future__ import annotations

import pytest

from kg import extract
from kg.article import plain_text
from kg.knowledge import load_knowledge
from kg.model import Article

_KNOWLEDGE = load_knowledge()


def _posts(body: str) -> dict[str, set[str]]:
    """Name → posts as printed, of an article of Thursday, 12 September 2024."""
    (article,) = plain_text("notes.txt", f"Diplomatic notes\n20240912\nhttps://example.org/notes\n{body}\n")
    assert isinstance(article, Article)
    found: dict[str, set[str]] = {}
    for fact in extract(article, _KNOWLEDGE).facts:
        if fact.type == "Tenure":
            for one in fact.role("person"):
                found.setdefault(one.label, set()).update(post.office for post in fact.role("post"))
    return found


@pytest.mark.parametrize(
    ("sentence", "name", "post"),
    [
        # Bodies that no vocabulary knows.
        ("Ana Prado, director of the Sample Institute, said no.", "Ana Prado", "director of the Sample Institute"),
        ("Sample Institute Director Ana Prado said no.", "Ana Prado", "Sample Institute director"),
        ("Head of the Tolna Regional Administration Petro Koval met them.", "Petro Koval", "head of the Tolna Regional Administration"),
        (
            "Ana Prado, deputy commander of the Sample Defence Forces, said no.",
            "Ana Prado",
            "deputy commander of the Sample Defence Forces",
        ),
        # Arabic names with a hyphen, without a given name that is known.
        ("Karim al-Basri, a spokesman for the SDK, blamed both sides.", "Karim al-Basri", "spokesman for SDK"),
        # A state within a portfolio is no owner of the post.
        ("U.S. Special Envoy for Iran Pat Roe met them.", "Pat Roe", "special envoy"),
        (
            "Special Representative for Afghanistan Reconciliation Pat Roe met them.",
            "Pat Roe",
            "special representative for afghanistan reconciliation",
        ),
        ("Pat Roe, Leader of the Opposition, met them.", "Pat Roe", "leader of the opposition"),
        ("Sample Region Governor Pat Roe met them.", "Pat Roe", "Sample Region governor"),
        # Members of parliaments, and of families.
        ("Deputy Minister Ivan Petrenko and MP Oleh Bekir met them.", "Oleh Bekir", "mp"),
        ("Second Gentleman Pat Roe will travel to Paris.", "Pat Roe", "second gentleman"),
        ("The chief constable Pat Roe met the ambassador.", "Pat Roe", "chief constable"),
        # A name that the vocabularies know with its title.
        ("President Macron signed the law.", "Emmanuel Macron", "president"),
        ("Former President Trump signed a book.", "Donald Trump", ""),
    ],
)
def test_a_post_is_read_with_its_body(sentence: str, name: str, post: str) -> None:
    assert _posts(sentence).get(name, set()) == ({post} if post else set())


@pytest.mark.parametrize(
    "sentence",
    [
        "The director of the Sample Institute said no.",
        "They met members of the Sample Institute in Paris.",
        "The University of Sample opened on Monday, head of the line.",
    ],
)
def test_a_post_without_a_name_is_nobody(sentence: str) -> None:
    assert _posts(sentence) == {}
