/** The legal places of a contact as a list to choose from: a stretch of starts, then the start and the room in it. */
import { button, choice, field, h } from "../dom.js";
import { day, t } from "../language.js";
import { priced, startsOf } from "./legal.js";

const ANY = "";

/**
 * @param {import("./sheet.js").Sheet} sheet
 * @param {import("./legal.js").Legal} legal
 * @param {(place: object) => Promise<void>} move
 */
export function placeList(sheet, legal, move) {
  if (!legal.moves.length) return h("p", {}, t("places.none"));
  const filters = {
    day: filter("places.day", legal.moves, (m) => m.start.slice(0, 10), day),
    who: filter("clinician", legal.moves, (m) => m.clinicians.join(" + ")),
  };
  const list = /** @type {HTMLSelectElement} */ (h("select.stretches", { size: 8 })),
    exact = h("div.exact");
  const shown = () => legal.moves.filter((m) => Object.values(filters).every(({ holds }) => holds(m)));

  function fill() {
    list.replaceChildren(...shown().map((m) => h("option", { value: legal.moves.indexOf(m) }, inWords(sheet, m))));
    list.selectedIndex = 0;
    chosen();
  }

  function chosen() {
    const one = legal.moves[Number(list.value)];
    exact.replaceChildren(...(list.value ? exactly(sheet, one, move) : []));
  }

  list.addEventListener("change", chosen);
  for (const { field } of Object.values(filters)) field.addEventListener("change", fill);
  fill();
  return h(
    "div",
    {},
    h("p.hint", {}, t("places.count", { n: legal.found.places })),
    h("div.row", {}, ...Object.values(filters).map((one) => one.field)),
    field(t("places"), list),
    exact,
  );
}

function filter(name, moves, of, text = (value) => value) {
  const values = [...new Set(moves.map(of))].sort();
  const control = choice([[ANY, t("all")], ...values.map((value) => [value, text(value)])], ANY);
  return { field: field(t(name), control), holds: (move) => control.value === ANY || of(move) === control.value };
}

function inWords(sheet, move) {
  const { start, last_start, clinicians, rooms, contact_type } = move;
  const hours = start === last_start ? start.slice(11) : `${start.slice(11)}–${last_start.slice(11)}`;
  return [
    `${day(start)} ${hours}`,
    clinicians.join(" + "),
    rooms.join("/"),
    sheet.types.get(contact_type)?.label,
    priced(move.cost),
  ]
    .filter(Boolean)
    .join(" · ");
}

function exactly(sheet, one, move) {
  const start = choice(
    startsOf(one, sheet.legend.gridMinutes).map((wall) => [wall, wall.slice(11)]),
    one.start,
  );
  const room =
    one.rooms.length > 1 &&
    choice(
      one.rooms.map((id) => [id, id]),
      one.rooms[0],
    );
  const place = () => ({
    start: start.value,
    clinicians: one.clinicians,
    room: room ? room.value : (one.rooms[0] ?? null),
    contactType: one.contact_type,
  });
  return [
    h("div.row", {}, field(t("start_time"), start), room && field(t("room"), room)),
    h("p.price", { role: "status" }, priced(one.cost)),
    button(t("move.now"), () => move(place()), { class: "primary" }),
  ];
}
