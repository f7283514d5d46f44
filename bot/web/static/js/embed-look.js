/* How the widget's frame looks: the title and colour of the embedding site, from the address. */

const TITLE_LIMIT = 24;
const WHITE_BELOW = 0.179;
const INK_BELOW = 0.12;

/** WCAG's relative luminance of a colour. */
function luminanceOf(color) {
  const channel = (start) => {
    const value = parseInt(color.slice(start, start + 2), 16) / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

/** Put on title and colour; ink on the colour is white or black, whichever reads better. */
export function dress() {
  const parameters = new URLSearchParams(location.search);
  const title = (parameters.get("title") ?? "").trim().slice(0, TITLE_LIMIT);
  if (title) {
    const heading = document.getElementById("embed-title");
    heading.removeAttribute("data-i18n");
    heading.textContent = title;
    document.title = title;
  }
  const color = parameters.get("color") ?? "";
  if (/^#[0-9a-f]{6}$/i.test(color)) {
    const root = document.documentElement;
    const luminance = luminanceOf(color);
    root.style.setProperty("--brand", color);
    root.style.setProperty("--on-brand", luminance > WHITE_BELOW ? "#000000" : "#ffffff");
    root.dataset.brand = luminance > INK_BELOW ? "pale" : "deep";
  }
}
