/** The week as a plain table: what is printed, and what readers of no pictures use. */
import { button, h } from "../dom.js";
import { longDay, t } from "../language.js";
import { subject } from "../timeline/marks.js";

const HEADS = ["time", "contact", "need", "patients", "clinician", "room"];

/** @param {import("./sheet.js").Sheet} sheet  @param {(appointment: object) => void} open */
export function table(sheet, open) {
  const days = Map.groupBy(sheet.appointments, (a) => a.start.slice(0, 10));
  return [...days].map(([day, some], n) => oneDay(day, some, n === 0, () => ofDay(sheet, some, open, day)));
}

/** A day's rows are written when it is opened, or when the page is printed. */
function oneDay(day, appointments, open, rows) {
  const details = h(
    "details.day",
    {},
    h("summary", {}, longDay(day), h("span.hint", {}, ` ${t("contacts", { n: appointments.length })}`)),
  );
  const write = () => details.open && details.children.length === 1 && details.append(rows());
  details.addEventListener("toggle", write);
  details.open = open;
  return details;
}

/** Open every day for the printer. */
export function opened(section) {
  for (const details of section.querySelectorAll("details")) details.open = true;
}

function ofDay(sheet, appointments, open, day) {
  return h(
    "div.scroll",
    { tabindex: "0", role: "region", "aria-label": longDay(day) },
    h(
      "table",
      {},
      h("caption.unseen", {}, longDay(day)),
      h("thead", {}, h("tr", {}, ...HEADS.map((name) => h("th", { scope: "col" }, t(name))))),
      h("tbody", {}, ...appointments.map((a) => row(sheet, a, open))),
    ),
  );
}

function row(sheet, appointment, open) {
  const { start, end, clinicians, room, patients, request } = appointment;
  const shown = subject({ request, patients: [] }),
    name = `${shown} ${start.slice(11)}`;
  return h(
    "tr",
    {},
    h("td", {}, `${start.slice(11)}–${end.slice(11)}`),
    h("td", {}, `${sheet.label(appointment)} `, sheet.locked(appointment) && h("span.tag", {}, t("locked"))),
    h(
      "td",
      {},
      button(shown, () => open(appointment), { class: "quiet", "aria-label": t("open", { name }) }),
    ),
    h("td", {}, patients.join(", ")),
    h("td", {}, clinicians.join(" + ")),
    h("td", {}, room ?? "–"),
  );
}
