/* The button for light and dark that every page has. */

import { read, write } from "./storage.js";

const root = document.documentElement;
const scheme = matchMedia("(prefers-color-scheme: dark)");

function showTheme(theme) {
  root.dataset.theme = theme;
  document.getElementById("theme").setAttribute("aria-pressed", String(theme === "dark"));
}

/** Show the theme that was chosen, and change it with the button. */
export function startTheme() {
  showTheme(read("theme") ?? root.dataset.theme);
  document.getElementById("theme").addEventListener("click", () => {
    const theme = root.dataset.theme === "dark" ? "light" : "dark";
    write("theme", theme);
    showTheme(theme);
  });
  scheme.addEventListener("change", () => {
    if (read("theme") === null) showTheme(scheme.matches ? "dark" : "light");
  });
}
