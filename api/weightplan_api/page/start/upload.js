/** A week of the planner's own, from a file to its plan. */
import * as api from "../api.js";
import { button, h } from "../dom.js";
import { t } from "../language.js";
import { weekFile } from "./fromfile.js";

/**
 * @param {() => number} seconds how long to search
 * @param {(accepted: {id: string}) => void} open
 */
export function uploadForm(seconds, open) {
  const { entry, refused, read } = weekFile();
  const planned = async (modelInput, name) => {
    const run = { name, termination: { spentLimit: `PT${seconds()}S` } };
    open(await api.submit("schedules", { modelInput, config: { run } }));
  };
  return h(
    "section.card",
    { "aria-labelledby": "upload" },
    h("h2", { id: "upload" }, t("upload")),
    entry,
    h("p.hint", {}, t("upload.lead")),
    refused,
    button(t("upload.plan"), () => read(planned), { class: "primary" }),
  );
}
