/* A question that must be answered before something is lost. */

import { el, nextId } from "./dom.js";
import { t } from "./i18n.js";

/** Resolves to whether the user confirmed; focus returns to where it was. */
export function confirmClear() {
  const title = nextId("dialog");
  const cancel = el("button", { type: "button", class: "button" }, t("cancel"));
  const confirm = el("button", { type: "button", class: "button button--danger" }, t("clearConfirm"));
  const dialog = el(
    "dialog",
    { class: "dialog", "aria-labelledby": title },
    el("h2", { class: "dialog__title", id: title }, t("clearTitle")),
    el("p", {}, t("clearText")),
    el("div", { class: "dialog__buttons" }, cancel, confirm),
  );
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    let answer = false;
    cancel.addEventListener("click", () => dialog.close());
    confirm.addEventListener("click", () => {
      answer = true;
      dialog.close();
    });
    dialog.addEventListener("keydown", (event) => event.stopPropagation());
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
  });
}
