/** Dialogs of the browser's own: it keeps the focus inside, closes them on Escape and gives the focus back. */
import { button, h } from "./dom.js";
import { t } from "./language.js";

let made = 0;

/**
 * Show a dialog until it is closed.
 * @param {string} title
 * @param {...(Node|string)} content
 * @returns {{element: HTMLDialogElement, close: () => void, signal: AbortSignal}} `signal` ends with the dialog
 */
export function show(title, ...content) {
  const name = `dialog${++made}`;
  const ended = new AbortController();
  const element = /** @type {HTMLDialogElement} */ (
    h(
      "dialog",
      { "aria-labelledby": name },
      h(
        "header",
        {},
        h("h2", { id: name }, title),
        button("×", () => element.close(), { "aria-label": t("close"), class: "quiet" }),
      ),
      h("div.content", {}, ...content),
    )
  );
  element.addEventListener("close", () => {
    ended.abort();
    element.remove();
  });
  document.body.append(element);
  element.showModal();
  return { element, close: () => element.close(), signal: ended.signal };
}
