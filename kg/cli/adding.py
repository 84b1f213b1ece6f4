"""Commands that write one entry of a vocabulary: actor, topic, treaty, place and post, each with `add`."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli import common
from kg.problems import BadInput, Broken

if TYPE_CHECKING:
    from kg.curate.adding import Wanted

_BODIES = ("ministry", "parliament", "head-office", "military", "security-council", "agency")
_ORGANIZATIONS = ("intergovernmental", "format", "institute", "news", "armed-group", "party", "company")


def _shared(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that every kind of entry has."""
    for option in reversed(
        (
            click.option("--source", "sources", multiple=True, required=True, help="The page or the standard that confirms it; required."),
            click.option("--also", multiple=True, help="Another name that news writes; may be repeated."),
            click.option("--same-as", "same", multiple=True, help="Its Wikidata number (Q159), or an address, where you looked it up."),
            click.option("--ambiguous", multiple=True, help='A label that means other things too, and why: "May: also the month".'),
            click.option("--id", "slug", default="", help="Its id, where the one made of the name is taken."),
            click.option(
                "--ontology",
                "folder",
                type=click.Path(path_type=Path, file_okay=False),
                help="Write into this folder, not into the project's.",
            ),
            click.option("--dry-run", is_flag=True, help="Print the entry and write nothing."),
        )
    ):
        command = option(command)
    return command


def _add(given: dict[str, Any], kind: str, name: str, facts: list[tuple[str, str]], **more: Any) -> None:
    from kg.curate.adding import Wanted

    wanted = Wanted(
        kind, name, given["sources"], given["also"], tuple(facts), given["same"], given["ambiguous"], slug=given["slug"], **more
    )
    write([wanted], given["folder"], dry_run=given["dry_run"])


def write(wanted: list[Wanted], folder: Path | None, *, dry_run: bool) -> None:
    """Make entries, look at them beside all others, and write or print them. Raises BadInput, with every clash and fault, before anything is written."""
    from kg import home
    from kg.curate import adding, turtle

    own = home.folder("ontology")
    if folder is None and own.parent == home.PACKAGE and not dry_run:
        raise BadInput("this installation's ontology is replaced by its next version: name a folder of your own with --ontology DIR")
    folder = folder or own
    known = adding.known(list(dict.fromkeys([own, folder])))
    made = []
    for one in wanted:
        entry = adding.entry(one, known)
        if found := list(adding.clashes(entry, known)):
            raise BadInput("nothing was written:\n" + "\n".join(f"  {line}" for line in found))
        made.append((one.kind, entry))
        known.entries[entry.subject] = entry
    found_faults = adding.faults(made, known, folder)
    if any(one.severity == "error" for one in found_faults):
        raise Broken(found_faults)
    for fault in found_faults:  # a successor is often known before the end of the tenure before is
        common.tell(fault)
    if dry_run:
        for kind, entry in made:
            click.echo(turtle.text(turtle.File(Path(adding.FILES[kind]), entries=[entry])))
        return
    paths = adding.write(made, folder)
    click.echo(f"added {', '.join(adding.short(entry.subject) for _, entry in made)} to {', '.join(map(str, paths))}", err=True)


@click.group()
def actor() -> None:
    """Add a person, a body of a state or an organisation to the vocabularies."""


@actor.command("add")
@click.argument("name")
@click.option(
    "--as", "kind", type=click.Choice(["person", "body", "organisation"]), default="person", show_default=True, help="What it is."
)
@click.option("--country", default="", help="The state of a person or a body: RU, or Russia.")
@click.option("--affiliation", default="", help="The organisation that a person serves, in place of a state.")
@click.option("--family-name", default="", help="Where it is not the last word of the name: Kim.")
@click.option("--gender", type=click.Choice(["female", "male"]), help="Of a person.")
@click.option(
    "--tenure", "tenures", nargs=3, multiple=True, metavar="POST SINCE UNTIL",
    help="A post that a person held, by its id or label, with its days; - where one is not known or not over. May be repeated.",
)  # fmt: skip
@click.option("--kind", "sort", type=click.Choice([*_BODIES, *_ORGANIZATIONS]), help="Of a body or an organisation.")
@click.option("--parent", default="", help="The organisation that a body or an organisation belongs to.")
@click.option("--member", "members", multiple=True, help="A state or an organisation that belongs to an organisation; may be repeated.")
@click.option("--seat", default="", help="The place of an organisation: vienna, or Vienna.")
@click.option("--since", default="", help="The day, month or year when an organisation began.")
@click.option("--until", default="", help="When it ended.")
@_shared
def add_actor(name: str, kind: str, tenures: tuple[tuple[str, str, str], ...], **given: Any) -> None:
    """Write a person, a body or an organisation into the vocabularies; nothing is written where something is wrong with it.

    \b
    kg actor add "Jane Doe" --country US --gender female --source https://example.org/jane-doe \\
        --tenure us.secretary-of-state 2031-02-01 -
    kg actor add "Example Commission" --as organisation --kind intergovernmental --member FR --source https://example.org/
    """
    from kg import home, vocab
    from kg.curate import adding

    person = kind == "person"
    wrong = ("parent", "members", "seat", "sort", "since", "until") if person else ("affiliation", "family_name", "gender")
    if named := [one for one in wrong if given[one]] + (["tenures"] if tenures and not person else []):
        raise BadInput(f"a {kind} has no {', '.join(named).replace('_', ' ')}: take it away, or say what it is with --as")
    if (person and not given["country"] and not given["affiliation"]) or (kind == "body" and not given["country"]):
        raise BadInput(f"whose {kind} is it? Give --country{' or --affiliation' if person else ''}")
    facts = [
        ("country", given["country"]), ("affiliation", given["affiliation"]), ("familyName", given["family_name"]),
        ("gender", given["gender"] or ""), ("kind", given["sort"] or ""), ("parent", given["parent"]), ("seat", given["seat"]),
        *(("member", one) for one in given["members"]), ("validFrom", given["since"]), ("validUntil", given["until"]),
    ]  # fmt: skip
    if not tenures:
        return _add(given, "org" if kind == "organisation" else kind, name, facts)
    slug = given["slug"] or vocab.slug(name)
    known = adding.known(list(dict.fromkeys([home.folder("ontology"), given["folder"] or home.folder("ontology")])))
    wanted = [
        adding.Wanted("person", name, given["sources"], given["also"], tuple(facts), given["same"], given["ambiguous"], slug=slug),
        *(
            adding.tenure(slug, vocab.local(known.find(["post"], post)), since.strip("-"), until.strip("-"), given["sources"])
            for post, since, until in tenures
        ),
    ]
    return write(wanted, given["folder"], dry_run=given["dry_run"])


