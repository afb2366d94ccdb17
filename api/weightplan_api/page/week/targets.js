/** Targets as bars, in the week's order: booked, expected and reportable weights, the target and the ceiling as ticks. */
import { button, h, svg } from "../dom.js";
import { answered } from "../follow.js";
import { t, weight } from "../language.js";
import { trying } from "../tell.js";

const WIDTH = 300,
  HEIGHT = 34;
const BARS = ["booked", "expected", "reportable"];
const NUMBERS = [...BARS, "target", "ceiling"];
const SECONDS_EACH = 6,
  LEAST_SECONDS = 20;

/** @param {import("./sheet.js").Sheet} sheet  @param {(clinician: string) => void} ask  @param {AbortSignal|false} signal false where nothing may be asked */
export function targets(sheet, ask, signal) {
  const people = sheet.plan.clinicians;
  const most =
    Math.max(1, ...people.flatMap((p) => [p.target, p.booked, sheet.ceilings.get(p.id)?.ceiling.alone.bound ?? 0])) *
    1.05;
  const heads = ["clinician", ...BARS, "target", "ceiling", "bars"];
  const rows = people.map((person) => row(sheet, person, most, ask));
  const pressed = button(t("ceilings.ask"), () => trying(() => ceilings(sheet, pressed, signal)));
  return [
    h(
      "p.key",
      {},
      ...BARS.map((name) => h(`span.${name}`, {}, t(name))),
      h("span.target", {}, t("target")),
      h("span.ceiling", {}, t("ceiling")),
    ),
    h(
      "div.scroll",
      { tabindex: "0", role: "region", "aria-label": t("targets") },
      h(
        "table",
        {},
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            ...heads.map((name) => h(NUMBERS.includes(name) ? "th.number" : "th", { scope: "col" }, t(name))),
          ),
        ),
        h("tbody", {}, ...rows),
      ),
    ),
    signal && sheet.ceilings.size === 0 && h("p", {}, pressed, h("span.hint", {}, ` ${t("ceilings.lead")}`)),
  ].filter(Boolean);
}

function row(sheet, person, most, ask) {
  const why = sheet.ceilings.get(person.id);
  return h(
    "tr",
    {},
    h(
      "th",
      { scope: "row" },
      button(person.id, () => ask(person.id), { class: "quiet" }),
    ),
    ...BARS.map((name) => h("td.number", {}, weight(person[name]))),
    h("td.number", {}, weight(person.target)),
    h("td.number", {}, why ? weight(why.ceiling.alone.bound) : "–"),
    h("td", {}, bars(person, why, most)),
  );
}

/** The figures stand beside it in words, so the picture is hidden from readers. */
function bars(person, why, most) {
  const x = (value) => (value / most) * WIDTH;
  const picture = svg("svg", {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    class: "bars",
    preserveAspectRatio: "none",
    "aria-hidden": "true",
  });
  BARS.forEach((name, n) =>
    picture.append(svg("rect", { class: name, x: 0, y: 3 + n * 10, width: x(person[name]), height: 8 })),
  );
  picture.append(svg("line", { class: "target", x1: x(person.target), x2: x(person.target), y1: 0, y2: HEIGHT }));
  if (why) picture.append(svg("path", { class: "ceiling", d: tick(x(why.ceiling.alone.bound)) }));
  return picture;
}

function tick(x) {
  return `M${x - 5} 0h10l-5 7zM${x} 0v${HEIGHT}`;
}

async function ceilings(sheet, pressed, signal) {
  const { length } = sheet.week.clinicians;
  pressed.textContent = t("ceilings.busy", { done: 0, of: length });
  const body = {
    question: "why",
    modelInput: sheet.week,
    plan: sheet.plan,
    config: { run: { termination: { spentLimit: `PT${Math.max(LEAST_SECONDS, SECONDS_EACH * length)}S` } } },
  };
  const plan = sheet.plan;
  const answers = await answered(
    "explanations",
    body,
    ({ done, of }) => (pressed.textContent = t("ceilings.busy", { done, of })),
    signal,
  );
  if (sheet.plan === plan) sheet.know(answers);
}
