/** What a replan came to: its proof, whom to phone, the way on with it, and all that it changes. */
import * as api from "../api.js";
import { button, h } from "../dom.js";
import { said, t, when } from "../language.js";
import { trying } from "../tell.js";
import { difference } from "./difference.js";

const HEADS = ["patients", "before", "after"];

/**
 * @param {import("../week/sheet.js").Sheet} sheet
 * @param {{plan: object|null, modelInput?: object, calls: object[]}} answer  `modelInput` is the week as it is now
 * @param {{close: () => void, signal: AbortSignal}} dialog
 */
export function callList(sheet, answer, { close, signal }) {
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
    plan && modelInput && difference(sheet, answer, signal),
  );
}

/** Return where a plan has a contact, in one line. */
export function placed(sheet, contact) {
  if (!contact) return "–";
  const { start, clinicians, room } = contact;
  return [when(start), clinicians.join(" + "), sheet.label(contact), room].filter(Boolean).join(" · ");
}

function table(sheet, calls) {
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
          h("td", {}, placed(sheet, call.before)),
          h("td", {}, call.after ? placed(sheet, call.after) : t("calls.later")),
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
