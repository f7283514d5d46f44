/* The page inside the widget's frame. */

import { borrowStorage, framed, onWidget, tell } from "./embed-link.js";
import { dress } from "./embed-look.js";
import { isForbidden } from "./storage.js";
import { startTalk } from "./talk.js";
import { startToolbar } from "./toolbar.js";

if (framed && isForbidden()) await borrowStorage();
dress();
startToolbar();
const composer = startTalk({ onReply: () => tell("reply") });
document.getElementById("close").addEventListener("click", () => tell("close"));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented) tell("close");
});
onWidget("opened", () => composer.focus());
tell("ready");
