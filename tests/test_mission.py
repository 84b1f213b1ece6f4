"""The mission's article, end to end: every fact that the product was asked for, found by general rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import home
from kg.article import read_articles
from kg.extract import extract
from kg.knowledge import load_knowledge
from kg.model import Article, Extraction, Fact

FILE = "000_fde489b2373b5e7d.txt"


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    article = next(one for one in read_articles([home.folder("seeds") / FILE]) if isinstance(one, Article))
    return extract(article, load_knowledge())


def labels(fact: Fact, role: str) -> set[str]:
    return {one.label for one in fact.role(role)}


def meetings(extraction: Extraction) -> list[Fact]:
    return [fact for fact in extraction.facts if fact.type == "Meeting"]


def statements(extraction: Extraction, act: str) -> list[Fact]:
    return [fact for fact in extraction.facts if fact.type == "Statement" and fact.act == act]


def test_the_evening_talks_are_planned_in_geneva_on_a_spokespersons_word(extraction: Extraction) -> None:
    evening = meetings(extraction)[0]
    parts = {one.label: one.part for one in evening.role("participant")}
    assert parts == {"Wendy Sherman": "principal", "Sergey Ryabkov": "principal", "James Mingus": "delegate", "Alexander Fomin": "delegate"}
    assert (evening.status, evening.format, labels(evening, "place")) == ("planned", "talks", {"Geneva"})
    assert evening.attribution is not None
    assert (evening.attribution.label, evening.attribution.country) == ("State Department spokesperson", "US")


def test_the_main_meeting_is_another_one_on_the_following_day(extraction: Extraction) -> None:
    evening, main = meetings(extraction)
    assert labels(main, "participant") == {"United States", "Russia"}
    assert labels(main, "place") == {"Geneva"}
    assert evening.when is not None
    assert main.when is not None
    assert (evening.when.earliest, main.when.earliest) == ("2022-01-09", "2022-01-10")


def test_both_readings_of_moved_day_words_are_kept(extraction: Extraction) -> None:
    main = meetings(extraction)[1]
    assert main.when is not None
    assert ("2022-01-09", "2022-01-09", "publication") in main.when.readings


def test_the_topics_of_the_talks_are_missiles_of_the_inf_range_and_exercises(extraction: Extraction) -> None:
    evening = meetings(extraction)[0]
    assert {"INF-range missiles", "military exercises", "INF Treaty"} == labels(evening, "topic")
    supported = {role for evidence in evening.evidence for role in evidence.supports}
    assert {"participant", "place", "topic", "date"} <= supported


@pytest.mark.parametrize(
    ("person", "post"),
    [
        ("Wendy Sherman", "Deputy Secretary of State of the United States"),
        ("Sergey Ryabkov", "Deputy Foreign Minister of Russia"),
        ("James Mingus", "director of operations of Joint Chiefs of Staff"),
        ("James Mingus", "lieutenant general of Joint Chiefs of Staff"),
        ("Alexander Fomin", "Deputy Defence Minister of Russia"),
        ("Alexander Fomin", "colonel general of Russia"),
    ],
)
def test_posts_and_ranks_are_attested_on_the_articles_day(extraction: Extraction, person: str, post: str) -> None:
    held = [fact for fact in extraction.facts if fact.type == "Tenure" and labels(fact, "person") == {person}]
    assert any(labels(fact, "post") == {post} for fact in held), [labels(fact, "post") for fact in held]
    assert all(fact.when is not None and fact.when.earliest == "2022-01-09" for fact in held)


def test_washington_offers_restrictions_on_exercises_as_an_anonymous_official_says(extraction: Extraction) -> None:
    offers = [fact for fact in statements(extraction, "offer") if "military exercises" in labels(fact, "topic")]
    assert offers
    for offer in offers:
        assert labels(offer, "speaker") == {"United States"}
        assert offer.attribution is not None
        assert offer.attribution.label == "senior White House official"
        assert offer.attribution.anonymous
    assert any("reciprocal restrictions" in offer.evidence[0].quote for offer in offers)


def test_moscow_is_interested_in_the_missiles_of_the_inf_treaty(extraction: Extraction) -> None:
    (interest,) = statements(extraction, "express-interest")
    assert labels(interest, "speaker") == {"Russia"}
    assert {"INF-range missiles", "INF Treaty"} <= labels(interest, "topic")
    assert interest.attribution is not None
    assert interest.attribution.country == "US"


def test_russia_feels_threatened_and_the_united_states_has_no_intention(extraction: Extraction) -> None:
    (threatened,) = statements(extraction, "feel-threatened")
    assert labels(threatened, "speaker") == {"Russia"}
    denials = [fact for fact in extraction.facts if fact.act in ("deny", "promise") and fact.polarity == "negative"]
    assert [labels(fact, "speaker") for fact in denials] == [{"United States"}]


def test_washington_and_europe_accuse_moscow(extraction: Extraction) -> None:
    (accusation,) = statements(extraction, "accuse")
    assert labels(accusation, "speaker") == {"United States", "European Union"}
    assert labels(accusation, "target") == {"Russia"}


def test_one_anonymous_official_says_what_the_source_and_the_official_say(extraction: Extraction) -> None:
    sources = {one.label for fact in statements(extraction, "say") for one in fact.role("speaker")}
    assert sources == {"senior White House official", "State Department spokesperson"}
    assert any("not at all be surprised" in fact.evidence[0].quote for fact in statements(extraction, "say"))


def test_every_quote_is_where_it_is_said_to_be(extraction: Extraction) -> None:
    text = extraction.article.text
    for fact in extraction.facts:
        assert fact.rule
        for evidence in fact.evidence:
            assert text[evidence.start : evidence.end] == evidence.quote
        for _, arguments in fact.roles:
            for one in arguments:
                if one.start >= 0 and one.part != "host":
                    assert text[one.start : one.end].strip()


def test_publisher_and_agency_are_known(extraction: Extraction) -> None:
    assert extraction.article.publisher.endswith("/kuwait-times")
    assert extraction.article.agency.endswith("/afp")


def test_the_article_is_unchanged() -> None:
    assert (
        (home.folder("seeds") / Path(FILE))
        .read_bytes()
        .startswith(b"US ready to talk missiles military  exercises with Russia Official\n20220109\n")
    )
