/** The language of the page: remembered, or else what the browser asks for; how its readers write numbers and days. */
import { WORDS } from "./words/index.js";

const KEPT = "weightplan.language";
export const LANGUAGES = /** @type {const} */ (["sv", "en"]);
let language = remembered() ?? asked();
tell();

export function current() {
  return language;
}

/** @param {"sv"|"en"} to */
export function choose(to) {
  language = to;
  localStorage.setItem(KEPT, to);
  tell();
}

/**
 * Return a sentence, filled in; a bar in it divides the form for n = 1 from the one for every other n.
 * @param {string} key
 * @param {Record<string, any>} [values]
 */
export function t(key, values = {}) {
  const [one, many] = WORDS[key][LANGUAGES.indexOf(language)].split("|");
  const form = many !== undefined && values.n !== 1 ? many : one;
  return form.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Return a sentence in every language, for what is kept and read by others. */
export function inEach(key) {
  return Object.fromEntries(LANGUAGES.map((one, n) => [one, WORDS[key][n]]));
}

/** Return an answer's sentence in the reader's language. */
export function said(answer) {
  return (language === "sv" && answer.text_sv) || answer.text;
}

export function number(value, decimals = 0) {
  return value.toLocaleString(locale(), { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** Write a weight: one decimal, or two where the second says something. */
export function weight(value) {
  return value.toLocaleString(locale(), { minimumFractionDigits: 1, maximumFractionDigits: 2 });
}

export function percent(share, decimals = 1) {
  return share.toLocaleString(locale(), {
    style: "percent",
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
}

/** Write the day of a wall-clock time: "mån 30 nov." */
export function day(wall) {
  return dayAs(wall, { weekday: "short", day: "numeric", month: "short" });
}

export function longDay(wall) {
  return dayAs(wall, { weekday: "long", day: "numeric", month: "long" });
}

export function when(wall) {
  return `${day(wall)} ${wall.slice(11, 16)}`;
}

/** Write a moment of the server's, which is UTC, as the reader's clock has it. */
export function moment(utc) {
  return new Date(utc).toLocaleString(locale(), { dateStyle: "medium", timeStyle: "short" });
}

export function locale() {
  return language === "sv" ? "sv-SE" : "en-GB";
}

function dayAs(wall, form) {
  return new Date(`${wall.slice(0, 10)}T00:00:00Z`).toLocaleDateString(locale(), { timeZone: "UTC", ...form });
}

function remembered() {
  const kept = localStorage.getItem(KEPT);
  return LANGUAGES.find((one) => one === kept);
}

function asked() {
  const wanted = navigator.languages.map((one) => one.slice(0, 2));
  return wanted.find((one) => one === "sv" || one === "en") ?? "en";
}

function tell() {
  document.documentElement.lang = language;
}
