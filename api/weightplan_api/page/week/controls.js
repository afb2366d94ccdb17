/** How the timeline is looked at: whose rows, a day or a week, which day, how wide. */
import { button, choice, field, h } from "../dom.js";
import { day as dayName, percent, t } from "../language.js";

const ZOOM = { day: 2, week: 0.5 };
const STEPS = [0.35, 0.5, 0.75, 1, 1.5, 2, 3, 4];

/** @param {import("./sheet.js").Sheet} sheet  @param {{days: string[], draw: (look: object) => void}} drawn */
export function controls(sheet, drawn) {
  const look = { rows: "clinicians", span: "day", day: drawn.days[0], zoom: ZOOM.day };
  const bar = h("div.controls", { role: "group", "aria-label": t("timeline.look") });

  function set(changes) {
    Object.assign(look, changes);
    drawn.draw(look);
    show();
  }

  /** The buttons are made anew, so the one that was pressed gets the focus back. */
  function show() {
    const held = bar.contains(document.activeElement) && document.activeElement.dataset.name;
    bar.replaceChildren(...parts());
    if (held) bar.querySelector(`[data-name="${held}"]`)?.focus();
  }

  const one = (name, text, pressed, changes) =>
    button(text, () => set(changes), { "data-name": name, "aria-pressed": String(pressed) });

  function parts() {
    return [
      group(
        "rows",
        sheet.week.rooms.length > 0 && [
          one("clinicians", t("clinicians"), look.rows === "clinicians", { rows: "clinicians" }),
          one("rooms", t("rooms"), look.rows === "rooms", { rows: "rooms" }),
        ],
      ),
      group("span", [
        one("day", t("span.day"), look.span === "day", { span: "day", zoom: ZOOM.day }),
        one("week", t("span.week"), look.span === "week", { span: "week", zoom: ZOOM.week }),
      ]),
      daysShown(),
      zoom(),
    ].filter(Boolean);
  }

  /** A week's days stand side by side; longer plans are stepped through, and a single week is all there is. */
  function daysShown() {
    const weeks = weekStarts(drawn.days);
    if (look.span === "day" && weeks.length === 1)
      return group(
        "days",
        drawn.days.map((d) => one(d, dayName(d), d === look.day, { day: d })),
      );
    if (weeks.length === 1) return null;
    const steps = look.span === "day" ? drawn.days : weeks,
      at = steps.findLastIndex((day) => day <= look.day);
    return group("days", [
      stepper("earlier", "‹", steps[at - 1]),
      h("span.period", {}, dayName(look.day)),
      stepper("later", "›", steps[at + 1]),
    ]);
  }

  function stepper(name, text, to) {
    return button(text, () => to && set({ day: to }), {
      "data-name": name,
      "aria-label": t(name),
      "aria-disabled": to ? null : "true",
    });
  }

  function group(name, buttons) {
    return buttons && h("div.group", { role: "group", "aria-label": t(`look.${name}`) }, ...buttons);
  }

  function zoom() {
    const steps = choice(
      STEPS.map((step) => [String(step), percent(step, 0)]),
      String(look.zoom),
      { "data-name": "zoom" },
    );
    steps.addEventListener("change", () => set({ zoom: Number(steps.value) }));
    return field(t("zoom"), steps, { class: "field inline" });
  }

  set({});
  return bar;
}

function weekStarts(days) {
  return days.filter((day, n) => n === 0 || mondayOf(day) !== mondayOf(days[n - 1]));
}

function mondayOf(day) {
  const days = Date.parse(`${day}T00:00Z`) / 86_400_000;
  return Math.floor((days + 3) / 7);
}
