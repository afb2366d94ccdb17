/** The week that is looked at: its plan after all changes, how its contacts look, and what changes it. */
import * as api from "../api.js";
import { current } from "../language.js";
import { wallMinutes } from "./clock.js";

export const CRISIS = "crisis";

/** Tells `change` after each change. */
export class Sheet extends EventTarget {
  /** Return the week of a job. */
  static async opened(job) {
    const [stand, legend] = await Promise.all([api.desk(job), api.legend(job, current())]);
    return new Sheet(job, stand, legend);
  }

  constructor(job, stand, legend) {
    super();
    this.job = job;
    this.legend = legend;
    this.types = new Map(legend.types.map((type) => [type.name, type]));
    this.ceilings = new Map();
    this._take(stand);
  }

  get week() {
    return this.stand.modelInput;
  }

  get plan() {
    return this.stand.modelOutput;
  }

  /** Return the appointments by time. */
  get appointments() {
    return this.plan.appointments;
  }

  locked(appointment) {
    return appointment.clinicians.some((id) => this.promised.has(keyOf(appointment.request, appointment.start, id)));
  }

  label(appointment) {
    return this.types.get(appointment.contact_type)?.label ?? appointment.contact_type;
  }

  rule(name) {
    return this.legend.words[`rule.${name}`] ?? name;
  }

  reason(code) {
    return this.legend.words[`reason.${code}`] ?? code;
  }

  places(appointment) {
    return api.places(this.job, appointment.request, appointment.start);
  }

  judge(appointment, place) {
    return api.judge(this.job, { appointment: appointment.request, at: appointment.start, ...place });
  }

  /**
   * Move, lock or unlock an appointment of the version that is shown. Where another change came first,
   * the week is read anew before the refusal goes on.
   */
  async change(what, appointment, place = {}, reason = "") {
    const { request, start } = appointment;
    const wanted = { what, appointment: request, at: start, version: this.stand.version, reason, ...place };
    try {
      this._take(await api.change(this.job, wanted));
    } catch (error) {
      if (error.code === "STALE") this._take(await api.desk(this.job));
      throw error;
    }
  }

  async undo() {
    this._take(await api.undo(this.job));
  }

  async redo() {
    this._take(await api.redo(this.job));
  }

  /** Keep ceilings that were asked for, until the plan changes. */
  know(answers) {
    for (const why of answers) this.ceilings.set(why.clinician, why);
    this.dispatchEvent(new Event("change"));
  }

  _take(stand) {
    this.stand = stand;
    this.plan.appointments.sort((a, b) => wallMinutes(a.start) - wallMinutes(b.start));
    const promises = stand.modelInput.bookings.filter((booking) => booking.locked);
    this.promised = new Set(promises.map((b) => keyOf(b.request, b.start, b.clinician)));
    this.ceilings.clear();
    this.dispatchEvent(new Event("change"));
  }
}

function keyOf(request, start, clinician) {
  return `${request} ${start.slice(0, 16)} ${clinician}`;
}
