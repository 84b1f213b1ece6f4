"""What a meeting is about: the topics of its own sentence, and those that its sides raised in the sentences after it."""

from __future__ import annotations

import pytest

from kg import extract
from kg.article import plain_text
from kg.knowledge import load_knowledge
from kg.model import Article

_KNOWLEDGE = load_knowledge()
_MET = "Antony Blinken met Hakan Fidan in Ankara on Monday. "


def _topics(body: str) -> list[set[str]]:
    """The topics of each meeting of an article of Thursday, 12 September 2024."""
    (article,) = plain_text("notes.txt", f"Diplomatic notes\n20240912\nhttps://example.org/notes\n{body}\n")
    assert isinstance(article, Article)
    return [{one.label for one in fact.role("topic")} for fact in extract(article, _KNOWLEDGE).facts if fact.type == "Meeting"]


@pytest.mark.parametrize(
    ("body", "topics"),
    [
        (_MET + "They discussed sanctions.", {"sanctions"}),
        # What a side raised, and what is told without a subject.
        (_MET + "Blinken underscored the importance of maritime security.", {"maritime security"}),
        (_MET + "The two ministers reaffirmed their commitment to arms control.", {"arms control"}),
        (_MET + "Fidan thanked him for the humanitarian aid.", {"humanitarian aid"}),
        (_MET + "Particular attention was paid to food security.", {"food security"}),
        (_MET + "Arms control topped the agenda.", {"arms control"}),
        (_MET + "During an exchange of views on food security, nobody lost patience.", {"food security"}),
        # Somebody else, a plan of one side, what was said to anybody: no topic of theirs.
        (_MET + "David Lammy underscored the importance of maritime security.", set()),
        (_MET + "Fidan said that sanctions were no solution.", set()),
        (_MET + "Turkey announced an investment in renewable energy.", set()),
    ],
)
def test_what_its_sides_raise_is_a_topic_of_a_meeting(body: str, topics: set[str]) -> None:
    assert _topics(body) == [topics]


def test_a_topic_belongs_to_the_meeting_of_those_who_raised_it() -> None:
    body = (
        "Antony Blinken met Hakan Fidan in Ankara on Monday. On Tuesday, Blinken met David Lammy in London. "
        "Fidan stressed the importance of food security. Lammy stressed the importance of arms control."
    )
    assert _topics(body) == [{"food security"}, {"arms control"}]


def test_what_is_to_be_discussed_is_a_topic_of_the_meeting_ahead() -> None:
    body = (
        "Antony Blinken met Hakan Fidan in Ankara on Monday. On September 20, Blinken will meet David Lammy in London. "
        "Blinken and Lammy will discuss arms control."
    )
    assert _topics(body) == [set(), {"arms control"}]
