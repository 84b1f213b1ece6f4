"""Pages of a part: around a thing, within a time."""

from __future__ import annotations

import pytest
from conftest import data_of
from rdflib import Graph

from kg import page
from kg.page import part
from kg.page.read import read
from kg.problems import UnknownName


def labels(html: str) -> set[str]:
    return set(data_of(html)["things"]["label"])


def test_the_focus_keeps_its_neighbours_and_what_they_belong_to(sample: Graph) -> None:
    kept = labels(page.render(sample, focus="INF Treaty"))
    assert {"INF Treaty", "Russia", "arms control"} <= kept
    assert "Ada Example" not in kept


def test_more_depth_keeps_more(sample: Graph) -> None:
    assert labels(page.render(sample, focus="inf")) < labels(page.render(sample, focus="inf", depth=2))


@pytest.mark.parametrize("name", ["Sergei Ryabkov", "ryabkov", "person/sergey-ryabkov", "person:sergey-ryabkov"])
def test_a_thing_is_found_by_any_of_its_names(sample: Graph, name: str) -> None:
    assert part.find(read(sample), name).endswith("person/sergey-ryabkov")


def test_an_unknown_focus_suggests_the_nearest_name(sample: Graph) -> None:
    with pytest.raises(UnknownName, match="Wendy Sherman"):
        page.render(sample, focus="Wendy Shermann")


def test_a_time_keeps_only_its_events(sample: Graph) -> None:
    data = data_of(page.render(sample, since="2022-01-15", until="2022-01"))
    kept = {label for label, kind in zip(data["things"]["label"], data["things"]["kind"]) if data["kinds"][kind]["id"] == "meeting"}
    assert kept == {"Summit of the Demo Security Council"}
    assert all(kind == "Tenure" or date >= "2022-01-15" for kind, date in zip(data["events"]["type"], data["events"]["earliest"]))


def test_a_month_that_reaches_into_the_time_counts(sample: Graph) -> None:
    assert "Second round of the Examplia–Samplonia dialogue" in labels(page.render(sample, since="2022-02-10"))
