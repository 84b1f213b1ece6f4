"""Facts of many articles → events: what is joined, what stays apart, and that the order makes no difference."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import vocab
from kg.merge import merge, report_of, why
from kg.merge.copies import groups, sketch
from kg.merge.decisions import Decision, names, read, turtle
from kg.merge.meetings import key as meetings_key
from kg.model import Argument, Article, Attribution, Entity, Evidence, Extraction, Fact, When
from kg.rdf.events import Event, Merged
from kg.vocabulary import Vocabulary


def thing(kind: str, name: str, label: str = "", type: str = "", country: str = "", within: str = "") -> Entity:
    return Entity(
        vocab.iri(kind, name),
        type or {"state": "State", "person": "Person", "place": "Place", "org": "Organization", "topic": "Topic", "treaty": "Treaty"}[kind],
        label or name,
        (label or name,),
        country=country,
        within=within,
    )


WORLD = Vocabulary(
    entities=(
        thing("state", "RU", "Russia", country="RU"),
        thing("state", "US", "United States", country="US"),
        thing("state", "CH", "Switzerland", country="CH"),
        thing("state", "AT", "Austria", country="AT"),
        thing("person", "sherman", "Wendy Sherman", country="US"),
        thing("person", "blinken", "Antony Blinken", country="US"),
        thing("person", "ryabkov", "Sergey Ryabkov", country="RU"),
        thing("person", "lavrov", "Sergey Lavrov", country="RU"),
        thing("place", "geneva", "Geneva", country="CH"),
        thing("place", "vienna", "Vienna", country="AT"),
        thing("place", "palais", "Palais des Nations", country="CH", within=vocab.iri("place", "geneva")),
        thing("topic", "missiles"),
        thing("treaty", "inf", "INF Treaty"),
    ),
    concepts=(("talks", "talks", ""), ("video-call", "video call", ""), ("accuse", "accuse", "ACCUSE"), ("sign", "sign", "AGREE")),
)
_BY_NAME = {vocab.local(one.id): one for one in WORLD.entities}


def actor(name: str, part: str = "") -> Argument:
    one = _BY_NAME[name]
    return Argument(one.id, one.label, one.type, one.country if one.type != "State" else "", part=part)


def said(day: str, basis: str = "explicit", until: str = "", readings: tuple[tuple[str, str, str], ...] = ()) -> When:
    return When(day, until or day, basis=basis, readings=readings)


def meeting(
    *who: str,
    status: str = "held",
    on: When | str | None = None,
    at: str = "",
    format: str = "talks",
    delegates: tuple[str, ...] = (),
    **roles: tuple[Argument, ...],
) -> Fact:
    when = said(on) if isinstance(on, str) else on
    people = tuple(actor(one) for one in who) + tuple(actor(one, "delegate") for one in delegates)
    place = (actor(at),) if at else ()
    return Fact.of("Meeting", "meeting.meet", status=status, format=format, when=when, participant=people, place=place, **roles)


def told(day: str, *facts: Fact, text: str = "") -> Extraction:
    """An article of that day whose text is like no other's, with its facts."""
    seed = text or f"{day} {facts!r}"
    words = text or " ".join(str(random.Random(f"{seed}{number}").random()) for number in range(80))
    evidence = (Evidence(0, min(20, len(words)), words[:20]),)
    return Extraction(Article(f"{day}.txt", words, day), tuple(replace(one, evidence=one.evidence or evidence) for one in facts))


def meetings(*articles: Extraction, decisions: tuple[Decision, ...] = ()) -> list[Event]:
    return [one for one in merge(articles, WORLD, decisions).events if one.type == "Meeting"]


PLANNED = told("2022-01-08", meeting("sherman", "ryabkov", status="planned", on="2022-01-09", at="geneva"))
HELD = told("2022-01-10", meeting("sherman", "ryabkov", on="2022-01-09", at="palais"))

