/** The page: who is there, and which of its places is shown: `#/` begins, `#/week/ID` is a week. */
import * as api from "./api.js";
import { h } from "./dom.js";
import { topBar } from "./bar.js";
import { loginForm } from "./start/login.js";
import { startView } from "./start/start.js";
import { placeForNews, trying } from "./tell.js";
import { STUDY_PLACES } from "./study/places.js";
import { weekView } from "./week/week.js";

const PLACES = [[/^#\/week\/([0-9a-f]{32})$/, weekView], ...STUDY_PLACES];
let leave = () => {};

/** Show the place that the address names, anew. */
async function show() {
  leave();
  const left = new AbortController();
  leave = () => left.abort();
  document.querySelectorAll("dialog").forEach((dialog) => dialog.remove());
  const place = h("main", { id: "main", tabindex: "-1" });
  const known = await trying(whoIsThere);
  if (left.signal.aborted || known === undefined) return;
  document.body.replaceChildren(topBar(known, show), place, placeForNews());
  if (known === null) place.append(loginForm(show));
  else await trying(() => shown(place, known, left.signal));
}

function shown(place, known, signal) {
  for (const [pattern, view] of PLACES) {
    const found = pattern.exec(location.hash);
    if (found) return view(place, found[1], known, signal);
  }
  return startView(place, known);
}

/** Return the session, or null where nobody is known. */
async function whoIsThere() {
  try {
    return await api.who();
  } catch (error) {
    if (error.status === 401) return null;
    throw error;
  }
}

addEventListener("hashchange", show);
show();
