"""Things that are compared in pairs → groups: the best pairs first, never two that must stay apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

Ground = str | tuple[str, frozenset[str], frozenset[str]]
"""A ground in words, or with two places for names which are filled in when somebody asks."""

KEPT = 3
"""So many of the best pairs that were not joined are remembered for each thing."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What speaks for two things being one: a score, the grounds, and whether something forbids it."""

    score: float
    grounds: tuple[Ground, ...]
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups, as sorted lists of numbers; the pairs that joined them; the best pair of each group that did not."""

    members: tuple[tuple[int, ...], ...]
    joined: tuple[tuple[int, int, Verdict], ...]
    refused: tuple[tuple[int, int, Verdict], ...]


Pair = tuple[int, int]


def group(
    count: int,
    pairs: Iterable[Pair],
    judge: Callable[[int, int], Verdict],
    *,
    threshold: float,
    forced: Collection[Pair] = (),
    barred: Collection[Pair] = (),
) -> Groups:
    """The numbers 0 … count-1 in groups. The numbers must come from the content: then the order of arrival is nothing.

    `pairs` are those that are worth a comparison; `forced` ones are joined whatever is said, `barred` ones never.

    >>> near = lambda a, b: Verdict(5 if abs(a - b) == 1 else 0, ("neighbours",), apart=abs(a - b) > 1)
    >>> group(3, [(0, 1), (1, 2)], near, threshold=5).members
    ((0, 1), (2,))
    """
    wanted: list[tuple[float, Pair, Verdict]] = []
    refused: dict[int, list[tuple[float, Pair, Verdict]]] = defaultdict(list)

    def refuse(pair: Pair, said: Verdict) -> None:
        for one in pair:
            best = refused[one]
            if len(best) < KEPT or (-said.score, pair) < best[-1][:2]:
                best.append((-said.score, pair, said))
                best.sort(key=lambda row: row[:2])
                del best[KEPT:]

    for pair in sorted({_sorted(pair) for pair in pairs if pair[0] != pair[1]}):
        said = judge(*pair)
        if said.score >= threshold and not said.apart:
            wanted.append((-said.score, pair, said))
        else:
            refuse(pair, said)
    of: dict[int, set[int]] = {one: {one} for one in range(count)}
    never = {_sorted(pair) for pair in barred}
    checked: dict[Pair, bool] = {}
    joined: list[tuple[int, int, Verdict]] = []

    def apart(pair: Pair) -> bool:
        if pair not in checked:
            checked[pair] = pair in never or judge(*pair).apart
        return checked[pair]

    def unite(a: int, b: int, said: Verdict) -> None:
        larger, smaller = (of[a], of[b]) if len(of[a]) >= len(of[b]) else (of[b], of[a])
        larger |= smaller
        for one in smaller:
            of[one] = larger
        joined.append((a, b, said))

    for a, b in sorted(_sorted(pair) for pair in forced):
        if of[a] is not of[b]:
            unite(a, b, Verdict(99, ("a decision by hand",)))
    for _, pair, said in sorted(wanted, key=lambda row: row[:2]):
        a, b = pair
        if of[a] is of[b]:
            continue
        if any(apart(_sorted((one, other))) for one in of[a] for other in of[b]):
            refuse(pair, said)
        else:
            unite(a, b, said)
    roots: dict[int, set[int]] = {min(members): members for members in of.values()}
    nearest = []
    for root in sorted(roots):
        rows = [row for one in roots[root] for row in refused.get(one, ()) if of[row[1][0]] is not of[row[1][1]]]
        if rows:
            _, (a, b), said = min(rows, key=lambda row: row[:2])
            nearest.append((a, b, said) if a in roots[root] else (b, a, said))
    return Groups(tuple(tuple(sorted(roots[one])) for one in sorted(roots)), tuple(joined), tuple(nearest))


def _sorted(pair: Pair) -> Pair:
    return pair if pair[0] < pair[1] else (pair[1], pair[0])
