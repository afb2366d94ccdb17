/** What colours and codes mean: the contact types of the rulebook that the plan has. */
import { h } from "../dom.js";
import { t } from "../language.js";

/** @param {import("./sheet.js").Sheet} sheet */
export function legendOf(sheet) {
  const used = new Set(sheet.appointments.map((a) => a.contact_type));
  const types = sheet.legend.types.filter(({ name }) => used.has(name));
  return h(
    "ul.legend",
    { "aria-label": t("legend") },
    ...types.map((type) =>
      h("li", {}, h("b.code", { style: { "--edge": type.edge, "--fill": type.fill } }, type.code), type.label),
    ),
    h("li", {}, h("span.swatch.notes"), t("legend.notes")),
    h("li", {}, h("span.lock"), t("locked")),
  );
}
