"""Commands for those who write vocabularies: check, format, find."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import common


@click.group()
def vocabulary() -> None:
    """Check and format the vocabularies; try what they recognise."""


@vocabulary.command("check")
@common.ontology_option
def check_vocabularies(folders: tuple[Path, ...]) -> None:
    """Look for faults in the vocabulary files: ids, labels, sources, dates, references, circles, overlaps; exit 1 if there is one."""
    from kg import home
    from kg.curate.check import check

    problems = check([home.folder("ontology"), *folders])
    for problem in problems:
        click.echo(str(problem))
    click.echo(f"{len(problems)} faults", err=True)
    raise SystemExit(1 if problems else 0)


@vocabulary.command("format")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--check", "only_look", is_flag=True, help="Change nothing; exit 1 if a file would change.")
def format_vocabularies(paths: tuple[Path, ...], only_look: bool) -> None:
    """Bring vocabulary files, or those of folders, into their written form; by default those of the project."""
    from kg import home
    from kg import vocabulary as files
    from kg.curate import turtle

    changed = 0
    for path in [one for given in (paths or (home.folder("ontology"),)) for one in (files.files([given]) if given.is_dir() else [given])]:
        before, after = turtle.formatted(path)
        if before != after:
            changed += 1
            click.echo(str(path))
            if not only_look:
                path.write_text(after, encoding="utf-8", newline="\n")
    click.echo(f"{changed} files {'would change' if only_look else 'changed'}", err=True)
    raise SystemExit(1 if changed and only_look else 0)


@vocabulary.command("find")
@click.argument("text")
@click.option("--published", default="2022-01-10", show_default=True, help="The day of the article, which decides who held a post.")
@common.ontology_option
def find_names(text: str, published: str, folders: tuple[Path, ...]) -> None:
    """What the vocabularies recognise in a text, and as what: try a label before it goes into an article."""
    from kg.curate.found import found, sentence

    known = common.knowledge(folders)
    rows = [
        [one.text, one.kind, ", ".join("/".join(thing.split("/")[-2:]) for thing in one.things)]
        for one in found(sentence(text, published=published), known)
    ]
    common.table(["words", "as", "things"], rows)


COMMANDS = [vocabulary]
