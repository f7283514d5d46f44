/* Sends the user's messages in order, each under its own id, and tries again when the connection breaks. */

import { Refused } from "./http.js";
import { postAsSender } from "./session.js";

const PAUSES_MS = [1000, 3000];

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function deliver(entry) {
  return postAsSender("/webhooks/rest/webhook", { message: entry.text, metadata: { id: entry.id } });
}

function reasonOf(error) {
  if (!(error instanceof Refused)) return "offline";
  return error.status === 429 ? "tooMany" : "rejected";
}

export class Outbox {
  /** `show` is told "idle", "sending", "reconnecting", or the reason of a failure. */
  constructor(conversation, show) {
    this.conversation = conversation;
    this.show = show;
    this.busy = false;
    window.addEventListener("online", () => this.retry());
  }

  /** Send whatever waits, unless that is already under way. */
  async flush() {
    if (this.busy) return;
    this.busy = true;
    let outcome = "idle";
    for (let entry = this.conversation.waiting; entry; entry = this.conversation.waiting) {
      outcome = await this.#send(entry);
    }
    this.busy = false;
    this.show(outcome);
  }

  async #send(entry) {
    for (let attempt = 0; ; attempt += 1) {
      this.show(attempt === 0 ? "sending" : "reconnecting");
      try {
        const parts = await deliver(entry);
        this.conversation.update(entry, { status: "sent", reason: null });
        this.conversation.addReply(entry.id, Array.isArray(parts) ? parts : []);
        return "idle";
      } catch (error) {
        const reason = reasonOf(error);
        if (!this.conversation.current(entry)) return "idle";
        if (reason !== "offline" || attempt >= PAUSES_MS.length) {
          this.#hold(entry, reason);
          return reason;
        }
        this.show("reconnecting");
        await pause(PAUSES_MS[attempt]);
      }
    }
  }

  /** Mark a message as not delivered, and with a broken connection all that wait behind it. */
  #hold(entry, reason) {
    this.conversation.update(entry, { status: "failed", reason });
    if (reason === "rejected") return;
    for (const later of this.conversation.entries) {
      if (later.role === "user" && later.status === "pending") {
        this.conversation.update(later, { status: "failed", reason });
      }
    }
  }

  /** Send again, under their old ids, `chosen` and everything that the connection held back. */
  retry(chosen = null) {
    for (const entry of this.conversation.entries) {
      if (entry.role !== "user" || entry.status !== "failed") continue;
      if (entry.reason !== "rejected" || entry.id === chosen?.id) {
        this.conversation.update(entry, { status: "pending", reason: null });
      }
    }
    return this.flush();
  }
}
