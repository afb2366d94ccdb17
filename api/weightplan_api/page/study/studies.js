/** Where HR begins: the last studies and fronts, the unit's own week, a study that ships, or a plan to weigh. */
import * as api from "../api.js";
import { h } from "../dom.js";
import { current, moment, t } from "../language.js";
import { weighForm } from "./weigh.js";

const SHOWN = 8;

/**
 * @param {HTMLElement} place
 * @param {undefined} _
 * @param {{role: string}} known
 */
export async function studiesView(place, _, known) {
  const plans = known.role === "planner";
  const [ready, studies, fronts, schedules] = await Promise.all([
    api.demoStudies(),
    api.listed("studies"),
    api.listed("frontiers"),
    api.schedules(),
  ]);
  place.append(
    h("h1", {}, t("studies")),
    h("p.lead", {}, t("studies.lead")),
    h(
      "div.columns",
      {},
      card("studies.last", lastOf("study", studies, plans)),
      plans &&
        card("own", h("p.hint", {}, t("own.lead")), h("p", {}, h("a.button.primary", { href: "#/studies/own" }, t("own.choose")))),
      plans && card("studies.ready", h("p.hint", {}, t("studies.ready.lead")), h("ul.plans", {}, ...ready.map(readyLine))),
      card("fronts.last", lastOf("front", fronts)),
      plans && card("weigh", weighForm(schedules)),
    ),
  );
}

function card(name, ...content) {
  return h("section.card", { "aria-labelledby": name }, h("h2", { id: name }, t(name)), ...content);
}

function readyLine({ name, question }) {
  return h(
    "li",
    {},
    h("a", { href: `#/studies/new/${name}` }, question[current()] ?? name),
    h("span.hint", {}, ` ${name}`),
  );
}

function lastOf(place, jobs, plans = false) {
  if (!jobs.length) return h("p.hint", {}, t("studies.none"));
  return h("ul.plans", {}, ...jobs.slice(0, SHOWN).map((job) => lastLine(place, job, plans)));
}

function lastLine(place, job, plans) {
  const { id, name, submittedAt, jobStatus, progress } = job;
  const done = progress ? ` · ${t("study.rows", { done: progress.done, of: progress.of })}` : "";
  const called = name || t(place);
  return h(
    "li",
    {},
    h("a", { href: `#/${place}/${id}` }, called),
    h("span.hint", {}, ` ${moment(submittedAt)} · ${t(`result.${jobStatus}`)}${done}`),
    plans && again(id, called),
  );
}

/** A link to the form of a study that is there, to change it and run it anew. */
export function again(job, name) {
  return h("a.button.quiet", { href: `#/studies/again/${job}`, "aria-label": t("study.again_of", { name }) }, t("study.again"));
}
