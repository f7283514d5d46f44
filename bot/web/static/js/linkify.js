/* Text with its web addresses as links; everything else stays text. */

import { el, hiddenText } from "./dom.js";
import { t } from "./i18n.js";

const ADDRESS = /https?:\/\/[^\s<>"'“”‘’，。；：、！？（）《》【】]+/gi;
const TRAILING = /[.,;:!?)\]}]+$/;

/** The address as a URL if it is one that may be followed, else null. */
export function safeUrl(address, protocols = ["http:", "https:"]) {
  try {
    const url = new URL(address, location.href);
    return protocols.includes(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

/** The nodes that show `text`. */
export function linkify(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = match[0].replace(TRAILING, "");
    const url = safeUrl(address);
    if (!url) continue;
    nodes.push(text.slice(end, match.index));
    nodes.push(
      el("a", { href: url.href, target: "_blank", rel: "noopener noreferrer nofollow" }, address, hiddenText(t("newWindow"))),
    );
    end = match.index + address.length;
  }
  nodes.push(text.slice(end));
  return nodes.filter((node) => node !== "");
}
