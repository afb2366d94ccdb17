/** What a mended plan changes, patient by patient, and everybody's weights and load before and after, by the library's own diff. */
import { h } from "../dom.js";
import { answered } from "../follow.js";
import { number, said, t, weight } from "../language.js";
import { inWords } from "../tell.js";
import { placed } from "./calls.js";

const CHANGE_HEADS = ["patients", "need", "what", "before", "after"];
const FIGURES = { booked: weight, expected: weight, reportable: weight, load: number };

/**
 * Return a place that fills with the difference once it is reckoned.
 * @param {import("../week/sheet.js").Sheet} sheet
 * @param {{plan: object, modelInput: object}} mended  @param {AbortSignal} signal
 */
export function difference(sheet, { plan, modelInput }, signal) {
  const place = h("section.difference", {}, h("h3", {}, t("diff")), h("p.hint", { role: "status" }, t("diff.busy")));
  const body = {
    question: "diff",
    modelInput: sheet.week,
    plan: sheet.plan,
    otherInput: modelInput,
    otherPlan: plan,
    earlier: sheet.plan,
  };
  answered("explanations", body, undefined, signal).then(
    (diff) => diff && place.replaceChildren(h("h3", {}, t("diff")), ...told(sheet, diff)),
    (error) => place.replaceChildren(h("p.bad", { role: "alert" }, inWords(error))),
  );
  return place;
}

function told(sheet, diff) {
  return [
    h("p", {}, said(diff), " ", h("span.hint", {}, t("diff.lead"))),
    diff.changes.length > 0 && scrolled(t("diff"), CHANGE_HEADS, byPatient(sheet, diff)),
    h("h3", {}, t("diff.figures")),
    scrolled(t("diff.figures"), ["clinician", ...Object.keys(FIGURES)], figures(diff)),
  ].filter(Boolean);
}

/** A contact of several patients stands with each of them, one without a name under its need alone. */
function byPatient(sheet, { patients, changes }) {
  const rows = patients.flatMap(({ patient }) =>
    changes.filter((change) => change.patients.includes(patient)).map((change) => row(sheet, patient, change)),
  );
  return [...rows, ...changes.filter((change) => !change.patients.length).map((change) => row(sheet, "–", change))];
}

function row(sheet, patient, { request, kind, changed, a, b }) {
  const what = kind === "moved" ? changed.map((aspect) => t(`aspect.${aspect}`)).join(", ") : t(`kind.${kind}`);
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, patient),
    ...[request, what, placed(sheet, a), placed(sheet, b)].map((text) => h("td", {}, text)),
  );
}

function figures({ clinicians, unit }) {
  const row = (name, of) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, name),
      ...Object.entries(FIGURES).map(([figure, written]) =>
        h("td.number", {}, `${written(of[figure].a)} → ${written(of[figure].b)}`),
      ),
    );
  return [...clinicians.map((one) => row(one.clinician, one)), unit && row(t("diff.unit"), unit)].filter(Boolean);
}

function scrolled(name, heads, rows) {
  const head = (one) => h(one in FIGURES ? "th.number" : "th", { scope: "col" }, t(one));
  return h(
    "div.scroll",
    { tabindex: "0", role: "region", "aria-label": name },
    h("table", {}, h("thead", {}, h("tr", {}, ...heads.map(head))), h("tbody", {}, ...rows)),
  );
}
