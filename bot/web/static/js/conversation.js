/* The conversation: what was said, kept over reloads and shared between tabs. */

import { messageId } from "./session.js";
import { forget, onForeignChange, read, write } from "./storage.js";

const KEY = "conversation";
const LIMIT = 200;

/**
 * Entries are {role: "user", id, text, shown, status: "pending"|"sent"|"failed", reason, at}
 * or {role: "bot", id (of the message answered), parts: [reply, …], feedback, at}.
 * Events: "add" and "change" (detail: the entry), "reset" (show everything anew).
 */
export class Conversation extends EventTarget {
  constructor() {
    super();
    this.#load();
    onForeignChange(KEY, () => {
      this.#load();
      this.#tell("reset");
    });
  }

  #load() {
    const kept = read(KEY, []);
    const valid = (entry) =>
      entry && typeof entry.id === "string" && (entry.role === "user" || (entry.role === "bot" && Array.isArray(entry.parts)));
    this.entries = Array.isArray(kept) ? kept.filter(valid) : [];
  }

  #save() {
    this.entries = this.entries.slice(-LIMIT);
    write(KEY, this.entries);
  }

  #tell(type, entry) {
    this.dispatchEvent(new CustomEvent(type, { detail: entry }));
  }

  /** The user says `text`; `shown` is what a choice's button read. */
  addUser(text, shown = text) {
    const entry = { role: "user", id: messageId(), text, shown, status: "pending", at: Date.now() };
    this.entries.push(entry);
    this.#save();
    this.#tell("add", entry);
    return entry;
  }

  /** The assistant's answer to message `id`; a second answer to the same message is dropped. */
  addReply(id, parts) {
    if (this.entries.some((entry) => entry.role === "bot" && entry.id === id)) return;
    const entry = { role: "bot", id, parts, feedback: null, at: Date.now() };
    const asked = this.entries.findLastIndex((it) => it.role === "user" && it.id === id);
    if (asked === -1) return;
    this.entries.splice(asked + 1, 0, entry);
    this.#save();
    this.#tell("add", entry);
  }

  /** The entry as it stands now: another tab's change replaces the objects. */
  current(entry) {
    return this.entries.find((it) => it.role === entry.role && it.id === entry.id);
  }

  /** Change fields of an entry that is still there. */
  update(entry, fields) {
    const current = this.current(entry);
    if (!current) return;
    Object.assign(current, fields);
    this.#save();
    this.#tell("change", current);
  }

  /** The oldest message of the user that waits to be sent. */
  get waiting() {
    return this.entries.find((entry) => entry.role === "user" && entry.status === "pending");
  }

  get last() {
    return this.entries.at(-1);
  }

  clear() {
    this.entries = [];
    forget(KEY);
    this.#tell("reset");
  }
}
