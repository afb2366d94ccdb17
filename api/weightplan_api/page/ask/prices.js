/** What each rule costs a clinician, at least and at most, as a table. */
import { h } from "../dom.js";
import { t, weight } from "../language.js";

/** @param {{prices: {rule: string, least: number, most: number, for_trade: boolean}[]}} answer  @param {import("../week/sheet.js").Sheet} sheet */
export function priceTable({ prices }, sheet) {
  if (!prices.length) return null;
  const name = (rule) => (rule === "meetings" ? t("meetings") : sheet.rule(rule));
  const heads = ["rule", "least", "most", "for_trade"];
  return h(
    "table",
    {},
    h("thead", {}, h("tr", {}, ...heads.map((head) => h("th", { scope: "col" }, t(head))))),
    h(
      "tbody",
      {},
      ...prices.map((p) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, name(p.rule)),
          h("td.number", {}, weight(p.least)),
          h("td.number", {}, weight(p.most)),
          h("td", {}, t(p.for_trade ? "yes" : "no")),
        ),
      ),
    ),
  );
}
