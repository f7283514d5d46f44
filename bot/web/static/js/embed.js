/* The page inside the widget's frame: its look comes from the address, and it tells the widget when to close. */

import { startTalk } from "./talk.js";
import { startToolbar } from "./toolbar.js";

const TITLE_LIMIT = 24;
const parameters = new URLSearchParams(location.search);

function tell(type) {
  if (window.parent !== window) window.parent.postMessage({ type: `jigai:${type}` }, "*");
}

/** White or black, whichever reads better on the colour (WCAG relative luminance). */
function inkOn(color) {
  const channel = (start) => {
    const value = parseInt(color.slice(start, start + 2), 16) / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  const luminance = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
  return luminance > 0.179 ? "#000000" : "#ffffff";
}

function dress() {
  const title = (parameters.get("title") ?? "").trim().slice(0, TITLE_LIMIT);
  if (title) {
    const heading = document.getElementById("embed-title");
    heading.removeAttribute("data-i18n");
    heading.textContent = title;
    document.title = title;
  }
  const color = parameters.get("color") ?? "";
  if (/^#[0-9a-f]{6}$/i.test(color)) {
    document.documentElement.style.setProperty("--brand", color);
    document.documentElement.style.setProperty("--on-brand", inkOn(color));
  }
}

dress();
startToolbar();
const composer = startTalk({ onReply: () => tell("reply") });
document.getElementById("close").addEventListener("click", () => tell("close"));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented) tell("close");
});
window.addEventListener("message", (event) => {
  if (event.source === window.parent && event.data?.type === "jigai:opened") composer.focus();
});
tell("ready");
