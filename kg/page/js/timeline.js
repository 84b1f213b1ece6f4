// The time slider: a histogram of events, two handles, and a play button.

const BARS = 90;
let playing = 0;

function since() { return S.since === null ? Span.first : S.since; }
function until() { return S.until === null ? Span.last : S.until; }

function showTime() {
  const days = Span.last - Span.first, empty = !Seen.events.length;
  $("#time").hidden = days <= 0;
  if (days <= 0) return;
  const inside = Seen.events.filter(inTime).length;
  $("#time-span").textContent = rangeWords(isoDay(since()), isoDay(until()));
  $("#time-count").textContent = empty ? "no dated events" : `${inside === Seen.events.length ? "" : digits(inside) + " of "}${count(Seen.events.length, "dated event")}`;
  const undated = $("#undated");
  undated.hidden = !Seen.undated;
  undated.title = "Events whose day no report tells; words without a day count for the day they were printed";
  undated.textContent = `${S.undated ? "with" : "without"} ${digits(Seen.undated)} undated`;
  press(undated, S.undated);
  bars();
  for (const [name, day] of [["since", since()], ["until", until()]]) {
    const handle = $("#" + name);
    handle.style.left = (100 * (day - Span.first)) / days + "%";
    handle.setAttribute("aria-valuemin", Span.first);
    handle.setAttribute("aria-valuemax", Span.last);
    handle.setAttribute("aria-valuenow", day);
    handle.setAttribute("aria-valuetext", dateWords(isoDay(day)));
  }
  $("#range-bar").style.left = (100 * (since() - Span.first)) / days + "%";
  $("#range-bar").style.width = (100 * (until() - since())) / days + "%";
  press($("#play"), playing);
  $("#play").textContent = playing ? "Stop" : "Play";
}

function bars() {
  const svg = $("#bars"), width = svg.clientWidth || 700, height = svg.clientHeight || 44;
  const days = Span.last - Span.first + 1, step = Math.max(1, Math.ceil(days / BARS)), slots = Math.ceil(days / step);
  const stacks = Array.from({ length: slots }, () => new Map());
  for (const event of Seen.events) {
    const slot = stacks[Math.min(slots - 1, Math.max(0, Math.floor((event.first - Span.first) / step)))];
    const family = event.family ? event.family.id : "meeting";
    slot.set(family, (slot.get(family) || 0) + 1);
  }
  const most = Math.max(3, ...stacks.map((stack) => [...stack.values()].reduce((sum, n) => sum + n, 0)));
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.replaceChildren();
  const room = height - 14, x = (day) => (days <= 1 ? width / 2 : ((day - Span.first) / (days - 1)) * (width - 24) + 12);
  let lastLabel = -99;
  for (const [day, label] of ticks(days)) {
    if (x(day) - lastLabel < 62 || x(day) > width - 30) continue;
    lastLabel = x(day);
    svg.append(drawn("line", { x1: x(day), x2: x(day), y1: 0, y2: room, class: "tick" }));
    const text = drawn("text", { x: x(day) + 3, y: height - 2, class: "tick" });
    text.textContent = label;
    svg.append(text);
  }
  const wide = Math.max(2, Math.min(14, (step / days) * (width - 24) - 1.5));
  stacks.forEach((stack, n) => {
    const start = Span.first + n * step, faded = start + step - 1 < since() || start > until();
    let top = room;
    for (const family of Data.families) {
      const number = stack.get(family.id);
      if (!number) continue;
      const tall = Math.max(2, (number / most) * (room - 2));
      top -= tall;
      svg.append(drawn("rect", { x: x(start + (step - 1) / 2) - wide / 2, y: top, width: wide, height: Math.max(1, tall - 0.7), rx: 1.5, fill: `var(--e-${family.id})`, opacity: faded ? 0.25 : 1 }));
    }
  });
}

// Where years, months or weeks begin, whichever fits.
function ticks(days) {
  const list = [], from = new Date(Span.first * DAY), year = from.getUTCFullYear();
  const begins = (n) => (days > 1500 ? Date.UTC(year + n, 0, 1) : Date.UTC(year, from.getUTCMonth() + n, 1)) / DAY;
  for (let n = 0; begins(n) <= Span.last; n++) {
    const day = begins(n), at = new Date(day * DAY), month = at.getUTCMonth();
    if (day < Span.first) continue;
    list.push([day, days > 1500 ? String(at.getUTCFullYear()) : MONTHS[month] + (month === 0 || !list.length ? " " + at.getUTCFullYear() : "")]);
  }
  if (days > 45) return list;
  for (let day = Span.first; day <= Span.last; day += 7) list.push([day, day === Span.first ? dateWords(isoDay(day)) : dateWords(isoDay(day)).slice(0, -5)]);
  return list.sort((a, b) => a[0] - b[0]);
}

// Narrows the time; the ends of the timeline stand for "no limit".
function setTime(which, day, step) {
  const at = Math.round(Math.max(Span.first, Math.min(Span.last, day)));
  const from = which === "since" ? Math.min(at, until()) : since(), to = which === "until" ? Math.max(at, since()) : until();
  change({ since: from === Span.first ? null : from, until: to === Span.last ? null : to }, { step });
}

function play(on) {
  clearInterval(playing);
  playing = 0;
  if (!on) { showTime(); return; }
  const window = Math.max(1, Math.round((Span.last - Span.first) / 12)), stride = Math.max(1, Math.round((Span.last - Span.first) / 60));
  const narrowed = S.since !== null || S.until !== null;
  const width = narrowed ? until() - since() : window;
  let start = narrowed && until() < Span.last ? since() : Span.first;
  const tick = () => {
    const end = Math.min(Span.last, start + width);
    change({ since: start === Span.first ? null : start, until: end >= Span.last ? null : end, undated: false }, { step: false });
    if (end >= Span.last) { play(false); return; }
    start += stride;
  };
  playing = setInterval(tick, calm.matches ? 1200 : 450);
  tick();
}

function startTime() {
  for (const name of ["since", "until"]) {
    const handle = $("#" + name);
    handle.addEventListener("keydown", (event) => {
      const page = Math.max(7, Math.round((Span.last - Span.first) / 40));
      const move = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageUp: page, PageDown: -page, Home: -1e7, End: 1e7 }[event.key];
      if (!move) return;
      event.preventDefault();
      setTime(name, (name === "since" ? since() : until()) + move, false);
    });
    handle.addEventListener("pointerdown", (event) => {
      handle.setPointerCapture(event.pointerId);
      handle.focus();
      const drag = (moved) => {
        const box = handle.parentNode.getBoundingClientRect();
        setTime(name, Span.first + ((moved.clientX - box.left) / box.width) * (Span.last - Span.first), false);
      };
      handle.onpointermove = drag;
      handle.onpointerup = () => { handle.onpointermove = null; };
    });
  }
  $("#all-dates").addEventListener("click", () => { play(false); change({ since: null, until: null, undated: true }); });
  $("#undated").addEventListener("click", () => change({ undated: !S.undated }));
  $("#play").addEventListener("click", () => play(!playing));
  addEventListener("resize", showTime);
}
