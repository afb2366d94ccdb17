/** Where a planner begins: the last plan, a week of their own, or one that ships. */
import * as api from "../api.js";
import { button, choice, field, h } from "../dom.js";
import { moment, number, t } from "../language.js";
import { trying } from "../tell.js";
import { uploadForm } from "./upload.js";

const TIMES = [20, 60, 300, 1200];
const USUAL = 60;

/** @param {HTMLElement} place  @param {{role: string}} known */
export async function startView(place, known) {
  if (known.role === "clinician") {
    place.append(h("p.card", {}, t("start.clinician")));
    return;
  }
  const [demos, jobs] = await Promise.all([api.demoWeeks(), api.schedules()]);
  const time = choice(
    TIMES.map((seconds) => [String(seconds), howLong(seconds)]),
    String(USUAL),
  );
  const plans = known.role === "planner";
  place.append(
    h("h1", {}, t("start")),
    h("p.lead", {}, t("start.lead")),
    h(
      "div.columns",
      {},
      h("section.card", { "aria-labelledby": "last" }, h("h2", { id: "last" }, t("start.last")), lastPlans(jobs)),
      plans && uploadForm(() => Number(time.value), open),
      plans && demoChoice(demos, () => Number(time.value)),
      plans &&
        h(
          "section.card",
          {},
          h("h2", {}, t("start.time")),
          field(t("start.time.label"), time),
          h("p.hint", {}, t("start.time.lead")),
        ),
    ),
  );
}

function howLong(seconds) {
  return seconds < 60 ? t("seconds", { seconds }) : t("minutes", { n: seconds / 60 });
}

function lastPlans(jobs) {
  if (!jobs.length) return h("p.hint", {}, t("start.none"));
  return h(
    "ul.plans",
    {},
    ...jobs
      .slice(0, 8)
      .map((job) =>
        h(
          "li",
          {},
          h("a", { href: `#/week/${job.id}` }, job.name || t("week")),
          h(
            "span.hint",
            {},
            ` ${moment(job.submittedAt)} · ${t(`result.${job.resultStatus ?? job.jobStatus}`)}`,
            job.cost != null && ` · ${t("cost.is", { cost: number(job.cost) })}`,
          ),
        ),
      ),
  );
}

function demoChoice(demos, seconds) {
  return h(
    "section.card",
    { "aria-labelledby": "demo" },
    h("h2", { id: "demo" }, t("start.demo")),
    h("p.hint", {}, t("start.demo.lead")),
    h("div.buttons", {}, ...demos.map(({ name }) => button(name, () => trying(() => begin(name, seconds()))))),
  );
}

async function begin(name, seconds) {
  const body = await api.demoWeek(name);
  body.config.run.termination.spentLimit = `PT${seconds}S`;
  open(await api.submit("schedules", body));
}

function open({ id }) {
  location.hash = `#/week/${id}`;
}
