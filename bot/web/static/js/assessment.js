/* The self-assessment: answers to a scheme's conditions, and the figures that others depend on → a verdict for each. */

import { asObjects, asText } from "./dom.js";
import { startFormPage, withStatements } from "./forms/form-page.js";
import { amountText } from "./money.js";

/** Conditions that are asked; the others follow from the inputs. None has to be answered. */
function specsOf(scheme) {
  const asked = asObjects(scheme.conditions)
    .filter((condition) => condition.kind === "yes_no")
    .map((condition) => ({ kind: "yes_no", name: condition.id, label: condition.question, clause: condition.clause }));
  const inputs = asObjects(scheme.inputs).map((input) => ({ ...input, required: null }));
  return [...asked, ...inputs];
}

/** The amount, if the answers were enough for one. */
function amountOf(answer) {
  const amount = asText(answer.result?.amount);
  return asText(answer.amount_text) || (Number(amount) > 0 ? amountText(amount) : "");
}

startFormPage({
  specsOf,
  address: (scheme) => `/api/v1/assessments/${encodeURIComponent(scheme.id)}`,
  cardOf: (scheme, answer) => ({
    kind: "assessment",
    title: scheme.name,
    verdict: answer.verdict,
    conditions: withStatements(scheme, answer.conditions),
    amount_text: amountOf(answer),
  }),
});
