/** A week while it is solved: cost, bound and gap as they come, and a stop that keeps the best. */
import * as api from "../api.js";
import { button, h } from "../dom.js";
import { follow } from "../follow.js";
import { number, percent, t } from "../language.js";
import { trying } from "../tell.js";
import { chart } from "./chart.js";

/**
 * Show the search until it is over; return how the job stands then.
 * @param {HTMLElement} place
 * @param {{id: string, name: string}} stand
 * @param {{role: string}} known
 * @param {AbortSignal} signal
 */
export async function solvingView(place, stand, known, signal) {
  const picture = h("div.chart"),
    figures = h("dl.figures"),
    stage = h("p.hint", { role: "status" }, t("stage.queued"));
  const stopping = button(t("stop"), () => trying(() => stopped(stand.id, stage)), { class: "primary" });
  place.append(
    h("h1", {}, t("solving", { name: stand.name || t("week") })),
    h(
      "section.card",
      {},
      stage,
      figures,
      picture,
      known.role === "planner" && stopping,
      h("p.hint", {}, t("stop.lead")),
    ),
  );
  const news = [];
  const show = () => {
    const last = news.at(-1) ?? {};
    figures.replaceChildren(...inFigures(last));
    picture.replaceChildren(chart(news));
  };
  show();
  return follow(
    "schedules",
    stand.id,
    (told) => {
      news.push(told);
      stage.textContent = t("stage.running", { seconds: number(told.seconds) });
      show();
    },
    signal,
  );
}

async function stopped(job, stage) {
  await api.stop("schedules", job);
  stage.textContent = t("stage.stopping");
}

function inFigures({ cost, bound, gap }) {
  const rows = [
    ["cost", cost == null ? null : number(cost)],
    ["bound", bound == null ? null : number(bound)],
    ["gap", gap == null ? null : percent(gap)],
  ];
  return rows.map(([name, text]) => h(`div.${name}`, {}, h("dt", {}, t(name)), h("dd", {}, text ?? "–")));
}
