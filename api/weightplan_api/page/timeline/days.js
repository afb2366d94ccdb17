/** Which days and hours a week's timeline shows. */
import { minuteOfDay, plusDays, weekday } from "../week/clock.js";

const HOUR = 60;
const USUAL = { from: 8 * HOUR, to: 17 * HOUR };

/** Return the days, as `2026-11-30`, on which somebody works or something is planned. */
export function shownDays(sheet) {
  const { week, weeks, clinicians } = sheet.week;
  const planned = new Set(sheet.appointments.map((a) => a.start.slice(0, 10)));
  const days = Array.from({ length: 7 * weeks }, (_, n) => plusDays(week, n));
  const shown = days.filter((day) => planned.has(day) || clinicians.some((c) => c.hours[weekday(day)]?.length));
  return shown.length ? shown : days;
}

/** Return the first and the last hour shown, in minutes of a day. */
export function shownHours(sheet) {
  const spans = sheet.week.clinicians.flatMap((c) => Object.values(c.hours).flat()).map((span) => span.split("-"));
  const froms = [...spans.map(([from]) => minuteOfDay(from)), ...sheet.appointments.map((a) => minuteOfDay(a.start))];
  const tos = [...spans.map(([, to]) => minuteOfDay(to)), ...sheet.appointments.map((a) => minuteOfDay(a.busy_until))];
  if (!froms.length) return USUAL;
  return { from: Math.floor(least(froms) / HOUR) * HOUR, to: Math.ceil(most(tos) / HOUR) * HOUR };
}

const least = (numbers) => numbers.reduce((a, b) => Math.min(a, b));
const most = (numbers) => numbers.reduce((a, b) => Math.max(a, b));
