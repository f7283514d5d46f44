/* Values kept on this device; where the browser forbids storage, in memory and with whoever lends some. */

const PREFIX = "jigai.";
const memory = new Map();
let lender = null;

/** Whether the browser forbids storage, as many do to a frame on another site. */
export function isForbidden() {
  try {
    return !localStorage;
  } catch {
    return true;
  }
}

/** Begin with `values` and tell `keep(key, value)` of every change; null means forgotten. */
export function borrow(values, keep) {
  for (const [key, value] of Object.entries(values)) memory.set(key, value);
  lender = keep;
}

/** The value kept under `key`, or `fallback`. */
export function read(key, fallback = null) {
  try {
    const stored = localStorage.getItem(PREFIX + key);
    return stored === null ? fallback : JSON.parse(stored);
  } catch {
    return memory.has(key) ? memory.get(key) : fallback;
  }
}

/** Keep `value` under `key`. */
export function write(key, value) {
  memory.set(key, value);
  lender?.(key, value);
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    /* Storage is full or forbidden: the value lives as long as the page. */
  }
}

/** Forget `key`. */
export function forget(key) {
  memory.delete(key);
  lender?.(key, null);
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    /* Nothing was stored. */
  }
}

/** Call `listener` when another tab changes `key`. */
export function onForeignChange(key, listener) {
  window.addEventListener("storage", (event) => {
    if (event.key === PREFIX + key || event.key === null) listener();
  });
}
