/** The forms in which a week may come: by the ends of names, what the service calls them. */
export const FORMS = [
  { ends: [".xlsx"], type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
  { ends: [".zip"], type: "application/zip" },
  { ends: [".yaml", ".yml"], type: "application/yaml" },
  { ends: [".json"], type: "application/json" },
];

/** Return a file's form, or undefined for one that is no week's. */
export function formOf({ name }) {
  return FORMS.find(({ ends }) => ends.some((end) => name.toLowerCase().endsWith(end)));
}
