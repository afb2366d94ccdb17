/** A week from a file. What is wrong with it is shown at its cell, its line or its path. */
import * as api from "../api.js";
import { button, field, h } from "../dom.js";
import { t } from "../language.js";
import { faultList, inWords } from "../tell.js";
import { FORMS, formOf } from "./forms.js";

/**
 * @param {() => number} seconds how long to search
 * @param {(accepted: {id: string}) => void} open
 */
export function uploadForm(seconds, open) {
  const accepted = FORMS.flatMap((form) => form.ends);
  const file = /** @type {HTMLInputElement} */ (h("input", { type: "file", accept: accepted.join(",") }));
  const refused = h("div", { role: "alert" });
  return h(
    "section.card",
    { "aria-labelledby": "upload" },
    h("h2", { id: "upload" }, t("upload")),
    field(t("upload.file", { forms: accepted.join(", ") }), file),
    h("p.hint", {}, t("upload.lead")),
    refused,
    button(t("upload.plan"), () => sent(file.files[0], seconds(), refused, open), { class: "primary" }),
  );
}

async function sent(file, seconds, refused, open) {
  refused.replaceChildren();
  const form = file && formOf(file);
  if (!form) {
    refused.append(h("p.bad", {}, t(file ? "upload.unknown" : "upload.none")));
    return;
  }
  try {
    const { modelInput } = await api.reading(file, form.type);
    const run = { name: file.name, termination: { spentLimit: `PT${seconds}S` } };
    open(await api.submit("schedules", { modelInput, config: { run } }));
  } catch (error) {
    refused.append(
      h(
        "p.bad",
        {},
        error.faults ? t("upload.refused", { name: file.name, n: error.faults.length || 1 }) : inWords(error),
      ),
    );
    if (error.faults) refused.append(faultList(error));
  }
}
