// The panel at the right: an overview, or what is known of the chosen thing, relation or path.

function showPanel() {
  const panel = $("#right");
  panel.textContent = "";
  panel.append(button("Close", closePanel, { cls: "narrow close" }));
  if (S.path) pathPanel(panel);
  else if (S.line) linePanel(panel);
  else if (S.chosen) thingPanel(panel);
  else overview(panel);
  if (started) panel.scrollTop = 0;
}

function openPanel() {
  if (!narrow.matches) return;
  $("#left").classList.remove("open");
  $("#right").classList.add("open");
  $("#open-filters").setAttribute("aria-expanded", "false");
  $("#open-panel").setAttribute("aria-expanded", "true");
}

function closePanel() {
  $("#right").classList.remove("open");
  $("#open-panel").setAttribute("aria-expanded", "false");
  if (narrow.matches) $("#open-panel").focus();
}

function head(thing, level = "h2") {
  return make("div", { cls: "head" }, thingIcon(thing, 28), make("div", {}, make(level, { text: thing.name }), make("p", { text: shown(thing.note) })));
}

function ranking(things, note) {
  return make("ol", { cls: "ranking" }, ...things.map((thing) => make("li", {}, make("button", { type: "button", click: () => pick(thing, { look: true }) },
    thingIcon(thing), make("span", { text: thing.name }), make("small", { text: note(thing) })))));
}

// ---- nothing chosen

function overview(panel) {
  const things = [...Seen.things].filter((thing) => thing.kind.id !== "article");
  panel.append(make("h2", { cls: "title", text: "Overview" }));
  if (!things.length) {
    panel.append(make("p", { text: Data.things.length ? "Nothing passes the filters." : "The graph is empty." }));
    return;
  }
  const section = (title, hint, ...what) => panel.append(make("section", {}, make("h3", { text: title }), hint ? make("p", { cls: "hint", text: hint }) : null, ...what));
  const pairs = eventConflicts(Data.events.filter((event) => !event.thing || Seen.things.has(event.thing)));
  const meetings = things.filter((thing) => thing.event && thing.event.first === thing.event.first);
  const ahead = meetings.filter((thing) => ["planned", "postponed", "proposed"].includes(thing.status)).sort((a, b) => b.event.last - a.event.last || a.n - b.n);
  const past = meetings.filter((thing) => ["held", "ongoing"].includes(thing.status)).sort((a, b) => b.event.last - a.event.last || a.n - b.n);
  const when = (thing) => eventDate(thing.event);
  section("Best connected", "With how many others reports connect them", ranking(things.slice().sort((a, b) => a.n - b.n).filter((thing) => thing.links).slice(0, 6), (thing) => digits(thing.links)));
  const brokers = things.filter((thing) => thing.broker > 0).sort((a, b) => b.broker - a.broker || a.n - b.n).slice(0, 5);
  if (brokers.length) section("Brokers between groups", "How often they lie on the shortest way between two others", ranking(brokers, (thing) => Math.round(thing.broker * 100) + " %"));
  if (ahead.length) section("Planned meetings", Data.meta.newest ? `As last reported; the newest article is of ${dateWords(Data.meta.newest)}` : "", ranking(ahead.slice(0, 5), when));
  if (past.length) section("Latest meetings held", "", ranking(past.slice(0, 5), when));
  if (meetings.length > 5) panel.append(button(`All ${count(meetings.length, "meeting")} by date`, () => change({ view: "meetings" }), { cls: "wide" }));
  if (pairs.length) panel.append(conflictBox(pairs));
  const note = $("#left-out");
  panel.append(make("p", { cls: "hint", text: `${count(Data.articles.length, "article")}, ${count(Data.reports.length, "report")}. Every line of the picture opens the sentence it comes from.` + (note ? " " + note.textContent : "") }));
}

// ---- a thing

