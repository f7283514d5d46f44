/* Runs before the first paint: the theme and language that this visitor chose, so that nothing flashes. */
(() => {
  "use strict";
  const root = document.documentElement;
  const saved = (key) => {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  };
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const theme = saved("jigai.theme");
  root.dataset.theme = theme === "dark" || theme === "light" ? theme : dark ? "dark" : "light";
  const asked = new URLSearchParams(location.search).get("lang");
  const language = saved("jigai.language") || asked;
  root.lang = language === "en" ? "en" : "zh-CN";
})();
