/* Scrolling that follows the conversation, and leaves those alone who read further up. */

import { t } from "./i18n.js";

const NEAR_PX = 90;
const GAP_PX = 16;

export class Scroll {
  constructor(scroller, log, button, label) {
    this.scroller = scroller;
    this.log = log;
    this.button = button;
    this.label = label;
    this.unseen = 0;
    this.following = true;
    scroller.addEventListener("scroll", () => this.#look(), { passive: true });
    new ResizeObserver(() => this.#hold()).observe(scroller);
    button.addEventListener("click", () => this.toEnd(true));
  }

  get #rest() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight;
  }

  #look() {
    this.following = this.#rest <= NEAR_PX;
    if (this.following) this.unseen = 0;
    this.showButton();
  }

  /** The window changed its size (a keyboard opened): stay at the end if we were there. */
  #hold() {
    if (this.following && this.log.hasChildNodes()) this.toEnd();
    else this.showButton();
  }

  showButton() {
    this.button.hidden = this.#rest <= NEAR_PX || !this.log.hasChildNodes();
    this.button.classList.toggle("to-bottom--new", this.unseen > 0);
    this.label.textContent = this.unseen > 0 ? t("newMessages", { count: this.unseen }) : t("toBottom");
  }

  /** Go to the newest message. */
  toEnd(gently = false) {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: gently && !still ? "smooth" : "instant" });
    this.unseen = 0;
    this.#look();
  }

  /** A new answer is there: show it from its question on, unless the reader is elsewhere. */
  reveal(question) {
    if (!this.following) {
      this.unseen += 1;
      this.showButton();
      return;
    }
    const top = question.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
    const start = this.scroller.scrollTop + top - GAP_PX;
    this.scroller.scrollTo({ top: Math.min(start, this.scroller.scrollHeight), behavior: "instant" });
    this.#look();
  }
}