@click.group()
def topic() -> None:
    """Add a topic to the vocabularies."""


@topic.command("add")
@click.argument("name")
@click.option("--under", multiple=True, required=True, help="The wider topic; may be repeated.")
@click.option("--definition", default="", help="What it is, in one sentence of your own.")
@_shared
def add_topic(name: str, under: tuple[str, ...], definition: str, **given: Any) -> None:
    """Write a topic into the vocabularies, under a wider one; labels in lower case, as in running text.

    \b
    kg topic add "orbital debris talks" --under space --source https://example.org/debris
    """
    _add(given, "topic", name, [("broader", one) for one in under], definition=definition)


@click.group()
def treaty() -> None:
    """Add a treaty to the vocabularies."""


@treaty.command("add")
@click.argument("name")
@click.option("--topic", "topics", multiple=True, required=True, help="What it is about; may be repeated.")
@click.option(
    "--party", "parties", multiple=True, help="A state or an organisation that is bound by it, where they are few; may be repeated."
)
@click.option("--opened", default="", help="The day, month or year when it was opened for signature.")
@click.option("--in-force", default="", help="When it entered into force.")
@click.option("--ended", default="", help="When it ended.")
@click.option("--definition", default="", help="What it is, in one sentence of your own.")
@_shared
def add_treaty(
    name: str, topics: tuple[str, ...], parties: tuple[str, ...], opened: str, in_force: str, ended: str, definition: str, **given: Any
) -> None:
    """Write a treaty or an agreement into the vocabularies.

    \b
    kg treaty add "Example Treaty" --topic arms-control --party FR --party DE --opened 2031-05 --source https://example.org/treaty
    """
    dates = [("opened", opened), ("inForce", in_force), ("ended", ended)]
    facts = [*(("broader", one) for one in topics), *(("partyTo", one) for one in parties), *dates]
    _add(given, "treaty", name, facts, definition=definition)


@click.group()
def place() -> None:
    """Add a place to the vocabularies."""


@place.command("add")
@click.argument("name")
@click.option("--country", default="", help="Its state: CH, or Switzerland.")
@click.option("--within", default="", help="The wider place: geneva, or Geneva.")
@click.option("--kind", type=click.Choice(["city", "region", "venue"]), default="city", show_default=True, help="What it is.")
@click.option("--lat", default="", help="Degrees north.")
@click.option("--long", default="", help="Degrees east.")
@click.option("--population", default="", help="Of a city.")
@_shared
def add_place(name: str, country: str, within: str, kind: str, lat: str, long: str, population: str, **given: Any) -> None:
    """Write a city, a region or a venue into the vocabularies.

    \b
    kg place add "Example Palace" --kind venue --within geneva --country CH --source https://example.org/palace
    """
    if not country and not within:
        raise BadInput("where is it? Give --country or --within")
    facts = [("country", country), ("within", within), ("kind", kind), ("lat", lat), ("long", long), ("population", population)]
    _add(given, "place", name, facts)


@click.group()
def post() -> None:
    """Add a post to the vocabularies."""


@post.command("add")
@click.argument("office")
@click.option("--of", "owner", required=True, help="The state or the organisation whose post it is: RU, or Russia.")
@click.option("--plural", is_flag=True, help="Several people hold it at once.")
@_shared
def add_post(office: str, owner: str, plural: bool, **given: Any) -> None:
    """Write a post into the vocabularies; the office in lower case, in its normal form.

    \b
    kg post add "special envoy for orbital debris" --of CH --source https://example.org/envoy
    """
    from kg import home, vocab
    from kg.curate import adding
    from kg.curate.check import LABEL

    known = adding.known(list(dict.fromkeys([home.folder("ontology"), given["folder"] or home.folder("ontology")])))
    whose = known.find(["state", "org"], owner)
    slug = given["slug"] or f"{vocab.local(whose).lower()}.{vocab.slug(office)}"
    label = f"{office[:1].upper()}{office[1:]} ({known.entries[whose].text(LABEL)})"
    facts = (("office", office), ("postOf", vocab.local(whose)), ("plural", "true" if plural else ""))
    wanted = adding.Wanted("post", label, given["sources"], given["also"], facts, given["same"], given["ambiguous"])
    write([dataclasses.replace(wanted, slug=slug)], given["folder"], dry_run=given["dry_run"])


COMMANDS = [actor, topic, treaty, place, post]
