// The list of questions and the form of the one that is chosen.

const Chosen = { name: "", question: null };

function drawList() {
  const wanted = plain($("#find").value).split(/\s+/).filter(Boolean);
  const has = (text) => wanted.every((word) => plain(text).includes(word));
  const list = Ask.questions.filter((one) => has(`${one.title} ${one.help} ${one.name}`)).sort((a, b) => has(b.title) - has(a.title));
  $("#questions").replaceChildren(...list.map((one) => make("li", {}, make("a", { href: "#question=" + one.name, text: one.title, "aria-current": one.name === Chosen.name ? "true" : null }))));
  $("#questions-none").hidden = list.length > 0;
}

const typeHint = { date: "a day, month or year: 2022-01-09", number: "a whole number", concept: "a word of the vocabulary", text: "" };

function choose(name, given = {}) {
  const question = Ask.questions.find((one) => one.name === name);
  if (!question) return false;
  Object.assign(Chosen, { name, question });
  $("#title").textContent = question.title;
  $("#about").textContent = question.help;
  const fields = question.parameters.map((parameter) => {
    const id = "value-" + parameter.name, list = isThing(parameter) ? id + "-list" : null;
    const input = make("input", { id, name: parameter.name, type: "text", autocomplete: "off", spellcheck: "false", list, value: given[parameter.name] ?? parameter.default,
      placeholder: parameter.optional ? "any" : "", "aria-required": parameter.optional ? null : "true", "aria-describedby": id + "-help" });
    input.addEventListener("input", () => written());
    if (list) input.addEventListener("focus", () => fillList(parameter, list), { once: true });
    const hint = [parameter.help, typeHint[parameter.type] ?? kindName(parameter.type)].filter((one, n, all) => one && all.indexOf(one) === n && !(n && all[0].includes(one)));
    return make("div", { cls: "field" }, make("label", { for: id, text: parameter.name.replaceAll("_", " ") + (parameter.optional ? "" : " (needed)") }), input,
      list ? make("datalist", { id: list }) : null, make("p", { id: id + "-help", cls: "hint", text: hint.join(" – ") }), make("p", { id: id + "-wrong", cls: "wrong", hidden: true }));
  });
  $("#fields").replaceChildren(...fields);
  $("#form").hidden = false;
  drawList();
  written();
  return true;
}

// Offers the names of the things that fit.
async function fillList(parameter, id) {
  await loadThings();
  const kinds = Ask.kinds[parameter.type], seen = new Map();
  for (const thing of Things.list) if (kinds.includes(thing.kind)) seen.set(thing.label, seen.has(thing.label) && seen.get(thing.label) !== thing.iri ? null : thing.iri);
  const several = Things.list.filter((thing) => kinds.includes(thing.kind) && seen.get(thing.label) === null);
  const list = $("#" + id);
  if (list) list.replaceChildren(...[...seen.keys()].map((label) => make("option", { value: label })), ...several.map((thing) => make("option", { value: shortened(thing.iri), label: thing.label })));
}

function typed() {
  const given = {};
  for (const input of $("#fields").querySelectorAll("input")) if (input.value.trim()) given[input.name] = input.value.trim();
  return given;
}

// Writes the query of the form into the editor. Gives false where a field is wrong, and says so beside it.
function written({ strict = false } = {}) {
  const given = typed(), values = {};
  let fine = true;
  for (const parameter of Chosen.question.parameters) {
    const input = $("#value-" + parameter.name), wrong = $(`#value-${parameter.name}-wrong`);
    let message = "";
    try {
      if (given[parameter.name]) values[parameter.name] = valueOf(parameter, given[parameter.name]);
      else if (!parameter.optional) message = "This is needed.";
    } catch (error) {
      message = error.message;
    }
    if (message && strict) {
      wrong.textContent = message;
      if (fine) input.focus();
    }
    if (message) fine = false;
    wrong.hidden = !(message && strict);
    if (message && strict) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }
  Editor.area.setValue(bound(Chosen.question.text, values));
  Chosen.own = false;
  $("#own").hidden = true;
  return fine;
}

// The reader writes in the editor: from now on the text counts, not the form.
function edited() {
  if (Chosen.own) return;
  Chosen.own = true;
  $("#own").hidden = !Chosen.question;
}

function chooseOwn(text) {
  Object.assign(Chosen, { name: "", question: null, own: true });
  $("#title").textContent = "A query of your own";
  $("#about").textContent = "SPARQL: known prefixes are filled in; Ctrl-Space completes, Ctrl-Enter asks.";
  $("#fields").replaceChildren();
  $("#form").hidden = false;
  $("#own").hidden = true;
  $("#details").open = true;
  Editor.area.setValue(text);
  Editor.area.refresh();
  drawList();
}
