/** A study while it is written: its levels as lists of changes, and back to what the service takes. */

/** What may change, and the fields of each; those of a list are several of a kind (with what is left out), those of a table go by a key. */
export const KINDS = {
  add: { list: { number: 1 }, fields: ["role", "number", "fte"] },
  remove: { list: { number: 1 }, fields: ["role", "number"] },
  change: { list: {}, fields: ["role", "number", "fte"] },
  targets: { key: "role", fields: ["role", "value"] },
  weights: { key: "type", fields: ["type", "value"] },
  need: { key: "care", fields: ["care", "value"] },
  rooms: { key: "room", fields: ["room", "value"] },
  no_show: { fields: ["value"] },
  absence: { fields: ["value"] },
};

/** @param {Record<string, any>} factors as the study has them */
export function draftOf(factors) {
  return Object.entries(factors).map(([name, levels]) => ({
    name,
    levels: Object.entries(levels).map(([id, level]) => ({
      id,
      label: level.label ?? {},
      changes: Object.entries(KINDS).flatMap(([kind, spec]) => changesIn(kind, spec, level[kind])),
      kept: Object.fromEntries(Object.entries(level).filter(([field]) => field !== "label" && !(field in KINDS))),
    })),
  }));
}

/** @returns {Record<string, any>} the factors as the study has them */
export function factorsOf(draft) {
  return table(draft, "name", ({ levels }) => table(levels, "id", levelOf));
}

/** Return the first change that a level makes twice, the later of which would undo the earlier: its level and kind. */
export function madeTwice(draft) {
  for (const { levels } of draft) {
    for (const level of levels) {
      const seen = new Set();
      for (const change of level.changes.filter(({ kind }) => !KINDS[kind].list)) {
        const what = `${change.kind} ${change[KINDS[change.kind].key]}`;
        if (seen.has(what)) return { level, kind: change.kind };
        seen.add(what);
      }
    }
  }
  return undefined;
}

/** How many scenarios a design makes of so many levels. */
export function scenarios(draft, design) {
  if (design?.list) return design.list.length + 1;
  if (design?.latin_hypercube) return design.latin_hypercube + 1;
  return draft.reduce((product, { levels }) => product * levels.length, 1);
}

/** Return a name that is not taken: `level2`. */
export function fresh(stem, taken) {
  let n = taken.length + 1;
  while (taken.includes(`${stem}${n}`)) n += 1;
  return `${stem}${n}`;
}

function changesIn(kind, { list, key }, value) {
  if (value == null) return [];
  if (list) return value.map((one) => ({ kind, ...list, ...one }));
  if (key) return Object.entries(value).map(([name, number]) => ({ kind, [key]: name, value: number }));
  return [{ kind, value }];
}

function levelOf({ label, changes, kept }) {
  const level = { ...kept, ...(Object.keys(label).length && { label }) };
  for (const { kind, ...change } of changes) {
    const { list, key } = KINDS[kind];
    if (list) level[kind] = [...(level[kind] ?? []), withoutBlanks(change)];
    else if (key) level[kind] = { ...level[kind], [change[key]]: change.value };
    else level[kind] = change.value;
  }
  return level;
}

function withoutBlanks(change) {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value != null && value !== ""));
}

function table(parts, name, made) {
  return Object.fromEntries(parts.map((part) => [part[name], made(part)]));
}
