/** A study before it runs: what differs, what luck draws, how long a solve takes, and how many solves that makes. */
import * as api from "../api.js";
import { button, choice, field, h } from "../dom.js";
import { current, number, t } from "../language.js";
import { faultList, inWords, tell } from "../tell.js";
import { numberField } from "./changes.js";
import { draftOf, factorsOf, scenarios } from "./draft.js";
import { factorList } from "./factors.js";
import { choicesOf } from "./known.js";

const SHARE = { min: 0, max: 1, step: 0.01 };
const WHOLE = { min: 1, step: 1 };
const LIMITS = { deterministic: { min: 0.1, step: 0.1 }, seconds: { min: 1, step: 1 } };
const SECONDS_PER_UNIT = 4;

/**
 * @param {HTMLElement} place
 * @param {string} name of a study that ships
 */
export async function newStudyView(place, name) {
  const body = await api.demoStudy(name);
  const { study, week } = body.modelInput;
  const draft = draftOf(study.factors);
  const count = h("p.count", { role: "status" }),
    refused = h("div", { role: "alert" });
  const title = /** @type {HTMLInputElement} */ (h("input", { value: body.config.run.name, maxlength: 200 }));

  function counted() {
    const each = scenarios(draft, study.design),
      solves = each * (study.repetitions ?? 1);
    const seconds = study.limits.seconds ?? study.limits.deterministic * SECONDS_PER_UNIT;
    const minutes = Math.ceil((solves * seconds) / 60);
    count.textContent = `${t("study.solves", { scenarios: number(each), n: solves, solves: number(solves) })} ${t("study.minutes", { n: minutes })}`;
  }

  async function sent(act) {
    refused.replaceChildren();
    study.factors = factorsOf(draft);
    body.config.run.name = title.value;
    try {
      await act();
    } catch (error) {
      refused.append(h("p.bad", {}, error.faults ? t("study.refused") : inWords(error)));
      if (error.faults) refused.append(faultList(withoutTheWrapping(error)));
    }
  }

  place.append(
    h("h1", {}, study.question?.[current()] ?? study.name),
    h("p.lead", {}, t("study.lead", { clinicians: number(week.clinicians.length), n: (week.requests ?? []).length })),
    h("section.card", { "aria-label": t("study.name") }, field(t("study.name"), title)),
    factorList(draft, choicesOf(week), (factor) => study.base?.[factor] ?? "", counted),
    luck(study, counted),
    h(
      "section.card",
      {},
      count,
      refused,
      h(
        "div.buttons",
        {},
        button(t("study.check"), () => sent(async () => (await api.validate("studies", body)) && tell(t("study.valid")))),
        button(t("study.begin"), () => sent(async () => open(await api.submit("studies", body))), { class: "primary" }),
      ),
    ),
  );
}

/** What a repetition draws, and how long one solve may take. */
function luck(study, counted) {
  study.varies ??= {};
  const set = (part, name) => (value) => {
    part[name] = value ?? undefined;
    counted();
  };
  const kind = choice(
    Object.keys(LIMITS).map((name) => [name, t(`limit.${name}`)]),
    "seconds" in study.limits ? "seconds" : "deterministic",
  );
  const limit = h("div");
  const limited = () => {
    const value = study.limits[kind.value] ?? (kind.value === "seconds" ? 20 : 12);
    const { gap } = study.limits;
    study.limits = { [kind.value]: value, ...(gap != null && { gap }) };
    limit.replaceChildren(numberField(t("limit.each"), value, LIMITS[kind.value], set(study.limits, kind.value)));
    counted();
  };
  kind.addEventListener("change", limited);
  const noShow = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", checked: study.varies.no_show === true }));
  noShow.addEventListener("change", () => (study.varies.no_show = noShow.checked));
  limited();
  return h(
    "section.card",
    { "aria-labelledby": "luck" },
    h("h2", { id: "luck" }, t("luck")),
    h("p.hint", {}, t("luck.lead")),
    h(
      "div.row",
      {},
      numberField(t("luck.repetitions"), study.repetitions ?? 1, WHOLE, set(study, "repetitions")),
      numberField(t("luck.seed"), study.seed ?? 1, { min: 0, step: 1 }, set(study, "seed")),
      numberField(t("luck.absence"), study.varies.absence ?? 0, SHARE, set(study.varies, "absence")),
      numberField(t("luck.need"), study.varies.need ?? 0, SHARE, set(study.varies, "need")),
      field(t("luck.no_show"), noShow),
      field(t("limit"), kind),
      limit,
    ),
  );
}

/** The study is sent inside a body; its author knows only the study. */
function withoutTheWrapping(error) {
  const faults = error.faults.map(({ path, message }) => ({ path: path.replace(/^modelInput\.study\.?/, ""), message }));
  return { message: error.message, faults };
}

function open({ id }) {
  location.hash = `#/study/${id}`;
}
