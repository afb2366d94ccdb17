/** Cost and bound against time: two stairs that meet when the plan is proven to be the best. */
import { svg } from "../dom.js";
import { number, t } from "../language.js";

const WIDTH = 720,
  HEIGHT = 240,
  LEFT = 70,
  RIGHT = 12,
  TOP = 12,
  BOTTOM = 28;

/** @param {{seconds: number, cost: number|null, bound: number|null}[]} news */
export function chart(news) {
  const costs = line(news, "cost"),
    bounds = line(news, "bound");
  const values = [...costs, ...bounds].map(([, value]) => value);
  const low = Math.min(...values),
    high = Math.max(...values),
    end = Math.max(1, ...news.map((one) => one.seconds));
  const span = high - low || 1;
  const x = (seconds) => LEFT + (seconds / end) * (WIDTH - LEFT - RIGHT);
  const y = (value) => HEIGHT - BOTTOM - ((value - low) / span) * (HEIGHT - TOP - BOTTOM);
  const picture = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": inWords(news) });
  picture.append(svg("path", { class: "axis", d: `M${LEFT} ${TOP}V${HEIGHT - BOTTOM}H${WIDTH - RIGHT}` }));
  if (!values.length) return picture;
  for (const value of new Set([low, high])) picture.append(text(LEFT - 6, y(value) + 4, number(value), "end"));
  picture.append(text(LEFT, HEIGHT - 8, "0 s", "start"), text(WIDTH - RIGHT, HEIGHT - 8, `${number(end)} s`, "end"));
  for (const [name, points] of [
    ["cost", costs],
    ["bound", bounds],
  ]) {
    if (points.length) picture.append(svg("path", { class: name, d: stairs(points, x, y, end) }));
  }
  return picture;
}

function line(news, name) {
  return news.filter((one) => one[name] != null).map((one) => [one.seconds, one[name]]);
}

/** A value holds until the next one comes. */
function stairs(points, x, y, end) {
  const [[first, value], ...later] = points;
  return `M${x(first)} ${y(value)}${later.map(([s, v]) => `H${x(s)}V${y(v)}`).join("")}H${x(end)}`;
}

function text(x, y, words, anchor) {
  return svg("text", { x, y, "text-anchor": anchor }, document.createTextNode(words));
}

function inWords(news) {
  const last = news.at(-1);
  if (last?.cost == null) return t("chart.empty");
  return t("chart", { cost: number(last.cost), bound: last.bound == null ? "–" : number(last.bound) });
}
