// Small helpers for the page: elements are made with textContent only, so that no text can become markup.

const $ = (selector) => document.querySelector(selector);
const SVG = "http://www.w3.org/2000/svg";
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAY = 864e5;

// An element. Of `about`, text, cls and click are special; all else are attributes.
function make(tag, about, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(about || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") element.textContent = value;
    else if (name === "cls") element.className = value;
    else if (name === "click") element.addEventListener("click", value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

function button(text, click, about) {
  return make("button", { type: "button", text, click, ...about });
}

function drawn(tag, about) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(about)) element.setAttribute(name, value);
  return element;
}

function press(element, on) {
  element.setAttribute("aria-pressed", String(Boolean(on)));
}

// 4812 as "4,812": a browser's own way to do this costs ten milliseconds before the first picture.
function digits(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}

function count(number, noun, many) {
  return digits(number) + " " + (number === 1 ? noun : many || noun + "s");
}

// "2022-01-09" as "9 Jan 2022", "2022-01" as "Jan 2022"; anything else as it stands.
function dateWords(date) {
  const parts = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(date);
  if (!parts) return date;
  return [parts[3] && String(Number(parts[3])), parts[2] && MONTHS[parts[2] - 1], parts[1]].filter(Boolean).join(" ");
}

function rangeWords(earliest, latest) {
  if (!earliest) return "";
  if (!latest || earliest === latest) return dateWords(earliest);
  if (earliest.length === 10 && earliest.slice(0, 7) === latest.slice(0, 7)) return Number(earliest.slice(8)) + "–" + dateWords(latest);
  return dateWords(earliest) + " – " + dateWords(latest);
}

// The number of the day since 1970; of a month or year its first day, or its last when `end`.
function dayNumber(date, end) {
  const parts = /^(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(date);
  if (!parts) return NaN;
  const year = Number(parts[1]), month = parts[2] ? parts[2] - 1 : end ? 11 : 0;
  if (parts[3]) return Date.UTC(year, month, Number(parts[3])) / DAY;
  return (end ? Date.UTC(year, month + 1, 0) : Date.UTC(year, month, 1)) / DAY;
}

function isoDay(number) {
  return new Date(number * DAY).toISOString().slice(0, 10);
}

// Without accents and capitals, so that "Erdogan" finds "Erdoğan".
function plain(text) {
  return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/ı/g, "i").replace(/ł/g, "l").replace(/ø/g, "o").replace(/đ/g, "d").replace(/ß/g, "ss");
}

// A label as the page shows it: control characters and direction overrides must not reorder what stands around it.
function shown(text) {
  return text.replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, " ").replace(/\s+/g, " ").trim() || "(no name)";
}

function cut(text, length) {
  return text.length <= length ? text : text.slice(0, length - 1).trimEnd() + "…";
}

function say(text) {
  $("#said").textContent = text;
}

function safeLink(address, text) {
  return /^https?:\/\//i.test(address)
    ? make("a", { href: address, target: "_blank", rel: "noopener noreferrer", text })
    : make("span", { text });
}

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const narrow = matchMedia("(max-width: 960px)");
