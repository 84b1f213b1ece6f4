"""Where things stand: computed once in Python, so that the page shows a finished picture at once.

The 300 most connected things (the first picture) get a layout of their own: stress is minimised by the steps of
"Graph drawing by stochastic gradient descent" (Zheng, Pawar, Goodman 2018), where an edge is the longer, the busier its
ends are; parts that are not connected are packed side by side; boxes with room for the labels are pushed apart.
Everything else is set down one by one, in the order of importance, on the free spot nearest to the middle of its
neighbours. So 20,000 things need seconds, without numpy, and what is known already never moves.

Only + - * / and square roots are used, which every machine rounds alike: the result is the same everywhere.
"""

from __future__ import annotations

import heapq
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from math import sqrt

from kg import vocab
from kg.page.contents import Contents
from kg.page.measures import Measures

CORE = 300
STEP = 62.0
"""The raster, in pixels, on which things outside of the core are set."""
_ASPECT = 1.2
_ROUNDS = 34
_EDGE = 84.0

Point = tuple[float, float]
Links = dict[str, dict[str, float]]


def place(contents: Contents, measures: Measures, previous: Mapping[str, Point] | None = None) -> dict[str, Point]:
    """A position for each thing; a thing with a `previous` one keeps it."""
    links = _links(contents)
    fixed = {iri: (float(previous[iri][0]), float(previous[iri][1])) for iri in measures.order if iri in previous} if previous else {}
    if len(fixed) * 2 < min(len(measures.order), CORE):
        fixed = _core(contents, measures, links)
    return _settle(measures.order, links, fixed)


def size(connections: int) -> float:
    """The radius of a thing in pixels.

    >>> size(0), size(16)
    (6.5, 15.7)
    """
    return round(6.5 + 2.3 * sqrt(min(connections, 400)), 1)


def _links(contents: Contents) -> Links:
    """Neighbours with the number of relations. Background counts only for things that no report connects."""
    links: Links = defaultdict(dict)
    reported = {end for one in contents.relations if one.family != "background" for end in (one.source, one.target)}
    for one in contents.relations:
        if one.source == one.target or (one.family == "background" and one.source in reported and one.target in reported):
            continue
        for a, b in ((one.source, one.target), (one.target, one.source)):
            links[a][b] = links[a].get(b, 0.0) + 1.0
    for thing, article in contents.mentions():
        links[article][thing] = 1.0
    return links


# ---- the core -------------------------------------------------------------------------------------------------------


def _core(contents: Contents, measures: Measures, links: Links) -> dict[str, Point]:
    ids = [iri for iri in measures.order[:CORE] if contents.things[iri].kind != "article"]
    inside = set(ids)
    near = {iri: sorted(one for one in links.get(iri, ()) if one in inside and contents.things[one].kind != "article") for iri in ids}
    boxes = {iri: _box(contents.things[iri].label, size(measures.connections[iri])) for iri in ids}
    parts = []
    for part in _components(ids, near):
        points = _roomy(_turn(_stress(part, near)), boxes)
        _push_apart(points, boxes)
        parts.append(points)
    return _pack(parts, boxes)


def _box(label: str, radius: float) -> Point:
    """Width and height of a thing with its label beneath."""
    text = min(len(label), 22) * 6.8
    return max(text, 2 * radius) + 12, 2 * radius + (38 if len(label) > 22 else 24)


