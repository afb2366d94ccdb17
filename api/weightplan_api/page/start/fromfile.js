/** A week from a file. What is wrong with it is shown at its cell, its line or its path. */
import * as api from "../api.js";
import { field, h } from "../dom.js";
import { t } from "../language.js";
import { faultList, inWords } from "../tell.js";
import { FORMS, formOf } from "./forms.js";

/**
 * Make a field for a file, a place for what is wrong with it, and what reads it.
 * @returns {{entry: HTMLElement, refused: HTMLElement, read: (act: (week: object, name: string) => Promise<void>) => Promise<void>}}
 */
export function weekFile() {
  const accepted = FORMS.flatMap((form) => form.ends);
  const file = /** @type {HTMLInputElement} */ (h("input", { type: "file", accept: accepted.join(",") }));
  const refused = h("div", { role: "alert" });
  return {
    entry: field(t("upload.file", { forms: accepted.join(", ") }), file),
    refused,
    read: (act) => read(file.files[0], refused, act),
  };
}

async function read(file, refused, act) {
  refused.replaceChildren();
  const form = file && formOf(file);
  if (!form) {
    refused.append(h("p.bad", {}, t(file ? "upload.unknown" : "upload.none")));
    return;
  }
  try {
    await act((await api.reading(file, form.type)).modelInput, file.name);
  } catch (error) {
    const faulty = error.faults && t("upload.refused", { name: file.name, n: error.faults.length || 1 });
    refused.append(h("p.bad", {}, faulty || inWords(error)));
    if (error.faults) refused.append(faultList(error));
  }
}
