// The meetings by date: who, where, about what, and how sure the reports are.

const MEETINGS = 80;

function showMeetings() {
  const meetings = Data.things.filter((thing) => thing.event && Seen.things.has(thing)).sort((a, b) => day(b) - day(a) || a.n - b.n);
  const box = make("div", { cls: "meetings" });
  if (!meetings.length) box.append(make("p", { cls: "hint", text: "No meeting passes the filters." }));
  let month = "", group = null, written = 0;
  const more = make("p", { cls: "more" });
  const fill = () => {
    for (const meeting of meetings.slice(written, written + MEETINGS)) {
      const title = monthOf(meeting.event);
      if (title !== month) {
        month = title;
        group = make("ol", {});
        box.append(make("section", {}, make("h3", { text: title }), group));
      }
      group.append(meetingRow(meeting));
    }
    written = Math.min(meetings.length, written + MEETINGS);
    more.replaceChildren(written < meetings.length ? button(`Show more of ${count(meetings.length, "meeting")}`, fill) : "");
  };
  fill();
  $("#list").replaceChildren(make("div", { cls: "bar" }, make("h2", { text: count(meetings.length, "meeting") }), make("p", { cls: "hint", text: "Latest first. The date is that of the meeting, as far as reports tell it." })),
    make("div", { cls: "scroll", tabindex: "0", role: "region", "aria-label": "Meetings by date" }, box, more));
}

function day(thing) {
  return thing.event.first === thing.event.first ? thing.event.first : -Infinity;
}

function monthOf(event) {
  const parts = /^(\d{4})(?:-(\d\d))?/.exec(event.earliest);
  if (!parts) return "Date not said";
  return parts[2] ? ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"][parts[2] - 1] + " " + parts[1] : parts[1];
}

function meetingRow(thing) {
  const ends = (property) => thing.relations.filter((relation) => relation.property === property).map((relation) => other(relation, thing));
  const list = (title, things) => (things.length ? make("span", {}, make("span", { cls: "aside", text: title + " " }), ...things.slice(0, 12).flatMap((one, n) => [n ? ", " : "", thingButton(one)]), things.length > 12 ? ` and ${things.length - 12} more` : "", " ") : null);
  const [participants, places, topics] = ["participant", "place", "topic"].map(ends);
  return make("li", { cls: S.chosen === thing ? "chosen" : "" },
    make("div", { cls: "when" }, thingIcon(thing, 18), make("b", { text: shortDate(thing.event) })),
    make("div", {}, make("h4", {}, thingButton(thing), " ", pill(thing.status)),
      make("p", {}, list("with", participants), list("in", places), list("about", topics)),
      make("p", { cls: "aside", text: `${count(thing.event.reports.length, "report")}, ${count(thing.event.sources, "independent source")}` })),
    conflicts([thing.event]).length ? make("span", { cls: "tag", text: "reports disagree" }) : null);
}

function shortDate(event) {
  if (event.earliest.length !== 10) return "";
  const [from, to] = [event.earliest, event.latest || event.earliest];
  return from === to || to.length !== 10 ? Number(from.slice(8)) + " " + MONTHS[from.slice(5, 7) - 1] : from.slice(0, 7) === to.slice(0, 7) ? Number(from.slice(8)) + "–" + Number(to.slice(8)) + " " + MONTHS[from.slice(5, 7) - 1] : Number(from.slice(8)) + " " + MONTHS[from.slice(5, 7) - 1] + " –";
}
