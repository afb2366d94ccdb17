/** A job of many parts while it runs: how far it is, and a stop that keeps what came. */
import * as api from "../api.js";
import { button, h } from "../dom.js";
import { follow } from "../follow.js";
import { number, t } from "../language.js";
import { trying } from "../tell.js";

/**
 * Show a job until it is over; return how it stands then.
 * @param {HTMLElement} place
 * @param {"studies"|"frontiers"} kind
 * @param {{id: string, name: string, progress: object|null}} stand
 * @param {{role: string}} known
 * @param {AbortSignal} signal
 */
export function runningView(place, kind, stand, known, signal) {
  const bar = h("progress", { "aria-label": t("study.progress"), max: 1 }),
    line = h("p", { role: "status" }, t("stage.queued"));
  const stopped = async () => {
    await api.stop(kind, stand.id);
    line.textContent = t("study.stopping");
  };
  place.append(
    h("h1", {}, t("study.running", { name: stand.name || t(kind) })),
    h(
      "section.card",
      {},
      line,
      bar,
      known.role === "planner" && h("div.buttons", {}, button(t("study.stop"), () => trying(stopped), { class: "primary" })),
      kind === "studies" && h("p.hint", {}, t("study.stop.lead")),
    ),
  );
  const tell = (news) => {
    if (news.of == null) return;
    bar.setAttribute("value", String(news.done / news.of));
    line.textContent = inWords(news);
  };
  if (stand.progress) tell(stand.progress);
  else if (kind === "frontiers") line.textContent = t("front.busy");
  return follow(kind, stand.id, tell, signal);
}

function inWords({ done, of, failed, rate, remaining }) {
  return [
    t("study.rows", { done: number(done), of: number(of) }),
    rate != null && t("study.rate", { rate: number(rate, 1) }),
    remaining != null && (remaining < 90 ? t("study.seconds_left", { n: remaining }) : t("study.minutes_left", { n: Math.round(remaining / 60) })),
    failed > 0 && t("study.failed", { n: failed }),
  ]
    .filter(Boolean)
    .join(" · ");
}
