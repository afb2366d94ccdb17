/** One week: how its plan comes to be while it is solved, and then the plan. */
import * as api from "../api.js";
import { h } from "../dom.js";
import { t } from "../language.js";
import { faults } from "../follow.js";
import { faultList } from "../tell.js";
import { planView } from "./plan.js";
import { Sheet } from "./sheet.js";
import { solvingView } from "./solving.js";

const AT_WORK = ["queued", "running"];

/**
 * @param {HTMLElement} place
 * @param {string} job
 * @param {{role: string}} known
 * @param {AbortSignal} signal
 */
export async function weekView(place, job, known, signal) {
  let stand = await api.metadata("schedules", job);
  if (AT_WORK.includes(stand.jobStatus)) {
    stand = await solvingView(place, stand, known, signal);
    if (signal.aborted) return;
    place.replaceChildren();
  }
  if (!["optimal", "feasible"].includes(stand.resultStatus)) {
    place.append(withoutPlan(stand));
    return;
  }
  planView(place, await Sheet.opened(job), { mayChange: known.role === "planner", stand }, signal);
}

function withoutPlan(stand) {
  const problem = stand.problem && { message: stand.problem.title, faults: faults(stand.problem) };
  return h(
    "section.card.narrow",
    {},
    h("h1", {}, stand.name || t("week")),
    h("p", {}, t(`outcome.${stand.resultStatus ?? stand.jobStatus}`)),
    problem && faultList(problem),
    h("p", {}, h("a", { href: "#/" }, t("back"))),
  );
}