SAME = {
    "planned, then held": (PLANNED, HELD),
    "a place and one within it": (told("2022-01-10", meeting("sherman", "ryabkov", on="2022-01-09", at="geneva")), HELD),
    "only the states named": (PLANNED, told("2022-01-10", meeting("US", "RU", on="2022-01-09", at="geneva"))),
    "only the month named": (PLANNED, told("2023-02-01", meeting("sherman", "ryabkov", on="2022-01", at="geneva"))),
    "no date, published the day after": (HELD, told("2022-01-10", meeting("sherman", "ryabkov"))),
    "announced without a day": (HELD, told("2022-01-05", meeting("sherman", "ryabkov", status="planned", at="geneva"))),
    "a relative word is a day off": (
        HELD,
        told("2022-01-10", meeting("sherman", "ryabkov", on=said("2022-01-10", "relative"), at="geneva")),
    ),
    "the day is another reading of the words": (
        HELD,
        told(
            "2022-01-09",
            meeting(
                "sherman",
                "ryabkov",
                status="planned",
                at="geneva",
                on=said("2022-01-07", "relative", readings=(("2022-01-09", "2022-01-09", "quotation"),)),
            ),
        ),
    ),
    "talks by video": (
        told("2022-01-10", meeting("sherman", "ryabkov", on="2022-01-09")),
        told("2022-01-10", meeting("sherman", "ryabkov", on="2022-01-09", format="video call")),
    ),
    "called off": (PLANNED, told("2022-01-09", meeting("sherman", "ryabkov", status="cancelled", on="2022-01-09"))),
    "postponed to another day": (
        PLANNED,
        told("2022-01-09", meeting("sherman", "ryabkov", status="postponed", on="2022-01-20", at="geneva")),
    ),
}
APART = {
    "the main meeting is on the next day": (
        PLANNED,
        told("2022-01-08", meeting("US", "RU", status="planned", on="2022-01-10", at="geneva")),
    ),
    "the other reading of a well-founded day": (
        told(
            "2022-01-09",
            meeting(
                "sherman",
                "ryabkov",
                status="planned",
                at="geneva",
                on=said("2022-01-09", "quotation", readings=(("2022-01-10", "2022-01-10", "publication"),)),
            ),
        ),
        told("2022-01-10", meeting("sherman", "ryabkov", on="2022-01-10", at="geneva")),
    ),
    "other people of the same sides": (HELD, told("2022-01-10", meeting("blinken", "lavrov", on="2022-01-09", at="geneva"))),
    "a call and a handshake": (HELD, told("2022-01-10", meeting("sherman", "ryabkov", on="2022-01-09", format="video call"))),
    "a week later": (HELD, told("2022-01-17", meeting("sherman", "ryabkov", on="2022-01-16", at="geneva"))),
    "the next one is called off": (
        HELD,
        told("2022-02-07", meeting("sherman", "ryabkov", status="cancelled", on="2022-02-10")),
    ),
    "the same sides in general": (told("2022-01-10", meeting("US", "RU")), told("2022-01-13", meeting("US", "RU"))),
    "another third side": (
        told("2022-01-10", meeting("US", "RU", "AT", on="2022-01-09", at="geneva")),
        told("2022-01-10", meeting("US", "RU", on="2022-01-09", at="geneva")),
    ),
    "one article tells them apart": (told("2022-01-10", meeting("sherman", "ryabkov"), meeting("sherman", "ryabkov", status="planned")),),
}


@pytest.mark.parametrize("articles", SAME.values(), ids=SAME)
def test_reports_of_one_meeting_come_together(articles):
    (event,) = meetings(*articles)
    assert len(event.reports) == 2


@pytest.mark.parametrize("articles", APART.values(), ids=APART)
def test_different_meetings_stay_apart(articles):
    assert len(meetings(*articles)) == 2


def test_fifty_copies_are_one_meeting_from_one_source():
    text = " ".join(f"word{number}" for number in range(400))
    fact = meeting("sherman", "ryabkov", status="planned", on="2022-01-09", at="geneva")
    (event,) = meetings(*(told("2022-01-08", fact, text=f"Headline {number}\n{text[number * 5 :]}") for number in range(50)))
    assert (len(event.reports), event.sources) == (50, 1)


def test_other_texts_are_other_sources():
    (event,) = meetings(PLANNED, HELD)
    assert event.sources == 2


def test_why_tells_the_grounds_and_the_nearest_that_was_not_joined():
    first, _ = sorted(
        meetings(PLANNED, HELD, told("2022-01-10", meeting("US", "RU", on="2022-01-10", at="geneva"))), key=lambda one: -len(one.reports)
    )
    lines = why(first)
    assert any("both name" in line and "one place lies in the other" in line for line in lines)
    assert "not joined" in lines[-1]
    assert "not the same day" in lines[-1]


