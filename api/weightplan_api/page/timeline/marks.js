/** What is written on a contact: a code for those who see no colours, who it is for, and a lock. */
import { h } from "../dom.js";
import { t, when } from "../language.js";
import { CRISIS } from "../week/sheet.js";

/** Return what stands on one bar of the timeline. */
export function written(sheet, { extendedProps, title }) {
  const { appointment } = extendedProps;
  if (!appointment) return { domNodes: [h("span.what", {}, title)] };
  return {
    domNodes: [
      h("b.code", {}, codeOf(sheet, appointment)),
      " ",
      sheet.locked(appointment) && h("span.lock", { "aria-hidden": true }),
      h("span.what", {}, h("span", {}, subject(appointment)), " ", h("small", {}, appointment.start.slice(11, 16))),
    ].filter(Boolean),
  };
}

/** Return what a contact's bar is called: what is written on it comes first, for those who speak to the page. */
export function called(sheet, appointment) {
  const { start } = appointment;
  return `${codeOf(sheet, appointment)} ${subject(appointment)} ${start.slice(11)}: ${spoken(sheet, appointment)}`;
}

/** Return all that there is to say of a contact, as it is shown when the mouse rests on it: short ones show a code alone. */
export function spoken(sheet, appointment) {
  const { start, end, busy_until, room, clinicians, patients } = appointment;
  const parts = [
    sheet.label(appointment),
    subject(appointment),
    patients.length > 1 && patients.join(" + "),
    `${when(start)}–${end.slice(11, 16)}`,
    busy_until !== end && t("notes.until", { time: busy_until.slice(11, 16) }),
    clinicians.join(" + "),
    room && t("room.is", { room }),
    sheet.locked(appointment) && t("locked"),
  ];
  return parts.filter(Boolean).join(", ");
}

/** Return whom a contact is for: one patient, or a need of several. */
export function subject({ request, patients }) {
  if (request === CRISIS) return t("crisis");
  return patients.length === 1 ? patients[0] : request;
}

function codeOf(sheet, { contact_type }) {
  return sheet.types.get(contact_type)?.code ?? "?";
}
