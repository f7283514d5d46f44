/* JSON over HTTP, with every failure as one of two errors. */

const TIMEOUT_MS = 30000;
const PASSING = new Set([408, 425, 500, 502, 503, 504]);

/** No answer came: the connection broke, timed out, or the server is not up. Worth trying again. */
export class Unreachable extends Error {}

/** The server answered, and refused. */
export class Refused extends Error {
  constructor(status, body) {
    super(`HTTP ${status}`);
    this.status = status;
    this.body = body;
  }
}

async function request(address, options) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), TIMEOUT_MS);
  try {
    const response = await fetch(address, { ...options, signal: controller.signal });
    const text = await response.text();
    if (PASSING.has(response.status)) throw new Unreachable(`HTTP ${response.status}`);
    if (!response.ok) throw new Refused(response.status, parse(text));
    return parse(text);
  } catch (error) {
    if (error instanceof Refused || error instanceof Unreachable) throw error;
    throw new Unreachable(String(error));
  } finally {
    clearTimeout(timer);
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export function getJson(address) {
  return request(address, { headers: { Accept: "application/json" } });
}

export function postJson(address, body) {
  return request(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify(body),
  });
}
