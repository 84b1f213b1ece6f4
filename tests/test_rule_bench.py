"""The bench beside the rules: lints, explanations, gaps, differences, and the manual that tells of them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from kg import difference, examples, explain, gaps, home, uses, yamlfile
from kg.gazetteer import Gazetteer
from kg.knowledge import Knowledge, compile_knowledge, load_knowledge
from kg.model import Entity
from kg.problems import BadInput, UnknownName
from kg.rules import check, conditions, load, proof, syntax
from kg.rules import compile as compile_
from kg.rules.compile import RuleSet
from kg.rules.rule import FACTS, KEYS, KINDS, Example, Pattern, Rule, chosen

_KNOWLEDGE = load_knowledge()
_MANUAL = (Path(__file__).parent.parent / "docs" / "rules.md").read_text(encoding="utf-8")
_WORLD = Gazetteer(
    [Entity("x:RU", "State", "Russia", ("Russia",), adjectives=("Russian",)), Entity("x:gva", "Place", "Geneva", ("Geneva",))]
)


def _rule(*patterns: str, **more: object) -> Rule:
    made = tuple(Pattern(text, syntax.parse(text), 3, 5) for text in patterns)
    parts: dict[str, object] = {
        "id": "t.rule",
        "says": "Something.",
        "file": "t.yaml",
        "line": 1,
        "fact": "Meeting",
        "patterns": made,
        "roles": (("participant", ("A", "B")),),
        "examples": (Example("match", "A met B.", (("status", ("held",)),)), Example("no_match", "A ran.", because="no")),
    }
    return Rule(**{**parts, **more})  # type: ignore[arg-type]


def _codes(*rules: Rule, **more: object) -> set[str]:
    around = proof.Surroundings(RuleSet(rules, _KNOWLEDGE.lexicon), _WORLD, gives=examples.known_roles(), **more)  # type: ignore[arg-type]
    return {problem.code for problem in check.check(around)}


# -- lints ------------------------------------------------------------------------------------------------------------------


def test_a_sound_rule_gives_no_remark() -> None:
    assert _codes(_rule("{A:actor+} <meet> {B:actor+}")) == set()


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ("no-example", _rule("{A:actor+} <meet> {B:actor+}", examples=())),
        ("verb-as-word", _rule("{A:actor+} was angry at {B:actor+}")),
        ("no-gives", _rule("{A:actor+} <meet> {B:actor+}", examples=(Example("match", "A met B."), Example("no_match", "x", because="y")))),
        ("no-because", _rule("{A:actor+} <meet> {B:actor+}", examples=(Example("no_match", "x"),))),
        ("unknown-gives", _rule("{A:actor+} <meet> {B:actor+}", examples=(Example("match", "A met B.", (("plaice", ("A",)),)),))),
        (
            "unknown-name",
            _rule("{A:actor+} <meet> {B:actor+}", examples=(Example("match", "A met B.", (("participant", ("Nobody Known",)),)),)),
        ),
        (
            "bad-date",
            _rule(
                "{A:actor+} <meet> {B:actor+}", examples=(Example("match", "A met B.", (("status", ("held",)),), published="2022-02-30"),)
            ),
        ),
        ("unknown-gives", _rule("{A:actor+} <meet> {B:actor+}", examples=(Example("match", "A met B.", (("status", ("hled",)),)),))),
        ("no-required-word", _rule("{A:actor+} [with] {B:actor+}")),
        ("open-text", _rule("{A:actor+} <meet> {X:text} with {B:actor+}")),
        ("too-loose", _rule("{A:actor+} <meet> ... with ... in ... on ... {B:actor+}")),
        ("names-a-thing", _rule("{A:actor+} <meet> in Geneva {B:actor+}")),
        ("names-a-day", _rule("{A:actor+} <meet> on Monday {B:actor+}")),
        ("idle-slot", _rule("{A:actor+} <meet> {B:actor+} with {C:person}")),
        ("same-pattern", _rule("{A:actor+} <meet> {B:actor+}", "{A:actor+} <meet> {B:actor+}")),
        ("no-act", _rule("{A:actor+} <meet> {B:actor+}", fact="Statement")),
        ("no-action", _rule("{A:actor+} <meet> {B:actor+}", fact="TreatyAction")),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_a_lint_finds(code: str, rule: Rule) -> None:
    if code == "same-pattern":
        rule = _rule(
            "{A:actor+} <meet> {B:actor+}", patterns=(rule.patterns[0], Pattern(rule.patterns[1].text, rule.patterns[1].elements, 4, 5))
        )
    assert code in _codes(rule)


def test_a_form_of_a_verb_is_no_verb() -> None:
    (problem,) = check.verb_form(_rule("{A:actor+} <mocked> {B:actor+}"), proof.Surroundings(RuleSet([], _KNOWLEDGE.lexicon), _WORLD))
    assert "write the verb itself" in problem.remedy
    assert not list(check.verb_form(_rule("{A:actor+} <feed> {B:actor+}"), proof.Surroundings(RuleSet([], _KNOWLEDGE.lexicon), _WORLD)))


def test_a_rule_that_finds_nothing_in_the_sample_is_named() -> None:
    assert "never-used" in _codes(_rule("{A:actor+} <meet> {B:actor+}"), facts={"other": 1})


def test_two_rules_that_always_fire_together_are_named() -> None:
    rules = (_rule("{A:actor+} <meet> {B:actor+}"), _rule("{A:actor+} <see> {B:actor+}", id="t.twin", line=9))
    assert "always-together" in _codes(*rules, firing={"t.rule": {1, 2, 3}, "t.twin": {1, 2, 3}}, facts={"t.rule": 1, "t.twin": 1})


def test_the_caret_stands_below_the_fault() -> None:
    around = proof.Surroundings(RuleSet([_rule("{A:actor+} <meet> on Monday {B:actor+}")], _KNOWLEDGE.lexicon), _WORLD)
    text = str(next(one for one in check.check(around) if one.code == "names-a-day")).split("\n")
    assert text[1][text[2].index("^") : text[2].rindex("^") + 1] == "Monday"


def test_the_projects_rules_have_no_fault() -> None:
    around = proof.Surroundings(_KNOWLEDGE.rule_set, _KNOWLEDGE.gazetteer, examples.known_roles())
    faults = [str(one) for one in check.check(around) if one.severity == "error"]
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


def test_a_rule_that_is_not_there_is_not_passed_over() -> None:
    with pytest.raises(UnknownName, match=r"did you mean 'meeting\.meet'"):
        list(examples.run(_KNOWLEDGE, ["meeting.met"]))


@pytest.mark.parametrize(
    ("sentence", "word"),
    [("Germany slept.", "no pattern of the rule matches"), ("Russia met Russia.", "a pattern of the rule matches, but no fact")],
)
def test_an_example_that_fails_says_how_far_it_came(sentence: str, word: str) -> None:
    rule = _KNOWLEDGE.rule_set.by_id["meeting.meet"]
    assert word in examples.run_one(rule, Example("match", sentence), 0, _KNOWLEDGE).message


def test_the_beginning_of_an_id_stands_for_all_rules_that_begin_so() -> None:
    assert {one.id for one in chosen(_KNOWLEDGE.rules, ["meeting"])} == {
        one.id for one in _KNOWLEDGE.rules if one.id.startswith("meeting.")
    }


# -- explanations -------------------------------------------------------------------------------------------------------------


def test_an_explanation_tells_what_was_missing() -> None:
    text = explain.as_text(explain.explain_sentence("Iran met the deadline.", _KNOWLEDGE, "meeting.meet"))
    assert "then an actor for {B} was missing" in text
    assert "none" in text


def test_an_explanation_shows_the_fact_and_the_rule_that_gave_it() -> None:
    text = explain.as_text(explain.explain_sentence("Sergey Lavrov met Antony Blinken in Geneva.", _KNOWLEDGE))
    assert "✓ meeting.meet" in text
    assert "gave fact 1" in text
    assert "place: in Geneva" in text


def test_an_explanation_tells_of_an_unless() -> None:
    steps = (
        explain.explain_sentence("Iran met the demands of the IAEA and Russia met China.", _KNOWLEDGE, "meeting.meet").sentences[0].steps
    )
    assert any(step.vetoed for step in steps)


def test_a_sentence_without_any_word_of_a_rule_says_so() -> None:
    assert "no word of any rule" in explain.as_text(explain.explain_sentence("Birds sing.", _KNOWLEDGE))


def test_an_unknown_rule_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match=r"did you mean 'meeting\.meet'"):
        explain.explain_sentence("Birds sing.", _KNOWLEDGE, "meeting.met")


def test_the_page_escapes_the_text_and_loads_nothing() -> None:
    page = explain.as_html(explain.explain_sentence("<script>alert(1)</script> Russia met <b>China</b> & Iran.", _KNOWLEDGE))
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert not re.search(r"""(?:src|href)\s*=|https?:""", page)


def test_explaining_one_sentence_of_an_article() -> None:
    article = examples.article("Birds sing. Russia met China.\nIt rained.", title="News")
    assert [one.text for one in explain.explain_article(article, _KNOWLEDGE, number=3).sentences] == ["Russia met China."]
    with pytest.raises(UnknownName, match="it has 4"):
        explain.explain_article(article, _KNOWLEDGE, number=9)


# -- gaps ---------------------------------------------------------------------------------------------------------------------


def test_a_verb_between_two_actors_that_no_rule_covers_is_a_gap() -> None:
    articles = [examples.article(f"Russia outnumbers China in {n} fields.\nRussia befriended China {n} times.") for n in range(3)]
    lines = gaps.as_text(gaps.gaps(articles, _KNOWLEDGE))
    assert "3 articles" in lines
    assert re.search(r"3  (<outnumber>|outnumbers|befriended)", lines)


def test_a_verb_that_a_rule_covers_is_no_gap() -> None:
    found = gaps.gaps([examples.article("Sergey Lavrov met Antony Blinken in Geneva.")] * 3, _KNOWLEDGE)
    assert not any("meet" in one.what for one in found.verbs)


def test_a_titled_name_that_no_vocabulary_knows_is_a_gap() -> None:
    found = gaps.gaps([examples.article("Norwegian foreign minister Ola Nordmannsen arrived in Oslo.")] * 2, _KNOWLEDGE)
    assert [one.what for one in found.names] == ["Ola Nordmannsen (foreign minister, Norway)"]


# -- uses and differences -------------------------------------------------------------------------------------------------------


def test_uses_count_sentences_and_facts() -> None:
    found = uses.uses([examples.article("Sergey Lavrov met Antony Blinken in Geneva.")], _KNOWLEDGE)
    assert (found.articles, len(found.by_rule["meeting.meet"].sentences), found.by_rule["meeting.meet"].facts) == (1, 1, 1)
    assert "meeting.meet" not in uses.unused(found)


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the ontology without the rule meeting.meet."""
    folder = tmp_path_factory.mktemp("older") / "ontology"
    shutil.copytree(home.folder("ontology"), folder)
    path = folder / "rules" / "meetings.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?ms)^- id: meeting\.meet$.*?(?=^- id)", "", text), encoding="utf-8")
    return folder


