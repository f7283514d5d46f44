/* What all cards share: the frame with its title, a badge, and sections. */

import { el, icon, nextId } from "../dom.js";

const ICONS = { meets: "check", fails: "cross", unknown: "question" };

/** "meets", "fails" or "unknown", whatever came in. */
export function verdictOf(value) {
  if (value === true || value === "meets") return "meets";
  return value === false || value === "fails" ? "fails" : "unknown";
}

/** A round mark for a verdict; the text beside it says the same. */
export function verdictMark(verdict) {
  return el("span", { class: `mark mark--${verdict}` }, icon(ICONS[verdict]));
}

/** A verdict as a pill with text. */
export function badge(verdict, text) {
  return el("span", { class: `badge badge--${verdict}` }, icon(ICONS[verdict]), text);
}

/** A card: a figure named by its title. */
export function cardFrame(kind, label, title, ...children) {
  const id = nextId("card");
  return el(
    "div",
    { class: `card card--${kind}`, role: "group", "aria-labelledby": id },
    el(
      "header",
      { class: "card__header" },
      el("p", { class: "card__kind" }, label),
      el("h3", { class: "card__title", id }, title || label),
    ),
    ...children,
  );
}

/** A titled part of a card. */
export function section(title, ...children) {
  return el("div", { class: "card__section" }, el("h4", { class: "card__heading" }, title), ...children);
}
