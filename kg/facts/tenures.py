"""The posts with which an article names people."""

from __future__ import annotations

import re

from kg import vocab
from kg.chunks import Ref
from kg.facts.desk import Desk
from kg.knowledge import COUNTERPARTS, normal_office
from kg.model import Argument, Fact, When


def tenures(desk: Desk) -> list[Fact]:
    """A fact for each person whom the article names with a post."""
    rule = next((one for one in desk.knowledge.rules if one.fact == "Tenure"), None)
    if rule is None:
        return []
    found: dict[tuple[str, str], Fact] = {}
    for sentence, analysed in desk.sentences:
        for node in analysed.nodes:
            for ref in node.refs:
                if ref.kind != "person" or not ref.name or node.shadow or not (ref.office or ref.rank):
                    continue
                for one in desk.scope.resolve(ref):
                    for post in _posts(ref, one, desk):
                        found.setdefault(
                            (one.id, post.label.lower()),
                            Fact(
                                "Tenure",
                                rule=rule.id,
                                evidence=desk.evidence(sentence, {}),
                                when=When(desk.article.published, desk.article.published, basis="publication"),
                            ).with_roles({"person": [one], "post": [post]}),
                        )
    return list(found.values())


def _posts(ref: Ref, person: Argument, desk: Desk) -> list[Argument]:
    """The post and the rank with which somebody is named; a former post is none, nor is "his counterpart"."""
    return [
        _post(ref, person, office, desk)
        for office in (ref.office, ref.rank)
        if office and not re.match(r"(?:former|ex|late|then)\b", office) and not office.endswith(COUNTERPARTS)
    ]


def _post(ref: Ref, person: Argument, office: str, desk: Desk) -> Argument:
    owner = (
        ref.body
        if ref.body in desk.knowledge.entities
        else ref.countries[0]
        if ref.countries
        else desk.knowledge.states_by_code.get(person.country, "")
    )
    entity = desk.knowledge.entities.get(owner)
    known = next(iter(desk.knowledge.posts_by_office.get((owner, normal_office(office)), ())), "")
    slug = f"{(vocab.local(owner) if owner else 'unknown').lower()}.{vocab.slug(normal_office(office))}"
    label = f"{office} of {entity.label}" if entity is not None else office
    return Argument(
        known or vocab.iri("post", slug),
        desk.knowledge.posts[known].label if known else label,
        "Post",
        entity.country if entity is not None else "",
        ref.text,
        ref.start,
        ref.end,
        office=office,
        behalf=owner,
    )
