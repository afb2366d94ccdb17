/** The sets of changes by which somebody reaches the target, cheapest first. */
import { h } from "../dom.js";
import { number, said, t } from "../language.js";

/** @param {{sets: {text: string, text_sv: string, cost: number, levers: object[]}[]}} answer */
export function leverSets({ sets }) {
  if (!sets.length) return null;
  return h(
    "ol.sets",
    {},
    ...sets.map((set) => h("li", {}, said(set), " ", h("span.hint", {}, t("set.cost", { cost: number(set.cost) })))),
  );
}
