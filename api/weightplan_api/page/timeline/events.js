/** What the timeline draws: contacts, breaks and meetings, and behind them the time that is nobody's to plan. */
import { t } from "../language.js";
import { wallMinutes, weekday } from "../week/clock.js";

/**
 * Return what is drawn on some days, and no more: large units have thousands of contacts.
 * @param {import("../week/sheet.js").Sheet} sheet
 * @param {"clinicians"|"rooms"} rows
 * @param {string[]} days
 */
export function eventsOf(sheet, rows, days, mayChange) {
  const on = new Set(days),
    seen = ({ start }) => on.has(start.slice(0, 10));
  const contacts = sheet.appointments
    .filter(seen)
    .map((a) => contact(sheet, a, rows, mayChange))
    .filter((e) => e.resourceIds.length);
  if (rows === "rooms") return [...contacts, ...sheet.week.rooms.flatMap((room) => closed(room, days))];
  const { clinicians } = sheet.week;
  return [
    ...contacts,
    ...sheet.plan.breaks.filter(seen).map((b) => taken(b.clinician, b, t(`break.${b.kind}`))),
    ...clinicians.flatMap((c) => c.blocks.filter(seen).map((block) => taken(c.id, block, block.label || t("block")))),
    ...clinicians.flatMap((c) => [
      ...closed(c, days),
      ...c.absences.map((away) => behind(c.id, away.start, away.end, "absent")),
    ]),
  ];
}

/** A contact's name on the timeline changes with all that is written on it, so that it is drawn anew. */
function contact(sheet, appointment, rows, mayChange) {
  const { request, start, clinicians, room, contact_type } = appointment;
  const type = sheet.types.get(contact_type),
    locked = sheet.locked(appointment);
  const share =
    (wallMinutes(appointment.end) - wallMinutes(start)) / (wallMinutes(appointment.busy_until) - wallMinutes(start));
  return {
    id: [request, start, clinicians, room, contact_type, locked].join(" "),
    resourceIds: rows === "rooms" ? (room ? [room] : []) : clinicians,
    start,
    end: rows === "rooms" ? appointment.end : appointment.busy_until,
    editable: mayChange && !locked,
    classNames: ["contact", ...(type?.crisis ? ["crisis"] : []), ...(locked ? ["locked"] : [])],
    backgroundColor: type?.fill,
    styles: [`--edge: ${type?.edge}`, `--contact: ${rows === "rooms" ? 100 : 100 * share}%`],
    extendedProps: { appointment },
  };
}

function taken(clinician, { start, end }, title) {
  return { resourceIds: [clinician], start, end, title, editable: false, classNames: ["taken"] };
}

function behind(row, start, end, kind) {
  return { resourceIds: [row], start, end, display: "background", classNames: [kind] };
}

/** Return the time outside somebody's, or a room's, hours; one without hours is always there. */
function closed({ id, hours }, days) {
  if (!hours) return [];
  return days.flatMap((day) => {
    const open = (hours[weekday(day)] ?? []).map((span) => span.split("-")).sort();
    const edges = ["00:00", ...open.flat(), "24:00"];
    const gaps = edges.filter((_, n) => n % 2 === 0).map((from, n) => [from, edges[2 * n + 1]]);
    return gaps
      .filter(([from, to]) => from !== to)
      .map(([from, to]) => behind(id, `${day}T${from}`, until(day, to), "closed"));
  });
}

function until(day, to) {
  return to === "24:00" ? `${day}T23:59` : `${day}T${to}`;
}
