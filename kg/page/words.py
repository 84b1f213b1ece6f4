"""The words and marks of the page: kinds of things, families of relations, how acts and actions read in a sentence.

These tables travel to the page with the data, so that Python and JavaScript cannot disagree about them.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg import vocab


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing: its class in the graph, its names, its shape (the first channel; colour is the second)."""

    id: str
    cls: str
    one: str
    many: str
    shape: str
    on: bool = True


KINDS = (
    Kind("person", vocab.cq("Person"), "person", "People", "dot"),
    Kind("source", vocab.cq("Source"), "unnamed source", "Unnamed sources", "ring"),
    Kind("organization", vocab.cq("Organization"), "organisation", "Organisations", "square"),
    Kind("state", vocab.cq("State"), "state", "States", "hexagon"),
    Kind("meeting", vocab.cq("Meeting"), "meeting", "Meetings", "diamond"),
    Kind("process", vocab.cq("Process"), "series of meetings", "Series of meetings", "doubleDiamond"),
    Kind("topic", vocab.cq("Topic"), "topic", "Topics", "triangle"),
    Kind("treaty", vocab.cq("Treaty"), "treaty", "Treaties", "star"),
    Kind("place", vocab.cq("Place"), "place", "Places", "triangleDown"),
    Kind("article", vocab.cq("Article"), "article", "Articles", "page", on=False),
)
KIND = {kind.id: kind for kind in KINDS}
KIND_OF_CLASS = {kind.cls: kind.id for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Family:
    """A family of relations: its name in the legend, its line, whether it has a direction worth an arrow."""

    id: str
    label: str
    dash: tuple[int, ...] = ()
    arrow: bool = False
    on: bool = True


FAMILIES = (
    Family("meeting", "Meets, takes part"),
    Family("statement", "Says, offers, asks", arrow=True),
    Family("dispute", "Accuses, rejects, warns", (7, 4), arrow=True),
    Family("treaty", "Signs, leaves, breaks", arrow=True),
    Family("topic", "Is about"),
    Family("place", "Held in", (2, 3)),
    Family("role", "Holds office, serves", arrow=True),
    Family("background", "Belongs to, is part of", (1, 4)),
    Family("source", "Reported in article", (1, 3), on=False),
)
FAMILY = {family.id: family for family in FAMILIES}

STATUSES = ("planned", "ongoing", "held", "proposed", "postponed", "cancelled", "denied")
"""In the order in which a meeting may pass through them."""

_TO_ACTOR = {
    "accept": "accepts from",
    "accuse": "accuses",
    "agree": "agrees with",
    "ask": "asks",
    "call": "calls on",
    "condemn": "condemns",
    "congratulate": "congratulates",
    "criticize": "criticises",
    "demand": "demands of",
    "deny": "denies to",
    "express-concern": "is concerned about",
    "express-interest": "shows interest in",
    "feel-threatened": "feels threatened by",
    "invite": "invites",
    "offer": "offers to",
    "praise": "praises",
    "promise": "promises",
    "propose": "proposes to",
    "reject": "rejects",
    "request": "asks",
    "say": "tells",
    "support": "supports",
    "thank": "thanks",
    "threaten": "threatens",
    "urge": "urges",
    "warn": "warns",
    "welcome": "welcomes",
}
_ON_TOPIC = {
    "accept": "accepts",
    "accuse": "accuses over",
    "agree": "agrees on",
    "ask": "asks for",
    "condemn": "condemns",
    "call": "calls for",
    "demand": "demands",
    "deny": "denies",
    "express-concern": "is concerned about",
    "express-interest": "shows interest in",
    "feel-threatened": "feels threatened over",
    "offer": "offers",
    "praise": "praises",
    "promise": "promises",
    "propose": "proposes",
    "reject": "rejects",
    "request": "asks for",
    "say": "speaks about",
    "support": "supports",
    "threaten": "threatens over",
    "urge": "urges",
    "warn": "warns about",
    "welcome": "welcomes",
}
_ACTION = {
    "accede": "accedes to",
    "extend": "extends",
    "join": "joins",
    "leave": "leaves",
    "negotiate": "negotiates",
    "propose": "proposes",
    "ratify": "ratifies",
    "reject": "rejects",
    "renew": "renews",
    "sign": "signs",
    "suspend": "suspends",
    "violate": "violates",
    "withdraw": "withdraws from",
    "comply": "complies with",
    "enter-into-force": "brings into force",
    "rejoin": "rejoins",
    "terminate": "terminates",
}


def _plain(term: str) -> str:
    head, *rest = term.replace("_", "-").split("-")
    if head and not head.endswith("s"):
        head += "es" if head.endswith(("ch", "sh", "x")) else "s"
    return " ".join([head, *rest])


def act_phrase(act: str, *, on_topic: bool) -> str:
    """How an act reads between a speaker and the one addressed, or between a speaker and a topic.

    >>> act_phrase("accuse", on_topic=False), act_phrase("accuse", on_topic=True), act_phrase("hail", on_topic=False)
    ('accuses', 'accuses over', 'hails')
    """
    return (_ON_TOPIC if on_topic else _TO_ACTOR).get(act) or (_plain(act) if act else "speaks about")


def action_phrase(action: str) -> str:
    """How a treaty action reads between a party and a treaty.

    >>> action_phrase("withdraw"), action_phrase("denounce")
    ('withdraws from', 'denounces')
    """
    return _ACTION.get(action) or (_plain(action) if action else "acts on")
