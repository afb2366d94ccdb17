/** The factors of a study: each a list of levels, the first of which is what the others are compared with. */
import { button, field, h } from "../dom.js";
import { current, t } from "../language.js";
import { changeList } from "./changes.js";
import { fresh } from "./draft.js";

/**
 * @param {{name: string, levels: object[]}[]} draft
 * @param {Record<string, [string, string][]>} choices
 * @param {(factor: string) => string} baseOf the level that a factor's others are compared with
 * @param {() => void} changed
 */
export function factorList(draft, choices, baseOf, changed) {
  const place = h("div");
  const more = button(t("factor.more"), () => {
    const name = fresh(
      "factor",
      draft.map((factor) => factor.name),
    );
    draft.push({ name, levels: [blank([]), blank(["level1"])] });
    show();
    /** @type {HTMLElement} */ (place.lastElementChild.querySelector("input")).focus();
  });

  function show() {
    place.replaceChildren(...draft.map(card));
    changed();
  }

  function card(factor) {
    const gone = () => {
      draft.splice(draft.indexOf(factor), 1);
      show();
      more.focus();
    };
    const name = factor.name.replaceAll("_", " ");
    return h(
      "fieldset.card",
      {},
      h("legend", {}, h("h2", {}, t("factor", { name }))),
      h("div.columns", {}, ...factor.levels.map((level) => levelCard(factor, level))),
      h(
        "div.buttons",
        {},
        button(t("level.more"), () => {
          factor.levels.push(blank(factor.levels.map(({ id }) => id)));
          show();
          focusOn(factor.levels.at(-1));
        }),
        draft.length > 1 && button(t("factor.remove", { name }), gone, { class: "quiet" }),
      ),
    );
  }

  function levelCard(factor, level) {
    const language = current();
    const label = /** @type {HTMLInputElement} */ (
      h("input", { value: level.label[language] ?? level.id.replaceAll("_", " "), maxlength: 60, "data-level": level.id })
    );
    label.addEventListener("input", () => (level.label = { ...level.label, [language]: label.value }));
    const gone = () => {
      factor.levels.splice(factor.levels.indexOf(level), 1);
      show();
      focusOn(factor.levels[0]);
    };
    const base = baseOf(factor.name) === level.id || (!baseOf(factor.name) && factor.levels[0] === level);
    return h(
      "div.level",
      {},
      field(t("level.label"), label),
      base && h("p.hint", {}, t("level.base")),
      changeList(level, choices, changed),
      !base && button(t("level.remove", { name: label.value }), gone, { class: "quiet" }),
    );
  }

  function focusOn(level) {
    /** @type {HTMLElement} */ (place.querySelector(`[data-level="${CSS.escape(level.id)}"]`))?.focus();
  }

  show();
  return h("div", {}, place, h("div.buttons", {}, more));
}

function blank(taken) {
  return { id: fresh("level", taken), label: {}, changes: [], kept: {} };
}
