/* The conversation on the screen: the chat page and the widget both run it. */

import { showChoices } from "./choices.js";
import { startComposer } from "./composer.js";
import { confirmClear } from "./confirm.js";
import { Conversation } from "./conversation.js";
import { onLanguage, t } from "./i18n.js";
import { botEntry, showStatus, userEntry } from "./message.js";
import { Outbox } from "./outbox.js";
import { Scroll } from "./scroll.js";
import { endSession } from "./session.js";
import { forget } from "./storage.js";
import { announce } from "./toolbar.js";
import { startTopics } from "./topics.js";

const byId = (id) => document.getElementById(id);
const HANDOVER = "转人工";

/** Start talking; `onReply` is called when an answer arrives. */
export function startTalk({ onReply = () => {} } = {}) {
  const log = byId("log");
  const conversation = new Conversation();
  const scroll = new Scroll(byId("scroller"), log, byId("to-bottom"), byId("to-bottom-text"));
  const outbox = new Outbox(conversation, showState);
  const composer = startComposer(say);
  const remember = (entry, value) => conversation.update(entry, { feedback: value });

  function say(text, shown = text) {
    conversation.addUser(text, shown);
    outbox.flush();
  }

  function retry(entry) {
    outbox.retry(entry);
    composer.focusAfterChoice();
  }

  function choose(choice) {
    say(choice.payload, choice.title);
    composer.focusAfterChoice();
  }

  function showState(state) {
    const sending = state === "sending" || state === "reconnecting";
    byId("typing").hidden = !sending;
    announce(state === "sending" ? t("typing") : "");
    byId("connection").textContent = state === "idle" || state === "sending" ? "" : t(state);
    if (sending && scroll.following) scroll.toEnd();
  }

  const nodeOf = (entry) => log.querySelector(`.turn--${entry.role}[data-id="${CSS.escape(entry.id)}"]`);
  const render = (entry) => (entry.role === "user" ? userEntry(entry, { retry }) : botEntry(entry, { remember }));

  function showAdded(entry) {
    byId("welcome").hidden = true;
    const question = entry.role === "bot" ? nodeOf({ role: "user", id: entry.id }) : null;
    if (question) question.after(render(entry));
    else log.append(render(entry));
    showChoices(log, conversation.last, choose);
    if (entry.role === "user") return scroll.toEnd();
    byId("typing").hidden = true;
    scroll.reveal(question ?? log.lastElementChild);
    return onReply();
  }

  /** Everything anew, without reading it all out. */
  function showAll() {
    log.setAttribute("aria-live", "off");
    byId("welcome").hidden = conversation.entries.length > 0;
    log.replaceChildren(...conversation.entries.map(render));
    showChoices(log, conversation.last, choose);
    requestAnimationFrame(() => log.setAttribute("aria-live", "polite"));
  }

  async function clear() {
    if (!(await confirmClear())) return byId("clear").focus();
    conversation.clear();
    endSession();
    forget("ticks");
    showState("idle");
    announce(t("cleared"));
    return composer.focus();
  }

  conversation.addEventListener("add", (event) => showAdded(event.detail));
  conversation.addEventListener("reset", showAll);
  conversation.addEventListener("change", ({ detail: entry }) => {
    const node = nodeOf(entry);
    if (node && entry.role === "user") showStatus(node, entry, retry);
  });
  onLanguage(() => {
    showAll();
    scroll.showButton();
  });
  byId("handover").addEventListener("click", () => say(HANDOVER));
  byId("clear").addEventListener("click", clear);
  byId("print").addEventListener("click", () => window.print());
  startTopics(say);
  showAll();
  if (conversation.last) scroll.toEnd();
  outbox.flush();
  return composer;
}
