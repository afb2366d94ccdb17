/** What a study's changes may name: the roles, contact types, rooms and levels of care of its week. */
import { current, number } from "../language.js";

const CARE = ["1", "2", "3", "4"];
/** Fields that are numbers: least, step, and what a new change begins with. */
export const NUMBERS = {
  number: { min: 1, step: 1, first: 1 },
  fte: { min: 0.05, step: 0.05, first: null },
  targets: { min: 0, step: 0.01, first: 40 },
  weights: { min: 0, step: 0.01, first: 1 },
  need: { min: 0, step: 0.05, first: 1.2 },
  rooms: { step: 1, first: 1 },
  no_show: { min: 0, max: 1, step: 0.01, first: 0.1 },
  absence: { min: 0, max: 1, step: 0.01, first: 0.05 },
};

/** @param {object} week with its rulebook inside  @returns {Record<string, [string, string][]>} */
export function choicesOf(week) {
  const { roles, contact_types: types } = week.rulebook;
  const kinds = [...new Set((week.rooms ?? []).map(({ kind }) => kind))];
  return {
    role: named(roles),
    type: named(types),
    room: kinds.map((kind) => [kind, kind]),
    care: CARE.map((level) => [level, number(Number(level))]),
  };
}

function named(parts) {
  return Object.entries(parts).map(([name, part]) => [name, part.label?.[current()] ?? name.replaceAll("_", " ")]);
}
