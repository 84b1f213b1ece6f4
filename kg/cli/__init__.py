"""The command `kg`: parse, call one function, print. Data goes to stdout, talk to stderr."""

from __future__ import annotations

import sys

import click

from kg import __version__
from kg.cli import adding, asking, building, curating, growing, networking, serving, vocabulary
from kg.problems import KgError


class _Group(click.Group):
    """Commands in the order in which people need them, and every expected error as one clear message with exit code 2."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        order = [
            "build",
            "add",
            "remove",
            "watch",
            "show",
            "query",
            "ask",
            "report",
            "same",
            "different",
            "page",
            "export",
            "network",
            "extract",
            "explain",
            "rules",
            "vocabulary",
            "actor",
            "topic",
            "treaty",
            "place",
            "post",
            "evaluate",
            "serve",
        ]
        return [name for name in order if name in self.commands] + sorted(set(self.commands) - set(order))

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except KgError as error:
            click.echo(f"kg: {error}", err=True)
            ctx.exit(2)
        except BrokenPipeError:
            sys.stderr.close()
            ctx.exit(0)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """News on diplomacy in, a knowledge graph out: who met whom, where, when, about what, and who says so.

    \b
    kg build                       read seeds/ and make exports/graph.html and exports/graph.ttl
    kg show "Wendy Sherman"        all that is known of a thing, each line with its quote
    kg ask                         the questions that have a name; kg query asks one of them, or SPARQL
    kg explain ARTICLE             which rules fired on an article, and how far the others came
    """


for module in (building, growing, asking, networking, curating, serving, vocabulary, adding):
    for command in module.COMMANDS:
        main.add_command(command)
