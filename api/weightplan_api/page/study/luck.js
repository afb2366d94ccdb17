/** What a repetition draws, where the figures come from, and how long one solve may take. */
import { choice, field, h } from "../dom.js";
import { t } from "../language.js";
import { numberField } from "./numbers.js";
import { originField } from "./origin.js";

const SHARE = { min: 0, max: 1, step: 0.01 };
const WHOLE = { min: 1, step: 1, required: true };
const LIMITS = {
  deterministic: { min: 0.1, step: 0.1, required: true, first: 12 },
  seconds: { min: 1, step: 1, required: true, first: 20 },
};

/** @param {object} study  @param {() => void} changed */
export function luck(study, changed) {
  const set = (part, name) => (value) => {
    part[name] = value ?? undefined;
    changed();
  };
  const noShow = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", checked: study.varies.no_show === true }));
  noShow.addEventListener("change", () => (study.varies.no_show = noShow.checked));
  return h(
    "section.card",
    { "aria-labelledby": "luck" },
    h("h2", { id: "luck" }, t("luck")),
    h("p.hint", {}, t("luck.lead")),
    h(
      "div.row",
      {},
      numberField(t("luck.repetitions"), study.repetitions ?? 1, WHOLE, set(study, "repetitions")),
      numberField(t("luck.seed"), study.seed ?? 1, { ...WHOLE, min: 0 }, set(study, "seed")),
      numberField(t("luck.absence"), study.varies.absence ?? 0, SHARE, set(study.varies, "absence")),
      numberField(t("luck.need"), study.varies.need ?? 0, SHARE, set(study.varies, "need")),
      field(t("luck.no_show"), noShow),
      originField(t("origin"), study, "origin"),
      ...limit(study, changed),
    ),
  );
}

/** A limit there must be, or a solve may never end: units of work or seconds. */
function limit(study, changed) {
  const kind = choice(
    Object.keys(LIMITS).map((name) => [name, t(`limit.${name}`)]),
    study.limits.seconds != null ? "seconds" : "deterministic",
  );
  const place = h("div");
  const shown = () => {
    const value = study.limits[kind.value] ?? LIMITS[kind.value].first;
    const { gap } = study.limits;
    study.limits = { [kind.value]: value, ...(gap != null && { gap }) };
    const told = (given) => {
      study.limits[kind.value] = given ?? undefined;
      changed();
    };
    place.replaceChildren(numberField(t("limit.each"), value, LIMITS[kind.value], told));
    changed();
  };
  kind.addEventListener("change", shown);
  shown();
  return [field(t("limit"), kind), place];
}
