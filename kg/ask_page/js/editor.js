// The editor: CodeMirror with completion of prefixes, classes, properties and names, and the place of a mistake.

const Editor = { area: null, marks: [], note: null };

function startEditor() {
  Editor.area = CodeMirror.fromTextArea($("#text"), {
    mode: "application/sparql-query", theme: "kg", lineNumbers: true, lineWrapping: true, matchBrackets: true, autoCloseBrackets: true, indentUnit: 2,
    screenReaderLabel: "The query in SPARQL", viewportMargin: Infinity,
    extraKeys: { Tab: false, "Shift-Tab": false, "Ctrl-Enter": () => askNow(), "Cmd-Enter": () => askNow(), "Ctrl-Space": () => complete() },
  });
  Editor.area.on("change", (area, change) => {
    clearFault();
    if (change.origin !== "setValue") edited();
  });
}

function clearFault() {
  for (const mark of Editor.marks) mark.clear();
  if (Editor.note) Editor.note.clear();
  Editor.marks = [];
  Editor.note = null;
}

// Shows a mistake beneath its line, with the words that are meant underlined.
function showFault(fault) {
  clearFault();
  const area = Editor.area, start = Math.min(fault.start || 0, area.getValue().length);
  const from = area.posFromIndex(start), to = area.posFromIndex(start + Math.max(1, fault.width || 1));
  Editor.marks.push(area.markText(from, to, { className: "fault" }));
  const note = make("div", { cls: "fault-note" }, make("span", { text: " ".repeat(from.ch) + "^".repeat(Math.max(1, Math.min(fault.width || 1, 40))), cls: "arrow", "aria-hidden": "true" }),
    make("span", { text: `Line ${from.line + 1}, column ${from.ch + 1}: ${fault.message}` }), fault.help ? make("span", { cls: "help", text: fault.help }) : null);
  Editor.note = area.addLineWidget(from.line, note, { coverGutter: false, noHScroll: true });
  area.setCursor(from);
  $("#details").open = true;
  return `Line ${from.line + 1}, column ${from.ch + 1}: ${fault.message}` + (fault.help ? ` (${fault.help})` : "");
}

function complete() {
  loadThings().then(() => Editor.area.showHint({ hint: hints, completeSingle: false }));
}

function hints(area) {
  const cursor = area.getCursor(), line = area.getLine(cursor.line).slice(0, cursor.ch);
  const start = /[?$]?[\p{L}\p{N}_:.-]*$/u.exec(line).index, typed = line.slice(start), low = plain(typed);
  const variables = [...new Set(tokensOf(area.getValue()).filter((token) => token.kind === "variable" && token.text !== typed).map((token) => token.text))];
  const list = (typed.startsWith("?") ? variables : [
    ...Things.properties, ...Things.classes, ...Object.keys(Ask.prefixes).map((prefix) => prefix + ":"), ...Ask.words, ...variables,
  ]).filter((word) => plain(word).includes(low)).map((text) => ({ text, displayText: text }));
  if (low.length > 1 && !typed.startsWith("?")) {
    for (const thing of Things.list) {
      if (list.length > 80) break;
      if (thing.plain.includes(low) || shortened(thing.iri).includes(low)) list.push({ text: safeName(thing.iri), displayText: `${thing.label} · ${thing.kind}` });
    }
  }
  const rank = (one) => (plain(one.text).startsWith(low) ? 0 : plain(one.text).includes(":" + low) ? 1 : 2);
  return { list: list.sort((a, b) => rank(a) - rank(b)).slice(0, 60), from: { line: cursor.line, ch: start }, to: cursor };
}

// A thing's prefixed name where it is one in SPARQL, else its address.
function safeName(iri) {
  const name = shortened(iri);
  return /^[a-z0-9]+:[\p{L}\p{N}_][\p{L}\p{N}_-]*$/u.test(name) ? name : `<${iri}>`;
}
