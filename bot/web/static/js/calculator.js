/* The calculator: inputs of a scheme → amount, steps, conditions. */

import { asObjects, asText } from "./dom.js";
import { startFormPage, withStatements } from "./forms/form-page.js";

/** What is still missing, by the names that people see. */
function missingNames(scheme, missing) {
  const labels = new Map([
    ...asObjects(scheme.inputs).map((input) => [input.name, input.label]),
    ...asObjects(scheme.conditions).map((condition) => [condition.id, condition.question]),
  ]);
  return (Array.isArray(missing) ? missing : []).map((name) => labels.get(name) ?? asText(name));
}

startFormPage({
  specsOf: (scheme) => asObjects(scheme.inputs),
  address: (scheme) => `/api/v1/subsidies/${encodeURIComponent(scheme.id)}`,
  body: (values) => values,
  cardOf: (scheme, answer) => ({
    ...answer,
    kind: "calculation",
    title: scheme.name,
    conditions: withStatements(scheme, answer.conditions),
    missing: missingNames(scheme, answer.missing),
  }),
});
