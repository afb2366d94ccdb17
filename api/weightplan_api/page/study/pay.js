/** What a month of each role costs: all of those who work in the week, or none. */
import { h } from "../dom.js";
import { t } from "../language.js";
import { choicesOf } from "./known.js";
import { numberField } from "./numbers.js";
import { originField } from "./origin.js";

const SALARY = { min: 1, max: 10000000, step: 1000 };

/** @param {object} study  @param {object} week */
export function pay(study, week) {
  const salary = ([role, name]) =>
    numberField(name, study.salaries?.[role], SALARY, (value) => {
      const { [role]: _, ...others } = study.salaries ?? {};
      study.salaries = value == null ? others : { ...others, [role]: value };
    });
  return h(
    "section.card",
    { "aria-labelledby": "pay" },
    h("h2", { id: "pay" }, t("pay")),
    h("p.hint", {}, t("pay.lead")),
    h("div.row", {}, ...choicesOf(week).role.map(salary), originField(t("pay.origin"), study, "salaries_origin")),
  );
}
