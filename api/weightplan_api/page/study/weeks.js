/** The weeks behind a study's figures: each may be planned and looked at, or weighed. */
import * as api from "../api.js";
import { button, choice, field, h } from "../dom.js";
import { current, number, percent, t } from "../language.js";
import { trying } from "../tell.js";
import { weigh } from "./weigh.js";

const SHOWN = ["reportable", "at_target", "unserved"];

/** @param {string} job  @param {object} found a study's output  @param {{role: string}} known */
export function weeksPart(job, { scenarios, figures, rows }, known) {
  const plans = known.role === "planner";
  const shown = SHOWN.filter((name) => name in figures);
  const which = choice(
    scenarios.map(({ id, name }) => [id, name[current()]]),
    scenarios[0].id,
  );
  const body = h("tbody");
  const fill = () => body.replaceChildren(...rows.filter(({ scenario }) => scenario === which.value).map(row));
  which.addEventListener("change", fill);

  function row({ number: n, repetition, status, gap, error, ...figure }) {
    const name = t("weeks.repetition", { number: repetition + 1 });
    const open = (act) => trying(() => act(n));
    return h(
      "tr",
      {},
      h("th", { scope: "row" }, name),
      h("td", {}, t(`result.${status}`), gap ? ` · ${percent(gap)}` : "", error && h("p.hint", {}, error)),
      ...shown.map((key) => h("td.number", {}, figure[key] == null ? "–" : number(figure[key], figures[key].decimals))),
      plans &&
        h(
          "td",
          {},
          button(t("weeks.plan"), () => open(planned), { "aria-label": t("weeks.plan_of", { name }) }),
          " ",
          button(t("weeks.front"), () => open(weighed), { "aria-label": t("weeks.front_of", { name }) }),
        ),
    );
  }

  async function planned(n) {
    const { id } = await api.submit("schedules", await api.rowWeek(job, n, current()));
    location.hash = `#/week/${id}`;
  }

  async function weighed(n) {
    const { modelInput, config } = await api.rowWeek(job, n, current());
    location.hash = `#/front/${(await weigh(modelInput, config.run.name)).id}`;
  }

  fill();
  const heads = [t("weeks.week"), t("weeks.result"), ...shown.map((name) => figures[name][current()])];
  return h(
    "section.card",
    { "aria-labelledby": "weeks" },
    h("h2", { id: "weeks" }, t("weeks")),
    h("p.hint", {}, t("weeks.lead")),
    field(t("weeks.scenario"), which, { class: "field inline" }),
    h(
      "div.scroll",
      { tabindex: "0", role: "region", "aria-label": t("weeks") },
      h(
        "table",
        {},
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            ...heads.map((text, n) => h(n > 1 ? "th.number" : "th", { scope: "col" }, text)),
            plans && h("th", { scope: "col" }, t("weeks.open")),
          ),
        ),
        body,
      ),
    ),
  );
}
