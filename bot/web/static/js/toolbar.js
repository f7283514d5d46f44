/* The buttons for language and theme that every page has. */

import { language, onLanguage, setLanguage, t, translatePage } from "./i18n.js";
import { read } from "./storage.js";
import { startTheme } from "./theme.js";

const root = document.documentElement;

function showLanguageButton() {
  const button = document.getElementById("language");
  const english = language() === "en";
  button.textContent = english ? "中" : "EN";
  button.lang = english ? "zh-CN" : "en";
  button.setAttribute("aria-label", english ? "中文：切换到中文" : "EN: switch to English");
}

/** Start both buttons and put the page into the chosen language. */
export function startToolbar() {
  startTheme();
  if (read("language")) root.lang = read("language") === "en" ? "en" : "zh-CN";
  showLanguageButton();
  onLanguage(showLanguageButton);
  document.getElementById("language").addEventListener("click", () => setLanguage(language() === "en" ? "zh" : "en"));
  if (language() === "en") translatePage();
  onLanguage(() => {
    if (document.body.matches(".page--embed")) return;
    document.title = `${document.querySelector("h1").textContent} · ${t("brand")}`;
  });
}

/** Tell screen readers something that is not part of the conversation. */
export function announce(text) {
  document.getElementById("status").textContent = text;
}
