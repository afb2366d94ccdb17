/** What a study's changes may name: the roles, contact types, rooms and levels of care of its week. */
import { current, number } from "../language.js";

const CARE = ["1", "2", "3", "4"];
/** Fields that are numbers: least, step, whether one has to be there, and what a new change begins with. */
export const NUMBERS = {
  number: { min: 1, step: 1, first: 1 },
  fte: { min: 0.05, max: 1.5, step: 0.05, first: null },
  targets: { min: 0, step: 0.01, first: 40, required: true },
  weights: { step: 0.01, first: 1, required: true },
  need: { min: 0, max: 10, step: 0.05, first: 1.2, required: true },
  rooms: { step: 1, first: 1, required: true },
  no_show: { min: 0, max: 1, step: 0.01, first: 0.1, required: true },
  absence: { min: 0, max: 1, step: 0.01, first: 0.05, required: true },
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
