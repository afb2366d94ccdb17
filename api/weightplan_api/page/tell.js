/** Short news at the edge of the page, read out too. */
import { Refusal } from "./api.js";
import { h } from "./dom.js";
import { t } from "./language.js";

const STAYS = 7000;
const place = h("div.news", { role: "status", "aria-live": "polite" });

/** Put the place where news stand into the page. */
export function placeForNews() {
  return place;
}

/** @param {string} text @param {"good"|"bad"} [kind] */
export function tell(text, kind = "good") {
  const line = h(`p.${kind}`, {}, text);
  place.replaceChildren(line);
  setTimeout(() => line.remove(), STAYS);
}

/** Do something, and say what was refused. Returns what it returns, or undefined. */
export async function trying(act) {
  try {
    return await act();
  } catch (error) {
    tell(inWords(error), "bad");
    return undefined;
  }
}

/** Return why something did not work, in one line; what is no refusal is a defect and goes on. */
export function inWords(error) {
  if (error instanceof TypeError) return t("no_connection");
  if (!(error instanceof Refusal)) throw error;
  return [error.message, ...error.faults.map((fault) => fault.message)].join(" · ");
}

/** Return the faults of an input as a list, each at its path. */
export function faultList(error) {
  const lines = error.faults.length ? error.faults : [{ path: "", message: error.message }];
  return h(
    "ul.faults",
    {},
    ...lines.map(({ path, message }) => h("li", {}, path && h("code", {}, path), path && " ", message)),
  );
}
