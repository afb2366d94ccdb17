/** Weigh one thing against another, on a plan that is there or on a week from a file. */
import * as api from "../api.js";
import { button, choice, field, h } from "../dom.js";
import { t } from "../language.js";
import { weekSource } from "./weeksource.js";

const GAINS = ["weights", "attainment", "confidence"];
const LOSSES = ["load", "unserved"];
const TIMES = [20, 60, 300];
const POINTS = 8;

/** @param {{id: string, name: string, resultStatus: string, submittedAt: string}[]} schedules */
export function weighForm(schedules) {
  const source = weekSource(schedules);
  const gain = oneOf("gain", GAINS),
    loss = oneOf("loss", LOSSES);
  const time = choice(
    TIMES.map((seconds) => [String(seconds), t("seconds", { seconds })]),
    "60",
  );
  const begin = async ({ week, name, plan }) => {
    const asked = { of: gain.value, against: loss.value, plan, seconds: time.value };
    location.hash = `#/front/${(await weigh(week, name, asked)).id}`;
  };
  return h(
    "div",
    {},
    h("p.hint", {}, t("weigh.lead")),
    source.fields,
    field(t("gain"), gain),
    field(t("loss"), loss),
    field(t("start.time.label"), time),
    button(t("weigh.now"), () => source.chosen(begin), { class: "primary" }),
  );
}

/** Ask for the front of a week, from a plan of it or from one that is made for it. */
export function weigh(modelInput, name, { of = "weights", against = "load", plan = null, seconds = 30 } = {}) {
  const run = { name, termination: { spentLimit: `PT${seconds}S` } };
  return api.submit("frontiers", { modelInput, of, against, points: POINTS, ...(plan && { plan }), config: { run } });
}

function oneOf(prefix, names) {
  return choice(
    names.map((name) => [name, t(`${prefix}.${name}`)]),
    names[0],
  );
}
