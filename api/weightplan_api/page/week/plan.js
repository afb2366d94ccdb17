/** A plan to look at and change: what it comes to, the timeline, targets, what is left out, and all of it as a table. */
import { h } from "../dom.js";
import { longDay, number, percent, t, weight } from "../language.js";
import { askView } from "../ask/clinician.js";
import { needDialog } from "../ask/need.js";
import { needs } from "./needs.js";
import { contactDialog } from "./contact.js";
import { controls } from "./controls.js";
import { legendOf } from "./legendlist.js";
import { opened, table } from "./table.js";
import { targets } from "./targets.js";
import { toolbar } from "./toolbar.js";
import { timeline } from "../timeline/timeline.js";

/**
 * @param {HTMLElement} place
 * @param {import("./sheet.js").Sheet} sheet
 * @param {{mayChange: boolean, stand: {name: string}}} how
 * @param {AbortSignal} signal
 */
export function planView(place, sheet, { mayChange, stand }, signal) {
  const acts = {
    open: (appointment) => contactDialog(sheet, appointment, mayChange),
    ask: (clinician) => askView(sheet, clinician, mayChange),
    need: (unserved) => needDialog(sheet, unserved),
  };
  const summary = h("div.summary");
  const drawn = timeline(sheet, { mayChange, acts, signal });
  const parts = [
    part("targets", () => targets(sheet, acts.ask, mayChange && signal)),
    part("unserved", () => needs(sheet, acts.need)),
    part("table", () => table(sheet, acts.open)),
  ];
  place.append(
    h(
      "div.heading",
      {},
      h("h1", {}, stand.name || sheet.week.name || t("week")),
      h("p.period", {}, period(drawn.days)),
      summary,
    ),
    toolbar(sheet, mayChange, signal),
    h(
      "section.card.wide",
      { "aria-labelledby": "timeline" },
      h("h2.unseen", { id: "timeline" }, t("timeline")),
      controls(sheet, drawn),
      pastTimeline(),
      drawn.host,
      legendOf(sheet),
    ),
    ...parts.map(({ section }) => section),
  );
  const sum = () => summary.replaceChildren(...inFigures(sheet));
  const fill = () => {
    sum();
    for (const { fill } of parts) fill();
  };
  sheet.addEventListener("change", fill, { signal });
  sum();
  afterPaint(() => signal.aborted || fill());
  addEventListener("beforeprint", () => opened(parts.at(-1).section), { signal });
}

/** A large unit's timeline has hundreds of contacts to tab through; the table below holds the same ones. */
function pastTimeline() {
  const jump = (event) => {
    event.preventDefault();
    document.querySelector("section.targets button")?.focus();
  };
  return h("a.skip", { href: "#targets", onclick: jump }, t("skip.timeline"));
}

/** The timeline is what is waited for; the rest comes when it is on the screen. */
function afterPaint(act) {
  requestAnimationFrame(() => setTimeout(act));
}

/** A section under a heading, filled anew after each change. */
function part(name, content) {
  const inside = h("div");
  const section = h(
    "section.card",
    { "aria-labelledby": name, class: `card ${name}` },
    h("h2", { id: name }, t(name)),
    inside,
  );
  return { section, fill: () => inside.replaceChildren(...[content()].flat()) };
}

function period(days) {
  return days.length > 1 ? `${longDay(days[0])} – ${longDay(days.at(-1))}` : longDay(days[0]);
}

function inFigures({ stand, plan }) {
  const { kpis } = stand;
  const proof =
    plan.bound == null ? t("proof.none") : t("proof", { bound: number(plan.bound), gap: percent(plan.gap ?? 0) });
  return [
    h(
      "p.proof",
      {},
      h("b", {}, t(`result.${plan.status}`)),
      ` · ${t("cost.is", { cost: number(plan.cost) })} · ${plan.status === "optimal" ? t("proof.optimal") : proof}`,
    ),
    h(
      "p.hint",
      {},
      [
        t("counts", { appointments: number(kpis.appointments), unserved: number(kpis.unserved) }),
        // A unit of few has no sums of weights: they would be figures of persons.
        ...(kpis.booked == null ? [] : [t("sums", { booked: weight(kpis.booked), target: weight(kpis.target) })]),
      ].join(", "),
    ),
  ];
}
