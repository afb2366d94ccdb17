/** The legal places of one appointment, as the service lists them: stretches of starts with their price. */
import { number, t } from "../language.js";
import { plusMinutes, wallMinutes, wallOf } from "./clock.js";

export class Legal {
  /** @param {{moves: object[], places: number, text: string}} found  @param {object} appointment as it is now */
  constructor(found, appointment) {
    this.found = found;
    this.appointment = appointment;
  }

  get moves() {
    return this.found.moves;
  }

  /** Return the stretch that holds a place, or undefined; what a place leaves out stays as it is, a room any. */
  at({ start, clinicians = this.appointment.clinicians, room, contactType = this.appointment.contact_type }) {
    return this.moves.find(
      (move) =>
        move.contact_type === contactType &&
        move.start <= start &&
        start <= move.last_start &&
        sameSet(move.clinicians, clinicians) &&
        (!room || move.rooms.includes(room)),
    );
  }

  /** Return what lights up on the timeline while the appointment is held: stretches of its own type. */
  stretches(rows) {
    const minutes = wallMinutes(this.appointment.end) - wallMinutes(this.appointment.start);
    const own = this.moves.filter((move) => move.contact_type === this.appointment.contact_type);
    return own.map((move, n) => ({
      id: `legal ${n}`,
      resourceIds: rows === "rooms" ? move.rooms : move.clinicians,
      start: move.start,
      end: plusMinutes(move.last_start, minutes),
      display: "background",
      classNames: ["legal"],
    }));
  }
}

/** Return the starts of a stretch on the grid. */
export function startsOf(move, grid) {
  const first = wallMinutes(move.start),
    count = (wallMinutes(move.last_start) - first) / grid + 1;
  return Array.from({ length: count }, (_, n) => wallOf(first + n * grid));
}

/** Write what a move does to the plan's cost. */
export function priced(cost) {
  if (cost === 0) return t("cost.same");
  return t(cost > 0 ? "cost.rises" : "cost.falls", { cost: number(Math.abs(cost)) });
}

function sameSet(some, others) {
  return some.length === others.length && some.every((one) => others.includes(one));
}