STATUS = {
    "planned, held": (["planned", "held"], "held"),
    "held, then an old plan reprinted": (["held", "planned"], "held"),
    "planned, cancelled": (["planned", "cancelled"], "cancelled"),
    "planned, cancelled, back on": (["planned", "cancelled", "planned"], "planned"),
    "planned, postponed, held": (["planned", "postponed", "held"], "held"),
    "planned, only proposed": (["planned", "proposed"], "planned"),
    "held, denied": (["held", "denied"], "denied"),
    "proposed, ongoing, held": (["proposed", "ongoing", "held"], "held"),
}


@pytest.mark.parametrize(("words", "status"), STATUS.values(), ids=STATUS)
def test_the_status_follows_the_latest_word(words, status):
    articles = [
        told(f"2022-01-{5 + number:02}", meeting("sherman", "ryabkov", status=word, on="2022-01-09", at="geneva"))
        for number, word in enumerate(words)
    ]
    (event,) = meetings(*articles)
    assert event.status == status


def test_a_held_and_a_denied_meeting_contradict_each_other():
    denied = told("2022-01-11", meeting("sherman", "ryabkov", status="denied", on="2022-01-09", at="geneva"))
    assert len(merge([HELD, denied], WORLD).contradictions) == 1


def test_planned_and_held_do_not_contradict_each_other():
    assert not merge([PLANNED, HELD], WORLD).contradictions


def test_an_explicit_date_beats_a_relative_one():
    vague = told("2022-01-10", meeting("sherman", "ryabkov", on=said("2022-01-10", "relative"), at="geneva"))
    (event,) = meetings(vague, HELD)
    assert event.earliest == "2022-01-09"


def test_a_date_that_disagrees_is_kept_as_a_contradiction():
    vague = told("2022-01-10", meeting("sherman", "ryabkov", on=said("2022-01-10", "relative"), at="geneva"))
    assert len(merge([vague, HELD], WORLD).contradictions) == 1


def test_a_postponed_meeting_takes_its_new_date():
    (event,) = meetings(*SAME["postponed to another day"])
    assert (event.status, event.earliest) == ("postponed", "2022-01-20")


def test_what_is_called_off_is_not_what_lay_behind_by_then():
    earlier = told("2022-01-18", meeting("sherman", "ryabkov", status="planned", on="2022-01-21"))
    later = told("2022-02-22", meeting("sherman", "ryabkov", status="cancelled", on="2022-02-24"))
    assert len(meetings(earlier, later)) == 2


def test_the_same_people_on_the_same_day_in_two_places_contradict_each_other():
    merged = merge([HELD, told("2022-01-10", meeting("sherman", "ryabkov", on="2022-01-09", at="vienna"))], WORLD)
    assert len([one for one in merged.events if one.type == "Meeting"]) == 1
    assert len(merged.contradictions) == 1


def test_principals_meet_and_delegates_do_not():
    (event,) = meetings(told("2022-01-10", meeting("sherman", "ryabkov", on="2022-01-09", delegates=("blinken", "lavrov"))))
    assert event.meets == ((vocab.iri("person", "ryabkov"), vocab.iri("person", "sherman")),)


@pytest.mark.parametrize("status", ["denied", "cancelled", "proposed", "postponed"])
def test_nobody_meets_at_a_meeting_that_is_off(status):
    (event,) = meetings(told("2022-01-10", meeting("sherman", "ryabkov", status=status, on="2022-01-12")))
    assert event.meets == ()


def test_a_state_gives_way_to_its_envoy():
    (event,) = meetings(PLANNED, told("2022-01-10", meeting("US", "RU", on="2022-01-09", at="geneva")))
    assert event.ids("participant") == (vocab.iri("person", "ryabkov"), vocab.iri("person", "sherman"))


def test_talks_on_neighbouring_days_in_one_place_are_a_series():
    merged = merge(
        [
            told(
                "2022-01-08",
                meeting("sherman", "ryabkov", status="planned", on="2022-01-09", at="geneva"),
                meeting("US", "RU", status="planned", on="2022-01-10", at="geneva"),
            )
        ],
        WORLD,
    )
    assert [len(one.process) for one in merged.events] == [1, 1]
    assert len(merged.processes) == 1


def test_a_decision_keeps_two_meetings_apart():
    one, other = (report_of(article.facts[0], article.article).id for article in (PLANNED, HELD))
    assert len(meetings(PLANNED, HELD, decisions=(Decision(*sorted((one, other)), same=False),))) == 2


