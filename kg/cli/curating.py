"""Commands for those who write rules and vocabularies: rules, explain, evaluate, vocabulary."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli import common
from kg.problems import BadInput

if TYPE_CHECKING:
    from kg.explain import Explanation


@click.group()
def rules() -> None:
    """List, test, check and explain the rules."""


@rules.command("list")
@click.option("--unused", type=click.Path(path_type=Path, exists=True), help="Only rules that find nothing in these articles.")
@common.ontology_option
def list_rules(unused: Path | None, folders: tuple[Path, ...]) -> None:
    """All rules with what they say."""
    known = common.knowledge(folders)
    wanted = {rule.id for rule in known.rules}
    if unused is not None:
        from kg import uses
        from kg.article import read_articles

        wanted = set(uses.unused(uses.uses(read_articles([unused]), known)))
    rows = [
        [rule.id, rule.fact, rule.says, f"{rule.file}:{rule.line}", str(len(rule.examples))] for rule in known.rules if rule.id in wanted
    ]
    common.table(["rule", "fact", "says", "file", "examples"], rows)


@rules.command("test")
@click.argument("ids", nargs=-1)
@common.ontology_option
def test_rules(ids: tuple[str, ...], folders: tuple[Path, ...]) -> None:
    """Run the examples inside the rules, all of them or those of some rules; exit 1 if one fails."""
    from kg.examples import run

    results = list(run(common.knowledge(folders), ids))
    failed = [one for one in results if not one.passed]
    for one in failed:
        click.echo(str(one))
    click.echo(f"{len(results) - len(failed)} of {len(results)} examples pass", err=True)
    raise SystemExit(1 if failed else 0)


@rules.command("check")
@click.argument("ids", nargs=-1)
@click.option("--corpus", type=click.Path(path_type=Path, exists=True), help="Articles to look for rules that are never used.")
@common.ontology_option
def check_rules(ids: tuple[str, ...], corpus: Path | None, folders: tuple[Path, ...]) -> None:
    """Look for faults that are no errors: rules without examples, patterns that are too broad, rules that are never used."""
    from kg import examples, uses
    from kg.article import read_articles
    from kg.rules.check import check
    from kg.rules.proof import Surroundings
    from kg.rules.rule import ROLES

    known = common.knowledge(folders)
    found = uses.uses(read_articles([corpus]), known) if corpus is not None else uses.Uses()
    around = Surroundings(
        known.rule_set,
        known.gazetteer,
        (*ROLES, *examples.ATTRIBUTES),
        {name: one.sentences for name, one in found.by_rule.items()},
        {name: one.facts for name, one in found.by_rule.items()},
    )
    problems = check(around, ids)
    for problem in problems:
        click.echo(str(problem))
    click.echo(f"{len(problems)} remarks", err=True)
    raise SystemExit(1 if problems else 0)


@rules.command("explain")
@click.argument("rule")
@click.argument("sentence")
@click.option("--html", "html", type=click.Path(path_type=Path), help="Write a page instead of printing.")
@common.ontology_option
def explain_rule(rule: str, sentence: str, html: Path | None, folders: tuple[Path, ...]) -> None:
    """Why a rule fires on a sentence, or how far it comes."""
    from kg.explain import explain_sentence

    _print(explain_sentence(sentence, common.knowledge(folders), rule=rule), html)


def _print(explained: Explanation, html: Path | None) -> None:
    from kg.explain import as_html, as_text

    if html is None:
        click.echo(as_text(explained))
        return
    html.write_text(as_html(explained), encoding="utf-8")
    click.echo(str(html), err=True)


@rules.command("gaps")
@click.argument("corpus", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--most", default=25, show_default=True, help="How many rows of each kind.")
@common.ontology_option
def find_gaps(corpus: tuple[Path, ...], most: int, folders: tuple[Path, ...]) -> None:
    """Verbs between two actors that no rule covers, and titled names that no vocabulary knows, most frequent first."""
    from kg.article import read_articles
    from kg.gaps import as_text, gaps

    click.echo(as_text(gaps(read_articles(corpus), common.knowledge(folders)), most=most))


@rules.command("diff")
@click.argument("corpus", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--against", "other", required=True, help="A git revision, or a folder with another ontology.")
def diff(corpus: tuple[Path, ...], other: str) -> None:
    """Facts won, lost and changed by an edit of the rules, sentence by sentence."""
    from kg.article import read_articles
    from kg.difference import against, as_text

    click.echo(as_text(against(other, read_articles(corpus), common.knowledge())))


@rules.command("watch")
@click.argument("corpus", nargs=-1, type=click.Path(path_type=Path, exists=True))
@common.ontology_option
def watch(corpus: tuple[Path, ...], folders: tuple[Path, ...]) -> None:
    """At every save of a rule or a vocabulary: its mistakes, the examples that fail, the facts won and lost in CORPUS (seeds/ by default)."""
    from kg import home
    from kg.article import read_articles
    from kg.difference import since_save
    from kg.watching import saves

    known = common.knowledge(folders)
    articles = list(read_articles(corpus or (home.folder("seeds"),)))
    places = [home.folder("ontology"), *folders]
    click.echo(f"watching {', '.join(map(str, places))}; {len(articles)} articles; stop with Ctrl-C", err=True)
    try:
        for files in saves(places, (".yaml", ".ttl")):
            click.echo(f"-- {', '.join(path.name for path in files)}", err=True)
            known, report = since_save(known, folders, articles)
            click.echo(report)
    except KeyboardInterrupt:
        click.echo("stopped", err=True)


@rules.command("catalogue")
@click.option(
    "--docs", type=click.Path(path_type=Path, exists=True, file_okay=False), default=Path("docs"), show_default=True, help="Where to write."
)
@click.argument("corpus", nargs=-1, type=click.Path(path_type=Path, exists=True))
def write_catalogue(corpus: tuple[Path, ...], docs: Path) -> None:
    """Write the pages of docs/rules/ and the schema of rule files anew, with the counts on CORPUS (seeds/ by default)."""
    from kg import catalogue, home, uses
    from kg.article import read_articles

    known = common.knowledge()
    changed = catalogue.write(docs, catalogue.contents(known, uses.uses(read_articles(corpus or (home.folder("seeds"),)), known)))
    for name in changed:
        click.echo(f"{docs / name}")
    click.echo(f"{len(changed)} pages changed", err=True)


@rules.command("new")
@click.argument("rule")
def new(rule: str) -> None:
    """Print a filled template for a rule, to be put into a file of ontology/rules/."""
    click.echo(f"""- id: {rule}
  says: One sentence that says what the rule finds.
  patterns:
    - "{{A:actor+}} <meet> [with] {{B:actor+}}"
  fact: Meeting
  roles: {{participant: [A, B]}}
  examples:
    match:
      - text: A sentence that it should match.
        gives: {{participant: [First Name, Second Name], status: held}}
    no_match:
      - text: A sentence that looks like it and is something else.
        because: why it is something else""")


@click.command()
@click.argument("article", type=click.Path(path_type=Path, exists=True))
@click.option("--sentence", type=int, help="Only the sentence of this number, counted from 1, the headline included.")
@click.option("--rule", help="Only how far this rule comes.")
@click.option("--html", "html", type=click.Path(path_type=Path), help="Write one self-contained page instead of printing.")
@common.ontology_option
@common.parser_option
def explain(article: Path, sentence: int | None, rule: str | None, html: Path | None, folders: tuple[Path, ...], parser: str) -> None:
    """What was seen in an article: mentions, chunks, the rules that fired, and how far the others came."""
    from kg.article import read_articles
    from kg.explain import explain_article
    from kg.model import Article

    for one in read_articles([article]):
        if isinstance(one, Article):
            _print(explain_article(one, common.knowledge(folders, parser), rule, number=sentence), html)
        else:
            common.tell(one)


@click.command()
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--texts", multiple=True, type=click.Path(path_type=Path, exists=True, file_okay=False), help="Folders in which the articles are."
)
@click.option("--errors", is_flag=True, help="List every miss and every false fact with its sentence and the nearest rule.")
@click.option("--against", "other", metavar="REV", help="Compare with the rules of a git revision, or of another ontology folder.")
@click.option(
    "-g",
    "--graph",
    "graph_path",
    type=click.Path(path_type=Path),
    default=Path("exports/graph.ttl"),
    show_default=True,
    help="The graph that a table of meetings (.csv) is compared with.",
)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
@common.ontology_option
@common.parser_option
def evaluate(
    gold: tuple[Path, ...],
    texts: tuple[Path, ...],
    errors: bool,
    other: str | None,
    graph_path: Path,
    form: str,
    folders: tuple[Path, ...],
    parser: str,
) -> None:
    """Precision and recall against gold: annotated articles (files or folders of .json) and sentences (.jsonl; docs/evaluation.md tells
    how to write them), or of a graph against a table of its meetings (.csv).

    Figures come in all, by style, by source and by rule: "earns" is by how many points F1 would fall without the rule.
    """
    if any(one.suffix == ".csv" for one in gold):
        if other:
            raise BadInput("a table of meetings (.csv) is compared with a graph, not with rules: leave out --against")
        _against_tables(gold, texts, graph_path, errors=errors, form=form)
        return
    from kg import difference
    from kg.evaluate import Nearest, Score, compared, gold_files
    from kg.evaluate import evaluate as score_gold
    from kg.extract import extract

    files = gold_files(gold)
    places = [*texts, *sorted({file.parent for file in files}), *sorted({file.parent.parent / "articles" for file in files})]

    def score_of(known: Any) -> Score:
        return score_gold(files, places, lambda article: extract(article, known), Nearest(known) if errors else None)

    after = score_of(common.knowledge(folders, parser))
    if other is None:
        click.echo(json.dumps(after.as_json(errors=errors), indent=1)) if form == "json" else _score(after)
        wrong = after.errors
    else:
        with difference.older(other) as folder:
            before = score_of(difference.knowledge_of(folder))
        wrong = compared(before, after)
        if form == "json":
            click.echo(json.dumps({"before": before.as_json(errors=errors), "after": after.as_json(errors=errors)}, indent=1))
        else:
            _scores(before, after)
    if errors and form != "json":
        click.echo("\t".join(("text", "error", "what", "rule", "nearest", "sentence")))
        for error in wrong:
            cells = (error.article, error.kind, error.what, error.rule, error.near, error.sentence)
            click.echo("\t".join(" ".join(cell.split()) for cell in cells))


def _figures(one: Any) -> list[str]:
    return [f"{one.precision:.2f}", f"{one.recall:.2f}", f"{one.f1:.2f}", str(one.hit), str(one.missed), str(one.false)]


def _score(score: Any) -> None:
    """Print the figures in all, by style, by source and by rule."""
    from kg.evaluate import MAIN

    columns = ["precision", "recall", "F1", "right", "missed", "false"]
    common.table(["measure", *columns], [[name, *_figures(one)] for name, one in sorted(score.counts.items())])
    for kind in ("style", "source"):
        rows = [
            [name, measure, *_figures(one)]
            for (of, name), found in sorted(score.groups.items())
            if of == kind
            for measure, one in sorted(found.items())
        ]
        if rows:
            common.table([kind, "measure", *columns], rows)
    common.table(
        ["rule", "measure", "right", "missed", "false", "earns"],
        [
            [rule, measure, str(one.hit), str(one.missed), str(one.false), f"{score.earns(measure, rule):+.1f}"]
            for measure, found in sorted(score.rules.items(), key=lambda row: (row[0] not in MAIN, row[0]))
            for rule, one in sorted(found.items(), key=lambda row: (-score.earns(measure, row[0]), row[0]))
        ],
    )
    read = [f"{number} {what}" for number, what in ((score.articles, "articles"), (score.sentences, "sentences")) if number]
    click.echo(f"{', '.join(read)}; {score.empty} without a meeting, {score.false_in_empty} false meetings in these", err=True)


def _scores(before: Any, after: Any) -> None:
    """Print the figures of two rule sets side by side."""
    common.table(
        ["measure", "precision", "now", "recall", "now", "F1", "now", "change"],
        [
            [
                name,
                *(f"{value:.3f}" for part in ("precision", "recall", "f1") for value in (getattr(old, part), getattr(new, part))),
                f"{new.f1 - old.f1:+.3f}",
            ]
            for name in sorted({*before.counts, *after.counts})
            for old, new in ((before.counts[name], after.counts[name]),)
        ],
    )
    click.echo(f"false meetings in texts without one: {before.false_in_empty}, now {after.false_in_empty}", err=True)


def _against_tables(tables: tuple[Path, ...], texts: tuple[Path, ...], graph_path: Path, *, errors: bool, form: str) -> None:
    """Print how well the meetings of a graph agree with tables of them; the articles are in `texts`, or are the seeds."""
    from kg import home
    from kg.tally import names_of, read_rows, tally

    rows = [row for table in tables for row in read_rows(table)]
    found = tally(rows, common.graph(graph_path), names_of(texts or (home.folder("seeds"),)))
    if form == "json":
        click.echo(json.dumps(found.as_dict(), indent=1))
    else:
        common.table(
            ["measure", "precision", "recall", "F1", "right", "missed", "false"],
            [
                [name, f"{one.precision:.2f}", f"{one.recall:.2f}", f"{one.f1:.2f}", str(one.hit), str(one.missed), str(one.false)]
                for name, one in found.counts.items()
            ],
        )
    if errors:
        for kind, row, what in sorted(found.errors):
            click.echo(f"{kind}\t{row}\t{what}")


COMMANDS = [rules, explain, evaluate]
