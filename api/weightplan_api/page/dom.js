/**
 * Make an element. Properties that begin with `on` are listeners, `style` sets custom properties and
 * the like through the object model (the page's policy forbids style attributes), true is an empty attribute,
 * false and null are none.
 * @param {string} tag its name, with classes after dots: `button.quiet`
 * @param {Record<string, any>} [props]
 * @param {...(Node|string|number|null|undefined|false)} children
 * @returns {HTMLElement}
 */
export function h(tag, props = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(props)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "style") for (const [property, v] of Object.entries(value)) element.style.setProperty(property, v);
    else if (value !== false && value != null) element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child != null && child !== false).map(asNode));
  return element;
}

/**
 * Make an element of a picture.
 * @param {string} name
 * @param {Record<string, any>} [props]
 * @param {...Node} children
 */
export function svg(name, props = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(props)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

/** Make a button; `busy` while what it does is under way, so that it is not done twice. */
export function button(label, act, props = {}) {
  const made = h("button", { type: "button", ...props, onclick: () => once(made, act) }, label);
  return made;
}

async function once(made, act) {
  if (made.getAttribute("aria-disabled") === "true") return;
  made.setAttribute("aria-disabled", "true");
  try {
    await act();
  } finally {
    made.removeAttribute("aria-disabled");
  }
}

let made = 0;

/** Make a labelled field: a label above a control. */
export function field(label, control, props = {}) {
  control.id ||= `f${++made}`;
  return h("div.field", props, h("label", { for: control.id }, label), control);
}

/** Make a choice of one; `options` are [value, text]. */
export function choice(options, value, props = {}) {
  const made = h(
    "select",
    props,
    ...options.map(([v, text]) => h("option", { value: v, selected: v === value }, text)),
  );
  return /** @type {HTMLSelectElement} */ (made);
}

function asNode(child) {
  return child instanceof Node ? child : String(child);
}
