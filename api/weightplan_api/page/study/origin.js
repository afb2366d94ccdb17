/** Where figures come from: the report says so. */
import { choice, field } from "../dom.js";
import { t } from "../language.js";

const ORIGINS = ["example", "measured", "sourced"];

/** @param {string} label  @param {object} study  @param {"origin"|"salaries_origin"} name */
export function originField(label, study, name) {
  const which = choice(
    ORIGINS.map((origin) => [origin, t(`origin.${origin}`)]),
    study[name] ?? "example",
  );
  which.addEventListener("change", () => (study[name] = which.value));
  return field(label, which);
}
