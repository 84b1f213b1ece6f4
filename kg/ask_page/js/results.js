// The answer: a table that sorts, with links to the things, and the same as CSV.

const Shown = { answer: null, order: [], by: -1, down: false, most: 0 };
const STEP = 300;
const NUMBERS = ["integer", "decimal", "double", "float"].map((name) => "http://www.w3.org/2001/XMLSchema#" + name);

function cellText(cell) {
  if (!cell) return "";
  return cell[0] === "u" ? Shown.answer.labels[cell[1]] || shortened(cell[1]) : cell[1];
}

// What a thing's cell leads to: the graph page, the sentences on which an event stands, or its address.
function cellNode(cell) {
  if (!cell) return "";
  if (cell[0] !== "u") return shown(cell[1]) === "(no name)" ? "" : cell[1].replace(/[\u0000-\u0008\u000b-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, " ");
  const text = shown(cellText(cell)), iri = cell[1];
  if (Ask.things && iri.startsWith(Ask.base)) return make("a", { href: Ask.things + iri.slice(Ask.base.length).split("/").map(encodeURIComponent).join("/"), text, title: shortened(iri) });
  const [kind] = iri.startsWith(Ask.base) ? iri.slice(Ask.base.length).split("/") : [""];
  if (Ask.graphKinds.includes(kind)) return make("a", { href: `${Ask.graph}#thing=${iri.slice(Ask.base.length).split("/").map(encodeURIComponent).join("/")}`, text, title: "Open in the graph" });
  if (["statement", "action", "tenure"].includes(kind)) return make("a", { href: `#question=evidence-of&event=${encodeURIComponent(shortened(iri))}`, text, title: "The sentences on which it stands" });
  if (Object.hasOwn(Shown.answer.labels, iri) || kind || !/^https?:/.test(iri)) return make("span", { text, title: iri });
  return safeLink(iri, text);
}

function ranked(by, down) {
  const rows = Shown.answer.rows, order = rows.map((row, n) => n);
  if (by < 0) return order;
  const collate = new Intl.Collator("en", { numeric: true });
  const number = (cell) => cell && cell[0] === "l" && NUMBERS.includes(cell[2]);
  order.sort((a, b) => {
    const one = rows[a][by], other = rows[b][by];
    if (!one || !other) return one ? -1 : other ? 1 : a - b; // empty cells stay last
    const sign = number(one) && number(other) ? Number(one[1]) - Number(other[1]) : collate.compare(cellText(one), cellText(other));
    return (down ? -sign : sign) || a - b;
  });
  return order;
}

function showAnswer(answer) {
  Object.assign(Shown, { answer, by: -1, down: false, most: STEP, order: [] });
  Shown.order = ranked(-1);
  $("#save").hidden = !answer.rows.length || answer.form === "ASK";
  drawTable();
}

// Columns that are empty in every row are not drawn; the file has them.
function filled() {
  const { answer } = Shown, full = answer.columns.map((column, n) => n).filter((n) => answer.rows.some((row) => row[n]));
  return full.length ? full : [0];
}

const DAY_TEXT = /^\d{4}(-\d\d(-\d\d)?)?$/;
const wide = (column) => Shown.answer.rows.slice(0, 50).some((row) => cellText(row[column]).length > 60);

function drawTable() {
  const { answer, order, by, down, most } = Shown;
  if (answer.form === "ASK") return $("#table").replaceChildren(make("p", { cls: "truth", text: answer.rows[0][0][1] === "true" ? "Yes" : "No" }));
  if (!answer.rows.length) return $("#table").replaceChildren(make("p", { cls: "truth", text: "Nothing in the graph answers this." }),
    make("p", { cls: "hint", text: "Leave a field empty to ask for less in particular, or look for the name in the graph page first." }));
  const names = answer.columns.map((column) => column.replaceAll("_", " ")), columns = filled();
  const head = make("tr", { role: "row" }, ...columns.map((n) => {
    const sorted = n === by ? (down ? "descending" : "ascending") : "none";
    return make("th", { role: "columnheader", scope: "col", "aria-sort": sorted }, button(names[n], () => sortBy(n), { "data-sorted": sorted, "data-column": n }));
  }));
  const broad = answer.columns.map((column, n) => wide(n));
  const style = (cell, n) => broad[n] ? "broad" : !cell || cell[0] !== "l" ? null : NUMBERS.includes(cell[2]) ? "number" : DAY_TEXT.test(cell[1]) ? "day" : null;
  const body = order.slice(0, most).map((row) => make("tr", { role: "row" }, ...columns.map((n) => {
    const cell = answer.rows[row][n];
    return make("td", { role: "cell", "data-column": names[n], cls: style(cell, n) }, cellNode(cell));
  })));
  const left = order.length - most;
  return $("#table").replaceChildren(
    make("table", { role: "table" }, make("caption", { cls: "unseen", text: "The answer" }), make("thead", { role: "rowgroup" }, head), make("tbody", { role: "rowgroup" }, ...body)),
    left > 0 ? button(`Show ${Math.min(left, STEP).toLocaleString("en")} more of ${count(left, "row")}`, () => { Shown.most += STEP; drawTable(); }, { cls: "further" }) : "");
}

function sortBy(n) {
  Shown.down = Shown.by === n && !Shown.down;
  Shown.by = n;
  Shown.order = ranked(n, Shown.down);
  drawTable();
  document.querySelector(`#table th button[data-column="${n}"]`).focus();
  say(`Sorted by ${Shown.answer.columns[n].replaceAll("_", " ")}, ${Shown.down ? "descending" : "ascending"}`);
}

// A cell that no spreadsheet takes for a formula.
function safeCell(text) {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? "'" + text : text;
}

function csvText() {
  const { answer, order } = Shown, quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const things = answer.columns.map((column, n) => answer.rows.some((row) => row[n] && row[n][0] === "u"));
  const line = (cells) => cells.map((text) => quoted(safeCell(text))).join(",");
  const head = answer.columns.flatMap((column, n) => (things[n] ? [column, column + "_address"] : [column]));
  const rows = order.map((row) => answer.rows[row].flatMap((cell, n) => (things[n] ? [cellText(cell), cell && cell[0] === "u" ? cell[1] : ""] : [cellText(cell)])));
  return [head, ...rows].map(line).join("\n") + "\n";
}

function save() {
  const address = URL.createObjectURL(new Blob(["\ufeff" + csvText()], { type: "text/csv;charset=utf-8" }));
  const link = make("a", { href: address, download: (Chosen.name || "answer") + ".csv" });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
