/** The forms in which a week may come: by the ends of names, and how to send one. Another form is another row. */
import * as api from "../api.js";

const asJson = async (file, seconds) =>
  api.submitText(`{"modelInput": ${await text(file)}, "config": ${config(file, seconds)}}`, "application/json");

/** JSON is YAML too, so the configuration can stand as it is; the week is moved in by a step. */
const asYaml = async (file, seconds) => {
  const week = (await text(file)).replace(/^---[ \t]*\n/, "").replace(/^/gm, "  ");
  return api.submitText(`modelInput:\n${week}\nconfig: ${config(file, seconds)}\n`, "application/yaml");
};

export const FORMS = [
  { ends: [".yaml", ".yml"], send: asYaml },
  { ends: [".json"], send: asJson },
];

function config(file, seconds) {
  return JSON.stringify({ run: { name: file.name, termination: { spentLimit: `PT${seconds}S` } } });
}

async function text(file) {
  return (await file.text()).replace(/^\uFEFF/, "").replace(/\r\n/g, "\n");
}
