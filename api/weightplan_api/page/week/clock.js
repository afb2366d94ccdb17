/** Wall-clock times as text (`2026-11-30T09:00`) and as minutes; no zone comes in between. */
const PER_DAY = 1440;

/** Return the minutes of a wall-clock time since 1970 on the same clock. */
export function wallMinutes(wall) {
  return Date.parse(`${wall.slice(0, 16)}Z`) / 60_000;
}

export function wallOf(minutes) {
  return new Date(minutes * 60_000).toISOString().slice(0, 16);
}

/** Return what a browser's Date says on its clock, as text. */
export function wallOfDate(date) {
  return wallOf(date.getTime() / 60_000 - date.getTimezoneOffset());
}

export function plusMinutes(wall, minutes) {
  return wallOf(wallMinutes(wall) + minutes);
}

export function plusDays(day, days) {
  return wallOf(wallMinutes(`${day}T00:00`) + days * PER_DAY).slice(0, 10);
}

/** Return the minutes of a day that a time (`9:00`, `2026-11-30T09:00`) stands for. */
export function minuteOfDay(text) {
  const [, hours, minutes] = /(\d+):(\d+)/.exec(text);
  return Number(hours) * 60 + Number(minutes);
}

/** Return the weekday's name in the files: mon to sun. */
export function weekday(day) {
  return ["sun", "mon", "tue", "wed", "thu", "fri", "sat"][new Date(`${day}T00:00Z`).getUTCDay()];
}

/** Write minutes of a day as a clock does. */
export function clockText(minutes) {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}
