// The left side: the legend is the filter.

function showLegend() {
  $("#kinds").replaceChildren(...Data.kinds.filter((kind) => Data.things.some((thing) => thing.kind === kind)).map((kind) =>
    legendRow(icon(kind), kind.many, Seen.kinds[kind.n], !S.kinds.has(kind.id), "kinds", kind.id, Data.kinds)));
  $("#families").replaceChildren(...Data.families.filter((family) => Data.lines.some((line) => line.family === family)).map((family) =>
    legendRow(lineIcon(family), family.label, Seen.families[family.n], !S.families.has(family.id), "families", family.id, Data.families)));
  const statuses = Data.statuses.filter((status) => Data.events.some((event) => event.type !== "Tenure" && event.status === status));
  $("#statuses").replaceChildren(...statuses.map((status) => {
    const one = make("button", { type: "button", cls: "pill " + status, click: () => { flip(S.statuses, status); change({}); refocus("#statuses", statuses.indexOf(status)); } },
      status, make("span", { cls: "n", text: digits(Seen.statuses.get(status) || 0) }));
    press(one, S.statuses.has(status));
    return one;
  }));
  $("#status-title").hidden = !statuses.length;
  $("#kinds-title").hidden = $("#families-title").hidden = !Data.things.length;
  $("#live").disabled = Seen.drawn.length > Data.meta.first;
  $("#source").value = S.source;
  $("#topic").value = S.topic ? S.topic.id : "";
}

function legendRow(mark, label, number, on, set, id, all) {
  const main = make("button", { type: "button", cls: "row", click: () => { flip(S[set], id); change({}); refocusLegend(set, id); } }, mark, make("span", { text: label }), make("span", { cls: "n", text: digits(number) }));
  press(main, on);
  const only = button("only", () => { only1(set, id, all); refocusLegend(set, id); }, { cls: "only", "aria-label": `Only ${label}` });
  return make("li", { "data-id": id }, main, only);
}

// Shows only this one; a second time everything again.
function only1(set, id, all) {
  const others = all.map((one) => one.id).filter((one) => one !== id);
  const alone = !S[set].has(id) && others.every((one) => S[set].has(one));
  change({ [set]: alone ? fresh()[set] : new Set(others) });
}

function flip(set, value) {
  if (!set.delete(value)) set.add(value);
}

// The rows are made anew at each change: the focus returns to the one that was used.
function refocusLegend(list, id) {
  const row = [...document.querySelectorAll(`#${list} li`)].find((one) => one.dataset.id === id);
  if (row) row.firstChild.focus();
}

function refocus(list, n) {
  const one = $(list).children[n];
  if (one) one.focus();
}

function startLegend() {
  const printed = new Map();
  for (const article of Data.articles) for (const name of new Set([article.publisher, article.agency])) if (name) printed.set(name, (printed.get(name) || 0) + 1);
  const names = [...printed].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  $("#source").append(make("option", { value: "", text: `All sources (${names.length})` }), ...names.map(([name, number]) => make("option", { value: name, text: `${cut(shown(name), 34)} (${number})` })));
  $("#source").addEventListener("change", (event) => change({ source: event.target.value }));
  const topics = Data.things.filter((thing) => thing.kind.id === "topic" || thing.kind.id === "treaty");
  $("#topic").append(make("option", { value: "", text: `All topics (${topics.length})` }), ...topicRows(topics));
  $("#topic").addEventListener("change", (event) => change({ topic: thingOf.get(event.target.value) || null }));
  $("#undo").addEventListener("click", undo);
  $("#reset").addEventListener("click", () => { for (const [thing] of S.pins) [thing.x, thing.y] = thing.home; change({ ...fresh(), theme: S.theme, view: S.view }, { fit: true }); });
  $("#live").addEventListener("click", liveLayout);
}

// The topics as a tree, indented.
function topicRows(topics) {
  const above = new Map(), beneath = new Map();
  for (const topic of topics) {
    const broader = topic.relations.find((relation) => relation.property === "broader" && relation.from === topic);
    above.set(topic, broader ? broader.to : null);
  }
  for (const [topic, parent] of above) beneath.set(parent, [...(beneath.get(parent) || []), topic]);
  const list = [], seen = new Set();
  const walk = (parent, depth) => {
    for (const topic of (beneath.get(parent) || []).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (seen.has(topic)) continue;
      seen.add(topic);
      list.push(make("option", { value: topic.id, text: "\u2003".repeat(Math.min(depth, 5)) + cut(topic.name, 40) }));
      walk(topic, depth + 1);
    }
  };
  walk(null, 0);
  for (const topic of topics) if (!seen.has(topic)) { seen.add(topic); list.push(make("option", { value: topic.id, text: cut(topic.name, 40) })); }
  return list;
}

// Physics in the browser, for small pictures and only while wanted.
function liveLayout() {
  const on = $("#live").getAttribute("aria-pressed") !== "true";
  press($("#live"), on);
  network.setOptions({ physics: { enabled: on, stabilization: false } });
  if (on) return;
  for (const thing of Seen.drawn) {
    const { x, y } = network.getPosition(thing.n);
    [thing.x, thing.y] = [x, y];
    painted.set(thing.n, [x, y]);
  }
}
