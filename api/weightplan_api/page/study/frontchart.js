/** A front as a picture: a point a plan, under the line that no legal plan passes. The table beside it holds the same. */
import { svg } from "../dom.js";
import { number, t } from "../language.js";

const WIDTH = 720,
  HEIGHT = 300,
  LEFT = 70,
  RIGHT = 24,
  TOP = 16,
  BOTTOM = 40;
const ROOM = 0.08; // of the span, left free on each side

/**
 * @param {{of: string, against: string, points: object[], limits: object[]}} found
 * @param {(gain: number) => string} gain
 * @param {((n: number) => void) | false} open false where nothing may be opened
 */
export function frontChart({ of, against, points, limits }, gain, open) {
  const most = points.at(-1).loss;
  const bounds = limits.filter(({ limit, bound }) => bound != null && limit <= most);
  const x = scale(
    points.map(({ loss }) => loss),
    LEFT,
    WIDTH - RIGHT,
  );
  const y = scale([...points.map((point) => point.gain), ...bounds.map(({ bound }) => bound)], HEIGHT - BOTTOM, TOP);
  const names = { gain: t(`gain.${of}`), loss: t(`loss.${against}`) };
  const picture = svg("svg", {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    class: "front",
    role: "img",
    "aria-label": t("front.picture", { ...names, n: points.length }),
  });
  picture.append(
    svg("path", { class: "axis", d: `M${LEFT} ${TOP}V${HEIGHT - BOTTOM}H${WIDTH - RIGHT}` }),
    text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, names.loss, "middle"),
    text(LEFT, TOP - 4, names.gain, "start"),
    ...[points[0], points.at(-1)].flatMap((point) => [
      text(LEFT - 6, y(point.gain) + 4, gain(point.gain), "end"),
      text(x(point.loss), HEIGHT - BOTTOM + 16, number(point.loss), "middle"),
    ]),
  );
  if (bounds.length) picture.append(svg("path", { class: "bound", d: stairs(bounds, x, y) }));
  points.forEach((point, n) => picture.append(mark(point, n + 1)));
  return picture;

  function mark(point, n) {
    const title = svg("title", {}, document.createTextNode(`${gain(point.gain)} · ${number(point.loss)}`));
    const dot = svg("circle", { class: point.proven ? "proven" : "open", cx: x(point.loss), cy: y(point.gain), r: 7 }, title);
    if (open) {
      dot.classList.add("opens");
      dot.addEventListener("click", () => open(n));
    }
    return dot;
  }
}

/** What holds within a limit holds of all that lose less. */
function stairs([first, ...later], x, y) {
  return `M${x(first.limit)} ${y(first.bound)}${later.map(({ limit, bound }) => `V${y(bound)}H${x(limit)}`).join("")}`;
}

function scale(values, start, end) {
  const low = Math.min(...values),
    high = Math.max(...values),
    span = high - low || 1;
  const from = low - ROOM * span,
    whole = span * (1 + 2 * ROOM);
  return (value) => start + ((value - from) / whole) * (end - start);
}

function text(x, y, words, anchor) {
  return svg("text", { x, y, "text-anchor": anchor }, document.createTextNode(words));
}
