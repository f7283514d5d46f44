/* The calculator: inputs of a scheme → amount, steps, conditions. */

import { asObjects, asText, asTexts } from "./dom.js";
import { startFormPage, withStatements } from "./forms/form-page.js";

/** What is still missing, by the names that people see. */
function missingNames(scheme, missing) {
  const labels = new Map([
    ...asObjects(scheme.conditions).map((it) => [it.id, it.statement || it.question]),
    ...asObjects(scheme.inputs).map((it) => [it.name, it.label]),
  ]);
  return asTexts(missing).map((name) => asText(labels.get(name)) || name);
}

startFormPage({
  specsOf: (scheme) => asObjects(scheme.inputs),
  address: (scheme) => `/api/v1/subsidies/${encodeURIComponent(scheme.id)}`,
  neededFor(scheme, answer) {
    const required = asObjects(scheme.inputs).filter((it) => it.required).map((it) => it.name);
    return asTexts(answer.missing).filter((name) => required.includes(name));
  },
  cardOf: (scheme, answer) => ({
    ...answer,
    kind: "calculation",
    title: scheme.name,
    conditions: withStatements(scheme, answer.conditions),
    missing: missingNames(scheme, answer.missing),
  }),
});
