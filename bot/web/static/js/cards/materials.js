/* The materials of an application as a list to tick off; ticks stay on this device. */

import { asObjects, asText, el, nextId } from "../dom.js";
import { t } from "../i18n.js";
import { read, write } from "../storage.js";
import { clauseTip } from "./clause.js";
import { cardFrame } from "./frame.js";

const KEY = "ticks";

export function materialsCard(card) {
  const title = asText(card.title);
  const items = asObjects(card.items);
  const keyOf = (item) => `${title}|${asText(item.name)}`;
  const count = el("p", { class: "ticks__count", role: "status" });
  const bar = el("progress", { class: "ticks__bar", max: items.length, "aria-hidden": "true" });

  function showCount() {
    const ticks = read(KEY, {});
    const done = items.filter((item) => ticks[keyOf(item)]).length;
    count.textContent = t("ticked", { done, all: items.length });
    bar.value = done;
  }

  function tickItem(item) {
    const id = nextId("tick");
    const box = el("input", { type: "checkbox", class: "tick__box", id });
    box.checked = Boolean(read(KEY, {})[keyOf(item)]);
    box.addEventListener("change", () => {
      write(KEY, { ...read(KEY, {}), [keyOf(item)]: box.checked });
      showCount();
    });
    return el(
      "li",
      { class: "tick" },
      box,
      el(
        "label",
        { class: "tick__label", for: id },
        el("span", { class: "tick__name" }, asText(item.name)),
        asText(item.form) && el("span", { class: "tick__detail" }, asText(item.form)),
        asText(item.note) && el("span", { class: "tick__detail" }, asText(item.note)),
      ),
      clauseTip(asText(item.clause)),
    );
  }

  const list = el("ul", { class: "ticks" }, items.map(tickItem));
  showCount();
  return cardFrame("materials", t("materials"), title, el("div", { class: "ticks__head" }, count, bar), list);
}
