/** The week that a study changes: what it is, and another in its place. */
import { button, h } from "../dom.js";
import { number, t } from "../language.js";
import { tell } from "../tell.js";
import { weekSource } from "./weeksource.js";

/**
 * @param {{study: object, week: object}} input
 * @param {object[]} schedules
 * @param {() => void} changed
 */
export function baseWeek(input, schedules, changed) {
  const line = h("p", {});
  const source = weekSource(schedules);
  const told = () => {
    const { study, week } = input;
    const figures = { clinicians: number(week.clinicians.length), needs: number((week.requests ?? []).length) };
    line.textContent = t("base.is", { name: study.week, ...figures });
  };
  const taken = async ({ week, name }) => {
    input.week = week;
    input.study.week = name;
    told();
    changed();
    tell(t("base.taken", { name }));
  };
  told();
  return h(
    "section.card",
    { "aria-labelledby": "base" },
    h("h2", { id: "base" }, t("base")),
    line,
    h(
      "details",
      {},
      h("summary", {}, t("base.other")),
      h("p.hint", {}, t("base.lead")),
      source.fields,
      button(t("base.take"), () => source.chosen(taken)),
    ),
  );
}
