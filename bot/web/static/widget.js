/*
 * The assistant on any site:
 *   <script src="https://…/widget.js" data-title="技改助手" data-color="#0b5d57" data-position="right" data-lang="zh"></script>
 * Puts a button into a corner of the page; it opens the conversation in a frame.
 */
(() => {
  "use strict";
  const script = document.currentScript;
  if (!script || window.jigaiWidget) return;

  const origin = new URL(script.src).origin;
  const { title = "", color = "", position = "right", lang = "zh" } = script.dataset;
  const english = lang === "en";
  const name = title || (english ? "Jigai Assistant" : "技改助手");
  const labels = english ? { open: `Open ${name}`, close: `Close ${name}` } : { open: `打开${name}`, close: `关闭${name}` };
  const chosen = sixDigits(color);
  const brand = chosen ?? "#0b5d57";
  const phone = matchMedia("(max-width: 600px), (max-height: 480px)");
  const STATE = "jigai.widget";

  const CSS_TEXT = `
    :host { all: initial; }
    .bubble, .panel { position: fixed; z-index: 2147483000; ${position === "left" ? "left" : "right"}: 20px; }
    .bubble { bottom: 20px; width: 60px; height: 60px; padding: 0; border: 2px solid #fff; border-radius: 50%; cursor: pointer;
      background: ${brand}; color: ${ink(brand)}; box-shadow: 0 4px 18px rgb(0 0 0 / 28%); transition: transform 0.15s; }
    .bubble:hover { transform: scale(1.05); }
    .bubble:focus-visible { outline: 3px solid #fff; box-shadow: 0 0 0 6px #1d4fd7; }
    .bubble svg { width: 30px; height: 30px; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linejoin: round;
      stroke-linecap: round; vertical-align: middle; }
    .bubble[data-new]::after { content: ""; position: absolute; top: 2px; right: 2px; width: 14px; height: 14px;
      border: 2px solid #fff; border-radius: 50%; background: #c5221f; }
    .panel { bottom: 92px; width: min(400px, calc(100vw - 40px)); height: min(640px, calc(100vh - 116px)); overflow: hidden;
      border-radius: 16px; background: #f6f4ef; box-shadow: 0 12px 48px rgb(0 0 0 / 30%); }
    .panel[hidden] { display: none; }
    iframe { display: block; width: 100%; height: 100%; border: 0; }
    .note { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    @media (max-width: 600px), (max-height: 480px) {
      .panel { inset: 0; width: 100%; height: 100%; height: 100dvh; border-radius: 0; }
    }
    @media (prefers-reduced-motion: reduce) { .bubble { transition: none; } .bubble:hover { transform: none; } }
    @media print { .bubble, .panel { display: none; } }`;

  /** Any CSS colour as #rrggbb; null for what is none or lets the page shine through. */
  function sixDigits(value) {
    if (!CSS.supports("color", value)) return null;
    const context = document.createElement("canvas").getContext("2d");
    context.fillStyle = value;
    return /^#[0-9a-f]{6}$/i.test(context.fillStyle) ? context.fillStyle : null;
  }

  function ink(hex) {
    const parts = [1, 3, 5].map((start) => parseInt(hex.slice(start, start + 2), 16) / 255);
    const [red, green, blue] = parts.map((it) => (it <= 0.03928 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#000" : "#fff";
  }

  function make(tag, attributes) {
    const node = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    return node;
  }

  function drawing() {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", "M4 5h16v11.5h-9L6.5 20v-3.5H4zM8.5 10.700h.1M12 10.700h.1M15.5 10.700h.1");
    svg.append(path);
    return svg;
  }

  /** What this tab remembers: whether the panel is open, and what the frame may not store itself. */
  function recall() {
    try {
      return { open: false, kept: {}, ...JSON.parse(sessionStorage.getItem(STATE)) };
    } catch {
      return { open: false, kept: {} };
    }
  }

  function remember(change) {
    try {
      sessionStorage.setItem(STATE, JSON.stringify({ ...recall(), ...change }));
    } catch {
      /* The next page starts with the panel closed. */
    }
  }

  function keep(key, value) {
    const { kept } = recall();
    kept[key] = value;
    if (value === null) delete kept[key];
    remember({ kept });
  }

  function start() {
    const host = make("div", { id: "jigai-widget", lang: english ? "en" : "zh-CN" });
    const root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS_TEXT);
    root.adoptedStyleSheets = [sheet];

    const bubble = make("button", { type: "button", class: "bubble", "aria-expanded": "false", "aria-label": labels.open });
    const panel = make("div", { class: "panel", role: "dialog", "aria-label": name });
    const note = make("p", { class: "note", role: "status" });
    panel.hidden = true;
    bubble.append(drawing());
    root.append(panel, bubble, note);
    document.body.append(host);

    let frame = null;
    let ready = false;
    let greet = false;
    let inert = [];
    const tell = (type, more) => frame.contentWindow.postMessage({ type: `jigai:${type}`, ...more }, origin);

    /** On a phone the panel covers the page: nothing behind it may take focus. */
    function cover(on) {
      document.documentElement.style.overflow = on ? "hidden" : "";
      panel.setAttribute("aria-modal", String(on));
      for (const node of inert) node.inert = false;
      inert = on ? [...document.body.children].filter((node) => node !== host && !node.inert) : [];
      for (const node of inert) node.inert = true;
      bubble.hidden = on;
    }

    function show({ focus = true } = {}) {
      if (!frame) {
        const query = new URLSearchParams({ title, color: chosen ?? "", lang });
        frame = make("iframe", { src: `${origin}/embed?${query}`, title: name, allow: "clipboard-write" });
        panel.append(frame);
      }
      panel.hidden = false;
      bubble.setAttribute("aria-expanded", "true");
      bubble.setAttribute("aria-label", labels.close);
      bubble.removeAttribute("data-new");
      note.textContent = "";
      cover(phone.matches);
      remember({ open: true });
      greet = focus;
      if (focus) {
        frame.focus();
        if (ready) tell("opened");
      }
    }

    function hide() {
      if (panel.hidden) return;
      panel.hidden = true;
      bubble.setAttribute("aria-expanded", "false");
      bubble.setAttribute("aria-label", labels.open);
      cover(false);
      remember({ open: false });
      bubble.focus();
    }

    bubble.addEventListener("click", () => (panel.hidden ? show() : hide()));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) hide();
    });
    phone.addEventListener("change", () => cover(phone.matches && !panel.hidden));
    window.addEventListener("message", (event) => {
      if (!frame || event.origin !== origin || event.source !== frame.contentWindow) return;
      if (event.data?.type === "jigai:close") hide();
      if (event.data?.type === "jigai:storage") tell("kept", { values: recall().kept });
      if (event.data?.type === "jigai:keep") keep(event.data.key, event.data.value);
      if (event.data?.type === "jigai:ready") {
        ready = true;
        if (greet) tell("opened");
      }
      if (event.data?.type === "jigai:reply" && panel.hidden) {
        bubble.setAttribute("data-new", "");
        note.textContent = english ? "New reply" : "有新回复";
      }
    });
    window.jigaiWidget = { open: show, close: hide };
    if (recall().open) show({ focus: false });
  }

  window.jigaiWidget = {};
  if (document.body) start();
  else document.addEventListener("DOMContentLoaded", start);
})();
