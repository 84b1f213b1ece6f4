// How two things are connected: the shortest ways, or the one that rests on most sources.

const LONGEST_LIST = 5;

// The relations paths may use: what is reported; background only when nothing else connects the two.
function pathLinks(withBackground) {
  const links = new Map();
  for (const relation of Seen.relations) {
    if (relation.family.id === "source" || (!withBackground && relation.family.id === "background")) continue;
    for (const [one, two] of [[relation.from, relation.to], [relation.to, relation.from]]) {
      if (!links.has(one)) links.set(one, new Map());
      const to = links.get(one);
      if (!to.has(two)) to.set(two, []);
      to.get(two).push(relation);
    }
  }
  return links;
}

// All shortest ways, at most LONGEST_LIST of them, the most connected things first.
function shortestPaths(from, to, links) {
  const steps = new Map([[from, 0]]), before = new Map();
  let edge = [from];
  while (edge.length && !steps.has(to)) {
    const next = [];
    for (const one of edge) {
      for (const two of (links.get(one) || new Map()).keys()) {
        if (!steps.has(two)) { steps.set(two, steps.get(one) + 1); before.set(two, []); next.push(two); }
        if (steps.get(two) === steps.get(one) + 1) before.get(two).push(one);
      }
    }
    edge = next;
  }
  const found = [];
  const back = (thing, rest) => {
    if (found.length >= LONGEST_LIST) return;
    if (thing === from) { found.push([from, ...rest]); return; }
    for (const one of before.get(thing).sort((a, b) => a.n - b.n)) back(one, [thing, ...rest]);
  };
  if (steps.has(to)) back(to, []);
  return found;
}

// The way whose steps rest on most outlets: a step costs 1 + 2 / outlets, one that nobody reports costs 6.
function bestSourcedPath(from, to, links) {
  const cost = new Map([[from, 0]]), before = new Map(), open = new Set([from]);
  while (open.size) {
    let one = null;
    for (const thing of open) if (!one || cost.get(thing) < cost.get(one)) one = thing;
    open.delete(one);
    if (one === to) break;
    for (const [two, relations] of links.get(one) || []) {
      const voices = outlets(relations.flatMap((relation) => relation.reports)).size;
      const total = cost.get(one) + (voices ? 1 + 2 / voices : 6);
      if (!cost.has(two) || total < cost.get(two) - 1e-9) { cost.set(two, total); before.set(two, one); open.add(two); }
    }
  }
  if (!before.has(to)) return [];
  const way = [to];
  while (way[0] !== from) way.unshift(before.get(way[0]));
  return [way];
}

let pathMemory = { key: null, ways: [] };

// The ways between the two ends of the chosen path, and whether background had to help.
function pathWays() {
  const [from, to] = S.path;
  if (pathMemory.key === Seen.relations && pathMemory.from === from && pathMemory.to === to && pathMemory.best === S.best) return pathMemory;
  const search = S.best ? bestSourcedPath : shortestPaths;
  let ways = search(from, to, pathLinks(false)), background = false;
  if (!ways.length) {
    ways = search(from, to, pathLinks(true));
    background = ways.length > 0;
  }
  pathMemory = { key: Seen.relations, from, to, best: S.best, ways, background };
  return pathMemory;
}

function pathThings() {
  const { ways } = pathWays();
  return ways.length ? ways[S.nth % ways.length] : S.path;
}
