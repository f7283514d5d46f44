/* Values kept on this device; in memory where the browser forbids storage. */

const PREFIX = "jigai.";
const memory = new Map();

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
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    /* Storage is full or forbidden: the value lives as long as the page. */
  }
}

/** Forget `key`. */
export function forget(key) {
  memory.delete(key);
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
