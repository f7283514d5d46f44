/* One entry of the conversation on the screen. */

import { renderCard } from "./cards/card.js";
import { asObjects, asText, asTexts, el, hiddenText, icon } from "./dom.js";
import { t } from "./i18n.js";
import { linkify, safeUrl } from "./linkify.js";
import { replyActions } from "./reply-actions.js";

/** The user's message; its state line is filled by `showStatus`. */
export function userEntry(entry, { retry }) {
  const node = el(
    "article",
    { class: "turn turn--user", "data-id": entry.id },
    hiddenText(t("youSaid")),
    el("div", { class: "bubble bubble--user", lang: "zh-CN" }, asText(entry.shown)),
    el("div", { class: "turn__state" }),
  );
  showStatus(node, entry, retry);
  return node;
}

/** Say below a message that it waits or was not delivered. */
export function showStatus(node, entry, retry) {
  const state = node.querySelector(".turn__state");
  state.replaceChildren();
  if (entry.status !== "failed") return;
  const again = el("button", { type: "button", class: "retry", onclick: () => retry(entry) }, icon("retry"), t("retry"));
  state.append(el("span", { class: "turn__failed" }, t("notSent")), again);
}

function citations(part, text) {
  const clauses = asTexts(part.citations).filter((clause) => !text.includes(clause));
  if (clauses.length === 0) return null;
  return el(
    "p",
    { class: "citations" },
    el("span", { class: "citations__label" }, t("citations")),
    clauses.map((clause) => el("span", { class: "citation" }, clause)),
  );
}

function documents(custom) {
  const links = asObjects(custom.documents)
    .map((item) => [asText(item.title), safeUrl(asText(item.url))])
    .filter(([, url]) => url !== null)
    .map(([title, url]) =>
      el(
        "li",
        {},
        el(
          "a",
          { class: "document", href: url.href, download: "", rel: "noopener noreferrer" },
          icon("file"),
          el("span", { class: "document__title" }, title || url.href),
          el("span", { class: "document__hint" }, t("download")),
        ),
      ),
    );
  return links.length > 0 && el("ul", { class: "documents", "aria-label": t("documents") }, links);
}

function replyPart(part) {
  const text = asText(part.text).trim();
  const custom = part.custom !== null && typeof part.custom === "object" ? part.custom : {};
  return el(
    "div",
    { class: "part", "data-status": asText(custom.status) || null },
    text && el("div", { class: "bubble bubble--bot", lang: "zh-CN" }, linkify(text)),
    renderCard(custom.card),
    documents(custom),
    citations(custom, text),
  );
}

/** The assistant's answer: its parts and what can be done with it. */
export function botEntry(entry, actions) {
  const parts = asObjects(entry.parts);
  const shown = parts.length > 0 ? parts : [{ text: t("emptyReply") }];
  return el(
    "article",
    { class: "turn turn--bot", "data-id": entry.id },
    el("h2", { class: "visually-hidden" }, t("botSaid")),
    shown.map(replyPart),
    parts.length > 0 && replyActions(entry, actions),
  );
}
