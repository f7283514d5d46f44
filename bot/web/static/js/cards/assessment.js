/* A self-assessment: the verdict and the condition that each part of it rests on. */

import { asText } from "../dom.js";
import { t } from "../i18n.js";
import { amountBlock } from "./calculation.js";
import { conditionList } from "./conditions.js";
import { cardFrame, verdictOf } from "./frame.js";

export function assessmentCard(card) {
  return cardFrame(
    "assessment",
    t("assessment"),
    asText(card.title),
    amountBlock(verdictOf(card.verdict), asText(card.amount_text)),
    conditionList(card.conditions),
  );
}
