/** The week as a timeline: clinicians or rooms as rows, a day or a week wide. */
import { Interaction, ResourceTimeline, createCalendar, destroyCalendar } from "@event-calendar/core";
import { button, h } from "../dom.js";
import { locale, t } from "../language.js";
import { clockText } from "../week/clock.js";
import { shownDays, shownHours } from "./days.js";
import { dragging } from "./drag.js";
import { eventsOf } from "./events.js";
import { called, spoken, written } from "./marks.js";
import { honestRoles } from "./roles.js";
import { walking } from "./walk.js";

const SLOT = 30;

/**
 * @typedef {{rows: "clinicians"|"rooms", span: "day"|"week", day: string, zoom: number}} Look how it is looked at
 * @typedef {{open: (appointment: object) => void, ask: (clinician: string) => void}} Acts what clicks do
 */

/**
 * Draw a week; `look` may be changed by `draw`.
 * @param {import("../week/sheet.js").Sheet} sheet
 * @param {{mayChange: boolean, acts: Acts, signal: AbortSignal}} rest
 */
export function timeline(sheet, { mayChange, acts, signal }) {
  const host = h("div.timeline");
  const days = shownDays(sheet);
  const drag = dragging(sheet, host, () => calendar);
  let rows = "clinicians",
    shown = days;
  const calendar = createCalendar(host, [ResourceTimeline, Interaction], {
    ...fixed(sheet, acts),
    ...drag.options,
    ...hours(sheet),
    hiddenDays: hidden(days),
    resources: [],
    events: [],
  });
  honestRoles(host, () => t("timeline"));
  walking(host);
  signal.addEventListener("abort", () => destroyCalendar(calendar));
  const fill = () => calendar.setOption("events", eventsOf(sheet, rows, shown, mayChange));
  sheet.addEventListener("change", fill, { signal });

  function draw(look) {
    rows = look.rows;
    drag.rows = rows;
    shown = look.span === "day" ? [look.day] : days;
    calendar.setOption("view", look.span === "day" ? "resourceTimelineDay" : "resourceTimelineWeek");
    calendar.setOption("date", look.day);
    calendar.setOption("slotWidth", SLOT * look.zoom);
    calendar.setOption("slotLabelInterval", look.zoom < 1 ? "02:00" : "01:00");
    calendar.setOption(
      "resources",
      sheet.week[rows].map(({ id }) => ({ id, title: id })),
    );
    fill();
    host.dataset.span = look.span;
  }
  return { host, days, draw };
}

function fixed(sheet, acts) {
  return {
    headerToolbar: { start: "", center: "", end: "" },
    locale: locale(),
    firstDay: 1,
    slotDuration: { minutes: SLOT },
    snapDuration: { minutes: sheet.legend.gridMinutes },
    slotLabelFormat: { hour: "2-digit", minute: "2-digit", hour12: false },
    dayHeaderFormat: { weekday: "long", day: "numeric", month: "short" },
    eventDurationEditable: false,
    eventGap: 2,
    resourceLabelContent: ({ resource }) => ({ domNodes: [label(sheet, resource, acts)] }),
    eventContent: ({ event }) => written(sheet, event),
    eventDidMount: ({ event, el }) => describe(sheet, event, el),
    eventClick: ({ event, jsEvent }) => {
      jsEvent.preventDefault(); // or the same Enter would press the dialog's first button
      if (event.extendedProps.appointment) acts.open(event.extendedProps.appointment);
    },
  };
}

function label(sheet, { id }, acts) {
  const clinician = sheet.week.clinicians.find((one) => one.id === id);
  if (!clinician) return h("span.row", {}, id);
  return button(id, () => acts.ask(id), {
    class: "row quiet",
    title: sheet.legend.roles[clinician.role] ?? clinician.role,
  });
}

/** Breaks and meetings are nothing to press. */
function describe(sheet, event, element) {
  const { appointment } = event.extendedProps;
  const text = appointment ? spoken(sheet, appointment) : event.title;
  if (text) element.title = text;
  if (appointment) element.setAttribute("aria-label", called(sheet, appointment));
  else for (const said of ["role", "tabindex"]) element.removeAttribute(said);
}

function hours(sheet) {
  const { from, to } = shownHours(sheet);
  return { slotMinTime: clockText(from), slotMaxTime: clockText(to), scrollTime: clockText(from) };
}

function hidden(days) {
  const shown = new Set(days.map((day) => new Date(`${day}T00:00Z`).getUTCDay()));
  return [0, 1, 2, 3, 4, 5, 6].filter((day) => !shown.has(day));
}
