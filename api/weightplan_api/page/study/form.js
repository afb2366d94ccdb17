/** A study before it runs: its week, what differs, what luck draws, and how many solves that makes. */
import * as api from "../api.js";
import { button, field, h } from "../dom.js";
import { current, number, t } from "../language.js";
import { faultList, inWords, tell } from "../tell.js";
import { baseWeek } from "./baseweek.js";
import { draftOf, factorsOf, madeTwice, scenarios } from "./draft.js";
import { factorList } from "./factors.js";
import { choicesOf } from "./known.js";
import { luck } from "./luck.js";
import { goToFault } from "./numbers.js";
import { pay } from "./pay.js";

const SECONDS_PER_UNIT = 4;
const WITHOUT_LIMITS = { deterministic: 2 }; // what the service takes where a study gives none

/**
 * Show the form in which a study is changed, and begun.
 * @param {HTMLElement} place
 * @param {{modelInput: {study: object, week: object}, config: object}} body as the service takes it
 * @param {object[]} schedules
 */
export function studyForm(place, body, schedules) {
  const { study } = body.modelInput;
  study.limits ??= { ...WITHOUT_LIMITS };
  study.varies ??= {};
  const draft = draftOf(study.factors);
  const count = h("p.count", { role: "status" }),
    refused = h("div", { role: "alert" });
  const parts = h("div"),
    pays = h("div");

  function shown() {
    const { week } = body.modelInput;
    parts.replaceChildren(factorList(draft, choicesOf(week), (factor) => study.base?.[factor] ?? "", counted));
    pays.replaceChildren(pay(study, week));
  }

  function counted() {
    const each = scenarios(draft, study.design),
      solves = each * (study.repetitions ?? 1);
    const { seconds, deterministic } = study.limits;
    const limit = seconds ?? (deterministic ?? 0) * SECONDS_PER_UNIT;
    const many = t("study.solves", { scenarios: number(each), n: solves, solves: number(solves) });
    count.textContent = limit ? `${many} ${t("study.minutes", { n: Math.ceil((solves * limit) / 60) })}` : many;
  }

  async function sent(act) {
    refused.replaceChildren();
    if (goToFault(place)) {
      refused.append(h("p.bad", {}, t("study.fields")));
      return;
    }
    const twice = madeTwice(draft);
    if (twice) {
      const { id, label } = twice.level;
      refused.append(h("p.bad", {}, t("study.twice", { level: label[current()] ?? id, what: t(`kind.${twice.kind}`) })));
      return;
    }
    study.factors = factorsOf(draft);
    study.base = Object.fromEntries(Object.entries(study.base ?? {}).filter(([factor]) => factor in study.factors));
    try {
      await act();
    } catch (error) {
      refused.append(h("p.bad", {}, error.faults ? t("study.refused") : inWords(error)));
      if (error.faults) refused.append(faultList(withoutTheWrapping(error)));
    }
  }

  place.replaceChildren(
    h("h1", {}, study.question?.[current()] || t("study.new")),
    names(body),
    baseWeek(body.modelInput, schedules, shown),
    parts,
    luck(study, counted),
    pays,
    h(
      "section.card",
      { "aria-label": t("study.begin") },
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
  shown();
}

/** What the study is called in the list, and the question that its report answers. */
function names({ modelInput: { study }, config }) {
  const title = /** @type {HTMLInputElement} */ (h("input", { value: config.run.name, maxlength: 200 }));
  title.addEventListener("input", () => {
    config.run.name = title.value;
    study.name = title.value.trim() || study.name;
  });
  const question = /** @type {HTMLInputElement} */ (h("input", { value: study.question?.[current()] ?? "", maxlength: 200 }));
  question.addEventListener("input", () => {
    study.question = { ...study.question, [current()]: question.value };
    if (!question.value) delete study.question[current()];
  });
  return h("section.card", {}, field(t("study.name"), title), field(t("study.question"), question));
}

/** The study is sent inside a body; its author knows only the study. */
function withoutTheWrapping(error) {
  const faults = error.faults.map(({ path, message }) => ({ path: path.replace(/^modelInput\.(study\.?)?/, ""), message }));
  return { message: error.message, faults };
}

function open({ id }) {
  location.hash = `#/study/${id}`;
}
