// Search with suggestions: names and aliases, accents and capitals ignored, the most connected first.

const SUGGESTIONS = 9;
let index = null, active = -1, suggested = [];

function buildIndex() {
  index = Data.things.map((thing) => ({ thing, names: [thing.label, ...thing.aliases].map(plain), note: plain(thing.note) }));
}

function found(query) {
  if (!index) buildIndex();
  const words = plain(query).split(/\s+/).filter(Boolean), whole = words.join(" ");
  if (!whole) return [];
  const hits = [];
  for (const { thing, names, note } of index) {
    let best = 0, alias = -1;
    names.forEach((name, n) => {
      const spaced = " " + name.replace(/[^\p{L}\p{N}]+/gu, " ");
      const score = name === whole ? 100 : name.startsWith(whole) ? 70 : words.every((word) => spaced.includes(" " + word)) ? 50 - Math.min(20, (name.length - whole.length) / 3) : words.every((word) => name.includes(word)) ? 25 : 0;
      if (score - (n ? 3 : 0) > best) { best = score - (n ? 3 : 0); alias = n - 1; }
    });
    if (!best && words.every((word) => (" " + note).includes(" " + word) || names.some((name) => name.includes(word)))) best = 12;
    if (best) hits.push({ thing, score: best - (thing.kind.id === "article" ? 8 : 0), alias });
  }
  return hits.sort((a, b) => b.score - a.score || a.thing.n - b.thing.n).slice(0, SUGGESTIONS);
}

function suggest() {
  const field = $("#q"), list = $("#q-list"), query = field.value.trim();
  suggested = query ? found(query) : [];
  active = suggested.length ? 0 : -1;
  list.replaceChildren(...suggested.map(({ thing, alias }, n) => {
    const row = make("li", { role: "option", id: "q-" + n, "aria-selected": String(n === active), click: () => choose1(thing) }, thingIcon(thing), make("span", { text: cut(thing.name, 70) }),
      make("small", { text: alias >= 0 ? "also “" + cut(shown(thing.aliases[alias]), 30) + "”" : cut(shown(thing.event ? eventDate(thing.event) || thing.note : thing.note), 44) }));
    return row;
  }));
  if (query && !suggested.length) list.append(make("li", { role: "option", "aria-selected": "false", "aria-disabled": "true", text: "Nothing is called so" }));
  list.hidden = !query;
  field.setAttribute("aria-expanded", String(Boolean(query)));
  point();
}

function point() {
  const rows = [...$("#q-list").children];
  rows.forEach((row, n) => row.setAttribute("aria-selected", String(n === active)));
  if (active >= 0 && suggested.length) {
    $("#q").setAttribute("aria-activedescendant", "q-" + active);
    rows[active].scrollIntoView({ block: "nearest" });
  } else $("#q").removeAttribute("aria-activedescendant");
}

function choose1(thing) {
  $("#q").value = "";
  suggest();
  if (S.pathFrom) choosePath(S.pathFrom, thing);
  else pick(thing, { look: true });
  $("#right").focus({ preventScroll: true });
}

function startSearch() {
  const field = $("#q");
  field.addEventListener("input", suggest);
  field.addEventListener("focus", suggest);
  field.addEventListener("blur", () => setTimeout(() => { $("#q-list").hidden = true; field.setAttribute("aria-expanded", "false"); }, 180));
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (suggested.length) active = (active + (event.key === "ArrowDown" ? 1 : -1) + suggested.length) % suggested.length;
      point();
    } else if (event.key === "Enter" && suggested[active]) {
      event.preventDefault();
      choose1(suggested[active].thing);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      field.value = "";
      suggest();
      $("#graph").focus();
    }
  });
}
