/** Needs that the plan leaves out, by reason; each opens with its reason in words. */
import { button, h } from "../dom.js";
import { t } from "../language.js";

/** @param {import("./sheet.js").Sheet} sheet  @param {(unserved: object) => void} open */
export function needs(sheet, open) {
  const left = sheet.plan.unserved;
  if (!left.length) return h("p", {}, t("unserved.none"));
  const reasons = Map.groupBy(left, ({ reason }) => reason);
  return h(
    "ul.needs",
    {},
    ...[...reasons].map(([reason, some]) =>
      h(
        "li",
        {},
        h("h3", {}, `${sheet.reason(reason)} (${some.reduce((n, one) => n + one.count, 0)})`),
        h(
          "div.buttons",
          {},
          ...some.map((one) =>
            button(one.count > 1 ? `${one.request} × ${one.count}` : one.request, () => open(one), { class: "quiet" }),
          ),
        ),
      ),
    ),
  );
}
