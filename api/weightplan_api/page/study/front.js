/** A front: plans of which none is as good as another in both, each a click away from its week. */
import * as api from "../api.js";
import { button, h } from "../dom.js";
import { faults } from "../follow.js";
import { current, number, said, t, weight } from "../language.js";
import { faultList, trying } from "../tell.js";
import { frontChart } from "./frontchart.js";
import { runningView } from "./running.js";

const AT_WORK = ["queued", "running"];

/**
 * @param {HTMLElement} place
 * @param {string} job
 * @param {{role: string}} known
 * @param {AbortSignal} signal
 */
export async function frontView(place, job, known, signal) {
  let stand = await api.metadata("frontiers", job);
  if (AT_WORK.includes(stand.jobStatus)) {
    stand = await runningView(place, "frontiers", stand, known, signal);
    if (signal.aborted) return;
    place.replaceChildren();
  }
  const found = (await api.answer("frontiers", job)).modelOutput;
  place.append(h("h1", {}, stand.name || t("front")));
  if (found) place.append(front(job, found, known.role === "planner"));
  else place.append(withoutFront(stand));
}

/**
 * Go on to the week of a point, which its address names; who may not open weeks sees the front.
 * @param {HTMLElement} _place
 * @param {string} point the front's id and the point's number
 * @param {{role: string}} known
 */
export async function pointView(_place, point, known) {
  const [job, number] = point.split("/");
  const opened = known.role === "planner" ? `week/${(await api.openPoint(job, number)).id}` : `front/${job}`;
  location.replace(`#/${opened}`);
}

function front(job, found, plans) {
  const { of, against, points } = found;
  const open = (n) =>
    trying(async () => {
      location.hash = `#/week/${(await api.openPoint(job, n)).id}`;
    });
  const gain = of === "weights" ? weight : (value) => number(value);
  const heads = [t(`loss.${against}`), t(`gain.${of}`), t("front.most"), ...(against === "load" ? [t("front.left")] : [])];
  return h(
    "section.card",
    { "aria-labelledby": "front" },
    h("h2", { id: "front" }, t("front.title", { gain: t(`gain.${of}`), loss: t(`loss.${against}`) })),
    h("p", {}, said(found)),
    frontChart(found, gain, plans && open),
    h("p.hint", {}, t("front.key")),
    h("div.buttons", {}, h("a.button", { href: api.report("frontiers", job, current()), target: "_blank" }, t("study.report"))),
    h(
      "div.scroll",
      { tabindex: "0", role: "region", "aria-label": t("front.points") },
      h(
        "table",
        {},
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            h("th", { scope: "col" }, t("front.point")),
            ...heads.map((text) => h("th.number", { scope: "col" }, text)),
            plans && h("th", { scope: "col" }, t("weeks.open")),
          ),
        ),
        h("tbody", {}, ...points.map((point, n) => row(point, n + 1))),
      ),
    ),
  );

  function row(point, n) {
    const figures = [number(point.loss), gain(point.gain), point.bound == null ? "–" : gain(point.bound)];
    if (against === "load") figures.push(number(point.left));
    return h(
      "tr",
      {},
      h("th", { scope: "row" }, number(n)),
      ...figures.map((text) => h("td.number", {}, text)),
      plans && h("td", {}, button(t("front.open"), () => open(n), { "aria-label": t("front.open_point", { point: n }) })),
    );
  }
}

function withoutFront(stand) {
  const problem = stand.problem && { message: stand.problem.title, faults: faults(stand.problem) };
  return h(
    "section.card.narrow",
    {},
    h("p", {}, t(`outcome.${stand.resultStatus ?? stand.jobStatus}`)),
    problem && faultList(problem),
    h("p", {}, h("a", { href: "#/studies" }, t("studies"))),
  );
}
