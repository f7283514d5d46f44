/* A calculation: the amount, every step with its clause, and what was assumed. */

import { asObjects, asText, asTexts, el } from "../dom.js";
import { t } from "../i18n.js";
import { amountText } from "../money.js";
import { clauseTip } from "./clause.js";
import { conditionList } from "./conditions.js";
import { badge, cardFrame, section, verdictOf } from "./frame.js";

const BADGES = { meets: "eligibleTrue", fails: "eligibleFalse", unknown: "eligibleNull" };

/** Step values that are yuan with two decimals are printed like the amount; others stand as they are. */
function valueText(value) {
  const text = asText(value);
  return /^-?\d+\.\d\d$/.test(text) ? amountText(text) : text;
}

function stepItem(step) {
  return el(
    "li",
    { class: "step" },
    el("span", { class: "step__label" }, asText(step.label)),
    el("span", { class: "step__value" }, valueText(step.value)),
    el("span", { class: "step__expression" }, asText(step.expression)),
    clauseTip(asText(step.clause)),
  );
}

/** The big figure of a card, with the verdict beside it. */
export function amountBlock(verdict, amount) {
  return el(
    "div",
    { class: "amount" },
    amount &&
      el(
        "p",
        { class: "amount__figure" },
        el("span", { class: "amount__label" }, t(verdict === "unknown" ? "amountIf" : "amount")),
        el("strong", { class: "amount__value" }, amount),
      ),
    badge(verdict, t(BADGES[verdict])),
  );
}

/** The caps that were looked at; the one that bound the amount is marked. */
function caps(list) {
  const items = asObjects(list).map((cap) =>
    el(
      "li",
      { class: "cap" },
      el("span", { class: "cap__label" }, asText(cap.label), cap.applied === true && el("span", { class: "cap__applied" }, t("capApplied"))),
      el("span", { class: "cap__value" }, amountText(asText(cap.amount))),
      clauseTip(asText(cap.clause)),
    ),
  );
  return items.length > 0 && section(t("caps"), el("ul", { class: "caps" }, items));
}

function notes(title, texts) {
  if (texts.length === 0) return null;
  return section(title, el("ul", { class: "notes" }, texts.map((text) => el("li", {}, text))));
}

export function calculationCard(card) {
  const steps = asObjects(card.steps);
  const amount = asText(card.amount_text) || amountText(asText(card.amount));
  return cardFrame(
    "calculation",
    t("calculation"),
    asText(card.title),
    amountBlock(verdictOf(card.eligible), amount),
    steps.length > 0 && section(t("steps"), el("ol", { class: "steps" }, steps.map(stepItem))),
    caps(card.caps),
    conditionList(card.conditions, { folded: true }),
    notes(t("missing"), asTexts(card.missing)),
    notes(t("assumptions"), asTexts(card.assumptions)),
  );
}
