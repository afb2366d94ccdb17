/** The changes of one level, each a row of fields. */
import { button, choice, field, h } from "../dom.js";
import { t } from "../language.js";
import { KINDS } from "./draft.js";
import { NUMBERS } from "./known.js";
import { numberField } from "./numbers.js";

/**
 * @param {{changes: object[], kept: object}} level
 * @param {Record<string, [string, string][]>} choices
 * @param {() => void} changed
 */
export function changeList(level, choices, changed) {
  const list = h("ul.changes");
  const usable = Object.keys(KINDS).filter((kind) => KINDS[kind].fields.every((name) => choices[name]?.length !== 0));
  const kind = choice(
    usable.map((name) => [name, t(`kind.${name}`)]),
    usable[0],
    { "aria-label": t("change.kind") },
  );
  const show = () => list.replaceChildren(...level.changes.map(row));

  function row(change) {
    const gone = () => {
      level.changes.splice(level.changes.indexOf(change), 1);
      show();
      changed();
      kind.focus();
    };
    const what = t(`kind.${change.kind}`);
    return h(
      "li",
      {},
      h(
        "div.row",
        { role: "group", "aria-label": what },
        h("span.what", {}, what),
        ...KINDS[change.kind].fields.map((name) => control(change, name, choices, changed)),
        button("×", gone, { class: "quiet", "aria-label": t("change.gone", { what }) }),
      ),
    );
  }

  function more() {
    level.changes.push(first(kind.value, choices));
    show();
    changed();
    /** @type {HTMLElement} */ (list.lastElementChild.querySelector("select, input")).focus();
  }

  show();
  const others = Object.keys(level.kept);
  return h(
    "div",
    {},
    list,
    others.length > 0 && h("p.hint", {}, t("change.kept", { what: others.join(", ") })),
    h("div.row", {}, kind, button(t("change.more"), more)),
  );
}

function first(kind, choices) {
  const change = { kind };
  for (const name of KINDS[kind].fields) {
    const beginning = choices[name] ? choices[name][0][0] : (NUMBERS[name] ?? NUMBERS[kind]).first;
    if (beginning != null) change[name] = beginning;
  }
  return change;
}

function control(change, name, choices, changed) {
  const label = t(`change.field.${labelOf(change.kind, name)}`);
  if (choices[name]) {
    const which = choice(withStranger(choices[name], change[name]), change[name]);
    which.addEventListener("change", () => {
      change[name] = which.value;
      changed();
    });
    return field(label, which);
  }
  return numberField(label, change[name], boundsOf(change.kind, name), (value) => {
    change[name] = value;
    changed();
  });
}

/** A name that the week does not have stays to be seen, and to be changed. */
function withStranger(options, name) {
  const known = options.some(([value]) => value === name);
  return known ? options : [[name, t("change.stranger", { name })], ...options];
}

/** Whose FTE changes: so many of the role, or all of them. */
function labelOf(kind, name) {
  if (kind === "change" && name === "number") return "number_or_all";
  return kind === "add" && name === "fte" ? "fte_or_same" : name;
}

function boundsOf(kind, name) {
  const bounds = NUMBERS[name] ?? NUMBERS[kind];
  return kind === "change" && name === "fte" ? { ...bounds, required: true } : bounds;
}