function thingPanel(panel) {
  const thing = S.chosen;
  const relations = thing.relations.filter(passes);
  panel.append(head(thing));
  const tags = make("p", { cls: "tags" }, make("span", { text: count(neighbours(thing).size, "connection") }));
  if (thing.broker >= 0.005) tags.append(make("span", { text: `on ${Math.round(thing.broker * 100) || 1} % of the shortest ways between others` }));
  if (thing.event) {
    tags.append(pill(thing.event.status) || "", make("span", { text: eventDate(thing.event) || "date not said" }), make("span", { text: count(thing.event.sources, "independent source") }), make("span", { text: count(thing.event.reports.length, "report") }));
  }
  if (thing.aliases.length) tags.append(make("span", { text: "also " + thing.aliases.slice(0, 4).map((alias) => `“${shown(alias)}”`).join(", ") + (thing.aliases.length > 4 ? "…" : "") }));
  panel.append(tags, actions(thing));
  if (S.pathFrom === thing) panel.append(make("p", { cls: "ask", text: "Choose the other end: search it, or click it in the picture." }));
  const events = new Set(relations.flatMap((relation) => relation.events));
  const pairs = eventConflicts(thing.event ? [thing.event] : events), posts = thing.event ? [] : postConflicts(events);
  if (pairs.length) panel.append(conflictBox(pairs));
  if (thing.kind.id === "article") { articlePanel(panel, thing); return; }
  showEvidence(panel, relations, thing);
  if (posts.length) panel.append(conflictBox(posts, "Reports name the posts differently"));
}

function showEvidence(panel, relations, thing) {
  const reported = relations.filter((relation) => relation.reports.length && relation.family.id !== "source");
  const known = relations.filter((relation) => !relation.reports.length);
  const { box, sentences } = cards(reported, thing);
  const supports = sentences === 1 ? "supports" : "support";
  panel.append(make("h3", { text: sentences ? `${count(sentences, "sentence")} ${supports} ${count(reported.length, "relation")}` : "No report passes the filters" }), box);
  if (known.length) {
    panel.append(make("h3", { text: "From the vocabularies" }), make("ul", { cls: "says plain" }, ...known.slice(0, 40).map((relation) => relationLine(relation, thing))));
    if (known.length > 40) panel.append(make("p", { cls: "hint", text: `and ${count(known.length - 40, "more", "more")}` }));
  }
}

function articlePanel(panel, thing) {
  const article = Data.articles.find((one) => one.thing === thing);
  const reports = Data.reports.filter((report) => report.article === article);
  const relations = Data.relations.filter((relation) => relation.family.id !== "source" && relation.reports.some((report) => report.article === article));
  panel.append(cite(article), make("h3", { text: count(reports.length, "report") }));
  const own = relations.map((relation) => Object.assign({}, relation, { reports: relation.reports.filter((report) => report.article === article) }));
  panel.append(cards(own, thing).box);
}

function actions(thing) {
  const unseen = unseenNeighbours(thing);
  const box = make("div", { cls: "acts" });
  const toggle = (text, on, click) => { const one = button(text, click); press(one, on); box.append(one); };
  toggle("Focus", S.focus === 1, () => change({ focus: S.focus === 1 ? 0 : 1 }, { fit: true }));
  toggle("2 steps", S.focus === 2, () => change({ focus: S.focus === 2 ? 0 : 2 }, { fit: true }));
  toggle("Path to…", S.pathFrom === thing, () => { S.pathFrom = S.pathFrom === thing ? null : thing; showPanel(); if (S.pathFrom) { say("Choose the other end of the path"); $("#q").focus(); } });
  toggle(S.pins.has(thing) ? "Unpin" : "Pin", S.pins.has(thing), () => pin(thing));
  box.append(button("Hide", () => { S.hidden.add(thing); change({ chosen: null, focus: 0 }); $("#graph").focus(); }));
  if (unseen.length) box.append(button(`Show ${count(unseen.length, "more neighbour")}`, () => expand(thing)));
  return box;
}

function pin(thing) {
  if (S.pins.has(thing)) {
    S.pins.delete(thing);
    [thing.x, thing.y] = thing.home;
  } else {
    S.pins.set(thing, [thing.x, thing.y]);
  }
  change({});
}

function unseenNeighbours(thing) {
  return [...neighbours(thing)].filter((one) => !Seen.inDrawn.has(one)).sort((a, b) => a.n - b.n);
}