def test_a_rule_that_is_added_wins_its_facts(older: Path) -> None:
    articles = [examples.article("Sergey Lavrov met Antony Blinken in Geneva.\nVladimir Putin spoke with Xi Jinping.")]
    found = difference.against(str(older), articles, _KNOWLEDGE)
    assert [one.sentence for one in found.of("won")] == ["Sergey Lavrov met Antony Blinken in Geneva."]
    assert found.same >= 1
    assert "+ Meeting (meeting.meet" in difference.as_text(found)


def test_the_same_ontology_makes_no_difference() -> None:
    articles = [examples.article("Sergey Lavrov met Antony Blinken in Geneva.")]
    assert difference.difference(articles, _KNOWLEDGE, _KNOWLEDGE).changes == ()


def test_a_revision_that_is_not_there_is_said(tmp_path: Path) -> None:
    git = shutil.which("git")
    if git is None:
        pytest.skip("git is not installed")
    subprocess.run([git, "init", "-q", str(tmp_path)], check=True)
    with pytest.raises(BadInput, match="no revision 'v99'"), difference.revision("v99", tmp_path):
        pass


# -- the manual ---------------------------------------------------------------------------------------------------------------


def _blocks() -> list[str]:
    """The YAML of the manual, its indentation taken away."""
    return [re.sub(rf"(?m)^{indent}", "", text) for indent, text in re.findall(r"(?m)^( *)```yaml\n((?:.*\n)*?)\1```", _MANUAL)]


