/** One need that the plan leaves out: what it asks for, and why it is not met. */
import { show } from "../dialog.js";
import { h } from "../dom.js";
import { said, t } from "../language.js";

/** @param {import("../week/sheet.js").Sheet} sheet  @param {object} unserved */
export function needDialog(sheet, unserved) {
  const request = sheet.week.requests.find(({ id }) => id === unserved.request);
  const group = sheet.week.groups.find(({ id }) => id === unserved.request);
  const types = request?.contact_types ?? (group ? [group.contact_type] : []);
  const rows = [
    [
      "patients",
      request?.patient ?? (Array.isArray(group?.participants) ? group.participants.join(", ") : group?.participants),
    ],
    ["accepted", types.map((name) => sheet.types.get(name)?.label ?? name).join(", ")],
    ["priority", (request ?? group)?.priority],
    ["count", unserved.count],
  ];
  show(
    t("need.title", { request: unserved.request }),
    h("p", {}, h("b", {}, sheet.reason(unserved.reason)), `. ${said(unserved)}`),
    h(
      "dl.facts",
      {},
      ...rows
        .filter(([, value]) => value != null && value !== "")
        .map(([name, value]) => h("div", {}, h("dt", {}, t(name)), h("dd", {}, value))),
    ),
  );
}
