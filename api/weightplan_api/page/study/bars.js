/** One figure of every scenario as bars, with the interval of its mean. */
import { svg } from "../dom.js";

const WIDTH = 720,
  ROW = 34,
  LEFT = 250,
  RIGHT = 150,
  LONGEST = 38;

/**
 * @param {string} title
 * @param {{name: string, mean: {mean: number, low: number|null, high: number|null}|undefined}[]} scenarios
 * @param {(mean: object|undefined) => string} written
 */
export function bars(title, scenarios, written) {
  const ends = scenarios.flatMap(({ mean }) => (mean ? [mean.mean, mean.high ?? mean.mean] : []));
  const most = Math.max(...ends, 0) || 1;
  const x = (value) => LEFT + (Math.max(0, value) / most) * (WIDTH - LEFT - RIGHT);
  const words = scenarios.map(({ name, mean }) => `${name} ${written(mean)}`).join("; ");
  const picture = svg("svg", {
    viewBox: `0 0 ${WIDTH} ${scenarios.length * ROW + 8}`,
    class: "means",
    role: "img",
    "aria-label": `${title}: ${words}`,
  });
  scenarios.forEach(({ name, mean }, n) => {
    const middle = 4 + n * ROW + ROW / 2;
    picture.append(text(LEFT - 8, middle, short(name), "end"));
    if (!mean) return;
    picture.append(
      svg("rect", { class: "mean", x: LEFT, y: middle - 10, width: x(mean.mean) - LEFT, height: 20 }),
      text(x(mean.high ?? mean.mean) + 8, middle, written(mean), "start"),
    );
    if (mean.low != null) picture.append(svg("path", { class: "interval", d: whiskers(x(mean.low), x(mean.high), middle) }));
  });
  return picture;
}

function whiskers(low, high, y) {
  return `M${low} ${y - 5}v10M${low} ${y}H${high}M${high} ${y - 5}v10`;
}

function short(name) {
  return name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name;
}

function text(x, y, words, anchor) {
  return svg("text", { x, y: y + 4, "text-anchor": anchor }, document.createTextNode(words));
}