def _components(ids: Sequence[str], near: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """The connected parts: the largest first, each in the order of importance."""
    rank = {iri: number for number, iri in enumerate(ids)}
    seen: set[str] = set()
    parts = []
    for start in ids:
        if start in seen:
            continue
        seen.add(start)
        part, queue = [start], [start]
        while queue:
            for other in near[queue.pop()]:
                if other not in seen:
                    seen.add(other)
                    part.append(other)
                    queue.append(other)
        parts.append(sorted(part, key=rank.__getitem__))
    return sorted(parts, key=lambda part: (-len(part), rank[part[0]]))


def _distances(part: Sequence[str], near: Mapping[str, Sequence[str]]) -> dict[str, dict[str, float]]:
    """The lengths of the shortest ways; an edge is the longer, the more neighbours its ends do not share."""
    around = {iri: set(near[iri]) for iri in part}
    length = {(a, b): _EDGE + 5.0 * sqrt(min(49, len(around[a] ^ around[b]))) for a in part for b in near[a]}
    ways = {}
    for start in part:
        reached = {start: 0.0}
        queue = [(0.0, start)]
        while queue:
            far, one = heapq.heappop(queue)
            if far > reached[one]:
                continue
            for other in near[one]:
                total = far + length[one, other]
                if total < reached.get(other, 1e18):
                    reached[other] = total
                    heapq.heappush(queue, (total, other))
        ways[start] = reached
    return ways


def _stress(part: Sequence[str], near: Mapping[str, Sequence[str]]) -> dict[str, Point]:
    """Positions whose distances come close to the lengths of the shortest ways."""
    ways = _distances(part, near)
    count = len(part)
    spread = 60.0 * sqrt(count)
    x = [(_unit(iri, "x") - 0.5) * spread for iri in part]
    y = [(_unit(iri, "y") - 0.5) * spread for iri in part]
    pairs = [(a, b, _bent(ways[part[a]][part[b]])) for a in range(count) for b in range(a)]
    if not pairs:
        return dict.fromkeys(part, (0.0, 0.0))
    longest = max(far for _, _, far in pairs)
    shortest = min(far for _, _, far in pairs)
    step, last = longest * longest, 0.1 * shortest * shortest
    shrink = _root(last / step, _ROUNDS - 1)
    order = random.Random(42)
    for _ in range(_ROUNDS):
        order.shuffle(pairs)
        for a, b, want in pairs:
            dx, dy = x[a] - x[b], y[a] - y[b]
            far = sqrt(dx * dx + dy * dy) or 0.1
            pull = min(1.0, step / (want * want)) * (far - want) / (2 * far)
            x[a] -= pull * dx
            y[a] -= pull * dy
            x[b] += pull * dx
            y[b] += pull * dy
        step *= shrink
    return {iri: (x[number], y[number]) for number, iri in enumerate(part)}


def _bent(far: float) -> float:
    """A distance as it is drawn: the power of three quarters, so that what is far out does not waste the window."""
    times = far / _EDGE
    return _EDGE * sqrt(times * sqrt(times))


def _root(value: float, degree: int) -> float:
    """The root of a value between 0 and 1, by halving: `**` may round differently elsewhere."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        power = 1.0
        for _ in range(degree):
            power *= middle
        low, high = (middle, high) if power < value else (low, middle)
    return high


def _unit(iri: str, axis: str) -> float:
    """A number from 0 to 1 that belongs to the IRI: where it starts does not depend on the others."""
    return int(vocab.short_hash(iri, axis, length=8), 16) / 0xFFFFFFFF


def _turn(points: dict[str, Point]) -> dict[str, Point]:
    """The points around their middle, the longest extent flat, stretched a little towards the shape of a window."""
    count = len(points)
    mx = sum(x for x, _ in points.values()) / count
    my = sum(y for _, y in points.values()) / count
    moved = {iri: (x - mx, y - my) for iri, (x, y) in points.items()}
    xx = sum(x * x for x, _ in moved.values())
    yy = sum(y * y for _, y in moved.values())
    xy = sum(x * y for x, y in moved.values())
    root = sqrt((xx - yy) * (xx - yy) + 4 * xy * xy)
    cos, sin = (xx - yy + root) / 2, xy
    norm = sqrt(cos * cos + sin * sin)
    if norm < 1e-6:
        cos, sin, norm = (1.0, 0.0, 1.0) if xx >= yy else (0.0, 1.0, 1.0)
    cos, sin = cos / norm, sin / norm
    flat = {iri: (x * cos + y * sin, y * cos - x * sin) for iri, (x, y) in moved.items()}
    wide = sqrt(sum(x * x for x, _ in flat.values()))
    high = sqrt(sum(y * y for _, y in flat.values()))
    stretch = min(1.45, max(1.0, wide / (high * _ASPECT))) if high > 1e-6 else 1.0
    return {iri: (x, y * stretch) for iri, (x, y) in flat.items()}


def _roomy(points: dict[str, Point], boxes: Mapping[str, Point]) -> dict[str, Point]:
    """The points drawn apart until the boxes cover about half of the ground, so that few of them overlap."""
    if len(points) < 3:
        return points
    count = len(points)
    wide = 3.4 * sqrt(sum(x * x for x, _ in points.values()) / count)
    high = 3.4 * sqrt(sum(y * y for _, y in points.values()) / count)
    needed = sum(boxes[iri][0] * boxes[iri][1] for iri in sorted(points)) / 0.46
    grow = max(1.0, sqrt(needed / max(wide * high, 1.0))) if high > 1 else 1.0
    return {iri: (x * min(grow, 2.4), y * min(grow, 2.4)) for iri, (x, y) in points.items()}


def _push_apart(points: dict[str, Point], boxes: Mapping[str, Point]) -> None:
    """Move overlapping boxes off each other, along the shorter way, until none overlap."""
    ids = sorted(points)
    widest = max(width for width, _ in boxes.values())
    for _ in range(240):
        ids.sort(key=lambda iri: points[iri][0])
        moved = False
        for number, one in enumerate(ids):
            for other in ids[number + 1 :]:
                (ax, ay), (bx, by) = points[one], points[other]
                if bx - ax > widest:
                    break
                over_x = (boxes[one][0] + boxes[other][0]) / 2 - abs(bx - ax)
                over_y = (boxes[one][1] + boxes[other][1]) / 2 - abs(by - ay)
                if over_x <= 0.5 or over_y <= 0.5:
                    continue
                moved = True
                if over_x * 0.42 < over_y:
                    shift = 0.4 * over_x * (1 if bx >= ax else -1)
                    points[one], points[other] = (ax - shift, ay), (bx + shift, by)
                else:
                    shift = 0.4 * over_y * (1 if by >= ay else -1)
                    points[one], points[other] = (ax, ay - shift), (bx, by + shift)
        if not moved:
            return


def _pack(parts: Sequence[dict[str, Point]], boxes: Mapping[str, Point]) -> dict[str, Point]:
    """The parts side by side: each as near to the middle as its boxes find room."""
    cell = 36.0
    taken: set[tuple[int, int]] = set()
    packed: dict[str, Point] = {}
    for number, part in enumerate(parts):
        cells = set()
        margin = cell if len(part) > 1 else cell / 2
        for iri, (x, y) in part.items():
            half_x, half_y = boxes[iri][0] / 2 + margin, boxes[iri][1] / 2 + margin
            cells |= {
                (i, j)
                for i in range(_cell(x - half_x, cell), _cell(x + half_x, cell) + 1)
                for j in range(_cell(y - half_y, cell), _cell(y + half_y, cell) + 1)
            }
        offset = (0, 0) if number == 0 else _free(cells, taken)
        taken |= {(i + offset[0], j + offset[1]) for i, j in cells}
        packed |= {iri: (x + offset[0] * cell, y + offset[1] * cell) for iri, (x, y) in part.items()}
    return packed


def _cell(value: float, cell: float) -> int:
    return int(value // cell)


def _free(cells: set[tuple[int, int]], taken: set[tuple[int, int]]) -> tuple[int, int]:
    """The offset nearest to the middle (the picture is wider than high) at which none of the cells is taken."""
    rows = sorted(cells)
    for ring in range(0, 4000):
        wide = int(ring * _ASPECT)
        edge = [(i, j) for i in range(-wide, wide + 1) for j in (-ring, ring)]
        edge += [(i, j) for i in (-wide, wide) for j in range(-ring + 1, ring)]
        for i, j in sorted(edge, key=lambda at: (at[0] * at[0] + 1.7 * at[1] * at[1], at)):
            if all((a + i, b + j) not in taken for a, b in rows):
                return i, j
    return 0, 0


# ---- everything else ------------------------------------------------------------------------------------------------


def _settle(order: Sequence[str], links: Links, fixed: Mapping[str, Point]) -> dict[str, Point]:
    """The fixed points, and for each other thing the free spot nearest to the middle of its neighbours."""
    points = dict(fixed)
    taken = {(_cell(x, STEP), _cell(y, STEP)) for x, y in points.values()}
    taken |= {(i + di, j) for i, j in list(taken) for di in (-1, 1)}
    begun: dict[tuple[int, int], int] = {}
    waiting = [iri for iri in order if iri not in points]
    for again in (False, True):
        later = []
        for iri in waiting:
            near = [points[one] for one in sorted(links.get(iri, ())) if one in points]
            if not near and not again:
                later.append(iri)
                continue
            x = sum(x for x, _ in near) / len(near) if near else 0.0
            y = sum(y for _, y in near) / len(near) if near else 0.0
            spot = _spot((_cell(x, STEP), _cell(y, STEP)), taken, begun)
            taken.add(spot)
            points[iri] = ((spot[0] + 0.5) * STEP, (spot[1] + 0.5) * STEP)
        waiting = later
    return {iri: (round(points[iri][0], 1) + 0.0, round(points[iri][1], 1) + 0.0) for iri in sorted(points)}


def _spot(middle: tuple[int, int], taken: set[tuple[int, int]], begun: dict[tuple[int, int], int]) -> tuple[int, int]:
    """The free cell nearest to the middle; `begun` remembers the rings around a middle that are known to be full."""
    i, j = middle
    ring = begun.get(middle, 0)
    while True:
        for a, b in _ring(ring):
            if (i + a, j + b) not in taken:
                begun[middle] = ring
                return i + a, j + b
        ring += 1


@cache
def _ring(size: int) -> tuple[tuple[int, int], ...]:
    """The cells of a square ring around a middle, the nearest to it first."""
    edge = {(a, b) for a in range(-size, size + 1) for b in (-size, size)}
    edge |= {(a, b) for a in (-size, size) for b in range(-size, size + 1)}
    return tuple(sorted(edge, key=lambda at: (at[0] * at[0] + at[1] * at[1], at)))
