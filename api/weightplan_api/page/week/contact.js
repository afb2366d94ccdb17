/** One contact: lock it, unlock it, or move it to a legal place; the same without a mouse as with one. */
import { show } from "../dialog.js";
import { button, field, h } from "../dom.js";
import { t } from "../language.js";
import { refusal } from "../timeline/drag.js";
import { spoken } from "../timeline/marks.js";
import { inWords, tell } from "../tell.js";
import { elsewhere } from "./elsewhere.js";
import { Legal } from "./legal.js";
import { placeList } from "./placelist.js";
import { CRISIS } from "./sheet.js";

/** @param {import("./sheet.js").Sheet} sheet @param {object} appointment @param {boolean} mayChange */
export function contactDialog(sheet, appointment, mayChange) {
  const reason = /** @type {HTMLInputElement} */ (h("input", { maxlength: 200, autocomplete: "off" }));
  const refused = h("p.bad", { role: "alert" }),
    places = h("div.places", {});
  const locked = sheet.locked(appointment);
  const dialog = show(`${appointment.request} · ${sheet.label(appointment)}`, h("p", {}, spoken(sheet, appointment)));
  const content = dialog.element.querySelector(".content");
  if (!mayChange) return;

  async function change(what, place) {
    try {
      await sheet.change(what, appointment, place, reason.value.trim());
      dialog.close();
      tell(t(`done.${what}`));
    } catch (error) {
      if (error.code === "STALE") dialog.close();
      refused.textContent = refusal(sheet, error);
      if (error.code === "STALE") tell(refused.textContent, "bad");
    }
  }

  const lockable = appointment.request !== CRISIS;
  content.append(
    field(t("why.reason"), reason),
    refused,
    h(
      "div.buttons",
      {},
      lockable && !locked && button(t("lock"), () => change("lock")),
      locked && button(t("unlock"), () => change("unlock")),
    ),
    locked ? h("p.hint", {}, t("locked.lead")) : places,
  );
  if (!locked) listed(sheet, appointment, places, (place) => change("move", place));
}

async function listed(sheet, appointment, places, move) {
  places.replaceChildren(h("h3", {}, t("move")), h("p.hint", { role: "status" }, t("places.busy")));
  try {
    const legal = new Legal(await sheet.places(appointment), appointment);
    places.replaceChildren(h("h3", {}, t("move")), placeList(sheet, legal, move), elsewhere(sheet, appointment));
  } catch (error) {
    places.replaceChildren(h("p.bad", { role: "alert" }, inWords(error)));
  }
}