def test_a_decision_joins_two_meetings():
    articles = APART["a week later"]
    ids = sorted(one.id for one in meetings(*articles))
    assert len(meetings(*articles, decisions=(Decision(*ids, same=True),))) == 1


def test_a_decision_makes_two_people_one():
    stranger = Argument(vocab.iri("person", "serghei-riabkov"), "Serghei Riabkov", "Person", "RU")
    other = told("2022-01-10", Fact.of("Meeting", status="held", when=said("2022-01-09"), participant=(actor("sherman"), stranger)))
    same = Decision(vocab.iri("person", "ryabkov"), stranger.id, same=True)
    (event,) = meetings(HELD, other, decisions=(same,))
    assert stranger.id not in event.ids("participant")


def test_decisions_are_read_as_they_are_written(tmp_path):
    decisions = (Decision("x:a", "x:b", same=True), Decision("x:a", "x:c", same=False))
    (tmp_path / "decisions.ttl").write_text(turtle(decisions), encoding="utf-8")
    assert read(tmp_path / "decisions.ttl") == decisions


def test_names_declared_the_same_in_a_row_are_all_one():
    chain = [Decision("x:a", "x:b", same=True), Decision("x:b", "x:c", same=True)]
    assert names(chain, frozenset({"x:c"})) == {"x:a": "x:c", "x:b": "x:c"}


def statement(speaker: str, target: str, act: str = "accuse", **more: object) -> Fact:
    return replace(
        Fact.of("Statement", "say.accuse", speaker=(actor(speaker),), target=(actor(target),), topic=(actor("missiles"),)), act=act, **more
    )


def test_the_same_accusation_on_two_days_is_one_statement():
    merged = merge([told("2022-01-08", statement("US", "RU")), told("2022-01-09", statement("US", "RU"))], WORLD)
    assert [len(one.reports) for one in merged.events] == [2]


def test_the_same_accusation_a_month_later_is_another():
    merged = merge([told("2022-01-08", statement("US", "RU")), told("2022-02-09", statement("US", "RU"))], WORLD)
    assert len(merged.events) == 2


def test_an_accusation_and_its_denial_contradict_each_other():
    merged = merge([told("2022-01-08", statement("US", "RU")), told("2022-01-09", statement("RU", "US", "deny"))], WORLD)
    assert len(merged.contradictions) == 1


def test_a_treaty_is_signed_once():
    signing = replace(
        Fact.of("TreatyAction", party=(actor("US"), actor("RU")), treaty=(actor("inf"),), when=said("1987-12-08")), action="sign"
    )
    later = replace(signing, when=None)
    merged = merge([told("1987-12-09", signing), told("2019-02-01", later)], WORLD)
    assert [len(one.reports) for one in merged.events] == [2]


def test_a_tenure_is_attested_on_each_day():
    post = Argument(vocab.iri("post", "us.deputy"), "deputy secretary of state", "Post", "US", office="deputy secretary of state")
    fact = Fact.of("Tenure", person=(actor("sherman"),), post=(post,))
    (event,) = merge([told("2022-01-08", fact), told("2022-01-10", fact)], WORLD).events
    assert event.attested == ("2022-01-08", "2022-01-10")


def test_an_unnamed_speaker_of_two_copies_says_it_once():
    text = " ".join(f"word{number}" for number in range(300))

    def copy(number: int) -> Extraction:
        source = Argument(vocab.iri("source", f"s{number}"), "senior official", "Source", "US")
        fact = replace(
            Fact.of("Statement", speaker=(source,), topic=(actor("missiles"),)),
            act="offer",
            attribution=Attribution(source.id, source.label, country="US", anonymous=True),
        )
        return told("2022-01-08", fact, text=f"Title {number}\n{text}")

    merged = merge([copy(1), copy(2)], WORLD)
    assert [(len(one.reports), one.sources, len(one.ids("speaker"))) for one in merged.events] == [(2, 1, 1)]


def test_the_fuller_description_of_a_stranger_stays():
    fact = meeting("sherman", "ryabkov", on="2022-01-09")
    poor, rich = (
        replace(told(day, fact), entities=(Entity(vocab.iri("person", "x"), "Person", "Jo X", ("Jo X",), country=code),))
        for day, code in (("2022-01-09", ""), ("2022-01-10", "US"))
    )
    for order in ((poor, rich), (rich, poor)):
        assert [one.country for one in merge(order, WORLD).entities] == ["US"]


