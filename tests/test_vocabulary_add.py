"""`kg actor|topic|treaty|place|post add`: what was added is one sound entry, and is then found in a sentence; what is wrong is refused before writing."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg import home
from kg.cli import main
from kg.curate import turtle
from kg.curate.check import check

SOURCE = ("--source", "https://example.org/page")
DOE = ("actor", "add", "Jorunn Examplesen", "--country", "Norway", "--gender", "female", *SOURCE)
GOOD = {
    "Jorunn Examplesen arrived in Geneva.": (*DOE, "--tenure", "no.foreign-minister", "1891-02-01", "1891-03"),
    "It was written by the Examplian Commission in Geneva.": (
        "actor", "add", "Examplian Commission", "--as", "organisation", "--kind", "intergovernmental", "--member", "FR", *SOURCE
    ),
    "They discussed examplian debris rules in Geneva.": ("topic", "add", "examplian debris rules", "--under", "arms control", *SOURCE),
    "They signed the Examplian Treaty in Geneva.": (
        "treaty", "add", "Examplian Treaty", "--topic", "arms-control", "--party", "FR", "--party", "DE", "--opened", "2091-05", *SOURCE
    ),
    "They met in Examplegrad.": ("place", "add", "Examplegrad", "--country", "CH", "--lat", "46", "--long", "6.5", *SOURCE),
}  # fmt: skip


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


@pytest.mark.parametrize("sentence", GOOD)
def test_what_is_added_is_sound_and_found_in_a_sentence(sentence: str, tmp_path: Path) -> None:
    words = GOOD[sentence]
    done = run(*words, "--ontology", str(tmp_path))
    assert done.exit_code == 0, done.output
    assert [str(one) for one in check([home.folder("ontology"), tmp_path], only=tmp_path)] == []
    found = run("vocabulary", "find", sentence, "--ontology", str(tmp_path)).stdout
    slug = words[2].lower().replace(" ", "-")
    assert [line for line in found.splitlines() if line.split("\t")[0].removeprefix("the ") == words[2] and line.endswith("/" + slug)], (
        found
    )


def test_two_in_one_post_are_told_and_written(tmp_path: Path) -> None:
    done = run(*DOE, "--tenure", "no.foreign-minister", "2091-02-01", "-", "--ontology", str(tmp_path))
    assert done.exit_code == 0
    assert "warning[overlap]" in done.stderr


def test_only_the_new_entry_changes_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "treaties.ttl"
    file.write_bytes((home.folder("ontology") / "treaties.ttl").read_bytes())
    before = file.read_text("utf-8").splitlines()
    done = run(*GOOD["They signed the Examplian Treaty in Geneva."], "--ontology", str(tmp_path))
    assert done.exit_code == 0, done.output
    after = file.read_text("utf-8").splitlines()
    start = next(number for number, line in enumerate(after) if line.startswith("treaty:examplian-treaty "))
    assert after[:start] + after[start + len(after) - len(before) :] == before
    assert after[start].endswith("a cq:Treaty ;")
    assert file.read_text("utf-8") == turtle.text(turtle.read(file))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (DOE[:-2], "--source"),
        (("actor", "add", "Sergei Lavrov", "--country", "RU", *SOURCE), "person:sergey-lavrov"),
        (("topic", "add", "New START", "--under", "arms-control", *SOURCE), "treaty:"),
        (("topic", "add", "examplian rules", "--under", "arms-controll", *SOURCE), "arms-control"),
        (("treaty", "add", "Examplian Treaty", "--topic", "arms-control", "--opened", "2091-02-30", *SOURCE), "no date"),
        (("treaty", "add", "Examplian Treaty", "--topic", "arms-control", "--opened", "2091", "--ended", "2090", *SOURCE), "before opened"),
        (("treaty", "add", "the Examplian Treaty", "--topic", "arms-control", *SOURCE), "article"),
        ((*DOE, "--same-as", "159"), "no identifier"),
        (("actor", "add", "Jorunn Examplesen", "--country", "NO", "--same-as", "Q159", *SOURCE), "state:RU"),
        ((*DOE, "--seat", "geneva"), "has no seat"),
        ((*DOE, "--id", "Jorunn_E"), "is no id"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_before_anything_is_written(words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    done = run(*words, "--ontology", str(tmp_path))
    assert done.exit_code == 2
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_clash_with_a_reason_is_written(tmp_path: Path) -> None:
    words = (
        "topic",
        "add",
        "New START",
        "--id",
        "new-start-debate",
        "--under",
        "arms-control",
        *SOURCE,
        "--ambiguous",
        "New START: also a treaty",
    )
    done = run(*words, "--ontology", str(tmp_path))
    assert done.exit_code == 0, done.output


def test_a_post_and_a_dry_run(tmp_path: Path) -> None:
    words = ("post", "add", "special envoy for examples", "--of", "Switzerland", *SOURCE, "--ontology", str(tmp_path))
    shown = run(*words, "--dry-run")
    assert "post:ch.special-envoy-for-examples a cq:Post ;" in shown.stdout, shown.output
    assert list(tmp_path.iterdir()) == []
    assert run(*words).exit_code == 0
    assert (tmp_path / "posts.ttl").read_text("utf-8").strip() in shown.stdout
