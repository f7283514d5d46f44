/* Errors of a form: a summary at its top, and each again at its field. */

import { asObjects, asText, el } from "../dom.js";
import { t } from "../i18n.js";
import { phrase } from "./shell.js";

/** The field that the server means: "members.0.investment" belongs to "members". */
function fieldFor(fields, name) {
  const path = name.split(/[.[\]]+/)[0];
  return fields.find((field) => field.name === name || field.name === path);
}

export function clearErrors(summary, fields) {
  summary.hidden = true;
  summary.replaceChildren();
  for (const field of fields) field.fail("");
}

/** Show errors [{field, reason}] and move the focus to their summary. */
export function showErrors(summary, fields, errors) {
  const items = errors.map(({ field: name, reason }) => {
    const field = fieldFor(fields, asText(name));
    if (!field) return el("li", {}, asText(reason));
    field.fail(asText(reason));
    return el(
      "li",
      {},
      el("button", { type: "button", class: "error-summary__link", onclick: field.focus }, `${field.label}：${asText(reason)}`),
    );
  });
  summary.replaceChildren(phrase("h2", "errorTitle", { class: "error-summary__title" }), el("ul", {}, items));
  summary.hidden = false;
  summary.focus();
}

/** What the fields hold as an object, and the errors found before anything is sent. */
export function readFields(fields) {
  const values = {};
  const errors = [];
  for (const field of fields) {
    const { value, error } = field.read();
    if (error) errors.push({ field: field.name, reason: t(error) });
    else if (value !== undefined) values[field.name] = value;
  }
  return { values, errors };
}

/** The errors of a 422, or one that says that sending failed. */
export function errorsOf(error) {
  const listed = asObjects(error.body?.errors);
  return listed.length > 0 ? listed : [{ field: "", reason: t("submitFailed") }];
}
