/** Logging in: a token once, a session from then on. */
import * as api from "../api.js";
import { field, h } from "../dom.js";
import { t } from "../language.js";
import { inWords } from "../tell.js";

/** @param {() => void} done */
export function loginForm(done) {
  const token = /** @type {HTMLInputElement} */ (h("input", { type: "password", autocomplete: "off", required: true }));
  const refused = h("p.bad", { role: "alert" });
  const form = h(
    "form.card.narrow",
    {},
    h("h1", {}, t("login")),
    h("p", {}, t("login.lead")),
    field(t("token"), token),
    refused,
    h("button.primary", { type: "submit" }, t("login")),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await api.login(token.value.trim());
      done();
    } catch (error) {
      refused.textContent = error.status === 401 ? t("login.refused") : inWords(error);
    }
  });
  return form;
}
