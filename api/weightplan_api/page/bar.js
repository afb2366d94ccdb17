/** The bar at the top: the way home, the language, and the way out. */
import * as api from "./api.js";
import { button, h } from "./dom.js";
import { LANGUAGES, choose, current, t } from "./language.js";
import { trying } from "./tell.js";

const NAMES = { sv: "Svenska", en: "English" };

/** @param {{csrf: string, unit: string, role: string} | null} known  @param {() => void} show shows the page anew */
export function topBar(known, show) {
  document.title = "weightplan";
  return h(
    "header.top",
    {},
    h("a.skip", { href: "#main", onclick: skip }, t("skip")),
    h("a.home", { href: "#/" }, "weightplan"),
    known && known.role !== "clinician" && h("a", { href: "#/studies" }, t("studies")),
    h("nav", { "aria-label": t("language") }, ...LANGUAGES.map((language) => languageButton(language, show))),
    known?.csrf && h("span.unit", {}, known.unit),
    known?.csrf && button(t("logout"), () => trying(() => left(show)), { class: "quiet" }),
  );
}

function languageButton(language, show) {
  return button(
    NAMES[language],
    () => {
      choose(language);
      show();
    },
    { lang: language, class: "quiet", "aria-pressed": String(language === current()) },
  );
}

/** The address' hash names the place, so the jump is made by hand. */
function skip(event) {
  event.preventDefault();
  document.getElementById("main").focus();
}

async function left(show) {
  await api.logout();
  show();
}
