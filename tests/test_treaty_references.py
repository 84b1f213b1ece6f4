""" "The treaty" is the one that the sentences before named; where that is not plain, it is none."""

from __future__ import annotations

import pytest

from kg import extract
from kg.article import plain_text
from kg.knowledge import load_knowledge
from kg.model import Article

_KNOWLEDGE = load_knowledge()


def _violated(body: str) -> set[str]:
    """What is said to have been violated, in an article of Thursday, 12 September 2024."""
    (article,) = plain_text("notes.txt", f"Diplomatic notes\n20240912\nhttps://example.org/notes\n{body}\n")
    assert isinstance(article, Article)
    facts = [fact for fact in extract(article, _KNOWLEDGE).facts if fact.type == "TreatyAction" and fact.action == "violate"]
    return {one.label for fact in facts for one in fact.role("treaty")}


@pytest.mark.parametrize(
    ("body", "treaty"),
    [
        ("Russia signed New START in Prague. Russia violated the treaty.", "New START"),
        ("Iran praised the 2015 nuclear deal. Iran did not like it. Tehran violated the deal.", "Joint Comprehensive Plan of Action"),
        ("Britain praised the Ottawa Convention. France violated this convention.", "Ottawa Convention"),
        # The last one named.
        ("Russia left the INF Treaty. Russia signed New START. Russia violated the treaty.", "New START"),
    ],
)
def test_the_treaty_is_the_one_named_before(body: str, treaty: str) -> None:
    assert _violated(body) == {treaty}


@pytest.mark.parametrize(
    "body",
    [
        # None was named, a thing of another kind was, two were, or it was long ago.
        "Russia violated the treaty.",
        "Britain praised the Ottawa Convention. France violated the armistice.",
        "Russia signed New START and left the INF Treaty. Russia violated the treaty.",
        "Russia signed New START. " + "The ministers met in Rome. " * 6 + "Russia violated the treaty.",
    ],
)
def test_the_treaty_is_none_where_it_is_not_plain(body: str) -> None:
    assert _violated(body) == set()
