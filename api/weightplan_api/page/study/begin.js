/** With what a study begins: one that ships, an earlier one, or the unit's own week. */
import * as api from "../api.js";
import { button, h } from "../dom.js";
import { inEach, t } from "../language.js";
import { studyForm } from "./form.js";
import { weekSource } from "./weeksource.js";

/** @param {HTMLElement} place  @param {string} name of a study that ships */
export async function readyStudyView(place, name) {
  const [body, schedules] = await Promise.all([api.demoStudy(name), api.schedules()]);
  studyForm(place, body, schedules);
}

/** @param {HTMLElement} place  @param {string} job a study of the unit */
export async function earlierStudyView(place, job) {
  const [body, schedules] = await Promise.all([api.studyBody(job), api.schedules()]);
  studyForm(place, body, schedules);
}

/** @param {HTMLElement} place */
export async function ownStudyView(place) {
  const schedules = await api.schedules();
  const source = weekSource(schedules);
  const begin = async (chosen) => {
    studyForm(place, bodyOf(chosen), schedules);
    place.focus(); // the button that had it is gone
  };
  place.append(
    h("h1", {}, t("own")),
    h("p.lead", {}, t("own.lead")),
    h(
      "section.card",
      { "aria-labelledby": "own-week" },
      h("h2", { id: "own-week" }, t("base")),
      source.fields,
      button(t("own.begin"), () => source.chosen(begin), { class: "primary" }),
    ),
  );
}

/** A study in which nothing differs yet: the week as it is, and a level to fill in. */
function bodyOf({ week, name }) {
  const factors = { [t("own.factor")]: { as_is: { label: inEach("own.as_is") }, level2: {} } };
  const study = { name, week: name, factors, repetitions: 1, limits: { deterministic: 12 } };
  return { modelInput: { study, week, rulebooks: {} }, config: { run: { name } } };
}
