/** A week from a file. What is wrong with it is shown at its path. */
import * as api from "../api.js";
import { button, field, h } from "../dom.js";
import { t } from "../language.js";
import { faultList, inWords } from "../tell.js";
import { FORMS } from "./forms.js";

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
    refused,
    button(t("upload.plan"), () => sent(file.files[0], seconds(), refused, open), { class: "primary" }),
  );
}

async function sent(file, seconds, refused, open) {
  refused.replaceChildren();
  const form = FORMS.find(({ ends }) => ends.some((end) => file?.name.toLowerCase().endsWith(end)));
  if (!form) {
    refused.append(h("p.bad", {}, t(file ? "upload.unknown" : "upload.none")));
    return;
  }
  try {
    open(await form.send(file, seconds));
  } catch (error) {
    refused.append(
      h(
        "p.bad",
        {},
        error.faults ? t("upload.refused", { name: file.name, n: error.faults.length || 1 }) : inWords(error),
      ),
    );
    if (error.faults) refused.append(faultList(withoutTheWrapping(error)));
  }
}

/** The week is sent inside a body; its author knows only the week. */
function withoutTheWrapping(error) {
  const faults = error.faults.map(({ path, message }) => ({ path: path.replace(/^modelInput\.?/, ""), message }));
  return { message: error.message, faults };
}
