/* The choices of the last answer as buttons. They go once something else has been said. */

import { asObjects, asText, el } from "./dom.js";
import { t } from "./i18n.js";

/** The choices of an answer's parts, in order. */
function choicesOf(entry) {
  return asObjects(entry.parts)
    .flatMap((part) => asObjects(part.buttons))
    .map((button) => ({ title: asText(button.title), payload: asText(button.payload) || asText(button.title) }))
    .filter((choice) => choice.title);
}

/** Show the choices below the last answer, or none. */
export function showChoices(log, entry, choose) {
  for (const old of log.querySelectorAll(".choices")) old.remove();
  if (entry?.role !== "bot") return;
  const choices = choicesOf(entry);
  const turn = log.querySelector(`.turn--bot[data-id="${CSS.escape(entry.id)}"]`);
  if (choices.length === 0 || !turn) return;
  const actions = turn.querySelector(".actions__holder");
  turn.insertBefore(
    el(
      "div",
      { class: "choices", role: "group", "aria-label": t("choices"), lang: "zh-CN" },
      choices.map((choice) => el("button", { type: "button", class: "choice", onclick: () => choose(choice) }, choice.title)),
    ),
    actions,
  );
}
