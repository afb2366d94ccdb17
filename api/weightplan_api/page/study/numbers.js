/** Fields for numbers, each of which says what is wrong with it. */
import { field, h } from "../dom.js";
import { number, t } from "../language.js";

/**
 * Make a labelled field for a number; an empty one is null.
 * @param {{min?: number, max?: number, step?: number, required?: boolean}} bounds a step of 1 asks for whole numbers
 * @param {(value: number|null) => void} tell
 */
export function numberField(label, value, bounds, tell) {
  const { min, max, step, required = false } = bounds;
  const made = /** @type {HTMLInputElement} */ (
    h("input", { type: "number", value: value ?? "", min, max, step, required, inputmode: "decimal" })
  );
  const shown = field(label, made);
  const wrong = h("span.bad", { id: `${made.id}-wrong` });
  const judge = () => {
    wrong.textContent = fault(made, bounds);
    if (wrong.textContent) {
      made.setAttribute("aria-invalid", "true");
      made.setAttribute("aria-describedby", wrong.id);
    } else {
      made.removeAttribute("aria-invalid");
      made.removeAttribute("aria-describedby");
    }
  };
  made.addEventListener("input", () => {
    judge();
    tell(made.value === "" ? null : Number(made.value));
  });
  judge();
  shown.append(wrong);
  return shown;
}

/** Go to the first field that something is wrong with; say whether there is one. */
export function goToFault(place) {
  const first = place.querySelector('[aria-invalid="true"]');
  first?.focus();
  return first !== null;
}

function fault({ validity }, { min, max, step }) {
  if (validity.badInput) return t("number.bad");
  if (validity.valueMissing) return t("number.missing");
  if (validity.rangeUnderflow) return t("number.least", { min: number(min, decimals(min)) });
  if (validity.rangeOverflow) return t("number.most", { max: number(max, decimals(max)) });
  return validity.stepMismatch && step === 1 ? t("number.whole") : "";
}

function decimals(value) {
  return String(value).split(".")[1]?.length ?? 0;
}
