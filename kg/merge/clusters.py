"""Things that are compared in pairs → groups: the best pairs first, never two that must stay apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

NEIGHBOURS = 60
"""In a crowded block each thing is compared with so many that follow it; this keeps merging near n log n."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What speaks for two things being one: a score, the grounds, and whether something forbids it."""

    score: float
    grounds: tuple[str, ...]
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups, as sorted lists of numbers; the pairs that joined them; the best pair of each thing that did not."""

    members: tuple[tuple[int, ...], ...]
    joined: tuple[tuple[int, int, Verdict], ...]
    refused: tuple[tuple[int, int, Verdict], ...]


def group(
    count: int,
    blocks: Iterable[list[int]],
    judge: Callable[[int, int], Verdict],
    *,
    threshold: float,
    forced: Collection[tuple[int, int]] = (),
    barred: Collection[tuple[int, int]] = (),
) -> Groups:
    """The numbers 0 … count-1 in groups. The numbering must itself come from the content: then the order of arrival is nothing.

    `blocks` are sorted lists of what may belong together; `forced` pairs are joined whatever is said, `barred` ones never.

    >>> near = lambda a, b: Verdict(5 if abs(a - b) == 1 else 0, ("neighbours",), apart=abs(a - b) > 1)
    >>> group(3, [[0, 1, 2]], near, threshold=5).members
    ((0, 1), (2,))
    """
    verdicts: dict[tuple[int, int], Verdict] = {}

    def verdict(a: int, b: int) -> Verdict:
        pair = (a, b) if a < b else (b, a)
        if pair not in verdicts:
            verdicts[pair] = judge(*pair)
        return verdicts[pair]

    for block in blocks:
        for place, a in enumerate(block):
            for b in block[place + 1 : place + 1 + NEIGHBOURS]:
                if a != b:
                    verdict(a, b)
    compared = sorted(verdicts.items(), key=lambda item: (-item[1].score, item[0]))
    of: dict[int, set[int]] = {one: {one} for one in range(count)}
    never = {tuple(sorted(pair)) for pair in barred}
    joined: list[tuple[int, int, Verdict]] = []

    def unite(a: int, b: int) -> None:
        larger, smaller = (of[a], of[b]) if len(of[a]) >= len(of[b]) else (of[b], of[a])
        larger |= smaller
        for one in smaller:
            of[one] = larger

    for a, b in sorted(tuple(sorted(pair)) for pair in forced):
        if of[a] is not of[b]:
            unite(a, b)
            joined.append((a, b, Verdict(99, ("a decision by hand",))))
    for (a, b), said in compared:
        if said.score < threshold:
            break
        if of[a] is of[b] or said.apart:
            continue
        if any(
            tuple(sorted((one, other))) in never or verdict(one, other).apart for one in of[a] for other in of[b]
        ):
            continue
        unite(a, b)
        joined.append((a, b, said))
    nearest: dict[int, tuple[int, int, Verdict]] = {}
    for (a, b), said in compared:
        if of[a] is not of[b]:
            nearest.setdefault(min(of[a]), (a, b, said))
            nearest.setdefault(min(of[b]), (b, a, said))
    roots: dict[int, set[int]] = defaultdict(set)
    for one in range(count):
        roots[min(of[one])].add(one)
    return Groups(
        tuple(tuple(sorted(roots[one])) for one in sorted(roots)),
        tuple(joined),
        tuple(nearest[one] for one in sorted(nearest)),
    )
