"""Meetings that a running story tells in passing: who is meant by "the council", "another round", "the two visitors", and who a format is."""

from __future__ import annotations

import pytest

from kg import examples
from kg.extract import extract
from kg.knowledge import Knowledge
from kg.merge import merge

DAY = "2022-01-10"

STORIES = {
    "a format is written out": (
        "The E3 foreign ministers met in Lisbon on Tuesday.",
        [({"E3", "Germany", "France", "United Kingdom"}, "held", "Lisbon")],
    ),
    "a series of talks gives way to its sides": (
        "A session of the strategic stability dialogue was held in Geneva on Monday.",
        [({"Russia", "United States"}, "held", "Geneva")],
    ),
    "a member who is there is not written twice": (
        "Wendy Sherman met the E3 in Vienna. The ministers of the E3 met Annalena Baerbock in Paris.",
        [
            ({"Wendy Sherman", "E3", "Germany", "France", "United Kingdom"}, "held", "Vienna"),
            ({"Annalena Baerbock", "E3", "France", "United Kingdom"}, "held", "Paris"),
        ],
    ),
    "the council is the one named before": (
        "The NATO-Russia Council was in the news. The council meets in Brussels on Friday.",
        [({"NATO-Russia Council", "North Atlantic Treaty Organization", "Russia"}, "planned", "Brussels")],
    ),
    "another round is of the same sides": (
        "Penny Wong and Retno Marsudi met in Jakarta on Saturday. Another round will follow in Canberra next week.",
        [({"Penny Wong", "Retno Marsudi"}, "held", "Jakarta"), ({"Penny Wong", "Retno Marsudi"}, "planned", "Canberra")],
    ),
    "two of four talk by themselves": (
        "Emmanuel Macron, Olaf Scholz, Vladimir Putin and Volodymyr Zelensky met in Paris on Saturday. "
        "Vladimir Putin and Volodymyr Zelensky withdrew for a conversation of their own on Saturday.",
        [
            ({"Emmanuel Macron", "Olaf Scholz", "Vladimir Putin", "Volodymyr Zelensky"}, "held", "Paris"),
            ({"Vladimir Putin", "Volodymyr Zelensky"}, "held", ""),
        ],
    ),
    "the two visitors are those named last": (
        "Penny Wong and Retno Marsudi came to Cairo. President Abdel Fattah El-Sisi received the two visitors.",
        [({"Abdel Fattah el-Sisi", "Penny Wong", "Retno Marsudi"}, "held", "")],
    ),
    "they may be named later in the sentence": (
        "When they had finished their negotiations in Oslo, Penny Wong and Retno Marsudi left.",
        [({"Penny Wong", "Retno Marsudi"}, "held", "Oslo")],
    ),
    "a fronted companion is not he": (
        "Hakan Fidan made the rounds. With Retno Marsudi he spent two hours on Monday.",
        [({"Hakan Fidan", "Retno Marsudi"}, "held", "")],
    ),
    "each of them is seen for himself": (
        "Sergey Lavrov and Dmytro Kuleba met in Antalya. Hakan Fidan saw each of them alone beforehand.",
        [
            ({"Sergey Lavrov", "Dmytro Kuleba"}, "held", "Antalya"),
            ({"Hakan Fidan", "Sergey Lavrov"}, "held", ""),
            ({"Hakan Fidan", "Dmytro Kuleba"}, "held", ""),
        ],
    ),
    "the presidents are those of the states told of": (
        "Sergey Lavrov spoke with Antony Blinken. The presidents, it was agreed, could meet in Paris.",
        [({"Sergey Lavrov", "Antony Blinken"}, "held", ""), ({"Vladimir Putin", "Joe Biden"}, "proposed", "Paris")],
    ),
    "a fronted partner is a side": (
        "With Rishi Sunak, whom Joe Biden had invited, the president also had a bilateral meeting.",
        [({"Joe Biden", "Rishi Sunak"}, "held", "")],
    ),
    "a conference may be a body": (
        "The summit of the Conference on Security and Cooperation in Europe began under the chairmanship of Emmanuel Macron.",
        [({"Conference on Security and Co-operation in Europe", "Emmanuel Macron"}, "held", "")],
    ),
    "the conversation with a body says not whose": ("The conversation with NATO was frank.", []),
}


@pytest.mark.parametrize("story", STORIES)
def test_a_running_story_gives_its_meetings(story: str, knowledge: Knowledge) -> None:
    text, wanted = STORIES[story]
    found = [
        ({one.label for one in fact.role("participant")}, fact.status, next((one.label for one in fact.role("place")), ""))
        for fact in extract(examples.article(text, DAY), knowledge).facts
        if fact.type == "Meeting"
    ]
    plain = [(people, status, place) for people, status, place in wanted]
    assert len(found) == len(plain)
    for (people, status, place), (known, state, where) in zip(found, plain, strict=True):
        assert (people, status) == (known, state)
        assert place == where or not where


def test_the_members_meet_and_not_the_format(knowledge: Knowledge) -> None:
    article = extract(examples.article("The ministers of the E3 met Hossein Amir-Abdollahian in Geneva on Friday.", DAY), knowledge)
    (event,) = [one for one in merge([article], knowledge.vocabulary).events if one.type == "Meeting"]
    assert any(one.endswith("/org/e3") for one in event.ids("participant"))
    assert {side.rsplit("/", 1)[-1] for pair in event.meets for side in pair} >= {"DE", "FR", "GB"}
    assert not any(one.endswith("/org/e3") for pair in event.meets for one in pair)
    assert "E3" in event.label
    assert "France" not in event.label


def facts_of(text: str, knowledge: Knowledge, day: str = DAY) -> list[tuple[str, str, str]]:
    """(day, place, status) of each meeting that a text tells of."""
    return [
        (fact.when.earliest if fact.when else "", next((one.label for one in fact.role("place")), ""), fact.status)
        for fact in extract(examples.article(text, day), knowledge).facts
        if fact.type == "Meeting"
    ]


def test_whom_somebody_also_met_he_met_that_day(knowledge: Knowledge) -> None:
    text = "Rafael Grossi met Mohammad Eslami on Sunday. Grossi also conferred with Hossein Amir-Abdollahian."
    assert facts_of(text, knowledge) == [("2022-01-09", "", "held")] * 2


def test_a_recent_meeting_of_a_state_was_where_the_article_was_sent_from(knowledge: Knowledge) -> None:
    text = "LISBON, Jan. 10 - The day was long. The foreign ministers of Portugal and Kenya met on Monday."
    assert facts_of(text, knowledge) == [("2022-01-10", "Lisbon", "held")]
    assert facts_of(text.replace("Portugal", "Ghana"), knowledge) == [("2022-01-10", "", "held")]


def test_called_off_talks_lay_ahead(knowledge: Knowledge) -> None:
    assert facts_of("Penny Wong called off Thursday's talks with Retno Marsudi.", knowledge) == [("2022-01-13", "", "cancelled")]


def test_stops_on_the_way_are_not_the_place(knowledge: Knowledge) -> None:
    assert facts_of("Penny Wong will meet Retno Marsudi on Friday after stops in Manila and Hanoi.", knowledge) == [
        ("2022-01-14", "", "planned")
    ]
