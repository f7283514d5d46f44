/* Conditions with their verdicts: what was asked for, what is the case, and what would help. */

import { asObjects, asText, el } from "../dom.js";
import { t } from "../i18n.js";
import { clauseTip } from "./clause.js";
import { badge, section, verdictMark, verdictOf } from "./frame.js";

/** A labelled fact; that yes was wanted or given is already in the statement. */
function fact(label, value) {
  if (!value || value === "是" || value === "否") return null;
  return el("div", { class: "fact" }, el("dt", {}, label), el("dd", {}, value));
}

function conditionItem(condition) {
  const verdict = verdictOf(condition.verdict);
  const facts = [
    fact(t("actual"), asText(condition.actual)),
    fact(t("threshold"), asText(condition.threshold)),
    fact(t("remedy"), verdict === "meets" ? "" : asText(condition.remedy)),
  ].filter(Boolean);
  return el(
    "li",
    { class: `condition condition--${verdict}` },
    verdictMark(verdict),
    el(
      "div",
      { class: "condition__body" },
      el("p", { class: "condition__statement" }, asText(condition.statement) || asText(condition.id)),
      facts.length > 0 && el("dl", { class: "facts" }, facts),
      el(
        "p",
        { class: "condition__foot" },
        el("span", { class: `condition__verdict verdict--${verdict}` }, t(verdict)),
        clauseTip(asText(condition.clause)),
      ),
    ),
  );
}

/** Failed conditions first, then open ones, then those that hold; `folded` shows the list on request unless one fails. */
export function conditionList(conditions, { folded = false } = {}) {
  const order = { fails: 0, unknown: 1, meets: 2 };
  const items = asObjects(conditions);
  if (items.length === 0) return null;
  const sorted = [...items].sort((one, two) => order[verdictOf(one.verdict)] - order[verdictOf(two.verdict)]);
  const counts = ["fails", "unknown", "meets"]
    .map((verdict) => [verdict, items.filter((item) => verdictOf(item.verdict) === verdict).length])
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => badge(verdict, `${t(verdict)} ${count}`));
  const list = el("ul", { class: "conditions" }, sorted.map(conditionItem));
  const summary = el("p", { class: "counts" }, counts);
  if (!folded || verdictOf(sorted[0].verdict) === "fails") return section(t("conditions"), summary, list);
  const label = el("span", { class: "card__heading" }, t("conditions"));
  return el("details", { class: "card__section" }, el("summary", { class: "card__summary" }, label, summary), list);
}
