/* The sender id that the server signed for this visitor. */

import { postJson, Refused } from "./http.js";
import { forget, read, write } from "./storage.js";

const KEY = "sender";
let pending = null;

/** The kept sender id, or a new one from the server. */
export async function sender() {
  const kept = read(KEY);
  if (typeof kept === "string" && kept) return kept;
  pending ??= postJson("/api/v1/session", {}).finally(() => {
    pending = null;
  });
  const answer = await pending;
  write(KEY, answer.sender);
  return answer.sender;
}

/** Forget the sender id: the next message begins a new conversation on the server. */
export function endSession() {
  forget(KEY);
}

/** POST `body` with the sender id; once more with a new id if the server no longer knows the old one. */
export async function postAsSender(address, body) {
  try {
    return await postJson(address, { ...body, sender: await sender() });
  } catch (error) {
    if (!(error instanceof Refused) || (error.status !== 401 && error.status !== 403)) throw error;
    endSession();
    return postJson(address, { ...body, sender: await sender() });
  }
}

/** An id for a message, so that the server can tell a repeated one. */
export function messageId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
