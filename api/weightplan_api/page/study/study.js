/** One study: how it comes along, and then what it says. */
import * as api from "../api.js";
import { h } from "../dom.js";
import { current, number, percent, said, t } from "../language.js";
import { faults } from "../follow.js";
import { faultList } from "../tell.js";
import { figuresPart } from "./figures.js";
import { runningView } from "./running.js";
import { again } from "./studies.js";
import { weeksPart } from "./weeks.js";

const AT_WORK = ["queued", "running"];

/**
 * @param {HTMLElement} place
 * @param {string} job
 * @param {{role: string}} known
 * @param {AbortSignal} signal
 */
export async function studyView(place, job, known, signal) {
  const stand = await api.metadata("studies", job);
  if (AT_WORK.includes(stand.jobStatus)) {
    await runningView(place, "studies", stand, known, signal);
    if (signal.aborted) return;
    place.replaceChildren();
  }
  const { metadata, kpis, modelOutput } = await api.answer("studies", job);
  if (!kpis?.done) place.append(withoutRows(metadata));
  else place.append(...parts(job, metadata, kpis, modelOutput, known));
}

function parts(job, stand, kpis, found, known) {
  const { question, name, comparison, origins } = found;
  return [
    h("h1", {}, question[current()] ?? name),
    h("p.lead", {}, stand.name),
    h(
      "section.card",
      { "aria-labelledby": "outcome" },
      h("h2", { id: "outcome" }, t("study.outcome")),
      h("ul", {}, ...comparison.map((answer) => h("li", {}, said(answer)))),
      h("p.hint", {}, sure(stand, kpis)),
      h("p.hint", {}, origins[current()].join(" ")),
      h(
        "div.buttons",
        {},
        h("a.button", { href: api.report("studies", job, current()), target: "_blank" }, t("study.report")),
        h("a.button", { href: api.rowsFile(job, "csv"), download: "" }, t("study.csv")),
        h("a.button", { href: api.rowsFile(job, "parquet"), download: "" }, t("study.parquet")),
        known.role === "planner" && again(job, stand.name || name),
      ),
    ),
    // Where no week has a plan there is no figure to show.
    Object.keys(found.figures).length > 0 && figuresPart(found),
    found.reasons.length > 0 && withoutPlan(found),
    weeksPart(job, found, known),
  ].filter(Boolean);
}

/** Why weeks have no plan, and how many weeks of each scenario. */
function withoutPlan({ scenarios, reasons }) {
  const names = new Map(scenarios.map(({ id, name }) => [id, name[current()]]));
  const line = ({ scenario, why, rows }) =>
    h("li", {}, t("study.without", { name: names.get(scenario), n: rows, why: why[current()] }));
  return h(
    "section.card",
    { "aria-labelledby": "without" },
    h("h2", { id: "without" }, t("study.without_plan")),
    h("ul", {}, ...reasons.map(line)),
  );
}

/** Say how many rows there are, how many of them are proven, and how far off the others may be. */
function sure({ jobStatus, problem }, { done, solves, failed, optimal, largestGap }) {
  return [
    t(`result.${jobStatus}`),
    t("study.rows", { done: number(done), of: number(solves) }),
    t("study.proven", { n: optimal }),
    largestGap != null && t("study.gap", { gap: percent(largestGap) }),
    failed > 0 && t("study.failed", { n: failed }),
    problem && problem.title,
    t("study.honest"),
  ]
    .filter(Boolean)
    .join(" · ");
}

function withoutRows(stand) {
  const problem = stand.problem && { message: stand.problem.title, faults: faults(stand.problem) };
  return h(
    "section.card.narrow",
    {},
    h("h1", {}, stand.name || t("study")),
    h("p", {}, t("study.no_rows", { how: t(`result.${stand.jobStatus}`) })),
    problem && faultList(problem),
    h("p", {}, h("a", { href: "#/studies" }, t("studies"))),
  );
}
