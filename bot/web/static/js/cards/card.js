/* Which card shows what. */

import { asObjects, asText, asTexts } from "../dom.js";
import { amountText } from "../money.js";
import { t } from "../i18n.js";
import { assessmentCard } from "./assessment.js";
import { calculationCard } from "./calculation.js";
import { verdictOf } from "./frame.js";
import { materialsCard } from "./materials.js";

const CARDS = { calculation: calculationCard, assessment: assessmentCard, materials: materialsCard };

/** The element that shows a card, or null for a kind that this page does not know. */
export function renderCard(card) {
  if (card === null || typeof card !== "object" || !Object.hasOwn(CARDS, card.kind)) return null;
  return CARDS[card.kind](card);
}

/** A card as plain lines, for the clipboard. */
export function cardLines(card) {
  if (card === null || typeof card !== "object") return [];
  const amount = asText(card.amount_text) || (asText(card.amount) && amountText(asText(card.amount)));
  return [
    [asText(card.title), amount].filter(Boolean).join("："),
    ...asObjects(card.steps).map(
      (step) => `${asText(step.label)}：${asText(step.expression)} = ${asText(step.value)}（${asText(step.clause)}）`,
    ),
    ...asObjects(card.conditions).map((it) => `[${t(verdictOf(it.verdict))}] ${asText(it.statement)}（${asText(it.clause)}）`),
    ...asObjects(card.items).map((item) => [`· ${asText(item.name)}`, asText(item.form)].filter(Boolean).join("，")),
    ...asTexts(card.assumptions).map((text) => `* ${text}`),
  ].filter(Boolean);
}
