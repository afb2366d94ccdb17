/** What is done to the whole plan: undo, redo, solve the rest, an absence, files to take along. */
import * as api from "../api.js";
import { button, h } from "../dom.js";
import { current, t } from "../language.js";
import { illDialog } from "../ask/ill.js";
import { trying } from "../tell.js";

const FORMS = ["xlsx", "zip", "json", "html"];

/** @param {import("./sheet.js").Sheet} sheet @param {boolean} mayChange @param {AbortSignal} signal */
export function toolbar(sheet, mayChange, signal) {
  const undo = button(t("undo"), () => trying(() => sheet.undo()), { "aria-keyshortcuts": "Control+Z" });
  const redo = button(t("redo"), () => trying(() => sheet.redo()), { "aria-keyshortcuts": "Control+Y" });
  const show = () => {
    undo.disabled = !sheet.stand.canUndo;
    redo.disabled = !sheet.stand.canRedo;
  };
  sheet.addEventListener("change", show, { signal });
  show();
  if (mayChange) keys({ z: undo, y: redo }, signal);
  return h(
    "div.toolbar",
    { role: "group", "aria-label": t("toolbar") },
    ...(mayChange
      ? [
          undo,
          redo,
          button(t("rest"), () => trying(() => rest(sheet)), { title: t("rest.lead") }),
          button(t("ill"), () => illDialog(sheet), {}),
        ]
      : []),
    h("span.space"),
    ...FORMS.map((form) =>
      h(
        "a.button",
        {
          href: api.download(sheet.job, form, current()),
          ...(form === "html" ? { target: "_blank" } : { download: "" }),
        },
        t(`form.${form}`),
      ),
    ),
    button(t("print"), () => print()),
  );
}

async function rest(sheet) {
  const { id } = await api.rest(sheet.job);
  location.hash = `#/week/${id}`;
}

/** Ctrl and a letter press a button, but not while somebody writes or a dialog is open. */
function keys(buttons, signal) {
  const pressed = (event) => {
    const busy = document.querySelector("dialog[open]") || event.target.closest("input, textarea, select");
    const wanted = (event.ctrlKey || event.metaKey) && !busy && buttons[event.key.toLowerCase()];
    if (!wanted || wanted.disabled) return;
    event.preventDefault();
    wanted.click();
  };
  document.addEventListener("keydown", pressed, { signal });
}
