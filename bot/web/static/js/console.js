/* The console's pages work without this: the theme, and lists that narrow while one types. */

import { startTheme } from "./theme.js";

document.documentElement.lang = "zh-CN";
startTheme();

/** Show of a list only what has every word that is typed; a heading without anything below it goes too. */
function startNarrowing(input) {
  const list = document.getElementById(input.dataset.narrows);
  const count = document.getElementById(input.dataset.counts);
  const narrow = () => {
    const words = input.value.trim().split(/\s+/);
    let shown = 0;
    for (const group of list.querySelectorAll("fieldset")) {
      let any = false;
      for (const option of group.querySelectorAll(".pick")) {
        const fits = words.every((word) => option.textContent.includes(word));
        option.hidden = !fits;
        any ||= fits;
        shown += fits ? 1 : 0;
      }
      group.hidden = !any;
    }
    count.textContent = `找到${shown}个问题`;
  };
  input.addEventListener("input", narrow);
  input.form.addEventListener("submit", (event) => event.preventDefault());
}

document.querySelectorAll("[data-narrows]").forEach(startNarrowing);
