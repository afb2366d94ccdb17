/** A week to begin with: that of a plan, or one from a file. */
import * as api from "../api.js";
import { choice, field, h } from "../dom.js";
import { moment, t } from "../language.js";
import { weekFile } from "../start/fromfile.js";
import { faultList, inWords } from "../tell.js";

const FILE = "file";

/**
 * Make the fields, a place for what is wrong, and what hands over the week with its rulebook inside, its name and its
 * plan (null for a file's).
 * @param {{id: string, name: string, resultStatus: string, submittedAt: string}[]} schedules
 */
export function weekSource(schedules) {
  const planned = schedules.filter(({ resultStatus }) => ["optimal", "feasible"].includes(resultStatus));
  const named = ({ name, submittedAt }) => `${name || t("week")} · ${moment(submittedAt)}`;
  const which = choice(
    [...planned.map((job) => [job.id, named(job)]), [FILE, t("source.file")]],
    planned[0]?.id ?? FILE,
  );
  const file = weekFile(),
    refused = h("div", { role: "alert" }),
    below = h("div");
  const shown = () => {
    below.replaceChildren(...(which.value === FILE ? [file.entry, file.refused] : [refused]));
  };
  which.addEventListener("change", shown);
  shown();

  async function chosen(act) {
    if (which.value === FILE) {
      await file.read(async (week, name) => act({ week: await whole(week), name, plan: null }));
      return;
    }
    refused.replaceChildren();
    try {
      const { modelInput, modelOutput } = await api.desk(which.value);
      const { name } = planned.find(({ id }) => id === which.value);
      await act({ week: await whole(modelInput), name: name || t("week"), plan: modelOutput });
    } catch (error) {
      refused.append(error.faults ? faultList(error) : inWords(error));
    }
  }

  return { fields: h("div", {}, field(t("source"), which), below), chosen };
}

/** What a study may change is named in the rulebook: one that ships is put in the place of its name. */
async function whole(week) {
  return typeof week.rulebook === "string" ? { ...week, rulebook: await api.rulebook(week.rulebook) } : week;
}