def test_a_trimmed_and_damaged_copy_is_a_copy():
    text = " ".join(f"word{number} isn't" for number in range(200))
    sketches = {
        "a": ("2022-01-08", sketch(text)),
        "b": ("2022-01-09", sketch(text[: len(text) // 3].replace("'", ""))),
        "c": ("2022-01-09", sketch(" ".join(f"other{number}" for number in range(400)))),
    }
    assert groups(sketches) == {"a": "a", "b": "a", "c": "c"}


# -- properties ---------------------------------------------------------------------------------------------------------

WHO = st.sampled_from(
    [("sherman", "ryabkov"), ("US", "RU"), ("blinken", "lavrov"), ("blinken", "ryabkov"), ("US", "RU", "AT"), ("lavrov",)]
)
DAYS = st.sampled_from(["2022-01-08", "2022-01-09", "2022-01-10", "2022-01", "2022"])


@st.composite
def facts(draw: st.DrawFn) -> Fact:
    when = draw(st.none() | st.builds(said, DAYS, st.sampled_from(["explicit", "relative", "publication"])))
    return meeting(
        *draw(WHO),
        status=draw(st.sampled_from(["planned", "held", "denied", "postponed", "ongoing", "cancelled"])),
        on=when,
        at=draw(st.sampled_from(["", "geneva", "palais", "vienna"])),
        format=draw(st.sampled_from(["talks", "summit", "video call"])),
    )


@st.composite
def corpora(draw: st.DrawFn) -> list[Extraction]:
    rows = draw(st.lists(st.tuples(st.integers(5, 14), st.lists(facts(), min_size=1, max_size=3)), min_size=1, max_size=8))
    return [told(f"2022-01-{day:02}", *found) for day, found in rows]


@settings(max_examples=60, deadline=None)
@given(corpora(), st.randoms(use_true_random=False))
def test_the_order_of_the_articles_makes_no_difference(articles: list[Extraction], chance: random.Random):
    shuffled = articles[:]
    chance.shuffle(shuffled)
    assert merge(shuffled, WORLD) == merge(articles, WORLD)


@settings(max_examples=60, deadline=None)
@given(corpora())
def test_every_report_is_of_exactly_one_event(articles: list[Extraction]):
    merged = merge(articles, WORLD)
    reports = [one.id for event in merged.events for one in event.reports]
    assert sorted(reports) == sorted({report_of(fact, one.article).id for one in articles for fact in one.facts})
    assert len({event.id for event in merged.events}) == len(merged.events)


@settings(max_examples=60, deadline=None)
@given(corpora())
def test_all_that_an_event_says_one_of_its_reports_says(articles: list[Extraction]):
    for event in merge(articles, WORLD).events:
        for slot, ids in event.values:
            assert set(ids) <= {id for one in event.reports for id in (*one.fact.ids(slot), *one.fact.ids("host"))}
        assert event.status in {one.fact.status for one in event.reports}
        if event.earliest:
            assert (event.earliest, event.latest) in {
                (one.fact.when.earliest, one.fact.when.latest) for one in event.reports if one.fact.when
            }


@settings(max_examples=60, deadline=None)
@given(corpora(), st.data())
def test_a_name_is_found_again_when_articles_are_added(articles: list[Extraction], data: st.DataObject):
    """An event of fewer articles keeps its name as the event with its reports, or that event has the name as an alias."""
    fewer = [one for one in articles if data.draw(st.booleans())]
    later = merge(articles, WORLD).events
    holder = {report.id: event for event in later for report in event.reports}
    for event in merge(fewer, WORLD).events:
        names_ = [meetings_key(one) for one in event.reports]
        claimed = {one.id for one in later if event.id in {meetings_key(report) for report in one.reports}}
        if event.id in names_ and len(claimed) == 1:  # else two events of one name: the hash of a report tells them apart
            found = holder[event.reports[names_.index(event.id)].id]
            assert event.id in (found.id, *found.aliases)


def test_an_earlier_report_leaves_the_old_name_as_an_alias():
    old = meetings(HELD)[0].id
    (event,) = meetings(HELD, PLANNED)
    assert old == event.id or old in event.aliases


def test_a_later_report_changes_no_name():
    assert meetings(PLANNED)[0].id == meetings(PLANNED, HELD)[0].id


def test_nothing_makes_an_empty_graph():
    assert merge([], WORLD) == Merged()
