/** Weigh one thing against another on a plan that is there. */
import * as api from "../api.js";
import { button, choice, field, h } from "../dom.js";
import { moment, t } from "../language.js";
import { faultList, inWords } from "../tell.js";

const GAINS = ["weights", "attainment", "confidence"];
const LOSSES = ["load", "unserved"];
const TIMES = [20, 60, 300];
const POINTS = 8;

/** @param {{id: string, name: string, resultStatus: string, submittedAt: string}[]} schedules */
export function weighForm(schedules) {
  const planned = schedules.filter(({ resultStatus }) => ["optimal", "feasible"].includes(resultStatus));
  if (!planned.length) return h("p.hint", {}, t("weigh.none"));
  const which = choice(
    planned.map(({ id, name, submittedAt }) => [id, `${name || t("week")} · ${moment(submittedAt)}`]),
    planned[0].id,
  );
  const gain = oneOf("gain", GAINS),
    loss = oneOf("loss", LOSSES);
  const time = choice(
    TIMES.map((seconds) => [String(seconds), t("seconds", { seconds })]),
    "60",
  );
  const refused = h("div", { role: "alert" });
  return h(
    "div",
    {},
    h("p.hint", {}, t("weigh.lead")),
    field(t("weigh.plan"), which),
    field(t("gain"), gain),
    field(t("loss"), loss),
    field(t("start.time.label"), time),
    refused,
    button(t("weigh.now"), () => begin(), { class: "primary" }),
  );

  async function begin() {
    refused.replaceChildren();
    try {
      const { modelInput, modelOutput } = await api.desk(which.value);
      const name = planned.find(({ id }) => id === which.value).name;
      const asked = { of: gain.value, against: loss.value, plan: modelOutput, seconds: time.value };
      location.hash = `#/front/${(await weigh(modelInput, name, asked)).id}`;
    } catch (error) {
      refused.append(error.faults ? faultList(error) : inWords(error));
    }
  }
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
