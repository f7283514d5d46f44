/* Making elements. Text always becomes a text node; markup is never parsed. */

const SVG = "http://www.w3.org/2000/svg";
let counter = 0;

/** An element; `on…` properties listen, `class` and other properties become attributes, null and false are left out. */
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** One of the icons that the page carries as a sprite; always decoration beside a text. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

/** Text for screen readers only. */
export function hiddenText(text) {
  return el("span", { class: "visually-hidden" }, text);
}

/** An id that no other element of this page has. */
export function nextId(prefix) {
  counter += 1;
  return `${prefix}-${counter}`;
}

/** What came over the network as a string: never an object's "[object Object]". */
export function asText(value) {
  return value === null || value === undefined || typeof value === "object" ? "" : String(value);
}

/** What came over the network as a list of objects. */
export function asObjects(value) {
  return Array.isArray(value) ? value.filter((item) => item !== null && typeof item === "object") : [];
}

/** What came over the network as a list of strings. */
export function asTexts(value) {
  return Array.isArray(value) ? value.map(asText).filter(Boolean) : [];
}
