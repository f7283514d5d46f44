/* The self-assessment: answers to a scheme's conditions → a verdict for each. */

import { asObjects, asText } from "./dom.js";
import { startFormPage, withStatements } from "./forms/form-page.js";

startFormPage({
  specsOf: (scheme) =>
    asObjects(scheme.conditions).map((condition) => ({
      ...condition,
      name: asText(condition.id),
      label: asText(condition.question),
      question: "",
      required: null,
    })),
  address: (scheme) => `/api/v1/assessments/${encodeURIComponent(scheme.id)}`,
  body: (values) => ({ answers: values }),
  cardOf: (scheme, answer) => ({
    ...answer,
    kind: "assessment",
    title: scheme.name,
    verdict: answer.verdict ?? answer.eligible,
    conditions: withStatements(scheme, answer.conditions),
  }),
});