// Draws the neighbours that are not drawn yet; asks first when there are many.
function expand(thing) {
  const unseen = unseenNeighbours(thing);
  const room = Data.meta.most - Seen.drawn.length;
  const add = (things) => { for (const one of things.slice(0, Math.max(0, room))) S.extra.add(one); $("#ask").close(); change({}); lookAt([thing, ...neighbours(thing)].filter((one) => Seen.inDrawn.has(one)), thing); };
  if (unseen.length <= Data.meta.hub) { add(unseen); return; }
  const kinds = Data.kinds.map((kind) => [kind, unseen.filter((one) => one.kind === kind)]).filter(([, list]) => list.length);
  const latest = (one) => Math.max(-Infinity, ...one.relations.filter((relation) => other(relation, one) === thing).flatMap((relation) => relation.events.map((event) => event.last)).filter((day) => day === day));
  $("#ask-title").textContent = `${thing.name} has ${digits(unseen.length)} neighbours that are not drawn`;
  $("#ask-body").replaceChildren(
    make("p", { text: "Drawing all of them would hide the rest. Show" }),
    make("div", { cls: "choices" },
      button("the 25 most connected", () => add(unseen.slice(0, 25))),
      button("the 25 latest", () => add(unseen.slice().sort((a, b) => latest(b) - latest(a)).slice(0, 25))),
      ...kinds.map(([kind, list]) => make("button", { type: "button", click: () => add(list.slice(0, 200)) }, icon(kind), `${kind.many} (${Math.min(200, list.length)}${list.length > 200 ? " of " + list.length : ""})`))));
  $("#ask").showModal();
}

// ---- a relation, a path

function linePanel(panel) {
  const relations = S.line.relations.filter(passes);
  panel.append(make("p", { cls: "kicker" }, lineIcon(S.line.family), S.line.family.label), head(S.line.from), head(S.line.to, "h3"));
  const voices = outlets(relations.flatMap((relation) => relation.reports)).size;
  if (voices) panel.append(make("p", { cls: "tags" }, make("span", { text: count(voices, "independent source") }), make("span", { text: count(new Set(relations.flatMap((relation) => relation.reports)).size, "report") })));
  const pairs = conflicts(new Set(relations.flatMap((relation) => relation.events)));
  if (pairs.length) panel.append(conflictBox(pairs));
  showEvidence(panel, relations, null);
}

function pathPanel(panel) {
  const [from, to] = S.path, { ways, background } = pathWays(), way = ways.length ? ways[S.nth % ways.length] : null;
  panel.append(make("p", { cls: "kicker", text: "How they are connected" }), make("h2", { cls: "title", text: `${from.name} to ${to.name}` }));
  const box = make("div", { cls: "acts" });
  const toggle = (text, on, best) => { const one = button(text, () => change({ best, nth: 0 })); press(one, on); box.append(one); };
  toggle("Shortest", !S.best, false);
  toggle("Best sourced", S.best, true);
  if (ways.length > 1) box.append(button(`Next way (${S.nth % ways.length + 1} of ${ways.length}${ways.length === LONGEST_LIST ? " or more" : ""})`, () => change({ nth: S.nth + 1 })));
  box.append(button("Clear", () => change({ path: null, chosen: from, nth: 0 })));
  panel.append(box);
  if (!way) { panel.append(make("p", { text: "No way leads from one to the other through what the filters show." })); return; }
  panel.append(make("p", { cls: "hint", text: `${count(way.length - 1, "step")}` + (background ? ". Reports alone do not connect them: what they belong to had to help." : ", each with its evidence") }));
  const links = pathLinks(background);
  way.slice(1).forEach((thing, n) => {
    const relations = links.get(way[n]).get(thing);
    panel.append(make("h3", { cls: "step" }, thingIcon(way[n]), way[n].name, " → ", thingIcon(thing), thing.name));
    const reported = relations.filter((relation) => relation.reports.length);
    if (reported.length) panel.append(...[...cards(reported, null).box.children].slice(0, 2));
    else panel.append(make("ul", { cls: "says plain" }, ...relations.map((relation) => relationLine(relation, null))));
  });
}
