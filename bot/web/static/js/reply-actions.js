/* What can be done with an answer: copy it, say whether it helped. */

import { cardLines } from "./cards/card.js";
import { asObjects, asText, el, icon, nextId } from "./dom.js";
import { t } from "./i18n.js";
import { postAsSender } from "./session.js";
import { announce } from "./toolbar.js";

function plainText(entry) {
  return asObjects(entry.parts)
    .flatMap((part) => [asText(part.text), ...cardLines(part.custom?.card ?? null)])
    .filter(Boolean)
    .join("\n");
}

async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = el("textarea", { class: "visually-hidden", "aria-hidden": "true" });
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (!done) throw new Error("copy refused");
}

function action(name, label, properties = {}) {
  return el("button", { type: "button", class: "action", "aria-label": label, title: label, ...properties }, icon(name));
}

function commentForm(send, close) {
  const id = nextId("comment");
  const text = el("textarea", { id, class: "comment__text", rows: 2, maxlength: 500 });
  const form = el(
    "form",
    { class: "comment" },
    el("label", { for: id }, t("commentLabel")),
    text,
    el("button", { type: "submit", class: "button button--small button--primary" }, t("commentSend")),
    el("button", { type: "button", class: "button button--small", onclick: close }, t("commentSkip")),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (text.value.trim()) send(text.value.trim());
    close();
  });
  return { form, text };
}

/** The row of actions below an answer; `remember` keeps the feedback with the entry. */
export function replyActions(entry, { remember }) {
  const note = el("span", { class: "actions__note" });
  const say = (key) => {
    note.textContent = t(key);
    announce(t(key));
  };
  const time = new Date(entry.at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  const copyButton = action("copy", t("copy"), {
    onclick: () => copy(plainText(entry)).then(() => say("copied"), () => say("copyFailed")),
  });
  const up = action("up-thumb", t("helpful"), { onclick: () => rate("up") });
  const down = action("down-thumb", t("unhelpful"), { onclick: () => rate("down") });
  const row = el("div", { class: "actions" }, copyButton, up, down, el("span", { class: "actions__time" }, time), note);
  const holder = el("div", { class: "actions__holder" }, row);

  function showRating(value) {
    up.setAttribute("aria-pressed", String(value === "up"));
    down.setAttribute("aria-pressed", String(value === "down"));
  }

  async function send(value, comment) {
    const id = asText(entry.parts[0]?.custom?.message_id) || entry.id;
    try {
      await postAsSender("/api/v1/feedback", { message_id: id, value, comment });
      remember(entry, value);
      say("thanks");
    } catch {
      showRating(entry.feedback);
      say("feedbackFailed");
    }
  }

  function rate(value) {
    holder.querySelector(".comment")?.remove();
    showRating(value);
    send(value, "");
    if (value !== "down") return;
    const close = () => {
      form.remove();
      down.focus();
    };
    const { form, text } = commentForm((comment) => send("down", comment), close);
    holder.append(form);
    text.focus();
  }

  showRating(entry.feedback);
  return holder;
}
