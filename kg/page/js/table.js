// Everything as tables, for reading, sorting and for those who cannot see the picture.

const ROWS = 150;

const COLUMNS = {
  relations: [
    ["from", "From", (row) => row.from.name], ["relation", "Relation", (row) => row.name], ["to", "To", (row) => row.to.name],
    ["date", "Date", sortingDate], ["status", "Status", relationStatus], ["sources", "Sources", (row) => outlets(row.reports).size],
    ["sentence", "Sentence", relationQuote],
  ],
  things: [
    ["name", "Name", (row) => row.name], ["kind", "Kind", (row) => row.kind.one], ["note", "What", (row) => shown(row.note)],
    ["connections", "Connections", (row) => neighbours(row).size], ["date", "Date", (row) => (row.event ? row.event.earliest : "")],
    ["status", "Status", (row) => row.status],
  ],
};

function dated(relation) {
  return relation.events.filter((event) => event.type !== "Tenure");
}

function relationDate(relation) {
  return dated(relation).map((event) => event.earliest).filter(Boolean).sort()[0] || "";
}

// The day by which a relation is sorted and shown: its own, or for words without one that on which they were printed.
function sortingDate(relation) {
  return relationDate(relation) || dated(relation).map((event) => event.printed).filter(Boolean).sort()[0] || "";
}

function dateCell(relation) {
  const date = relationDate(relation), printed = date ? "" : sortingDate(relation);
  return make("td", { cls: "date" }, printed ? make("span", { cls: "aside", text: "printed " }) : null, dateWords(date || printed));
}

function relationStatus(relation) {
  const told = dated(relation).filter((event) => event.type !== "Statement" || event.status !== "held"); // of words that were said nobody says "held"
  return [...new Set(told.map((event) => event.status).filter(Boolean))].join(", ");
}

function relationQuote(relation) {
  const report = relation.reports[0];
  return report && report.evidence.length ? report.evidence[0].exact : "";
}

function tableRows(tab) {
  const list = tab === "things" ? [...Seen.things] : Seen.relations.slice();
  const name = S.sort.replace(/^-/, ""), column = COLUMNS[tab].find(([id]) => id === name);
  if (!column) return tab === "things" ? list.sort((a, b) => a.n - b.n) : latestFirst(list);
  const down = S.sort.startsWith("-") ? -1 : 1, value = column[2];
  return list.map((row) => [value(row), row]).sort(([a, x], [b, y]) => down * (typeof a === "number" ? a - b : a.localeCompare(b, "en")) || x.n - y.n).map(([, row]) => row);
}

// Without a chosen order: dated relations from the latest back, then the others, each as they are stored.
function latestFirst(list) {
  return list.map((row) => [sortingDate(row), row]).sort(([a, x], [b, y]) => (a < b ? 1 : a > b ? -1 : x.n - y.n)).map(([, row]) => row);
}

function showTable() {
  const list = $("#list"), tab = S.tab, all = tableRows(tab);
  const tabs = make("div", { cls: "switch", role: "group", "aria-label": "Table" }, ...["relations", "things"].map((name) => {
    const one = button(name === "relations" ? `Relations (${digits(Seen.relations.length)})` : `Things (${digits(Seen.things.size)})`, () => { change({ tab: name, sort: "" }); $("#list .switch").children[name === "things" ? 1 : 0].focus(); });
    press(one, tab === name);
    return one;
  }));
  const head = make("tr", {}, ...COLUMNS[tab].map(([id, title]) => {
    const state = S.sort === id ? "ascending" : S.sort === "-" + id ? "descending" : "none";
    const sign = { ascending: " ↑", descending: " ↓", none: "" }[state];
    return make("th", { scope: "col", "aria-sort": state }, button(title + sign, () => { change({ sort: S.sort === id ? "-" + id : id }, { step: false }); [...$("#list thead").querySelectorAll("button")][COLUMNS[tab].findIndex(([one]) => one === id)].focus(); }));
  }));
  const body = make("tbody", {});
  const more = make("p", { cls: "more" });
  let written = 0;
  const fill = () => {
    body.append(...all.slice(written, written + ROWS).map(tab === "things" ? thingRow : relationRow));
    written = Math.min(all.length, written + ROWS);
    more.replaceChildren(written < all.length ? button(`Show ${Math.min(ROWS, all.length - written)} more of ${digits(all.length)}`, fill) : "");
  };
  fill();
  list.replaceChildren(
    make("div", { cls: "bar" }, tabs, button("CSV", () => take(tab === "things" ? "thingsCsv" : "csv"), { "aria-label": "Take away this table as CSV" })),
    make("div", { cls: "scroll", tabindex: "0", role: "region", "aria-label": "Table of " + tab },
      make("table", {}, make("caption", { cls: "unseen", text: tab === "things" ? "Things that pass the filters" : "Relations that pass the filters" }), make("thead", {}, head), body), more));
}

function thingRow(thing) {
  const row = make("tr", {}, make("td", {}, thingIcon(thing), " ", thingButton(thing)));
  for (const [id, , value] of COLUMNS.things.slice(1)) row.append(id === "status" ? make("td", {}, pill(value(thing))) : make("td", { text: id === "date" ? dateWords(value(thing)) : String(value(thing)) }));
  return row;
}

function relationRow(relation) {
  return make("tr", {},
    make("td", {}, thingButton(relation.from)), make("td", {}, button(relation.name, () => pickLine(relation.line), { cls: "thing quiet" })), make("td", {}, thingButton(relation.to)),
    dateCell(relation), make("td", {}, ...relationStatus(relation).split(", ").map(pill)),
    make("td", { cls: "number", text: String(outlets(relation.reports).size || "") }), make("td", { cls: "quote", text: cut(relationQuote(relation), 170) }));
}
