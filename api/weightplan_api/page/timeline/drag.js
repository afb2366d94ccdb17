/** Dragging a contact: legal places light up, the price stands beside the hand, a rule that forbids is named. */
import { h } from "../dom.js";
import { said, t } from "../language.js";
import { Legal, priced } from "../week/legal.js";
import { inWords, tell, trying } from "../tell.js";
import { wallOfDate } from "../week/clock.js";

const BEFORE_ASKING = 120;

/**
 * Return the calendar's options for dragging. `rows` says what the rows are.
 * @param {import("../week/sheet.js").Sheet} sheet
 * @param {HTMLElement} host
 * @param {() => any} calendar
 */
export function dragging(sheet, host, calendar) {
  const hint = h("div.hint-at-hand", { role: "status", hidden: true });
  host.append(hint);
  const drag = { rows: "clinicians", options: {} };
  let legal,
    held = false,
    lit = [],
    asked,
    asking;

  async function start({ event }) {
    const { appointment } = event.extendedProps;
    legal = undefined;
    held = true;
    const places = await trying(() => sheet.places(appointment));
    if (!held || !places) return;
    legal = new Legal(places, appointment);
    lit = legal.stretches(drag.rows).map((stretch) => calendar().addEvent(stretch).id);
  }

  /** Show what the place under the hand would do. Nothing is refused here: letting go over it says why. */
  function over({ event, oldEvent, jsEvent }) {
    const { appointment } = event.extendedProps;
    const place = placeOf(appointment, event, oldEvent);
    hint.hidden = false;
    hint.style.setProperty("left", `${jsEvent.clientX + 14}px`);
    hint.style.setProperty("top", `${jsEvent.clientY + 18}px`);
    const key = JSON.stringify(place);
    if (key === asked) return true;
    asked = key;
    const move = legal?.at(place);
    clearTimeout(asking);
    if (move) say(`${place.start.slice(11)} · ${priced(move.cost)}`, "legal");
    else {
      say(`${place.start.slice(11)} …`, "");
      asking = setTimeout(() => judged(appointment, place, key), BEFORE_ASKING);
    }
    return true;
  }

  async function judged(appointment, place, key) {
    const verdict = await sheet.judge(appointment, place).catch((error) => ({ text: inWords(error), legal: false }));
    if (key === asked)
      say(
        verdict.legal ? `${place.start.slice(11)} · ${priced(verdict.cost)}` : said(verdict),
        verdict.legal ? "legal" : "illegal",
      );
  }

  function say(text, kind) {
    hint.textContent = text;
    hint.className = `hint-at-hand ${kind}`;
  }

  function stop() {
    held = false;
    clearTimeout(asking);
    asked = undefined;
    hint.hidden = true;
    for (const id of lit) calendar().removeEventById(id);
    lit = [];
  }

  async function drop({ event, oldEvent, revert }) {
    const { appointment } = event.extendedProps;
    const place = placeOf(appointment, event, oldEvent);
    if (place.start === appointment.start && !place.clinicians && !place.room) return;
    try {
      await sheet.change("move", appointment, place);
      tell(t("moved"));
    } catch (error) {
      revert();
      tell(refusal(sheet, error), "bad");
    }
  }

  function placeOf(appointment, event, oldEvent) {
    const place = { start: wallOfDate(event.start), contactType: appointment.contact_type };
    const came = event.resourceIds.filter((id) => !oldEvent.resourceIds.includes(id));
    if (!came.length) return place;
    if (drag.rows === "rooms") return { ...place, room: came[0] };
    return {
      ...place,
      clinicians: appointment.clinicians.map((id) => (event.resourceIds.includes(id) ? id : came[0])),
    };
  }

  drag.options = { eventDragStart: start, dragConstraint: over, eventDragStop: stop, eventDrop: drop };
  return drag;
}

/** Return why a change was refused, rules by the names that people read. */
export function refusal(sheet, error) {
  if (error.code === "STALE") return t("stale");
  if (error.code !== "NOT_LEGAL") return inWords(error);
  return t("not_legal", {
    rules: [...new Set(error.faults.map((fault) => sheet.rule(fault.path).toLowerCase()))].join(", "),
  });
}
