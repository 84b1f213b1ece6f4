"""Where and when a meeting was, if not its own sentence says so but the one before: stays, datelines, days counted from another day."""

from __future__ import annotations

import datetime

import pytest

from kg import dates, extract, text
from kg.article import plain_text
from kg.knowledge import load_knowledge
from kg.model import Article

_KNOWLEDGE = load_knowledge()


def _article(body: str) -> Article:
    (article,) = plain_text("notes.txt", f"Diplomatic notes\n20240912\nhttps://example.org/notes\n{body}\n")
    assert isinstance(article, Article)
    return article


def _meetings(body: str) -> list[tuple[str, str, str]]:
    """(first participant's family name, place, first day) of each meeting of an article of Thursday, 12 September 2024."""
    return [
        (
            "/".join(one.label.split()[-1] for one in fact.role("participant")),
            ",".join(one.label for one in fact.role("place")),
            fact.when.earliest if fact.when else "",
        )
        for fact in extract(_article(body), _KNOWLEDGE).facts
        if fact.type == "Meeting"
    ]


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("Antony Blinken flew to Ankara on Tuesday. The secretary of state met Foreign Minister Hakan Fidan.", {"Ankara"}),
        ("Antony Blinken arrived in Ankara. He held talks with Hakan Fidan.", {"Ankara"}),
        ("Antony Blinken paid a working visit to Ankara. Blinken met Foreign Minister Hakan Fidan.", {"Ankara"}),
        (
            "Olaf Scholz attended the Munich Security Conference. During the meeting with Kamala Harris, Scholz asked for more aid.",
            {"Munich"},
        ),
        # The last stay counts.
        ("Antony Blinken flew to Ankara and travelled to Cairo on Wednesday. Blinken met Badr Abdelatty.", {"Cairo"}),
        ("Antony Blinken met Hakan Fidan in Ankara on Tuesday. Blinken also met David Lammy.", {"Ankara"}),
        # A state is a place; what stands behind a noun is not where the meeting was.
        ("Antony Blinken met David Lammy in Switzerland.", {"Switzerland"}),
        ("Today in Switzerland, Antony Blinken met David Lammy.", {"Switzerland"}),
        ("Antony Blinken met David Lammy to discuss the war in Ukraine.", {""}),
        ("The UN envoy in Libya, Hanna Tetteh, met David Lammy in Paris.", {"Paris"}),
        # Somebody else's stay, a call, a stay that is denied, one that lies far back: no place.
        ("Emmanuel Macron flew to Ankara. Antony Blinken met David Lammy.", {""}),
        ("Antony Blinken flew to Ankara. Blinken spoke by telephone with David Lammy.", {""}),
        ("Antony Blinken did not travel to Ankara. Blinken met David Lammy.", {""}),
        ("Antony Blinken travelled to Ankara in May 2022. Blinken met David Lammy on Monday.", {""}),
        # What is still ahead is not where it was.
        ("Antony Blinken will travel to Ankara. Blinken met David Lammy on Monday.", {""}),
    ],
)
def test_a_meeting_without_a_place_is_where_its_people_are(body: str, places: set[str]) -> None:
    assert {place for who, place, _ in _meetings(body) if who.split("/")[-1] not in ("Türkiye", "Germany", "Egypt")} == places


@pytest.mark.parametrize(
    ("body", "day"),
    [
        # What is to come is not on the day of the dateline, nor is what has a day of its own.
        ("PARIS, Sept. 12 (Agency) - Antony Blinken will meet David Lammy in Rome on September 20.", "2024-09-20"),
        ("PARIS, Sept. 12 (Agency) - Antony Blinken will meet David Lammy.", ""),
        ("Paris, 12 September 2024 - Antony Blinken met David Lammy on Monday.", "2024-09-09"),
        ("PARIS, Sept. 12 (Agency) - Antony Blinken met David Lammy.", "2024-09-12"),
        # A day that is counted from the one named before.
        ("On 2 September Antony Blinken met Hakan Fidan. The following day Blinken met David Lammy.", "2024-09-03"),
        ("On 2 September Antony Blinken met Hakan Fidan. That evening Blinken met David Lammy.", "2024-09-02"),
        ("Antony Blinken met Hakan Fidan on Tuesday. Two days earlier Blinken had met David Lammy.", "2024-09-08"),
    ],
)
def test_the_day_of_the_last_meeting(body: str, day: str) -> None:
    assert next(when for who, _, when in _meetings(body) if who.endswith("Lammy")) == day


def test_a_dateline_is_names_and_numbers() -> None:
    def of(body: str) -> str:
        article = _article(body)
        start, end = text.dateline(article)
        return article.text[start:end].strip()

    assert of("GENEVA, Jan. 10, 2022 (Agency) -- The envoys met.") == "GENEVA, Jan. 10, 2022 (Agency) --"
    assert of("Wilmington, Delaware, Dec. 30 – The president spoke.") == "Wilmington, Delaware, Dec. 30 –"
    assert of("WASHINGTON: The envoys met.") == "WASHINGTON:"
    assert of("The minister said: we met.") == ""
    assert of("Talks in Geneva on Monday - the first this year - ended.") == ""
    assert of("The envoys met.") == ""


@pytest.mark.parametrize(
    ("words", "shift"),
    [
        ("the following day", 1),
        ("the next day", 1),
        ("the day before", -1),
        ("the previous evening", -1),
        ("that same day", 0),
        ("later that day", 0),
    ],
)
def test_days_counted_from_another_day(words: str, shift: int) -> None:
    (mention,) = dates.find(f"They met {words} .")
    wanted = (datetime.date(2024, 9, 12) + datetime.timedelta(days=shift)).isoformat()
    assert mention.anaphoric
    assert dates.resolve(mention, "2024-09-12") == (wanted, wanted)


@pytest.mark.parametrize(
    ("body", "visits"),
    [
        ("Narendra Modi toured Japan, Australia and Fiji.", {"Japan", "Australia", "Fiji"}),
        ("Emmanuel Macron visited Kyiv and Warsaw.", {"Kyiv", "Warsaw"}),
        ("Emmanuel Macron will visit Bosnia and Herzegovina.", {"Bosnia and Herzegovina"}),
        ("Emmanuel Macron visited Lyon and Paris.", set()),
    ],
)
def test_a_tour_is_a_visit_to_each_state(body: str, visits: set[str]) -> None:
    assert {place for _, place, _ in _meetings(body)} == visits
