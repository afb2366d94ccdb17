/** Asking about a place that is not in the list: what it would cost, or which rules forbid it. */
import { button, choice, field, h } from "../dom.js";
import { said, t } from "../language.js";
import { inWords } from "../tell.js";
import { priced } from "./legal.js";

/** @param {import("./sheet.js").Sheet} sheet  @param {object} appointment */
export function elsewhere(sheet, appointment) {
  const start = /** @type {HTMLInputElement} */ (
    h("input", { type: "datetime-local", value: appointment.start, step: 60 * sheet.legend.gridMinutes })
  );
  const people = sheet.week.clinicians.map(({ id }) => [id, id]);
  const who = appointment.clinicians.length === 1 && choice(people, appointment.clinicians[0]);
  const told = h("div", { role: "status" });

  async function ask() {
    const place = { start: start.value, ...(who && { clinicians: [who.value] }) };
    try {
      const verdict = await sheet.judge(appointment, place);
      told.replaceChildren(
        h(verdict.legal ? "p.good" : "p.bad", {}, verdict.legal ? priced(verdict.cost) : said(verdict)),
      );
    } catch (error) {
      told.replaceChildren(h("p.bad", {}, inWords(error)));
    }
  }

  return h(
    "details",
    {},
    h("summary", {}, t("elsewhere")),
    h("div.row", {}, field(t("start_time"), start), who && field(t("clinician"), who)),
    button(t("elsewhere.ask"), ask),
    told,
  );
}
