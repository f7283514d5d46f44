/* What every field of a form has: a label, a hint, a place for its error. */

import { clauseTip } from "../cards/clause.js";
import { asText, el, nextId } from "../dom.js";
import { t } from "../i18n.js";

/** An element whose text follows the language of the interface. */
export function phrase(tag, key, properties = {}, values = {}) {
  const data = Object.fromEntries(Object.entries(values).map(([name, value]) => [`data-${name}`, value]));
  return el(tag, { ...properties, ...data, "data-i18n": key }, t(key, values));
}

/** The question without what only a spoken answer needs, such as “；没有请答0”. */
function formQuestion(spec) {
  return asText(spec.question).replace(/[；，][^；，（）]*请答[^；（）]*/g, "");
}

/** Hint, error and the ids under which controls refer to them. */
function notes(spec, example) {
  const id = nextId("note");
  const question = formQuestion(spec);
  const hint = el("p", { class: "field__hint", id: `${id}-hint` });
  if (question && question !== asText(spec.label)) hint.append(question, " ");
  if (example) hint.append(phrase("span", "example", {}, { example }));
  const error = el("p", { class: "field__error", id: `${id}-error` });
  return { hint, error, describedBy: `${id}-hint ${id}-error` };
}

function labelText(spec) {
  const optional = spec.required === false && phrase("span", "optional", { class: "field__optional" });
  return [el("span", {}, asText(spec.label)), optional];
}

/**
 * Wrap controls as a field. `group` makes a fieldset; otherwise the label belongs to the first control.
 * No field insists on an answer: which ones are needed depends on the others, and the server says.
 * The answer's `fail` shows a reason (or clears it with ""), `focus` goes to the first control.
 */
export function fieldShell(spec, controls, { group = false, example = "", inputs = controls } = {}) {
  const { hint, error, describedBy } = notes(spec, example);
  const label = group
    ? el("legend", { class: "field__label" }, labelText(spec))
    : el("label", { class: "field__label", for: inputs[0].id }, labelText(spec));
  const node = el(
    group ? "fieldset" : "div",
    { class: "field", "data-name": asText(spec.name), "aria-describedby": group ? describedBy : null },
    label,
    hint.hasChildNodes() && hint,
    error,
    el("div", { class: "field__controls" }, controls),
    clauseTip(asText(spec.clause)),
  );
  if (!group) inputs[0].setAttribute("aria-describedby", describedBy);

  function fail(reason) {
    error.textContent = reason;
    node.classList.toggle("field--invalid", Boolean(reason));
    for (const input of node.querySelectorAll("input, select")) {
      if (reason) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
  }

  return { name: asText(spec.name), label: asText(spec.label), node, fail, focus: () => node.querySelector("input, select, button")?.focus() };
}
