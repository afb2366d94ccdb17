/** What a replan came to: its proof, whom to phone, and the way on with it. */
import * as api from "../api.js";
import { button, h } from "../dom.js";
import { said, t, when } from "../language.js";
import { trying } from "../tell.js";

const HEADS = ["patients", "before", "after"];

/**
 * @param {import("../week/sheet.js").Sheet} sheet
 * @param {{plan: object|null, modelInput?: object, calls: object[]}} answer  `modelInput` is the week as it is now
 * @param {() => void} close
 */
export function callList(sheet, answer, close) {
  const { plan, calls, modelInput } = answer;
  const title = t("calls", { n: new Set(calls.map(({ patient }) => patient)).size });
  return h(
    "div.calls",
    {},
    h("p", {}, said(answer)),
    plan && h("h3", {}, title),
    calls.length > 0 && h("div.scroll", { tabindex: "0", role: "region", "aria-label": title }, table(sheet, calls)),
    plan &&
      modelInput &&
      button(t("calls.take"), () => trying(() => taken(sheet, modelInput, plan, close)), { class: "primary" }),
  );
}

function table(sheet, calls) {
  const place = (appointment) =>
    appointment
      ? `${when(appointment.start)} · ${appointment.clinicians.join(" + ")} · ${sheet.label(appointment)}`
      : "–";
  return h(
    "table",
    {},
    h("thead", {}, h("tr", {}, ...HEADS.map((name) => h("th", { scope: "col" }, t(name))))),
    h(
      "tbody",
      {},
      ...calls.map((call) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, call.patient),
          h("td", {}, place(call.before)),
          h("td", {}, call.after ? place(call.after) : t("calls.later")),
        ),
      ),
    ),
  );
}

/** Go on with the mended plan: solved anew in the week as it is now, begun from it and loyal to what people were told. */
async function taken(sheet, modelInput, plan, close) {
  const run = { name: sheet.week.name ?? "", termination: { spentLimit: "PT5S" } };
  const { id } = await api.submit("schedules", { modelInput, hint: plan, earlier: sheet.plan, config: { run } });
  close();
  location.hash = `#/week/${id}`;
}
