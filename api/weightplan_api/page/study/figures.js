/** What a study's scenarios come to: one figure as a picture, all of them as a table. */
import { choice, field, h } from "../dom.js";
import { current, number, t } from "../language.js";
import { bars } from "./bars.js";

/** @param {object} found a study's output */
export function figuresPart({ scenarios, figures, means }) {
  const of = new Map(means.map((mean) => [`${mean.scenario}/${mean.figure}`, mean]));
  const names = Object.keys(figures);
  const which = choice(
    names.map((name) => [name, figures[name][current()]]),
    names[0],
  );
  const picture = h("div.chart");
  const draw = () => {
    const { decimals } = figures[which.value];
    const shown = scenarios.map(({ id, name }) => ({ name: name[current()], mean: of.get(`${id}/${which.value}`) }));
    picture.replaceChildren(bars(figures[which.value][current()], shown, (mean) => written(mean, decimals)));
  };
  which.addEventListener("change", draw);
  draw();
  return h(
    "section.card",
    { "aria-labelledby": "figures" },
    h("h2", { id: "figures" }, t("study.figures")),
    h("p.hint", {}, t("study.interval")),
    field(t("study.figure"), which, { class: "field inline" }),
    picture,
    h(
      "div.scroll",
      { tabindex: "0", role: "region", "aria-label": t("study.figures") },
      h(
        "table",
        {},
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            h("th", { scope: "col" }, t("study.figure")),
            ...scenarios.map(({ name }) => h("th.number", { scope: "col" }, name[current()])),
          ),
        ),
        h("tbody", {}, ...names.map((name) => row(name, figures[name], scenarios, of))),
      ),
    ),
  );
}

function row(name, figure, scenarios, of) {
  const cells = scenarios.map(({ id }) => h("td.number", {}, written(of.get(`${id}/${name}`), figure.decimals)));
  return h("tr", {}, h("th", { scope: "row" }, figure[current()]), ...cells);
}

/** Write `4.5 (3.9 to 5.1)`, a dash where there is nothing. */
function written(mean, decimals) {
  if (!mean) return "–";
  const middle = number(mean.mean, decimals);
  if (mean.low == null) return middle;
  return t("study.mean", { mean: middle, low: number(mean.low, decimals), high: number(mean.high, decimals) });
}
