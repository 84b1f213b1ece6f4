"""What `kg report` lists: conflicts with both quotes, the timeline, what is upcoming, what is new."""

from __future__ import annotations

from dataclasses import replace

import pytest
import rdflib
from test_merge import HELD, PLANNED, WORLD, actor, meeting, said, statement, told

from kg import report
from kg.merge import merge
from kg.model import Extraction, Fact
from kg.problems import UnknownName
from kg.rdf import triples, turtle


def rows(name: str, *articles: Extraction, **more: str) -> list[dict[str, str]]:
    text = turtle(triples(merge(articles, WORLD), WORLD))
    columns, found = report.rows(name, rdflib.Graph(store="Oxigraph").parse(data=text, format="ox-turtle"), **more)
    return [dict(zip(columns, row, strict=True)) for row in found]


OTHER_DAY = told("2022-01-10", meeting("sherman", "ryabkov", on=said("2022-01-10", "relative"), at="geneva"))
CONFLICTS = {
    "another day": (OTHER_DAY, "date", "2022-01-09", "2022-01-10"),
    "another place": (
        told("2022-01-11", meeting("sherman", "ryabkov", on="2022-01-09", at="vienna")),
        "place",
        "Palais des Nations",
        "Vienna",
    ),
    "a denial": (
        told("2022-01-11", meeting("sherman", "ryabkov", status="denied", on="2022-01-09", at="geneva")),
        "status",
        "held",
        "denied",
    ),
    "other people beside": (told("2022-01-11", meeting("sherman", "ryabkov", on="2022-01-09", delegates=("lavrov",))), "people", "", ""),
}


@pytest.mark.parametrize(("article", "kind", "one", "other"), list(CONFLICTS.values())[:3], ids=list(CONFLICTS)[:3])
def test_a_conflict_shows_both_values_and_both_quotes(article, kind, one, other):
    (found,) = rows("conflicts", HELD, article)
    assert (found["kind"], {found["one"], found["other"]}) == (kind, {one, other})
    assert found["quote"]
    assert found["other quote"]
    assert found["quote"] != found["other quote"]


def test_the_same_disagreement_of_several_reports_is_one_row():
    again = told("2022-01-12", meeting("sherman", "ryabkov", on="2022-01-09", at="vienna"))
    (found,) = rows("conflicts", HELD, CONFLICTS["another place"][0], again)
    assert (found["kind"], found["pairs"]) == ("place", "2")
    assert found["quote"]


def test_reports_that_each_name_somebody_else_disagree_on_people():
    held = told("2022-01-10", meeting("sherman", "ryabkov", on="2022-01-09", delegates=("blinken",)))
    (found,) = rows("conflicts", held, CONFLICTS["other people beside"][0])
    assert (found["kind"], {found["one"], found["other"]}) == ("people", {"Antony Blinken", "Sergey Lavrov"})


def test_two_readings_of_the_words_of_one_report_are_a_conflict():
    day = said("2022-01-09", "quotation", readings=(("2022-01-08", "2022-01-08", "publication"),))
    (found,) = rows("conflicts", told("2022-01-09", meeting("sherman", "ryabkov", status="planned", on=day)))
    assert (found["one"], found["other"]) == ("2022-01-09 (quotation)", "2022-01-08 (publication)")


def test_an_accusation_and_its_denial_are_a_conflict():
    (found,) = rows("conflicts", told("2022-01-08", statement("US", "RU")), told("2022-01-09", statement("RU", "US", "deny")))
    assert (found["kind"], found["one"], found["other"]) == ("statement", "accuse", "deny")


def test_a_plan_and_what_came_of_it_are_no_conflict():
    assert rows("conflicts", PLANNED, HELD) == []


def test_the_timeline_tells_how_the_status_changed():
    (found,) = rows("timeline", HELD, PLANNED)
    assert (found["date"], found["history"]) == ("2022-01-09", "planned 2022-01-08 → held 2022-01-10")


def test_what_was_held_is_not_upcoming():
    assert rows("upcoming", HELD, PLANNED) == []


@pytest.mark.parametrize(("today", "overdue"), [("2022-01-08", ""), ("2022-01-09", ""), ("2022-01-10", "overdue")])
def test_a_plan_whose_day_has_passed_is_overdue(today, overdue):
    (found,) = rows("upcoming", PLANNED, today=today)
    assert found["overdue"] == overdue


def test_news_of_a_known_event_is_told_from_a_new_event():
    other = told("2022-01-10", meeting("blinken", "lavrov", on="2022-01-10", at="geneva"))
    found = rows("new", PLANNED, HELD, other, since="2022-01-09")
    assert sorted((one["news"], one["said before"]) for one in found) == [("more", "planned"), ("new", "")]


def test_what_lies_before_a_day_can_be_left_out():
    assert rows("timeline", PLANNED, since="2022-02") == []


def test_a_report_of_no_such_name_is_refused_with_the_nearest():
    with pytest.raises(UnknownName, match="timeline"):
        rows("timelines", PLANNED)


def test_an_undated_treaty_action_stands_by_its_report():
    fact = replace(Fact.of("TreatyAction", party=(actor("US"),), treaty=(actor("inf"),)), action="sign")
    (found,) = rows("timeline", told("2022-01-08", fact))
    assert found["date"] == "reported 2022-01-08"
