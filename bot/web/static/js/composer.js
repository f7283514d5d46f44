/* The box in which the user writes. */

import { t } from "./i18n.js";
import { announce } from "./toolbar.js";

const WARN_BELOW = 50;

export function startComposer(send) {
  const form = document.getElementById("composer");
  const box = document.getElementById("message");

  function fit() {
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight}px`;
  }

  function submit() {
    const text = box.value.trim();
    if (!text) return box.focus();
    box.value = "";
    fit();
    send(text);
    return box.focus();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  box.addEventListener("keydown", (event) => {
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key !== "Enter" || event.shiftKey || composing) return;
    event.preventDefault();
    submit();
  });
  box.addEventListener("input", () => {
    fit();
    const left = box.maxLength - box.value.length;
    if (left < WARN_BELOW) announce(t("charactersLeft", { count: left }));
  });
  return {
    /** After a choice: the box for those with a keyboard, the conversation for those who tap. */
    focusAfterChoice() {
      if (matchMedia("(pointer: fine)").matches) box.focus();
      else document.getElementById("scroller").focus({ preventScroll: true });
    },
    focus: () => box.focus(),
  };
}