def test_the_rule_in_the_manual_works(tmp_path: Path) -> None:
    text = next(block for block in _blocks() if block.startswith("- id:"))
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "mine.yaml").write_text(text, encoding="utf-8")
    known: Knowledge = compile_knowledge([home.folder("ontology"), tmp_path], "")
    results = list(examples.run(known, [str(yamlfile.parse(text, "mine.yaml")[0]["id"])]))
    assert len(results) == 2
    assert all(one.passed for one in results), "\n".join(map(str, results))


def test_the_manual_knows_every_key_type_role_and_kind() -> None:
    for word in (*KEYS, *syntax.TYPES, *KINDS, *FACTS, *conditions.NAMES, *examples.ATTRIBUTES):
        assert f"`{word}`" in _MANUAL or f"`{word}:" in _MANUAL, word


def test_the_manual_explains_every_mistake() -> None:
    source = "".join(Path(module.__file__ or "").read_text(encoding="utf-8") for module in (check, proof))
    codes = set(re.findall(r'_(?:at|in|example)\(\s*rule,\s*(?:pattern,\s*[\w.]+,\s*|one,\s*)?"([a-z-]+)"', source))
    assert len(codes) > 12
    assert [code for code in sorted(codes) if f"`{code}`" not in _MANUAL] == []


def test_the_manual_explains_every_error() -> None:
    sources = [Path(module.__file__ or "").read_text(encoding="utf-8") for module in (load, syntax, compile_, yamlfile)]
    made = r'(?:fault|one_of|Problem|_problem)\(\s*(?:[\w.()]+,\s*)*"([a-z]+-[a-z-]+)"'
    codes = {code for source in sources for code in re.findall(made, source)}
    assert len(codes) > 10
    assert [code for code in sorted(codes) if f"`{code}`" not in _MANUAL] == []


def test_every_lint_says_what_it_asks() -> None:
    assert all(lint.__doc__ for lint in check.LINTS)
