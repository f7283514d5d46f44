/* The language of the interface. What the assistant says stays Chinese. */

import { english } from "./strings-en.js";
import { chinese } from "./strings-zh.js";
import { write } from "./storage.js";

const listeners = [];

/** "zh" or "en". */
export function language() {
  return document.documentElement.lang === "en" ? "en" : "zh";
}

/** The string `key` in the present language, with `{names}` replaced from `values`. */
export function t(key, values = {}) {
  const strings = language() === "en" ? english : chinese;
  return strings[key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** Put every marked string of the page into the present language. */
export function translatePage() {
  for (const node of document.querySelectorAll("[data-i18n]")) {
    node.textContent = t(node.dataset.i18n, node.dataset);
  }
  for (const node of document.querySelectorAll("[data-i18n-label]")) {
    node.setAttribute("aria-label", t(node.dataset.i18nLabel));
  }
  for (const node of document.querySelectorAll("[data-i18n-placeholder]")) {
    node.placeholder = t(node.dataset.i18nPlaceholder);
  }
}

/** Change the language and tell everyone who shows text. */
export function setLanguage(value) {
  document.documentElement.lang = value === "en" ? "en" : "zh-CN";
  write("language", value);
  translatePage();
  for (const listener of listeners) listener();
}

export function onLanguage(listener) {
  listeners.push(listener);
}
