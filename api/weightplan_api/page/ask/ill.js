/** Somebody is ill: who and when, then a mended plan with the patients to phone. */
import { show } from "../dialog.js";
import { button, choice, field, h } from "../dom.js";
import { answered } from "../follow.js";
import { longDay, t } from "../language.js";
import { faultList } from "../tell.js";
import { shownDays } from "../timeline/days.js";
import { wallOfDate } from "../week/clock.js";
import { callList } from "./calls.js";

const SECONDS = 8;

/** @param {import("../week/sheet.js").Sheet} sheet */
export function illDialog(sheet) {
  const days = shownDays(sheet),
    today = wallOfDate(new Date()).slice(0, 10);
  const first = days.includes(today) ? today : days[0];
  const who = choice(
    sheet.week.clinicians.map(({ id }) => [id, id]),
    sheet.week.clinicians[0].id,
  );
  const from = choice(
    days.map((day) => [day, longDay(day)]),
    first,
  );
  const until = choice(
    days.map((day) => [day, longDay(day)]),
    first,
  );
  from.addEventListener("change", () => (until.value = from.value));
  const now = /** @type {HTMLInputElement} */ (h("input", { type: "time", value: "07:30", required: true }));
  const found = h("div", { role: "status" });
  const dialog = show(
    t("ill"),
    h("p", {}, t("ill.lead")),
    h(
      "div.row",
      {},
      field(t("clinician"), who),
      field(t("ill.from"), from),
      field(t("ill.until"), until),
      field(t("ill.now"), now),
    ),
    button(t("ill.find"), find, { class: "primary" }),
    found,
  );

  async function find() {
    found.replaceChildren(h("p.hint", {}, t("asking", { seconds: SECONDS })));
    const absent = [{ id: who.value, start: `${from.value}T00:00`, end: `${until.value}T23:55` }];
    const body = {
      modelInput: sheet.week,
      plan: sheet.plan,
      now: `${from.value}T${now.value}`,
      absent,
      config: { run: { termination: { spentLimit: `PT${SECONDS}S` } } },
    };
    try {
      const answer = await answered("replans", body, undefined, dialog.signal);
      if (answer) found.replaceChildren(callList(sheet, answer, dialog));
    } catch (error) {
      found.replaceChildren(error.faults ? faultList(error) : h("p.bad", {}, t("no_connection")));
    }
  }
}
