/* Talking with the widget that holds this page in its frame. */

import { borrow } from "./storage.js";

const LENDER_MS = 1000;

export const framed = window.parent !== window;

/** Tell the widget; the policy of this page decides which sites can be its parent. */
export function tell(type, more = {}) {
  if (framed) window.parent.postMessage({ type: `jigai:${type}`, ...more }, "*");
}

/** Call `listener` for messages of the widget. */
export function onWidget(type, listener) {
  window.addEventListener("message", (event) => {
    if (framed && event.source === window.parent && event.data?.type === `jigai:${type}`) listener(event.data);
  });
}

/** Where this frame may not store anything, the widget keeps the conversation while its tab is open. */
export async function borrowStorage() {
  const values = await new Promise((resolve) => {
    onWidget("kept", (message) => resolve(message.values));
    setTimeout(resolve, LENDER_MS, {});
    tell("storage");
  });
  borrow(Object(values), (key, value) => tell("keep", { key, value }));
}
