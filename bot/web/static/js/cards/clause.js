/* The clause that something rests on: shown on hover, on focus, or on a tap. */

import { el, icon, nextId } from "../dom.js";
import { t } from "../i18n.js";

export function clauseTip(clause) {
  if (!clause) return null;
  const id = nextId("clause");
  const text = t("clauseOf", { clause });
  const tip = el("span", { class: "clause__tip", role: "tooltip", id }, text);
  const button = el(
    "button",
    { type: "button", class: "clause__button", "aria-describedby": id },
    icon("book"),
    el("span", {}, t("basis")),
  );
  const wrapper = el("span", { class: "clause" }, button, tip, el("span", { class: "print-only" }, text));
  const show = (state) => wrapper.setAttribute("data-tip", state);
  button.addEventListener("click", () => show("shown"));
  button.addEventListener("blur", () => show(""));
  wrapper.addEventListener("mouseleave", () => show(""));
  wrapper.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || wrapper.dataset.tip === "hidden") return;
    show("hidden");
    event.preventDefault();
    event.stopPropagation();
  });
  return wrapper;
}
