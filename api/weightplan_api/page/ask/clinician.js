/** A clinician's week in figures, and questions about it; each is asked when its button is pressed, for it takes time. */
import { show } from "../dialog.js";
import { button, h } from "../dom.js";
import { answered } from "../follow.js";
import { said, t, weight } from "../language.js";
import { inWords } from "../tell.js";
import { leverSets } from "./levers.js";
import { priceTable } from "./prices.js";

/** What may be asked, how long it may take, and what is shown below the answer's sentence. */
const QUESTIONS = [
  { question: "why", seconds: 10, below: () => null },
  { question: "price", seconds: 30, below: priceTable },
  { question: "reach", seconds: 60, below: leverSets },
];
const FIGURES = ["target", "booked", "expected", "reportable"];

/** @param {import("../week/sheet.js").Sheet} sheet  @param {string} clinician  @param {boolean} mayAsk */
export function askView(sheet, clinician, mayAsk) {
  const person = sheet.plan.clinicians.find(({ id }) => id === clinician);
  const { role } = sheet.week.clinicians.find(({ id }) => id === clinician);
  const dialog = show(`${clinician} · ${sheet.legend.roles[role] ?? role}`);
  dialog.element
    .querySelector(".content")
    .append(
      h(
        "dl.figures",
        {},
        ...FIGURES.map((name) => h(`div.${name}`, {}, h("dt", {}, t(name)), h("dd", {}, weight(person[name])))),
      ),
      ...(mayAsk ? QUESTIONS : []).map((one) => asking(sheet, clinician, person, one, dialog.signal)),
    );
}

function asking(sheet, clinician, person, { question, seconds, below }, signal) {
  const told = h("div", { role: "status" });

  async function ask() {
    told.replaceChildren(h("p.hint", {}, t("asking", { seconds })));
    const body = {
      question,
      clinician,
      modelInput: sheet.week,
      plan: sheet.plan,
      config: { run: { termination: { spentLimit: `PT${seconds}S` } } },
    };
    try {
      const answer = await answered("explanations", body, undefined, signal);
      if (!answer) return;
      told.replaceChildren(
        h("p", {}, said(answer)),
        below(answer, sheet) ?? "",
        h("p.hint", {}, t(answer.proof.proven ? "proven" : "not_proven")),
      );
    } catch (error) {
      told.replaceChildren(h("p.bad", {}, inWords(error)));
    }
  }

  return h("section.question", {}, button(t(`ask.${question}`, { target: weight(person.target) }), ask), told);
}
